//! Who authors and who finalises: Aura and GRANDPA, over validators that are regulators and take part by session.

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

/// The most authorities: one for each regulator that there may be.
type MaxAuthorities = ConstU32<MAX_REGULATORS>;

/// For how many sessions it can still be proven who owned a key: a day of sessions of the usual length. A report follows
/// its offence within seconds.
pub const MAX_HISTORICAL_SESSIONS: SessionIndex = 288;

parameter_types! {
	/// How long a session lasts until the council says otherwise: a change of the validators acts two sessions later.
	pub const DefaultSessionLength: BlockNumber = 5 * MINUTES;
	/// The shortest session: finality follows a change of the voters before the next one comes.
	pub const MinSessionLength: BlockNumber = 10;
	/// After how long without a block a validator counts as gone until the council says otherwise.
	pub const DefaultIdleTerm: BlockNumber = 30 * MINUTES;
	/// The shortest time after which it may: everyone's turn comes within it.
	pub const MinIdleTerm: BlockNumber = MAX_REGULATORS;
	/// What setting session keys costs: nothing, for nobody holds a balance.
	pub const KeyDeposit: Balance = 0;
	/// For how many blocks a report may wait in the pool.
	pub const ReportLongevity: u64 = DAYS as u64;
}

/// Two blocks of one author for one slot are seen and logged by the nodes, but Aura has no report of them.
impl pallet_aura::Config for Runtime {
	type AllowMultipleBlocksPerSlot = ConstBool<false>;
	type AuthorityId = AuraId;
	type DisabledValidators = Session;
	type MaxAuthorities = MaxAuthorities;
	type SlotDuration = ConstU64<MILLISECS_PER_BLOCK>;
}

/// Whoever votes twice in a round is reported by the node that sees it, and retired from its seat.
impl pallet_grandpa::Config for Runtime {
	type EquivocationReportSystem = EquivocationReportSystem<Self, Offences, Historical, ReportLongevity>;
	type KeyOwnerProof = MembershipProof;
	type MaxAuthorities = MaxAuthorities;
	type MaxNominators = ConstU32<0>;
	// No set is shorter than a session, so this reaches as far back as the proofs.
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

/// How a node hands in a report: unsigned, for a node has no account.
impl<LocalCall> CreateBare<LocalCall> for Runtime
where
	RuntimeCall: From<LocalCall>,
{
	fn create_bare(call: RuntimeCall) -> UncheckedExtrinsic {
		UncheckedExtrinsic::new_bare(call)
	}
}

/// Knows a validator by its account, and only if it is a regulator's: nobody else can set session keys.
pub struct RegulatorOf;

impl Convert<AccountId, Option<AccountId>> for RegulatorOf {
	fn convert(account: AccountId) -> Option<AccountId> {
		Regulators::contains(&account).then_some(account)
	}
}

/// Identifies every validator, by its account alone: even one that is held over in the set after its membership ended.
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

/// Lets the seats plan the sets, notes the root of each so that it can be proven who owned a key, and forgets it after
/// [`MAX_HISTORICAL_SESSIONS`].
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
	// What could keep the expelled in, or stretch the time until they leave, takes as many as expelling them.
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
