// SPDX-License-Identifier: Apache-2.0

//! Quarantines and recalls: units that nonconform, or may, are marked and isolated.

use crate::{
	clock::ANY_CLOCK,
	pallet::*,
	rules::{Action, Caller},
	Hold, HoldKind, Skipped, UnitOf,
};
use frame_support::{ensure, pallet_prelude::DispatchResult, BoundedVec};
use suyuan_primitives::{
	codes::{ParsedCode, TraceCode},
	traits::HeldAt,
	values::{Note, Text},
	Check,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_quarantine(who: T::AccountId, code: TraceCode, reason: Note) -> DispatchResult {
		let caller = Self::caller_with_reason(who, &reason)?;
		Self::hold(&caller, &code, HoldKind::Quarantine)?;
		Self::deposit_event(Event::Quarantined { code, by: caller.account, reason });
		Ok(())
	}

	pub(crate) fn do_release(who: T::AccountId, code: TraceCode, reason: Note) -> DispatchResult {
		let caller = Self::caller_with_reason(who, &reason)?;
		Self::lift(&caller, &code, HoldKind::Quarantine)?;
		Self::deposit_event(Event::Released { code, by: caller.account, reason });
		Ok(())
	}

	pub(crate) fn do_recall(
		who: T::AccountId,
		codes: BoundedVec<TraceCode, T::MaxUnitsPerCall>,
		reason: Note,
	) -> DispatchResult {
		let caller = Self::caller_with_reason(who, &reason)?;
		ensure!(!codes.is_empty(), Error::<T>::EmptyList);
		let codes = Self::those_that(codes, |code| Self::hold(&caller, code, HoldKind::Recall))?;
		if !codes.is_empty() {
			Self::deposit_event(Event::Recalled { codes, by: caller.account, reason });
		}
		Ok(())
	}

	pub(crate) fn do_end_recall(
		who: T::AccountId,
		codes: BoundedVec<TraceCode, T::MaxUnitsPerCall>,
		reason: Note,
	) -> DispatchResult {
		let caller = Self::caller_with_reason(who, &reason)?;
		ensure!(!codes.is_empty(), Error::<T>::EmptyList);
		let codes = Self::those_that(codes, |code| Self::lift(&caller, code, HoldKind::Recall))?;
		if !codes.is_empty() {
			Self::deposit_event(Event::RecallEnded { codes, by: caller.account, reason });
		}
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

	fn hold(caller: &Caller<T::AccountId>, code: &TraceCode, kind: HoldKind) -> Result<(), Error<T>> {
		let action = match kind {
			HoldKind::Quarantine => Action::Quarantine,
			HoldKind::Recall => Action::Recall,
		};
		let mut unit = Self::unit_for(action, caller, code)?;
		// A regulator's hand in a hold is never lost, or the owner could shake it off by recalling the unit itself.
		let by_regulator = caller.is_regulator() || unit.hold.is_some_and(|hold| hold.by_regulator);
		let next = Hold { kind, by_regulator };
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

	fn lift(caller: &Caller<T::AccountId>, code: &TraceCode, kind: HoldKind) -> Result<(), Error<T>> {
		let mut unit = Self::unit_for(Action::Lift, caller, code)?;
		let hold = unit.hold.take().filter(|hold| hold.kind == kind).ok_or(Error::<T>::NotHeld)?;
		ensure!(caller.is_regulator() || !hold.by_regulator, Error::<T>::HeldByRegulator);
		Self::count_held(&unit, false);
		Units::<T>::insert(code, unit);
		Ok(())
	}

	/// The nearest hold that keeps a unit where it is.
	pub(crate) fn hold_of(code: &TraceCode, unit: &UnitOf<T>) -> Option<HeldAt> {
		if unit.hold.is_some() {
			Some(HeldAt::Unit)
		} else if unit.inside.held > 0 {
			Some(HeldAt::Inside)
		} else if Self::is_held_around(unit) {
			Some(HeldAt::Around)
		} else {
			Self::is_batch_held(code, unit).then_some(HeldAt::Batch)
		}
	}

	/// Returns true if a unit that this one is packed in is held.
	pub(crate) fn is_held_around(unit: &UnitOf<T>) -> bool {
		Self::around(unit).into_iter().any(|(_, outer)| outer.hold.is_some())
	}

	/// Returns true if the batch that a piece's own code names is held.
	///
	/// Anyone may register a batch of any lot. So its hold binds the pieces of its own owner, and those of others only
	/// if a regulator has a hand in it: a competitor can't stop goods by a batch of their lot.
	pub(crate) fn is_batch_held(code: &TraceCode, unit: &UnitOf<T>) -> bool {
		let batch = batch_of(code).and_then(Units::<T>::get);
		let hold = batch.and_then(|batch| batch.hold.map(|hold| (batch.owner, hold)));
		hold.is_some_and(|(owner, hold)| hold.by_regulator || owner == unit.owner)
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

/// The code of the batch that a piece's code names: the same without its serial number.
fn batch_of(code: &TraceCode) -> Option<TraceCode> {
	match code.parse() {
		Ok(ParsedCode::TradeItem { lot: Some(_), serial: Some(serial), .. }) => {
			let end = code.as_bytes().len() - serial.len() - "/21/".len();
			Text::try_from(&code.0.as_str()[..end]).ok().map(TraceCode)
		}
		_ => None,
	}
}
