//! What the calls cost. The runtime brings the figures, measured on its own database.

use frame_support::weights::Weight;

/// What the calls of `pallet_info_block` cost.
pub trait WeightInfo {
	/// See [`Call::record`](crate::Call::record).
	fn record() -> Weight;
	/// See [`Call::record_many`](crate::Call::record_many), with `n` entries.
	fn record_many(n: u32) -> Weight;
	/// See [`Call::amend`](crate::Call::amend).
	fn amend() -> Weight;
	/// See [`Call::import`](crate::Call::import).
	fn import() -> Weight;
	/// What each item that feeds a loop costs besides.
	fn feed() -> Weight;
}

/// For tests, which don't fill blocks.
impl WeightInfo for () {
	fn record() -> Weight {
		Weight::zero()
	}

	fn record_many(_: u32) -> Weight {
		Weight::zero()
	}

	fn amend() -> Weight {
		Weight::zero()
	}

	fn import() -> Weight {
		Weight::zero()
	}

	fn feed() -> Weight {
		Weight::zero()
	}
}
