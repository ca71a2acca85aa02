// SPDX-License-Identifier: Apache-2.0

//! The runtime API by which a node's pool validates transactions.

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
	/// Validates transactions for the pool.
	pub trait Validation {
		/// Validates encoded transactions, each by its source, on top of a block.
		///
		/// Returns for each the validity that a call of `validate_transaction` would. Bytes that are no transaction are
		/// `InvalidTransaction::Call`, or `ExhaustsResources` if they are longer than a block. Every call of the runtime
		/// instantiates a WASM instance, which takes longer than validating a transaction.
		fn validate_transactions(
			transactions: Vec<(TransactionSource, Vec<u8>)>,
			block_hash: <Block as BlockT>::Hash,
		) -> Vec<TransactionValidity>;
	}
}

/// Implements [`Validation`].
pub(crate) fn validate_transactions(
	transactions: Vec<(TransactionSource, Vec<u8>)>,
	block_hash: <crate::Block as BlockT>::Hash,
) -> Vec<TransactionValidity> {
	let validate = |(source, bytes): (_, Vec<u8>)| {
		let transaction = decode(&bytes)?;
		// Each validation initializes the next block, so the one before must be rolled back.
		with_transaction_unchecked(|| {
			let validity = Executive::validate_transaction(source, transaction, block_hash);
			TransactionOutcome::Rollback(validity)
		})
	};
	transactions.into_iter().map(validate).collect()
}

/// Decodes a transaction from untrusted bytes.
///
/// Calls nest in calls: a few kilobytes hold a thousand of them, which overflow the stack when they are decoded. So the
/// length and the depth are bounded before anything else.
fn decode(bytes: &[u8]) -> Result<UncheckedExtrinsic, InvalidTransaction> {
	if bytes.len() > MAXIMUM_BLOCK_LENGTH as usize {
		return Err(InvalidTransaction::ExhaustsResources);
	}
	// Decoding allocates as much memory as the length prefix says.
	let mut rest = bytes;
	let length = Compact::<u32>::decode(&mut rest).map_err(|_| InvalidTransaction::Call)?;
	if length.0 as usize != rest.len() {
		return Err(InvalidTransaction::Call);
	}
	UncheckedExtrinsic::decode_all_with_depth_limit(MAX_EXTRINSIC_DEPTH, &mut &bytes[..])
		.map_err(|_| InvalidTransaction::Call)
}
