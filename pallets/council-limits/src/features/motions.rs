// SPDX-License-Identifier: Apache-2.0

//! Open motions, counted by proposer.

use crate::{pallet::*, Governance, Motion};
use frame_support::{
	dispatch::DispatchClass,
	ensure,
	pallet_prelude::{DispatchResult, Get},
};

impl<T: Config> Pallet<T> {
	/// Counts the newest of the open motions as proposed by this member.
	///
	/// # Errors
	///
	/// [`Error::MaxMotionsExceeded`]
	pub fn note_motion(proposer: &T::AccountId) -> DispatchResult {
		let open = T::Governance::open_motions();
		let Some((newest, before)) = open.split_last() else { return Ok(()) };
		let mut motions = Motions::<T>::get();
		// Drops motions that ended since, and one with the hash of this one that ended before.
		motions.retain(|motion| before.contains(&motion.hash));
		let own = motions.iter().filter(|motion| motion.proposer == *proposer).count();
		ensure!(own < T::MotionsPerMember::get() as usize, Error::<T>::MaxMotionsExceeded);
		let motion = Motion { hash: *newest, proposer: proposer.clone() };
		motions.try_push(motion).map_err(|_| Error::<T>::MaxMotionsExceeded)?;
		Motions::<T>::put(motions);
		// The collective, whose call it is, counts nothing for it.
		let weight = T::DbWeight::get().reads_writes(1, 1);
		frame_system::Pallet::<T>::register_extra_weight_unchecked(weight, DispatchClass::Operational);
		Ok(())
	}
}
