// SPDX-License-Identifier: Apache-2.0

//! Loops in the state: their changes, their waybills and the block number.

use crate::{pallet::*, Loop, NamedWaybill};
use alloc::vec::Vec;
use sp_runtime::SaturatedConversion;
use suyuan_primitives::items::OrderKey;

impl<T: Config> Pallet<T> {
	/// Stores a loop that has changed, and emits its state.
	pub(crate) fn put(merchant: &T::AccountId, order: &OrderKey, mut standing: Loop<T::AccountId>) {
		standing.changed_at = Self::now();
		if standing.is_empty() {
			Loops::<T>::remove(merchant, order);
		} else {
			Loops::<T>::insert(merchant, order, &standing);
		}
		let state = standing.state(&Self::waybills_of(merchant, &standing));
		let (merchant, order) = (merchant.clone(), order.clone());
		Self::deposit_event(Event::LoopChanged { merchant, order, state });
	}

	/// The waybills that the declaration of a loop names.
	pub(crate) fn waybills_of(
		merchant: &T::AccountId,
		standing: &Loop<T::AccountId>,
	) -> Vec<NamedWaybill<T::AccountId>> {
		let named = standing.declared.iter().flat_map(|declared| declared.waybills.iter().cloned());
		named
			.map(|key| {
				let document = Waybills::<T>::get(merchant, &key).document;
				NamedWaybill { key, document }
			})
			.collect()
	}

	/// The number of the block.
	pub(crate) fn now() -> u32 {
		frame_system::Pallet::<T>::block_number().saturated_into()
	}
}
