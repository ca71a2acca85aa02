// SPDX-License-Identifier: Apache-2.0

//! Keys that a call may bring into the state, and reads beside those that were measured.

use crate::{lots::batches_of, pallet::*, NewUnit};
use frame_support::{traits::Get, weights::Weight};
use suyuan_primitives::{codes::TraceCode, traits::CodePrefixes};

impl<T: Config> Call<T> {
	/// The maximum number of keys that the call may bring into the state.
	pub fn max_new_keys(&self) -> usize {
		match self {
			Self::archive { .. } | Self::set_yield_norms { .. } => 1,
			Self::register { unit } => of_units(core::slice::from_ref(unit)),
			Self::register_many { units } => of_units(units),
			// The transformation, each use of a unit, and the units that come out of it.
			Self::transform { inputs, outputs } => 1 + inputs.len() + of_units(outputs),
			Self::split { parts, .. } => 2 + of_units(parts),
			Self::pack { children, .. } => children.len(),
			_ => 0,
		}
	}
}

impl<T: Config> Pallet<T> {
	/// The weight of so many new keys. The calls count them as [`Call::max_new_keys`] does.
	pub(crate) fn new_keys(count: usize) -> Weight {
		T::NewKey::get().saturating_mul(count as u64)
	}

	/// The weight of finding whether the caller may give out so many codes.
	pub(crate) fn reading_rights(codes: usize) -> Weight {
		Self::reads(T::CodePrefixes::max_reads(codes))
	}

	/// The weight of so many reads beside those that were measured.
	pub(crate) fn reads(count: usize) -> Weight {
		T::DbWeight::get().reads(count as u64)
	}
}

/// The keys of new units: each itself, and its place in the batches that its code names.
pub(crate) fn of_units<AccountId>(units: &[NewUnit<AccountId>]) -> usize {
	units.len() + places_in_batches(units.iter().map(|unit| &unit.code))
}

/// The number of batches that codes name.
pub(crate) fn places_in_batches<'a>(codes: impl Iterator<Item = &'a TraceCode>) -> usize {
	codes.map(|code| batches_of(code).len()).sum()
}
