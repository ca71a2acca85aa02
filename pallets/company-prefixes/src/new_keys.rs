// SPDX-License-Identifier: Apache-2.0

//! Keys that a call may bring into the state.

use crate::pallet::*;
use frame_support::{traits::Get, weights::Weight};

impl<T: Config> Call<T> {
	/// The maximum number of keys that the call may bring into the state.
	pub fn max_new_keys(&self) -> usize {
		match self {
			// The grant and the rights of the holder; the rights of the account that is permitted and the holder's count.
			Self::grant { .. } | Self::permit { .. } => 2,
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
