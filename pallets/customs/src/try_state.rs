// SPDX-License-Identifier: Apache-2.0

//! Invariants of filings, declarations and verdicts, checked after every block.

use crate::{pallet::*, Approval, Declaration, Matter};
use frame_support::{ensure, pallet_prelude::Get};
use sp_runtime::TryRuntimeError;
use suyuan_primitives::{
	codes::{EntryNumber, TraceCode},
	items::CustomsStatus,
	parties::{Department, DepartmentSet},
	traits::Units,
};

impl<T: Config> Pallet<T> {
	/// Checks every invariant of the pallet.
	pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
		ensure!(Requirement::<T>::get().contains(Department::Customs), "customs must always agree");
		for (exporter, filing) in Filings::<T>::iter() {
			ensure!(!filing.scope.is_empty(), "a filing is for some mode");
			ensure!(
				filing.lapses_at.is_some() == filing.approval.is_given(),
				"a filing has a term while all agree"
			);
			Self::try_approval(&Matter::Filing(exporter), &filing.approval, true)?;
		}
		for (entry_number, declaration) in Declarations::<T>::iter() {
			Self::try_goods(&entry_number, &declaration)?;
			Self::try_status(&declaration)?;
			let matter = Matter::Declaration(entry_number);
			Self::try_approval(&matter, &declaration.approval, declaration.is_open_to_verdicts())?;
		}
		Self::try_keys()
	}

	fn try_goods(
		entry_number: &EntryNumber,
		declaration: &Declaration<T::AccountId>,
	) -> Result<(), TryRuntimeError> {
		let (lines, units) = (Lines::<T>::get(entry_number), DeclaredUnits::<T>::get(entry_number));
		ensure!(declaration.lines as usize == lines.len(), "a declaration counts its lines");
		ensure!(declaration.units as usize == units.len(), "a declaration counts its units");
		ensure!(
			Self::sum(&lines).is_ok_and(|sum| sum == declaration.value),
			"a declaration is worth as much as its lines"
		);
		ensure!(
			Self::ensure_lines_and_units_agree(&lines, &units).is_ok(),
			"every line has a unit and every unit a line"
		);
		if !declaration.status.is_settled() {
			let is_declared = |code: &TraceCode| units.iter().any(|unit| unit.code == *code);
			for unit in &units {
				let inside = T::Units::inside(&unit.code, T::MaxUnits::get());
				ensure!(
					inside.is_some_and(|inside| inside.iter().all(is_declared)),
					"what lies in a unit under clearance was declared with it"
				);
			}
		}
		if declaration.status.stands() {
			let declared_here =
				|unit: &crate::DeclaredUnit| DeclaredIn::<T>::get(&unit.code).as_ref() == Some(entry_number);
			ensure!(units.iter().all(declared_here), "the units of a declaration that stands know of it");
		}
		Ok(())
	}

	fn try_status(declaration: &Declaration<T::AccountId>) -> Result<(), TryRuntimeError> {
		use CustomsStatus::{Closed, Released, Returned};
		let Declaration { status, code, changed_at, released_at, heading, .. } = declaration;
		ensure!(status.has_code(*code), "a status has a code of its own");
		ensure!(heading.declared_at <= *changed_at, "nothing happens to what was not declared yet");
		ensure!(
			!matches!(status, Released | Closed) || released_at.is_some(),
			"what was released or closed has a date of release"
		);
		if let Some(released_at) = released_at {
			ensure!(matches!(status, Released | Closed | Returned), "released goods are gone or came back");
			ensure!(released_at <= changed_at, "the last change is no earlier than the release");
			ensure!(declaration.approval.is_given(), "goods are released when all agree who must");
		}
		ensure!(
			declaration.released_loop.is_some() == released_at.is_some(),
			"goods are released under a loop, and its digest is kept"
		);
		if let Some(duty) = &declaration.duty_paid {
			ensure!(heading.declared_at <= duty.paid_at, "duty is paid for what was declared");
		}
		Ok(())
	}

	fn try_approval(
		matter: &Matter<T::AccountId>,
		approval: &Approval,
		is_open: bool,
	) -> Result<(), TryRuntimeError> {
		let Approval { must_agree, agreed, refused } = *approval;
		ensure!(must_agree.contains(Department::Customs), "customs are asked of every matter");
		ensure!(agreed.minus(must_agree).is_empty(), "no department agrees that need not");
		ensure!(refused.minus(must_agree).is_empty(), "no department refuses that need not agree");
		for department in DepartmentSet::ALL.iter() {
			let verdict = Verdicts::<T>::get(matter, department).map(|verdict| verdict.agrees);
			let summed_up = match (agreed.contains(department), refused.contains(department)) {
				(true, false) => Some(true),
				(false, true) => Some(false),
				(false, false) => None,
				(true, true) => return Err("no department both agrees and refuses".into()),
			};
			ensure!(verdict == summed_up, "an approval sums up the verdicts");
			ensure!(
				WorkList::<T>::contains_key(department, matter)
					== (is_open && approval.waits_for().contains(department)),
				"a matter is on the work lists of those who have yet to decide it, and on no other"
			);
		}
		Ok(())
	}

	/// Checks that no key refers to a filing or a declaration that is not there.
	fn try_keys() -> Result<(), TryRuntimeError> {
		for (code, entry_number) in DeclaredIn::<T>::iter() {
			let declaration =
				Declarations::<T>::get(entry_number).ok_or("a unit is declared in something")?;
			ensure!(declaration.status.stands(), "what a unit is declared in stands");
			let units = DeclaredUnits::<T>::get(entry_number);
			ensure!(units.iter().any(|unit| unit.code == code), "what a unit is declared in names it");
		}
		let is_there = |matter: &Matter<T::AccountId>| match matter {
			Matter::Filing(exporter) => Filings::<T>::contains_key(exporter),
			Matter::Declaration(entry_number) => Declarations::<T>::contains_key(entry_number),
		};
		ensure!(Verdicts::<T>::iter_keys().all(|(matter, _)| is_there(&matter)), "a verdict is of something");
		ensure!(
			WorkList::<T>::iter_keys().all(|(_, matter)| is_there(&matter)),
			"what is to be decided is there"
		);
		for entry_number in Lines::<T>::iter_keys().chain(DeclaredUnits::<T>::iter_keys()) {
			ensure!(
				Declarations::<T>::contains_key(entry_number),
				"lines and units are those of a declaration"
			);
		}
		Ok(())
	}
}
