// SPDX-License-Identifier: Apache-2.0

//! Weights of the calls. The runtime brings the figures, measured on its own database.

use frame_support::weights::Weight;

/// Weights of the calls of `pallet_participants`.
pub trait WeightInfo {
	/// The weight of [`Call::invite`](crate::Call::invite), with `o` operators.
	fn invite(o: u32) -> Weight;
	/// The weight of [`Call::uninvite`](crate::Call::uninvite), with `o` operators.
	fn uninvite(o: u32) -> Weight;
	/// The weight of [`Call::apply`](crate::Call::apply).
	fn apply() -> Weight;
	/// The weight of [`Call::withdraw`](crate::Call::withdraw).
	fn withdraw() -> Weight;
	/// The weight of [`Call::admit`](crate::Call::admit).
	fn admit() -> Weight;
	/// The weight of [`Call::admit_many`](crate::Call::admit_many), with `n` admissions.
	fn admit_many(n: u32) -> Weight;
	/// The weight of [`Call::reject`](crate::Call::reject).
	fn reject() -> Weight;
	/// The weight of [`Call::suspend`](crate::Call::suspend).
	fn suspend() -> Weight;
	/// The weight of [`Call::reinstate`](crate::Call::reinstate).
	fn reinstate() -> Weight;
	/// The weight of [`Call::revoke`](crate::Call::revoke), of a participant with as many operators as there may be and `a`
	/// authorizations.
	fn revoke(a: u32) -> Weight;
	/// The weight of [`Call::renew`](crate::Call::renew).
	fn renew() -> Weight;
	/// The weight of [`Call::add_operator`](crate::Call::add_operator).
	fn add_operator() -> Weight;
	/// The weight of [`Call::accept_operator`](crate::Call::accept_operator).
	fn accept_operator() -> Weight;
	/// The weight of [`Call::remove_multisig`](crate::Call::remove_multisig).
	fn remove_multisig() -> Weight;
	/// The weight of [`Call::remove_operator`](crate::Call::remove_operator).
	fn remove_operator() -> Weight;
	/// The weight of [`Call::authorize`](crate::Call::authorize).
	fn authorize() -> Weight;
	/// The weight of [`Call::withdraw_authorization`](crate::Call::withdraw_authorization).
	fn withdraw_authorization() -> Weight;
	/// The weight of [`Call::assign_department`](crate::Call::assign_department).
	fn assign_department() -> Weight;
	/// The weight of the transaction extension for an operator, without the account of its principal.
	fn check_admission() -> Weight;
	/// The weight of the transaction extension for so many participants, one after the other.
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
