// SPDX-License-Identifier: Apache-2.0

//! Walks over the genealogy: from a unit up to its materials, or down to its products.
//!
//! Transformations are numbered in the order in which they happen, and a unit that one brings into being can only be
//! used by a later one. So a walk down takes them by ascending numbers and a walk up by descending ones. The cursor
//! holds the units that the walk has reached, each with the nearest transformation beyond it that is yet to be
//! returned.
//!
//! A transformation's turn comes when it is the nearest of all. By then the walk has reached every unit by which it
//! ever will: each is the unit where the walk began, or came out of a transformation that was returned before (on the
//! way up, was used in one). The transformation is the nearest of each of them, and is returned once for them all; only
//! then is the next looked up for each of them, and the first for each unit that it leads to. So a page reads the
//! transformations that it returns and, for each unit that they name, one key: it matters neither how often a unit was
//! used nor how much is left of the walk.
//!
//! On the way down the pieces of a batch come from it as well, by their codes alone. They are listed once no
//! transformation is left, and where a piece was used after its batch was made, the walk goes on from there. A
//! transformation that is reached both by a piece and without it is returned for each of them.

use crate::{lots::batches_of, pallet::*, SortedId, Transformation, TransformationId};
use alloc::{collections::BTreeMap, vec::Vec};
use codec::{Decode, Encode};
use frame_support::{traits::Get, CloneNoBound, DebugNoBound, EqNoBound, PartialEqNoBound};
use scale_info::TypeInfo;
use suyuan_primitives::codes::TraceCode;

/// A transformation that a walk has yet to return, and a unit by which it is reached.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct Pending {
	/// The number of the transformation. The two largest numbers stand for pieces.
	pub id: TransformationId,
	/// The number of steps from the start of the walk, by the shortest way over this unit.
	pub depth: u32,
	/// The unit: on the way down one that was used in it, on the way up one that came out of it.
	///
	/// For the largest number: a batch whose pieces are left. For the one before: the last piece that was returned.
	pub unit: TraceCode,
}

/// A transformation on a walk. Each of its inputs became each of its outputs.
#[derive(CloneNoBound, DebugNoBound, PartialEqNoBound, EqNoBound, Encode, Decode, TypeInfo)]
#[scale_info(skip_type_params(T))]
pub struct Step<T: Config> {
	/// The number of the transformation.
	pub id: TransformationId,
	/// The number of steps from the start of the walk, by the shortest of all ways: 1 for the nearest.
	pub depth: u32,
	/// The transformation as it is stored.
	pub transformation: Transformation<T>,
}

/// One page of a walk.
#[derive(CloneNoBound, DebugNoBound, PartialEqNoBound, EqNoBound, Encode, Decode, TypeInfo)]
#[scale_info(skip_type_params(T))]
pub struct Walk<T: Config> {
	/// The transformations, each once over all pages: the latest first on the way up, the earliest first down.
	pub steps: Vec<Step<T>>,
	/// The pieces of batches on the way down, by their codes.
	pub pieces: Vec<TraceCode>,
	/// The cursor of the next page. None at the end.
	///
	/// The cursor names every unit once that the walk has reached and that leads further. So it never has more entries
	/// than two for the unit where the walk began and two for each unit that the steps so far lead to: `MaxOutputs` a
	/// step on the way down, `MaxInputs` on the way up, however often any of them was used; and one for each piece.
	pub next: Option<Vec<Pending>>,
}

/// The transformations that a walk has yet to return, by their numbers.
///
/// Each with the units by which it is reached, and the number of steps to it by each.
type Rest = BTreeMap<TransformationId, BTreeMap<TraceCode, u32>>;

/// The number that stands for the pieces of a batch, after those of all transformations.
const PIECES_OF: TransformationId = TransformationId::MAX;

/// The number that stands for the pieces after one of a batch.
const PIECES_AFTER: TransformationId = PIECES_OF - 1;

/// Notes the number of steps to a transformation by a unit.
///
/// On the way up a unit may be reached again, as it may have been used more than once, and by a shorter way than before.
fn reach(rest: &mut Rest, id: TransformationId, unit: TraceCode, depth: u32) {
	let reached = rest.entry(id).or_default();
	reached.entry(unit).and_modify(|known| *known = depth.min(*known)).or_insert(depth);
}

/// The direction of a walk.
#[derive(Clone, Copy)]
pub(crate) enum Way {
	/// To the materials of a unit.
	Up,
	/// To the products of a unit.
	Down,
}

impl Way {
	/// Takes out the nearest transformation.
	fn pop(self, rest: &mut Rest) -> Option<(TransformationId, BTreeMap<TraceCode, u32>)> {
		match self {
			Self::Up => rest.pop_last(),
			Self::Down => rest.pop_first(),
		}
	}

	/// The units by which a transformation can be reached, and those that it leads to.
	fn ends<T: Config>(self, transformation: &Transformation<T>) -> (Vec<&TraceCode>, Vec<&TraceCode>) {
		let inputs = transformation.inputs.iter().map(|used| &used.code).collect();
		let outputs = transformation.outputs.iter().collect();
		match self {
			Self::Up => (outputs, inputs),
			Self::Down => (inputs, outputs),
		}
	}

	/// The nearest transformation beyond a unit: after the one by which it is left, if it was left by one already.
	fn next<T: Config>(self, unit: &TraceCode, after: Option<TransformationId>) -> Option<TransformationId> {
		match (self, after) {
			(Self::Up, None) => Pallet::<T>::origin_of(unit),
			(Self::Up, Some(_)) => None,
			(Self::Down, after) => Pallet::<T>::next_use_of(unit, after),
		}
	}
}

