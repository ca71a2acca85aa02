// SPDX-License-Identifier: Apache-2.0

//! Views that anyone may read: filings, declarations, and the work lists of departments.

use crate::{pallet::*, DeclarationView, DeclaredUnit, FilingView, Matter, Verdict, WorkPage};
use alloc::vec::Vec;
use frame_support::pallet_prelude::Get;
use suyuan_primitives::{
	codes::EntryNumber, parties::Department, reconciliation::LoopStanding, traits::Units,
};

impl<T: Config> Pallet<T> {
	/// A declaration with all that a department looks at before it decides.
	pub fn declaration(entry_number: EntryNumber) -> Option<DeclarationView<T::AccountId>> {
		let declaration = Declarations::<T>::get(entry_number)?;
		let waits_for = if declaration.is_open_to_verdicts() {
			declaration.approval.waits_for().iter().collect()
		} else {
			Vec::new()
		};
		let units = DeclaredUnits::<T>::get(entry_number).into_inner();
		let LoopStanding { state: loop_state, digest: loop_digest } = Self::loop_of(&declaration);
		let outdated = if declaration.is_open_to_verdicts() {
			Self::outdated(entry_number, &declaration, loop_digest).iter().collect()
		} else {
			Vec::new()
		};
		let held = |unit: &DeclaredUnit| T::Units::held_at(&unit.code).map(|at| (unit.code.clone(), at));
		Some(DeclarationView {
			lines: Lines::<T>::get(entry_number).into_inner(),
			held: units.iter().filter_map(held).collect(),
			units,
			verdicts: Self::verdicts_of(&Matter::Declaration(entry_number)),
			waits_for,
			loop_state,
			loop_digest,
			outdated,
			changed_after_release: declaration.released_loop.is_some_and(|released| released != loop_digest),
			declaration,
		})
	}

	/// The filing of an exporter with the verdicts of the departments.
	pub fn filing(exporter: T::AccountId) -> Option<FilingView<T::AccountId>> {
		let filing = Filings::<T>::get(&exporter)?;
		let standing = filing.standing(Self::now());
		Some(FilingView { filing, standing, verdicts: Self::verdicts_of(&Matter::Filing(exporter)) })
	}

	/// A page of the matters that wait for a department's verdict.
	///
	/// `from` is the `next` of the page before; it need not be on the list any more. A page has `limit` matters at
	/// most, but at least one if there is any, and never more than `MaxPageSize`. The page reads what it returns and one
	/// matter more.
	pub fn work_list(
		department: Department,
		from: Option<Matter<T::AccountId>>,
		limit: u32,
	) -> WorkPage<T::AccountId> {
		let limit = limit.min(T::MaxPageSize::get()).max(1) as usize;
		let mut waiting = match from {
			Some(matter) => WorkList::<T>::iter_key_prefix_from(
				department,
				WorkList::<T>::hashed_key_for(department, matter),
			),
			None => WorkList::<T>::iter_key_prefix(department),
		};
		let items: Vec<_> = waiting.by_ref().take(limit).collect();
		let next = waiting.next().and_then(|_| items.last().cloned());
		WorkPage { items, next }
	}

	fn verdicts_of(matter: &Matter<T::AccountId>) -> Vec<(Department, Verdict<T::AccountId>)> {
		let mut verdicts: Vec<_> = Verdicts::<T>::iter_prefix(matter).collect();
		verdicts.sort_by_key(|(department, _)| *department as u8);
		verdicts
	}
}
