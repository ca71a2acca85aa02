// SPDX-License-Identifier: Apache-2.0

//! Weights of the calls with their arguments: the measured weight, and that of the keys that may be new.

use crate::{
	new_keys::{of_amendment, of_declaration, of_filing},
	pallet::*,
	Form, WeightInfo,
};
use frame_support::pallet_prelude::{Get, Weight};
use suyuan_primitives::{
	items::CustomsStatus, parties::DepartmentSet, reconciliation::MAX_WAYBILLS, traits::Units,
};

/// The departments whose verdicts are read before a release, at most.
const DEPARTMENTS: u64 = 6;

impl<T: Config> Pallet<T> {
	/// The weight of `file`.
	pub(crate) fn weight_of_file() -> Weight {
		T::WeightInfo::file().saturating_add(Self::new_keys(of_filing()))
	}

	/// The weight of a call that gives a verdict.
	///
	/// Beside what was measured: the verdict before it, and the seat and the department of who gave that.
	pub(crate) fn weight_of_verdict(measured: Weight) -> Weight {
		measured.saturating_add(T::DbWeight::get().reads(3)).saturating_add(Self::new_keys(1))
	}

	/// The weight of a verdict on a declaration, whose loop is read with its waybills and the merchant's party.
	pub(crate) fn weight_of_decide() -> Weight {
		Self::weight_of_verdict(T::WeightInfo::decide()).saturating_add(Self::reading_a_loop())
	}

	/// The weight of reading a loop with its waybills, and the merchant's party; to hash them takes no more than four reads.
	fn reading_a_loop() -> Weight {
		T::DbWeight::get().reads(6 + u64::from(MAX_WAYBILLS))
	}

	/// The weight of `declare` with this form, of this many units with those that are packed in them.
	pub(crate) fn weight_of_declare(form: &Form<T>, units: usize) -> Weight {
		let waybills = form.heading.waybills.len();
		T::WeightInfo::declare(form.lines.len() as u32, units as u32)
			.saturating_add(Self::naming(waybills))
			.saturating_add(Self::looking_inside(units))
			.saturating_add(Self::looking_for_holds(units as u32))
			.saturating_add(Self::new_keys(of_declaration(units, waybills)))
	}

	/// The weight of `amend` with this form, of this many units, in place of one with so many units.
	pub(crate) fn weight_of_amend(form: &Form<T>, units: usize, units_before: u32) -> Weight {
		let waybills = form.heading.waybills.len();
		T::WeightInfo::amend(form.lines.len() as u32, units as u32, units_before)
			.saturating_add(Self::naming(waybills + MAX_WAYBILLS as usize))
			.saturating_add(Self::looking_inside(units))
			.saturating_add(Self::looking_for_holds(units as u32))
			.saturating_add(Self::new_keys(of_amendment(units, waybills)))
	}

	/// The weight of removing the verdicts of every department.
	pub(crate) fn forgetting_verdicts() -> Weight {
		T::DbWeight::get().writes(DepartmentSet::ALL.iter().count() as u64)
	}

	/// The weight of finding so many units in others: where each is packed, and what it holds.
	fn looking_inside(units: usize) -> Weight {
		T::DbWeight::get().reads(2 * units as u64)
	}

	/// The weight of `cancel` for a declaration of this many units.
	pub(crate) fn weight_of_cancel(units: u32) -> Weight {
		T::WeightInfo::cancel(units).saturating_add(Self::naming(MAX_WAYBILLS as usize))
	}

	/// The weight of `advance` to this status for a declaration of this many units.
	pub(crate) fn weight_of_advance(status: CustomsStatus, units: u32) -> Weight {
		if status == CustomsStatus::Released {
			// Beside what was measured: the verdicts, and the loop, which is read once more and marked.
			T::WeightInfo::release(units)
				.saturating_add(Self::looking_for_holds(units))
				.saturating_add(Self::reading_a_loop())
				.saturating_add(T::DbWeight::get().reads_writes(DEPARTMENTS, 1))
		} else if status.stands() {
			T::WeightInfo::advance(units)
		} else {
			T::WeightInfo::advance(units).saturating_add(Self::naming(MAX_WAYBILLS as usize))
		}
	}

	/// The weight of looking for what holds this many units: those around each, its batches, and what it was made of.
	pub(crate) fn looking_for_holds(units: u32) -> Weight {
		let beside_each = u64::from(T::Units::MAX_NESTING + 2 + T::Units::MAX_HOLD_READS);
		T::DbWeight::get().reads(u64::from(units) * beside_each)
	}

	/// The weight that is given back of looking for what holds this many units, of whose origin so many keys were read.
	pub(crate) fn not_looked_for(units: usize, reads: u32) -> Weight {
		let charged = units as u64 * u64::from(T::Units::MAX_HOLD_READS);
		T::DbWeight::get().reads(charged.saturating_sub(reads.into()))
	}

	/// The weight of counting a declaration in this many waybills that it names, or names no longer.
	fn naming(waybills: usize) -> Weight {
		let waybills = waybills as u64;
		// Before that they are read to find whether their goods disagree, and the merchant's party is.
		T::DbWeight::get().reads_writes(2 * waybills + 1, waybills)
	}
}
