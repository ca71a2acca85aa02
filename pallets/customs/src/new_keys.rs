//! Keys that a call may bring into the state.

use crate::{pallet::*, Form};
use frame_support::pallet_prelude::{Get, Weight};
use suyuan_primitives::parties::DepartmentSet;

impl<T: Config> Call<T> {
	/// The most keys that the call may bring into the state, those of loops, waybills and blocks with them.
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
	/// The cost of so many keys' being new.
	pub(crate) fn new_keys(count: usize) -> Weight {
		T::NewKey::get().saturating_mul(count as u64)
	}
}

/// A filing and its place on every work list.
pub(crate) fn of_filing() -> usize {
	1 + max_asked()
}

/// A declaration, its lines and its list of units, and all that a form brings.
pub(crate) fn of_declaration<T: Config>(form: &Form<T>) -> usize {
	3 + of_amendment(form)
}

/// A place on every work list, what each unit is declared in and its block, the loop, and the waybills.
pub(crate) fn of_amendment<T: Config>(form: &Form<T>) -> usize {
	max_asked() + 2 * form.units.len() + 1 + form.heading.waybills.len()
}

/// The number of departments, each of which may have to agree.
fn max_asked() -> usize {
	DepartmentSet::ALL.iter().count()
}
