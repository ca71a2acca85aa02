// SPDX-License-Identifier: Apache-2.0

//! A runtime with the real session and authorship pallets, whose authors take turns by block number.

use crate::{self as pallet_validator_seats, *};
use frame_support::{
	derive_impl, ord_parameter_types, parameter_types,
	traits::{ChangeMembers, ConstU32, ConstU64, FindAuthor, OnFinalize, OnInitialize, SortedMembers},
	weights::Weight,
	ConsensusEngineId,
};
use frame_system::EnsureSignedBy;
use pallet_session::{disabling::UpToLimitWithReEnablingDisablingStrategy, NextKeys, TestSessionHandler};
use sp_runtime::{
	impl_opaque_keys,
	testing::UintAuthorityId,
	traits::{ConvertInto, Dispatchable},
	BuildStorage, Perbill,
};
use sp_staking::offence::{OffenceDetails, OnOffenceHandler};

pub type AccountId = u64;

frame_support::construct_runtime!(
	pub enum Test {
		System: frame_system,
		Balances: pallet_balances,
		Authorship: pallet_authorship,
		Session: pallet_session,
		ValidatorSeats: pallet_validator_seats,
	}
);

/// The length of a session in blocks.
pub const LENGTH: u64 = 10;
/// The idle term: three sessions.
pub const TERM: u64 = 30;
pub const MIN_LENGTH: u64 = 5;
pub const MIN_TERM: u64 = 8;
pub const MAX_SEATS: u32 = 8;

// Accounts whose origins have a power of the collective. None of them is a member.
pub const SETS_FLOOR: AccountId = 101;
pub const SETS_TERM: AccountId = 102;
pub const SETS_LENGTH: AccountId = 103;
pub const PARDONS: AccountId = 104;

// Members that validate from genesis on, if a test says nothing else.
pub const ALICE: AccountId = 1;
pub const BOB: AccountId = 2;
pub const CHARLIE: AccountId = 3;
pub const DAVE: AccountId = 4;
/// A member without session keys.
pub const EVE: AccountId = 5;
/// An account without membership or keys.
pub const STRANGER: AccountId = 9;

impl_opaque_keys! {
	pub struct Keys {
		pub dummy: UintAuthorityId,
	}
}

parameter_types! {
	pub const NewKey: Weight = Weight::from_parts(1, 0);
	/// The members of the collective, sorted.
	pub static Members: Vec<AccountId> = Vec::new();
	/// The validators whose nodes are off.
	pub static Offline: Vec<AccountId> = Vec::new();
	/// The author of the block.
	pub static Author: Option<AccountId> = None;
}

ord_parameter_types! {
	pub const SetsFloor: AccountId = SETS_FLOOR;
	pub const SetsTerm: AccountId = SETS_TERM;
	pub const SetsLength: AccountId = SETS_LENGTH;
	pub const Pardons: AccountId = PARDONS;
}

/// The members of the collective.
pub struct Collective;

impl SortedMembers<AccountId> for Collective {
	fn sorted_members() -> Vec<AccountId> {
		Members::get()
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn add(who: &AccountId) {
		elect(*who);
	}
}

/// Finds the author in [`Author`] instead of a digest.
pub struct ByTurn;

impl FindAuthor<AccountId> for ByTurn {
	fn find_author<'a, I>(_: I) -> Option<AccountId>
	where
		I: 'a + IntoIterator<Item = (ConsensusEngineId, &'a [u8])>,
	{
		Author::get()
	}
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type AccountData = pallet_balances::AccountData<u64>;
	type Block = frame_system::mocking::MockBlock<Test>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
}

impl pallet_authorship::Config for Test {
	type EventHandler = ValidatorSeats;
	type FindAuthor = ByTurn;
}

impl pallet_session::Config for Test {
	type Currency = Balances;
	type DisablingStrategy = UpToLimitWithReEnablingDisablingStrategy;
	type KeyDeposit = ConstU64<0>;
	type Keys = Keys;
	type NextSessionRotation = ValidatorSeats;
	type RuntimeEvent = RuntimeEvent;
	type SessionHandler = TestSessionHandler;
	type SessionManager = ValidatorSeats;
	type ShouldEndSession = ValidatorSeats;
	type ValidatorId = AccountId;
	type ValidatorIdOf = ConvertInto;
	type WeightInfo = ();
}

impl Config for Test {
	type Regulators = Collective;
	type FloorOrigin = EnsureSignedBy<SetsFloor, AccountId>;
	type IdleTermOrigin = EnsureSignedBy<SetsTerm, AccountId>;
	type SessionLengthOrigin = EnsureSignedBy<SetsLength, AccountId>;
	type PardonOrigin = EnsureSignedBy<Pardons, AccountId>;
	type MaxSeats = ConstU32<MAX_SEATS>;
	type MinIdleTerm = ConstU64<MIN_TERM>;
	type DefaultIdleTerm = ConstU64<TERM>;
	type MinSessionLength = ConstU64<MIN_LENGTH>;
	type DefaultSessionLength = ConstU64<LENGTH>;
	type NewKey = NewKey;
	type WeightInfo = ();
}

/// Builds the seats that a test needs.
pub struct ExtBuilder {
	pub members: Vec<AccountId>,
	pub validators: Vec<AccountId>,
	pub floor: u32,
	pub idle_term: u64,
	pub session_length: u64,
}

