//! Who authors and who finalises: Aura and GRANDPA, over validators that take part by session.

use crate::{
	opaque::SessionKeys, AccountId, Aura, Balance, Balances, BlockNumber, Regulators, Runtime, RuntimeEvent,
	Session, MILLISECS_PER_BLOCK, MINUTES,
};
use frame_support::{
	parameter_types,
	traits::{ConstBool, ConstU32, ConstU64, Contains},
};
use pallet_session::{disabling::UpToLimitWithReEnablingDisablingStrategy, PeriodicSessions};
use sp_consensus_aura::sr25519::AuthorityId as AuraId;
use sp_runtime::traits::{Convert, OpaqueKeys};

/// The most authorities: one for each regulator that there may be.
type MaxAuthorities = ConstU32<{ super::governance::MAX_REGULATORS }>;

parameter_types! {
	/// How long a session lasts: a change of the validators acts two sessions later.
	pub const SessionPeriod: BlockNumber = 5 * MINUTES;
	/// When the first session ends, counted from genesis: after a whole period.
	pub const SessionOffset: BlockNumber = 0;
	/// What setting session keys costs: nothing, for nobody holds a balance.
	pub const KeyDeposit: Balance = 0;
}

/// Sessions of equal length.
type Sessions = PeriodicSessions<SessionPeriod, SessionOffset>;

impl pallet_aura::Config for Runtime {
	type AllowMultipleBlocksPerSlot = ConstBool<false>;
	type AuthorityId = AuraId;
	type DisabledValidators = Session;
	type MaxAuthorities = MaxAuthorities;
	type SlotDuration = ConstU64<MILLISECS_PER_BLOCK>;
}

/// Equivocations are not reported yet: no proof of who owns a key can be made, so no history of sets is kept for one.
impl pallet_grandpa::Config for Runtime {
	type EquivocationReportSystem = ();
	type KeyOwnerProof = sp_core::Void;
	type MaxAuthorities = MaxAuthorities;
	type MaxNominators = ConstU32<0>;
	type MaxSetIdSessionEntries = ConstU64<0>;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = ();
}

/// Knows a validator by its account, and only if it is a regulator's: nobody else can set session keys.
pub struct RegulatorOf;

impl Convert<AccountId, Option<AccountId>> for RegulatorOf {
	fn convert(account: AccountId) -> Option<AccountId> {
		Regulators::contains(&account).then_some(account)
	}
}

impl pallet_session::Config for Runtime {
	type Currency = Balances;
	// Never more than a third at once, so that the others can go on finalising.
	type DisablingStrategy = UpToLimitWithReEnablingDisablingStrategy;
	type KeyDeposit = KeyDeposit;
	type Keys = SessionKeys;
	type NextSessionRotation = Sessions;
	type RuntimeEvent = RuntimeEvent;
	type SessionHandler = <SessionKeys as OpaqueKeys>::KeyTypeIdProviders;
	// The validators are those of genesis.
	type SessionManager = ();
	type ShouldEndSession = Sessions;
	type ValidatorId = AccountId;
	type ValidatorIdOf = RegulatorOf;
	type WeightInfo = pallet_session::weights::SubstrateWeight<Runtime>;
}

impl pallet_authorship::Config for Runtime {
	type EventHandler = ();
	type FindAuthor = pallet_session::FindAccountFromAuthorIndex<Runtime, Aura>;
}
