// SPDX-License-Identifier: Apache-2.0

//! Parameters that the collective sets, and its pardons.

use crate::{
	pallet::*,
	types::{Retirement, Standing},
};
use frame_support::{
	ensure,
	traits::{Get, SortedMembers},
};
use frame_system::pallet_prelude::BlockNumberFor;
use pallet_session::Pallet as Session;
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_set_floor(floor: u32) -> DispatchResult {
		ensure!(floor > 0, Error::<T>::ZeroFloor);
		// Only a seat that is planned already can be held over, should it be lost before it enters.
		let sure = || Self::active(&Self::planned()).len();
		ensure!(floor <= Floor::<T>::get() || floor as usize <= sure(), Error::<T>::FloorOutOfReach);
		Floor::<T>::put(floor);
		Self::deposit_event(Event::FloorSet { floor });
		Ok(())
	}

	pub(crate) fn do_set_idle_term(blocks: BlockNumberFor<T>) -> DispatchResult {
		ensure!(blocks >= T::MinIdleTerm::get(), Error::<T>::IdleTermTooShort);
		IdleTerm::<T>::put(blocks);
		Self::deposit_event(Event::IdleTermSet { blocks });
		Ok(())
	}

	pub(crate) fn do_set_session_length(blocks: BlockNumberFor<T>) -> DispatchResult {
		ensure!(blocks >= T::MinSessionLength::get(), Error::<T>::SessionTooShort);
		SessionLength::<T>::put(blocks);
		Self::deposit_event(Event::SessionLengthSet { blocks });
		Ok(())
	}

	pub(crate) fn do_pardon(who: T::AccountId) -> DispatchResult {
		let offended = Seats::<T>::get(&who) == Some(Standing::Retired(Retirement::Offence));
		ensure!(offended, Error::<T>::NotOffended);
		// The offence may have hidden that the holder was expelled too.
		let standing = match T::Regulators::contains(&who) {
			true => Standing::Resting,
			false => Standing::Retired(Retirement::Membership),
		};
		Seats::<T>::insert(&who, standing);
		// While the set stays as it is, nothing else would enable the validator again.
		if let Some(index) = Session::<T>::validator_id_to_index(&who) {
			Session::<T>::reenable_index(index);
		}
		Self::deposit_event(Event::Pardoned { who });
		Ok(())
	}
}
