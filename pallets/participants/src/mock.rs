// SPDX-License-Identifier: Apache-2.0

//! A chain that has the register of participants and nothing else.

use crate::{self as pallet_participants, *};
use frame_support::{
	derive_impl, ord_parameter_types, parameter_types,
	traits::{ConstU32, ConstU64, Contains, UnixTime},
	BoundedVec,
};
use frame_system::EnsureSignedBy;
use sp_core::H256;
use sp_runtime::{traits::Dispatchable, BuildStorage};
use std::time::Duration;
use suyuan_primitives::{
	parties::{
		Business, Department,
		NodeKind::{self, *},
	},
	values::{Evidence, EvidenceKind, Note, Sealed, Text},
};

pub type AccountId = u64;

frame_support::construct_runtime!(
	pub enum Test {
		System: frame_system,
		Registry: pallet_participants,
	}
);

/// The time at which every test begins, in milliseconds.
pub const START: u64 = 1_000_000;
/// The end of the admissions of [`ExtBuilder::admitted`].
pub const UNTIL: u64 = START + 500_000;
/// The milliseconds for which an invitation stands.
pub const TERM: u64 = 10_000;
/// The blocks in which a participant's empty buckets are full again.
pub const REFILL: u64 = 10;
/// The weight and the bytes of a transaction in tests that don't say otherwise.
pub const WEIGHT: u64 = 100;
pub const BYTES: usize = 200;
/// The transactions of that weight that a participant may sign at once.
pub const ALLOWANCE: u32 = 5;
/// The same of a regulator.
pub const REGULATORS_ALLOWANCE: u32 = 6;
/// The same of an applicant.
pub const APPLICANTS_ALLOWANCE: u32 = 2;
/// The transactions of a participant that may wait at a time.
pub const BACKLOG: u32 = 24;
pub const MAX_INVITATIONS: u32 = 5;
pub const MAX_ADMISSIONS: u32 = 4;
pub const MAX_OPERATORS: u32 = 2;
pub const MAX_AUTHORIZATIONS: u32 = 3;
pub const MAX_PARTNERS: u32 = 2;
/// The blocks after which a multisig operation lapses.
pub const MULTISIG_TERM: u64 = 20;

// Accounts that hold a power of the collective. None of them holds a seat or takes part otherwise.
pub const ADMITS: AccountId = 101;
pub const SUSPENDS: AccountId = 102;
pub const REVOKES: AccountId = 103;
pub const REINSTATES: AccountId = 104;

// Accounts that hold a regulator's seat, if a test says nothing else.
pub const CUSTOMS: AccountId = 1;
pub const TAX: AccountId = 2;

// Other accounts, which stand where a test puts them.
pub const MERCHANT: AccountId = 11;
pub const CARRIER: AccountId = 12;
pub const BANK: AccountId = 13;
pub const PLATFORM: AccountId = 14;
pub const CONSUMER: AccountId = 15;
pub const OVERSEAS: AccountId = 16;
pub const STRANGER: AccountId = 17;
pub const KEY: AccountId = 21;
pub const OTHER_KEY: AccountId = 22;
pub const THIRD_KEY: AccountId = 23;

/// Room for so many transactions of [`WEIGHT`] and [`BYTES`], and for twice as many new keys.
const fn allowance(transactions: u32) -> Allowance {
	const fn rate(capacity: u64) -> Rate {
		Rate { capacity, blocks: REFILL as u32 }
	}

	Allowance {
		weight: rate(transactions as u64 * WEIGHT),
		bytes: rate(transactions as u64 * BYTES as u64),
		new_keys: rate(2 * transactions as u64),
		backlog: BACKLOG,
	}
}

parameter_types! {
	pub const ParticipantAllowance: Allowance = allowance(ALLOWANCE);
	pub const RegulatorAllowance: Allowance = allowance(REGULATORS_ALLOWANCE);
	pub const ApplicantAllowance: Allowance = allowance(APPLICANTS_ALLOWANCE);
	pub storage Now: u64 = START;
	pub storage Seats: Vec<AccountId> = Vec::new();
	pub storage Opened: Vec<(AccountId, [u8; 32], u64)> = Vec::new();
}

ord_parameter_types! {
	pub const Admits: AccountId = ADMITS;
	pub const Suspends: AccountId = SUSPENDS;
	pub const Revokes: AccountId = REVOKES;
	pub const Reinstates: AccountId = REINSTATES;
}

/// Tells the time of [`Now`].
pub struct Clock;

impl UnixTime for Clock {
	fn now() -> Duration {
		Duration::from_millis(Now::get())
	}
}

