//! Declarations, as customs' part of the chain takes them.

use crate::pallet::*;
use frame_support::{ensure, pallet_prelude::DispatchResult};
use suyuan_primitives::{
	codes::EntryNumber,
	items::OrderKey,
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
			standing.declared = Some(side);
			Self::put(merchant, order, standing);
		}
		Ok(())
	}

	fn undeclare(merchant: &T::AccountId, order: &OrderKey, entry_number: &EntryNumber) {
		let mut standing = Loops::<T>::get(merchant, order);
		if standing.declared.take_if(|declared| declared.entry_number == *entry_number).is_some() {
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
