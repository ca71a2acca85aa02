// SPDX-License-Identifier: Apache-2.0

//! A `ChainApi` that validates pool transactions in batches.
//!
//! The SDK's `FullChainApi` makes one runtime call per transaction. Each call instantiates a WASM instance, which costs
//! several times more than validating a transaction whose signature is already cached. Here requests queue up, and each
//! worker takes everything that is waiting, up to [`MAX_BATCH`], and validates it in one `validate_transactions` call. When
//! the queue is short, a batch has one transaction, and none waits for another.

use super::{
	refused::RecentlyRefused,
	requests::{batches, Queues, ValidationRequest, MAX_BATCH},
	types::{Api, Error, Transaction, ValidationResult},
	validation::{validate_each, CallError, RuntimeAt},
	workers,
};
use crate::client::Client;
use async_trait::async_trait;
use sc_service::SpawnEssentialTaskHandle;
use sc_transaction_pool::{ChainApi, ValidateTransactionPriority as Priority};
use sc_transaction_pool_api::{error::Error as PoolError, TransactionSource};
use sp_blockchain::TreeRoute;
use sp_core::traits::SpawnEssentialNamed;
use sp_runtime::{
	generic::BlockId,
	traits::Block as BlockT,
	transaction_validity::{TransactionValidityError, UnknownTransaction},
};
use std::{sync::Arc, thread, time::Duration};
use substrate_prometheus_endpoint::{register, Counter, Registry, U64};
use suyuan_runtime::{opaque::Block, BlockNumber, Hash, Header};
use tokio::{
	sync::{mpsc, oneshot, Mutex, OwnedSemaphorePermit, Semaphore},
	time::timeout,
};

/// The SDK's [`Api`] with validation in batches.
pub(crate) struct BatchValidator {
	chain: Arc<Api>,
	client: Arc<Client>,
	failures: Option<Counter<U64>>,
	maintained: mpsc::Sender<ValidationRequest>,
	submitted: mpsc::Sender<ValidationRequest>,
	/// One permit for each worker, which holds it while it validates a batch.
	permits: Arc<Semaphore>,
	/// The number of permits that an author takes.
	paused_while_authoring: u32,
	refused: RecentlyRefused,
}

impl BatchValidator {
	pub(super) fn new(
		client: Arc<Client>,
		prometheus: Option<&Registry>,
		spawner: &SpawnEssentialTaskHandle,
	) -> Self {
		let chain = Arc::new(Api::new(client.clone(), prometheus, spawner));
		let failures = prometheus.and_then(failure_counter);
		let (maintained, maintained_queue) = mpsc::channel(MAX_BATCH);
		let (submitted, submitted_queue) = mpsc::channel(2 * MAX_BATCH);
		let queues =
			Arc::new(Mutex::new(Queues { maintained: maintained_queue, submitted: submitted_queue }));
		let cores = thread::available_parallelism().map_or(1, Into::into);
		let names = workers::names(cores);
		let permits = Arc::new(Semaphore::new(names.len()));
		for name in names {
			let (client, failures, queues, permits) =
				(client.clone(), failures.clone(), queues.clone(), permits.clone());
			spawner.spawn_essential_blocking(
				name,
				Some("transaction-pool"),
				Box::pin(async move {
					loop {
						let requests = queues.lock().await.take().await;
						if requests.is_empty() {
							return;
						}
						for batch in batches(requests) {
							// The semaphore is never closed.
							let Ok(_permit) = permits.acquire().await else { return };
							validate(&client, failures.as_ref(), batch);
						}
					}
				}),
			);
		}
		let paused_while_authoring = workers::paused_while_authoring(cores) as u32;
		let refused = RecentlyRefused::default();
		Self { chain, client, failures, maintained, submitted, permits, paused_while_authoring, refused }
	}

	/// The recently refused transactions, which another runtime may accept.
	pub(super) fn refused(&self) -> &RecentlyRefused {
		&self.refused
	}

