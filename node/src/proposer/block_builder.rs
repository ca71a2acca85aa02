//! Builds a block from inherents and the transactions of the pool.

use crate::{client::Client, pool::Pool, text::shortened};
use codec::Encode;
use sc_proposer_metrics::EndProposingReason as End;
use sc_transaction_pool_api::{InPoolTransaction, ReadyTransactions, TransactionPool, TxInvalidityReportMap};
use sp_api::{ApiExt, Core, ProvideRuntimeApi, TransactionOutcome};
use sp_block_builder::BlockBuilder as _;
use sp_blockchain::Error;
use sp_consensus::{Proposal, ProposeArgs};
use sp_core::traits::CallContext;
use sp_runtime::{
	traits::{Block as BlockT, Header as HeaderT},
	transaction_validity::{InvalidTransaction, TransactionValidityError},
	ApplyExtrinsicResult, ExtrinsicInclusionMode,
};
use std::{collections::VecDeque, sync::Arc, time::Instant};
use suyuan_runtime::{apis::authoring::Authoring, opaque::Block, Hash, Header};

/// At most how many transactions one call of the runtime applies, and how many bytes of them: so few that the author
/// looks at the clock often enough.
const HANDFUL: (usize, usize) = (256, 256 * 1024);

/// How many transactions may not fit before the block is taken to be full.
const MISSES: usize = 16;

/// The longest error that is logged of a transaction, in bytes.
const MAX_ERROR_BYTES: usize = 200;

type Extrinsic = <Block as BlockT>::Extrinsic;
type Transaction = Arc<<Pool as TransactionPool>::InPoolTransaction>;
type Ready = Box<dyn ReadyTransactions<Item = Transaction> + Send>;
type Unfit = TxInvalidityReportMap<Hash>;
type RuntimeApi<'a> = sp_api::ApiRef<'a, <Client as ProvideRuntimeApi<Block>>::Api>;

/// A block that is being filled.
pub(super) struct BlockBuilder<'a> {
	client: &'a Client,
	api: RuntimeApi<'a>,
	parent: Hash,
	mode: ExtrinsicInclusionMode,
	extrinsics: Vec<Extrinsic>,
	/// What the pool must drop, and why.
	unfit: Unfit,
}

impl<'a> BlockBuilder<'a> {
	pub(super) fn begin(
		client: &'a Client,
		parent: &Header,
		args: &ProposeArgs<Block>,
	) -> Result<Self, Error> {
		let hash = parent.hash();
		let header = Header::new(
			parent.number() + 1,
			Default::default(),
			Default::default(),
			hash,
			args.inherent_digests.clone(),
		);
		let mut api = client.runtime_api();
		api.set_call_context(CallContext::Onchain { import: false });
		let mode = api.initialize_block(hash, &header)?;
		Ok(Self { client, api, parent: hash, mode, extrinsics: vec![], unfit: Unfit::new() })
	}

	/// What the runtime lets into the block.
	pub(super) fn mode(&self) -> ExtrinsicInclusionMode {
		self.mode
	}

	/// What every block has to say, of the time for one.
	pub(super) fn inherents(&mut self, data: sp_inherents::InherentData) -> Result<(), Error> {
		let parent = self.parent;
		// To ask what they are changes nothing.
		let inherents = self.api.execute_in_transaction(|api| {
			TransactionOutcome::Rollback(api.inherent_extrinsics(parent, data))
		})?;
		for inherent in inherents {
			match self.apply_one(&inherent)? {
				Ok(_) => self.extrinsics.push(inherent),
				Err(error) if error.was_mandatory() => {
					return Err(sp_blockchain::ApplyExtrinsicFailed::Validity(error).into())
				}
				Err(error) => log::warn!("An inherent does not fit into the block: {error:?}"),
			}
		}
		Ok(())
	}

