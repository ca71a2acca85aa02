// SPDX-License-Identifier: Apache-2.0

//! Keys that a call may bring into the state.

use crate::pallet::*;
use frame_support::{traits::Get, weights::Weight};

impl<T: Config> Call<T> {
	/// The maximum number of keys that the call may bring into the state.
	pub fn max_new_keys(&self) -> usize {
		match self {
			// The contract, and the count of whoever offers it.
			Self::offer { .. } => 2,
			// The count of the other side; the fact; the invoice.
			Self::counter { .. } | Self::sign { .. } | Self::fulfil { .. } | Self::invoice { .. } => 1,
			// What is kept of a contract stands in place of the contract.
			_ => 0,
		}
	}
}

impl<T: Config> Pallet<T> {
	/// The weight of so many new keys. The calls count them as [`Call::max_new_keys`] does.
	pub(crate) fn new_keys(count: usize) -> Weight {
		T::NewKey::get().saturating_mul(count as u64)
	}
}
