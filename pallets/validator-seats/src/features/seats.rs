// SPDX-License-Identifier: Apache-2.0

//! Seats: their activation and their rest.

use crate::{
	pallet::*,
	types::{Rest, Retirement, Standing},
};
use alloc::vec::Vec;
use frame_support::{ensure, traits::SortedMembers};
use pallet_session::{NextKeys, Pallet as Session, QueuedKeys};
use sp_runtime::{traits::Zero, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_activate(who: T::AccountId) -> DispatchResult {
		ensure!(T::Regulators::contains(&who), Error::<T>::NotMember);
		let standing = Seats::<T>::get(&who);
		ensure!(standing != Some(Standing::Active), Error::<T>::AlreadyActive);
		ensure!(standing != Some(Standing::Retired(Retirement::Offence)), Error::<T>::Offended);
		ensure!(Self::has_keys(&who), Error::<T>::NoKeys);

		Seats::<T>::insert(&who, Standing::Active);
		// A validator that never left the set has as long as one that enters it to author again.
		LastAuthored::<T>::mutate_extant(&who, |block| *block = frame_system::Pallet::<T>::block_number());
		Self::deposit_event(Event::Activated { who });
		Ok(())
	}

	pub(crate) fn do_rest(who: T::AccountId) -> DispatchResult {
		ensure!(T::Regulators::contains(&who), Error::<T>::NotMember);
		ensure!(Self::is_active(&who), Error::<T>::NotActive);
		ensure!(Self::active(&T::Regulators::sorted_members()).len() > Self::floor(), Error::<T>::AtFloor);
		Self::let_rest(who, Rest::Own);
		Ok(())
	}

	pub(crate) fn let_rest(who: T::AccountId, why: Rest) {
		Seats::<T>::insert(&who, Standing::Resting);
		Self::deposit_event(Event::Rested { who, why });
	}

	/// Gives every validator of genesis its seat.
	pub(crate) fn seat_first_validators(floor: u32) {
		let validators = Session::<T>::validators();
		for who in &validators {
			assert!(T::Regulators::contains(who), "every validator of genesis is a member of the collective");
			Seats::<T>::insert(who, Standing::Active);
			LastAuthored::<T>::insert(who, frame_system::pallet_prelude::BlockNumberFor::<T>::zero());
		}
		// No chain begins with a genesis without validators, but tests build upon one.
		let reached = validators.is_empty() || validators.len() >= floor as usize;
		assert!(reached, "the validators of genesis reach the floor");
	}

	pub(crate) fn is_active(who: &T::AccountId) -> bool {
		Seats::<T>::get(who) == Some(Standing::Active)
	}

	/// The active seats among these members, in the members' order.
	pub(crate) fn active(members: &[T::AccountId]) -> Vec<T::AccountId> {
		members.iter().filter(|who| Self::is_active(who)).cloned().collect()
	}

	pub(crate) fn has_keys(who: &T::AccountId) -> bool {
		NextKeys::<T>::contains_key(who)
	}

	pub(crate) fn floor() -> usize {
		Floor::<T>::get() as usize
	}

	/// The set of the next session, as it was planned when this one began.
	pub(crate) fn planned() -> Vec<T::AccountId> {
		QueuedKeys::<T>::get().into_iter().map(|(who, _)| who).collect()
	}
}
