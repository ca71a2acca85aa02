// SPDX-License-Identifier: Apache-2.0

//! Upkeep of the middleware's state.

use super::{metrics, query_log::Logging, rate_limit::Limits};
use crate::{query_log::forget, App};
use std::{sync::Arc, time::Duration};
use suyuan_store::now;
use tokio::time::{interval, Instant};

/// Interval at which limiters, metrics and the query log are cleaned up.
const UPKEEP_INTERVAL: Duration = Duration::from_secs(60);

/// Cleans up limiters, metrics and the query log at an interval. Never ends.
pub async fn run(app: App, limits: Arc<Limits>, logging: Arc<Logging>) {
	let mut ticks = interval(UPKEEP_INTERVAL);
	let mut last_forgotten: Option<Instant> = None;
	loop {
		ticks.tick().await;
		limits.forget();
		app.scans.forget_readers(now());
		metrics::recorder().run_upkeep();
		let days = app.config.query_log_days;
		let due = last_forgotten.is_none_or(|last| last.elapsed() > UPKEEP_INTERVAL * 60);
		if days > 0 && due {
			match forget(&app.database, days, now()).await {
				Ok(0) => (),
				Ok(deleted) => tracing::info!(deleted, days, "deleted what was older in the query log"),
				Err(error) => tracing::error!(%error, "the query log could not be shortened"),
			}
			last_forgotten = Some(Instant::now());
		}
		logging.shorten(&app.database, app.config.query_log_rows.into()).await;
	}
}
