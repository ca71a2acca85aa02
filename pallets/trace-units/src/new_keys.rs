// SPDX-License-Identifier: Apache-2.0

//! Keys that a call may bring into the state, and reads beside those that were measured.

use crate::pallet::*;
use frame_support::{traits::Get, weights::Weight};
use suyuan_primitives::traits::CodePrefixes;

impl<T: Config> Call<T> {
	/// The maximum number of keys that the call may bring into the state.
	pub fn max_new_keys(&self) -> usize {
		match self {
			Self::register { .. } | Self::archive { .. } | Self::set_yield_norms { .. } => 1,
			Self::register_many { units } => units.len(),
			// The transformation, each use of a unit, and the units that come out of it.
			Self::transform { inputs, outputs } => 1 + inputs.len() + outputs.len(),
			Self::split { parts, .. } => 2 + parts.len(),
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
