//! What anyone may read: where units came from, what became of them, what is in them, and who holds them.

use crate::{
	genealogy::{Pending, Walk, Way},
	pallet::*,
	ContentsPage, UnitOf,
};
use alloc::vec::Vec;
use suyuan_primitives::codes::TraceCode;

impl<T: Config> Pallet<T> {
	/// What a unit was made of, and what that was made of, and so on.
	///
	/// `cursor` is the `next` of the page before, read from the same block. A page has `limit` steps at most, and never
	/// more than `MaxPageSize`; but one at least, so that whoever asks for none still gets on.
	///
	/// Anybody may ask, with a cursor from another block or one that was made up. It is followed as far as it names what
	/// is there, and a page looks at no more for it: at as many transformations as it might return, and at the units
	/// that these name.
	pub fn ancestors(code: &TraceCode, cursor: Option<Vec<Pending>>, limit: u32) -> Walk<T> {
		Self::walk(Way::Up, code, cursor, limit)
	}

	/// What was made of a unit, and what was made of that, and so on. Paged as `ancestors`.
	pub fn descendants(code: &TraceCode, cursor: Option<Vec<Pending>>, limit: u32) -> Walk<T> {
		Self::walk(Way::Down, code, cursor, limit)
	}

	/// What is packed directly in a unit, in no order that means anything.
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

	/// Who holds a unit: of a packed one, whoever holds the outermost unit around it.
	pub fn custodian_of(unit: &UnitOf<T>) -> T::AccountId {
		let outermost = Self::around(unit).pop();
		outermost.map_or_else(|| unit.custodian.clone(), |(_, outermost)| outermost.custodian)
	}

	/// The outermost unit around one that is packed.
	pub fn outermost(unit: &UnitOf<T>) -> Option<TraceCode> {
		Self::around(unit).pop().map(|(code, _)| code)
	}
}
