// SPDX-License-Identifier: Apache-2.0

//! References by which accounts can send transactions without a balance.

use crate::pallet::*;
use sp_runtime::traits::Zero;

impl<T: Config> Pallet<T> {
	/// Gives an account a reference, if it has none.
	pub(crate) fn ensure_reference(who: &T::AccountId) {
		if frame_system::Pallet::<T>::providers(who) == 0 {
			Self::add_reference(who);
		}
	}

	/// Gives an account one more reference.
	///
	/// One for an invitation, and one for each offer to be an operator.
	pub(crate) fn add_reference(who: &T::AccountId) {
		frame_system::Pallet::<T>::inc_providers(who);
	}

	/// Takes a reference back, and with the last one the account out of the state.
	///
	/// The last one of an account that signed anything is never taken back: with it the account's nonce would go, and old
	/// transactions could be replayed.
	pub(crate) fn remove_reference(who: &T::AccountId) {
		let account = frame_system::Account::<T>::get(who);
		if account.providers > 1 || account.providers == 1 && account.nonce.is_zero() {
			// Refused while something else holds the account, which then keeps it.
			let _ = frame_system::Pallet::<T>::dec_providers(who);
		}
	}
}
