// SPDX-License-Identifier: Apache-2.0

//! Views that anyone may read: the calls on the whitelist.

use crate::pallet::*;

impl<T: Config> Pallet<T> {
	/// Returns true if a call is on the whitelist and its term runs.
	pub fn is_whitelisted(hash: &T::Hash) -> bool {
		Whitelisted::<T>::get().iter().any(|call| call.hash == *hash)
	}
}
