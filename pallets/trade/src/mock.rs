// SPDX-License-Identifier: Apache-2.0

//! A runtime of contracts alone.
//!
//! Participants, partnerships, declarations, loops and the clock are tables that a test fills.

use crate::{self as pallet_trade, *};
use frame_support::{
	derive_impl, parameter_types, storage_alias,
	traits::{ConstU32, ConstU64, UnixTime},
	weights::Weight,
	Twox64Concat,
};
use sp_core::H256;
use sp_runtime::{
	traits::{BlakeTwo256, Dispatchable, Hash},
	BuildStorage, DispatchResult,
};
use std::time::Duration;
use suyuan_primitives::{
	codes::{EntryNumber, InvoiceNumber},
	items::OrderKey,
	parties::{Department, ParticipantKind},
	reconciliation::{DeclaredSide, LoopOutcomes, LoopStanding, LoopState},
	requirement::InfoBlock,
	traits::{self, Contracts as _, Exported, Feeder},
	values::Name,
};

frame_support::construct_runtime!(
	pub enum Test {
		System: frame_system,
		Trade: pallet_trade,
	}
);

/// The time at which every test begins, in milliseconds: somewhere in 2026.
pub const START: u64 = 1_780_000_000_000;
pub const DAY: u64 = 24 * 60 * 60 * 1_000;
pub const UNTIL: u64 = START + DAY;
pub const ENDS_AT: u64 = START + 30 * DAY;
pub const MAX_TERM: u64 = 60 * DAY;
pub const GRACE: u64 = 10 * DAY;
pub const MAX_CONTRACTS: u32 = 3;

pub const COMMERCE: u64 = 1;
pub const TAXATION: u64 = 2;
pub const CUSTOMS: u64 = 3;
/// A participant that holds a seat of commerce as well.
pub const JUDGE: u64 = 4;
pub const BUYER: u64 = 11;
pub const SELLER: u64 = 12;
pub const RIVAL: u64 = 13;
/// An operator of the seller that is a participant itself.
pub const SALES: u64 = 14;
/// Another operator of the seller.
pub const EXPORTS: u64 = 15;
pub const STRANGER: u64 = 16;

parameter_types! {
	pub const NewKey: Weight = Weight::from_parts(1, 0);
	pub storage Now: u64 = START;
}

pub struct Clock;

impl UnixTime for Clock {
	fn now() -> Duration {
		Duration::from_millis(Now::get())
	}
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
}

impl Config for Test {
	type Register = Register;
	type Partners = Register;
	type Principals = Register;
	type Declarations = Customs;
	type Loops = Loops;
	type Time = Clock;
	type MaxContracts = ConstU32<MAX_CONTRACTS>;
	type MaxTerm = ConstU64<MAX_TERM>;
	type Grace = ConstU64<GRACE>;
	type NewKey = NewKey;
	type WeightInfo = ();
}

/// The standing of a participant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, codec::Encode, codec::Decode)]
pub enum Standing {
	InForce,
	Suspended,
	Revoked,
}

#[storage_alias]
type Participants = StorageMap<Register, Twox64Concat, u64, Standing>;

/// The pairs that are no partners. All others are.
#[storage_alias]
type Apart = StorageMap<Register, Twox64Concat, (u64, u64), ()>;

/// The seats that benchmarks give, beside those of the tests.
#[storage_alias]
type Seats = StorageMap<Register, Twox64Concat, u64, Department>;

pub struct Register;

impl traits::Register<u64> for Register {
	fn in_force(who: &u64) -> Option<ParticipantKind> {
		(Participants::get(who) == Some(Standing::InForce)).then_some(ParticipantKind::TradeEntity)
	}

	fn is_gone(who: &u64) -> bool {
		!matches!(Participants::get(who), Some(Standing::InForce | Standing::Suspended))
	}

	fn feeder(_: &u64, _: InfoBlock) -> Option<Feeder> {
		unreachable!("contracts ask for no node")
	}

	fn admission(_: &u64) -> u32 {
		unreachable!("contracts ask for no admission")
	}

	fn is_authorized(_: &u64, _: &u64, _: u32, _: InfoBlock) -> bool {
		unreachable!("contracts ask for no authorization")
	}

	fn is_participant_called(_: &Name) -> bool {
		unreachable!("contracts ask for no name")
	}

