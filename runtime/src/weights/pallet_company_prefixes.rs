// SPDX-License-Identifier: Apache-2.0

//! Weights of `pallet_company_prefixes`, composed by hand of measurements of other calls.
//!
//! `scripts/bench weights` measures them and puts a file of its own in place of this one. The lists of an account are some
//! 7 kilobytes at most: they are charged the time of a declaration of some units, whose lists are longer, and every key by
//! the database's weight. The search for the next key is charged as two reads, since it walks the trie anew.

#![allow(missing_docs)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// The weight of decoding, changing and encoding the rights of an account, without its key.
///
/// Compare [`participants.admit`](super::pallet_participants).
const CHANGE: Weight = Weight::from_parts(150_000_000, 0);

/// Weight functions for `pallet_company_prefixes`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_company_prefixes::WeightInfo for WeightInfo<T> {
	fn set_rule() -> Weight {
		Weight::from_parts(20_000_000, 0).saturating_add(T::DbWeight::get().writes(1))
	}

	/// Reads the seat, the department, the holder, the next key, the rights and the next number.
	fn grant() -> Weight {
		CHANGE.saturating_add(T::DbWeight::get().reads_writes(9, 3))
	}

	/// Reads the seat, the department, the grant and the rights.
	fn end_grant() -> Weight {
		CHANGE.saturating_add(T::DbWeight::get().reads_writes(5, 2))
	}

	/// Reads both participants, the seats, the next key, the count and the rights.
	fn permit() -> Weight {
		CHANGE.saturating_add(T::DbWeight::get().reads_writes(9, 2))
	}

	/// Reads the rights and the count.
	fn revoke_permit() -> Weight {
		CHANGE.saturating_add(T::DbWeight::get().reads_writes(2, 2))
	}
}
