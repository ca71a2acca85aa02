//! Takes many transactions at once.
//!
//! `author_submitExtrinsic` takes one, and a client that has thousands waits for an answer to each, or sends a JSON-RPC
//! batch, which the server works through one call after the other. `suyuan_submitMany` hands all of them to the pool
//! together, so that they are validated on all the pool's threads and enter it under one lock.
//!
//! Anyone may call it who may call `author_submitExtrinsic`: what it lets into the pool is the same, and passes the same
//! checks.

use crate::service::{Client, Pool};
use codec::Decode;
use jsonrpsee::{
	core::{async_trait, RpcResult},
	proc_macros::rpc,
	types::{error::INVALID_PARAMS_CODE, ErrorObjectOwned},
};
use sc_client_api::HeaderBackend;
use sc_rpc_api::author::error::Error;
use sc_transaction_pool_api::{
	error::{Error as PoolError, IntoPoolError},
	TransactionFor, TransactionPool, TransactionSource,
};
use serde::Serialize;
use sp_core::Bytes;
use std::{collections::HashSet, sync::Arc};
use suyuan_runtime::{configs::system::MAXIMUM_BLOCK_LENGTH, Hash};

/// The most transactions that may be sent at once: they are validated in a fraction of a second, during which those of
/// others wait.
pub const MAX_TRANSACTIONS: usize = 4_096;

/// The most bytes that may be sent at once: no more than one block takes. Written in hexadecimal digits they are well
/// below the 15 MiB that a request may have.
pub const MAX_BYTES: usize = MAXIMUM_BLOCK_LENGTH as usize;

/// A transaction as the pool takes it.
type Transaction = TransactionFor<Pool>;

/// The answer to one transaction.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Answer {
	/// It is in the pool, and this is its hash.
	Hash(Hash),
	/// It was refused, with the error that `author_submitExtrinsic` would have given.
	Error(ErrorObjectOwned),
}

impl From<Result<Hash, Error>> for Answer {
	fn from(result: Result<Hash, Error>) -> Self {
		match result {
			Ok(hash) => Self::Hash(hash),
			Err(error) => Self::Error(error.into()),
		}
	}
}

/// What clients may call.
#[rpc(server, namespace = "suyuan")]
pub trait SubmitManyApi {
	/// Submits transactions, encoded and signed as for `author_submitExtrinsic`, and answers each in the same order
	/// with `{"hash": ..}` or `{"error": ..}`. One that is refused keeps none of the others out. Several transactions of
	/// one account belong into the order of their nonces.
	#[method(name = "submitMany")]
	async fn submit_many(&self, transactions: Vec<Bytes>) -> RpcResult<Vec<Answer>>;
}

/// See [`SubmitManyApiServer`].
pub struct SubmitMany {
	client: Arc<Client>,
	pool: Arc<Pool>,
}

impl SubmitMany {
	/// Submits to `pool`, at the best block that `client` knows.
	pub fn new(client: Arc<Client>, pool: Arc<Pool>) -> Self {
		Self { client, pool }
	}
}

#[async_trait]
impl SubmitManyApiServer for SubmitMany {
	async fn submit_many(&self, transactions: Vec<Bytes>) -> RpcResult<Vec<Answer>> {
		ensure_bounded(&transactions)?;
		let (transactions, unfit) = read(transactions, |transaction| self.pool.hash_of(transaction));
		let best = self.client.info().best_hash;
		let results = self
			.pool
			.submit_at(best, TransactionSource::External, transactions)
			.await
			.map_err(from_pool)?
			.into_iter()
			.map(|result| result.map_err(from_pool));
		Ok(in_order(unfit, results))
	}
}

/// An error of the pool, as `author_submitExtrinsic` gives it.
fn from_pool<E: IntoPoolError + 'static>(error: E) -> Error {
	error.into_pool_error().map_or_else(|error| Error::Verification(Box::new(error)), Error::Pool)
}

/// Refuses more than may be sent at once.
fn ensure_bounded(transactions: &[Bytes]) -> RpcResult<()> {
	let refuse = |what: String| Err(ErrorObjectOwned::owned(INVALID_PARAMS_CODE, what, None::<()>));
	if transactions.len() > MAX_TRANSACTIONS {
		return refuse(format!("{} transactions are more than {MAX_TRANSACTIONS}", transactions.len()));
	}
	let bytes: usize = transactions.iter().map(|transaction| transaction.len()).sum();
	if bytes > MAX_BYTES {
		return refuse(format!("{bytes} bytes are more than {MAX_BYTES}"));
	}
	Ok(())
}

