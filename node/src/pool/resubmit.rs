// SPDX-License-Identifier: Apache-2.0

//! Resubmits the transactions of retracted blocks.
//!
//! Two authors may build on the same block, and then one of their blocks is retracted, with transactions that the other
//! may not have. The SDK's pool resubmits them only if it also revalidates the whole pool after every block, which takes a
//! tenth of a busy node. This pool revalidates every twenty blocks, so it resubmits them by itself.

use super::build::Pool;
use crate::client::Client;
use futures::{future::join_all, StreamExt};
use sc_client_api::BlockchainEvents;
use sc_transaction_pool::{ChainApi, TimedTransactionSource, ValidateTransactionPriority};
use sp_blockchain::{HashAndNumber, TreeRoute};
use std::{collections::HashSet, hash::Hash, sync::Arc};
use suyuan_runtime::opaque::Block;

type Transaction = <Block as sp_runtime::traits::Block>::Extrinsic;

/// Follows the chain and resubmits the transactions of every block that it retracts.
pub(crate) async fn resubmit_retracted(client: Arc<Client>, pool: Arc<Pool>) {
	let mut imported = client.import_notification_stream();
	while let Some(block) = imported.next().await {
		let Some(route) = block.tree_route.filter(|route| !route.retracted().is_empty()) else { continue };
		let at = HashAndNumber { hash: block.hash, number: block.header.number };
		let transactions = retracted_transactions(&pool, &route).await;
		log::debug!("{} transactions of retracted blocks are resubmitted", transactions.len());
		// The sources aren't known any more. Transactions that are invalid on the new best chain are refused.
		let transactions = transactions
			.into_iter()
			.map(|transaction| (TimedTransactionSource::new_external(false), Arc::new(transaction)));
		pool.pool().resubmit_at(&at, transactions, ValidateTransactionPriority::Submitted).await;
	}
}

/// The transactions of the retracted blocks that are in none of the enacted blocks.
async fn retracted_transactions(pool: &Pool, route: &TreeRoute<Block>) -> Vec<Transaction> {
	let retracted = bodies(pool, route.retracted()).await;
	let enacted = bodies(pool, route.enacted()).await;
	missing(retracted, &enacted, |transaction| pool.pool().hash_of(transaction))
}

/// The transactions of blocks, without those whose bodies are not there.
async fn bodies(pool: &Pool, blocks: &[HashAndNumber<Block>]) -> Vec<Transaction> {
	let bodies = join_all(blocks.iter().map(|block| pool.api().block_body(block.hash))).await;
	bodies.into_iter().flatten().flatten().flatten().collect()
}

/// The retracted items that are not among the enacted ones, compared by their hashes.
fn missing<T, H: Eq + Hash>(retracted: Vec<T>, enacted: &[T], hash: impl Fn(&T) -> H) -> Vec<T> {
	let enacted: HashSet<H> = enacted.iter().map(&hash).collect();
	retracted.into_iter().filter(|one| !enacted.contains(&hash(one))).collect()
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn transactions_that_both_sides_have_are_not_resubmitted() {
		assert_eq!(missing(vec![3, 1, 2], &[2, 4], |n| *n), [3, 1]);
		assert!(missing(vec![1], &[1], |n| *n).is_empty());
		assert!(missing(vec![], &[1], |n: &u8| *n).is_empty());
	}
}
