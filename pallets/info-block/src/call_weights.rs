//! The weight of a call by the length of its items and by what it sets aside.
//!
//! The right to write may be far to look for, and a head may be new: that is known after the call. Before it as much as
//! that may be at most is set aside: [`Pallet::look_furthest`], and a new key for every unit.

use crate::{Config, EntryOf, Pallet, WeightInfo};
use codec::Encode;
use frame_support::{pallet_prelude::Get, weights::Weight};
use suyuan_primitives::{
	codes::TraceCode,
	items::InfoItem,
	traits::Units,
	values::{Name, Note},
};

impl<T: Config<I>, I: 'static> Pallet<T, I> {
	/// The weight of one call among the many that a WASM instance executes for a block.
	///
	/// The first of them takes more, which is not the call's.
	pub(crate) fn record_weight(code: &TraceCode, item: &T::Item) -> Weight {
		let first = T::WeightInfo::record(0, 0);
		let one = T::WeightInfo::record(1, length(code, item)).saturating_sub(first);
		Self::with_feeding(one, [item])
	}

	pub(crate) fn record_many_weight(entries: &[EntryOf<T, I>]) -> Weight {
		let units = Self::units(entries);
		let repeated = entries.len() as u32 - units;
		let length = entries.iter().map(|entry| length(&entry.code, &entry.item)).sum();
		let items = entries.iter().map(|entry| &entry.item);
		Self::with_feeding(T::WeightInfo::record_many(units, repeated, length), items)
	}

	pub(crate) fn amend_weight(code: &TraceCode, item: &T::Item, reason: &Note) -> Weight {
		Self::with_feeding(T::WeightInfo::amend(length(code, &(item, reason))), [item])
	}

	pub(crate) fn import_weight(code: &TraceCode, item: &T::Item, party: &Name) -> Weight {
		Self::with_feeding(T::WeightInfo::import(length(code, &(item, party))), [item])
	}

	/// The most that it may cost to look further for the right to write of a unit.
	pub(crate) fn look_furthest() -> Weight {
		T::WeightInfo::look_further(T::Units::MAX_NESTING)
	}

	pub(crate) fn new_keys(count: u64) -> Weight {
		T::NewKey::get().saturating_mul(count)
	}

	/// Adds the cost of each item that feeds a loop, and of a key for the loop or the waybill.
	fn with_feeding<'a>(base: Weight, items: impl IntoIterator<Item = &'a T::Item>) -> Weight {
		let feeding = items.into_iter().filter(|item| item.feeds_loop()).count() as u64;
		let feed = T::WeightInfo::feed().saturating_add(Self::new_keys(1));
		base.saturating_add(feed.saturating_mul(feeding))
	}
}

/// The bytes that a call brings of its items, and of the codes of their units.
fn length(code: &TraceCode, said: &impl Encode) -> u32 {
	(code.encoded_size() + said.encoded_size()) as u32
}
