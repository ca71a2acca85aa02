// SPDX-License-Identifier: Apache-2.0

//! Validation of a batch in one runtime call, and one by one if that fails.

use super::types::{Error, Transaction, ValidationResult};
use crate::{
	client::{Backend, Client},
	executor::is_aborted,
	signature_cache,
	text::shortened,
};
use codec::Encode;
use sc_client_api::Backend as ClientBackend;
use sc_transaction_pool_api::TransactionSource;
use sp_api::{ApiError, ProvideRuntimeApi};
use sp_blockchain::HeaderBackend;
use sp_runtime::transaction_validity::{InvalidTransaction, TransactionValidity};
use suyuan_runtime::{apis::validation::Validation, opaque::Block, Hash};

/// The longest error in an answer to a client, in bytes.
const MAX_ERROR_BYTES: usize = 200;

/// A transaction with its source.
pub(super) type Sourced = (TransactionSource, Transaction);

/// The error of a runtime call.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum CallError {
	/// The runtime trapped or panicked, on one of the transactions of the call.
	Aborted,
	/// The node could not make the call, which is no transaction's fault.
	Node(String),
}

/// A runtime that validates many transactions in one call.
pub(super) trait Runtime {
	/// Returns as many results as there are transactions, in their order.
	fn validate(&self, transactions: &[Sourced]) -> Result<Vec<TransactionValidity>, CallError>;
}

/// Validates transactions in one call, or if that fails, each in a call of its own.
///
/// So a transaction on which the runtime traps costs each of the others one more validation.
pub(super) fn validate_each(
	runtime: &impl Runtime,
	transactions: &[Sourced],
	failed: &dyn Fn(&CallError),
) -> Vec<ValidationResult> {
	match runtime.validate(transactions) {
		Ok(results) if results.len() == transactions.len() => results.into_iter().map(Ok).collect(),
		outcome => {
			let failure = match outcome {
				Ok(_) => CallError::Node("the runtime left out some of the results".into()),
				Err(failure) => failure,
			};
			failed(&failure);
			match transactions {
				[_] => vec![result_of(failure)],
				many => many
					.iter()
					.flat_map(|one| validate_each(runtime, std::slice::from_ref(one), failed))
					.collect(),
			}
		}
	}
}

/// The result of a transaction whose own call failed.
///
/// A transaction on which the runtime trapped is invalid, so that the pool bans it for a while and its sender is reported.
fn result_of(failure: CallError) -> ValidationResult {
	match failure {
		CallError::Aborted => Ok(Err(InvalidTransaction::Call.into())),
		CallError::Node(why) => Err(Error::RuntimeApi(why)),
	}
}

/// The runtime at a block.
pub(super) struct RuntimeAt<'a> {
	client: &'a Client,
	at: Hash,
	/// Keeps the state from being discarded meanwhile.
	_state: <Backend as ClientBackend<Block>>::State,
}

impl<'a> RuntimeAt<'a> {
	/// The runtime at this block, or at the best one if the state of this one was discarded.
	///
	/// A client that sent a good transaction has nothing to do with the choice of the states that the node keeps.
	pub(super) fn new(client: &'a Client, at: Hash) -> Result<Self, CallError> {
		let best = client.info().best_hash;
		let (at, state) = at_or_best(at, best, |block| client.state_at(block))
			.map_err(|error| CallError::Node(shortened(&error.to_string(), MAX_ERROR_BYTES)))?;
		Ok(Self { client, at, _state: state })
	}
}

/// The state of a block, or else of the best block.
fn at_or_best<State, E>(
	at: Hash,
	best: Hash,
	state: impl Fn(Hash) -> Result<State, E>,
) -> Result<(Hash, State), E> {
	match state(at) {
		Ok(found) => Ok((at, found)),
		Err(_) if at != best => state(best).map(|found| (best, found)),
		Err(error) => Err(error),
	}
}

impl Runtime for RuntimeAt<'_> {
	fn validate(&self, transactions: &[Sourced]) -> Result<Vec<TransactionValidity>, CallError> {
		// In a batch, signatures take half as long as when the runtime asks for one after the other.
		if transactions.len() > 1 {
			signature_cache::preverify(
				self.client,
				self.at,
				transactions.iter().map(|(_, transaction)| &**transaction),
			);
		}
		let encoded =
			transactions.iter().map(|(source, transaction)| (*source, transaction.encode())).collect();
		self.client.runtime_api().validate_transactions(self.at, encoded, self.at).map_err(failure)
	}
}

