// SPDX-License-Identifier: Apache-2.0

//! Weights of the calls with their arguments: the measured weight, and what a call reads and writes beside it.
//!
//! The searches for holds were not measured. Each is charged for the keys that it may read, and a call that read fewer
//! gets the rest back.

use crate::{
	hold_search::Reads,
	new_keys::{of_units, places_in_batches, roots_of},
	pallet::*,
	NewUnitOf, WeightInfo, MAX_HOLD_READS, MAX_NESTING,
};
use frame_support::{dispatch::PostDispatchInfo, traits::Get, weights::Weight};
use suyuan_primitives::{
	archive_book::{proof_size, Proof},
	codes::{TraceCode, UnitLevel},
};

/// The maximum number of batches that a code names.
const MAX_BATCHES: usize = 2;

impl<T: Config> Pallet<T> {
	/// The weight of looking up codes in the archive book, each with the batches that it names, by a proof.
	///
	/// One lookup walks through the proof at most. The roots are read in place of what was read when the calls were
	/// measured, one for each code: whether it was archived.
	fn weight_of_proof(codes: usize, proof: &Proof) -> Weight {
		T::WeightInfo::archive_proof((codes * (1 + MAX_BATCHES)) as u32, proof_size(proof))
	}

	/// The weight of `recall_archived`: its recall, the caller's department, and the unit, which is there or not.
	pub(crate) fn weight_of_recalling_archived(proof: &Proof) -> Weight {
		T::WeightInfo::recall_archived()
			.saturating_add(Self::new_keys(1))
			.saturating_add(Self::weight_of_proof(1, proof))
	}

	/// The weight of registering units, measured without their places in batches.
	pub(crate) fn weight_of_registering(measured: Weight, units: &[NewUnitOf<T>], proof: &Proof) -> Weight {
		let measured = measured.saturating_add(Self::weight_of_proof(units.len(), proof));
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
	pub(crate) fn weight_of_transform(inputs: usize, outputs: &[NewUnitOf<T>], proof: &Proof) -> Weight {
		let measured = T::WeightInfo::transform(inputs as u32, outputs.len() as u32);
		Self::weight_of_registering(measured, outputs, proof)
			.saturating_add(Self::new_keys(1 + inputs))
			.saturating_add(Self::reads(MAX_BATCHES * inputs))
			.saturating_add(Self::searches(inputs))
			// The norms of each product.
			.saturating_add(Self::reads(outputs.len()))
	}

	/// The weight of `split`: the batches that the code names, and the search.
	pub(crate) fn weight_of_split(parts: &[NewUnitOf<T>], proof: &Proof) -> Weight {
		Self::weight_of_registering(T::WeightInfo::split(parts.len() as u32), parts, proof)
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

	/// The weight of `archive`: for each unit the batches that its code names, the search, and its leaf.
	///
	/// Beside what was measured: the root, the uses and pieces below it, its batches with what else they have, its
	/// transformation, and the uses that leave with that.
	pub(crate) fn weight_of_archive(codes: &[TraceCode], proof: &Proof) -> Weight {
		let (reads, writes) = (3 + 2 * MAX_BATCHES + 1, MAX_BATCHES + 1 + T::MaxInputs::get() as usize);
		let of_one = Self::weight_of_moving(T::WeightInfo::archive())
			.saturating_add(Self::reads(reads))
			.saturating_add(T::DbWeight::get().writes(writes as u64));
		of_one
			.saturating_mul(codes.len() as u64)
			.saturating_add(Self::new_keys(roots_of(codes)))
			.saturating_add(Self::weight_of_proof(codes.len(), proof))
	}

	/// The weight of a call that moves one unit: the batches that its code names, and the search.
	pub(crate) fn weight_of_moving(measured: Weight) -> Weight {
		measured.saturating_add(Self::reads(MAX_BATCHES)).saturating_add(Self::searches(1))
	}

	/// The weight of a call about the title to units, and to what may be packed in them.
	///
	/// Holds on the origin of each are looked for, if `searched`. Nothing is packed in an item or a batch.
	pub(crate) fn weight_of_title(
		measured: fn(u32) -> Weight,
		named: &[TraceCode],
		searched: bool,
	) -> Weight {
		let holds_others = |code: &TraceCode| !matches!(code.level(), Ok(UnitLevel::Item | UnitLevel::Batch));
		let most = if named.iter().any(holds_others) { T::MaxUnitsPerCall::get() as usize } else { 0 };
		let units = most.max(named.len());
		Self::weight_of_lot(measured, named.len(), units).saturating_add(Self::searches(if searched {
			units
		} else {
			0
		}))
	}

	/// The weight of a call about the title to a lot, without the searches.
	///
	/// Beside what was measured: the units around those that are named; of each unit its batches, its place in what it is
	/// packed in, the end of what lies in it, and its declaration.
	pub(crate) fn weight_of_lot(measured: fn(u32) -> Weight, named: usize, units: usize) -> Weight {
		measured(units as u32).saturating_add(Self::reads(MAX_NESTING * named + (MAX_BATCHES + 4) * units))
	}

	/// The weight of taking over so many units with their title, without the searches for what the lot was searched for.
	pub(crate) fn weight_of_custody_with_title(named: usize, with_custody: bool) -> Weight {
		let each = Self::weight_of_moving(T::WeightInfo::accept_custody());
		each.saturating_mul(if with_custody { named as u64 } else { 0 })
			// The contract that the terms may name.
			.saturating_add(T::DbWeight::get().reads_writes(1, 1))
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
