// SPDX-License-Identifier: Apache-2.0

//! A session of the indexer lasts while node and database answer and the lease is held. Behind, it catches up; level, it
//! compares heads and waits for the next final block.

use crate::{bar::Bar, outdated, verify::Verifier, writer::Writer};
use anyhow::Context;
use std::{future::pending, sync::Arc};
use suyuan_chain_client::{follow, Block, Node, Runtime};
use suyuan_store::{Lease, Progress};
use tokio::{
	sync::{mpsc, watch},
	task::JoinSet,
};
use tokio_util::sync::CancellationToken;

/// Blocks that wait for the writer at most. Full ones take tens of megabytes each.
const MAX_WAITING_BLOCKS: usize = 1;
/// Bounds of one transaction. Large enough that the transactions themselves cost little, and small enough that a batch is
/// no burden on memory.
const MAX_BATCH_FACTS: usize = 8_192;
const MAX_BATCH_BYTES: usize = 16 * 1024 * 1024;

/// Parameters of one session of the indexer.
pub(crate) struct Session<'a> {
	pub(crate) node: &'a Node,
	pub(crate) lease: &'a Lease,
	/// Verifier of heads, shared by all sessions.
	pub(crate) verifier: &'a mut Option<Verifier>,
	pub(crate) progress: &'a watch::Sender<Progress>,
	pub(crate) stop: CancellationToken,
	/// Blocks that go into one transaction at most.
	pub(crate) batch_blocks: usize,
	/// True to end once every final block is indexed and every head compared.
	pub(crate) once: bool,
	/// Number of the last block to index.
	pub(crate) until: u64,
	/// Called after a commit, and when nothing is left to write.
	pub(crate) on_success: &'a mut (dyn FnMut() + Send),
}

impl Session<'_> {
	/// Runs until told to stop, or until an error.
	pub(crate) async fn run(mut self) -> anyhow::Result<()> {
		let mut finals = self.node.becoming_final().await?;
		let mut writer = Writer::open(self.lease.clone(), self.node).await?;
		let mut runtime = Arc::new(self.node.runtime_after(&writer.cursor.hash).await?);
		if self.verifier.is_none() {
			*self.verifier = Some(Verifier::new(writer.cursor.block == 0));
		}
		let mut target = self.node.last_final().await?;
		self.progress.send_modify(|progress| progress.caught_up = false);
		let mut bar = Bar::new(writer.cursor.block, target);
		loop {
			let indexed = writer.cursor.block;
			target = target.min(self.until).max(indexed);
			self.progress.send_modify(|progress| {
				(progress.indexed, progress.finalised, progress.time) = (indexed, target, writer.time);
				(progress.connected, progress.writing) = (true, true);
			});
			if indexed < target {
				runtime = self.catch_up(&mut writer, runtime, target, &mut bar).await?;
				if self.stop.is_cancelled() {
					return Ok(());
				}
				target = self.node.last_final().await?;
				continue;
			}
			bar.finish();
			(self.on_success)();
			outdated::refresh(self.lease, self.node, &runtime, &writer.cursor).await?;
			self.progress.send_modify(|progress| progress.caught_up = true);
			if let Some(count) = self.compare(&writer, &runtime).await? {
				self.progress.send_modify(|progress| progress.disagreeing = count);
				target = self.node.last_final().await?;
				if self.stop.is_cancelled() {
					return Ok(());
				}
				continue;
			}
			if self.once {
				return Ok(());
			}
			tokio::select! {
				number = finals.next() => target = number?,
				() = self.stop.cancelled() => return Ok(()),
			}
		}
	}

	async fn compare(&mut self, writer: &Writer, runtime: &Runtime) -> anyhow::Result<Option<u64>> {
		match self.verifier.as_mut() {
			Some(verifier) => verifier.some(self.lease, self.node, runtime, &writer.cursor).await,
			None => Ok(None),
		}
	}

	/// Writes every block up to `target`. Returns the runtime of the block after it.
	async fn catch_up(
		&mut self,
		writer: &mut Writer,
		runtime: Arc<Runtime>,
		target: u64,
		bar: &mut Bar,
	) -> anyhow::Result<Arc<Runtime>> {
		let (sender, mut blocks) = mpsc::channel(MAX_WAITING_BLOCKS);
		let (node, from) = (self.node.clone(), writer.cursor.block + 1);
		// The task ends with the session, however that ends.
		let mut following = JoinSet::new();
		following.spawn(async move { follow(&node, from, target, runtime, &sender).await });
		while let Some(batch) = next_batch(&mut blocks, self.batch_blocks).await {
			let facts: usize = batch.iter().map(|block| block.records).sum();
			writer.write(batch).await?;
			let (indexed, time) = (writer.cursor.block, writer.time);
			tracing::debug!(block = indexed, "committed");
			(self.on_success)();
			self.progress.send_modify(|progress| (progress.indexed, progress.time) = (indexed, time));
			metrics::counter!("suyuan_records_indexed_total").increment(facts as u64);
			bar.at(indexed, target, facts);
			if self.stop.is_cancelled() {
				break;
			}
		}
		drop(blocks);
		match following.join_next().await {
			Some(followed) => followed.context("following the chain")?,
			None => pending().await,
		}
	}
}

/// Receives the blocks of the next transaction. None at the end.
async fn next_batch(blocks: &mut mpsc::Receiver<Block>, most: usize) -> Option<Vec<Block>> {
	let mut batch = Vec::new();
	let (mut facts, mut bytes) = (0, 0);
	while facts < MAX_BATCH_FACTS && bytes < MAX_BATCH_BYTES && batch.len() < most {
		let Some(block) = blocks.recv().await else { break };
		facts += block.facts.len();
		bytes += block.size;
		batch.push(block);
	}
	(!batch.is_empty()).then_some(batch)
}