/// The accounts of [`Seats`].
pub struct SeatHolders;

impl Contains<AccountId> for SeatHolders {
	fn contains(who: &AccountId) -> bool {
		Seats::get().contains(who)
	}
}

/// The multisig operations of [`Opened`].
pub struct Multisigs;

impl OpenMultisigs<AccountId, u64> for Multisigs {
	fn opened_at(account: &AccountId, call_hash: &[u8; 32]) -> Option<u64> {
		let opened = Opened::get().into_iter().find(|(who, hash, _)| (who, hash) == (account, call_hash));
		opened.map(|(_, _, block)| block)
	}

	fn remove(account: &AccountId, call_hash: &[u8; 32]) {
		let left = Opened::get().into_iter().filter(|(who, hash, _)| (who, hash) != (account, call_hash));
		Opened::set(&left.collect());
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn open(account: &AccountId, call_hash: &[u8; 32]) {
		open_multisig(*account, *call_hash);
	}
}

/// Opens a multisig operation in this block.
pub fn open_multisig(account: AccountId, call_hash: [u8; 32]) {
	let mut opened = Opened::get();
	opened.push((account, call_hash, System::block_number()));
	Opened::set(&opened);
}

/// Calls of the system stand in for those of other pallets.
///
/// A remark is a call of the trade chain and brings as many keys as it has bytes, a remark with an event acts on behalf of
/// another, `set_heap_pages` governs, and the others may be signed by no account.
pub struct Policy;

impl CallPolicy<AccountId, RuntimeCall> for Policy {
	fn new_keys(
		role: Role<AccountId>,
		_signer: &AccountId,
		call: &RuntimeCall,
	) -> Result<u32, AdmissionError> {
		use frame_system::Call as System;
		let trades = matches!(role, Role::Participant | Role::Regulator);
		match call {
			RuntimeCall::Registry(Call::apply { .. } | Call::withdraw {}) if role == Role::Applicant => Ok(1),
			RuntimeCall::Registry(_) if trades => Ok(1),
			RuntimeCall::System(System::remark { remark }) if trades => Ok(remark.len() as u32),
			RuntimeCall::System(System::remark_with_event { .. }) if role != Role::Applicant => Ok(0),
			RuntimeCall::System(System::set_heap_pages { .. }) if role == Role::Regulator => Ok(0),
			_ => Err(match role {
				Role::Applicant => AdmissionError::MayOnlyApply,
				Role::Operator | Role::OperatorOfApplicant { .. } => AdmissionError::OperatorCallOnly,
				Role::Participant | Role::Regulator => AdmissionError::CallNotAllowed,
			}),
		}
	}

	fn carriers(call: &RuntimeCall) -> u32 {
		matches!(call, RuntimeCall::System(frame_system::Call::remark_with_event { .. })).into()
	}
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type AccountData = AccountData;
	type Block = frame_system::mocking::MockBlock<Test>;
}

impl Config for Test {
	type AdmitOrigin = EnsureSignedBy<Admits, AccountId>;
	type SuspendOrigin = EnsureSignedBy<Suspends, AccountId>;
	type ReinstateOrigin = EnsureSignedBy<Reinstates, AccountId>;
	type RevokeOrigin = EnsureSignedBy<Revokes, AccountId>;
	type Regulators = SeatHolders;
	type CallPolicy = Policy;
	type Multisigs = Multisigs;
	type MultisigTerm = ConstU64<MULTISIG_TERM>;
	type Time = Clock;
	type InvitationTerm = ConstU64<TERM>;
	type MaxInvitations = ConstU32<MAX_INVITATIONS>;
	type MaxAdmissions = ConstU32<MAX_ADMISSIONS>;
	type MaxOperators = ConstU32<MAX_OPERATORS>;
	type MaxAuthorizations = ConstU32<MAX_AUTHORIZATIONS>;
	type MaxPartners = ConstU32<MAX_PARTNERS>;
	type ParticipantAllowance = ParticipantAllowance;
	type RegulatorAllowance = RegulatorAllowance;
	type ApplicantAllowance = ApplicantAllowance;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Helper;
}

/// Gives seats and calls to the benchmarks.
#[cfg(feature = "runtime-benchmarks")]
pub struct Helper;

#[cfg(feature = "runtime-benchmarks")]
impl BenchmarkHelper<AccountId, RuntimeCall> for Helper {
	fn give_seat(who: &AccountId) {
		give_seat(*who);
	}

