// SPDX-License-Identifier: Apache-2.0

//! Authors of blocks, as the authorship pallet reports them.

use crate::{pallet::*, weights::WeightInfo};
use frame_support::dispatch::DispatchClass;
use frame_system::pallet_prelude::BlockNumberFor;
use pallet_authorship::EventHandler;

impl<T: Config> EventHandler<T::AccountId, BlockNumberFor<T>> for Pallet<T> {
	fn note_author(author: T::AccountId) {
		// Only validators in the set have an entry, and all of them have.
		LastAuthored::<T>::mutate_extant(&author, |block| *block = frame_system::Pallet::<T>::block_number());
		// The authorship pallet counts nothing for its handlers.
		let weight = <T as Config>::WeightInfo::note_author();
		frame_system::Pallet::<T>::register_extra_weight_unchecked(weight, DispatchClass::Mandatory);
	}
}
