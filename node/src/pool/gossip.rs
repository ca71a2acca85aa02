//! What the network is told of the pool.
//!
//! Every transaction is a message of its own, and of messages to a peer 2,048 may wait: when one more is handed over, the
//! network takes the peer for stuck and hangs up. So a pool that tells of everything at once cuts its node off from all
//! others just when there is most to do, and validators that are cut off finalise nothing. This one tells of a few at a
//! time. What is left out of that goes with the next round, in which the network looks at all that is ready, every three
//! seconds; and of that it sees only the first, which are also the first to come into a block.

use super::Pool;
use async_trait::async_trait;
use futures::{channel::mpsc, FutureExt, SinkExt, Stream, StreamExt};
use sc_service::SpawnTaskHandle;
use sc_transaction_pool_api::{
	ChainEvent, ImportNotificationStream, MaintainedTransactionPool, PoolStatus, ReadyTransactions,
	TransactionPool, TransactionSource, TransactionStatusStreamFor, TxInvalidityReportMap,
};
use std::{collections::HashMap, pin::Pin, sync::Arc, time::Duration};
use suyuan_runtime::{opaque::Block, Hash};

/// How many transactions are told of at once.
const HANDFUL: usize = 128;

/// How long it takes until the next are told of: 2,560 a second.
const PAUSE: Duration = Duration::from_millis(50);

/// How many of all that is ready the network sees in a round.
const ROUND: usize = 512;

type Transaction = <Block as sp_runtime::traits::Block>::Extrinsic;
type InPool = <Pool as TransactionPool>::InPoolTransaction;
type Error = <Pool as TransactionPool>::Error;
type Ready = Box<dyn ReadyTransactions<Item = Arc<InPool>> + Send>;

/// The pool as it is shown to those who gossip.
pub struct Gossip {
	pool: Arc<Pool>,
	spawner: SpawnTaskHandle,
	/// How many of all that is ready they see.
	sees: usize,
}

impl Gossip {
	/// For the network, which goes through what is ready in rounds.
	pub fn in_rounds(pool: Arc<Pool>, spawner: SpawnTaskHandle) -> Arc<Self> {
		Arc::new(Self { pool, spawner, sees: ROUND })
	}

	/// For who tells the network of what has just come, and answers clients, who see everything.
	pub fn as_it_comes(pool: Arc<Pool>, spawner: SpawnTaskHandle) -> Arc<Self> {
		Arc::new(Self { pool, spawner, sees: usize::MAX })
	}
}

/// What comes, a handful at a time with a pause after each.
fn paced<T>(all: impl Stream<Item = T>) -> impl Stream<Item = T> {
	let handfuls = all.ready_chunks(HANDFUL).enumerate().then(|(n, handful)| async move {
		if n > 0 {
			tokio::time::sleep(PAUSE).await;
		}
		handful
	});
	handfuls.flat_map(futures::stream::iter)
}

/// The first of what is ready.
struct First {
	ready: Ready,
	left: usize,
}

impl Iterator for First {
	type Item = Arc<InPool>;

	fn next(&mut self) -> Option<Self::Item> {
		self.left = self.left.checked_sub(1)?;
		self.ready.next()
	}
}

impl ReadyTransactions for First {
	fn report_invalid(&mut self, transaction: &Self::Item) {
		self.ready.report_invalid(transaction);
	}
}

#[async_trait]
impl TransactionPool for Gossip {
	type Block = Block;
	type Hash = Hash;
	type InPoolTransaction = InPool;
	type Error = Error;

	fn import_notification_stream(&self) -> ImportNotificationStream<Hash> {
		let (mut tell, told) = mpsc::channel(0);
		let mut all = paced(self.pool.import_notification_stream()).boxed();
		let run = async move {
			while let Some(hash) = all.next().await {
				if tell.send(hash).await.is_err() {
					return;
				}
			}
		};
		self.spawner.spawn("transactions-told", Some("transaction-pool"), run.boxed());
		told
	}

	fn ready(&self) -> Ready {
		Box::new(First { ready: self.pool.ready(), left: self.sees })
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
		self.pool.submit_one(at, source, transaction).await
	}

	async fn submit_and_watch(
		&self,
		at: Hash,
		source: TransactionSource,
		transaction: Transaction,
	) -> Result<Pin<Box<TransactionStatusStreamFor<Self>>>, Error> {
		self.pool.submit_and_watch(at, source, transaction).await
	}

	async fn ready_at(&self, at: Hash) -> Ready {
		self.pool.ready_at(at).await
	}

	async fn ready_at_with_timeout(&self, at: Hash, timeout: Duration) -> Ready {
		self.pool.ready_at_with_timeout(at, timeout).await
	}

	async fn report_invalid(
		&self,
		at: Option<Hash>,
		invalid: TxInvalidityReportMap<Hash>,
	) -> Vec<Arc<InPool>> {
		self.pool.report_invalid(at, invalid).await
	}

	fn futures(&self) -> Vec<InPool> {
		self.pool.futures()
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

	fn ready_transaction(&self, hash: &Hash) -> Option<Arc<InPool>> {
		self.pool.ready_transaction(hash)
	}
}

#[async_trait]
impl MaintainedTransactionPool for Gossip {
	async fn maintain(&self, event: ChainEvent<Block>) {
		self.pool.maintain(event).await;
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use futures::stream;
	use std::time::Instant;

	#[tokio::test]
	async fn all_are_told_of_in_their_order_with_a_pause_after_each_handful() {
		let begun = Instant::now();
		let all = 0..2 * HANDFUL + 1;
		let mut told = Box::pin(paced(stream::iter(all.clone())));
		let first = told.by_ref().take(HANDFUL).collect::<Vec<_>>().await;
		let rest = told.collect::<Vec<_>>().await;
		assert_eq!([first, rest].concat(), all.collect::<Vec<_>>());
		assert!(begun.elapsed() >= 2 * PAUSE);
	}

	#[tokio::test]
	async fn who_comes_alone_does_not_wait_for_others() {
		let (mut come, coming) = mpsc::channel(1);
		let mut told = Box::pin(paced(coming));
		come.send(1).await.unwrap();
		assert_eq!(told.next().await, Some(1));
	}
}