/// The transactions to submit, and for each place of the answer why what was sent there is not among them, if it isn't.
///
/// The pool answers for a transaction that it is given twice at once either once or twice, by its type. So it is given
/// each one once.
fn read(
	encoded: Vec<Bytes>,
	hash_of: impl Fn(&Transaction) -> Hash,
) -> (Vec<Transaction>, Vec<Option<Error>>) {
	let mut transactions = Vec::with_capacity(encoded.len());
	let mut hashes = HashSet::with_capacity(encoded.len());
	let unfit = encoded
		.into_iter()
		.map(|bytes| match Transaction::decode(&mut &bytes[..]) {
			Ok(transaction) => {
				let hash = hash_of(&transaction);
				if !hashes.insert(hash) {
					return Some(PoolError::AlreadyImported(Box::new(hash)).into());
				}
				transactions.push(transaction);
				None
			}
			// As `author_submitExtrinsic` words it.
			Err(error) => Some(Error::Client(Box::new(error))),
		})
		.collect();
	(transactions, unfit)
}

/// The answers in the order of what was sent: the pool's `results` fill the places that [`read`] left.
fn in_order(
	unfit: Vec<Option<Error>>,
	results: impl IntoIterator<Item = Result<Hash, Error>>,
) -> Vec<Answer> {
	let mut results = results.into_iter();
	unfit
		.into_iter()
		.map(|error| match error {
			Some(error) => Err(error).into(),
			// The pool answers for each transaction once; no client should be able to stop the node if it ever didn't.
			None => results.next().unwrap_or_else(|| Err(Error::Verification("no answer".into()))).into(),
		})
		.collect()
}

#[cfg(test)]
mod tests {
	use super::*;
	use codec::Encode;
	use sp_io::hashing::blake2_256;

	/// A transaction as a client sends it; what is in it is the runtime's business.
	fn encoded(content: u8) -> Bytes {
		vec![content; 3].encode().into()
	}

	fn hash_of(transaction: &Transaction) -> Hash {
		blake2_256(&transaction.encode()).into()
	}

	fn hash(content: u8) -> Hash {
		blake2_256(&encoded(content)).into()
	}

	/// The answers, if the pool takes all but those of `refused`.
	fn answers(sent: Vec<Bytes>, refused: &[u8]) -> Vec<String> {
		let (transactions, unfit) = read(sent, hash_of);
		let refused: Vec<_> = refused.iter().map(|content| hash(*content)).collect();
		let results = transactions.iter().map(hash_of).map(|hash| {
			if refused.contains(&hash) {
				return Err(PoolError::ImmediatelyDropped.into());
			}
			Ok(hash)
		});
		in_order(unfit, results)
			.into_iter()
			.map(|answer| match answer {
				Answer::Hash(hash) => format!("{hash:?}"),
				Answer::Error(error) => error.message().to_owned(),
			})
			.collect()
	}

	#[test]
	fn answers_each_transaction_in_its_place() {
		let sent = vec![encoded(1), encoded(2), Bytes(vec![]), encoded(3), encoded(1), encoded(4)];
		let answers = answers(sent, &[2, 4]);
		assert_eq!(answers.len(), 6);
		assert_eq!(answers[0], format!("{:?}", hash(1)));
		assert_eq!(answers[1], "Immediately Dropped");
		assert!(answers[2].starts_with("Client error: "), "{}", answers[2]);
		assert_eq!(answers[3], format!("{:?}", hash(3)));
		assert_eq!(answers[4], "Transaction Already Imported");
		assert_eq!(answers[5], "Immediately Dropped");
	}

	#[test]
	fn answers_nothing_to_nothing() {
		assert!(answers(vec![], &[]).is_empty());
		assert!(ensure_bounded(&[]).is_ok());
	}

	#[test]
	fn refuses_more_transactions_than_may_be_sent_at_once() {
		assert!(ensure_bounded(&vec![encoded(1); MAX_TRANSACTIONS]).is_ok());
		let error = ensure_bounded(&vec![encoded(1); MAX_TRANSACTIONS + 1]).unwrap_err();
		assert_eq!(error.code(), INVALID_PARAMS_CODE);
	}

	#[test]
	fn refuses_more_bytes_than_may_be_sent_at_once() {
		assert!(ensure_bounded(&[Bytes(vec![0; MAX_BYTES - 1]), Bytes(vec![0])]).is_ok());
		let error = ensure_bounded(&[Bytes(vec![0; MAX_BYTES]), Bytes(vec![0])]).unwrap_err();
		assert_eq!(error.code(), INVALID_PARAMS_CODE);
	}

	#[test]
	fn an_answer_reads_as_a_hash_or_an_error() {
		let json = |answer: Result<Hash, Error>| {
			jsonrpsee::core::to_json_raw_value(&Answer::from(answer)).unwrap().get().to_owned()
		};
		assert_eq!(json(Ok(Hash::zero())), format!(r#"{{"hash":"{:?}"}}"#, Hash::zero()));
		assert!(json(Err(PoolError::CycleDetected.into())).starts_with(r#"{"error":{"code":10"#));
	}
}
