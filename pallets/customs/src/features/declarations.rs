// SPDX-License-Identifier: Apache-2.0

//! Declarations 申报 by declarants and their brokers: to declare, to amend and to cancel.

use crate::{pallet::*, Declaration, DeclaredUnit, Form, LinesOf, Matter, UnitsOf};
use alloc::{collections::BTreeSet, vec, vec::Vec};
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult, DispatchResultWithPostInfo, Get},
};
use sp_core::H256;
use sp_runtime::traits::{BlakeTwo256, Hash};
use suyuan_primitives::{
	codes::{EntryNumber, TraceCode, UnitLevel},
	items::{CustomsStatus, DeclaredLine, StatusChange},
	parties::{DepartmentSet, ParticipantKind},
	reconciliation::DeclaredSide,
	requirement::InfoBlock,
	traits::{Loops, Register, Units},
	values::{Moment, Money, Note},
	Check,
};

/// Returns true if other units may be packed in a unit of this code.
pub(crate) fn may_hold_others(code: &TraceCode) -> bool {
	!matches!(code.level(), Ok(UnitLevel::Item | UnitLevel::Batch))
}

/// The code with which the single window answers a new declaration.
const DECLARED: u16 = 2;

/// The code of a declaration that its declarant cancelled: no receipt of the single window says so.
const CANCELLED: u16 = 0;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_declare(
		who: T::AccountId,
		entry_number: EntryNumber,
		form: Form<T>,
	) -> DispatchResultWithPostInfo {
		entry_number.check(&Self::clock()).map_err(Error::<T>::from)?;
		ensure!(entry_number.is_export(), Error::<T>::NotAnExport);
		let before = Declarations::<T>::get(entry_number);
		let is_free = before.as_ref().is_none_or(|before| before.status == CustomsStatus::Cancelled);
		ensure!(is_free, Error::<T>::EntryNumberTaken);
		let form = Self::with_what_is_inside(form)?;
		let mut reads = 0;
		let value = Self::ensure_may_be_declared(&who, &entry_number, &form, None, &mut reads)?;
		let units = form.units.len();
		let mut weight =
			Self::weight_of_declare(&form, units).saturating_sub(Self::not_looked_for(units, reads));
		if let Some(before) = before {
			// No verdict on what was cancelled counts for what is declared now, be it the same form.
			Self::void_verdicts(&Matter::Declaration(entry_number), &before.approval);
			weight.saturating_accrue(Self::forgetting_verdicts());
		}
		let declaration_hash = Self::hash_of(&entry_number, &form);
		let must_agree = Self::enter(&who, entry_number, form.clone(), value, declaration_hash)?;
		Self::deposit_event(Event::Declared { entry_number, form, by: who, declaration_hash, must_agree });
		Ok(Some(weight).into())
	}

	pub(crate) fn do_amend(
		who: T::AccountId,
		entry_number: EntryNumber,
		form: Form<T>,
	) -> DispatchResultWithPostInfo {
		let before = Self::declaration_of(&entry_number)?;
		ensure!(form.declarant == before.declarant, Error::<T>::DeclarantChanged);
		Self::ensure_in_the_declarants_hands(&before)?;
		let form = Self::with_what_is_inside(form)?;
		let mut reads = 0;
		let value = Self::ensure_may_be_declared(&who, &entry_number, &form, Some(&before), &mut reads)?;
		let was_rejected = before.status == CustomsStatus::Rejected;
		ensure!(!was_rejected || before.changed_at <= form.heading.declared_at, Error::<T>::TimesOutOfOrder);

		let units = form.units.len();
		let weight = Self::weight_of_amend(&form, units, before.units)
			.saturating_sub(Self::not_looked_for(units, reads));
		let matter = Matter::Declaration(entry_number);
		if !was_rejected {
			Self::stop_asking(&matter, &before.approval);
			if before.heading.order != form.heading.order {
				T::Loops::undeclare(&before.declarant, &before.heading.order, &entry_number);
			}
			Self::take_out_what_is_missing(&who, entry_number, &form)?;
		}
		Self::void_verdicts(&matter, &before.approval);
		let declaration_hash = Self::hash_of(&entry_number, &form);
		let must_agree = Self::enter(&who, entry_number, form.clone(), value, declaration_hash)?;
		let (by, changed_at) = (who.clone(), form.heading.declared_at);
		Self::deposit_event(Event::Amended { entry_number, form, by: who, declaration_hash, must_agree });
		if was_rejected {
			let (from, to, code) = (before.status, CustomsStatus::Declared, DECLARED);
			Self::deposit_event(Event::StatusChanged {
				entry_number,
				from,
				to,
				code,
				changed_at,
				by,
				released_loop: None,
			});
		}
		Ok(Some(weight).into())
	}

	pub(crate) fn do_cancel(
		who: T::AccountId,
		entry_number: EntryNumber,
		reason: Note,
	) -> DispatchResultWithPostInfo {
		let declaration = Self::declaration_of(&entry_number)?;
		Self::ensure_acts_for(&who, &declaration.declarant)?;
		Self::ensure_in_the_declarants_hands(&declaration)?;
		reason.check(&Self::clock()).map_err(Error::<T>::from)?;
		// The clock by which the last change was dated may run ahead of the chain's.
		let changed_at = declaration.changed_at.max(Self::moment());
		Self::deposit_event(Event::Cancelled { entry_number, reason, by: who.clone() });
		let status = CustomsStatus::Cancelled;
		let units = Self::change_status(
			&who,
			declaration,
			StatusChange { entry_number, status, code: CANCELLED, changed_at },
		)?;
		Ok(Some(Self::weight_of_cancel(units)).into())
	}

	/// Adds to the units of a form what is packed in them, on any level, each with the lines of what it is packed in.
	///
	/// So the contents of a carton are declared, checked and cleared as if the form had named them, and the hash to which
	/// verdicts are bound is that of what is inside too. While they are under clearance nothing goes in or out.
	fn with_what_is_inside(mut form: Form<T>) -> Result<Form<T>, Error<T>> {
		let max_units = T::MaxUnits::get() as usize;
		ensure!(form.units.len() <= max_units, Error::<T>::MaxUnitsExceeded);
		let mut known: BTreeSet<_> = form.units.iter().map(|unit| unit.code.clone()).collect();
		let mut inside = Vec::new();
		for DeclaredUnit { code, lines } in form.units.iter().filter(|unit| may_hold_others(&unit.code)) {
			// What is known already is found again if one carton lies in another, and needs no room.
			let limit = max_units + form.units.len();
			let found = T::Units::inside(code, limit as u32).ok_or(Error::<T>::MaxUnitsExceeded)?;
			let new = found.into_iter().filter(|code| known.insert(code.clone()));
			inside.extend(new.map(|code| DeclaredUnit { code, lines: lines.clone() }));
			ensure!(known.len() <= max_units, Error::<T>::MaxUnitsExceeded);
		}
		form.units.extend(inside);
		Ok(form)
	}

	/// Stores a declaration, asks the departments, and enters it in the loop and the blocks of the units.
	fn enter(
		who: &T::AccountId,
		entry_number: EntryNumber,
		form: Form<T>,
		value: Money,
		declaration_hash: H256,
	) -> Result<DepartmentSet, DispatchError> {
		let Form { declarant, heading, lines, units } = form;
		let lines: LinesOf<T> = lines.try_into().map_err(|_| Error::<T>::MaxLinesExceeded)?;
		let units: UnitsOf<T> = units.try_into().map_err(|_| Error::<T>::MaxUnitsExceeded)?;
		let side = DeclaredSide {
			entry_number,
			value,
			waybills: heading.waybills.clone(),
			shares: heading.shares.clone(),
			packages: heading.packages,
			gross_weight: heading.gross_weight,
		};
		T::Loops::declare(&declarant, &heading.order, side)?;
		let declared = Self::declared(entry_number, heading.declared_at);
		for DeclaredUnit { code, .. } in &units {
			DeclaredIn::<T>::insert(code, entry_number);
			Self::write_status(code, who, declared)?;
		}
		let approval = Self::ask(&Matter::Declaration(entry_number));
		let must_agree = approval.must_agree;
		let declaration = Declaration {
			broker: (*who != declarant).then(|| who.clone()),
			declarant,
			value,
			lines: lines.len() as u32,
			units: units.len() as u32,
			declaration_hash,
			approval,
			status: declared.status,
			code: declared.code,
			changed_at: declared.changed_at,
			released_at: None,
			released_loop: None,
			duty_paid: None,
			heading,
		};
		Declarations::<T>::insert(entry_number, declaration);
		Lines::<T>::insert(entry_number, lines);
		DeclaredUnits::<T>::insert(entry_number, units);
		Ok(must_agree)
	}

	/// Frees the units that the new form no longer names.
	///
	/// Their trace says that they are declared, so it must say as well that they are not any more.
	fn take_out_what_is_missing(
		who: &T::AccountId,
		entry_number: EntryNumber,
		form: &Form<T>,
	) -> DispatchResult {
		let named: BTreeSet<_> = form.units.iter().map(|unit| &unit.code).collect();
		let cancelled = StatusChange {
			entry_number,
			status: CustomsStatus::Cancelled,
			code: CANCELLED,
			changed_at: form.heading.declared_at,
		};
		for DeclaredUnit { code, .. } in DeclaredUnits::<T>::get(entry_number) {
			if !named.contains(&code) {
				DeclaredIn::<T>::remove(&code);
				Self::write_status(&code, who, cancelled)?;
			}
		}
		Ok(())
	}

	/// Checks the form and the caller's right to declare its units, and returns the value of the goods.
	///
	/// `before` is the declaration that the form amends. The keys that are read in search of holds are added to `reads`.
	fn ensure_may_be_declared(
		who: &T::AccountId,
		entry_number: &EntryNumber,
		form: &Form<T>,
		before: Option<&Declaration<T::AccountId>>,
		reads: &mut u32,
	) -> Result<Money, DispatchError> {
		let Form { declarant, heading, lines, units } = form;
		// Checked before anything that costs more the longer the lists are.
		ensure!(lines.len() <= T::MaxLines::get() as usize, Error::<T>::MaxLinesExceeded);
		ensure!(units.len() <= T::MaxUnits::get() as usize, Error::<T>::MaxUnitsExceeded);
		Self::ensure_acts_for(who, declarant)?;
		let kind = T::Register::in_force(declarant).ok_or(Error::<T>::DeclarantNotInForce)?;
		ensure!(kind == ParticipantKind::TradeEntity, Error::<T>::NotTradeEntity);
		Self::ensure_filed_for(declarant, heading.mode)?;
		let clock = Self::clock();
		heading.check(&clock).map_err(Error::<T>::from)?;
		Self::ensure_of_our_time(entry_number, heading.declared_at, before)?;
		let waybills = &heading.waybills;
		let repeated = (1..waybills.len()).any(|n| waybills[..n].contains(&waybills[n]));
		ensure!(!repeated, Error::<T>::DuplicateWaybill);
		lines.iter().try_for_each(|line| line.check(&clock)).map_err(Error::<T>::from)?;
		let value = Self::sum(lines)?;
		Self::ensure_lines_and_units_agree(lines, units)?;
		for unit in units {
			*reads += Self::ensure_unit_may_be_declared(&unit.code, declarant, entry_number)?;
		}
		Self::ensure_units_hold_what_is_declared(heading.gross_weight.grams, lines, units)?;
		Ok(value)
	}

	/// Checks the time of a declaration and the year of its number against the chain's clock.
	///
	/// An amended declaration keeps its number, and may keep its time, however long ago that was.
	fn ensure_of_our_time(
		entry_number: &EntryNumber,
		declared_at: Moment,
		before: Option<&Declaration<T::AccountId>>,
	) -> Result<(), Error<T>> {
		let is_kept = before.is_some_and(|before| before.heading.declared_at == declared_at);
		ensure!(is_kept || Self::earliest() <= declared_at, Error::<T>::DeclaredTooLongAgo);
		if before.is_none() {
			// Customs number a declaration once it is there.
			let years = declared_at.year_in_china()..=Moment(Self::clock().latest).year_in_china();
			ensure!(years.contains(&entry_number.year()), Error::<T>::WrongYear);
		}
		Ok(())
	}

	/// The value of the goods together.
	pub(crate) fn sum(lines: &[DeclaredLine]) -> Result<Money, Error<T>> {
		let currency = lines.first().ok_or(Error::<T>::EmptyList)?.value.currency;
		let mut minor_units = 0_u64;
		for line in lines {
			ensure!(line.value.currency == currency, Error::<T>::CurrencyMismatch);
			minor_units =
				minor_units.checked_add(line.value.minor_units).ok_or(Error::<T>::AmountOverflow)?;
		}
		Ok(Money { minor_units, currency })
	}

	/// Checks that every unit has a line and every line a unit, so that all goods are traced.
	pub(crate) fn ensure_lines_and_units_agree(
		lines: &[DeclaredLine],
		units: &[DeclaredUnit],
	) -> Result<(), Error<T>> {
		let mut codes = BTreeSet::new();
		let mut has_a_unit = vec![false; lines.len()];
		for unit in units {
			ensure!(codes.insert(&unit.code), Error::<T>::DuplicateUnit);
			ensure!(!unit.lines.is_empty(), Error::<T>::EmptyList);
			let mut before = BTreeSet::new();
			for line in &unit.lines {
				ensure!(before.insert(line), Error::<T>::DuplicateLine);
				*has_a_unit.get_mut(usize::from(*line)).ok_or(Error::<T>::LineNotFound)? = true;
			}
		}
		ensure!(has_a_unit.into_iter().all(|has| has), Error::<T>::LineWithoutUnit);
		Ok(())
	}

	/// Checks a unit, and returns the number of keys that were read in search of a hold.
	fn ensure_unit_may_be_declared(
		code: &TraceCode,
		declarant: &T::AccountId,
		entry_number: &EntryNumber,
	) -> Result<u32, Error<T>> {
		let unit = T::Units::facts(code).ok_or(Error::<T>::UnitNotFound)?;
		ensure!(unit.owner == *declarant, Error::<T>::UnitNotOwned);
		// Asked first: the hold of a unit that was closed opens it for records, and for nothing else.
		let hold = T::Units::find_hold(code);
		ensure!(hold.at.is_none(), Error::<T>::UnitHeld);
		ensure!(unit.open, Error::<T>::UnitClosed);
		let free = DeclaredIn::<T>::get(code).is_none_or(|other| other == *entry_number);
		ensure!(free, Error::<T>::UnitAlreadyDeclared);
		// What was made of goods that left may be declared when these came back, and not before.
		let left_under = T::Units::goods(code).and_then(|goods| goods.left_under);
		let is_gone = left_under.and_then(Declarations::<T>::get).is_some_and(|left| left.status.stands());
		ensure!(!is_gone, Error::<T>::UnitLeft);
		Ok(hold.reads)
	}

	/// Checks that the caller is the declarant, or authorized by it for the customs block.
	fn ensure_acts_for(who: &T::AccountId, declarant: &T::AccountId) -> Result<(), Error<T>> {
		ensure!(T::Register::in_force(who).is_some(), Error::<T>::NotInForce);
		let is_authorized = || {
			let admission = T::Register::admission(who);
			T::Register::is_authorized(declarant, who, admission, InfoBlock::Customs)
		};
		ensure!(who == declarant || is_authorized(), Error::<T>::NotAuthorized);
		Ok(())
	}

	/// Checks that customs have not accepted the declaration, or have rejected it.
	fn ensure_in_the_declarants_hands(declaration: &Declaration<T::AccountId>) -> Result<(), Error<T>> {
		let in_hand = matches!(declaration.status, CustomsStatus::Declared | CustomsStatus::Rejected);
		ensure!(in_hand, Error::<T>::InCustomsHands);
		Ok(())
	}

	pub(crate) fn declaration_of(entry_number: &EntryNumber) -> Result<Declaration<T::AccountId>, Error<T>> {
		Declarations::<T>::get(entry_number).ok_or(Error::<T>::NotFound)
	}

	fn hash_of(entry_number: &EntryNumber, form: &Form<T>) -> H256 {
		BlakeTwo256::hash_of(&(entry_number, form))
	}

	fn declared(entry_number: EntryNumber, declared_at: Moment) -> StatusChange {
		let status = CustomsStatus::Declared;
		StatusChange { entry_number, status, code: DECLARED, changed_at: declared_at }
	}
}
