// SPDX-License-Identifier: Apache-2.0

//! Weights of the calls with their arguments: the measured weight, and what a call reads and writes beside it.
//!
//! The searches for holds were not measured. Each is charged for the keys that it may read, and a call that read fewer
//! gets the rest back.

use crate::{
	hold_search::Reads,
	new_keys::{of_units, places_in_batches},
	pallet::*,
	NewUnitOf, WeightInfo, MAX_HOLD_READS, MAX_NESTING,
};
use frame_support::{dispatch::PostDispatchInfo, traits::Get, weights::Weight};

/// The maximum number of batches that a code names.
const MAX_BATCHES: usize = 2;

impl<T: Config> Pallet<T> {
	/// The weight of registering units, measured without their places in batches.
	pub(crate) fn weight_of_registering(measured: Weight, units: &[NewUnitOf<T>]) -> Weight {
		let places = places_in_batches(units.iter().map(|unit| &unit.code));
		measured
			.saturating_add(T::DbWeight::get().writes(places as u64))
			.saturating_add(Self::new_keys(of_units(units)))
			.saturating_add(Self::reading_rights(units.len()))
	}

	/// The weight of `close`: the units around, the batches, the lines of the declaration, and the search.
	pub(crate) fn weight_of_close() -> Weight {
		T::WeightInfo::close()
			.saturating_add(Self::reads(MAX_NESTING + MAX_BATCHES + 1))
			.saturating_add(Self::searches(1))
	}

	/// The weight of `transform`: the batches that each input names, and the search for each.
	pub(crate) fn weight_of_transform(inputs: usize, outputs: &[NewUnitOf<T>]) -> Weight {
		let measured = T::WeightInfo::transform(inputs as u32, outputs.len() as u32);
		Self::weight_of_registering(measured, outputs)
			.saturating_add(Self::new_keys(1 + inputs))
			.saturating_add(Self::reads(MAX_BATCHES * inputs))
			.saturating_add(Self::searches(inputs))
			// The norms of each product.
			.saturating_add(Self::reads(outputs.len()))
	}

	/// The weight of `split`: the batches that the code names, and the search.
	pub(crate) fn weight_of_split(parts: &[NewUnitOf<T>]) -> Weight {
		Self::weight_of_registering(T::WeightInfo::split(parts.len() as u32), parts)
			.saturating_add(Self::new_keys(2))
			.saturating_add(Self::reads(MAX_BATCHES))
			.saturating_add(Self::searches(1))
	}

	/// The weight of `pack`: the batches that each child names, and the parent's declaration.
	pub(crate) fn weight_of_pack(children: usize) -> Weight {
		T::WeightInfo::pack(children as u32)
			.saturating_add(Self::new_keys(children))
			.saturating_add(Self::reads(MAX_BATCHES * children + 2))
	}

	/// The weight of `archive`: the batches that the code names, the search, and what is left.
	pub(crate) fn weight_of_archive() -> Weight {
		Self::weight_of_moving(T::WeightInfo::archive()).saturating_add(Self::new_keys(1))
	}

	/// The weight of a call that moves one unit: the batches that its code names, and the search.
	pub(crate) fn weight_of_moving(measured: Weight) -> Weight {
		measured.saturating_add(Self::reads(MAX_BATCHES)).saturating_add(Self::searches(1))
	}

	/// The weight of the searches for so many units.
	fn searches(units: usize) -> Weight {
		Self::reads(units * MAX_HOLD_READS as usize)
	}

	/// The cost of a call that was charged for the searches for so many units, and read less.
	pub(crate) fn after(charged: Weight, units: usize, reads: &Reads) -> PostDispatchInfo {
		let read = Self::reads(reads.used() as usize);
		Some(charged.saturating_sub(Self::searches(units)).saturating_add(read)).into()
	}
}
