// SPDX-License-Identifier: Apache-2.0

//! Answers to clients that ask for a fee before they sign. There is none: allowances bound what an account sends.

use crate::Balance;
use frame_support::dispatch::DispatchInfo;
use pallet_transaction_payment_rpc_runtime_api::{FeeDetails, RuntimeDispatchInfo};

/// The parts of the fee of any call: none.
pub(super) const NO_DETAILS: FeeDetails<Balance> = FeeDetails { inclusion_fee: None, tip: 0 };

/// The weight of a call with its extension, and no fee.
pub(super) fn info(of: DispatchInfo) -> RuntimeDispatchInfo<Balance> {
	RuntimeDispatchInfo { weight: of.total_weight(), class: of.class, partial_fee: 0 }
}
