//! Builds the transaction pool.

use super::batch_validator::BatchValidator;
use crate::client::Client;
use sc_client_api::UsageProvider;
use sc_service::{Configuration, SpawnEssentialTaskHandle};
use sc_transaction_pool::{BasicPool, Options, RevalidationType};
use std::{sync::Arc, time::Duration};
use suyuan_runtime::opaque::Block;

/// The pool.
pub type Pool = BasicPool<BatchValidator, Block>;

/// One in so many of the pool's transactions may wait for one that comes before them, as in the SDK.
const WAITING: usize = 10;

/// How long a transaction that was found to be bad is not looked at again.
const BAN: Duration = Duration::from_secs(30 * 60);

/// How many transactions the pool holds at most, how many bytes of them, and for how long those that were found to be bad
/// are banned.
pub fn options(count: usize, total_bytes: usize, ban: Option<Duration>) -> Options {
	let mut options = Options { ban_time: ban.unwrap_or(BAN), ..Default::default() };
	(options.ready.count, options.ready.total_bytes) = (count, total_bytes);
	(options.future.count, options.future.total_bytes) = (count / WAITING, total_bytes / WAITING);
	options
}

/// Creates the pool.
pub fn build(
	config: &Configuration,
	options: Options,
	client: &Arc<Client>,
	spawner: SpawnEssentialTaskHandle,
) -> Pool {
	let prometheus = config.prometheus_registry();
	let validator = BatchValidator::new(client.clone(), prometheus, &spawner);
	let chain = client.usage_info().chain;
	BasicPool::with_revalidation_type(
		options,
		config.role.is_authority().into(),
		Arc::new(validator),
		prometheus,
		// What waits is validated anew every twenty blocks. An author leaves out what is no good any more anyway.
		RevalidationType::Light,
		spawner,
		chain.best_number,
		chain.best_hash,
		chain.finalized_hash,
	)
}
