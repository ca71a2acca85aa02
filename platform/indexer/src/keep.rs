// SPDX-License-Identifier: Apache-2.0

//! Renewal of the lease and heartbeat of the node, beside the writing.

use std::time::Duration;
use suyuan_chain_client::Node;
use suyuan_store::{Lease, Progress, WriterState};
use tokio::{
	sync::watch,
	time::{interval, timeout, MissedTickBehavior},
};

/// Interval at which the lease is renewed: several times before it would expire.
const RENEWAL: Duration = Duration::from_secs(2);
/// Longest time that a renewal may take.
const RENEWAL_TIMEOUT: Duration = Duration::from_secs(5);
/// Interval at which the node's heartbeat is requested.
const HEARTBEAT: Duration = Duration::from_secs(2);

/// Renews the lease and requests the node's heartbeat. Returns the error of the first that fails.
pub(crate) async fn keep(lease: &Lease, node: &Node, progress: &watch::Sender<Progress>) -> anyhow::Error {
	tokio::select! {
		error = renew(lease, progress) => error,
		error = hear(node) => error,
	}
}

async fn renew(lease: &Lease, progress: &watch::Sender<Progress>) -> anyhow::Error {
	let mut ticks = interval(RENEWAL);
	ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
	let mut told = progress.subscribe();
	loop {
		let state = WriterState::of(&told.borrow_and_update());
		match timeout(RENEWAL_TIMEOUT, lease.renew(&state)).await {
			Ok(Ok(())) => (),
			Ok(Err(error)) => return error,
			Err(_) => return sqlx::Error::PoolTimedOut.into(),
		}
		ticks.tick().await;
	}
}

async fn hear(node: &Node) -> anyhow::Error {
	let mut ticks = interval(HEARTBEAT);
	ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
	loop {
		ticks.tick().await;
		if let Err(error) = node.heartbeat().await {
			return error;
		}
	}
}
