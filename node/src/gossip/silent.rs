//! The pool as the SDK's own protocol for transactions sees it.

use crate::pool::Pool;
use async_trait::async_trait;
use sc_transaction_pool_api::{
	ImportNotificationStream, PoolStatus, ReadyTransactions, TransactionPool, TransactionSource,
	TransactionStatusStreamFor, TxInvalidityReportMap,
};
use std::{collections::HashMap, iter, pin::Pin, sync::Arc, time::Duration};
use suyuan_runtime::{opaque::Block, Hash};

type Transaction = <Block as sp_runtime::traits::Block>::Extrinsic;
type InPool = <Pool as TransactionPool>::InPoolTransaction;
type Error = <Pool as TransactionPool>::Error;
type Ready = Box<dyn ReadyTransactions<Item = Arc<InPool>> + Send>;

/// A pool that takes what it is given and tells of nothing. A network can't be built without the SDK's protocol; so nodes
/// hear it, and what there is to say they say in the protocol of ours.
pub struct Silent(pub Arc<Pool>);

#[async_trait]
impl TransactionPool for Silent {
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
		self.0.submit_at(at, source, transactions).await
	}

	async fn submit_one(
		&self,
		at: Hash,
		source: TransactionSource,
		transaction: Transaction,
	) -> Result<Hash, Error> {
		self.0.submit_one(at, source, transaction).await
	}

	async fn submit_and_watch(
		&self,
		at: Hash,
		source: TransactionSource,
		transaction: Transaction,
	) -> Result<Pin<Box<TransactionStatusStreamFor<Self>>>, Error> {
		self.0.submit_and_watch(at, source, transaction).await
	}

	async fn report_invalid(
		&self,
		at: Option<Hash>,
		invalid: TxInvalidityReportMap<Hash>,
	) -> Vec<Arc<InPool>> {
		self.0.report_invalid(at, invalid).await
	}

	fn import_notification_stream(&self) -> ImportNotificationStream<Hash> {
		self.0.import_notification_stream()
	}

	fn status(&self) -> PoolStatus {
		self.0.status()
	}

	fn on_broadcasted(&self, propagations: HashMap<Hash, Vec<String>>) {
		self.0.on_broadcasted(propagations);
	}

	fn hash_of(&self, transaction: &Transaction) -> Hash {
		self.0.hash_of(transaction)
	}
}
