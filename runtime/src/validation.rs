//! The runtime API by which a node's pool judges what it is sent.

use crate::{Executive, UncheckedExtrinsic};
use alloc::vec::Vec;
use codec::DecodeAll;
use frame_support::storage::{with_transaction_unchecked, TransactionOutcome};
use sp_runtime::{
	traits::Block as BlockT,
	transaction_validity::{InvalidTransaction, TransactionSource, TransactionValidity},
};

sp_api::decl_runtime_apis! {
	/// Judges transactions for a pool.
	pub trait Validation {
		/// Tells of each encoded transaction, as it comes from its source, whether it would be good on top of this block.
		///
		/// It says what as many calls of `validate_transaction` would say, and of what is no transaction at all that it
		/// can't be a call. Every call of the runtime sets up a machine for it, which takes longer than it takes to judge
		/// a transaction.
		fn validate_transactions(
			transactions: Vec<(TransactionSource, Vec<u8>)>,
			block_hash: <Block as BlockT>::Hash,
		) -> Vec<TransactionValidity>;
	}
}

/// See [`Validation`].
pub fn validate_transactions(
	transactions: Vec<(TransactionSource, Vec<u8>)>,
	block_hash: <crate::Block as BlockT>::Hash,
) -> Vec<TransactionValidity> {
	let judge = |(source, bytes): (_, Vec<u8>)| {
		let transaction =
			UncheckedExtrinsic::decode_all(&mut &bytes[..]).map_err(|_| InvalidTransaction::Call)?;
		// Each begins the block that would come next, so the one before must not have begun it.
		with_transaction_unchecked(|| {
			let validity = Executive::validate_transaction(source, transaction, block_hash);
			TransactionOutcome::Rollback(validity)
		})
	};
	transactions.into_iter().map(judge).collect()
}
