// SPDX-License-Identifier: Apache-2.0

//! Answers to the customs pallet, which enters declarations in the loops and reads their states.

use crate::{pallet::*, Loop};
use frame_support::{ensure, pallet_prelude::DispatchResult};
use suyuan_primitives::{
	codes::EntryNumber,
	items::OrderKey,
	reconciliation::{DeclaredSide, LoopStanding},
	traits,
};

impl<T: Config> traits::Loops<T::AccountId> for Pallet<T> {
	fn declare(merchant: &T::AccountId, order: &OrderKey, side: DeclaredSide) -> DispatchResult {
		let is_named_before = |n: usize| side.waybills[..n].contains(&side.waybills[n]);
		ensure!(!(0..side.waybills.len()).any(is_named_before), Error::<T>::DuplicateWaybill);
		ensure!(side.shares_agree(), Error::<T>::SharesDisagree);
		let mut standing = Loops::<T>::get(merchant, order);
		let is_free = |declared: &DeclaredSide| declared.entry_number == side.entry_number;
		ensure!(standing.declared.as_ref().is_none_or(is_free), Error::<T>::OrderAlreadyDeclared);
		if standing.declared.as_ref() != Some(&side) {
			if standing.disagreed || Self::do_goods_disagree(merchant, &standing) {
				let is_recorded = |key| Waybills::<T>::get(merchant, key).document.is_some();
				ensure!(side.waybills.iter().all(is_recorded), Error::<T>::WaybillNotRecorded);
			}
			Self::name_waybills(merchant, standing.declared.as_ref(), Some(&side));
			(standing.declared, standing.released, standing.disagreed) = (Some(side), false, false);
			Self::put(merchant, order, standing);
		}
		Ok(())
	}

	fn undeclare(merchant: &T::AccountId, order: &OrderKey, entry_number: &EntryNumber) {
		let mut standing = Loops::<T>::get(merchant, order);
		let disagreed = Self::do_goods_disagree(merchant, &standing);
		if let Some(fallen) = standing.declared.take_if(|declared| declared.entry_number == *entry_number) {
			Self::name_waybills(merchant, Some(&fallen), None);
			(standing.released, standing.disagreed) = (false, disagreed);
			Self::put(merchant, order, standing);
		}
	}

	fn standing(merchant: &T::AccountId, order: &OrderKey) -> LoopStanding {
		let standing = Loops::<T>::get(merchant, order);
		Self::standing_of(merchant, &standing, &Self::waybills_of(merchant, &standing))
	}

	fn release(merchant: &T::AccountId, order: &OrderKey, entry_number: &EntryNumber) {
		let mut standing = Loops::<T>::get(merchant, order);
		if standing.declared.as_ref().is_some_and(|declared| declared.entry_number == *entry_number) {
			standing.released = true;
			Self::put(merchant, order, standing);
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn put_loop(merchant: &T::AccountId, order: &OrderKey, side: &DeclaredSide) {
		Self::put_agreeing(merchant, order, side);
	}
}

impl<T: Config> Pallet<T> {
	/// Returns true if the waybills of a loop carry other goods than are declared under them.
	fn do_goods_disagree(merchant: &T::AccountId, standing: &Loop<T::AccountId>) -> bool {
		!standing.disagreements_on_goods(&Self::waybills_of(merchant, standing)).is_empty()
	}

	/// Counts a declaration in the waybills that it names now, with its shares, and no longer as it named them before.
	fn name_waybills(merchant: &T::AccountId, before: Option<&DeclaredSide>, now: Option<&DeclaredSide>) {
		for (n, key) in before.into_iter().flat_map(|side| side.waybills.iter().enumerate()) {
			let mut stored = Waybills::<T>::get(merchant, key);
			stored.allotted.remove(before.and_then(|side| side.share(n)));
			let is_named_still = now.is_some_and(|side| side.waybills.contains(key));
			if !is_named_still {
				// The merchant that wants to declare it anew has the whole term again.
				stored.changed_at = Self::now();
			}
			if stored.is_empty() && !is_named_still {
				Waybills::<T>::remove(merchant, key);
			} else {
				Waybills::<T>::insert(merchant, key, stored);
			}
		}
		for (n, key) in now.into_iter().flat_map(|side| side.waybills.iter().enumerate()) {
			Waybills::<T>::mutate(merchant, key, |stored| {
				stored.allotted.add(now.and_then(|side| side.share(n)))
			});
		}
	}
}
