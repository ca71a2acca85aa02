//! Walks over what the state knows of where units came from, what became of them, and what is in them.
//!
//! Transformations are numbered in the order in which they happen, and what one brings into being can only be used by
//! a later one. So a walk down takes them by ascending numbers and a walk up by descending ones, and all that it must
//! remember is which it has seen named and not yet returned: none comes up again once it has been returned, however
//! many ways lead to it. That rest is the cursor. A page therefore reads the transformations that it returns and what
//! they lead to, which later pages return, and nothing twice.

use crate::{pallet::*, Transformation, TransformationId};
use alloc::{collections::BTreeMap, vec::Vec};
use codec::{Decode, Encode};
use frame_support::traits::Get;
use frame_support::{CloneNoBound, DebugNoBound, EqNoBound, PartialEqNoBound};
use scale_info::TypeInfo;
use suyuan_primitives::codes::TraceCode;

/// A transformation that a walk has yet to return.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct Pending {
	/// Its number.
	pub id: TransformationId,
	/// How many steps away it is from where the walk began, by the shortest way.
	pub depth: u32,
}

/// A transformation on a walk. Each of its inputs became each of its outputs.
#[derive(CloneNoBound, DebugNoBound, PartialEqNoBound, EqNoBound, Encode, Decode, TypeInfo)]
#[scale_info(skip_type_params(T))]
pub struct Step<T: Config> {
	/// Its number.
	pub id: TransformationId,
	/// How many steps away it is from where the walk began, by the shortest way: 1 for the nearest.
	pub depth: u32,
	/// What it is.
	pub transformation: Transformation<T>,
}

/// One page of a walk.
#[derive(CloneNoBound, DebugNoBound, PartialEqNoBound, EqNoBound, Encode, Decode, TypeInfo)]
#[scale_info(skip_type_params(T))]
pub struct Walk<T: Config> {
	/// The transformations, each once over all pages: the latest first on the way up, the earliest first down.
	pub steps: Vec<Step<T>>,
	/// Where the next page begins. None at the end.
	pub next: Option<Vec<Pending>>,
}

/// One page of what is packed in a unit.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct ContentsPage {
	/// The units packed directly in it.
	pub units: Vec<TraceCode>,
	/// After which unit the next page begins. None at the end.
	pub next: Option<TraceCode>,
}

/// The transformations that a walk has yet to return, by their numbers, each with its depth.
type Rest = BTreeMap<TransformationId, u32>;

impl<T: Config> Pallet<T> {
	/// What a unit was made of, and what that was made of, and so on.
	///
	/// `cursor` is the `next` of the page before; a page has `limit` steps at most, and never more than
	/// `MaxPageSize`.
	pub fn ancestors(code: &TraceCode, cursor: Option<Vec<Pending>>, limit: u32) -> Walk<T> {
		Self::walk(code, cursor, limit, Rest::pop_last, Self::origin_of, |step| {
			step.inputs.iter().map(|used| &used.code).collect()
		})
	}

	/// What was made of a unit, and what was made of that, and so on. Paged as `ancestors`.
	pub fn descendants(code: &TraceCode, cursor: Option<Vec<Pending>>, limit: u32) -> Walk<T> {
		Self::walk(code, cursor, limit, Rest::pop_first, Self::uses_of, |step| step.outputs.iter().collect())
	}

	/// What is packed directly in a unit, in no order that means anything.
	pub fn contents(parent: &TraceCode, from: Option<TraceCode>, limit: u32) -> ContentsPage {
		let limit = limit.min(T::MaxPageSize::get()) as usize;
		let mut children = match from {
			Some(code) => {
				Contents::<T>::iter_key_prefix_from(parent, Contents::<T>::hashed_key_for(parent, code))
			}
			None => Contents::<T>::iter_key_prefix(parent),
		};
		let units: Vec<_> = children.by_ref().take(limit).collect();
		let next = children.next().and_then(|_| units.last().cloned());
		ContentsPage { units, next }
	}

	fn walk(
		code: &TraceCode,
		cursor: Option<Vec<Pending>>,
		limit: u32,
		pop: impl Fn(&mut Rest) -> Option<(TransformationId, u32)>,
		transformations_of: impl Fn(&TraceCode) -> Vec<TransformationId>,
		beyond: impl Fn(&Transformation<T>) -> Vec<&TraceCode>,
	) -> Walk<T> {
		let mut rest: Rest = match cursor {
			Some(pending) => pending.into_iter().map(|Pending { id, depth }| (id, depth)).collect(),
			None => transformations_of(code).into_iter().map(|id| (id, 1)).collect(),
		};
		let mut steps = Vec::new();
		while steps.len() < limit.min(T::MaxPageSize::get()) as usize {
			let Some((id, depth)) = pop(&mut rest) else { break };
			let Some(transformation) = Transformations::<T>::get(id) else { continue };
			let one_further = depth.saturating_add(1);
			for id in beyond(&transformation).into_iter().flat_map(&transformations_of) {
				rest.entry(id).and_modify(|depth| *depth = one_further.min(*depth)).or_insert(one_further);
			}
			steps.push(Step { id, depth, transformation });
		}
		let next = rest.into_iter().map(|(id, depth)| Pending { id, depth }).collect::<Vec<_>>();
		Walk { steps, next: (!next.is_empty()).then_some(next) }
	}

	/// The transformation that a unit came out of, even if it was archived since.
	pub(crate) fn origin_of(code: &TraceCode) -> Vec<TransformationId> {
		let made_by = match Units::<T>::get(code) {
			Some(unit) => unit.made_by,
			None => Archived::<T>::get(code).and_then(|archived| archived.made_by),
		};
		made_by.into_iter().collect()
	}

	/// The transformations that a unit was used in.
	pub(crate) fn uses_of(code: &TraceCode) -> Vec<TransformationId> {
		UsedIn::<T>::iter_key_prefix(code).collect()
	}
}
