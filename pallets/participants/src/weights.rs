// SPDX-License-Identifier: Apache-2.0

//! Weights of the calls. The runtime brings the figures, measured on its own database.

use frame_support::weights::Weight;

/// The weights of the calls of `pallet_participants`, under their names.
#[allow(missing_docs)]
pub trait WeightInfo {
	/// For an invitation with `o` operators.
	fn invite(o: u32) -> Weight;
	/// For an account with `o` operators.
	fn uninvite(o: u32) -> Weight;
	fn apply() -> Weight;
	fn withdraw() -> Weight;
	fn admit() -> Weight;
	/// For a motion with `n` admissions.
	fn admit_many(n: u32) -> Weight;
	fn reject() -> Weight;
	fn suspend() -> Weight;
	fn reinstate() -> Weight;
	/// For a participant with as many operators as there may be and `a` authorizations.
	fn revoke(a: u32) -> Weight;
	fn renew() -> Weight;
	fn add_operator() -> Weight;
	fn accept_operator() -> Weight;
	fn remove_multisig() -> Weight;
	fn remove_operator() -> Weight;
	fn authorize() -> Weight;
	fn withdraw_authorization() -> Weight;
	fn assign_department() -> Weight;
	/// The transaction extension for an operator, without the account of its principal.
	fn check_admission() -> Weight;
	/// The transaction extension for so many participants, one after the other.
	fn check_admission_of_participants(participants: u32) -> Weight;
}

/// For tests, which don't fill blocks.
impl WeightInfo for () {
	fn invite(_: u32) -> Weight {
		Weight::zero()
	}

	fn uninvite(_: u32) -> Weight {
		Weight::zero()
	}

	fn apply() -> Weight {
		Weight::zero()
	}

	fn withdraw() -> Weight {
		Weight::zero()
	}

	fn admit() -> Weight {
		Weight::zero()
	}

	fn admit_many(_: u32) -> Weight {
		Weight::zero()
	}

	fn reject() -> Weight {
		Weight::zero()
	}

	fn suspend() -> Weight {
		Weight::zero()
	}

	fn reinstate() -> Weight {
		Weight::zero()
	}

	fn revoke(_: u32) -> Weight {
		Weight::zero()
	}

	fn renew() -> Weight {
		Weight::zero()
	}

	fn add_operator() -> Weight {
		Weight::zero()
	}

	fn accept_operator() -> Weight {
		Weight::zero()
	}

	fn remove_multisig() -> Weight {
		Weight::zero()
	}

	fn remove_operator() -> Weight {
		Weight::zero()
	}

	fn authorize() -> Weight {
		Weight::zero()
	}

	fn withdraw_authorization() -> Weight {
		Weight::zero()
	}

	fn assign_department() -> Weight {
		Weight::zero()
	}

	// Different, because the extension gives the difference back.
	fn check_admission() -> Weight {
		Weight::from_parts(3, 0)
	}

	fn check_admission_of_participants(participants: u32) -> Weight {
		Weight::from_parts(participants.into(), 0)
	}
}
