// SPDX-License-Identifier: Apache-2.0

//! Quarantines and recalls: units that nonconform, or may, are marked and isolated.

use crate::{
	clock::ANY_CLOCK,
	lots::batches_of,
	pallet::*,
	rules::{Action, Caller},
	Hold, HoldKind, Skipped, UnitKind, UnitOf,
};
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult, EnsureOrigin},
	BoundedVec,
};
use frame_system::ensure_signed;
use suyuan_primitives::{
	codes::TraceCode,
	parties::{Department, DepartmentSet},
	traits::Register,
	values::Note,
	Check,
};

/// The authority that ends holds.
pub(crate) enum Lifter<AccountId> {
	/// A vote of the council, which ends any.
	Council,
	/// An owner or a regulator.
	Caller(Caller<AccountId>),
}

impl<AccountId> Lifter<AccountId> {
	/// The account that signed the call. None for a vote.
	fn account(self) -> Option<AccountId> {
		match self {
			Self::Council => None,
			Self::Caller(caller) => Some(caller.account),
		}
	}
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_quarantine(who: T::AccountId, code: TraceCode, reason: Note) -> DispatchResult {
		let caller = Self::caller_with_reason(who, &reason)?;
		let department = Self::holding_department(&caller)?;
		Self::hold(&caller, department, &code, HoldKind::Quarantine)?;
		Self::deposit_event(Event::Quarantined { code, by: caller.account, department, reason });
		Ok(())
	}

	pub(crate) fn do_release(origin: T::RuntimeOrigin, code: TraceCode, reason: Note) -> DispatchResult {
		let lifter = Self::lifter(origin, &reason)?;
		match Self::lift(&lifter, &code, HoldKind::Quarantine) {
			Ok(()) => Self::deposit_event(Event::Released { code, by: lifter.account(), reason }),
			Err(Error::HeldByAnotherDepartment) => {
				Self::deposit_event(Event::Skipped { code, why: Skipped::HeldByAnotherDepartment })
			}
			Err(error) => return Err(error.into()),
		}
		Ok(())
	}

	pub(crate) fn do_recall(
		who: T::AccountId,
		codes: BoundedVec<TraceCode, T::MaxUnitsPerCall>,
		reason: Note,
	) -> DispatchResult {
		let caller = Self::caller_with_reason(who, &reason)?;
		ensure!(!codes.is_empty(), Error::<T>::EmptyList);
		let department = Self::holding_department(&caller)?;
		let codes = Self::those_that(codes, |code| Self::hold(&caller, department, code, HoldKind::Recall))?;
		if !codes.is_empty() {
			Self::deposit_event(Event::Recalled { codes, by: caller.account, department, reason });
		}
		Ok(())
	}

	pub(crate) fn do_end_recall(
		origin: T::RuntimeOrigin,
		codes: BoundedVec<TraceCode, T::MaxUnitsPerCall>,
		reason: Note,
	) -> DispatchResult {
		let lifter = Self::lifter(origin, &reason)?;
		ensure!(!codes.is_empty(), Error::<T>::EmptyList);
		let codes = Self::those_that(codes, |code| Self::lift(&lifter, code, HoldKind::Recall))?;
		if !codes.is_empty() {
			Self::deposit_event(Event::RecallEnded { codes, by: lifter.account(), reason });
		}
		Ok(())
	}

	pub(crate) fn do_extend_hold(
		who: T::AccountId,
		from: TraceCode,
		codes: BoundedVec<TraceCode, T::MaxUnitsPerCall>,
	) -> DispatchResult {
		let by = Self::caller(who)?.account;
		ensure!(!codes.is_empty(), Error::<T>::EmptyList);
		let origin = Units::<T>::get(&from).ok_or(Error::<T>::NotFound)?;
		let hold = origin.hold.ok_or(Error::<T>::NotHeld)?;
		let codes = Self::those_that(codes, |code| Self::extend(&from, &origin, hold, code))?;
		if !codes.is_empty() {
			let Hold { kind, departments, .. } = hold;
			Self::deposit_event(Event::HoldExtended { from, codes, kind, departments, by });
		}
		Ok(())
	}

	/// Holds a unit as its origin is held, one step of the genealogy away.
	fn extend(from: &TraceCode, origin: &UnitOf<T>, hold: Hold, code: &TraceCode) -> Result<(), Error<T>> {
		let mut unit = Units::<T>::get(code).ok_or(Error::<T>::NotFound)?;
		ensure!(!matches!(unit.kind, UnitKind::Service { .. }), Error::<T>::WrongKind);
		let is_input = || {
			let made = unit.made_by.and_then(Transformations::<T>::get);
			made.is_some_and(|made| made.inputs.iter().any(|used| used.code == *from))
		};
		let comes_from = batches_of(code).contains(from) || is_input();
		ensure!(comes_from && hold.binds(&origin.owner, &unit.owner), Error::<T>::NotDescended);
		let next = match unit.hold {
			None => {
				Self::count_held(&unit, true);
				Hold { by_custodian: false, ..hold }
			}
			Some(own) => Hold {
				kind: if own.kind == HoldKind::Recall { own.kind } else { hold.kind },
				departments: hold.departments.iter().fold(own.departments, DepartmentSet::with),
				by_custodian: false,
			},
		};
		ensure!(unit.hold != Some(next), Error::<T>::AlreadyHeld);
		unit.hold = Some(next);
		Units::<T>::insert(code, unit);
		Ok(())
	}

