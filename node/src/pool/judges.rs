//! Judges transactions for the pool, many in one call of the runtime.
//!
//! The SDK's pool calls the runtime once for every transaction, and each call sets up a machine of its own, which takes
//! several times as long as to judge a transaction whose signature is known. Here transactions wait in a queue, from which
//! each judge takes as many as have come meanwhile: one when there is little to do, so that nobody waits for others, and
//! up to a [`HANDFUL`] under load.

use crate::{service::Client, signatures};
use async_trait::async_trait;
use codec::Encode;
use sc_service::SpawnEssentialTaskHandle;
use sc_transaction_pool::{ChainApi, FullChainApi, ValidateTransactionPriority as Priority};
use sc_transaction_pool_api::{error::Error as PoolError, TransactionSource};
use sp_api::{ApiExt, ProvideRuntimeApi};
use sp_blockchain::TreeRoute;
use sp_core::traits::SpawnEssentialNamed;
use sp_runtime::{
	generic::BlockId,
	traits::Block as BlockT,
	transaction_validity::{TransactionValidity, UnknownTransaction},
};
use std::sync::Arc;
use substrate_prometheus_endpoint::Registry;
use suyuan_runtime::{opaque::Block, validation::Validation, BlockNumber, Hash, Header};
use tokio::sync::{mpsc, oneshot, Mutex, OwnedRwLockWriteGuard, RwLock};

/// At most how many transactions are judged in one call of the runtime. With more, the first of them would wait for the
/// last without gaining anything: what the call itself costs is shared by enough.
const HANDFUL: usize = 64;

/// At most how many bytes of them, but for one that is longer by itself.
const HANDFUL_BYTES: usize = 256 * 1024;

/// How many judges there are, each with a thread of its own.
const JUDGES: [&str; 2] = ["transaction-judge-0", "transaction-judge-1"];

type Transaction = Arc<<Block as BlockT>::Extrinsic>;
type Api = FullChainApi<Client, Block>;
type Error = <Api as ChainApi>::Error;
type Verdict = Result<TransactionValidity, Error>;

/// A transaction that waits for a judge.
struct Case {
	at: Hash,
	source: TransactionSource,
	transaction: Transaction,
	verdict: oneshot::Sender<Verdict>,
}

/// The queues that the judges share: what imported blocks wait for goes before what was just sent.
struct Queues {
	maintained: mpsc::Receiver<Case>,
	submitted: mpsc::Receiver<Case>,
}

impl Queues {
	/// Waits for a case and takes it with all that wait behind it, up to a handful. Nothing when the pool is gone.
	async fn take(&mut self) -> Vec<Case> {
		let first = tokio::select! {
			biased;
			Some(case) = self.maintained.recv() => case,
			Some(case) = self.submitted.recv() => case,
			else => return vec![],
		};
		let mut cases = vec![first];
		while cases.len() < HANDFUL {
			let Ok(case) = self.maintained.try_recv().or_else(|_| self.submitted.try_recv()) else { break };
			cases.push(case);
		}
		cases
	}
}

/// How the pool reaches the chain: as the SDK's does, but for who judges.
pub struct Judges {
	chain: Arc<Api>,
	maintained: mpsc::Sender<Case>,
	submitted: mpsc::Sender<Case>,
	/// Open to judges, unless somebody has them pause.
	court: Arc<RwLock<()>>,
}

