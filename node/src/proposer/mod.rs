// SPDX-License-Identifier: Apache-2.0

//! A proposer that fills blocks with batches of transactions.
//!
//! The SDK's basic authorship makes one runtime call per transaction, and each call instantiates a WASM instance. This
//! proposer hands over many transactions in each call, through `Authoring`. The runtime bounds the block: it refuses what
//! would be too heavy or too long.

mod block_builder;
mod finalize_estimate;
mod slot;

use crate::{client::Client, pool::Pool};
use block_builder::BlockBuilder;
use finalize_estimate::FinalizeEstimate;
use futures::{
	channel::oneshot,
	future::{self, BoxFuture, FutureExt},
};
use sc_proposer_metrics::{EndProposingReason as End, MetricsLink};
use sc_service::SpawnTaskHandle;
use sc_transaction_pool_api::TransactionPool;
use sp_blockchain::Error;
use sp_consensus::{Environment, Proposal, ProposeArgs, Proposer as ProposerT};
use sp_consensus_aura::SlotDuration;
use sp_runtime::{
	traits::{Block as BlockT, Header as HeaderT},
	ExtrinsicInclusionMode,
};
use sp_timestamp::Timestamp;
use std::{sync::Arc, time::Instant};
use suyuan_runtime::{opaque::Block, Header};

pub(crate) use slot::PROPOSAL_SLOT_PORTION;

/// The soft deadline of a block, its finalization included, as a part of the time left in its slot.
///
/// A block that comes too late is thrown away whole, and the machine may be overloaded. The rest of the slot belongs to
/// the other nodes, which execute the block faster than it was made, so that the next author builds on it in time.
const SOFT_DEADLINE_PORTION: (u32, u32) = (5, 6);

/// The longest wait for the pool to pause, as a divisor of the soft deadline.
///
/// The transactions that the pool is validating then were chosen by others, and may have been chosen to take long.
const MAX_PAUSE_WAIT_DIVISOR: u32 = 16;

/// Creates the [`Proposer`] of every slot that this node authors in.
#[derive(Clone)]
pub(crate) struct ProposerFactory {
	pub(crate) client: Arc<Client>,
	pub(crate) pool: Arc<Pool>,
	pub(crate) spawner: SpawnTaskHandle,
	pub(crate) metrics: MetricsLink,
	/// The measured cost of finalizing a block, shared by the proposers of all slots.
	pub(crate) finalize_estimate: Arc<FinalizeEstimate>,
	pub(crate) slot_duration: SlotDuration,
}

pub(crate) struct Proposer {
	factory: ProposerFactory,
	parent: Header,
}

impl Environment<Block> for ProposerFactory {
	type Proposer = Proposer;
	type CreateProposer = future::Ready<Result<Proposer, Error>>;
	type Error = Error;

	fn init(&mut self, parent: &Header) -> Self::CreateProposer {
		future::ready(Ok(Proposer { factory: self.clone(), parent: parent.clone() }))
	}
}

impl ProposerT<Block> for Proposer {
	type Error = Error;
	type Proposal = BoxFuture<'static, Result<Proposal<Block>, Error>>;

	fn propose(self, args: ProposeArgs<Block>) -> Self::Proposal {
		let (done, proposal) = oneshot::channel();
		let spawner = self.factory.spawner.clone();
		spawner.spawn_blocking("proposer", "block-authoring", async move {
			// The receiver is gone if the slot is over.
			let _ = done.send(self.propose_block(args).await);
		});
		async move { proposal.await? }.boxed()
	}
}

impl Proposer {
	async fn propose_block(self, args: ProposeArgs<Block>) -> Result<Proposal<Block>, Error> {
		let begun = Instant::now();
		let left = slot::time_left(&args, self.factory.slot_duration, Timestamp::current());
		if left.is_zero() {
			let late =
				"the slot was over before the block was begun; the machine is overloaded or its clock wrong";
			return Err(Error::Consensus(sp_consensus::Error::Other(late.into())));
		}
		let soft_deadline = left * SOFT_DEADLINE_PORTION.0 / SOFT_DEADLINE_PORTION.1;
		let parent = self.parent.hash();
		let ready = self.factory.pool.ready_at_with_timeout(parent, soft_deadline / 8).await;

		let mut builder = BlockBuilder::new(&self.factory.client, &self.parent, &args)?;
		builder.push_inherents(args.inherent_data)?;
		let paused = self.factory.pool.api().pause(soft_deadline / MAX_PAUSE_WAIT_DIVISOR).await;
		let end = match builder.mode() {
			ExtrinsicInclusionMode::AllExtrinsics => {
				let fill_time = self.factory.finalize_estimate.fill_time(soft_deadline);
				builder.push_transactions(ready, begun + fill_time)?
			}
			ExtrinsicInclusionMode::OnlyInherents => End::TransactionForbidden,
		};
		drop(paused);
		let filled = begun.elapsed();
		let (proposal, invalid) = builder.build()?;

		let took = begun.elapsed();
		self.factory.finalize_estimate.record(soft_deadline, filled, took - filled);
		let count = proposal.block.extrinsics().len();
		self.factory.metrics.report(|metrics| {
			metrics.number_of_transactions.set(count as u64);
			metrics.block_constructed.observe(took.as_secs_f64());
			metrics.create_block_proposal_time.observe(took.as_secs_f64());
			metrics.report_end_proposing_reason(end);
		});
		log::info!(
			"🎁 Prepared block for proposing at {} ({} ms, {} of them to fill it) hash: {:?}; parent_hash: {parent}; \
			end: {end:?}; extrinsics_count: {count}",
			proposal.block.header().number(),
			took.as_millis(),
			filled.as_millis(),
			proposal.block.header().hash(),
		);
		self.factory.pool.report_invalid(Some(parent), invalid).await;
		Ok(proposal)
	}
}
