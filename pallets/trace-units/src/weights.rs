//! What the calls cost. The runtime brings the figures, measured on its own database.

use frame_support::weights::Weight;

/// What the calls of `pallet_trace_units` cost.
pub trait WeightInfo {
	/// See [`Call::register`](crate::Call::register).
	fn register() -> Weight;
	/// See [`Call::register_many`](crate::Call::register_many), with `n` units.
	fn register_many(n: u32) -> Weight;
	/// See [`Call::close`](crate::Call::close).
	fn close() -> Weight;
}

/// For tests, which don't fill blocks.
impl WeightInfo for () {
	fn register() -> Weight {
		Weight::zero()
	}

	fn register_many(_: u32) -> Weight {
		Weight::zero()
	}

	fn close() -> Weight {
		Weight::zero()
	}
}