	fn operator_call(_: &AccountId) -> RuntimeCall {
		on_behalf()
	}
}

/// Puts accounts where a test needs them, each the way that it would go on the chain.
pub struct ExtBuilder {
	seats: Vec<(AccountId, Department)>,
	admitted: Vec<(AccountId, Profile)>,
	applied: Vec<(AccountId, Profile)>,
	invited: Vec<AccountId>,
}

impl Default for ExtBuilder {
	fn default() -> Self {
		Self {
			seats: vec![(CUSTOMS, Department::Customs), (TAX, Department::Tax)],
			admitted: Vec::new(),
			applied: Vec::new(),
			invited: Vec::new(),
		}
	}
}

impl ExtBuilder {
	/// Gives seats to these accounts, instead of [`CUSTOMS`] and [`TAX`]. One must have one, to invite the others.
	pub fn regulators(mut self, seats: impl Into<Vec<(AccountId, Department)>>) -> Self {
		self.seats = seats.into();
		self
	}

	/// Invites these accounts, lets them apply and admits them until [`UNTIL`].
	pub fn admitted(mut self, who: impl Into<Vec<(AccountId, Profile)>>) -> Self {
		self.admitted = who.into();
		self
	}

	/// Invites these accounts and lets them apply.
	pub fn applied(mut self, who: impl Into<Vec<(AccountId, Profile)>>) -> Self {
		self.applied = who.into();
		self
	}

	/// Invites these accounts by the first regulator.
	pub fn invited(mut self, who: impl Into<Vec<AccountId>>) -> Self {
		self.invited = who.into();
		self
	}

	/// The chain in its first block, with no events yet.
	pub fn build(self) -> sp_io::TestExternalities {
		let genesis = RuntimeGenesisConfig {
			system: Default::default(),
			registry: crate::GenesisConfig { seats: self.seats.clone() },
		};
		let mut chain = sp_io::TestExternalities::from(genesis.build_storage().unwrap());
		chain.execute_with(|| {
			System::set_block_number(1);
			Seats::set(&self.seats.iter().map(|(who, _)| *who).collect());
			for (who, profile) in self.admitted {
				invite(self.seats[0].0, who);
				apply(who, profile.clone());
				admit(who, &profile);
			}
			for (who, profile) in self.applied {
				invite(self.seats[0].0, who);
				apply(who, profile);
			}
			for who in self.invited {
				invite(self.seats[0].0, who);
			}
			System::reset_events();
		});
		chain
	}

