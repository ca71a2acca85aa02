// SPDX-License-Identifier: Apache-2.0

//! Weights of the calls. The runtime brings the figures, measured on its own database.

use frame_support::weights::Weight;

/// Weights of the calls of `pallet_info_block`.
///
/// Each is for a provider that owns the units or holds them unpacked, with codes and items of `l` bytes together.
pub trait WeightInfo {
	/// The weight of [`Call::record`](crate::Call::record), `n` times by one provider, each of a unit of its own.
	///
	/// `record(0, 0)` is the weight that the first of them takes besides: the WASM instance that executes them takes
	/// its memory into use.
	fn record(n: u32, l: u32) -> Weight;
	/// The weight of [`Call::record_many`](crate::Call::record_many), of `u` units one after another, and `r` more entries,
	/// each of the unit of the entry before it.
	fn record_many(u: u32, r: u32, l: u32) -> Weight;
	/// The weight of [`Call::amend`](crate::Call::amend).
	fn amend(l: u32) -> Weight;
	/// The weight of [`Call::import`](crate::Call::import).
	fn import(l: u32) -> Weight;
	/// The additional weight of each unit that the provider neither owns nor holds unpacked.
	///
	/// `p` units around it were looked at, and then the owner's authorization.
	fn look_further(p: u32) -> Weight;
	/// The additional weight of each item that feeds a loop.
	fn feed() -> Weight;
}

/// For tests, which don't fill blocks.
impl WeightInfo for () {
	fn record(_: u32, _: u32) -> Weight {
		Weight::zero()
	}

	fn record_many(_: u32, _: u32, _: u32) -> Weight {
		Weight::zero()
	}

	fn amend(_: u32) -> Weight {
		Weight::zero()
	}

	fn import(_: u32) -> Weight {
		Weight::zero()
	}

	fn look_further(_: u32) -> Weight {
		Weight::zero()
	}

	fn feed() -> Weight {
		Weight::zero()
	}
}