	fn department(who: &u64) -> Option<Department> {
		match *who {
			COMMERCE | JUDGE => Some(Department::Commerce),
			TAXATION => Some(Department::Tax),
			CUSTOMS => Some(Department::Customs),
			_ => Seats::get(who),
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn put_in_force(who: &u64, _: ParticipantKind) {
		Participants::insert(who, Standing::InForce);
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn put_authorization(_: &u64, _: &u64) {
		unreachable!("contracts ask for no authorization")
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn put_seat(who: &u64, department: Department) {
		Seats::insert(who, department);
	}
}

impl traits::Partners<u64> for Register {
	fn are_partners(one: &u64, other: &u64) -> bool {
		let are_in_force = [one, other].into_iter().all(|who| is_in_force(*who));
		are_in_force && !Apart::contains_key((one.min(other), one.max(other)))
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn put_partners(_: &u64, _: &u64) {}
}

impl traits::Principals<u64> for Register {
	fn principal(who: &u64) -> Option<u64> {
		match *who {
			SALES | EXPORTS => Some(SELLER),
			_ => None,
		}
	}
}

/// The declarations that are released: their exporters and orders.
#[storage_alias]
type Released = StorageMap<Customs, Twox64Concat, EntryNumber, (u64, OrderKey)>;

pub struct Customs;

impl traits::Declarations<u64> for Customs {
	fn released(entry_number: &EntryNumber) -> Option<Exported<u64>> {
		Released::get(entry_number).map(|(declarant, order)| Exported { declarant, order })
	}
}

/// The states of loops: the number of their parties.
#[storage_alias]
type LoopTable = StorageMap<Loops, Twox64Concat, (u64, OrderKey), u32>;

pub struct Loops;

impl traits::Loops<u64> for Loops {
	fn declare(_: &u64, _: &OrderKey, _: DeclaredSide) -> DispatchResult {
		unreachable!("contracts declare nothing")
	}

	fn undeclare(_: &u64, _: &OrderKey, _: &EntryNumber) {
		unreachable!("contracts declare nothing")
	}

	fn standing(merchant: &u64, order: &OrderKey) -> LoopStanding {
		let state = match LoopTable::get((merchant, order)) {
			None => LoopState::Open { missing: vec![] },
			Some(1) => LoopState::SelfStated,
			Some(parties) => LoopState::Matched { parties },
		};
		LoopStanding { state, outcomes: LoopOutcomes::default(), digest: H256::zero() }
	}

	fn release(_: &u64, _: &OrderKey, _: &EntryNumber) {
		unreachable!("contracts release nothing")
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn put_loop(_: &u64, _: &OrderKey, _: &DeclaredSide) {}
}

pub fn is_in_force(who: u64) -> bool {
	<Register as traits::Register<u64>>::in_force(&who).is_some()
}

pub fn set_standing(who: u64, standing: Standing) {
	Participants::insert(who, standing);
}

pub fn part(one: u64, other: u64) {
	Apart::insert((one.min(other), one.max(other)), ());
}

pub fn pass_to(moment: u64) {
	Now::set(&moment);
}

pub fn order(number: &str) -> OrderKey {
	OrderKey {
		platform: "4403960A7B".try_into().unwrap(),
		merchant: "4403160P3X".try_into().unwrap(),
		number: number.try_into().unwrap(),
	}
}

pub fn entry() -> EntryNumber {
	"531620260160012345".parse().unwrap()
}

/// Has customs release goods of an order.
pub fn release(declarant: u64, order: OrderKey) {
	Released::insert(entry(), (declarant, order));
}

/// Has a loop match by the word of so many parties.
pub fn match_loop(merchant: u64, order: OrderKey, parties: u32) {
	LoopTable::insert((merchant, order), parties);
}

/// Passes title to a lot, as the units tell it.
pub fn title(terms: H256, from: u64, to: u64, units: u32) {
	Trade::title_passed(&terms, &from, &to, units, false);
}

/// Passes title and custody to a lot, as the units tell it.
pub fn title_and_custody(terms: H256, from: u64, to: u64, units: u32) {
	Trade::title_passed(&terms, &from, &to, units, true);
}

pub fn hash(n: u8) -> H256 {
	H256([n; 32])
}

pub fn invoice_number(n: u32) -> InvoiceNumber {
	format!("26442{n:015}").parse().unwrap()
}

/// Terms with these milestones, of equal weight.
pub fn terms_of(kinds: &[MilestoneKind]) -> Terms {
	let weight = WHOLE / kinds.len() as u16;
	let mut milestones: Vec<_> = kinds.iter().map(|kind| Milestone { kind: *kind, weight }).collect();
	milestones[0].weight += WHOLE % kinds.len() as u16;
	let is_of_order = kinds.iter().any(|kind| matches!(kind, MilestoneKind::Release | MilestoneKind::Loop));
	Terms {
		terms_hash: hash(1),
		order_hash: is_of_order.then(|| BlakeTwo256::hash_of(&order("1"))),
		milestones: milestones.try_into().unwrap(),
		until: UNTIL,
		ends_at: ENDS_AT,
	}
}

/// A milestone that the seller performs and the buyer signs.
pub const MANUAL: MilestoneKind = MilestoneKind::Manual { by: Side::Seller };

/// Dispatches a signed call as a block does: its changes are rolled back if it fails.
pub fn signed(who: u64, call: Call<Test>) -> DispatchResult {
	let origin = RuntimeOrigin::signed(who);
	RuntimeCall::from(call).dispatch(origin).map(|_| ()).map_err(|failure| failure.error)
}

pub fn offer(who: u64, counterparty: u64, side: Side, terms: Terms) -> DispatchResult {
	signed(who, Call::offer { counterparty, side, terms })
}

/// Offers to sell to the buyer.
pub fn sell(terms: Terms) -> DispatchResult {
	offer(SELLER, BUYER, Side::Seller, terms)
}

/// The identity of the contract that was offered last.
pub fn last() -> H256 {
	BlakeTwo256::hash_of(&(b"contract", NextContract::<Test>::get() - 1))
}

pub fn contract(id: H256) -> Contract<u64> {
	Contracts::<Test>::get(id).unwrap()
}

pub fn counter(who: u64, id: H256, terms: Terms) -> DispatchResult {
	signed(who, Call::counter { id, terms })
}

/// Signs the version that stands.
pub fn sign(who: u64, id: H256) -> DispatchResult {
	let (version, version_hash) = Contracts::<Test>::get(id)
		.map_or((1, hash(0)), |contract| (contract.version, contract.version_hash(&id)));
	signed(who, Call::sign { id, version, version_hash })
}

/// A contract of the seller with the buyer that both signed.
pub fn agreed(kinds: &[MilestoneKind]) -> H256 {
	sell(terms_of(kinds)).unwrap();
	sign(BUYER, last()).unwrap();
	last()
}

pub fn withdraw(who: u64, id: H256) -> DispatchResult {
	signed(who, Call::withdraw { id })
}

pub fn fulfil(who: u64, id: H256, milestone: u8, fact: Fact) -> DispatchResult {
	signed(who, Call::fulfil { id, milestone, fact })
}

/// Signs that a manual milestone is done.
pub fn confirm(who: u64, id: H256, milestone: u8) -> DispatchResult {
	fulfil(who, id, milestone, Fact::Manual(hash(9)))
}

pub fn invoice(who: u64, id: H256, number: u32) -> DispatchResult {
	signed(who, Call::invoice { id, number: invoice_number(number), file_hash: [number as u8; 32] })
}

pub fn strike(who: u64, number: u32) -> DispatchResult {
	signed(who, Call::strike_invoice { number: invoice_number(number), reason: hash(8) })
}

pub fn sign_off(who: u64, id: H256) -> DispatchResult {
	signed(who, Call::sign_off { id })
}

pub fn terminate(who: u64, id: H256) -> DispatchResult {
	signed(who, Call::terminate { id, reason: hash(7) })
}

pub fn dispute(who: u64, id: H256) -> DispatchResult {
	signed(who, Call::dispute { id, claim: hash(6) })
}

pub fn answer(who: u64, id: H256) -> DispatchResult {
	signed(who, Call::answer { id, answer: hash(5) })
}

pub fn rule(who: u64, id: H256, ruling: Ruling) -> DispatchResult {
	signed(who, Call::rule { id, ruling, reason: hash(4) })
}

pub fn reap(id: H256) -> DispatchResult {
	signed(STRANGER, Call::reap { id })
}

/// The outcome of a contract that is finished.
pub fn outcome(id: H256) -> Option<Outcome> {
	FinishedContracts::<Test>::get(id).map(|finished| finished.outcome)
}

/// The open contracts of buyer and seller.
pub fn open() -> (u32, u32) {
	(OpenContracts::<Test>::get(BUYER), OpenContracts::<Test>::get(SELLER))
}

/// Returns true if the milestone is done.
pub fn is_done(id: H256, milestone: usize) -> bool {
	contract(id).done_at[milestone].is_some()
}

pub struct ExtBuilder;

impl ExtBuilder {
	pub fn build(self) -> sp_io::TestExternalities {
		let mut ext: sp_io::TestExternalities =
			RuntimeGenesisConfig::default().build_storage().unwrap().into();
		ext.execute_with(|| {
			System::set_block_number(1);
			for who in [COMMERCE, TAXATION, CUSTOMS, JUDGE, BUYER, SELLER, RIVAL, SALES, EXPORTS] {
				set_standing(who, Standing::InForce);
			}
		});
		ext
	}

	/// Runs a test, and checks the invariants after it.
	pub fn build_and_execute(self, test: impl FnOnce()) {
		self.build().execute_with(|| {
			test();
			Trade::do_try_state().unwrap();
		});
	}
}
