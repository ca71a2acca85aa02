// SPDX-License-Identifier: Apache-2.0

//! Weights of the calls and the hooks. The runtime brings the figures, measured on its own database.

use frame_support::weights::Weight;

/// Weights of the calls and the hooks of `pallet_validator_seats`.
pub trait WeightInfo {
	/// The weight of [`Call::activate`](crate::Call::activate).
	fn activate() -> Weight;
	/// The weight of [`Call::rest`](crate::Call::rest).
	fn rest() -> Weight;
	/// The weight of [`Call::set_floor`](crate::Call::set_floor).
	fn set_floor() -> Weight;
	/// The weight of [`Call::set_idle_term`](crate::Call::set_idle_term).
	fn set_idle_term() -> Weight;
	/// The weight of [`Call::set_session_length`](crate::Call::set_session_length).
	fn set_session_length() -> Weight;
	/// The weight of [`Call::pardon`](crate::Call::pardon).
	fn pardon() -> Weight;
	/// The weight of noting the author, in every block.
	fn note_author() -> Weight;
	/// The weight of retiring `n` seats whose membership ended.
	fn end_memberships(n: u32) -> Weight;
}

/// For tests, which don't fill blocks.
impl WeightInfo for () {
	fn activate() -> Weight {
		Weight::zero()
	}

	fn rest() -> Weight {
		Weight::zero()
	}

	fn set_floor() -> Weight {
		Weight::zero()
	}

	fn set_idle_term() -> Weight {
		Weight::zero()
	}

	fn set_session_length() -> Weight {
		Weight::zero()
	}

	fn pardon() -> Weight {
		Weight::zero()
	}

	fn note_author() -> Weight {
		Weight::zero()
	}

	fn end_memberships(_: u32) -> Weight {
		Weight::zero()
	}
}