	/// Does something to each of many units, and returns those to which it was done.
	///
	/// One that is as it should be already, or is no goods, or is there no longer, is skipped: by such a unit nobody keeps
	/// all others from being recalled. What the caller may not do to a unit fails all.
	fn those_that(
		mut codes: BoundedVec<TraceCode, T::MaxUnitsPerCall>,
		mut done: impl FnMut(&TraceCode) -> Result<(), Error<T>>,
	) -> Result<BoundedVec<TraceCode, T::MaxUnitsPerCall>, Error<T>> {
		let mut refused = None;
		codes.retain(|code| {
			if refused.is_some() {
				return false;
			}
			let Err(error) = done(code) else { return true };
			match Skipped::of(&error) {
				Some(why) => Self::deposit_event(Event::Skipped { code: code.clone(), why }),
				None => refused = Some(error),
			}
			false
		});
		refused.map_or(Ok(codes), Err)
	}

	fn caller_with_reason(who: T::AccountId, reason: &Note) -> Result<Caller<T::AccountId>, Error<T>> {
		let caller = Self::caller(who)?;
		reason.check(&ANY_CLOCK)?;
		Ok(caller)
	}

	/// The authority behind an origin that wants to end a hold.
	fn lifter(origin: T::RuntimeOrigin, reason: &Note) -> Result<Lifter<T::AccountId>, DispatchError> {
		match T::CouncilOrigin::try_origin(origin) {
			Ok(_) => {
				reason.check(&ANY_CLOCK).map_err(Error::<T>::from)?;
				Ok(Lifter::Council)
			}
			Err(origin) => {
				let caller = Self::caller_with_reason(ensure_signed(origin)?, reason)?;
				Ok(Lifter::Caller(caller))
			}
		}
	}

	/// The department to which a hold of the caller belongs. None for participants that are no regulators.
	fn holding_department(caller: &Caller<T::AccountId>) -> Result<Option<Department>, Error<T>> {
		if !caller.is_regulator() {
			return Ok(None);
		}
		let department = T::Register::department(&caller.account);
		Ok(Some(department.ok_or(Error::<T>::NoDepartment)?))
	}

	fn hold(
		caller: &Caller<T::AccountId>,
		department: Option<Department>,
		code: &TraceCode,
		kind: HoldKind,
	) -> Result<(), Error<T>> {
		let action = match kind {
			HoldKind::Quarantine => Action::Quarantine,
			HoldKind::Recall => Action::Recall,
		};
		let mut unit = Self::unit_for(action, caller, code)?;
		let by_custodian = department.is_none() && caller.account != unit.owner;
		// A department's hand in a hold is never lost, or the owner could shake it off by recalling the unit itself.
		let before = unit.hold.map(|hold| hold.departments).unwrap_or_default();
		let departments = department.into_iter().fold(before, DepartmentSet::with);
		// A custodian adds nothing to the hold of others.
		let by_custodian = by_custodian && unit.hold.is_none_or(|hold| hold.by_custodian);
		let next = Hold { kind, departments, by_custodian };
		match unit.hold {
			None => Self::count_held(&unit, true),
			Some(hold) => {
				let demotes = hold.kind == HoldKind::Recall && kind == HoldKind::Quarantine;
				ensure!(hold != next && !demotes, Error::<T>::AlreadyHeld);
			}
		}
		unit.hold = Some(next);
		Units::<T>::insert(code, unit);
		Ok(())
	}

	/// Ends a hold, or the part of the caller's department in it.
	///
	/// The latter is told by `HeldByAnotherDepartment`, with the department's part ended.
	fn lift(lifter: &Lifter<T::AccountId>, code: &TraceCode, kind: HoldKind) -> Result<(), Error<T>> {
		let mut unit = match lifter {
			Lifter::Council => {
				let unit = Units::<T>::get(code).ok_or(Error::<T>::NotFound)?;
				ensure!(!matches!(unit.kind, UnitKind::Service { .. }), Error::<T>::WrongKind);
				unit
			}
			Lifter::Caller(caller) => Self::unit_for(Action::Lift, caller, code)?,
		};
		let hold = unit.hold.filter(|hold| hold.kind == kind).ok_or(Error::<T>::NotHeld)?;
		let rest = match lifter {
			Lifter::Council => DepartmentSet::default(),
			Lifter::Caller(_) if hold.departments.is_empty() => hold.departments,
			Lifter::Caller(caller) => {
				ensure!(caller.is_regulator(), Error::<T>::HeldByRegulator);
				let department = T::Register::department(&caller.account).ok_or(Error::<T>::NoDepartment)?;
				ensure!(hold.departments.contains(department), Error::<T>::HeldByRegulator);
				hold.departments.without(department)
			}
		};
		let ends = rest.is_empty();
		if ends {
			unit.hold = None;
			Self::count_held(&unit, false);
		} else {
			unit.hold = Some(Hold { departments: rest, ..hold });
		}
		Units::<T>::insert(code, unit);
		ensure!(ends, Error::<T>::HeldByAnotherDepartment);
		Ok(())
	}

	/// Counts a unit as held, or no longer, in the units around it.
	fn count_held(unit: &UnitOf<T>, is_held: bool) {
		for (code, mut parent) in Self::around(unit) {
			let held = parent.inside.held;
			parent.inside.held = if is_held { held.saturating_add(1) } else { held.saturating_sub(1) };
			Units::<T>::insert(code, parent);
		}
	}
}
