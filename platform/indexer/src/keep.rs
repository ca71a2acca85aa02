//! Work beside writing: renewing the lease, and hearing the node.

use std::time::Duration;
use suyuan_chain_client::Node;
use suyuan_store::{Lease, Progress, WriterState};
use tokio::{
	sync::watch,
	time::{interval, timeout, MissedTickBehavior},
};

/// The interval at which the lease is renewed: several times before it would expire.
const RENEWAL: Duration = Duration::from_secs(2);
/// The longest that a renewal may take.
const RENEWAL_TIMEOUT: Duration = Duration::from_secs(5);
/// The interval at which the node is asked whether it lives.
const HEARTBEAT: Duration = Duration::from_secs(2);

/// Renews the lease and asks the node whether it lives. Ends with why neither is so any more.
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