impl Judges {
	/// Starts the judges.
	pub fn new(
		client: Arc<Client>,
		prometheus: Option<&Registry>,
		spawner: &SpawnEssentialTaskHandle,
	) -> Self {
		let chain = Arc::new(FullChainApi::new(client.clone(), prometheus, spawner));
		let (maintained, maintained_queue) = mpsc::channel(HANDFUL);
		let (submitted, submitted_queue) = mpsc::channel(2 * HANDFUL);
		let queues =
			Arc::new(Mutex::new(Queues { maintained: maintained_queue, submitted: submitted_queue }));
		let court = Arc::new(RwLock::default());
		for name in JUDGES {
			let (client, chain, queues, court) =
				(client.clone(), chain.clone(), queues.clone(), court.clone());
			spawner.spawn_essential_blocking(
				name,
				Some("transaction-pool"),
				Box::pin(async move {
					loop {
						let cases = queues.lock().await.take().await;
						if cases.is_empty() {
							return;
						}
						let _open = court.read().await;
						judge(&client, &chain, cases);
					}
				}),
			);
		}
		Self { chain, maintained, submitted, court }
	}

	/// Has the judges pause for as long as what this returns is kept. What comes meanwhile waits.
	///
	/// For an author who fills a block: the machine has its cores' whole speed only for as many threads as it really has
	/// cores, and the block has to be done in time, while what isn't judged yet comes into the next one anyway. Where there
	/// is little to do, that takes no time.
	pub async fn pause(&self) -> OwnedRwLockWriteGuard<()> {
		self.court.clone().write_owned().await
	}
}

/// Judges cases and tells whoever waits.
fn judge(client: &Client, chain: &Api, cases: Vec<Case>) {
	for cases in handfuls(cases) {
		let Some(at) = cases.first().map(|case| case.at) else { continue };
		let mut verdicts = judge_many(client, at, &cases).map(Vec::into_iter);
		for Case { at, source, transaction, verdict } in cases {
			let found = match verdicts.as_mut().and_then(Iterator::next) {
				Some(validity) => Ok(validity),
				None => chain.validate_transaction_blocking(at, source, transaction),
			};
			// Nobody may wait any more.
			let _ = verdict.send(found);
		}
	}
}

/// Cases in their order, parted where the block changes on top of which they are judged, and where they would be too long.
fn handfuls(cases: Vec<Case>) -> Vec<Vec<Case>> {
	let mut handfuls: Vec<Vec<Case>> = vec![];
	let mut bytes = 0;
	for case in cases {
		let length = case.transaction.encoded_size();
		match handfuls.last_mut() {
			Some(last) if last[0].at == case.at && bytes + length <= HANDFUL_BYTES => {
				bytes += length;
				last.push(case);
			}
			_ => {
				bytes = length;
				handfuls.push(vec![case]);
			}
		}
	}
	handfuls
}

/// What the runtime says of many transactions at once. Nothing if it doesn't know how to, or gave up on them: then each
/// has to be judged by itself.
fn judge_many(client: &Client, at: Hash, cases: &[Case]) -> Option<Vec<TransactionValidity>> {
	let api = client.runtime_api();
	if !api.has_api::<dyn Validation<Block>>(at).unwrap_or(false) {
		return None;
	}
	// Together they take half as long as when the runtime asks for one after the other.
	if cases.len() > 1 {
		signatures::verify(client, at, cases.iter().map(|case| &*case.transaction));
	}
	let transactions = cases.iter().map(|case| (case.source, case.transaction.encode())).collect();
	match api.validate_transactions(at, transactions, at) {
		Ok(verdicts) if verdicts.len() == cases.len() => Some(verdicts),
		Ok(_) => None,
		Err(error) => {
			log::warn!("The runtime gave up on judging many transactions at once: {error}");
			None
		}
	}
}

#[async_trait]
impl ChainApi for Judges {
	type Block = Block;
	type Error = Error;

	async fn validate_transaction(
		&self,
		at: Hash,
		source: TransactionSource,
		transaction: Transaction,
		priority: Priority,
	) -> Verdict {
		let queue = match priority {
			Priority::Maintained => &self.maintained,
			Priority::Submitted => &self.submitted,
		};
		let (verdict, found) = oneshot::channel();
		let closing = || Error::from(PoolError::UnknownTransaction(UnknownTransaction::CannotLookup));
		queue.send(Case { at, source, transaction, verdict }).await.map_err(|_| closing())?;
		found.await.map_err(|_| closing())?
	}

