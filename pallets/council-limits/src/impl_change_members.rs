// SPDX-License-Identifier: Apache-2.0

//! Changes of the collective's members: a mark is left for the next block.

use crate::pallet::*;
use frame_support::traits::ChangeMembers;

impl<T: Config> ChangeMembers<T::AccountId> for Pallet<T> {
	fn change_members_sorted(_: &[T::AccountId], outgoing: &[T::AccountId], _: &[T::AccountId]) {
		if !outgoing.is_empty() {
			SeatVacated::<T>::put(true);
		}
	}
}
