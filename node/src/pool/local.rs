// SPDX-License-Identifier: Apache-2.0

//! Submission of the node's own transactions.

use super::{build::Pool, types::Error};
use futures::executor::block_on;
use sc_transaction_pool_api::{LocalTransactionPool, TransactionPool, TransactionSource};
use std::sync::Arc;
use suyuan_runtime::{opaque::Block, Hash};

/// The pool for callers that are not async: GRANDPA, which reports equivocations, and offchain workers.
pub(crate) struct LocalPool(pub(crate) Arc<Pool>);

impl LocalTransactionPool for LocalPool {
	type Block = Block;
	type Hash = Hash;
	type Error = Error;

	fn submit_local(
		&self,
		at: Hash,
		transaction: <Block as sp_runtime::traits::Block>::Extrinsic,
	) -> Result<Hash, Self::Error> {
		// The workers have threads of their own, so that a caller that blocks here doesn't wait for itself.
		block_on(self.0.submit_one(at, TransactionSource::Local, transaction))
	}
}