	fn validate_transaction_blocking(
		&self,
		at: Hash,
		source: TransactionSource,
		transaction: Transaction,
	) -> Verdict {
		self.chain.validate_transaction_blocking(at, source, transaction)
	}

	fn block_id_to_number(&self, at: &BlockId<Block>) -> Result<Option<BlockNumber>, Error> {
		self.chain.block_id_to_number(at)
	}

	fn block_id_to_hash(&self, at: &BlockId<Block>) -> Result<Option<Hash>, Error> {
		self.chain.block_id_to_hash(at)
	}

	fn hash_and_length(&self, transaction: &<Block as BlockT>::Extrinsic) -> (Hash, usize) {
		self.chain.hash_and_length(transaction)
	}

	async fn block_body(&self, at: Hash) -> Result<Option<Vec<<Block as BlockT>::Extrinsic>>, Error> {
		self.chain.block_body(at).await
	}

	fn block_header(&self, at: Hash) -> Result<Option<Header>, Error> {
		self.chain.block_header(at)
	}

	fn tree_route(&self, from: Hash, to: Hash) -> Result<TreeRoute<Block>, Error> {
		self.chain.tree_route(from, to)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use sp_runtime::OpaqueExtrinsic;

	/// A case on top of the `n`th block, about a transaction of `length` bytes.
	fn case(n: u8, length: usize) -> Case {
		let transaction = Arc::new(OpaqueExtrinsic::from_blob(vec![0; length]));
		let (verdict, _) = oneshot::channel();
		Case { at: Hash::repeat_byte(n), source: TransactionSource::External, transaction, verdict }
	}

	/// The blocks of each handful's cases.
	fn blocks(handfuls: &[Vec<Case>]) -> Vec<Vec<u8>> {
		let blocks = |cases: &Vec<Case>| cases.iter().map(|case| case.at.as_bytes()[0]).collect();
		handfuls.iter().map(blocks).collect()
	}

	#[test]
	fn a_handful_is_of_one_block_and_keeps_the_order() {
		let cases = [1, 1, 2, 1].map(|n| case(n, 100)).into();
		assert_eq!(blocks(&handfuls(cases)), [vec![1, 1], vec![2], vec![1]]);
	}

	#[test]
	fn a_handful_keeps_to_its_length_but_for_one_that_is_longer_by_itself() {
		let cases = [HANDFUL_BYTES / 2 - 10, HANDFUL_BYTES / 2 - 10, 100, 2 * HANDFUL_BYTES, 100];
		let handfuls = handfuls(cases.map(|length| case(1, length)).into());
		let sizes: Vec<_> = handfuls.iter().map(Vec::len).collect();
		assert_eq!(sizes, [2, 1, 1, 1]);
	}

	#[test]
	fn nobody_judges_nothing() {
		assert!(handfuls(vec![]).is_empty());
	}

	#[tokio::test]
	async fn what_blocks_wait_for_goes_first_and_no_more_than_a_handful_is_taken() {
		let (maintained, maintained_queue) = mpsc::channel(HANDFUL);
		let (submitted, submitted_queue) = mpsc::channel(2 * HANDFUL);
		let mut queues = Queues { maintained: maintained_queue, submitted: submitted_queue };
		for _ in 0..HANDFUL {
			submitted.try_send(case(2, 1)).ok().unwrap();
		}
		maintained.try_send(case(1, 1)).ok().unwrap();

		let first = queues.take().await;
		assert_eq!((first.len(), first[0].at), (HANDFUL, Hash::repeat_byte(1)));
		assert!(first[1..].iter().all(|case| case.at == Hash::repeat_byte(2)));
		assert_eq!(queues.take().await.len(), 1);
		drop((maintained, submitted));
		assert!(queues.take().await.is_empty());
	}
}
