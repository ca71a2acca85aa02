// SPDX-License-Identifier: Apache-2.0

//! Invariants of seats and sets, checked after every block.

use crate::{pallet::*, Standing};
use alloc::collections::BTreeSet;
use frame_support::{
	ensure,
	traits::{Get, SortedMembers},
};
use pallet_session::Pallet as Session;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every invariant of the pallet.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let acting: BTreeSet<_> = Session::<T>::validators().into_iter().collect();
		let planned: BTreeSet<_> = Self::planned().into_iter().collect();
		ensure!(!acting.is_empty() && !planned.is_empty(), "there is always a validator");
		ensure!(Floor::<T>::get() > 0, "the floor is at least one");
		ensure!(planned.len() >= Self::floor(), "what is planned reaches the floor");
		ensure!(planned.len() <= T::MaxSeats::get() as usize, "there are no more validators than seats");
		ensure!(planned.iter().all(Self::has_keys), "a planned validator has session keys");
		ensure!(planned.iter().all(Seats::<T>::contains_key), "a planned validator has a seat");

		for (who, standing) in Seats::<T>::iter() {
			let is_member = T::Regulators::contains(&who);
			ensure!(is_member || planned.contains(&who), "a seat is a member's, or in the set");
			ensure!(is_member || standing != Standing::Active, "an active seat is a member's");
			ensure!(standing != Standing::Active || Self::has_keys(&who), "an active seat has session keys");
		}
		let noted: BTreeSet<_> = LastAuthored::<T>::iter_keys().collect();
		ensure!(noted == acting, "authorship is noted of exactly the validators in the set");

		let now = frame_system::Pallet::<T>::block_number();
		ensure!(
			LastAuthored::<T>::iter_values().all(|block| block <= now),
			"no validator authored in a block to come"
		);
		ensure!(SessionBegan::<T>::get() <= now, "the session has begun");
		ensure!(IdleTerm::<T>::get() >= T::MinIdleTerm::get(), "everyone's turn comes within the idle term");
		ensure!(SessionLength::<T>::get() >= T::MinSessionLength::get(), "sessions are not too short");
		Ok(())
	}
}
