//! Many transactions in one message.

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

/// At most how many transactions a message carries.
const MAX_SUBMIT_BATCH: usize = 1_024;

type Transaction = <Block as sp_runtime::traits::Block>::Extrinsic;

/// What became of a transaction.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Submitted {
	/// It is in the pool, under this hash.
	Hash(Hash),
	/// It is not: the error that `author_submitExtrinsic` would answer.
	Error(ErrorObjectOwned),
}

/// The method for whoever signs much: a platform, a carrier, a gateway.
#[rpc(server)]
pub trait SubmitApi {
	/// Takes at most 1,024 signed transactions, each as it is given to `author_submitExtrinsic`, and answers of each in
	/// the same order `{ "hash": … }` or `{ "error": … }`. They are validated together, which spares most of what a
	/// message by itself costs. Those of one account stand in the order of their nonces. The rate limit counts each.
	#[method(name = "suyuan_submitExtrinsics", with_extensions)]
	async fn submit_extrinsics(&self, extrinsics: Vec<Bytes>) -> RpcResult<Vec<Submitted>>;
}

/// See [`SubmitApiServer`].
pub struct Submit {
	/// The chain.
	pub client: Arc<Client>,
	/// The transactions that are waiting.
	pub pool: Arc<Pool>,
	/// The budget of each connection, if that is limited.
	pub budgets: Option<Budgets>,
}

/// Reads a transaction off the wire. A node takes it for bytes with their length before them, and decodes nothing of it.
fn read(bytes: &[u8]) -> Result<Transaction, Error> {
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

		// The pool answers once for what is the same, and doesn't say to which.
		let mut seen = HashSet::new();
		let mut transactions = Vec::with_capacity(extrinsics.len());
		let readings: Vec<_> = extrinsics
			.into_iter()
			.map(|Bytes(bytes)| {
				let transaction = read(&bytes)?;
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
		let answers = readings.into_iter().map(|reading| {
			let outcome = reading.and_then(|()| match outcomes.next() {
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

/// The number of transactions in a client's parameters that can be read.
#[cfg(test)]
pub(crate) fn read_any(parameter: &str) -> usize {
	let extrinsics: Vec<Bytes> = serde_json::from_str(parameter).unwrap_or_default();
	extrinsics.iter().filter(|Bytes(bytes)| read(bytes).is_ok()).count()
}
