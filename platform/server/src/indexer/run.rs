//! The indexer as it runs: behind, it catches up; level, it compares heads and waits for the next final block.

use super::{
	bar::Bar,
	verify::Verifier,
	writer::{Behind, Writer},
	Progress,
};
use crate::{
	chain::{follow, Node, Runtime, Told},
	store::Database,
};
use anyhow::Context;
use std::{sync::Arc, time::Duration};
use tokio::{
	sync::{mpsc, watch},
	time::sleep,
};

/// How many blocks may wait for the writer. Full ones take tens of megabytes each.
const WAITING: usize = 1;
/// What one transaction takes at most: enough that it is not the transactions that cost, and little enough that a batch
/// is no burden on memory.
const BATCH_FACTS: usize = 8_192;
const BATCH_BYTES: usize = 16 * 1024 * 1024;
/// How long is waited before a lost connection is tried again.
const BETWEEN_TRIALS: Duration = Duration::from_secs(1);

/// The indexer.
pub struct Indexer {
	/// Where its blocks come from.
	pub node: Node,
	/// Where their facts go.
	pub database: Database,
	/// Whom it tells how far it has come.
	pub progress: watch::Sender<Progress>,
	/// Set when it shall stop.
	pub stop: watch::Receiver<bool>,
	/// How many blocks go into one transaction at most.
	pub batch_blocks: usize,
	/// Whether to end once everything final is there and compared.
	pub once: bool,
	/// The last block to be taken.
	pub until: u64,
}

impl Indexer {
	/// Runs until told to stop, or until something is wrong that trying again doesn't mend.
	pub async fn run(mut self) -> anyhow::Result<()> {
		loop {
			match self.session().await {
				Ok(()) => return Ok(()),
				Err(error) if is_passing(&error) => {
					let mut stop = self.stop.clone();
					tracing::warn!(error = format!("{error:#}"), "the node does not serve; trying again");
					self.progress.send_modify(|progress| progress.connected = false);
					tokio::select! {
						() = sleep(BETWEEN_TRIALS) => (),
						() = stopped(&mut stop) => return Ok(()),
					}
				}
				Err(error) => return Err(error),
			}
		}
	}

	/// Runs until told to stop or the connection is lost.
	async fn session(&mut self) -> anyhow::Result<()> {
		let mut finals = self.node.becoming_final().await?;
		let mut writer = Writer::open(self.database.clone(), self.node.clone()).await?;
		let mut runtime = Arc::new(self.node.runtime_after(&writer.cursor.hash).await?);
		let mut verifier = Verifier::new(writer.cursor.block == 0);
		let mut target = self.node.last_final().await?;
		let bar = Bar::new(writer.cursor.block, target);
		let mut stop = self.stop.clone();
		loop {
			let indexed = writer.cursor.block;
			target = target.min(self.until).max(indexed);
			self.progress.send_modify(|progress| {
				*progress = Progress { indexed, finalised: target, connected: true, ..*progress };
			});
			if indexed < target {
				runtime = self.catch_up(&mut writer, runtime, target, &bar).await?;
				if *stop.borrow() {
					return Ok(());
				}
				target = self.node.last_final().await?;
				continue;
			}
			bar.finish();
			self.progress.send_modify(|progress| progress.caught_up = true);
			if let Some(count) = verifier.some(&self.database, &self.node, &runtime, &writer.cursor).await? {
				self.progress.send_modify(|progress| progress.disagreeing = count);
				target = self.node.last_final().await?;
				if *stop.borrow() {
					return Ok(());
				}
				continue;
			}
			if self.once {
				return Ok(());
			}
			tokio::select! {
				number = finals.next() => target = number?,
				() = stopped(&mut stop) => return Ok(()),
			}
		}
	}

	/// Writes every block up to one. Answers the runtime of the one after it.
	async fn catch_up(
		&self,
		writer: &mut Writer,
		runtime: Arc<Runtime>,
		target: u64,
		bar: &Bar,
	) -> anyhow::Result<Arc<Runtime>> {
		let (sender, mut blocks) = mpsc::channel(WAITING);
		let (node, from) = (self.node.clone(), writer.cursor.block + 1);
		let following = tokio::spawn(async move { follow(&node, from, target, runtime, &sender).await });
		while let Some(batch) = next_batch(&mut blocks, self.batch_blocks).await {
			let facts: usize = batch.iter().map(|(block, _)| block.records).sum();
			writer.write(batch).await?;
			let indexed = writer.cursor.block;
			tracing::debug!(block = indexed, "committed");
			self.progress.send_modify(|progress| progress.indexed = indexed);
			metrics::counter!("suyuan_records_indexed_total").increment(facts as u64);
			metrics::gauge!("suyuan_indexed_block").set(indexed as f64);
			metrics::gauge!("suyuan_final_block").set(target as f64);
			bar.at(indexed, target, facts);
			if *self.stop.borrow() {
				break;
			}
		}
		drop(blocks);
		following.await.context("following the chain")?
	}
}

/// The next blocks that go into one transaction. None at the end.
async fn next_batch(blocks: &mut mpsc::Receiver<Told>, most: usize) -> Option<Vec<Told>> {
	let mut batch = Vec::new();
	let (mut facts, mut bytes) = (0, 0);
	while facts < BATCH_FACTS && bytes < BATCH_BYTES && batch.len() < most {
		let Some(told) = blocks.recv().await else { break };
		facts += told.0.facts.len();
		bytes += told.0.size;
		batch.push(told);
	}
	(!batch.is_empty()).then_some(batch)
}

/// Waits until told to stop.
pub async fn stopped(stop: &mut watch::Receiver<bool>) {
	// Whoever could tell is gone: that says it too.
	drop(stop.wait_for(|stop| *stop).await);
}

/// Whether an error is one of the connection, which may come back.
fn is_passing(error: &anyhow::Error) -> bool {
	use subxt_rpcs::Error;
	let of_connection = |cause: &(dyn std::error::Error + 'static)| {
		matches!(cause.downcast_ref::<Error>(), Some(Error::Client(_) | Error::DisconnectedWillReconnect(_)))
	};
	let lost = error.chain().any(of_connection) || error.to_string() == "the connection to the node was lost";
	let behind = error.is::<Behind>();
	let flag_missing = error.chain().any(|cause| cause.to_string().contains("run it with --"));
	behind || lost && !flag_missing
}

#[cfg(test)]
mod tests {
	use super::*;
	use anyhow::anyhow;

	#[test]
	fn a_lost_connection_passes_and_a_missing_flag_does_not() {
		let lost = || subxt_rpcs::Error::Client("gone".into());
		assert!(is_passing(&anyhow!(lost()).context("the node did not answer state_call")));
		assert!(!is_passing(&anyhow!(lost()).context("run it with --state-pruning archive")));
		assert!(!is_passing(&anyhow!("block 7 does not follow block 6")));
	}
}
