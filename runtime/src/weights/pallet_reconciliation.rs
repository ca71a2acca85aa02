// SPDX-License-Identifier: Apache-2.0

//! Weights of `pallet_reconciliation`, composed by hand of measurements of other calls.
//!
//! `scripts/bench weights` measures them and puts a file of its own in place of this one. Both calls read a value, remove
//! it and deposit an event. `customs.withdraw_filing` does that with a filing and, beside it, with the verdict of each
//! department; both are charged the time measured for that. Their keys are counted by the database's weight.

#![allow(missing_docs)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// The weight of a removal without its keys.
///
/// Compare [`validator_seats.rest`](super::pallet_validator_seats).
const REMOVAL: Weight = Weight::from_parts(100_000_000, 0);

/// Weight functions for `pallet_reconciliation`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_reconciliation::WeightInfo for WeightInfo<T> {
	fn reap_loop() -> Weight {
		// The numbers of the receipts are removed unread.
		let receipts = u64::from(pallet_reconciliation::MAX_RECEIPTS);
		REMOVAL.saturating_add(T::DbWeight::get().reads_writes(1, 1 + receipts))
	}

	fn reap_waybill() -> Weight {
		REMOVAL.saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
}
