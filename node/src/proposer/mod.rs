//! Fills the blocks that this node authors.
//!
//! The SDK's own author calls the runtime once for every transaction, and each call sets up a machine of its own. This
//! one hands over many at a time, through [`Authoring`]. What a block may hold is the runtime's to say: it refuses what
//! would be too heavy or too long.

mod block_builder;
mod finalize_estimate;
mod slot;

use crate::{client::Client, pool::Pool};
use block_builder::BlockBuilder;
use finalize_estimate::Pace;
use futures::{
	channel::oneshot,
	future::{self, BoxFuture, FutureExt},
};
use sc_proposer_metrics::{EndProposingReason as End, MetricsLink};
use sc_service::SpawnTaskHandle;
use sc_transaction_pool_api::TransactionPool;
use sp_blockchain::Error;
use sp_consensus::{Environment, Proposal, ProposeArgs, Proposer};
use sp_consensus_aura::SlotDuration;
use sp_runtime::{
	traits::{Block as BlockT, Header as HeaderT},
	ExtrinsicInclusionMode,
};
use sp_timestamp::Timestamp;
use std::{sync::Arc, time::Instant};
use suyuan_runtime::{opaque::Block, Header};

pub use slot::PROPOSAL_SLOT_PORTION;

/// How much of the time that there is for a block it may take by plan, its end included. A block that comes too late is
/// thrown away whole, and a machine may be out of breath. What is left of the slot belongs to the others, who execute the
/// block faster than it was made, for the next of them to build on it in time.
const PLANNED: (u32, u32) = (5, 6);

/// The part of the planned time that an author waits at most for the pool to pause, as a divisor. The transactions that the
/// pool is validating then were chosen by others, and may have been chosen to take long.
const MAX_PAUSE_WAIT: u32 = 16;

/// Where every slot's author comes from.
#[derive(Clone)]
pub struct Authors {
	/// The chain.
	pub client: Arc<Client>,
	/// The transactions that are waiting.
	pub pool: Arc<Pool>,
	/// Runs the authors.
	pub spawner: SpawnTaskHandle,
	/// What is counted of the blocks.
	pub metrics: MetricsLink,
	/// How long it takes to end a block.
	pub pace: Arc<Pace>,
	/// The length of a slot.
	pub slot_duration: SlotDuration,
}

/// The author of one block.
pub struct Author {
	of: Authors,
	parent: Header,
}

impl Environment<Block> for Authors {
	type Proposer = Author;
	type CreateProposer = future::Ready<Result<Author, Error>>;
	type Error = Error;

	fn init(&mut self, parent: &Header) -> Self::CreateProposer {
		future::ready(Ok(Author { of: self.clone(), parent: parent.clone() }))
	}
}

impl Proposer<Block> for Author {
	type Error = Error;
	type Proposal = BoxFuture<'static, Result<Proposal<Block>, Error>>;

	fn propose(self, args: ProposeArgs<Block>) -> Self::Proposal {
		let (done, proposal) = oneshot::channel();
		let spawner = self.of.spawner.clone();
		spawner.spawn_blocking("proposer", "block-authoring", async move {
			// Nobody waits any more if the slot is over.
			let _ = done.send(self.author(args).await);
		});
		async move { proposal.await? }.boxed()
	}
}

impl Author {
	async fn author(self, args: ProposeArgs<Block>) -> Result<Proposal<Block>, Error> {
		let begun = Instant::now();
		let left = slot::time_left(&args, self.of.slot_duration, Timestamp::current());
		if left.is_zero() {
			let late =
				"the slot was over before the block was begun; the machine is overloaded or its clock wrong";
			return Err(Error::Consensus(sp_consensus::Error::Other(late.into())));
		}
		let planned = left * PLANNED.0 / PLANNED.1;
		let parent = self.parent.hash();
		let ready = self.of.pool.ready_at_with_timeout(parent, planned / 8).await;

		let mut filling = BlockBuilder::begin(&self.of.client, &self.parent, &args)?;
		filling.inherents(args.inherent_data)?;
		let paused = self.of.pool.api().pause(planned / MAX_PAUSE_WAIT).await;
		let end = match filling.mode() {
			ExtrinsicInclusionMode::AllExtrinsics => {
				filling.transactions(ready, begun + self.of.pace.filling(planned))?
			}
			ExtrinsicInclusionMode::OnlyInherents => End::TransactionForbidden,
		};
		drop(paused);
		let filled = begun.elapsed();
		let (proposal, unfit) = filling.end()?;

		let took = begun.elapsed();
		self.of.pace.saw(planned, filled, took - filled);
		let count = proposal.block.extrinsics().len();
		self.of.metrics.report(|metrics| {
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
		self.of.pool.report_invalid(Some(parent), unfit).await;
		Ok(proposal)
	}
}
