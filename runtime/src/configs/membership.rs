// SPDX-License-Identifier: Apache-2.0

//! The membership of regulators, and its effect on council, register and validator seats.

use super::origins::RootOrTwoThirdsOfCouncil;
use crate::{AccountId, Council, CouncilLimits, Participants, Runtime, RuntimeEvent, ValidatorSeats};
use frame_support::traits::{ChangeMembers, ConstU32, InitializeMembers};

/// The most regulators, and so the most seats in the council.
pub const MAX_REGULATORS: u32 = 32;

impl pallet_membership::Config for Runtime {
	type AddOrigin = RootOrTwoThirdsOfCouncil;
	type MaxMembers = ConstU32<MAX_REGULATORS>;
	type MembershipChanged = SeatsWithLimits;
	type MembershipInitialized = Seats;
	type PrimeOrigin = RootOrTwoThirdsOfCouncil;
	type RemoveOrigin = RootOrTwoThirdsOfCouncil;
	type ResetOrigin = RootOrTwoThirdsOfCouncil;
	type RuntimeEvent = RuntimeEvent;
	type SwapOrigin = RootOrTwoThirdsOfCouncil;
	type WeightInfo = pallet_membership::weights::SubstrateWeight<Runtime>;
}

/// Passes every change of the regulators to council, register and validator seats.
pub struct Seats;

impl ChangeMembers<AccountId> for Seats {
	fn change_members_sorted(incoming: &[AccountId], outgoing: &[AccountId], new: &[AccountId]) {
		Council::change_members_sorted(incoming, outgoing, new);
		Participants::change_members_sorted(incoming, outgoing, new);
		ValidatorSeats::change_members_sorted(incoming, outgoing, new);
	}

	fn set_prime(prime: Option<AccountId>) {
		Council::set_prime(prime);
	}

	fn get_prime() -> Option<AccountId> {
		Council::get_prime()
	}
}

impl InitializeMembers<AccountId> for Seats {
	fn initialize_members(members: &[AccountId]) {
		Council::initialize_members(members);
		Participants::change_members_sorted(members, &[], members);
	}
}

/// Passes every change of the regulators to [`Seats`] and to the council's limits.
pub struct SeatsWithLimits;

impl ChangeMembers<AccountId> for SeatsWithLimits {
	fn change_members_sorted(incoming: &[AccountId], outgoing: &[AccountId], new: &[AccountId]) {
		Seats::change_members_sorted(incoming, outgoing, new);
		CouncilLimits::change_members_sorted(incoming, outgoing, new);
	}

	fn set_prime(prime: Option<AccountId>) {
		Seats::set_prime(prime);
	}

	fn get_prime() -> Option<AccountId> {
		Seats::get_prime()
	}
}
