// SPDX-License-Identifier: Apache-2.0

//! Packing: units within logistic units.

use crate::{pallet::*, rules::Action, UnitOf, MAX_NESTING};
use alloc::vec::Vec;
use frame_support::{ensure, pallet_prelude::DispatchResult, BoundedVec};
use suyuan_primitives::codes::TraceCode;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_pack(
		who: T::AccountId,
		parent: TraceCode,
		children: BoundedVec<TraceCode, T::MaxUnitsPerCall>,
	) -> DispatchResult {
		let caller = Self::caller(who)?;
		ensure!(!children.is_empty(), Error::<T>::EmptyList);
		let mut outer = Self::unit_for(Action::PackInto, &caller, &parent)?;
		// An offer that lapsed says nothing of what is packed from now on.
		outer.offer = None;
		for code in &children {
			ensure!(*code != parent, Error::<T>::PackedInItself);
			let mut child = Self::unit_for(Action::Pack, &caller, code)?;
			let same_depth = outer.inside.by_levels.get_mut(child.inside.levels());
			*same_depth.ok_or(Error::<T>::MaxNestingExceeded)? += 1;
			child.offer = None;
			child.packed_in = Some(parent.clone());
			Units::<T>::insert(code, child);
			Contents::<T>::insert(&parent, code, ());
		}
		Units::<T>::insert(&parent, outer);
		Self::deposit_event(Event::Packed { parent, children, by: caller.account });
		Ok(())
	}

	pub(crate) fn do_unpack(
		who: T::AccountId,
		parent: TraceCode,
		children: BoundedVec<TraceCode, T::MaxUnitsPerCall>,
	) -> DispatchResult {
		let caller = Self::caller(who)?;
		ensure!(!children.is_empty(), Error::<T>::EmptyList);
		let outer = Self::unit_for(Action::UnpackFrom, &caller, &parent)?;
		Self::take_out(&parent, outer, &children, |_, outer| outer.custodian.clone())?;
		Self::deposit_event(Event::Unpacked { parent, children, by: caller.account });
		Ok(())
	}

	/// Takes units out of one, each into the custody that is said.
	pub(crate) fn take_out(
		parent: &TraceCode,
		mut outer: UnitOf<T>,
		children: &[TraceCode],
		custodian: impl Fn(&UnitOf<T>, &UnitOf<T>) -> T::AccountId,
	) -> Result<(), Error<T>> {
		for code in children {
			let mut child = Units::<T>::get(code).ok_or(Error::<T>::NotFound)?;
			ensure!(child.packed_in.as_ref() == Some(parent), Error::<T>::NotPackedHere);
			if let Some(same_depth) = outer.inside.by_levels.get_mut(child.inside.levels()) {
				*same_depth = same_depth.saturating_sub(1);
			}
			let held = child.inside.held + u32::from(child.hold.is_some());
			outer.inside.held = outer.inside.held.saturating_sub(held);
			child.packed_in = None;
			child.custodian = custodian(&child, &outer);
			Units::<T>::insert(code, child);
			Contents::<T>::remove(parent, code);
		}
		Units::<T>::insert(parent, outer);
		Ok(())
	}

	/// The units around one, from the nearest to the outermost. Packing keeps them few.
	pub(crate) fn around(unit: &UnitOf<T>) -> Vec<(TraceCode, UnitOf<T>)> {
		let mut around: Vec<(TraceCode, UnitOf<T>)> = Vec::new();
		let mut next = unit.packed_in.clone();
		while let Some(code) = next.filter(|_| around.len() < MAX_NESTING) {
			let Some(parent) = Units::<T>::get(&code) else { break };
			next = parent.packed_in.clone();
			around.push((code, parent));
		}
		around
	}
}
