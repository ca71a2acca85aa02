// SPDX-License-Identifier: Apache-2.0

//! Loops in the state: their changes, their waybills and the block number.

use crate::{pallet::*, Loop, LoopView, NamedWaybill, StoredWaybill};
use alloc::{boxed::Box, vec::Vec};
use sp_runtime::SaturatedConversion;
use suyuan_primitives::{items::OrderKey, reconciliation::LoopStanding, traits::Principals};

impl<T: Config> Pallet<T> {
	/// Stores a loop that has changed, and emits it.
	pub(crate) fn put(merchant: &T::AccountId, order: &OrderKey, mut standing: Loop<T::AccountId>) {
		standing.changed_at = Self::now();
		if standing.is_empty() {
			Loops::<T>::remove(merchant, order);
		} else {
			Loops::<T>::insert(merchant, order, &standing);
		}
		let view = Box::new(Self::view_of(merchant, standing));
		let (merchant, order) = (merchant.clone(), order.clone());
		Self::deposit_event(Event::LoopChanged { merchant, order, view });
	}

	/// The view of a loop, with the waybills that its declaration names.
	pub(crate) fn view_of(merchant: &T::AccountId, standing: Loop<T::AccountId>) -> LoopView<T::AccountId> {
		let waybills = Self::waybills_of(merchant, &standing);
		let (received, unsettled) = (standing.received(), standing.unsettled());
		let parties = standing.parties(&Self::party_of(merchant), &waybills);
		let LoopStanding { state, digest } = Self::standing_of(merchant, &standing, &waybills);
		let Loop { order, receipts, declared, released, .. } = standing;
		let receipts = receipts.into_inner();
		LoopView {
			order,
			receipts,
			received,
			unsettled,
			declared,
			waybills,
			parties,
			released,
			state,
			digest,
		}
	}

	/// The state of a loop and its digest.
	pub(crate) fn standing_of(
		merchant: &T::AccountId,
		standing: &Loop<T::AccountId>,
		waybills: &[NamedWaybill<T::AccountId>],
	) -> LoopStanding {
		let state = standing.state(|| Self::party_of(merchant), waybills);
		let digest = standing.digest(waybills, &state);
		LoopStanding { state, digest }
	}

	/// The party that an account is or serves.
	pub(crate) fn party_of(who: &T::AccountId) -> T::AccountId {
		T::Principals::principal(who).unwrap_or_else(|| who.clone())
	}

	/// The waybills that the declaration of a loop names.
	pub(crate) fn waybills_of(
		merchant: &T::AccountId,
		standing: &Loop<T::AccountId>,
	) -> Vec<NamedWaybill<T::AccountId>> {
		let named = standing.declared.iter().flat_map(|declared| declared.waybills.iter().cloned());
		named
			.map(|key| {
				let StoredWaybill { document, allotted, .. } = Waybills::<T>::get(merchant, &key);
				NamedWaybill { key, document, allotted }
			})
			.collect()
	}

	/// The number of the block.
	pub(crate) fn now() -> u32 {
		frame_system::Pallet::<T>::block_number().saturated_into()
	}
}
