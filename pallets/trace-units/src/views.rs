// SPDX-License-Identifier: Apache-2.0

//! Views that anyone may read: the genealogy of units, their contents and their custodians.

use crate::{
	genealogy::{Pending, Walk, Way},
	pallet::*,
	ContentsPage, UnitOf,
};
use alloc::vec::Vec;
use suyuan_primitives::codes::TraceCode;

impl<T: Config> Pallet<T> {
	/// The materials of a unit, the materials of those, and so on.
	///
	/// `cursor` is the `next` of the page before, read from the same block. A page has `limit` steps at most, and never
	/// more than `MaxPageSize`; but one at least, so that a limit of zero still gets on.
	///
	/// A cursor may be from another block, or made up. It is followed as far as it names what is there, and a page reads
	/// no more for it: as many transformations as it might return, and the units that these name.
	pub fn ancestors(code: &TraceCode, cursor: Option<Vec<Pending>>, limit: u32) -> Walk<T> {
		Self::walk(Way::Up, code, cursor, limit)
	}

	/// The products of a unit, the products of those, and so on. Paged as `ancestors`.
	pub fn descendants(code: &TraceCode, cursor: Option<Vec<Pending>>, limit: u32) -> Walk<T> {
		Self::walk(Way::Down, code, cursor, limit)
	}

	/// The units that are packed directly in a unit, in no order that means anything.
	///
	/// `from` is the `next` of the page before, and `limit` is taken as by `ancestors`.
	pub fn contents(parent: &TraceCode, from: Option<TraceCode>, limit: u32) -> ContentsPage {
		let mut children = match from {
			Some(code) => {
				Contents::<T>::iter_key_prefix_from(parent, Contents::<T>::hashed_key_for(parent, code))
			}
			None => Contents::<T>::iter_key_prefix(parent),
		};
		let units: Vec<_> = children.by_ref().take(Self::page_size(limit)).collect();
		let next = children.next().and_then(|_| units.last().cloned());
		ContentsPage { units, next }
	}

	/// The custodian of a unit: of a packed one, that of the outermost unit around it.
	pub fn custodian_of(unit: &UnitOf<T>) -> T::AccountId {
		let outermost = Self::around(unit).pop();
		outermost.map_or_else(|| unit.custodian.clone(), |(_, outermost)| outermost.custodian)
	}

	/// The outermost unit around one that is packed.
	pub fn outermost(unit: &UnitOf<T>) -> Option<TraceCode> {
		Self::around(unit).pop().map(|(code, _)| code)
	}
}