fn failure(error: ApiError) -> CallError {
	match &error {
		ApiError::Application(inner) if inner.downcast_ref().is_some_and(is_aborted) => CallError::Aborted,
		_ => CallError::Node(shortened(&error.to_string(), MAX_ERROR_BYTES)),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use sp_runtime::{transaction_validity::ValidTransaction, OpaqueExtrinsic};
	use std::{cell::RefCell, sync::Arc};

	/// A runtime that traps on transactions whose first byte is 0, and records the size of each call.
	#[derive(Default)]
	struct Trapping {
		calls: RefCell<Vec<usize>>,
		node_fails: bool,
	}

	impl Runtime for Trapping {
		fn validate(&self, transactions: &[Sourced]) -> Result<Vec<TransactionValidity>, CallError> {
			self.calls.borrow_mut().push(transactions.len());
			if self.node_fails {
				return Err(CallError::Node("disk".into()));
			}
			if transactions.iter().any(|(_, transaction)| transaction.inner()[0] == 0) {
				return Err(CallError::Aborted);
			}
			Ok(transactions.iter().map(|_| Ok(ValidTransaction::default())).collect())
		}
	}

	fn transactions(first_bytes: &[u8]) -> Vec<Sourced> {
		let transaction = |byte: &u8| Arc::new(OpaqueExtrinsic::from_blob(vec![*byte; 10]));
		first_bytes.iter().map(|byte| (TransactionSource::External, transaction(byte))).collect()
	}

	fn is_good(result: &ValidationResult) -> bool {
		matches!(result, Ok(Ok(_)))
	}

	#[test]
	fn good_ones_take_one_call() {
		let runtime = Trapping::default();
		let results = validate_each(&runtime, &transactions(&[1; 64]), &|_| panic!("nothing fails"));
		assert!(results.iter().all(is_good) && results.len() == 64);
		assert_eq!(*runtime.calls.borrow(), [64]);
	}

	#[test]
	fn one_that_traps_costs_each_of_the_others_one_more_validation() {
		let runtime = Trapping::default();
		let failures = RefCell::new(vec![]);
		let results = validate_each(&runtime, &transactions(&[1, 1, 0, 1]), &|failure| {
			failures.borrow_mut().push(failure.clone());
		});
		assert_eq!(results.iter().map(is_good).collect::<Vec<_>>(), [true, true, false, true]);
		assert!(matches!(results[2], Ok(Err(error)) if error == InvalidTransaction::Call.into()));
		assert_eq!(*runtime.calls.borrow(), [4, 1, 1, 1, 1]);
		assert_eq!(*failures.borrow(), [CallError::Aborted, CallError::Aborted]);
	}

	#[test]
	fn a_fault_of_the_node_makes_no_transaction_invalid() {
		let runtime = Trapping { node_fails: true, ..Default::default() };
		let results = validate_each(&runtime, &transactions(&[1, 0]), &|_| ());
		assert!(results.iter().all(|result| matches!(result, Err(Error::RuntimeApi(why)) if why == "disk")));
	}

	#[test]
	fn the_best_block_is_taken_where_a_state_is_gone() {
		let (gone, best) = (Hash::repeat_byte(1), Hash::repeat_byte(2));
		let state = |block| if block == gone { Err("State already discarded") } else { Ok(()) };
		assert_eq!(at_or_best(best, best, state), Ok((best, ())));
		assert_eq!(at_or_best(gone, best, state), Ok((best, ())));
		assert_eq!(at_or_best(gone, gone, state), Err("State already discarded"));
	}

	#[test]
	fn an_error_that_a_client_sees_is_short() {
		let raw = vec![0; 100_000];
		let error = ApiError::FailedToDecodeReturnValue {
			function: "validate_transactions",
			error: "no".into(),
			raw,
		};
		let CallError::Node(why) = failure(error) else { panic!("nothing trapped") };
		assert!(why.len() <= MAX_ERROR_BYTES + '…'.len_utf8());
	}
}
