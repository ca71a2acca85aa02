// SPDX-License-Identifier: Apache-2.0

//! Keys that a call may bring into the state.

use crate::{features::declarations::may_hold_others, pallet::*, Form};
use frame_support::pallet_prelude::{Get, Weight};
use suyuan_primitives::parties::DepartmentSet;

impl<T: Config> Call<T> {
	/// The maximum number of keys that the call may bring into the state.
	///
	/// Keys of loops, waybills and blocks, which other pallets store, are among them.
	pub fn max_new_keys(&self) -> usize {
		match self {
			Self::file { .. } => of_filing(),
			Self::decide_filing { .. } | Self::decide { .. } => 1,
			Self::declare { form, .. } => of_declaration(max_units(form), form.heading.waybills.len()),
			Self::amend { form, .. } => of_amendment(max_units(form), form.heading.waybills.len()),
			_ => 0,
		}
	}
}

impl<T: Config> Pallet<T> {
	/// The weight of so many new keys.
	pub(crate) fn new_keys(count: usize) -> Weight {
		T::NewKey::get().saturating_mul(count as u64)
	}
}

/// The keys of a filing: itself, and its place on every work list.
pub(crate) fn of_filing() -> usize {
	1 + max_asked()
}

/// The keys of a declaration: itself, its lines and its list of units, and those of its form.
pub(crate) fn of_declaration(units: usize, waybills: usize) -> usize {
	3 + of_amendment(units, waybills)
}

/// The keys of a form of so many units, with those that are packed in them, and so many waybills.
///
/// A place on every work list, for each unit its declaration and its block, the loop, and the waybills.
pub(crate) fn of_amendment(units: usize, waybills: usize) -> usize {
	max_asked() + 2 * units + 1 + waybills
}

/// The maximum number of units of a form with those that are packed in them, which only the state knows.
pub(crate) fn max_units<T: Config>(form: &Form<T>) -> usize {
	let units = form.units.len();
	// A list that is too long itself is refused before anything is looked for.
	let max = T::MaxUnits::get() as usize;
	let may_be_more = units < max && form.units.iter().any(|unit| may_hold_others(&unit.code));
	if may_be_more {
		max
	} else {
		units
	}
}

/// The number of departments, each of which may have to agree.
fn max_asked() -> usize {
	DepartmentSet::ALL.iter().count()
}
