// SPDX-License-Identifier: Apache-2.0

//! Clearance 通关: the verdicts of the departments on a declaration, and its statuses by customs.

use super::approvals::Seat;
use crate::{pallet::*, Declaration, DeclaredUnit, LinesOf, Matter, WeightInfo};
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult, DispatchResultWithPostInfo},
	BoundedVec,
};
use sp_core::H256;
use suyuan_primitives::{
	codes::{EntryNumber, TraceCode},
	items::{self, CustomsInfo, CustomsStatus, DutyPaid, StatusChange},
	parties::{Department, DepartmentSet},
	reconciliation::{LoopOutcome, LoopStanding},
	traits::{CustomsBlock, Loops, Units},
	values::{Moment, Note},
	Check,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_decide(
		who: T::AccountId,
		entry_number: EntryNumber,
		declaration_hash: H256,
		loop_digest: H256,
		agrees: bool,
		reason: Option<Note>,
	) -> DispatchResult {
		let seat = Self::seat(who)?;
		let mut declaration = Self::declaration_of(&entry_number)?;
		ensure!(declaration.is_open_to_verdicts(), Error::<T>::NotUnderWay);
		ensure!(declaration.declaration_hash == declaration_hash, Error::<T>::DeclarationChanged);
		ensure!(Self::loop_of(&declaration).digest == loop_digest, Error::<T>::LoopChanged);
		let matter = Matter::Declaration(entry_number);
		let approval = &mut declaration.approval;
		let overrules = Self::store_verdict(&seat, &matter, approval, agrees, &reason, Some(loop_digest))?;
		let approval = *approval;
		Declarations::<T>::insert(entry_number, declaration);
		let Seat { holder: by, department } = seat;
		Self::deposit_event(Event::Decided {
			entry_number,
			department,
			agrees,
			reason,
			by,
			overrules,
			loop_digest,
			approval,
		});
		Ok(())
	}

	pub(crate) fn do_record_duty(
		who: T::AccountId,
		entry_number: EntryNumber,
		declaration_hash: H256,
		duty_paid: DutyPaid,
	) -> DispatchResultWithPostInfo {
		let Seat { holder, department } = Self::seat(who)?;
		ensure!(department == Department::Tax, Error::<T>::NotTax);
		let mut declaration = Self::declaration_of(&entry_number)?;
		ensure!(declaration.declaration_hash == declaration_hash, Error::<T>::DeclarationChanged);
		ensure!(declaration.status.stands(), Error::<T>::DeclarationFallen);
		duty_paid.check(&Self::clock()).map_err(Error::<T>::from)?;
		ensure!(declaration.heading.declared_at <= duty_paid.paid_at, Error::<T>::TimesOutOfOrder);
		ensure!(declaration.duty_paid.as_ref() != Some(&duty_paid), Error::<T>::DutyRecorded);
		declaration.duty_paid = Some(duty_paid.clone());
		let mut units = 0;
		if let Some(released_at) = declaration.released_at {
			let lines = Lines::<T>::get(entry_number);
			for unit in DeclaredUnits::<T>::get(entry_number) {
				let item = Self::item_of(entry_number, &declaration, released_at, &lines, &unit);
				T::CustomsBlock::record(&unit.code, &holder, CustomsInfo::Declaration(item))?;
			}
			units = declaration.units;
		}
		Declarations::<T>::insert(entry_number, declaration);
		Self::deposit_event(Event::DutyRecorded { entry_number, duty_paid, by: holder });
		Ok(Some(T::WeightInfo::record_duty(units)).into())
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
		let reads = Self::ensure_may_become(&declaration, &change)?;
		let units = Self::change_status(&holder, declaration, change)?;
		let weight = Self::weight_of_advance(status, units);
		let spared = reads.map(|reads| Self::not_looked_for(units as usize, reads)).unwrap_or_default();
		Ok(Some(weight.saturating_sub(spared)).into())
	}

	/// Checks that customs may give a declaration this status now.
	///
	/// Returns the number of keys that were read in search of holds, if it was searched for any.
	fn ensure_may_become(
		declaration: &Declaration<T::AccountId>,
		change: &StatusChange,
	) -> Result<Option<u32>, Error<T>> {
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
			Self::ensure_loop_allows_release(change.entry_number, declaration)?;
			// Departments decide while a unit is held too, but it leaves only when it is held no longer.
			let units = DeclaredUnits::<T>::get(change.entry_number);
			let mut reads = 0;
			for unit in &units {
				let hold = T::Units::find_hold(&unit.code);
				ensure!(hold.at.is_none(), Error::<T>::UnitHeld);
				reads += hold.reads;
			}
			return Ok(Some(reads));
		}
		Ok(None)
	}

	/// Checks that the loop has no outcome that bars the release, and is the one to which all departments agreed.
	fn ensure_loop_allows_release(
		entry_number: EntryNumber,
		declaration: &Declaration<T::AccountId>,
	) -> Result<(), Error<T>> {
		let LoopStanding { state, digest } = Self::loop_of(declaration);
		let (bars, found) = (ReleaseBars::<T>::get(), state.outcomes());
		if let Some(barred) = found.iter().find(|outcome| bars.contains(*outcome)) {
			return Err(match barred {
				LoopOutcome::Mismatch => Error::<T>::LoopMismatch,
				LoopOutcome::SelfStated => Error::<T>::LoopSelfStated,
				LoopOutcome::NoOrder | LoopOutcome::Unpaid | LoopOutcome::NoWaybill => Error::<T>::LoopOpen,
			});
		}
		let outdated = Self::outdated(entry_number, declaration, digest);
		ensure!(outdated.is_empty(), Error::<T>::LoopChanged);
		Ok(())
	}

	/// The departments that agreed to another state of the loop than this.
	pub(crate) fn outdated(
		entry_number: EntryNumber,
		declaration: &Declaration<T::AccountId>,
		digest: H256,
	) -> DepartmentSet {
		let matter = Matter::Declaration(entry_number);
		let read = |department| Verdicts::<T>::get(&matter, department)?.loop_digest;
		declaration.approval.agreed.iter().filter(|department| read(*department) != Some(digest)).collect()
	}

	/// The loop of a declaration's order.
	pub(crate) fn loop_of(declaration: &Declaration<T::AccountId>) -> LoopStanding {
		T::Loops::standing(&declaration.declarant, &declaration.heading.order)
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
			declaration.released_loop = Some(Self::loop_of(&declaration).digest);
			T::Loops::release(&declaration.declarant, &declaration.heading.order, &entry_number);
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
		let (units, released_loop) = (declaration.units, declaration.released_loop);
		Declarations::<T>::insert(entry_number, declaration);
		let by = by.clone();
		Self::deposit_event(Event::StatusChanged {
			entry_number,
			from,
			to,
			code,
			changed_at,
			by,
			released_loop,
		});
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
			duty_paid: declaration.duty_paid.clone(),
		}
	}
}
