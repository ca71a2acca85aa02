// SPDX-License-Identifier: Apache-2.0

//! The weight of a call by the length of its items and by what it sets aside.
//!
//! The right to write may be far to look for, and a head may be new: that is known after the call. Before it as much as
//! that may be at most is set aside: [`Pallet::look_furthest`], and a new key for every unit.

use crate::{Config, EntryOf, Pallet, Source, SupersededOf, WeightInfo};
use codec::Encode;
use frame_support::{
	pallet_prelude::Get,
	weights::{constants::WEIGHT_REF_TIME_PER_MICROS, Weight},
};
use suyuan_primitives::{
	codes::TraceCode,
	items::InfoItem,
	traits::Units,
	values::{Name, Note},
};

/// The weight of one hash of 64 bytes by the host, rounded up.
const HASH: Weight = Weight::from_parts(WEIGHT_REF_TIME_PER_MICROS, 0);

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

	/// The superseded record is hashed as the new one is, so that its bytes cost no more; and every later record is a hash.
	pub(crate) fn amend_weight(
		code: &TraceCode,
		superseded: &SupersededOf<T, I>,
		item: &T::Item,
		reason: &Note,
	) -> Weight {
		let length = length(code, &(superseded, item, reason));
		let hashes = HASH.saturating_mul(superseded.later.len() as u64);
		let names = match superseded.source {
			Source::Imported { .. } => Self::look_up_names(),
			Source::Own | Source::Clearance => Weight::zero(),
		};
		Self::with_feeding(T::WeightInfo::amend(length).saturating_add(hashes).saturating_add(names), [item])
	}

	pub(crate) fn import_weight(code: &TraceCode, item: &T::Item, party: &Name) -> Weight {
		let weight =
			T::WeightInfo::import(length(code, &(item, party))).saturating_add(Self::look_up_names());
		Self::with_feeding(weight, [item])
	}

	/// The weight of looking up whether the party of an import or the doer of its item is a participant.
	///
	/// Each may be a name or a credit code, and either is looked up in the register as an authorization is.
	fn look_up_names() -> Weight {
		T::WeightInfo::look_further(0).saturating_mul(4)
	}

	/// The most that it may cost to look further for the right to write of a unit.
	pub(crate) fn look_furthest() -> Weight {
		T::WeightInfo::look_further(T::Units::MAX_NESTING)
	}

	pub(crate) fn new_keys(count: u64) -> Weight {
		T::NewKey::get().saturating_mul(count)
	}

	/// Adds the cost of each item that feeds a loop, and of the keys that it may bring there.
	///
	/// Beside what was measured: whom provider and merchant serve is looked up, and the number of a receipt is looked up
	/// and written. With commitments in the place of amounts the largest loop is longer by a seventh; an eighth is
	/// charged, for not all of the time is that of its bytes.
	fn with_feeding<'a>(base: Weight, items: impl IntoIterator<Item = &'a T::Item>) -> Weight {
		let parties = T::DbWeight::get().reads(2);
		let feed = |keys: u32| {
			let number = T::DbWeight::get().reads_writes(1, 1).saturating_mul(u64::from(keys > 1));
			let measured = T::WeightInfo::feed();
			let measured = measured.saturating_add(measured / 8).saturating_add(parties);
			measured.saturating_add(number).saturating_add(Self::new_keys(keys.into()))
		};
		let keys = items.into_iter().map(|item| item.keys_of_loop()).filter(|keys| *keys > 0);
		keys.map(feed).fold(base, Weight::saturating_add)
	}
}

/// The bytes that a call brings of its items, and of the codes of their units.
fn length(code: &TraceCode, said: &impl Encode) -> u32 {
	(code.encoded_size() + said.encoded_size()) as u32
}
