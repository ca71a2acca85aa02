// SPDX-License-Identifier: Apache-2.0

//! Recalls of units that were archived: whoever has one is told, though the state knows the unit no longer.

use super::holds::Lifter;
use crate::{archive_book::Book, pallet::*, rules::Caller, ArchivedRecall, ArchivedUnitOf, UnitKind};
use alloc::vec;
use frame_support::{ensure, pallet_prelude::DispatchResult, BoundedVec};
use suyuan_primitives::{
	archive_book::{ArchiveClass, Proof},
	codes::TraceCode,
	parties::DepartmentSet,
	traits::Register,
	values::Note,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_recall_archived(
		who: T::AccountId,
		code: TraceCode,
		archived: &ArchivedUnitOf<T>,
		reason: Note,
		proof: &Proof,
	) -> DispatchResult {
		let caller = Self::caller_with_reason(who, &reason)?;
		let department = Self::holding_department(&caller)?;
		let owner = archived.unit.owner.clone();
		let may = caller.is_regulator() || caller.account == owner;
		ensure!(may, Error::<T>::NeitherOwnerNorRegulator);
		ensure!(!matches!(archived.unit.kind, UnitKind::Service { .. }), Error::<T>::WrongKind);
		let class = ArchiveClass::of(&code).ok_or(Error::<T>::NotFound)?;
		let leaf = Book::<T>::new(proof)?.leaf(class, &code)?;
		ensure!(leaf == Some(archived.leaf(&code)), Error::<T>::NotArchived);

		let before = ArchivedRecalls::<T>::get(&code);
		let others = before.as_ref().map(|recall| recall.departments).unwrap_or_default();
		let departments = department.into_iter().fold(others, DepartmentSet::with);
		let recall = ArchivedRecall { owner, departments };
		ensure!(before.as_ref() != Some(&recall), Error::<T>::AlreadyHeld);
		ArchivedRecalls::<T>::insert(&code, recall);
		let codes = BoundedVec::truncate_from(vec![code]);
		Self::deposit_event(Event::Recalled { codes, by: caller.account, department, reason });
		Ok(())
	}

	/// Ends the recall of an archived unit, or the part of the caller's department in it, as that of others ends.
	pub(crate) fn lift_archived(lifter: &Lifter<T::AccountId>, code: &TraceCode) -> Result<(), Error<T>> {
		let recall = ArchivedRecalls::<T>::get(code).ok_or(Error::<T>::NotFound)?;
		let rest = match lifter {
			Lifter::Council => DepartmentSet::default(),
			Lifter::Caller(caller) => {
				let may = caller.is_regulator() || caller.account == recall.owner;
				ensure!(may, Error::<T>::NeitherOwnerNorRegulator);
				Self::rest_without(caller, recall.departments)?
			}
		};
		if rest.is_empty() {
			ArchivedRecalls::<T>::remove(code);
			return Ok(());
		}
		ArchivedRecalls::<T>::insert(code, ArchivedRecall { departments: rest, ..recall });
		Err(Error::<T>::HeldByAnotherDepartment)
	}

	/// Checks that the caller may end its part in a hold of departments, and returns the others.
	pub(crate) fn rest_without(
		caller: &Caller<T::AccountId>,
		departments: DepartmentSet,
	) -> Result<DepartmentSet, Error<T>> {
		if departments.is_empty() {
			return Ok(departments);
		}
		ensure!(caller.is_regulator(), Error::<T>::HeldByRegulator);
		let department = T::Register::department(&caller.account).ok_or(Error::<T>::NoDepartment)?;
		ensure!(departments.contains(department), Error::<T>::HeldByRegulator);
		Ok(departments.without(department))
	}
}
