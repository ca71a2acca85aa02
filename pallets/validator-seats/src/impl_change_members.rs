// SPDX-License-Identifier: Apache-2.0

//! Changes of the collective's members: the seats of those who left are retired.

use crate::{
	pallet::*,
	types::{Retirement, Standing},
	weights::WeightInfo,
};
use frame_support::{dispatch::DispatchClass, traits::ChangeMembers};

impl<T: Config> Pallet<T> {
	fn end_memberships(outgoing: &[T::AccountId]) {
		let planned = Self::planned();
		for who in outgoing {
			let Some(standing) = Seats::<T>::get(who) else { continue };
			if !planned.contains(who) {
				// The seat leaves with this session at the latest, or never entered.
				Seats::<T>::remove(who);
			} else if standing != Standing::Retired(Retirement::Offence) {
				// An offence is not forgotten by being expelled and elected again.
				Seats::<T>::insert(who, Standing::Retired(Retirement::Membership));
			}
			Self::deposit_event(Event::Retired { who: who.clone(), why: Retirement::Membership });
		}
	}
}

impl<T: Config> ChangeMembers<T::AccountId> for Pallet<T> {
	/// New members have a seat by being members, and activate it when their nodes are ready.
	fn change_members_sorted(_: &[T::AccountId], outgoing: &[T::AccountId], _: &[T::AccountId]) {
		if outgoing.is_empty() {
			return;
		}
		Self::end_memberships(outgoing);
		// The call that changed the members doesn't know of it.
		let weight = <T as Config>::WeightInfo::end_memberships(outgoing.len() as u32);
		frame_system::Pallet::<T>::register_extra_weight_unchecked(weight, DispatchClass::Normal);
	}
}
