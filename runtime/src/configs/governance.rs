// SPDX-License-Identifier: Apache-2.0

//! The council of the regulators, and the one way from there to Root.
//!
//! A regulator is a member of [`Regulators`]; the [`Council`] takes its members
//! from there alone. Whatever needs Root is whitelisted by two thirds of the council, by the hash of the very call, and
//! then dispatched through [`Whitelist`]. The share of all that of one member is bounded by
//! [`CouncilLimits`](crate::CouncilLimits); see [`council_limits`](super::council_limits).

use super::{
	council_limits::{MaxMotions, WhitelistedPreimages},
	membership::MAX_REGULATORS,
	origins::{
		CouncilMember, MajorityOfCouncil, RootOrTwoThirdsOfCouncil, ThirdOfCouncil, TwoThirdsOfCouncil,
	},
	system::MAXIMUM_BLOCK_WEIGHT,
};
use crate::{
	Balances, BlockNumber, Council, Grandpa, Multisig, Preimage, Proxy, Regulators, Runtime, RuntimeCall,
	RuntimeEvent, RuntimeOrigin, Session, System, Timestamp, TxPause, Utility, ValidatorSeats, Whitelist,
	DAYS,
};
use frame_support::{
	parameter_types,
	traits::{ConstU32, Contains, EitherOfDiverse, PalletInfoAccess},
	weights::Weight,
};
use pallet_collective::Instance1;
use pallet_tx_pause::RuntimeCallNameOf;
use sp_runtime::Perbill;

parameter_types! {
	/// The time for the council to vote on a motion.
	pub const MotionDuration: BlockNumber = 3 * DAYS;
	/// The heaviest call of a motion, which leaves half of the block to all others.
	pub MaxProposalWeight: Weight = Perbill::from_percent(50) * MAXIMUM_BLOCK_WEIGHT;
	/// The time for which a dispatch waits for its whitelisting: that of the vote.
	///
	/// There is no such dispatch, for [`WithinLimits`](super::council_limits::WithinLimits) refuses it.
	pub const DeferredDispatchExpiration: BlockNumber = MotionDuration::get();
}

impl pallet_collective::Config<Instance1> for Runtime {
	#[cfg(not(feature = "runtime-benchmarks"))]
	type Consideration = super::council_limits::CountedMotion;
	// The pallet's benchmarks propose everything as one member.
	#[cfg(feature = "runtime-benchmarks")]
	type Consideration = ();
	// A member that has not voted when a motion ends counts as the prime's vote, and as nay while there is no prime:
	// silence alone never makes two thirds.
	type DefaultVote = pallet_collective::PrimeDefaultVote;
	type DisapproveOrigin = RootOrTwoThirdsOfCouncil;
	type KillOrigin = RootOrTwoThirdsOfCouncil;
	type MaxMembers = ConstU32<MAX_REGULATORS>;
	type MaxProposalWeight = MaxProposalWeight;
	type MaxProposals = MaxMotions;
	type MotionDuration = MotionDuration;
	type Proposal = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type RuntimeOrigin = RuntimeOrigin;
	// Not even Root: members come from `Regulators`, and the two must never differ. The pallet's benchmarks set
	// members of their own.
	#[cfg(not(feature = "runtime-benchmarks"))]
	type SetMembersOrigin = frame_support::traits::NeverEnsureOrigin<()>;
	#[cfg(feature = "runtime-benchmarks")]
	type SetMembersOrigin = frame_system::EnsureRoot<crate::AccountId>;
	type WeightInfo = pallet_collective::weights::SubstrateWeight<Runtime>;
}

impl pallet_preimage::Config for Runtime {
	#[cfg(not(feature = "runtime-benchmarks"))]
	type Consideration = super::council_limits::CountedPreimage;
	// The pallet's benchmarks note as a depositor.
	#[cfg(feature = "runtime-benchmarks")]
	type Consideration = ();
	type Currency = Balances;
	// A member notes by its own signature, so that its preimages are counted. A requested preimage, which is to say that
	// of a whitelisted call, any account may note.
	type ManagerOrigin = RootOrTwoThirdsOfCouncil;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_preimage::weights::SubstrateWeight<Runtime>;
}

/// The only way to Root.
///
/// Two thirds of the council whitelist the hash of a call. That is the decision; to dispatch the call afterwards needs
/// one member only, so that a second vote of three days does not stand between a decision and, say, an urgent upgrade.
/// A whitelisted call lapses after [`WhitelistTerm`](super::council_limits::WhitelistTerm), so that no single member
/// chooses among decisions of long ago; a call that is no longer wanted before, two thirds take off the list.
impl pallet_whitelist::Config for Runtime {
	type BlockNumberProvider = System;
	type DeferredDispatchExpiration = DeferredDispatchExpiration;
	type DispatchWhitelistedOrigin = EitherOfDiverse<TwoThirdsOfCouncil, CouncilMember>;
	type Preimages = WhitelistedPreimages;
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_whitelist::weights::SubstrateWeight<Runtime>;
	type WhitelistOrigin = TwoThirdsOfCouncil;
}

/// The pallets whose calls can't be paused.
///
/// Those of the chain itself, of the seats that make its blocks, and those by which the council decides, unpauses and
/// upgrades. Nor can the calls that only carry others, through which the council does all that; a paused call is refused
/// inside them, too.
pub struct NeverPaused;

impl Contains<RuntimeCallNameOf<Runtime>> for NeverPaused {
	fn contains((pallet, _): &RuntimeCallNameOf<Runtime>) -> bool {
		[
			System::name(),
			Timestamp::name(),
			Grandpa::name(),
			Session::name(),
			Utility::name(),
			Proxy::name(),
			Multisig::name(),
			Preimage::name(),
			Whitelist::name(),
			TxPause::name(),
			Regulators::name(),
			Council::name(),
			ValidatorSeats::name(),
		]
		.iter()
		.any(|name| name.as_bytes() == pallet.as_slice())
	}
}

/// Pauses a single call for all signers, while something is wrong with it.
///
/// A third of the council pauses, as it suspends: quickly, because harm done meanwhile can't be undone and a pause can.
/// Unpausing needs a majority, so that a pause outlasts the members that would rather go on.
impl pallet_tx_pause::Config for Runtime {
	// Longer names count as paused; a test sees to it that there are none.
	type MaxNameLen = ConstU32<64>;
	type PauseOrigin = ThirdOfCouncil;
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type UnpauseOrigin = MajorityOfCouncil;
	type WeightInfo = pallet_tx_pause::weights::SubstrateWeight<Runtime>;
	type WhitelistedCalls = NeverPaused;
}
