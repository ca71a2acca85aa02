// SPDX-License-Identifier: Apache-2.0

//! Aura and GRANDPA, over validators that are regulators and take part by session.

use super::{
	membership::MAX_REGULATORS,
	origins::{MajorityOfCouncil, TwoThirdsOfCouncil},
};
use crate::{
	opaque::SessionKeys, weights, AccountId, Aura, Balance, Balances, BlockNumber, Historical, Offences,
	Regulators, Runtime, RuntimeCall, RuntimeEvent, Session, UncheckedExtrinsic, ValidatorSeats, DAYS,
	MILLISECS_PER_BLOCK, MINUTES,
};
use alloc::vec::Vec;
use frame_support::{
	parameter_types,
	traits::{ConstBool, ConstU32, ConstU64, Contains},
};
use frame_system::offchain::{CreateBare, CreateTransactionBase};
use pallet_grandpa::EquivocationReportSystem;
use pallet_session::{
	disabling::UpToLimitWithReEnablingDisablingStrategy,
	historical::{IdentificationTuple, NoteHistoricalRoot},
	SessionManager,
};
use sp_consensus_aura::sr25519::AuthorityId as AuraId;
use sp_runtime::traits::{Convert, OpaqueKeys};
use sp_session::MembershipProof;
use sp_staking::SessionIndex;

/// The most authorities, one for each regulator.
type MaxAuthorities = ConstU32<MAX_REGULATORS>;

/// The number of sessions for which the owner of a key can be proven: a day at the default length.
///
/// A report follows its offence within seconds.
pub(crate) const MAX_HISTORICAL_SESSIONS: SessionIndex = 288;

parameter_types! {
	/// The default length of a session; a change of the validators takes effect two sessions later.
	pub const DefaultSessionLength: BlockNumber = 5 * MINUTES;
	/// The shortest session: finality follows a change of the voters before the next one comes.
	pub const MinSessionLength: BlockNumber = 10;
	/// The default time without a block after which a validator counts as idle.
	pub const DefaultIdleTerm: BlockNumber = 30 * MINUTES;
	/// The shortest idle term: every validator's turn comes within it.
	pub const MinIdleTerm: BlockNumber = MAX_REGULATORS;
	/// The deposit for setting session keys: none, for no account holds a balance.
	pub const KeyDeposit: Balance = 0;
	/// The number of blocks for which a report may wait in the pool.
	pub const ReportLongevity: u64 = DAYS as u64;
}

/// Nodes log two blocks of one author for one slot, but Aura has no report of them.
impl pallet_aura::Config for Runtime {
	type AllowMultipleBlocksPerSlot = ConstBool<false>;
	type AuthorityId = AuraId;
	type DisabledValidators = Session;
	type MaxAuthorities = MaxAuthorities;
	type SlotDuration = ConstU64<MILLISECS_PER_BLOCK>;
}

/// A voter that votes twice in a round is reported by the node that sees it, and retired from its seat.
impl pallet_grandpa::Config for Runtime {
	type EquivocationReportSystem = EquivocationReportSystem<Self, Offences, Historical, ReportLongevity>;
	type KeyOwnerProof = MembershipProof;
	type MaxAuthorities = MaxAuthorities;
	type MaxNominators = ConstU32<0>;
	// No set is shorter than a session, so these entries reach as far back as the proofs.
	type MaxSetIdSessionEntries = ConstU64<{ MAX_HISTORICAL_SESSIONS as u64 }>;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = ();
}

impl<LocalCall> CreateTransactionBase<LocalCall> for Runtime
where
	RuntimeCall: From<LocalCall>,
{
	type Extrinsic = UncheckedExtrinsic;
	type RuntimeCall = RuntimeCall;
}

/// Creates the unsigned transactions of reports, for a node has no account.
impl<LocalCall> CreateBare<LocalCall> for Runtime
where
	RuntimeCall: From<LocalCall>,
{
	fn create_bare(call: RuntimeCall) -> UncheckedExtrinsic {
		UncheckedExtrinsic::new_bare(call)
	}
}