	/// Pauses [some of the workers](workers::paused_while_authoring) for as long as the permit is held.
	///
	/// New requests wait meanwhile. Waits for the batches that are being validated, which others chose, and not longer than
	/// `at_most`: then there is no permit, and the author shares its cores.
	pub(crate) async fn pause(&self, at_most: Duration) -> Option<OwnedSemaphorePermit> {
		pause(self.permits.clone(), self.paused_while_authoring, at_most).await
	}
}

async fn pause(permits: Arc<Semaphore>, count: u32, at_most: Duration) -> Option<OwnedSemaphorePermit> {
	timeout(at_most, permits.acquire_many_owned(count)).await.ok()?.ok()
}

fn failure_counter(registry: &Registry) -> Option<Counter<U64>> {
	let help = "Calls of the runtime that failed while the pool validated transactions";
	let counter = Counter::new("suyuan_pool_failed_validation_calls", help).ok()?;
	register(counter, registry).inspect_err(|error| log::warn!("No metrics of validation: {error}")).ok()
}

/// Validates a batch and sends each result to its requester.
fn validate(client: &Client, failures: Option<&Counter<U64>>, batch: Vec<ValidationRequest>) {
	let Some(at) = batch.first().map(|request| request.at) else { return };
	let (transactions, waiting): (Vec<_>, Vec<_>) =
		batch.into_iter().map(|request| ((request.source, request.transaction), request.result)).unzip();
	for (waiting, result) in waiting.into_iter().zip(validate_at(client, failures, at, &transactions)) {
		// The requester may be gone.
		let _ = waiting.send(result);
	}
}

fn validate_at(
	client: &Client,
	failures: Option<&Counter<U64>>,
	at: Hash,
	transactions: &[(TransactionSource, Transaction)],
) -> Vec<ValidationResult> {
	match RuntimeAt::new(client, at) {
		Ok(runtime) => validate_each(&runtime, transactions, &|failure| {
			if let Some(counter) = failures {
				counter.inc();
			}
			log::debug!("A call to validate transactions failed: {failure:?}");
		}),
		Err(CallError::Node(why)) => {
			transactions.iter().map(|_| Err(Error::RuntimeApi(why.clone()))).collect()
		}
		Err(CallError::Aborted) => unreachable!("nothing is executed to look for a state; qed"),
	}
}

#[async_trait]
impl ChainApi for BatchValidator {
	type Block = Block;
	type Error = Error;

	async fn validate_transaction(
		&self,
		at: Hash,
		source: TransactionSource,
		transaction: Transaction,
		priority: Priority,
	) -> ValidationResult {
		let queue = match priority {
			Priority::Maintained => &self.maintained,
			Priority::Submitted => &self.submitted,
		};
		let (result, found) = oneshot::channel();
		let closing = || Error::from(PoolError::UnknownTransaction(UnknownTransaction::CannotLookup));
		let validated = transaction.clone();
		let request = ValidationRequest { at, source, transaction, result };
		queue.send(request).await.map_err(|_| closing())?;
		let result = found.await.map_err(|_| closing())?;
		if let Ok(Err(TransactionValidityError::Invalid(_))) = result {
			self.refused.note(self.chain.hash_and_length(&validated).0);
		}
		result
	}

	fn validate_transaction_blocking(
		&self,
		at: Hash,
		source: TransactionSource,
		transaction: Transaction,
	) -> ValidationResult {
		validate_at(&self.client, self.failures.as_ref(), at, &[(source, transaction)]).remove(0)
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

	#[tokio::test]
	async fn an_author_has_the_workers_pause_until_it_is_done() {
		let permits = Arc::new(Semaphore::new(2));
		let paused = pause(permits.clone(), 2, Duration::from_secs(60)).await;
		assert!(paused.is_some());
		assert!(permits.try_acquire().is_err());
		drop(paused);
		assert!(permits.try_acquire().is_ok());
	}

	#[tokio::test]
	async fn an_author_waits_for_batches_of_others_no_longer_than_it_means_to() {
		let permits = Arc::new(Semaphore::new(2));
		let _endless = permits.clone().try_acquire_owned().unwrap();
		assert!(pause(permits.clone(), 2, Duration::from_millis(1)).await.is_none());
		// The workers are not held up then either.
		assert!(permits.try_acquire().is_ok());
	}
}
