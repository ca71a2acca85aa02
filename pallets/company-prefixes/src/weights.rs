// SPDX-License-Identifier: Apache-2.0

//! Weights of the calls. The runtime brings the figures, measured on its own database.

use frame_support::weights::Weight;

/// Weights of the calls of `pallet_company_prefixes`.
pub trait WeightInfo {
	/// The weight of [`Call::set_rule`](crate::Call::set_rule).
	fn set_rule() -> Weight;
	/// The weight of [`Call::grant`](crate::Call::grant).
	fn grant() -> Weight;
	/// The weight of [`Call::end_grant`](crate::Call::end_grant).
	fn end_grant() -> Weight;
	/// The weight of [`Call::permit`](crate::Call::permit).
	fn permit() -> Weight;
	/// The weight of [`Call::revoke_permit`](crate::Call::revoke_permit).
	fn revoke_permit() -> Weight;
}

/// For tests, which don't fill blocks.
impl WeightInfo for () {
	fn set_rule() -> Weight {
		Weight::zero()
	}

	fn grant() -> Weight {
		Weight::zero()
	}

	fn end_grant() -> Weight {
		Weight::zero()
	}

	fn permit() -> Weight {
		Weight::zero()
	}

	fn revoke_permit() -> Weight {
		Weight::zero()
	}
}
