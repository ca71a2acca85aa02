// SPDX-License-Identifier: Apache-2.0

//! Clearance 通关: the verdicts of the departments on a declaration, and its statuses by customs.

use super::approvals::Seat;
use crate::{pallet::*, Declaration, DeclaredUnit, LinesOf, Matter};
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult, DispatchResultWithPostInfo},
	BoundedVec,
};
use sp_core::H256;
use suyuan_primitives::{
	codes::{EntryNumber, TraceCode},
	items::{self, CustomsInfo, CustomsStatus, StatusChange},
	parties::Department,
	reconciliation::LoopState,
	traits::{CustomsBlock, Loops, Units},
	values::{Moment, Note},
	Check,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_decide(
		who: T::AccountId,
		entry_number: EntryNumber,
		declaration_hash: H256,
		agrees: bool,
		reason: Option<Note>,
	) -> DispatchResult {
		let seat = Self::seat(who)?;
		let mut declaration = Self::declaration_of(&entry_number)?;
		ensure!(declaration.is_open_to_verdicts(), Error::<T>::NotUnderWay);
		ensure!(declaration.declaration_hash == declaration_hash, Error::<T>::DeclarationChanged);
		let matter = Matter::Declaration(entry_number);
		let overrules = Self::store_verdict(&seat, &matter, &mut declaration.approval, agrees, &reason)?;
		Declarations::<T>::insert(entry_number, declaration);
		let Seat { holder: by, department } = seat;
		Self::deposit_event(Event::Decided { entry_number, department, agrees, reason, by, overrules });
		Ok(())
	}

	pub(crate) fn do_advance(
		who: T::AccountId,
		entry_number: EntryNumber,
		status: CustomsStatus,
		code: u16,
		changed_at: Moment,
	) -> DispatchResultWithPostInfo {
		let Seat { holder, department } = Self::seat(who)?;
		ensure!(department == Department::Customs, Error::<T>::NotCustoms);
		let declaration = Self::declaration_of(&entry_number)?;
		let change = StatusChange { entry_number, status, code, changed_at };
		change.check(&Self::clock()).map_err(Error::<T>::from)?;
		Self::ensure_may_become(&declaration, &change)?;
		let units = Self::change_status(&holder, declaration, change)?;
		Ok(Some(Self::weight_of_advance(status, units)).into())
	}

	/// Checks that customs may give a declaration this status now.
	fn ensure_may_become(
		declaration: &Declaration<T::AccountId>,
		change: &StatusChange,
	) -> Result<(), Error<T>> {
		// The status of being declared comes from the declarant alone.
		let by_customs = change.status != CustomsStatus::Declared;
		let says_something_new = (declaration.status, declaration.code) != (change.status, change.code);
		ensure!(
			by_customs && says_something_new && declaration.status.may_become(change.status),
			Error::<T>::ArrowNotAllowed
		);
		ensure!(declaration.changed_at <= change.changed_at, Error::<T>::TimesOutOfOrder);
		if change.status == CustomsStatus::Released {
			ensure!(declaration.approval.is_given(), Error::<T>::NotAgreed);
			let disagree = MismatchBlocksRelease::<T>::get()
				&& matches!(Self::loop_of(declaration), LoopState::Mismatch { .. });
			ensure!(!disagree, Error::<T>::LoopMismatch);
			// Departments decide while a unit is held too, but it leaves only when it is held no longer.
			let units = DeclaredUnits::<T>::get(change.entry_number);
			let is_held = units.iter().any(|unit| T::Units::held_at(&unit.code).is_some());
			ensure!(!is_held, Error::<T>::UnitHeld);
		}
		Ok(())
	}

	/// The state of the loop of a declaration's order.
	pub(crate) fn loop_of(declaration: &Declaration<T::AccountId>) -> LoopState {
		T::Loops::state(&declaration.declarant, &declaration.heading.order)
	}

	/// Gives a declaration a status, with all that follows from it, and returns the number of its units.
	pub(crate) fn change_status(
		by: &T::AccountId,
		mut declaration: Declaration<T::AccountId>,
		change: StatusChange,
	) -> Result<u32, DispatchError> {
		let StatusChange { entry_number, status: to, code, changed_at } = change;
		let from = declaration.status;
		let falls = from.stands() && !to.stands();
		if falls {
			T::Loops::undeclare(&declaration.declarant, &declaration.heading.order, &entry_number);
			if declaration.is_open_to_verdicts() {
				Self::stop_asking(&Matter::Declaration(entry_number), &declaration.approval);
			}
		}
		(declaration.status, declaration.code, declaration.changed_at) = (to, code, changed_at);
		let lines = (to == CustomsStatus::Released).then(|| Lines::<T>::get(entry_number));
		if lines.is_some() {
			declaration.released_at = Some(changed_at);
		}
		for unit in DeclaredUnits::<T>::get(entry_number) {
			if let Some(lines) = &lines {
				let item = Self::item_of(entry_number, &declaration, changed_at, lines, &unit);
				T::CustomsBlock::record(&unit.code, by, CustomsInfo::Declaration(item))?;
			}
			Self::write_status(&unit.code, by, change)?;
			if falls {
				DeclaredIn::<T>::remove(&unit.code);
			}
		}
		let units = declaration.units;
		Declarations::<T>::insert(entry_number, declaration);
		let by = by.clone();
		Self::deposit_event(Event::StatusChanged { entry_number, from, to, code, changed_at, by });
		Ok(units)
	}

	/// Writes a status into the block of a unit.
	pub(crate) fn write_status(code: &TraceCode, by: &T::AccountId, change: StatusChange) -> DispatchResult {
		T::CustomsBlock::record(code, by, CustomsInfo::Status(change))
	}

	/// The item of a unit's customs block about the declaration under which it left.
	fn item_of(
		entry_number: EntryNumber,
		declaration: &Declaration<T::AccountId>,
		released_at: Moment,
		lines: &LinesOf<T>,
		unit: &DeclaredUnit,
	) -> items::Declaration {
		let of_the_unit = unit.lines.iter().filter_map(|line| lines.get(usize::from(*line)).cloned());
		items::Declaration {
			// A unit belongs to no more lines than the item has room for.
			lines: BoundedVec::truncate_from(of_the_unit.collect()),
			entry_number,
			port_of_departure: declaration.heading.port_of_departure,
			port_of_arrival: declaration.heading.port_of_arrival,
			declared_at: declaration.heading.declared_at,
			released_at,
			duty_paid: None,
		}
	}
}
