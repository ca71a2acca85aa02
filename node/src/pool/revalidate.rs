//! Validates the pool anew when the runtime has changed.
//!
//! A signature holds for one version of the runtime. After an upgrade, everything that was signed before is invalid, but
//! the SDK's pool drops it only when it comes to validate all of it again, up to twenty blocks later. Until then the old
//! transactions keep out those that are signed anew with the same nonces. Nodes also don't upgrade at the same moment:
//! one that still has the old runtime bans for half an hour what was signed for the new one.
//!
//! So every node validates all that waits as soon as its best block has another runtime, and lifts the bans of what was
//! refused lately. Whoever waits for a transaction that is invalid now is told, and signs it again.

use super::build::Pool;
use crate::client::Client;
use futures::{future::join_all, StreamExt};
use sc_client_api::BlockchainEvents;
use sc_transaction_pool::{ChainApi, ValidateTransactionPriority::Submitted};
use sc_transaction_pool_api::{InPoolTransaction, TransactionPool};
use sp_blockchain::HashAndNumber;
use sp_core::traits::CallContext;
use sp_runtime::transaction_validity::TransactionValidityError;
use std::{collections::HashSet, sync::Arc};
use suyuan_runtime::opaque::Block;

/// The number of blocks after a change of the runtime with which the pool is validated again: validations on top of an
/// older block may have been under way, and only the first of these blocks migrates the state.
const BLOCKS_AFTERWARDS: u32 = 5;

/// The number of blocks after which transactions that wait for others are validated again at the latest. What they wait
/// for may have come into a block while they were being validated, and then nothing else would wake them.
const BLOCKS_BETWEEN: u32 = 10;

type Transaction = Arc<<Pool as TransactionPool>::InPoolTransaction>;

/// The part of the pool that is validated again.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Part {
	All,
	/// Transactions that wait for others to come before them.
	Future,
}

/// The part of the pool to validate again with every best block.
#[derive(Default)]
struct Schedule<Version> {
	version: Option<Version>,
	/// The number of blocks with which everything is still to be validated.
	afterwards: u32,
	/// The number of blocks since the last time.
	since: u32,
}

impl<Version: PartialEq> Schedule<Version> {
	/// Takes note of the runtime that follows a best block.
	fn next(&mut self, version: Version) -> Option<Part> {
		let changed = self.version.as_ref().is_some_and(|before| *before != version);
		self.version = Some(version);
		self.since += 1;
		let part = if changed {
			self.afterwards = BLOCKS_AFTERWARDS;
			Part::All
		} else if self.afterwards > 0 {
			self.afterwards -= 1;
			Part::All
		} else if self.since >= BLOCKS_BETWEEN {
			Part::Future
		} else {
			return None;
		};
		self.since = 0;
		Some(part)
	}
}

/// Follows the chain, and validates the pool anew when another runtime follows the best block, be it that the block
/// upgraded the runtime or that the chain left such a block behind.
pub async fn follow_runtime(client: Arc<Client>, pool: Arc<Pool>) {
	let version_at =
		|hash| client.runtime_version_at(hash, CallContext::Offchain).map(|version| version.spec_version);
	let version = version_at(client.chain_info().best_hash).ok();
	let mut schedule = Schedule { version, ..Default::default() };
	let mut imported = client.import_notification_stream();
	while let Some(block) = imported.next().await {
		if !block.is_new_best {
			continue;
		}
		let version = match version_at(block.hash) {
			Ok(version) => version,
			Err(error) => {
				log::debug!("The runtime of {} is not known: {error}", block.hash);
				continue;
			}
		};
		let Some(part) = schedule.next(version) else { continue };
		// What is in the block is no longer in the pool then, and is not taken for invalid.
		drop(pool.ready_at(block.hash).await);
		if part == Part::All {
			for transaction in pool.api().refused().take() {
				pool.pool().validated_pool().unban_if_validation(&transaction);
			}
		}
		let at = HashAndNumber { hash: block.hash, number: block.header.number };
		let dropped = validate_again(&pool, &at, part).await;
		if dropped > 0 && part == Part::All {
			log::info!("♻️ Dropped {dropped} transactions that runtime version {version} refuses");
		}
	}
}

