// SPDX-License-Identifier: Apache-2.0

//! Weights of `pallet_reconciliation`, composed by hand of measurements of other calls.
//!
//! `scripts/bench weights` measures them and puts a file of its own in place of this one. The reaping calls read a value, remove
//! it and deposit an event. `customs.withdraw_filing` does that with a filing and, beside it, with the verdict of each
//! department; both are charged the time measured for that. Their keys are counted by the database's weight.
//!
//! A proof reads and writes a loop as a record does that feeds it. What comes beside it was measured by itself, compiled to
//! WASM, in another engine than the node's: 5.9 µs for a point that is decompressed and added, 5.4 µs to compress one, 19.7 µs
//! to multiply an amount in clear; all are charged half as much again. The host verifies a signature in 46 µs.

#![allow(missing_docs)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// The weight of a removal without its keys.
///
/// Compare [`validator_seats.rest`](super::pallet_validator_seats).
const REMOVAL: Weight = Weight::from_parts(100_000_000, 0);

/// The weight of a commitment that is decompressed and added to others.
const COMMITMENT: Weight = Weight::from_parts(9_000_000, 0);

/// The weight of both sides and their difference, compressed, of the amounts in clear, and of the signature.
const COMPARISON: Weight = Weight::from_parts(3 * 8_500_000 + 30_000_000 + 50_000_000, 0);

/// Weight functions for `pallet_reconciliation`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_reconciliation::WeightInfo for WeightInfo<T> {
	fn match_by_proof(n: u32) -> Weight {
		let of_loop =
			<super::pallet_info_block_transaction_info::WeightInfo<T> as pallet_info_block::WeightInfo>::feed(
			);
		// The order has a commitment too, and the hash of the first block is read.
		let points = COMMITMENT.saturating_mul(u64::from(n) + 1);
		of_loop
			.saturating_add(of_loop / 8)
			.saturating_add(COMPARISON)
			.saturating_add(points)
			.saturating_add(T::DbWeight::get().reads(1))
	}

	fn reap_loop() -> Weight {
		// The numbers of the receipts are removed unread.
		let receipts = u64::from(pallet_reconciliation::MAX_RECEIPTS);
		REMOVAL.saturating_add(T::DbWeight::get().reads_writes(1, 1 + receipts))
	}

	fn reap_waybill() -> Weight {
		REMOVAL.saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
}
