// SPDX-License-Identifier: Apache-2.0

//! Liveness and readiness of the process.

use crate::{
	problem::{Kind, Problem},
	App,
};
use axum::{extract::State, routing::get, Router};
use std::time::Duration;
use suyuan_store::read::status;
use tokio::time::timeout;

/// Longest wait for the database.
const QUERY_TIMEOUT: Duration = Duration::from_secs(3);

/// Routes `/health` and `/ready`.
pub fn router() -> Router<App> {
	Router::new().route("/health", get(alive)).route("/ready", get(ready))
}

async fn alive() -> &'static str {
	"alive\n"
}

/// Responds with 200 if the platform is ready. Ready means: the database answers, and the process that writes it, this one
/// or another, is connected to its node and has indexed every final block. Indexed data is served all the same, with the
/// block that it is true at; this is for load balancers over several processes.
async fn ready(State(app): State<App>) -> Result<&'static str, Problem> {
	let answer = timeout(QUERY_TIMEOUT, status::indexed(&app.database)).await;
	let progress = *app.progress.borrow();
	let waits_for = progress.waiting.map(|waiting| waiting.cause.sentence());
	let unavailable = |why| Err(Problem::because(Kind::Unavailable, waits_for.unwrap_or(why)).retry_after(5));
	match answer {
		Ok(Ok(_)) if progress.is_ready() => Ok("ready\n"),
		Ok(Ok(_)) if progress.connected => unavailable("catching up with the chain"),
		Ok(Ok(_)) => unavailable("the node is not connected"),
		Ok(Err(_)) | Err(_) => unavailable("the database does not answer"),
	}
}
