//! Keys that a call may bring into the state.

use crate::{pallet::*, Form};
use frame_support::pallet_prelude::{Get, Weight};
use suyuan_primitives::parties::DepartmentSet;

impl<T: Config> Call<T> {
	/// The maximum number of keys that the call may bring into the state.
	///
	/// Those of loops, waybills and blocks, which other pallets store, are among them.
	pub fn max_new_keys(&self) -> usize {
		match self {
			Self::file { .. } => of_filing(),
			Self::decide_filing { .. } | Self::decide { .. } => 1,
			Self::declare { form, .. } => of_declaration(form),
			Self::amend { form, .. } => of_amendment(form),
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
pub(crate) fn of_declaration<T: Config>(form: &Form<T>) -> usize {
	3 + of_amendment(form)
}

/// The keys of a form.
///
/// A place on every work list, for each unit its declaration and its block, the loop, and the waybills.
pub(crate) fn of_amendment<T: Config>(form: &Form<T>) -> usize {
	max_asked() + 2 * form.units.len() + 1 + form.heading.waybills.len()
}

/// The number of departments, each of which may have to agree.
fn max_asked() -> usize {
	DepartmentSet::ALL.iter().count()
}
