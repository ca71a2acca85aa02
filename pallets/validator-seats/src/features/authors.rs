//! Who authored when: a seat in the set that authors nothing is idle.

use crate::{pallet::*, types::Rest, weights::WeightInfo};
use alloc::vec::Vec;
use frame_support::dispatch::DispatchClass;
use frame_system::pallet_prelude::BlockNumberFor;
use pallet_authorship::EventHandler;
use sp_runtime::traits::Saturating;

impl<T: Config> EventHandler<T::AccountId, BlockNumberFor<T>> for Pallet<T> {
	fn note_author(author: T::AccountId) {
		// Only of those in the set, who all have an entry.
		LastAuthored::<T>::mutate_extant(&author, |block| *block = frame_system::Pallet::<T>::block_number());
		// The authorship pallet counts nothing for its handlers.
		let weight = <T as Config>::WeightInfo::note_author();
		frame_system::Pallet::<T>::register_extra_weight_unchecked(weight, DispatchClass::Mandatory);
	}
}

impl<T: Config> Pallet<T> {
	/// Lets the idle among these active seats rest, the most idle first, down to the floor.
	pub(crate) fn let_idle_rest(active: &mut Vec<T::AccountId>) {
		let above_floor = active.len().saturating_sub(Self::floor());
		let (now, term) = (frame_system::Pallet::<T>::block_number(), IdleTerm::<T>::get());
		let is_idle = |last: &BlockNumberFor<T>| now.saturating_sub(*last) >= term;
		let mut idle: Vec<_> = active
			.iter()
			.filter_map(|who| Some((LastAuthored::<T>::get(who).filter(is_idle)?, who.clone())))
			.collect();
		idle.sort();
		for (_, who) in idle.into_iter().take(above_floor) {
			active.retain(|seat| *seat != who);
			Self::let_rest(who, Rest::Idle);
		}
	}
}
