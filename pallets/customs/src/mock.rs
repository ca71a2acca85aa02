// SPDX-License-Identifier: Apache-2.0

//! A runtime of filings and declarations alone.
//!
//! Participants, seats, units, loops and blocks are tables that a test fills.

use crate::{self as pallet_customs, *};
use frame_support::{
	derive_impl, ord_parameter_types, parameter_types, storage_alias,
	traits::{ConstU32, ConstU64, UnixTime},
	weights::Weight,
	Twox64Concat,
};
use frame_system::EnsureSignedBy;
use sp_core::H256;
use sp_runtime::{
	traits::{BlakeTwo256, Dispatchable, Hash},
	BuildStorage, DispatchError, DispatchResult,
};
use std::time::Duration;
use suyuan_primitives::{
	codes::{Currency, EntryNumber, SupervisionMode, SupervisionModes, TraceCode},
	items::{CustomsInfo, CustomsStatus, DeclaredLine, OrderKey, StatusChange, WaybillKey},
	parties::{Department, ParticipantKind},
	reconciliation::{DeclaredSide, Disagreement, LoopStanding, LoopState, Missing},
	requirement::InfoBlock,
	traits::{self, Custody, Feeder, FoundHold, Goods, GoodsAmount, HeldAt, Outermost, UnitFacts},
	values::{
		Evidence, EvidenceKind, Mass, MeasureUnit, Moment, Money, Name, Note, Packages, Quantity, Text,
	},
};

pub type AccountId = u64;

frame_support::construct_runtime!(
	pub enum Test {
		System: frame_system,
		Customs: pallet_customs,
	}
);

/// The time at which every test begins, in milliseconds: somewhere in 2026.
pub const START: u64 = 1_780_000_000_000;
pub const MAX_FUTURE: u64 = 60_000;
/// The milliseconds within which goods are declared: a week.
pub const MAX_PAST: u64 = 7 * 24 * 3_600_000;
/// The term of a filing in milliseconds.
pub const TERM: u64 = 1_000_000;
pub const MAX_LINES: u32 = 20;
pub const MAX_UNITS: u32 = 6;
pub const MAX_PAGE_SIZE: u32 = 4;

/// The account whose origin sets the parameters.
pub const COLLECTIVE: AccountId = 100;

// Holders of seats, each of a department. `NEW_SEAT` has none assigned.
pub const CUSTOMS: AccountId = 1;
pub const TAX: AccountId = 2;
pub const FOREIGN_EXCHANGE: AccountId = 3;
pub const MARKET_SUPERVISION: AccountId = 4;
pub const COMMERCE: AccountId = 5;
pub const NEW_SEAT: AccountId = 6;
pub const SECOND_OF_TAX: AccountId = 7;

// Other participants, and a stranger.
pub const EXPORTER: AccountId = 11;
pub const COMPETITOR: AccountId = 12;
/// A logistics enterprise that the exporter authorizes for the customs block.
pub const BROKER: AccountId = 13;
/// A logistics enterprise that the exporter authorizes for the logistics block.
pub const CARRIER: AccountId = 14;
pub const STRANGER: AccountId = 15;

/// The seats of the departments that must agree by default.
pub const MUST_AGREE: [AccountId; 4] = [CUSTOMS, TAX, FOREIGN_EXCHANGE, MARKET_SUPERVISION];

parameter_types! {
	pub const NewKey: Weight = Weight::from_parts(1, 0);
	pub storage Now: u64 = START;
	/// True if the documents of every loop disagree.
	pub storage DocumentsDisagree: bool = false;
	/// The documents of every loop, which another number says otherwise.
	pub storage SaidByDocuments: u64 = 0;
}

ord_parameter_types! {
	pub const Collective: AccountId = COLLECTIVE;
}

/// The clock, which stands at [`Now`].
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
	type Units = Units;
	type CustomsBlock = Block;
	type Loops = Loops;
	type Time = Clock;
	type ParameterOrigin = EnsureSignedBy<Collective, AccountId>;
	type MaxFuture = ConstU64<MAX_FUTURE>;
	type MaxPast = ConstU64<MAX_PAST>;
	type FilingTerm = ConstU64<TERM>;
	type MaxLines = ConstU32<MAX_LINES>;
	type MaxUnits = ConstU32<MAX_UNITS>;
	type MaxPageSize = ConstU32<MAX_PAGE_SIZE>;
	type NewKey = NewKey;
	type WeightInfo = ();
}

/// The participants: each one's kind, and whether its admission is in force.
#[storage_alias]
type Participants = StorageMap<Register, Twox64Concat, AccountId, (ParticipantKind, bool)>;

