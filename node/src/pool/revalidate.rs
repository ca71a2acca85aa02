// SPDX-License-Identifier: Apache-2.0

//! Revalidates the pool when the runtime has changed.
//!
//! A signature holds for one version of the runtime. After an upgrade, everything that was signed before is invalid, but
//! the SDK's pool drops it only when it revalidates, up to twenty blocks later. Until then the old transactions keep out
//! those that are signed again with the same nonces. Nodes also don't upgrade at the same moment: one that still has the
//! old runtime bans transactions signed for the new one for half an hour.
//!
//! So every node revalidates its pool as soon as its best block has another runtime, and lifts the bans of the recently
//! refused transactions. Watchers of a transaction that is invalid now are notified, and sign it again.

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

/// The number of blocks after a change of the runtime with which the pool is revalidated again.
///
/// Validations on top of an older block may have been under way, and only the first of these blocks migrates the state.
const BLOCKS_AFTER_UPGRADE: u32 = 5;

/// The number of blocks after which future transactions are revalidated at the latest.
///
/// The transaction that one waits for may have come into a block while it was being validated, and then nothing else
/// would wake it.
const MAX_BLOCKS_BETWEEN: u32 = 10;

type Transaction = Arc<<Pool as TransactionPool>::InPoolTransaction>;

/// The part of the pool that is revalidated.
#[derive(Clone, Copy, Debug, PartialEq)]
enum PoolPart {
	All,
	/// The transactions that wait for others to come before them.
	Future,
}

/// Decides for every best block which part of the pool is revalidated.
#[derive(Default)]
struct Schedule<Version> {
	version: Option<Version>,
	/// The number of blocks with which the whole pool is still to be revalidated.
	remaining: u32,
	/// The number of blocks since the last revalidation.
	since: u32,
}

impl<Version: PartialEq> Schedule<Version> {
	/// Advances by a best block that is followed by this version of the runtime.
	fn next(&mut self, version: Version) -> Option<PoolPart> {
		let changed = self.version.as_ref().is_some_and(|before| *before != version);
		self.version = Some(version);
		self.since += 1;
		let part = if changed {
			self.remaining = BLOCKS_AFTER_UPGRADE;
			PoolPart::All
		} else if self.remaining > 0 {
			self.remaining -= 1;
			PoolPart::All
		} else if self.since >= MAX_BLOCKS_BETWEEN {
			PoolPart::Future
		} else {
			return None;
		};
		self.since = 0;
		Some(part)
	}
}

/// Follows the chain and revalidates the pool when another runtime follows the best block.
///
/// The best block may have upgraded the runtime, or the chain may have retracted a block that did.
pub(crate) async fn revalidate_on_upgrade(client: Arc<Client>, pool: Arc<Pool>) {
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
		// The transactions of the block have left the pool then, and are not taken for invalid.
		drop(pool.ready_at(block.hash).await);
		if part == PoolPart::All {
			for transaction in pool.api().refused().take() {
				pool.pool().validated_pool().unban_if_validation(&transaction);
			}
		}
		let at = HashAndNumber { hash: block.hash, number: block.header.number };
		let dropped = revalidate(&pool, &at, part).await;
		if dropped > 0 && part == PoolPart::All {
			log::info!("♻️ Dropped {dropped} transactions that runtime version {version} refuses");
		}
	}
}

/// Revalidates a part of the pool, drops the invalid transactions and returns their number.
async fn revalidate(pool: &Pool, at: &HashAndNumber<Block>, part: PoolPart) -> usize {
	let ready = pool.ready().filter(|_| part == PoolPart::All).map(|transaction| (transaction, true));
	let future = pool.futures().into_iter().map(|transaction| (Arc::new(transaction), false));
	let waiting: Vec<(Transaction, bool)> = ready.chain(future).collect();
	let results = join_all(waiting.iter().map(|(transaction, _)| {
		let source = transaction.source.clone().into();
		pool.api().validate_transaction(at.hash, source, transaction.data.clone(), Submitted)
	}))
	.await;

	let mut invalid = HashSet::new();
	// Future transactions whose dependencies have been included.
	let mut unblocked = vec![];
	for ((transaction, is_ready), result) in waiting.iter().zip(results) {
		match result {
			Ok(Err(TransactionValidityError::Invalid(_))) => drop(invalid.insert(transaction.hash)),
			Ok(Ok(valid)) if !is_ready && valid.requires != transaction.requires() => {
				unblocked.push(transaction.hash)
			}
			_ => (),
		}
	}
	if invalid.is_empty() && unblocked.is_empty() {
		return 0;
	}

	// Dependents are removed as well, without a notification, because they are resubmitted.
	let removed: HashSet<_> = invalid.iter().chain(&unblocked).copied().collect();
	let removed: Vec<_> = removed.into_iter().collect();
	let removed = pool.pool().validated_pool().remove_subtree(&removed, false, |watchers, hash| {
		if invalid.contains(&hash) {
			watchers.invalid(&hash);
		}
	});
	let removed: HashSet<_> = removed.iter().map(|transaction| transaction.hash).collect();
	let resubmitted: Vec<_> = waiting
		.iter()
		.map(|(transaction, _)| transaction)
		.filter(|transaction| removed.contains(&transaction.hash) && !invalid.contains(&transaction.hash))
		.map(|transaction| (transaction.source.clone(), transaction.data.clone()))
		.collect();
	log::debug!("{} transactions are invalid now, {} are resubmitted", invalid.len(), resubmitted.len());
	pool.pool().resubmit_at(at, resubmitted, Submitted).await;
	invalid.len()
}

#[cfg(test)]
mod tests {
	use super::*;

	/// The parts that are revalidated with blocks that are followed by these versions.
	fn parts(versions: &[u32]) -> Vec<Option<PoolPart>> {
		let mut schedule = Schedule { version: Some(1), ..Default::default() };
		versions.iter().map(|version| schedule.next(*version)).collect()
	}

	#[test]
	fn the_whole_pool_is_revalidated_with_the_block_that_changes_the_runtime_and_some_after_it() {
		let parts = parts(&[1, 2, 2, 2, 2, 2, 2, 2]);
		assert_eq!(parts[0], None);
		assert!(parts[1..2 + BLOCKS_AFTER_UPGRADE as usize].iter().all(|part| *part == Some(PoolPart::All)));
		assert_eq!(parts[2 + BLOCKS_AFTER_UPGRADE as usize], None);
	}

	#[test]
	fn a_chain_that_retracts_an_upgrade_changes_the_runtime_too() {
		assert_eq!(parts(&[2, 1])[1], Some(PoolPart::All));
	}

	#[test]
	fn future_transactions_are_revalidated_now_and_then() {
		let parts = parts(&[1; 2 * MAX_BLOCKS_BETWEEN as usize]);
		let positions: Vec<_> = (0..parts.len()).filter(|n| parts[*n] == Some(PoolPart::Future)).collect();
		assert_eq!(positions, [MAX_BLOCKS_BETWEEN as usize - 1, 2 * MAX_BLOCKS_BETWEEN as usize - 1]);
	}
}
