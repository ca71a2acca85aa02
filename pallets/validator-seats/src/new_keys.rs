// SPDX-License-Identifier: Apache-2.0

//! Keys that a call may bring into the state.

use crate::pallet::*;

impl<T: Config> Call<T> {
	/// The maximum number of keys that the call may bring into the state.
	pub fn max_new_keys(&self) -> usize {
		matches!(self, Self::activate {}).into()
	}
}
