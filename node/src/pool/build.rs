// SPDX-License-Identifier: Apache-2.0

//! Builds the transaction pool.

use super::batch_validator::BatchValidator;
use crate::client::Client;
use sc_client_api::UsageProvider;
use sc_service::{Configuration, SpawnEssentialTaskHandle};
use sc_transaction_pool::{BasicPool, Options, RevalidationType};
use std::{sync::Arc, time::Duration};
use suyuan_runtime::opaque::Block;

/// The SDK's single-state pool with validation in batches.
pub(crate) type Pool = BasicPool<BatchValidator, Block>;

/// The divisor of the pool's limits that gives those of its future queue, as in the SDK.
const FUTURE_DIVISOR: usize = 10;

/// The time for which an invalid transaction is not validated again.
const DEFAULT_BAN_TIME: Duration = Duration::from_secs(30 * 60);

/// The options of a pool with these limits on its ready queue.
pub(crate) fn options(count: usize, total_bytes: usize, ban: Option<Duration>) -> Options {
	let mut options = Options { ban_time: ban.unwrap_or(DEFAULT_BAN_TIME), ..Default::default() };
	(options.ready.count, options.ready.total_bytes) = (count, total_bytes);
	(options.future.count, options.future.total_bytes) =
		(count / FUTURE_DIVISOR, total_bytes / FUTURE_DIVISOR);
	options
}

/// Builds the pool and starts its workers.
pub(crate) fn build(
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
		// The pool is revalidated every twenty blocks. An author leaves out invalid transactions anyway.
		RevalidationType::Light,
		spawner,
		chain.best_number,
		chain.best_hash,
		chain.finalized_hash,
	)
}
