// SPDX-License-Identifier: Apache-2.0

//! The pool as the SDK's own transaction protocol sees it.

use super::budget::{is_bad, QUOTA};
use crate::{pool::Pool, token_bucket::TokenBucket};
use async_trait::async_trait;
use sc_transaction_pool_api::{
	error::{Error as PoolError, IntoPoolError},
	ImportNotificationStream, PoolStatus, ReadyTransactions, TransactionPool, TransactionSource,
	TransactionStatusStreamFor, TxInvalidityReportMap,
};
use std::{
	collections::HashMap,
	iter,
	pin::Pin,
	sync::{Arc, Mutex, MutexGuard},
	time::{Duration, Instant},
};
use suyuan_runtime::{opaque::Block, Hash};

type Transaction = <Block as sp_runtime::traits::Block>::Extrinsic;
type InPool = <Pool as TransactionPool>::InPoolTransaction;
type Error = <Pool as TransactionPool>::Error;
type Ready = Box<dyn ReadyTransactions<Item = Arc<InPool>> + Send>;

/// A pool that accepts transactions and offers none for propagation.
///
/// A network can't be built without the SDK's protocol; so nodes receive by it, and send by [`Gossip`](super::Gossip).
///
/// The SDK's protocol doesn't name the sender of a transaction here, so all peers that use it, as no node of this chain
/// does, share one budget of bad transactions.
pub(crate) struct NoPropagationPool {
	pool: Arc<Pool>,
	budget: Mutex<TokenBucket>,
}

impl NoPropagationPool {
	pub(crate) fn new(pool: Arc<Pool>) -> Self {
		Self { pool, budget: Mutex::new(TokenBucket::new(QUOTA, Instant::now())) }
	}

	fn budget(&self) -> MutexGuard<'_, TokenBucket> {
		self.budget.lock().expect("nothing panics while it holds the lock; qed")
	}
}

#[async_trait]
impl TransactionPool for NoPropagationPool {
	type Block = Block;
	type Hash = Hash;
	type InPoolTransaction = InPool;
	type Error = Error;

	fn ready(&self) -> Ready {
		Box::new(iter::empty())
	}

	fn ready_transaction(&self, _: &Hash) -> Option<Arc<InPool>> {
		None
	}

	async fn ready_at(&self, _: Hash) -> Ready {
		self.ready()
	}

	async fn ready_at_with_timeout(&self, _: Hash, _: Duration) -> Ready {
		self.ready()
	}

	fn futures(&self) -> Vec<InPool> {
		vec![]
	}

	async fn submit_at(
		&self,
		at: Hash,
		source: TransactionSource,
		transactions: Vec<Transaction>,
	) -> Result<Vec<Result<Hash, Error>>, Error> {
		self.pool.submit_at(at, source, transactions).await
	}

	async fn submit_one(
		&self,
		at: Hash,
		source: TransactionSource,
		transaction: Transaction,
	) -> Result<Hash, Error> {
		if self.budget().is_empty(Instant::now()) {
			// Dropped without a report: an honest node may have sent it.
			let hash = Box::new(self.hash_of(&transaction));
			return Err(PoolError::AlreadyImported(hash).into());
		}
		match self.pool.submit_one(at, source, transaction).await.map_err(IntoPoolError::into_pool_error) {
			Ok(hash) => Ok(hash),
			Err(Ok(error)) => {
				if is_bad(&error) {
					self.budget().charge(1, Instant::now());
				}
				Err(error.into())
			}
			Err(Err(error)) => Err(error),
		}
	}

	async fn submit_and_watch(
		&self,
		at: Hash,
		source: TransactionSource,
		transaction: Transaction,
	) -> Result<Pin<Box<TransactionStatusStreamFor<Self>>>, Error> {
		self.pool.submit_and_watch(at, source, transaction).await
	}

	async fn report_invalid(
		&self,
		at: Option<Hash>,
		invalid: TxInvalidityReportMap<Hash>,
	) -> Vec<Arc<InPool>> {
		self.pool.report_invalid(at, invalid).await
	}

	fn import_notification_stream(&self) -> ImportNotificationStream<Hash> {
		self.pool.import_notification_stream()
	}

	fn status(&self) -> PoolStatus {
		self.pool.status()
	}

	fn on_broadcasted(&self, propagations: HashMap<Hash, Vec<String>>) {
		self.pool.on_broadcasted(propagations);
	}

	fn hash_of(&self, transaction: &Transaction) -> Hash {
		self.pool.hash_of(transaction)
	}
}
