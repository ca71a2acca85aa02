// SPDX-License-Identifier: Apache-2.0

//! View that anyone may read: the loop of an order with all its documents.

use crate::{pallet::*, Loop, LoopView};
use suyuan_primitives::{items::OrderKey, reconciliation::LoopStanding};

impl<T: Config> Pallet<T> {
	/// The loop of a merchant's order with all its documents. None if no document of it is recorded.
	pub fn view(merchant: &T::AccountId, order: &OrderKey) -> Option<LoopView<T::AccountId>> {
		let standing = Loops::<T>::get(merchant, order);
		if standing.is_empty() {
			return None;
		}
		let waybills = Self::waybills_of(merchant, &standing);
		let (received, unsettled) = (standing.received(), standing.unsettled());
		let parties = standing.parties(&Self::party_of(merchant), &waybills);
		let LoopStanding { state, digest } = Self::standing_of(merchant, &standing, &waybills);
		let Loop { order, receipts, declared, released, .. } = standing;
		let receipts = receipts.into_inner();
		Some(LoopView {
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
		})
	}
}