/// The blocks that an owner authorizes a provider for.
#[storage_alias]
type Authorizations = StorageMap<Register, Twox64Concat, (AccountId, AccountId), Vec<InfoBlock>>;

/// The department of a seat.
#[storage_alias]
type Departments = StorageMap<Register, Twox64Concat, AccountId, Department>;

pub struct Register;

impl traits::Register<AccountId> for Register {
	fn in_force(who: &AccountId) -> Option<ParticipantKind> {
		Participants::get(who).and_then(|(kind, in_force)| in_force.then_some(kind))
	}

	fn feeder(_: &AccountId, _: InfoBlock) -> Option<Feeder> {
		unreachable!("customs ask for no node")
	}

	fn admission(_: &AccountId) -> u32 {
		1
	}

	fn is_authorized(owner: &AccountId, provider: &AccountId, admission: u32, block: InfoBlock) -> bool {
		assert_eq!(admission, Self::admission(provider));
		Authorizations::get((owner, provider)).is_some_and(|blocks| blocks.contains(&block))
	}

	fn is_participant_called(_: &Name) -> bool {
		unreachable!("declarations ask for no name")
	}

	fn department(who: &AccountId) -> Option<Department> {
		Departments::get(who)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn put_in_force(who: &AccountId, kind: ParticipantKind) {
		Participants::insert(who, (kind, true));
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn put_authorization(owner: &AccountId, provider: &AccountId) {
		Authorizations::insert((owner, provider), InfoBlock::ALL.to_vec());
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn put_seat(who: &AccountId, department: Department) {
		give_seat(*who, Some(department));
	}
}

/// The units: each one's owner, and whether it takes records.
#[storage_alias]
type UnitTable = StorageMap<Units, Twox64Concat, TraceCode, (AccountId, bool)>;

/// The goods of a unit, 100 pieces if nothing is said of them, and the declaration under which these left.
#[storage_alias]
type GoodsTable = StorageMap<Units, Twox64Concat, TraceCode, (u64, Option<EntryNumber>)>;

/// The units that are packed in a unit, on any level.
#[storage_alias]
type Contents = StorageMap<Units, Twox64Concat, TraceCode, Vec<TraceCode>>;

/// The units that are held.
#[storage_alias]
type Holds = StorageMap<Units, Twox64Concat, TraceCode, HeldAt>;

pub struct Units;

impl traits::Units<AccountId> for Units {
	const MAX_NESTING: u32 = 0;
	const MAX_HOLD_READS: u32 = 0;

	fn facts(code: &TraceCode) -> Option<UnitFacts<AccountId>> {
		let custody = Custody::With(CARRIER);
		UnitTable::get(code).map(|(owner, open)| UnitFacts { owner, custody, open })
	}

	fn goods(code: &TraceCode) -> Option<Goods> {
		let (amount, left_under) = GoodsTable::get(code).unwrap_or((100_000, None));
		let batch = GoodsAmount::Batch(Quantity { thousandths: amount, unit: MeasureUnit::Piece });
		let amount = if *code == carton() { GoodsAmount::None } else { batch };
		Some(Goods { amount, left_under })
	}

	fn find_hold(code: &TraceCode) -> FoundHold {
		FoundHold { at: Holds::get(code), reads: 0 }
	}

	fn inside(code: &TraceCode, limit: u32) -> Option<Vec<TraceCode>> {
		let inside = Contents::get(code).unwrap_or_default();
		(inside.len() <= limit as usize).then_some(inside)
	}

	fn outermost(_: &TraceCode) -> Option<Outermost<AccountId>> {
		unreachable!("customs ask whose a unit is, and not who holds it")
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn put_unit(code: &TraceCode, owner: &AccountId, _: u32) {
		UnitTable::insert(code, (owner, true));
	}
}

/// The items written into the blocks: each with its unit and the account that wrote it.
#[storage_alias]
type Written = StorageValue<Block, Vec<(TraceCode, AccountId, CustomsInfo)>>;

pub struct Block;

impl traits::CustomsBlock<AccountId> for Block {
	fn record(code: &TraceCode, by: &AccountId, item: CustomsInfo) -> DispatchResult {
		Written::append((code, by, item));
		Ok(())
	}
}

/// The declarations in the loops.
#[storage_alias]
type LoopTable = StorageMap<Loops, Twox64Concat, (AccountId, OrderKey), DeclaredSide>;

/// The declarations under which the goods of loops were released.
#[storage_alias]
type ReleasedLoops = StorageMap<Loops, Twox64Concat, (AccountId, OrderKey), EntryNumber>;

/// The state of every loop, if it is not that of its declaration.
#[storage_alias]
type Outcome = StorageValue<Loops, LoopState>;

pub struct Loops;

impl traits::Loops<AccountId> for Loops {
	fn declare(merchant: &AccountId, order: &OrderKey, side: DeclaredSide) -> DispatchResult {
		let key = (*merchant, order.clone());
		if LoopTable::get(&key).is_some_and(|stands| stands.entry_number != side.entry_number) {
			return Err(DispatchError::Other("OrderAlreadyDeclared"));
		}
		LoopTable::insert(key, side);
		Ok(())
	}

	fn undeclare(merchant: &AccountId, order: &OrderKey, entry_number: &EntryNumber) {
		let key = (*merchant, order.clone());
		if LoopTable::get(&key).is_some_and(|stands| stands.entry_number == *entry_number) {
			LoopTable::remove(key);
		}
	}

	fn standing(merchant: &AccountId, order: &OrderKey) -> LoopStanding {
		let state = match (DocumentsDisagree::get(), Outcome::get(), declared_side(*merchant, order)) {
			(true, ..) => LoopState::Mismatch { fields: vec![disagreement()] },
			(false, Some(state), _) => state,
			(false, None, Some(_)) => LoopState::Matched { parties: 4 },
			(false, None, None) => LoopState::Open { missing: vec![Missing::Declaration] },
		};
		let digest = BlakeTwo256::hash_of(&(&state, SaidByDocuments::get()));
		LoopStanding { state, digest }
	}

	fn release(merchant: &AccountId, order: &OrderKey, entry_number: &EntryNumber) {
		ReleasedLoops::insert((*merchant, order.clone()), entry_number);
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn put_loop(_: &AccountId, _: &OrderKey, _: &DeclaredSide) {}
}

pub fn disagreement() -> Disagreement {
	Disagreement::DeclaredValue { ordered: usd(1), declared: usd(2) }
}

/// Lets every loop have this state.
pub fn let_loops_be(state: LoopState) {
	Outcome::put(state);
}

/// The declaration under which the goods of an order were released.
pub fn released_under(merchant: AccountId, order: &OrderKey) -> Option<EntryNumber> {
	ReleasedLoops::get((merchant, order.clone()))
}

/// The declaration in the loop of an order.
pub fn declared_side(merchant: AccountId, order: &OrderKey) -> Option<DeclaredSide> {
	LoopTable::get((merchant, order.clone()))
}

/// Takes the items written into the blocks since the last time.
pub fn written() -> Vec<(TraceCode, AccountId, CustomsInfo)> {
	Written::take().unwrap_or_default()
}

pub struct ExtBuilder;

impl ExtBuilder {
	/// Builds the chain in its first block, with nothing filed and no events yet.
	pub fn build(self) -> sp_io::TestExternalities {
		let storage = RuntimeGenesisConfig::default().build_storage().unwrap();
		let mut chain = sp_io::TestExternalities::new(storage);
		chain.execute_with(|| {
			System::set_block_number(1);
			for (who, department) in [
				(CUSTOMS, Some(Department::Customs)),
				(TAX, Some(Department::Tax)),
				(FOREIGN_EXCHANGE, Some(Department::ForeignExchange)),
				(MARKET_SUPERVISION, Some(Department::MarketSupervision)),
				(COMMERCE, Some(Department::Commerce)),
				(NEW_SEAT, None),
				(SECOND_OF_TAX, Some(Department::Tax)),
			] {
				give_seat(who, department);
			}
			for (who, kind) in [
				(EXPORTER, ParticipantKind::TradeEntity),
				(COMPETITOR, ParticipantKind::TradeEntity),
				(BROKER, ParticipantKind::LogisticsEnterprise),
				(CARRIER, ParticipantKind::LogisticsEnterprise),
			] {
				Participants::insert(who, (kind, true));
			}
			Authorizations::insert((EXPORTER, BROKER), vec![InfoBlock::Customs]);
			Authorizations::insert((EXPORTER, CARRIER), vec![InfoBlock::Logistics]);
			for n in 0..2 * MAX_UNITS {
				UnitTable::insert(unit(n), (EXPORTER, true));
			}
		});
		chain
	}

	/// Runs a test, and checks the invariants after it.
	pub fn build_and_execute(self, test: impl FnOnce()) {
		self.build().execute_with(|| {
			test();
			Customs::do_try_state().unwrap();
		})
	}

	/// Runs a test after the exporter has filed and all departments agree.
	pub fn filed(self, test: impl FnOnce()) {
		self.build_and_execute(|| {
			file(EXPORTER);
			agree_to_filing(EXPORTER);
			System::reset_events();
			test();
		})
	}

	/// Runs a test after the exporter has also declared its first unit under the first number.
	pub fn declared(self, test: impl FnOnce()) {
		self.filed(|| {
			declare(1, form([0]));
			written();
			System::reset_events();
			test();
		})
	}
}

// Events in other pallets.

pub fn give_seat(who: AccountId, department: Option<Department>) {
	Participants::insert(who, (ParticipantKind::Regulator, true));
	Departments::set(who, department);
}

pub fn suspend(who: AccountId) {
	Participants::mutate(who, |participant| {
		if let Some((_, in_force)) = participant {
			*in_force = false;
		}
	});
}

pub fn authorize(owner: AccountId, provider: AccountId, blocks: &[InfoBlock]) {
	Authorizations::insert((owner, provider), blocks.to_vec());
}

/// Makes a unit of so many thousandths of a piece, of goods that left under a declaration.
pub fn make(n: u32, thousandths: u64, left_under: Option<u64>) {
	GoodsTable::insert(unit(n), (thousandths, left_under.map(entry)));
}

/// A carton of the exporter.
pub fn carton() -> TraceCode {
	"00/106141412345678908".parse().unwrap()
}

/// Puts these units into the carton, in place of those before.
pub fn pack(units: impl IntoIterator<Item = u32>) {
	UnitTable::insert(carton(), (EXPORTER, true));
	Contents::insert(carton(), units.into_iter().map(unit).collect::<Vec<_>>());
}

/// Holds a unit, or ends its hold.
pub fn hold(n: u32, at: Option<HeldAt>) {
	Holds::set(unit(n), at);
}

pub fn close(n: u32) {
	UnitTable::mutate(unit(n), |unit| unit.as_mut().unwrap().1 = false);
}

pub fn sell(n: u32, owner: AccountId) {
	UnitTable::mutate(unit(n), |unit| unit.as_mut().unwrap().0 = owner);
}

/// Takes a unit out of the state.
pub fn archive(n: u32) {
	UnitTable::remove(unit(n));
}

/// Sets the clock to this moment, in milliseconds.
pub fn at(moment: u64) {
	Now::set(&moment);
}

// Steps on the way, for tests of what comes after.

pub fn file(exporter: AccountId) {
	Customs::file(signed(exporter), customs_code(), modes(), documents()).unwrap();
}

pub fn filing_hash(exporter: AccountId) -> H256 {
	Filings::<Test>::get(exporter).unwrap().filing_hash
}

pub fn decide_filing(who: AccountId, exporter: AccountId, agrees: bool) -> DispatchResult {
	let reason = (!agrees).then(reason);
	Customs::decide_filing(signed(who), exporter, filing_hash(exporter), agrees, reason)
}

pub fn agree_to_filing(exporter: AccountId) {
	for who in MUST_AGREE {
		decide_filing(who, exporter, true).unwrap();
	}
}

pub fn declare(number: u64, form: Form<Test>) {
	dispatch(form.declarant, Call::declare { entry_number: entry(number), form }).unwrap();
}

pub fn declaration(number: u64) -> Declaration<AccountId> {
	Declarations::<Test>::get(entry(number)).unwrap()
}

/// The digest of a declaration's loop, as it stands.
pub fn loop_digest(number: u64) -> H256 {
	Customs::loop_of(&declaration(number)).digest
}

pub fn decide(who: AccountId, number: u64, agrees: bool) -> DispatchResult {
	let (hash, digest) = (declaration(number).declaration_hash, loop_digest(number));
	Customs::decide(signed(who), entry(number), hash, digest, agrees, (!agrees).then(reason))
}

pub fn agree(number: u64) {
	for who in MUST_AGREE {
		decide(who, number, true).unwrap();
	}
}

/// The first code of a status.
pub fn code_of(status: CustomsStatus) -> u16 {
	(0..1_000).find(|code| status.has_code(*code)).unwrap()
}

/// Customs give a declaration a status, now.
pub fn advance(number: u64, status: CustomsStatus) -> DispatchResult {
	advance_at(number, status, code_of(status), Now::get())
}

pub fn advance_at(number: u64, status: CustomsStatus, code: u16, changed_at: u64) -> DispatchResult {
	let changed_at = Moment(changed_at);
	dispatch(CUSTOMS, Call::advance { entry_number: entry(number), status, code, changed_at })
}

/// Customs give a declaration one status after the other.
pub fn go_through(number: u64, statuses: impl IntoIterator<Item = CustomsStatus>) {
	for status in statuses {
		advance(number, status).unwrap();
	}
}

/// Lets all departments agree and customs release the goods.
pub fn release(number: u64) {
	agree(number);
	go_through(number, [CustomsStatus::Received, CustomsStatus::Concluded, CustomsStatus::Released]);
}

// Values for tests in which they don't matter.

pub fn text<const N: u32>(text: &str) -> Text<N> {
	text.try_into().unwrap()
}

pub fn reason() -> Note {
	text("单证不符")
}

pub fn usd(minor_units: u64) -> Money {
	Money { minor_units, currency: Currency(*b"USD") }
}

pub fn customs_code() -> suyuan_primitives::codes::CustomsCode {
	"4403160XYZ".parse().unwrap()
}

pub fn modes() -> SupervisionModes {
	[SupervisionMode::DirectToConsumer, SupervisionMode::DirectToBusiness].into_iter().collect()
}

pub fn documents() -> Documents {
	vec![Evidence { kind: EvidenceKind::BusinessLicence, sha256: [7; 32] }].try_into().unwrap()
}

/// The `n`th unit, of which the exporter owns twice as many as go into a declaration.
pub fn unit(n: u32) -> TraceCode {
	format!("01/09521234543213/21/{n}").parse().unwrap()
}

/// The `n`th entry number.
pub fn entry(n: u64) -> EntryNumber {
	format!("530420260{n:09}").parse().unwrap()
}

pub fn order(n: u32) -> OrderKey {
	OrderKey { platform: text("P1"), merchant: text("M1"), number: text(&format!("O-{n}")) }
}

pub fn waybill(n: u32) -> WaybillKey {
	WaybillKey { company: text("SF"), number: text(&format!("W-{n}")) }
}

pub fn heading() -> Heading {
	Heading {
		mode: SupervisionMode::DirectToConsumer,
		port_of_departure: "CNSZX".parse().unwrap(),
		port_of_arrival: "DEHAM".parse().unwrap(),
		destination: "DE".parse().unwrap(),
		declared_at: Moment(START),
		order: order(0),
		waybills: vec![waybill(0)].try_into().unwrap(),
		shares: Default::default(),
		packages: Packages(1),
		gross_weight: Mass { grams: 1_200 },
	}
}

/// A line of so many US cents.
pub fn line(minor_units: u64) -> DeclaredLine {
	DeclaredLine {
		hs_code: "8516101000".parse().unwrap(),
		product_name: text("Kettle"),
		quantity: Quantity { thousandths: 1_000, unit: MeasureUnit::Piece },
		value: usd(minor_units),
		origin: "CN".parse().unwrap(),
	}
}

/// A unit that belongs to these lines.
pub fn declared_unit(n: u32, lines: impl Into<Vec<u16>>) -> DeclaredUnit {
	DeclaredUnit { code: unit(n), lines: lines.into().try_into().unwrap() }
}

/// The exporter's form for one line of these units.
pub fn form(units: impl IntoIterator<Item = u32>) -> Form<Test> {
	let units: Vec<_> = units.into_iter().map(|n| declared_unit(n, [0])).collect();
	Form { declarant: EXPORTER, heading: heading(), lines: vec![line(1_999)], units }
}

/// The exporter's form for another order.
pub fn form_for(order: OrderKey, units: impl IntoIterator<Item = u32>) -> Form<Test> {
	Form { heading: Heading { order, ..heading() }, ..form(units) }
}

/// The item of a unit's block about a status.
pub fn status_item(number: u64, status: CustomsStatus, changed_at: u64) -> CustomsInfo {
	let (entry_number, code) = (entry(number), code_of(status));
	CustomsInfo::Status(StatusChange { entry_number, status, code, changed_at: Moment(changed_at) })
}

// Origins, calls and events.

pub fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

/// The origins that no account signed.
pub fn unsigned() -> [RuntimeOrigin; 2] {
	[RuntimeOrigin::root(), RuntimeOrigin::none()]
}

/// Every origin but the collective.
pub fn without_the_collective() -> Vec<RuntimeOrigin> {
	[CUSTOMS, TAX, NEW_SEAT, EXPORTER, BROKER, STRANGER].into_iter().map(signed).chain(unsigned()).collect()
}

/// Takes the pallet's events since the last time.
pub fn events() -> Vec<Event<Test>> {
	let events = System::events().into_iter().filter_map(|record| record.event.try_into().ok()).collect();
	System::reset_events();
	events
}

/// Dispatches a call as a block would, so that a failure leaves nothing behind.
pub fn dispatch(who: AccountId, call: impl Into<RuntimeCall>) -> DispatchResult {
	let outcome = call.into().dispatch(signed(who));
	outcome.map(|_| ()).map_err(|failure| failure.error)
}
