// SPDX-License-Identifier: Apache-2.0

//! Invariants of the limits, checked after every block.

use crate::{pallet::*, Governance, Usage};
use alloc::collections::BTreeSet;
use frame_support::{
	ensure,
	traits::{Get, SortedMembers},
};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every invariant of the pallet.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let motions = Motions::<T>::get();
		for motion in T::Governance::open_motions() {
			let of_it = motions.iter().filter(|known| known.hash == motion).count();
			ensure!(of_it == 1, "of every open motion it is known who proposed it");
		}
		let open: BTreeSet<_> = T::Governance::open_motions().into_iter().collect();
		// Until the next block a member that lost its seat may have left something.
		let is_swept = !SeatVacated::<T>::get();
		for member in motions.iter().map(|motion| &motion.proposer).collect::<BTreeSet<_>>() {
			let own =
				motions.iter().filter(|motion| motion.proposer == *member && open.contains(&motion.hash));
			let own = own.count() as u32;
			ensure!(own <= T::MotionsPerMember::get(), "nobody has more open motions than its share");
			ensure!(own == 0 || !is_swept || T::Members::contains(member), "an open motion is a member's");
		}
		for (member, Usage { count, bytes }) in Preimages::<T>::iter() {
			ensure!(!is_swept || T::Members::contains(&member), "a preimage is a member's");
			ensure!(count > 0 && count <= T::PreimagesPerMember::get(), "nobody keeps too many preimages");
			ensure!(bytes <= T::PreimageBytesPerMember::get(), "nobody keeps too long preimages");
		}
		let calls = Whitelisted::<T>::get();
		ensure!(calls.is_sorted_by_key(|call| call.lapses_at), "what lapses first stands first");
		let hashes: BTreeSet<_> = calls.iter().map(|call| call.hash).collect();
		ensure!(hashes.len() == calls.len(), "a call is whitelisted once");
		Ok(())
	}
}
