// SPDX-License-Identifier: Apache-2.0

//! The runtime API by which a node fills a block.

use crate::Executive;
use alloc::vec::Vec;
use frame_support::storage::{with_transaction_unchecked, TransactionOutcome};
use sp_runtime::{traits::Block as BlockT, ApplyExtrinsicResult};

sp_api::decl_runtime_apis! {
	/// Applies transactions to the block that a node authors.
	pub trait Authoring {
		/// Applies transactions in their order, up to and with the first that can't be in the block.
		///
		/// That one leaves no changes. Returns the outcome of each, as that many calls of `apply_extrinsic` would. Every
		/// call of the runtime instantiates a WASM instance, which takes about as long as a transaction does.
		fn apply_extrinsics(extrinsics: Vec<<Block as BlockT>::Extrinsic>) -> Vec<ApplyExtrinsicResult>;
	}
}

/// Implements [`Authoring`].
pub(crate) fn apply_extrinsics(
	extrinsics: Vec<<crate::Block as BlockT>::Extrinsic>,
) -> Vec<ApplyExtrinsicResult> {
	let mut outcomes = Vec::with_capacity(extrinsics.len());
	for extrinsic in extrinsics {
		let outcome = with_transaction_unchecked(|| match Executive::apply_extrinsic(extrinsic) {
			Ok(outcome) => TransactionOutcome::Commit(Ok(outcome)),
			Err(error) => TransactionOutcome::Rollback(Err(error)),
		});
		let is_included = outcome.is_ok();
		outcomes.push(outcome);
		if !is_included {
			break;
		}
	}
	outcomes
}
