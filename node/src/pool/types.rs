// SPDX-License-Identifier: Apache-2.0

//! Types shared by the pool's validation.

use crate::client::Client;
use sc_transaction_pool::{ChainApi, FullChainApi};
use sp_runtime::{traits::Block as BlockT, transaction_validity::TransactionValidity};
use std::sync::Arc;
use suyuan_runtime::opaque::Block;

/// The SDK's access to the chain.
pub(super) type Api = FullChainApi<Client, Block>;
/// An error of the pool.
pub(super) type Error = <Api as ChainApi>::Error;
/// A transaction as the pool hands it over.
pub(super) type Transaction = Arc<<Block as BlockT>::Extrinsic>;
/// The validity of a transaction, or the error for which the node could not determine it.
pub(super) type ValidationResult = Result<TransactionValidity, Error>;