/// Identifies a validator by its account, if that is a regulator's: only regulators set session keys.
pub struct RegulatorOf;

impl Convert<AccountId, Option<AccountId>> for RegulatorOf {
	fn convert(account: AccountId) -> Option<AccountId> {
		Regulators::contains(&account).then_some(account)
	}
}

/// Identifies every validator by its account alone.
///
/// Even one that is held over in the set after its membership ended.
pub struct IdentifyByAccount;

impl Convert<AccountId, Option<()>> for IdentifyByAccount {
	fn convert(_: AccountId) -> Option<()> {
		Some(())
	}
}

impl pallet_session::historical::Config for Runtime {
	type FullIdentification = ();
	type FullIdentificationOf = IdentifyByAccount;
	type RuntimeEvent = RuntimeEvent;
}

impl pallet_offences::Config for Runtime {
	type IdentificationTuple = IdentificationTuple<Self>;
	type OnOffenceHandler = ValidatorSeats;
	type RuntimeEvent = RuntimeEvent;
}

/// Manages sessions with the sets that the seats plan, and keeps the roots of the latest sets.
///
/// With a root the owner of a key can be proven; it is dropped after [`MAX_HISTORICAL_SESSIONS`].
pub struct HistoricalSessionManager;

/// Plans the sets and notes their roots.
type NoteRoot = NoteHistoricalRoot<Runtime, ValidatorSeats>;

impl SessionManager<AccountId> for HistoricalSessionManager {
	fn new_session(session: SessionIndex) -> Option<Vec<AccountId>> {
		NoteRoot::new_session(session)
	}

	fn new_session_genesis(session: SessionIndex) -> Option<Vec<AccountId>> {
		NoteRoot::new_session_genesis(session)
	}

	fn end_session(session: SessionIndex) {
		NoteRoot::end_session(session);
	}

	fn start_session(session: SessionIndex) {
		if let Some(oldest) = session.checked_sub(MAX_HISTORICAL_SESSIONS) {
			Historical::prune_up_to(oldest);
		}
		NoteRoot::start_session(session);
	}
}

impl pallet_session::Config for Runtime {
	type Currency = Balances;
	// Never more than a third at once, so that the others can go on finalising.
	type DisablingStrategy = UpToLimitWithReEnablingDisablingStrategy;
	type KeyDeposit = KeyDeposit;
	type Keys = SessionKeys;
	type NextSessionRotation = ValidatorSeats;
	type RuntimeEvent = RuntimeEvent;
	type SessionHandler = <SessionKeys as OpaqueKeys>::KeyTypeIdProviders;
	type SessionManager = HistoricalSessionManager;
	type ShouldEndSession = ValidatorSeats;
	type ValidatorId = AccountId;
	type ValidatorIdOf = RegulatorOf;
	type WeightInfo = pallet_session::weights::SubstrateWeight<Runtime>;
}

impl pallet_authorship::Config for Runtime {
	type EventHandler = ValidatorSeats;
	type FindAuthor = pallet_session::FindAccountFromAuthorIndex<Runtime, Aura>;
}

impl pallet_validator_seats::Config for Runtime {
	type DefaultIdleTerm = DefaultIdleTerm;
	type DefaultSessionLength = DefaultSessionLength;
	// A setting that could keep expelled validators in, or delay their leaving, takes as many votes as expelling them.
	type FloorOrigin = TwoThirdsOfCouncil;
	type IdleTermOrigin = MajorityOfCouncil;
	type MaxSeats = ConstU32<MAX_REGULATORS>;
	type MinIdleTerm = MinIdleTerm;
	type MinSessionLength = MinSessionLength;
	type NewKey = weights::base::NewKey;
	type PardonOrigin = TwoThirdsOfCouncil;
	type Regulators = Regulators;
	type SessionLengthOrigin = TwoThirdsOfCouncil;
	type WeightInfo = weights::pallet_validator_seats::WeightInfo<Runtime>;
}
