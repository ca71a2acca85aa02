// SPDX-License-Identifier: Apache-2.0

//! Weights of the calls. The runtime brings the figures, measured on its own database.

use frame_support::weights::Weight;

/// Weights of the calls of `pallet_reconciliation`.
pub trait WeightInfo {
	/// The weight of [`Call::match_by_proof`](crate::Call::match_by_proof) with so many amounts beside that of the order.
	fn match_by_proof(n: u32) -> Weight;
	/// The weight of [`Call::reap_loop`](crate::Call::reap_loop).
	fn reap_loop() -> Weight;
	/// The weight of [`Call::reap_waybill`](crate::Call::reap_waybill).
	fn reap_waybill() -> Weight;
}

/// For tests, which don't fill blocks.
impl WeightInfo for () {
	fn match_by_proof(_: u32) -> Weight {
		Weight::zero()
	}

	fn reap_loop() -> Weight {
		Weight::zero()
	}

	fn reap_waybill() -> Weight {
		Weight::zero()
	}
}
