// SPDX-License-Identifier: Apache-2.0

//! The search for a hold that keeps a unit where it is: on itself, inside, around, its batch, or its origin.
//!
//! The hold of a unit and the count of those inside stand in the unit itself, and at most `MAX_NESTING` units and two
//! batches are read beside it. Origins and contents are looked through the nearest first, [`MAX_HOLD_READS`] keys and no
//! more, so that a call has a bounded cost however long the history is. Direct materials are always within that. What
//! lies further is reached by [`extend_hold`](crate::Call::extend_hold), which marks unit after unit.

use crate::{lots::batches_of, pallet::*, Transformation, UnitOf};
use alloc::{
	collections::{BTreeSet, VecDeque},
	vec::Vec,
};
use suyuan_primitives::{codes::TraceCode, traits::HeldAt};

/// The maximum number of keys that are read in search of a hold on the origin of a unit or on what lies in it.
///
/// The largest transformation counts as 11, and each of its 16 inputs as one.
pub const MAX_HOLD_READS: u32 = 40;

/// The keys that a call reads in search of holds.
#[derive(Default)]
pub(crate) struct Reads {
	used: u32,
	limit: u32,
}

impl Reads {
	/// The number of keys that were read.
	pub(crate) fn used(&self) -> u32 {
		self.used
	}

	/// Gives the search of another unit its share.
	pub(crate) fn begin(&mut self) {
		self.limit = self.used.saturating_add(MAX_HOLD_READS);
	}

	/// Takes one more key. Returns false if there is none left for this unit.
	fn take(&mut self) -> bool {
		let may = self.used < self.limit;
		self.used += u32::from(may);
		may
	}

	/// Takes a key for every few codes that a transformation names, since these are decoded with it.
	fn take_for_names(&mut self, names: usize) {
		const NAMES_FOR_A_KEY: usize = 8;
		self.used = self.used.saturating_add((names / NAMES_FOR_A_KEY) as u32).min(self.limit);
	}
}

/// A place that a search for the origin of a unit has yet to look at.
enum Origin<AccountId> {
	/// A transformation, whose inputs are origins.
	Transformation(u64),
	/// A unit that was used in one.
	Input(TraceCode),
	/// A batch that the code of a unit names whose first owner this is.
	Batch(TraceCode, AccountId),
}

impl<T: Config> Pallet<T> {
	/// The nearest hold that keeps a unit where it is, apart from what its contents come from.
	pub(crate) fn hold_of(code: &TraceCode, unit: &UnitOf<T>, reads: &mut Reads) -> Option<HeldAt> {
		if unit.hold.is_some() {
			Some(HeldAt::Unit)
		} else if unit.inside.held > 0 {
			Some(HeldAt::Inside)
		} else if Self::is_held_around(unit) {
			Some(HeldAt::Around)
		} else if Self::is_batch_held(code, unit) {
			Some(HeldAt::Batch)
		} else {
			reads.begin();
			Self::is_origin_held(code, unit, reads).then_some(HeldAt::Origin)
		}
	}

	/// Returns true if a unit that this one is packed in is held.
	pub(crate) fn is_held_around(unit: &UnitOf<T>) -> bool {
		Self::around(unit).into_iter().any(|(_, outer)| outer.hold.is_some())
	}

	/// Returns true if a batch that the unit's own code names is held.
	pub(crate) fn is_batch_held(code: &TraceCode, unit: &UnitOf<T>) -> bool {
		batches_of(code).iter().filter_map(Units::<T>::get).any(|batch| Self::binds(&batch, unit))
	}

	/// Returns true if something is held that the unit was made of or divided from, as far as the search reaches.
	pub(crate) fn is_origin_held(code: &TraceCode, unit: &UnitOf<T>, reads: &mut Reads) -> bool {
		let mut rest = VecDeque::new();
		let mut seen = BTreeSet::from([code.clone()]);
		Self::add_origins(code, unit.made_by, Some(unit.first_owner()), &mut rest);
		while let Some(origin) = rest.pop_front() {
			if !reads.take() {
				return false;
			}
			let (code, piece_of) = match origin {
				Origin::Transformation(id) => {
					if let Some(Transformation { inputs, outputs, .. }) = Transformations::<T>::get(id) {
						reads.take_for_names(inputs.len() + outputs.len());
						rest.extend(inputs.into_iter().map(|used| Origin::Input(used.code)));
					}
					continue;
				}
				Origin::Input(code) => (code, None),
				Origin::Batch(code, owner) => (code, Some(owner)),
			};
			// No origin of a unit is archived before it. What is not there is a batch that was never registered.
			let Some(origin) = Units::<T>::get(&code) else { continue };
			if Self::binds(&origin, unit) {
				return true;
			}
			// A batch that whoever registered the piece never owned is no origin of it, unless a department says so.
			let is_origin = piece_of.is_none_or(|owner| origin.was_owned_by(&owner));
			if is_origin && seen.insert(code.clone()) {
				Self::add_origins(&code, origin.made_by, Some(origin.first_owner()), &mut rest);
			}
		}
		false
	}

	/// Returns true if the batch or the origin of something inside a unit is held, as far as the search reaches.
	pub(crate) fn is_origin_inside_held(code: &TraceCode, unit: &UnitOf<T>, reads: &mut Reads) -> bool {
		let mut inside = Vec::new();
		let mut outer = Vec::new();
		if !unit.inside.is_empty() {
			outer.push(code.clone());
		}
		while let Some(code) = outer.pop() {
			for child in Contents::<T>::iter_key_prefix(&code) {
				// Its key, itself, and its batches.
				if !(0..4).all(|_| reads.take()) {
					break;
				}
				let Some(unit) = Units::<T>::get(&child) else { continue };
				if Self::is_batch_held(&child, &unit) {
					return true;
				}
				if !unit.inside.is_empty() {
					outer.push(child.clone());
				}
				inside.push((child, unit));
			}
		}
		inside.iter().any(|(code, unit)| Self::is_origin_held(code, unit, reads))
	}

	/// Returns true if an origin is held in a way that binds the unit.
	fn binds(origin: &UnitOf<T>, unit: &UnitOf<T>) -> bool {
		origin.hold.is_some_and(|hold| hold.binds(&origin.owner, &unit.owner))
	}

	/// Adds the origins of a unit to those that are yet to be looked at.
	fn add_origins(
		code: &TraceCode,
		made_by: Option<u64>,
		owner: Option<&T::AccountId>,
		rest: &mut VecDeque<Origin<T::AccountId>>,
	) {
		rest.extend(made_by.map(Origin::Transformation));
		if let Some(owner) = owner {
			rest.extend(batches_of(code).into_iter().map(|batch| Origin::Batch(batch, owner.clone())));
		}
	}
}
