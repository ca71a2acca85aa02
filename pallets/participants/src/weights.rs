//! What the calls cost. The runtime brings the figures, measured on its own database.

use frame_support::weights::Weight;

/// What the calls of `pallet_participants` cost.
pub trait WeightInfo {
	/// See [`Call::invite`](crate::Call::invite), with `o` operators.
	fn invite(o: u32) -> Weight;
	/// See [`Call::uninvite`](crate::Call::uninvite), with `o` operators.
	fn uninvite(o: u32) -> Weight;
	/// See [`Call::apply`](crate::Call::apply).
	fn apply() -> Weight;
	/// See [`Call::withdraw`](crate::Call::withdraw).
	fn withdraw() -> Weight;
	/// See [`Call::admit`](crate::Call::admit).
	fn admit() -> Weight;
	/// See [`Call::admit_many`](crate::Call::admit_many), with `n` admissions.
	fn admit_many(n: u32) -> Weight;
	/// See [`Call::reject`](crate::Call::reject).
	fn reject() -> Weight;
	/// See [`Call::suspend`](crate::Call::suspend).
	fn suspend() -> Weight;
	/// See [`Call::reinstate`](crate::Call::reinstate).
	fn reinstate() -> Weight;
	/// See [`Call::revoke`](crate::Call::revoke), with as many operators as there may be and `a` authorizations.
	fn revoke(a: u32) -> Weight;
	/// See [`Call::renew`](crate::Call::renew).
	fn renew() -> Weight;
	/// See [`Call::add_operator`](crate::Call::add_operator).
	fn add_operator() -> Weight;
	/// See [`Call::accept_operator`](crate::Call::accept_operator).
	fn accept_operator() -> Weight;
	/// See [`Call::remove_multisig`](crate::Call::remove_multisig).
	fn remove_multisig() -> Weight;
	/// See [`Call::remove_operator`](crate::Call::remove_operator).
	fn remove_operator() -> Weight;
	/// See [`Call::authorize`](crate::Call::authorize).
	fn authorize() -> Weight;
	/// See [`Call::withdraw_authorization`](crate::Call::withdraw_authorization).
	fn withdraw_authorization() -> Weight;
	/// See [`Call::assign_department`](crate::Call::assign_department).
	fn assign_department() -> Weight;
	/// See [`CheckAdmission`](crate::CheckAdmission), with the nonce, and without the account of an operator's principal.
	fn check_admission() -> Weight;
	/// The same for so many participants, one after the other.
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

	// These two alone are told apart, because the extension gives the difference back.
	fn check_admission() -> Weight {
		Weight::from_parts(3, 0)
	}

	fn check_admission_of_participants(participants: u32) -> Weight {
		Weight::from_parts(participants.into(), 0)
	}
}
