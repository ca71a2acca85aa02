// SPDX-License-Identifier: Apache-2.0

//! Changes of the collective's members: seats come with a reference and go with their department.

use crate::pallet::*;
use frame_support::traits::ChangeMembers;

impl<T: Config> ChangeMembers<T::AccountId> for Pallet<T> {
	fn change_members_sorted(
		incoming: &[T::AccountId],
		outgoing: &[T::AccountId],
		_sorted_new: &[T::AccountId],
	) {
		incoming.iter().for_each(Self::ensure_reference);
		for who in outgoing {
			if let Some(department) = Departments::<T>::take(who) {
				Self::deposit_event(Event::DepartmentVacated { who: who.clone(), department });
			}
			if !Self::is_admitted(who) {
				Self::remove_operators(who);
			}
		}
	}
}
