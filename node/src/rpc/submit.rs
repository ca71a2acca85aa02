// SPDX-License-Identifier: Apache-2.0

//! Bulk submission: many transactions in one message.

use super::budget::Budgets;
use crate::{client::Client, pool::Pool};
use codec::DecodeAll;
use jsonrpsee::{
	core::{async_trait, RpcResult},
	proc_macros::rpc,
	types::{error::INVALID_PARAMS_CODE, ErrorObjectOwned},
	ConnectionId, Extensions,
};
use sc_rpc_api::author::error::Error;
use sc_transaction_pool_api::{
	error::{Error as PoolError, IntoPoolError},
	TransactionPool, TransactionSource,
};
use serde::Serialize;
use sp_blockchain::HeaderBackend;
use sp_core::Bytes;
use std::{collections::HashSet, sync::Arc};
use suyuan_runtime::{opaque::Block, Hash};

/// The most transactions in a message.
const MAX_SUBMIT_BATCH: usize = 1_024;

type Transaction = <Block as sp_runtime::traits::Block>::Extrinsic;

/// The result of submitting a transaction.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Submitted {
	/// The hash of a transaction that is in the pool.
	Hash(Hash),
	/// The error that `author_submitExtrinsic` would answer.
	Error(ErrorObjectOwned),
}

/// The method for signers of many transactions: a platform, a carrier, a gateway.
#[rpc(server)]
pub(crate) trait SubmitApi {
	/// Submits at most 1,024 signed transactions, each encoded as for `author_submitExtrinsic`.
	///
	/// Answers for each in the same order `{ "hash": … }` or `{ "error": … }`. The transactions are validated together,
	/// which saves most of the cost of a message for each. Those of one account stand in the order of their nonces. The
	/// rate limit counts each.
	#[method(name = "suyuan_submitExtrinsics", with_extensions)]
	async fn submit_extrinsics(&self, extrinsics: Vec<Bytes>) -> RpcResult<Vec<Submitted>>;
}

/// Implements [`SubmitApiServer`].
pub(super) struct Submit {
	pub(super) client: Arc<Client>,
	pub(super) pool: Arc<Pool>,
	/// The budgets of the connections, if there is a limit.
	pub(super) budgets: Option<Budgets>,
}

/// Decodes an opaque transaction: bytes with their length before them, of which a node decodes nothing.
fn decode(bytes: &[u8]) -> Result<Transaction, Error> {
	Ok(Transaction::decode_all(&mut &bytes[..])?)
}

#[async_trait]
impl SubmitApiServer for Submit {
	async fn submit_extrinsics(
		&self,
		extensions: &Extensions,
		extrinsics: Vec<Bytes>,
	) -> RpcResult<Vec<Submitted>> {
		if extrinsics.len() > MAX_SUBMIT_BATCH {
			let message =
				format!("{} transactions are too many: at most {MAX_SUBMIT_BATCH}", extrinsics.len());
			return Err(ErrorObjectOwned::owned(INVALID_PARAMS_CODE, message, None::<()>));
		}

		if let (Some(budgets), Some(connection)) = (&self.budgets, extensions.get::<ConnectionId>()) {
			budgets.take(connection.0, extrinsics.iter().map(|Bytes(bytes)| bytes.len()))?;
		}

		// For duplicates the pool answers once, and doesn't say for which.
		let mut seen = HashSet::new();
		let mut transactions = Vec::with_capacity(extrinsics.len());
		let decoded: Vec<_> = extrinsics
			.into_iter()
			.map(|Bytes(bytes)| {
				let transaction = decode(&bytes)?;
				let hash = self.pool.hash_of(&transaction);
				if !seen.insert(hash) {
					return Err(Error::Pool(PoolError::AlreadyImported(Box::new(hash))));
				}
				transactions.push(transaction);
				Ok(())
			})
			.collect();

		let best = self.client.info().best_hash;
		let to_error = |error: <Pool as TransactionPool>::Error| match error.into_pool_error() {
			Ok(error) => Error::Pool(error),
			Err(error) => Error::Verification(Box::new(error)),
		};
		let outcomes = self.pool.submit_at(best, TransactionSource::External, transactions).await;
		let mut outcomes = outcomes.map_err(to_error)?.into_iter();
		let answers = decoded.into_iter().map(|decoded| {
			let outcome = decoded.and_then(|()| match outcomes.next() {
				Some(outcome) => outcome.map_err(to_error),
				None => Err(Error::Pool(PoolError::ImmediatelyDropped)),
			});
			match outcome {
				Ok(hash) => Submitted::Hash(hash),
				Err(error) => Submitted::Error(error.into()),
			}
		});
		Ok(answers.collect())
	}
}

/// The result of decoding each transaction in a client's parameters, if these are a list of bytes.
pub(crate) fn decode_any(parameters: &str) -> Option<Vec<Result<(), String>>> {
	let extrinsics: Vec<Bytes> = serde_json::from_str(parameters).ok()?;
	let outcome = |Bytes(bytes): &Bytes| match decode(bytes) {
		Ok(_) => Ok(()),
		Err(error) => Err(serde_json::to_string(&ErrorObjectOwned::from(error)).unwrap_or_default()),
	};
	Some(extrinsics.iter().map(outcome).collect())
}
