// SPDX-License-Identifier: Apache-2.0

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

/// The most transactions that one runtime call applies, few enough to look at the clock often.
const MAX_BATCH: usize = 256;

/// The most bytes of transactions that one runtime call applies.
const MAX_BATCH_BYTES: usize = 256 * 1024;

/// The number of transactions that don't fit after which the block counts as full.
const MAX_SKIPPED_TRANSACTIONS: usize = 16;

/// The longest error that is logged for a transaction, in bytes.
const MAX_ERROR_BYTES: usize = 200;

type Extrinsic = <Block as BlockT>::Extrinsic;
type Transaction = Arc<<Pool as TransactionPool>::InPoolTransaction>;
type Ready = Box<dyn ReadyTransactions<Item = Transaction> + Send>;
type InvalidTransactions = TxInvalidityReportMap<Hash>;
type RuntimeApi<'a> = sp_api::ApiRef<'a, <Client as ProvideRuntimeApi<Block>>::Api>;

/// A block under construction.
pub(super) struct BlockBuilder<'a> {
	client: &'a Client,
	api: RuntimeApi<'a>,
	parent: Hash,
	mode: ExtrinsicInclusionMode,
	extrinsics: Vec<Extrinsic>,
	/// The transactions that the pool must drop, with their errors.
	invalid: InvalidTransactions,
}

impl<'a> BlockBuilder<'a> {
	/// Initializes a block on top of `parent`.
	pub(super) fn new(client: &'a Client, parent: &Header, args: &ProposeArgs<Block>) -> Result<Self, Error> {
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
		Ok(Self { client, api, parent: hash, mode, extrinsics: vec![], invalid: InvalidTransactions::new() })
	}

	/// The extrinsics that the runtime admits to the block.
	pub(super) fn mode(&self) -> ExtrinsicInclusionMode {
		self.mode
	}

	/// Applies the inherents, of which the timestamp is one.
	pub(super) fn push_inherents(&mut self, data: sp_inherents::InherentData) -> Result<(), Error> {
		let parent = self.parent;
		// Creating them leaves the state as it was.
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

	/// Applies transactions of the pool until the block is full or the deadline has passed.
	pub(super) fn push_transactions(&mut self, mut ready: Ready, deadline: Instant) -> Result<End, Error> {
		let has_batch_api = self.api.has_api::<dyn Authoring<Block>>(self.parent)?;
		let (max, max_bytes) = if has_batch_api { (MAX_BATCH, MAX_BATCH_BYTES) } else { (1, 0) };
		let mut batch = VecDeque::<Transaction>::new();
		let mut bytes = 0;
		let mut skipped = 0;
		loop {
			while batch.is_empty() || (batch.len() < max && bytes < max_bytes) {
				let Some(transaction) = ready.next() else { break };
				bytes += transaction.data().encoded_size();
				batch.push_back(transaction);
			}
			if batch.is_empty() {
				return Ok(if skipped > 0 { End::HitBlockWeightLimit } else { End::NoMoreTransactions });
			}
			if Instant::now() > deadline {
				return Ok(End::HitDeadline);
			}
			let outcomes = self.apply(&batch, has_batch_api);
			for outcome in outcomes {
				let transaction =
					batch.pop_front().expect("there is at most one outcome per transaction; qed");
				bytes -= transaction.data().encoded_size();
				let error = match outcome {
					Ok(_) => {
						self.extrinsics.push((**transaction.data()).clone());
						continue;
					}
					Err(error) => error,
				};
				// The iterator offers nothing any more that depends on it.
				ready.report_invalid(&transaction);
				match error {
					Some(error) if error.exhausted_resources() => {
						skipped += 1;
						if skipped >= MAX_SKIPPED_TRANSACTIONS {
							return Ok(End::HitBlockWeightLimit);
						}
					}
					// The transaction depends on one that is not in the block.
					Some(TransactionValidityError::Invalid(InvalidTransaction::Future)) => (),
					error => drop(self.invalid.insert(*transaction.hash(), error)),
				}
			}
		}
	}

	/// Applies transactions in their order, up to one that can't be in the block.
	///
	/// Returns at least one outcome.
	fn apply(
		&mut self,
		transactions: &VecDeque<Transaction>,
		has_batch_api: bool,
	) -> Vec<Result<(), Option<TransactionValidityError>>> {
		if has_batch_api && transactions.len() > 1 {
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

	/// Finalizes the block; returns it with its storage changes, and the invalid transactions.
	pub(super) fn build(self) -> Result<(Proposal<Block>, InvalidTransactions), Error> {
		let header = self.api.finalize_block(self.parent)?;
		let state = self.client.state_at(self.parent)?;
		let storage_changes =
			self.api.into_storage_changes(&state, self.parent).map_err(Error::StorageChanges)?;
		Ok((Proposal { block: Block::new(header, self.extrinsics), storage_changes }, self.invalid))
	}
}
