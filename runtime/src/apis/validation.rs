//! The runtime API by which a node's pool validates what it is sent.

use crate::{configs::system::MAXIMUM_BLOCK_LENGTH, Executive, UncheckedExtrinsic};
use alloc::vec::Vec;
use codec::{Compact, Decode, DecodeLimit};
use frame_support::{
	storage::{with_transaction_unchecked, TransactionOutcome},
	MAX_EXTRINSIC_DEPTH,
};
use sp_runtime::{
	traits::Block as BlockT,
	transaction_validity::{InvalidTransaction, TransactionSource, TransactionValidity},
};

sp_api::decl_runtime_apis! {
	/// Validates transactions for a pool.
	pub trait Validation {
		/// Tells of each encoded transaction, as it comes from its source, whether it would be good on top of this block.
		///
		/// It says what as many calls of `validate_transaction` would say, and of what is no transaction at all that it
		/// can't be a call, or if it is longer than a block, that it exhausts it. Every call of the runtime sets up an
		/// instance for it, which takes longer than it takes to validate a transaction.
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
	let validate = |(source, bytes): (_, Vec<u8>)| {
		let transaction = read(&bytes)?;
		// Each begins the block that would come next, so the one before must not have begun it.
		with_transaction_unchecked(|| {
			let validity = Executive::validate_transaction(source, transaction, block_hash);
			TransactionOutcome::Rollback(validity)
		})
	};
	transactions.into_iter().map(validate).collect()
}

/// Decodes a transaction from anybody's bytes.
///
/// Calls nest in calls: a few kilobytes hold a thousand of them, which overflow the stack when they are decoded. So the
/// length and the depth are bounded before anything else.
fn read(bytes: &[u8]) -> Result<UncheckedExtrinsic, InvalidTransaction> {
	if bytes.len() > MAXIMUM_BLOCK_LENGTH as usize {
		return Err(InvalidTransaction::ExhaustsResources);
	}
	// As much memory is asked for as the length before a transaction says.
	let mut rest = bytes;
	let length = Compact::<u32>::decode(&mut rest).map_err(|_| InvalidTransaction::Call)?;
	if length.0 as usize != rest.len() {
		return Err(InvalidTransaction::Call);
	}
	UncheckedExtrinsic::decode_all_with_depth_limit(MAX_EXTRINSIC_DEPTH, &mut &bytes[..])
		.map_err(|_| InvalidTransaction::Call)
}
