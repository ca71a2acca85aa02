// SPDX-License-Identifier: Apache-2.0

//! Preimages that were not requested, counted by the member that noted them.

use crate::{pallet::*, Usage};
use frame_support::{
	ensure,
	pallet_prelude::{DispatchResult, Get},
	traits::SortedMembers,
};

impl<T: Config> Pallet<T> {
	/// Counts a preimage as one of this member's.
	///
	/// # Errors
	///
	/// [`Error::NotMember`], [`Error::MaxPreimagesExceeded`] or [`Error::MaxPreimageBytesExceeded`]
	pub fn note_preimage(who: &T::AccountId, bytes: u32) -> DispatchResult {
		ensure!(T::Members::contains(who), Error::<T>::NotMember);
		let Usage { count, bytes: before } = Preimages::<T>::get(who).unwrap_or_default();
		ensure!(count < T::PreimagesPerMember::get(), Error::<T>::MaxPreimagesExceeded);
		let bytes = before.saturating_add(bytes);
		ensure!(bytes <= T::PreimageBytesPerMember::get(), Error::<T>::MaxPreimageBytesExceeded);
		Preimages::<T>::insert(who, Usage { count: count.saturating_add(1), bytes });
		Ok(())
	}

	/// Stops counting a preimage as one of this member's.
	pub fn forget_preimage(who: &T::AccountId, bytes: u32) {
		Preimages::<T>::mutate_exists(who, |usage| {
			let Some(Usage { count, bytes: before }) = *usage else { return };
			let rest = Usage { count: count.saturating_sub(1), bytes: before.saturating_sub(bytes) };
			*usage = (rest.count > 0).then_some(rest);
		});
	}
}