impl<T: Config> Pallet<T> {
	/// The number of entries of a page: as many as asked for, within the bounds.
	pub(crate) fn page_size(limit: u32) -> usize {
		limit.min(T::MaxPageSize::get()).max(1) as usize
	}

	pub(crate) fn walk(way: Way, code: &TraceCode, cursor: Option<Vec<Pending>>, limit: u32) -> Walk<T> {
		let mut rest = Rest::new();
		match cursor {
			None => Self::enter(way, code, 1, &mut rest),
			Some(cursor) => {
				cursor.into_iter().for_each(|Pending { id, depth, unit }| reach(&mut rest, id, unit, depth))
			}
		}
		let (mut steps, mut pieces) = (Vec::new(), Vec::new());
		// Lookups are counted, found or not, for a cursor may say anything.
		for _ in 0..Self::page_size(limit) {
			let Some((id, mut reached)) = way.pop(&mut rest) else { break };
			let Some(transformation) = Transformations::<T>::get(id) else {
				if id >= PIECES_AFTER {
					Self::next_piece(way, id, reached, &mut rest, &mut pieces);
				}
				continue;
			};
			let (behind, ahead) = way.ends(&transformation);
			let reached: Vec<_> = behind.into_iter().filter_map(|unit| reached.remove_entry(unit)).collect();
			let Some(depth) = reached.iter().map(|(_, depth)| *depth).min() else { continue };
			let one_further = depth.saturating_add(1);
			for (unit, depth) in reached {
				if let Some(next) = way.next::<T>(&unit, Some(id)) {
					reach(&mut rest, next, unit, depth);
				}
			}
			ahead.into_iter().for_each(|unit| Self::enter(way, unit, one_further, &mut rest));
			steps.push(Step { id, depth, transformation });
		}
		let next: Vec<_> = rest
			.into_iter()
			.flat_map(|(id, reached)| {
				reached.into_iter().map(move |(unit, depth)| Pending { id, depth, unit })
			})
			.collect();
		Walk { steps, pieces, next: (!next.is_empty()).then_some(next) }
	}

	/// Adds what lies next beyond a unit that the walk has reached: a transformation, and on the way down its pieces.
	fn enter(way: Way, unit: &TraceCode, depth: u32, rest: &mut Rest) {
		if let Some(next) = way.next::<T>(unit, None) {
			reach(rest, next, unit.clone(), depth);
		}
		if matches!(way, Way::Down) && Self::piece_after(unit, None).is_some() {
			reach(rest, PIECES_OF, unit.clone(), depth);
		}
	}

	/// Returns the next piece of a batch, and puts what is left of them back.
	fn next_piece(
		way: Way,
		id: TransformationId,
		mut reached: BTreeMap<TraceCode, u32>,
		rest: &mut Rest,
		pieces: &mut Vec<TraceCode>,
	) {
		let Some((code, depth)) = reached.pop_first() else { return };
		if !reached.is_empty() {
			rest.insert(id, reached);
		}
		if matches!(way, Way::Up) {
			return;
		}
		let (batch, after) = match id {
			PIECES_OF => (code, None),
			_ => match batches_of(&code).into_iter().next() {
				Some(batch) => (batch, Some(code)),
				None => return,
			},
		};
		let Some(piece) = Self::piece_after(&batch, after.as_ref()) else { return };
		// What was used before its batch was made comes from no such batch, and a walk on would go round in circles.
		let made = batches_of(&piece).iter().filter_map(Self::origin_of).max();
		if let Some(next) = Self::next_use_of(&piece, made) {
			reach(rest, next, piece.clone(), depth.saturating_add(1));
		}
		// A batch with a variant is a piece of the lot, and has pieces of its own.
		if Self::piece_after(&piece, None).is_some() {
			reach(rest, PIECES_OF, piece.clone(), depth);
		}
		if Self::piece_after(&batch, Some(&piece)).is_some() {
			reach(rest, PIECES_AFTER, piece.clone(), depth);
		}
		if Units::<T>::contains_key(&piece) || Archived::<T>::contains_key(&piece) {
			pieces.push(piece);
		}
	}

	/// The first piece of a batch, or the first after another. One read.
	fn piece_after(batch: &TraceCode, after: Option<&TraceCode>) -> Option<TraceCode> {
		match after {
			Some(code) => {
				let from = Pieces::<T>::hashed_key_for(batch, code);
				Pieces::<T>::iter_key_prefix_from(batch, from).next()
			}
			None => Pieces::<T>::iter_key_prefix(batch).next(),
		}
	}

	/// The transformation that a unit came out of, even if the unit was archived since.
	pub(crate) fn origin_of(code: &TraceCode) -> Option<TransformationId> {
		match Units::<T>::get(code) {
			Some(unit) => unit.made_by,
			None => Archived::<T>::get(code).and_then(|archived| archived.made_by),
		}
	}

	/// The first transformation that a unit was used in, or the first after another. One read.
	fn next_use_of(code: &TraceCode, after: Option<TransformationId>) -> Option<TransformationId> {
		let mut uses = match after {
			Some(id) => {
				UsedIn::<T>::iter_key_prefix_from(code, UsedIn::<T>::hashed_key_for(code, SortedId::from(id)))
			}
			None => UsedIn::<T>::iter_key_prefix(code),
		};
		uses.next().map(TransformationId::from)
	}
}