impl Default for ExtBuilder {
	fn default() -> Self {
		Self {
			members: vec![ALICE, BOB, CHARLIE, DAVE, EVE],
			validators: vec![ALICE, BOB, CHARLIE, DAVE],
			floor: 2,
			idle_term: TERM,
			session_length: LENGTH,
		}
	}
}

impl ExtBuilder {
	/// Sets the validators: the accounts with session keys at genesis.
	pub fn validators(mut self, who: impl Into<Vec<AccountId>>) -> Self {
		self.validators = who.into();
		self
	}

	/// Sets the fewest validators of a plan.
	pub fn floor(mut self, floor: u32) -> Self {
		self.floor = floor;
		self
	}

	/// Builds the chain before its first block, with no events yet.
	pub fn build(self) -> sp_io::TestExternalities {
		Members::set(self.members);
		Offline::set(Vec::new());
		Author::set(None);
		let keys = self.validators.into_iter().map(|who| (who, who, keys(who))).collect();
		let genesis = RuntimeGenesisConfig {
			session: pallet_session::GenesisConfig { keys, ..Default::default() },
			validator_seats: crate::GenesisConfig {
				floor: self.floor,
				idle_term: self.idle_term,
				session_length: self.session_length,
			},
			..Default::default()
		};
		sp_io::TestExternalities::from(genesis.build_storage().unwrap())
	}

	/// Runs a test from the first block on, and checks the invariants after it.
	pub fn build_and_execute(self, test: impl FnOnce()) {
		self.build().execute_with(|| {
			next_block();
			test();
			Pallet::<Test>::do_try_state().unwrap();
		})
	}
}

pub fn keys(of: AccountId) -> Keys {
	Keys { dummy: UintAuthorityId(of) }
}

// Steps that other pallets take.

pub fn give_keys(who: AccountId) {
	NextKeys::<Test>::insert(who, keys(who));
}

/// A member joins the collective.
pub fn elect(who: AccountId) {
	let mut members = Members::get();
	members.push(who);
	members.sort();
	Members::set(members.clone());
	ValidatorSeats::change_members_sorted(&[who], &[], &members);
}

/// A member leaves the collective.
pub fn expel(who: AccountId) {
	let members: Vec<_> = Members::get().into_iter().filter(|member| *member != who).collect();
	Members::set(members.clone());
	ValidatorSeats::change_members_sorted(&[], &[who], &members);
}

/// Reports that a validator voted twice.
pub fn offend(who: AccountId) {
	let details = OffenceDetails { offender: (who, ()), reporters: Vec::new() };
	ValidatorSeats::on_offence(&[details], &[Perbill::from_percent(50)], Session::current_index());
}

pub fn activate(who: AccountId) {
	ValidatorSeats::activate(signed(who)).unwrap();
}

pub fn rest(who: AccountId) {
	ValidatorSeats::rest(signed(who)).unwrap();
}

pub fn set_floor(floor: u32) {
	ValidatorSeats::set_floor(signed(SETS_FLOOR), floor).unwrap();
}

pub fn go_offline(who: impl Into<Vec<AccountId>>) {
	Offline::set(who.into());
}

// Blocks and sessions.

/// Makes the next block, whose author is next among the validators that are online and not disabled.
pub fn next_block() {
	let number = System::block_number() + 1;
	let (set, disabled) = (Session::validators(), Session::disabled_validators());
	let author = (0..set.len())
		.map(|turn| (number as usize + turn) % set.len())
		.filter(|index| !disabled.contains(&(*index as u32)))
		.map(|index| set[index])
		.find(|who| !Offline::get().contains(who));
	Author::set(author);
	System::set_block_number(number);
	Authorship::on_initialize(number);
	Session::on_initialize(number);
	Authorship::on_finalize(number);
}

pub fn blocks(number: u64) {
	(0..number).for_each(|_| next_block());
}

/// Makes blocks until the next session has begun.
pub fn next_session() {
	let session = Session::current_index();
	while Session::current_index() == session {
		next_block();
	}
}

pub fn sessions(number: u32) {
	(0..number).for_each(|_| next_session());
}

/// The validators of the acting set.
pub fn acting() -> Vec<AccountId> {
	Session::validators()
}

/// The validators of the planned set.
pub fn planned() -> Vec<AccountId> {
	Session::queued_keys().into_iter().map(|(who, _)| who).collect()
}

/// The validators that may not author in this session.
pub fn disabled() -> Vec<AccountId> {
	let set = Session::validators();
	Session::disabled_validators().into_iter().map(|index| set[index as usize]).collect()
}

pub fn standing(who: AccountId) -> Option<Standing> {
	Seats::<Test>::get(who)
}

// Origins, calls and events.

pub fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

/// Every origin but that of this power, seats and other powers among them.
pub fn without(power: AccountId) -> Vec<RuntimeOrigin> {
	[SETS_FLOOR, SETS_TERM, SETS_LENGTH, PARDONS, ALICE, EVE, STRANGER]
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

/// Takes the pallet's events since the last time.
pub fn events() -> Vec<Event<Test>> {
	let events = System::events().into_iter().filter_map(|record| record.event.try_into().ok()).collect();
	System::reset_events();
	events
}

/// Dispatches a call as a block would, so that a failure leaves nothing behind.
pub fn dispatch(call: impl Into<RuntimeCall>, origin: RuntimeOrigin) -> sp_runtime::DispatchResult {
	call.into().dispatch(origin).map(|_| ()).map_err(|failure| failure.error)
}
