//! A node that goes away while something is sent is waited for. What was in flight then is looked for in the blocks, and
//! only what came to nothing is sent again, just as if the program had been run once more.

use crate::{
	chain::Chain,
	node_text::error_line,
	plan::Batch,
	send::{already_done, Outcome, Sender},
};
use anyhow::{bail, ensure, Context};
use std::{collections::HashSet, time::Duration};
use tokio::time::{sleep, timeout};

/// How long is waited between two attempts.
const RECONNECT_INTERVAL: Duration = Duration::from_millis(500);

/// How a node is waited for.
pub struct ReconnectPolicy<'a> {
	/// Where it is.
	pub url: &'a str,
	/// Which chain it must have.
	pub genesis: [u8; 32],
	/// For how long.
	pub wait: Duration,
}

/// Finds out what became of what was sent, however often the node goes away meanwhile.
pub async fn settle(
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
pub async fn send(
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
	/// Connects anew if that is what an error was about; else it is passed on.
	async fn reconnect(&self, sender: &mut Sender<'_>, error: anyhow::Error) -> anyhow::Result<()> {
		if self.wait.is_zero() || sender.chain.answers().await {
			return Err(error);
		}
		let seconds = self.wait.as_secs();
		sender.bar.suspend(|| {
			let why = error_line(&error);
			eprintln!(
				"The node went away ({why}). Waiting for it, for {seconds} s at most; nothing is sent twice."
			)
		});
		let back = async {
			loop {
				match Chain::connect(self.url).await {
					Ok(chain) => return chain,
					Err(_) => sleep(RECONNECT_INTERVAL).await,
				}
			}
		};
		let chain = tokio::select! {
			back = timeout(self.wait, back) => back.map_err(|_| error).with_context(|| {
				format!("the node didn't come back within {seconds} s; run it again, and nothing is sent twice")
			})?,
			_ = tokio::signal::ctrl_c() => {
				bail!("stopped; what was sent is in the journal, and the next run finds out what became of it")
			}
		};
		ensure!(chain.genesis() == self.genesis, "the node came back with another chain");
		sender.bar.suspend(|| eprintln!("The node is back."));
		sender.chain = chain;
		Ok(())
	}
}
