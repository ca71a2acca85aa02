//! Costs of the calls. The runtime brings the figures.

use frame_support::weights::Weight;

/// Costs of the calls of `pallet_reconciliation`.
pub trait WeightInfo {
	/// See [`Call::reap_loop`](crate::Call::reap_loop).
	fn reap_loop() -> Weight;
	/// See [`Call::reap_waybill`](crate::Call::reap_waybill).
	fn reap_waybill() -> Weight;
}

/// For tests, which don't fill blocks.
impl WeightInfo for () {
	fn reap_loop() -> Weight {
		Weight::zero()
	}

	fn reap_waybill() -> Weight {
		Weight::zero()
	}
}