	/// Runs a test, after which everything that must hold of the register still holds.
	pub fn build_and_execute(self, test: impl FnOnce()) {
		self.build().execute_with(|| {
			test();
			Pallet::<Test>::do_try_state().unwrap();
		})
	}
}

// Steps on the way into the register, for tests of what comes after.

pub fn invite(inviter: AccountId, who: AccountId) {
	Registry::invite(signed(inviter), who, Default::default()).unwrap();
}

pub fn apply(who: AccountId, profile: Profile) {
	Registry::apply(signed(who), profile).unwrap();
}

pub fn admit(who: AccountId, profile: &Profile) {
	Registry::admit(signed(ADMITS), who, hash(profile), UNTIL).unwrap();
}

pub fn suspend(who: AccountId) {
	Registry::suspend(signed(SUSPENDS), who, reason()).unwrap();
}

pub fn revoke(who: AccountId) {
	Registry::revoke(signed(REVOKES), who, reason()).unwrap();
}

/// Offers a key to be an operator, which it accepts.
pub fn add_operator(principal: AccountId, operator: AccountId) {
	Registry::add_operator(signed(principal), operator).unwrap();
	accept_operator(operator, principal);
}

pub fn accept_operator(operator: AccountId, principal: AccountId) {
	Registry::accept_operator(signed(operator), principal).unwrap();
}

pub fn keys_of(principal: AccountId) -> Vec<(AccountId, bool)> {
	Keys::<Test>::get(principal).into_iter().map(|key| (key.operator, key.accepted)).collect()
}

pub fn authorize(owner: AccountId, provider: AccountId) {
	Registry::authorize(signed(owner), provider, BlockSet::ALL).unwrap();
}

pub fn give_seat(who: AccountId) {
	use frame_support::traits::ChangeMembers;
	let mut seats = Seats::get();
	seats.push(who);
	Seats::set(&seats);
	Pallet::<Test>::change_members_sorted(&[who], &[], &seats);
}

pub fn take_seat(who: AccountId) {
	use frame_support::traits::ChangeMembers;
	let seats: Vec<_> = Seats::get().into_iter().filter(|holder| *holder != who).collect();
	Seats::set(&seats);
	Pallet::<Test>::change_members_sorted(&[], &[who], &seats);
}

/// Lets time pass until this moment, in milliseconds.
pub fn at(moment: u64) {
	Now::set(&moment);
}

// Values for tests in which they don't matter.

pub fn text<const N: u32>(text: &str) -> Text<N> {
	text.try_into().unwrap()
}

pub fn reason() -> Note {
	text("证照不符")
}

pub fn keys(keys: &[AccountId]) -> BoundedVec<AccountId, ConstU32<MAX_OPERATORS>> {
	keys.to_vec().try_into().unwrap()
}

pub fn hash(profile: &Profile) -> H256 {
	Pallet::<Test>::profile_hash(profile)
}

fn organisation(business: Business, nodes: &[NodeKind], credit_code: &str) -> Profile {
	Profile {
		business,
		nodes: nodes.to_vec().try_into().unwrap(),
		identity: Identity::Organisation {
			name: text("深圳某某有限公司"),
			credit_code: credit_code.parse().unwrap(),
		},
		evidence: licence(),
	}
}

pub fn licence() -> BoundedVec<Evidence, ConstU32<8>> {
	vec![Evidence { kind: EvidenceKind::BusinessLicence, sha256: [7; 32] }].try_into().unwrap()
}

pub fn merchant() -> Profile {
	organisation(Business::ECommerceEnterprise, &[DomesticProcurement, TradingPlatform], "914403001922038216")
}

pub fn carrier() -> Profile {
	organisation(Business::Carrier, &[InternationalTransport, PortClearance], "91440300708461136T")
}

pub fn bank() -> Profile {
	organisation(Business::Bank, &[CrossBorderCollection], "9144030071526726XG")
}

pub fn platform() -> Profile {
	organisation(Business::ComprehensiveServicePlatform, &[], "91110108551385082Q")
}

pub fn consumer() -> Profile {
	Profile {
		business: Business::CodeHolder,
		nodes: Default::default(),
		identity: Identity::NaturalPerson { commitment: Sealed::new(&[9; 32], "张三") },
		evidence: Default::default(),
	}
}

pub fn overseas() -> Profile {
	Profile {
		business: Business::OverseasWarehousing,
		nodes: vec![NodeKind::OverseasWarehousing].try_into().unwrap(),
		identity: Identity::OverseasOrganisation {
			name: text("Warehouse GmbH"),
			country: "DE".parse().unwrap(),
			registration: text("HRB 12345"),
		},
		evidence: licence(),
	}
}

// Origins, calls and events.

pub fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

/// Every origin but that of the one power, seats and other powers among them.
pub fn without(power: AccountId) -> Vec<RuntimeOrigin> {
	[ADMITS, SUSPENDS, REVOKES, REINSTATES, CUSTOMS, TAX, MERCHANT, PLATFORM, STRANGER]
		.into_iter()
		.filter(|who| *who != power)
		.map(signed)
		.chain(unsigned())
		.collect()
}

/// The origins that no account signed.
pub fn unsigned() -> [RuntimeOrigin; 2] {
	[RuntimeOrigin::root(), RuntimeOrigin::none()]
}

/// A call that an operator may sign.
pub fn on_behalf() -> RuntimeCall {
	RuntimeCall::System(frame_system::Call::remark_with_event { remark: Vec::new() })
}

/// A call that only those in force may sign.
pub fn other_call() -> RuntimeCall {
	bringing(0)
}

/// Such a call that may bring so many keys into the state.
pub fn bringing(keys: usize) -> RuntimeCall {
	RuntimeCall::System(frame_system::Call::remark { remark: vec![0; keys] })
}

/// A call that only a regulator may sign.
pub fn governing() -> RuntimeCall {
	RuntimeCall::System(frame_system::Call::set_heap_pages { pages: 0 })
}

/// A call that no account may sign.
pub fn forbidden() -> RuntimeCall {
	RuntimeCall::System(frame_system::Call::kill_storage { keys: Vec::new() })
}

/// The register's events since the last time.
pub fn events() -> Vec<Event<Test>> {
	let events = System::events().into_iter().filter_map(|record| record.event.try_into().ok()).collect();
	System::reset_events();
	events
}

/// Dispatches a call as a block would, so that a failure leaves nothing behind.
pub fn dispatch(call: impl Into<RuntimeCall>, origin: RuntimeOrigin) -> sp_runtime::DispatchResult {
	call.into().dispatch(origin).map(|_| ()).map_err(|failure| failure.error)
}
