// SPDX-License-Identifier: Apache-2.0
//! Waits for a node that goes away while something is sent. Calls that were in flight then are looked for in the blocks, and
//! only those that came to nothing are sent again, just as if the program had been run once more.

use crate::{
	chain::Chain,
	connection::Connection,
	node_text::error_line,
	plan::Batch,
	send::{already_done, Outcome, Sender},
};
use anyhow::{bail, ensure, Context};
use std::{
	collections::HashSet,
	future::Future,
	time::{Duration, Instant},
};
use tokio::time::{sleep, timeout};

/// The pause before each attempt to reach a node.
const RECONNECT_INTERVAL: Duration = Duration::from_millis(500);
/// The longest that a node may take to shut down, on a machine with much else to do. Meanwhile it may still answer.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(30);

/// The node to connect to anew, and for how long to try.
pub(crate) struct ReconnectPolicy<'a> {
	pub(crate) url: &'a str,
	/// The genesis hash of the chain that the node must have.
	pub(crate) genesis: [u8; 32],
	pub(crate) timeout: Duration,
}

/// Finds out what became of what was sent, however often the node goes away meanwhile.
pub(crate) async fn settle(
	sender: &mut Sender<'_>,
	outcome: &mut Outcome,
	policy: &ReconnectPolicy<'_>,
) -> anyhow::Result<()> {
	while let Err(error) = sender.settle(outcome).await {
		policy.reconnect(sender, error).await?;
	}
	Ok(())
}

/// Sends everything that is not left out, however often the node goes away meanwhile.
pub(crate) async fn send(
	sender: &mut Sender<'_>,
	left_out: &HashSet<usize>,
	batches: impl Fn(&HashSet<usize>) -> Vec<Batch>,
	policy: &ReconnectPolicy<'_>,
) -> anyhow::Result<Outcome> {
	let mut outcome = Outcome::default();
	let mut through = left_out.clone();
	while let Err(error) = sender.send(batches(&through), &mut outcome).await {
		policy.reconnect(sender, error).await?;
		settle(sender, &mut outcome, policy).await?;
		through.extend(already_done(sender.journal, sender.keys));
		through.extend(&outcome.refused_entries);
	}
	Ok(outcome)
}

impl ReconnectPolicy<'_> {
	/// Connects anew if an error is of the connection or of a node that goes away. Passes on any other.
	async fn reconnect(&self, sender: &mut Sender<'_>, error: anyhow::Error) -> anyhow::Result<()> {
		if self.timeout.is_zero() {
			return Err(error);
		}
		tokio::select! {
			connected = self.wait_for_node(sender, error) => connected,
			_ = tokio::signal::ctrl_c() => {
				bail!("stopped; what was sent is in the journal, and the next run finds out what became of it")
			}
		}
	}

	async fn wait_for_node(&self, sender: &mut Sender<'_>, error: anyhow::Error) -> anyhow::Result<()> {
		let is_lost = match Connection::after(&error) {
			Connection::Lost => true,
			Connection::Unclear => {
				sender.bar.set_message("the node failed; finding out whether it is shutting down");
				stops_answering(|| sender.chain.is_answering(), SHUTDOWN_TIMEOUT, RECONNECT_INTERVAL).await
			}
			Connection::Intact => false,
		};
		if !is_lost {
			return Err(error);
		}
		let seconds = self.timeout.as_secs();
		sender.bar.suspend(|| {
			let why = error_line(&error);
			eprintln!(
				"The node went away ({why}). Waiting for it, for {seconds} s at most; nothing is sent twice."
			)
		});
		let back = async {
			loop {
				sleep(RECONNECT_INTERVAL).await;
				if let Ok(chain) = Chain::connect(self.url).await {
					return chain;
				}
			}
		};
		let chain = timeout(self.timeout, back).await.map_err(|_| error).with_context(|| {
			format!("the node didn't come back within {seconds} s; run it again, and nothing is sent twice")
		})?;
		ensure!(chain.genesis() == self.genesis, "the node came back with another chain");
		sender.bar.suspend(|| eprintln!("The node is back."));
		sender.chain = chain;
		Ok(())
	}
}

/// Asks a node repeatedly for at most `at_most`, and tells whether it stopped answering.
async fn stops_answering<F: Future<Output = bool>>(
	answers: impl Fn() -> F,
	at_most: Duration,
	interval: Duration,
) -> bool {
	let begun = Instant::now();
	while answers().await {
		if begun.elapsed() >= at_most {
			return false;
		}
		sleep(interval).await;
	}
	true
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::cell::Cell;

	const INTERVAL: Duration = Duration::from_millis(1);

	#[tokio::test]
	async fn a_node_that_answers_for_a_moment_while_it_shuts_down_is_gone() {
		let left = Cell::new(5);
		let answers = || {
			left.set(left.get() - 1);
			std::future::ready(left.get() > 0)
		};
		assert!(stops_answering(answers, Duration::from_secs(60), INTERVAL).await);
		assert_eq!(left.get(), 0);
	}

	#[tokio::test]
	async fn a_node_that_goes_on_answering_is_there() {
		assert!(!stops_answering(|| std::future::ready(true), 20 * INTERVAL, INTERVAL).await);
	}
}
