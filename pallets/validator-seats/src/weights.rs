//! What the calls and the hooks cost. The runtime brings the figures, measured on its own database.

use frame_support::weights::Weight;

/// What the calls and the hooks of `pallet_validator_seats` cost.
pub trait WeightInfo {
	/// See [`Call::activate`](crate::Call::activate).
	fn activate() -> Weight;
	/// See [`Call::rest`](crate::Call::rest).
	fn rest() -> Weight;
	/// See [`Call::set_floor`](crate::Call::set_floor).
	fn set_floor() -> Weight;
	/// See [`Call::set_idle_term`](crate::Call::set_idle_term).
	fn set_idle_term() -> Weight;
	/// See [`Call::set_session_length`](crate::Call::set_session_length).
	fn set_session_length() -> Weight;
	/// See [`Call::pardon`](crate::Call::pardon).
	fn pardon() -> Weight;
	/// Noting the author, in every block.
	fn note_author() -> Weight;
	/// Retiring `n` seats whose membership ended.
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