/// Validates what waits, drops what is invalid, and says how many that are.
async fn validate_again(pool: &Pool, at: &HashAndNumber<Block>, part: Part) -> usize {
	let ready = pool.ready().filter(|_| part == Part::All).map(|transaction| (transaction, true));
	let future = pool.futures().into_iter().map(|transaction| (Arc::new(transaction), false));
	let waiting: Vec<(Transaction, bool)> = ready.chain(future).collect();
	let verdicts = join_all(waiting.iter().map(|(transaction, _)| {
		let source = transaction.source.clone().into();
		pool.api().validate_transaction(at.hash, source, transaction.data.clone(), Submitted)
	}))
	.await;

	let mut invalid = HashSet::new();
	// Those that wait for something that has come.
	let mut waited = vec![];
	for ((transaction, is_ready), verdict) in waiting.iter().zip(verdicts) {
		match verdict {
			Ok(Err(TransactionValidityError::Invalid(_))) => drop(invalid.insert(transaction.hash)),
			Ok(Ok(valid)) if !is_ready && valid.requires != transaction.requires() => {
				waited.push(transaction.hash)
			}
			_ => (),
		}
	}
	if invalid.is_empty() && waited.is_empty() {
		return 0;
	}

	// With these go those that depend on them. Nobody is told so, because they come back.
	let removed: HashSet<_> = invalid.iter().chain(&waited).copied().collect();
	let removed: Vec<_> = removed.into_iter().collect();
	let removed = pool.pool().validated_pool().remove_subtree(&removed, false, |watchers, hash| {
		if invalid.contains(&hash) {
			watchers.invalid(&hash);
		}
	});
	let removed: HashSet<_> = removed.iter().map(|transaction| transaction.hash).collect();
	let back: Vec<_> = waiting
		.iter()
		.map(|(transaction, _)| transaction)
		.filter(|transaction| removed.contains(&transaction.hash) && !invalid.contains(&transaction.hash))
		.map(|transaction| (transaction.source.clone(), transaction.data.clone()))
		.collect();
	log::debug!("{} transactions are invalid now, {} come back", invalid.len(), back.len());
	pool.pool().resubmit_at(at, back, Submitted).await;
	invalid.len()
}

#[cfg(test)]
mod tests {
	use super::*;

	/// The parts that are validated with blocks after which these runtimes follow.
	fn parts(versions: &[u32]) -> Vec<Option<Part>> {
		let mut schedule = Schedule { version: Some(1), ..Default::default() };
		versions.iter().map(|version| schedule.next(*version)).collect()
	}

	#[test]
	fn the_whole_pool_is_validated_with_the_block_that_changes_the_runtime_and_some_after_it() {
		let parts = parts(&[1, 2, 2, 2, 2, 2, 2, 2]);
		assert_eq!(parts[0], None);
		assert!(parts[1..2 + BLOCKS_AFTERWARDS as usize].iter().all(|part| *part == Some(Part::All)));
		assert_eq!(parts[2 + BLOCKS_AFTERWARDS as usize], None);
	}

	#[test]
	fn a_chain_that_leaves_an_upgrade_behind_changes_the_runtime_too() {
		assert_eq!(parts(&[2, 1])[1], Some(Part::All));
	}

	#[test]
	fn what_waits_for_others_is_validated_now_and_then() {
		let parts = parts(&[1; 2 * BLOCKS_BETWEEN as usize]);
		let positions: Vec<_> = (0..parts.len()).filter(|n| parts[*n] == Some(Part::Future)).collect();
		assert_eq!(positions, [BLOCKS_BETWEEN as usize - 1, 2 * BLOCKS_BETWEEN as usize - 1]);
	}
}