	/// Fills the block from the pool.
	pub(super) fn transactions(&mut self, mut ready: Ready, deadline: Instant) -> Result<End, Error> {
		let knows_many = self.api.has_api::<dyn Authoring<Block>>(self.parent)?;
		let (most, most_bytes) = if knows_many { HANDFUL } else { (1, 0) };
		let mut waiting = VecDeque::<Transaction>::new();
		let mut bytes = 0;
		let mut misses = 0;
		loop {
			while waiting.is_empty() || (waiting.len() < most && bytes < most_bytes) {
				let Some(transaction) = ready.next() else { break };
				bytes += transaction.data().encoded_size();
				waiting.push_back(transaction);
			}
			if waiting.is_empty() {
				return Ok(if misses > 0 { End::HitBlockWeightLimit } else { End::NoMoreTransactions });
			}
			if Instant::now() > deadline {
				return Ok(End::HitDeadline);
			}
			let outcomes = self.apply(&waiting, most > 1);
			for outcome in outcomes {
				let transaction =
					waiting.pop_front().expect("there is an outcome for each of them at most; qed");
				bytes -= transaction.data().encoded_size();
				let error = match outcome {
					Ok(_) => {
						self.extrinsics.push((**transaction.data()).clone());
						continue;
					}
					Err(error) => error,
				};
				// Nothing that depends on it is offered any more.
				ready.report_invalid(&transaction);
				match error {
					Some(error) if error.exhausted_resources() => {
						misses += 1;
						if misses >= MISSES {
							return Ok(End::HitBlockWeightLimit);
						}
					}
					// It depends on one that is not in the block.
					Some(TransactionValidityError::Invalid(InvalidTransaction::Future)) => (),
					error => drop(self.unfit.insert(*transaction.hash(), error)),
				}
			}
		}
	}

	/// Applies the first of them, up to one that can't be in the block. There is an outcome for one at least.
	fn apply(
		&mut self,
		transactions: &VecDeque<Transaction>,
		many: bool,
	) -> Vec<Result<(), Option<TransactionValidityError>>> {
		if many && transactions.len() > 1 {
			let extrinsics = transactions.iter().map(|transaction| (**transaction.data()).clone()).collect();
			match self.api.apply_extrinsics(self.parent, extrinsics) {
				Ok(outcomes) if !outcomes.is_empty() => {
					return outcomes.into_iter().map(|outcome| outcome.map(drop).map_err(Some)).collect();
				}
				Ok(_) => (),
				Err(error) => log::debug!(
					"Transactions could not be applied together, so each is applied by itself: {}",
					shortened(&error.to_string(), MAX_ERROR_BYTES)
				),
			}
		}
		let outcome = transactions.front().map(|transaction| match self.apply_one(transaction.data()) {
			Ok(outcome) => outcome.map(drop).map_err(Some),
			Err(error) => {
				let error = shortened(&error.to_string(), MAX_ERROR_BYTES);
				log::debug!("{:?} could not be applied, so the pool drops it: {error}", transaction.hash());
				Err(None)
			}
		});
		outcome.into_iter().collect()
	}

	fn apply_one(&mut self, extrinsic: &Extrinsic) -> Result<ApplyExtrinsicResult, Error> {
		let parent = self.parent;
		let outcome =
			self.api.execute_in_transaction(|api| match api.apply_extrinsic(parent, extrinsic.clone()) {
				Ok(Ok(outcome)) => TransactionOutcome::Commit(Ok(Ok(outcome))),
				other => TransactionOutcome::Rollback(other),
			});
		Ok(outcome?)
	}

	/// The block with its changes of the state, and what is of no use to any block.
	pub(super) fn end(self) -> Result<(Proposal<Block>, Unfit), Error> {
		let header = self.api.finalize_block(self.parent)?;
		let state = self.client.state_at(self.parent)?;
		let storage_changes =
			self.api.into_storage_changes(&state, self.parent).map_err(Error::StorageChanges)?;
		Ok((Proposal { block: Block::new(header, self.extrinsics), storage_changes }, self.unfit))
	}
}
