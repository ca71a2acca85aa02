//! Puts back what was in blocks that the chain no longer goes through.
//!
//! Two authors may build on the same block, and then one of their blocks is left behind, with transactions that the other
//! may not have. The SDK's pool puts them back only if it also judges everything that waits anew after every block, which
//! takes a tenth of a busy node. This pool does that only now and then, so it puts them back by itself.

use super::build::Pool;
use crate::client::Client;
use futures::{future::join_all, StreamExt};
use sc_client_api::BlockchainEvents;
use sc_transaction_pool::{ChainApi, TimedTransactionSource, ValidateTransactionPriority};
use sp_blockchain::{HashAndNumber, TreeRoute};
use std::{collections::HashSet, hash::Hash, sync::Arc};
use suyuan_runtime::opaque::Block;

type Transaction = <Block as sp_runtime::traits::Block>::Extrinsic;

/// Follows the chain, and puts back what it leaves behind.
pub async fn put_back(client: Arc<Client>, pool: Arc<Pool>) {
	let mut imported = client.import_notification_stream();
	while let Some(block) = imported.next().await {
		let Some(route) = block.tree_route.filter(|route| !route.retracted().is_empty()) else { continue };
		let at = HashAndNumber { hash: block.hash, number: block.header.number };
		let transactions = left_behind(&pool, &route).await;
		log::debug!("{} transactions of blocks left behind come back", transactions.len());
		// Where they come from isn't known any more. Those that are no good on the chain as it is now are refused.
		let transactions = transactions
			.into_iter()
			.map(|transaction| (TimedTransactionSource::new_external(false), Arc::new(transaction)));
		pool.pool().resubmit_at(&at, transactions, ValidateTransactionPriority::Submitted).await;
	}
}

/// The transactions of the blocks that the chain left which are in none of the blocks that it goes through instead.
async fn left_behind(pool: &Pool, route: &TreeRoute<Block>) -> Vec<Transaction> {
	let retracted = bodies(pool, route.retracted()).await;
	let enacted = bodies(pool, route.enacted()).await;
	missing(retracted, &enacted, |transaction| pool.pool().hash_of(transaction))
}

/// The transactions of blocks. Of a block whose body is not there, none.
async fn bodies(pool: &Pool, blocks: &[HashAndNumber<Block>]) -> Vec<Transaction> {
	let bodies = join_all(blocks.iter().map(|block| pool.api().block_body(block.hash))).await;
	bodies.into_iter().flatten().flatten().flatten().collect()
}

/// Those that were and are not any more, known by their hashes.
fn missing<T, H: Eq + Hash>(were: Vec<T>, are: &[T], hash: impl Fn(&T) -> H) -> Vec<T> {
	let are: HashSet<H> = are.iter().map(&hash).collect();
	were.into_iter().filter(|one| !are.contains(&hash(one))).collect()
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn what_both_sides_have_does_not_come_back() {
		assert_eq!(missing(vec![3, 1, 2], &[2, 4], |n| *n), [3, 1]);
		assert!(missing(vec![1], &[1], |n| *n).is_empty());
		assert!(missing(vec![], &[1], |n: &u8| *n).is_empty());
	}
}
