// SPDX-License-Identifier: Apache-2.0

//! Motions and preimages of members that lost their seats.

use crate::{pallet::*, Governance, Motion};
use alloc::vec::Vec;
use frame_support::{
	pallet_prelude::{Get, Weight},
	traits::SortedMembers,
	BoundedVec,
};

impl<T: Config> Pallet<T> {
	/// Ends the motions and unnotes the preimages of the members that lost their seats in the last block.
	pub(crate) fn clear_vacated_seats() -> Weight {
		let db = T::DbWeight::get();
		if !SeatVacated::<T>::take() {
			return db.reads(1);
		}
		let members = T::Members::sorted_members();
		let is_gone = |who: &T::AccountId| members.binary_search(who).is_err();
		let open = T::Governance::open_motions();
		let mut motions = Motions::<T>::get();
		motions.retain(|motion| open.contains(&motion.hash));
		let (gone, rest) = motions.into_iter().partition::<Vec<_>, _>(|motion| is_gone(&motion.proposer));
		let ended = gone.len() as u64;
		for Motion { hash, proposer } in gone {
			T::Governance::disapprove(&hash);
			Self::deposit_event(Event::MotionWithdrawn { motion: hash, proposer });
		}
		Motions::<T>::put(BoundedVec::<_, T::MaxMotions>::truncate_from(rest));
		let looked_at = u64::from(T::Governance::unnote_preimages(is_gone));
		// Of each motion its call, its votes, and the list; of each preimage its status, itself, and the member's count.
		db.reads_writes(4, 2)
			.saturating_add(db.reads_writes(1, 3).saturating_mul(ended))
			.saturating_add(db.reads_writes(3, 3).saturating_mul(looked_at))
	}
}
