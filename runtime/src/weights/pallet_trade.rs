// SPDX-License-Identifier: Apache-2.0

//! Weights of `pallet_trade`, composed by hand of measurements of other calls.
//!
//! `scripts/bench weights` measures them and puts a file of its own in place of this one. A contract has less than 400 bytes:
//! decoding, changing and encoding it is charged the time of an answer of a participant, and every key by the database's
//! weight.

#![allow(missing_docs)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// The weight of decoding, changing and encoding a contract, without its key.
///
/// Compare [`participants.authorize`](super::pallet_participants).
const CHANGE: Weight = Weight::from_parts(60_000_000, 0);

/// The weight of reading the state of a loop, without its keys, beside.
///
/// Compare [`reconciliation.reap_loop`](super::pallet_reconciliation).
const LOOP: Weight = Weight::from_parts(150_000_000, 0);

/// Weight functions for `pallet_trade`.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_trade::WeightInfo for WeightInfo<T> {
	/// Reads the caller, the operators, the partnership with both participants, the count and the next number.
	fn offer() -> Weight {
		CHANGE.saturating_add(T::DbWeight::get().reads_writes(11, 3))
	}

	/// Reads the contract, as `offer`, and both counts.
	fn counter() -> Weight {
		CHANGE.saturating_add(T::DbWeight::get().reads_writes(12, 3))
	}

	/// Reads as `counter`, but for one count.
	fn sign() -> Weight {
		CHANGE.saturating_add(T::DbWeight::get().reads_writes(11, 2))
	}

	/// Reads the contract and the count.
	fn withdraw() -> Weight {
		CHANGE.saturating_add(T::DbWeight::get().reads_writes(2, 2))
	}

	/// Reads the caller, the contract, the fact, and a loop with eight waybills, which is more than a declaration.
	fn fulfil() -> Weight {
		CHANGE.saturating_add(LOOP).saturating_add(T::DbWeight::get().reads_writes(16, 2))
	}

	/// Reads the caller, the contract and the invoice.
	fn invoice() -> Weight {
		CHANGE.saturating_add(T::DbWeight::get().reads_writes(4, 2))
	}

	/// Reads the seat, the department, the invoice, the contract, what is finished and three operators.
	fn strike_invoice() -> Weight {
		CHANGE.saturating_add(T::DbWeight::get().reads_writes(10, 2))
	}

	/// Reads the caller, the contract and both counts.
	fn sign_off() -> Weight {
		CHANGE.saturating_add(T::DbWeight::get().reads_writes(5, 4))
	}

	/// Reads both participants, the contract and both counts.
	fn terminate() -> Weight {
		CHANGE.saturating_add(T::DbWeight::get().reads_writes(7, 4))
	}

	/// Reads the caller and the contract.
	fn dispute() -> Weight {
		CHANGE.saturating_add(T::DbWeight::get().reads_writes(3, 1))
	}

	/// Reads the caller and the contract.
	fn answer() -> Weight {
		CHANGE.saturating_add(T::DbWeight::get().reads_writes(3, 1))
	}

	/// Reads the seat, the department, the contract, three operators and both counts.
	fn rule() -> Weight {
		CHANGE.saturating_add(T::DbWeight::get().reads_writes(10, 4))
	}

	/// Reads the contract and both counts.
	fn reap() -> Weight {
		CHANGE.saturating_add(T::DbWeight::get().reads_writes(3, 4))
	}
}
