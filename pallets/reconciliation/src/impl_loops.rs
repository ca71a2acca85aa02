// SPDX-License-Identifier: Apache-2.0

//! Answers to the customs pallet, which enters declarations in the loops and reads their states.

use crate::pallet::*;
use frame_support::{ensure, pallet_prelude::DispatchResult};
use suyuan_primitives::{
	codes::EntryNumber,
	items::{OrderKey, WaybillKey},
	reconciliation::{DeclaredSide, LoopState},
	traits,
};

impl<T: Config> traits::Loops<T::AccountId> for Pallet<T> {
	fn declare(merchant: &T::AccountId, order: &OrderKey, side: DeclaredSide) -> DispatchResult {
		let is_named_before = |n: usize| side.waybills[..n].contains(&side.waybills[n]);
		ensure!(!(0..side.waybills.len()).any(is_named_before), Error::<T>::DuplicateWaybill);
		let mut standing = Loops::<T>::get(merchant, order);
		let is_free = |declared: &DeclaredSide| declared.entry_number == side.entry_number;
		ensure!(standing.declared.as_ref().is_none_or(is_free), Error::<T>::OrderAlreadyDeclared);
		if standing.declared.as_ref() != Some(&side) {
			let named_before = standing.declared.map(|declared| declared.waybills).unwrap_or_default();
			Self::name_waybills(merchant, &named_before, &side.waybills);
			standing.declared = Some(side);
			Self::put(merchant, order, standing);
		}
		Ok(())
	}

	fn undeclare(merchant: &T::AccountId, order: &OrderKey, entry_number: &EntryNumber) {
		let mut standing = Loops::<T>::get(merchant, order);
		if let Some(fallen) = standing.declared.take_if(|declared| declared.entry_number == *entry_number) {
			Self::name_waybills(merchant, &fallen.waybills, &[]);
			Self::put(merchant, order, standing);
		}
	}

	fn state(merchant: &T::AccountId, order: &OrderKey) -> LoopState {
		let standing = Loops::<T>::get(merchant, order);
		standing.state(&Self::waybills_of(merchant, &standing))
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn put_loop(merchant: &T::AccountId, order: &OrderKey, side: &DeclaredSide) {
		Self::put_agreeing(merchant, order, side);
	}
}

impl<T: Config> Pallet<T> {
	/// Counts a declaration in the waybills that it names now, and no longer in those that it named before.
	fn name_waybills(merchant: &T::AccountId, before: &[WaybillKey], now: &[WaybillKey]) {
		for key in now.iter().filter(|key| !before.contains(key)) {
			Waybills::<T>::mutate(merchant, key, |stored| {
				stored.named_by = stored.named_by.saturating_add(1)
			});
		}
		for key in before.iter().filter(|key| !now.contains(key)) {
			let mut stored = Waybills::<T>::get(merchant, key);
			stored.named_by = stored.named_by.saturating_sub(1);
			// The merchant that wants to declare it anew has the whole term again.
			stored.changed_at = Self::now();
			if stored.is_empty() {
				Waybills::<T>::remove(merchant, key);
			} else {
				Waybills::<T>::insert(merchant, key, stored);
			}
		}
	}
}
