// SPDX-License-Identifier: Apache-2.0

//! A runtime of trace units alone.
//!
//! Participants, blocks, declarations and the clock are tables that a test fills.

use crate as pallet_trace_units;
use crate::{
	ArchiveRoots, Call, Error, Event, Hold, HoldKind, NewUnit, Pending, Step, UnitKind, UnitOf, Units, Used,
	Walk, YieldNorm,
};
use frame_support::{
	assert_noop, derive_impl, parameter_types, storage_alias,
	traits::{Get, UnixTime},
	weights::Weight,
	Twox64Concat,
};
use frame_system::EnsureRoot;
use sp_core::H256;
use sp_runtime::{
	traits::Dispatchable, BoundedVec, BuildStorage, DispatchError, DispatchError::BadOrigin, DispatchResult,
};
use std::{collections::BTreeMap, time::Duration};
use suyuan_primitives::{
	archive_book::{codes_to_prove, ArchiveClass, Missing, PartialTrie, Proof},
	codes::{EntryNumber, TraceCode},
	parties::{Department, ParticipantKind},
	requirement::{Categories, Category, InfoBlock, TraceMode},
	traits::{self, CodeRight, Feeder},
	values::{MeasureUnit, Name, Note, Quantity, Sealed, ShelfLife},
};

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeFreezeReason,
		RuntimeHoldReason,
		RuntimeSlashReason,
		RuntimeLockId,
		RuntimeTask
	)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;

	#[runtime::pallet_index(1)]
	pub type TraceUnits = pallet_trace_units;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
}

/// The time of day at which every test begins: somewhere in 2026.
pub const NOON: u64 = 1_780_000_000_000;
/// A day in milliseconds.
pub const DAY: u64 = 24 * 60 * 60 * 1_000;

parameter_types! {
	pub const NewKey: Weight = Weight::from_parts(1, 0);
	pub const MaxUnitsPerCall: u32 = 4;
	pub const MaxTitleTerm: u64 = 30 * DAY;
	pub const MaxInputs: u32 = 3;
	pub const MaxOutputs: u32 = 4;
	pub const MaxYield: u64 = 1_000;
	pub const MaxPageSize: u32 = 8;
	pub const ServiceLife: u64 = 3_650 * DAY;
	pub const Retention: u64 = 730 * DAY;
	pub static MinShelfLife: u64 = 0;
	pub static MinServiceLife: u64 = 0;
}

impl pallet_trace_units::Config for Test {
	type Register = Register;
	type CodePrefixes = Prefixes;
	type Blocks = Blocks;
	type Clearance = Declarations;
	type Contracts = ();
	type CouncilOrigin = EnsureRoot<u64>;
	type Time = Time;
	type MaxUnitsPerCall = MaxUnitsPerCall;
	type MaxTitleTerm = MaxTitleTerm;
	type MaxInputs = MaxInputs;
	type MaxOutputs = MaxOutputs;
	type MaxYield = MaxYield;
	type MaxPageSize = MaxPageSize;
	type ServiceLife = ServiceLife;
	type Retention = Retention;
	type MinShelfLife = MinShelfLife;
	type MinServiceLife = MinServiceLife;
	type NewKey = NewKey;
	type WeightInfo = ();
}

/// The milliseconds since noon.
#[storage_alias]
type SinceNoon = StorageValue<Time, u64>;

pub struct Time;

impl UnixTime for Time {
	fn now() -> Duration {
		Duration::from_millis(NOON + SinceNoon::get().unwrap_or_default())
	}
}

/// The time of day by the clock.
pub fn now() -> u64 {
	NOON + SinceNoon::get().unwrap_or_default()
}

/// Puts the clock forward.
pub fn pass(milliseconds: u64) {
	SinceNoon::put(SinceNoon::get().unwrap_or_default() + milliseconds);
}

/// The participants: each one's kind, and whether its admission is in force.
#[storage_alias]
type Participants = StorageMap<Register, Twox64Concat, u64, (ParticipantKind, bool)>;

/// The departments of seats.
#[storage_alias]
type Seats = StorageMap<Register, Twox64Concat, u64, Department>;

pub struct Register;

impl traits::Register<u64> for Register {
	fn in_force(who: &u64) -> Option<ParticipantKind> {
		Participants::get(who).and_then(|(kind, in_force)| in_force.then_some(kind))
	}

	fn feeder(_: &u64, _: InfoBlock) -> Option<Feeder> {
		unreachable!("units ask for no node")
	}

	fn admission(_: &u64) -> u32 {
		unreachable!("units ask for no authorization")
	}

	fn is_authorized(_: &u64, _: &u64, _: u32, _: InfoBlock) -> bool {
		unreachable!("units ask for no authorization")
	}

	fn is_participant_called(_: &Name) -> bool {
		unreachable!("units ask for no name")
	}

	fn department(who: &u64) -> Option<Department> {
		Seats::get(who)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn put_in_force(who: &u64, kind: ParticipantKind) {
		Participants::insert(who, (kind, true));
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn put_authorization(_: &u64, _: &u64) {
		unreachable!("units ask for no authorization")
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn put_seat(who: &u64, department: Department) {
		Participants::insert(who, (ParticipantKind::Regulator, true));
		Seats::insert(who, department);
	}
}

/// The codes that nobody has a right to but the owner of the prefix, each with whether it is refused.
#[storage_alias]
type Unlicensed = StorageMap<Prefixes, Twox64Concat, TraceCode, bool>;

/// The number of times that the rights of an account were read.
#[storage_alias]
type RightsRead = StorageValue<Prefixes, u32>;

pub struct Prefixes;

impl traits::CodePrefixes<u64> for Prefixes {
	type Rights = u64;

	fn rights_of(who: &u64) -> u64 {
		RightsRead::put(rights_read() + 1);
		*who
	}

	fn right_to(who: &mut u64, code: &TraceCode) -> CodeRight {
		match Unlicensed::get(code).filter(|_| *who != OTHER_TRADER) {
			None => CodeRight::Good,
			Some(false) => CodeRight::Unproven,
			Some(true) => CodeRight::None,
		}
	}

	fn max_reads(codes: usize) -> usize {
		1 + codes
	}
}

/// Lets nobody give out a code but the other trader, to whom its prefix belongs.
pub fn license(code: &TraceCode, is_refused: bool) {
	Unlicensed::insert(code, is_refused);
}

pub fn rights_read() -> u32 {
	RightsRead::get().unwrap_or_default()
}

/// The categories recorded of a unit.
#[storage_alias]
type Recorded = StorageMap<Blocks, Twox64Concat, TraceCode, Categories>;

pub struct Blocks;

impl traits::Blocks for Blocks {
	type Head = Categories;

	fn recorded(code: &TraceCode) -> Categories {
		Recorded::get(code).unwrap_or_default()
	}

	fn archive(code: &TraceCode) -> [Option<Categories>; 4] {
		[Recorded::take(code), None, None, None]
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn put_recorded(code: &TraceCode) {
		record(code, Category::ALL);
	}
}

/// The units that were declared, each with whether it is under clearance.
#[storage_alias]
type Declared = StorageMap<Declarations, Twox64Concat, TraceCode, bool>;

/// The units that left, each with its declaration.
#[storage_alias]
type Left = StorageMap<Declarations, Twox64Concat, TraceCode, EntryNumber>;

/// The units whose goods may perish.
#[storage_alias]
pub type Perishable = StorageMap<Declarations, Twox64Concat, TraceCode, ()>;

pub struct Declarations;

impl traits::Clearance for Declarations {
	fn is_under_clearance(code: &TraceCode) -> bool {
		Declared::get(code).unwrap_or_default()
	}

	fn left_under(code: &TraceCode) -> Option<EntryNumber> {
		Left::get(code)
	}

	fn perishes(code: &TraceCode) -> bool {
		Perishable::contains_key(code)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn put_cleared(code: &TraceCode) {
		Declared::insert(code, false);
	}
}

pub const TRADER: u64 = 1;
pub const OTHER_TRADER: u64 = 2;
/// A trade entity that comes last in a chain of sales.
pub const THIRD_TRADER: u64 = 5;
pub const SUSPENDED_TRADER: u64 = 3;
pub const STRANGER: u64 = 4;
pub const CARRIER: u64 = 10;
pub const BANK: u64 = 11;
pub const REGULATOR: u64 = 12;
pub const PLATFORM: u64 = 13;
pub const CONSUMER: u64 = 14;
/// Another seat of the regulator's department.
pub const COLLEAGUE: u64 = 15;
pub const CUSTOMS: u64 = 16;
/// A seat without a department.
pub const UNASSIGNED: u64 = 17;
/// One participant of every kind but trade entities.
pub const OTHERS: [(u64, ParticipantKind); 5] = [
	(CARRIER, ParticipantKind::LogisticsEnterprise),
	(BANK, ParticipantKind::FinancialInstitution),
	(REGULATOR, ParticipantKind::Regulator),
	(PLATFORM, ParticipantKind::ServicePlatform),
	(CONSUMER, ParticipantKind::ConsumerOrOther),
];

/// Suspends or reinstates a trader.
pub fn set_in_force(who: u64, in_force: bool) {
	Participants::insert(who, (ParticipantKind::TradeEntity, in_force));
}

/// Records categories of a unit, besides those that are recorded already.
pub fn record(code: &TraceCode, categories: impl IntoIterator<Item = Category>) {
	let recorded = Recorded::get(code).unwrap_or_default();
	Recorded::insert(code, categories.into_iter().fold(recorded, Categories::with));
}

pub fn is_recorded(code: &TraceCode) -> bool {
	Recorded::contains_key(code)
}

/// Lets a unit leave under a declaration.
pub fn leave(code: &TraceCode, entry_number: &str) {
	Left::insert(code, entry_number.parse::<EntryNumber>().unwrap());
}

/// Puts a unit under clearance, or ends its clearance.
pub fn set_under_clearance(code: &TraceCode, under_clearance: bool) {
	Declared::insert(code, under_clearance);
}

pub fn is_under_clearance(code: &TraceCode) -> bool {
	<Declarations as traits::Clearance>::is_under_clearance(code)
}

pub fn code(text: &str) -> TraceCode {
	text.parse().unwrap()
}

pub fn note(text: &str) -> Note {
	text.try_into().unwrap()
}

pub fn pieces(n: u64) -> Quantity {
	Quantity { thousandths: n * 1_000, unit: MeasureUnit::Piece }
}

pub fn kilograms(n: u64) -> Quantity {
	Quantity { thousandths: n * 1_000, unit: MeasureUnit::Kilogram }
}

/// A piece by its serial number.
pub fn item(serial: u32) -> NewUnit<u64> {
	NewUnit {
		code: code(&format!("01/09521234543213/21/{serial}")),
		kind: UnitKind::Item { mode: TraceMode::FullChain },
	}
}

/// A piece by its lot and its serial number.
pub fn piece_of(lot: &str, serial: u32) -> NewUnit<u64> {
	NewUnit { code: code(&format!("01/09521234543213/10/{lot}/21/{serial}")), ..item(serial) }
}

/// A batch by its lot.
pub fn batch_of(lot: &str, quantity: Quantity) -> NewUnit<u64> {
	NewUnit {
		code: code(&format!("01/09521234543213/10/{lot}")),
		kind: UnitKind::Batch { mode: TraceMode::FullChain, quantity },
	}
}

/// Ten pieces by their lot.
pub fn batch(lot: &str) -> NewUnit<u64> {
	batch_of(lot, pieces(10))
}

/// A piece by its variant, its lot and its serial number.
pub fn variant_of(lot: &str, serial: u32) -> NewUnit<u64> {
	NewUnit { code: code(&format!("01/09521234543213/22/V/10/{lot}/21/{serial}")), ..item(serial) }
}

/// A carton or pallet by its SSCC.
pub fn carton(n: u32) -> NewUnit<u64> {
	let digits = format!("1061414123456{n:04}");
	let weighed = digits.bytes().rev().zip([3, 1].into_iter().cycle());
	let sum: u32 = weighed.map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
	let check = (10 - sum % 10) % 10;
	NewUnit { code: code(&format!("00/{digits}{check}")), kind: UnitKind::LogisticUnit }
}

/// A service for the consumer.
pub fn service(n: u32) -> NewUnit<u64> {
	NewUnit { code: code(&format!("other:service-{n}")), kind: UnitKind::Service { customer: CONSUMER } }
}

/// The whole of an item.
pub fn whole(unit: NewUnit<u64>) -> Used {
	Used { code: unit.code, quantity: None }
}

/// Some of a batch.
pub fn some(unit: NewUnit<u64>, quantity: Quantity) -> Used {
	Used { code: unit.code, quantity: Some(quantity) }
}

pub fn unit(code: &TraceCode) -> UnitOf<Test> {
	Units::<Test>::get(code).unwrap()
}

pub fn custodian(unit: NewUnit<u64>) -> u64 {
	TraceUnits::custodian_of(&self::unit(&unit.code))
}

/// Dispatches a call as a block does: its changes are rolled back if it fails.
pub fn dispatch(origin: RuntimeOrigin, call: Call<Test>) -> DispatchResult {
	RuntimeCall::from(call).dispatch(origin).map(|_| ()).map_err(|failure| failure.error)
}

/// Dispatches a signed call.
pub fn signed(who: u64, call: Call<Test>) -> DispatchResult {
	dispatch(RuntimeOrigin::signed(who), call)
}

fn bounded<V, S: Get<u32>>(values: impl IntoIterator<Item = V>) -> BoundedVec<V, S> {
	values.into_iter().collect::<Vec<_>>().try_into().unwrap_or_else(|_| panic!("too many for one call"))
}

pub fn codes(units: impl IntoIterator<Item = NewUnit<u64>>) -> BoundedVec<TraceCode, MaxUnitsPerCall> {
	bounded(units.into_iter().map(|unit| unit.code))
}

pub fn register(who: u64, unit: NewUnit<u64>) -> DispatchResult {
	signed(who, proven(Call::register { unit, proof: vec![] }))
}

pub fn close(who: u64, code: TraceCode) -> DispatchResult {
	signed(who, Call::close { code, shelf_life: ShelfLife::Days(365) })
}

pub fn transform(
	who: u64,
	inputs: impl IntoIterator<Item = Used>,
	outputs: impl IntoIterator<Item = NewUnit<u64>>,
) -> DispatchResult {
	let (inputs, outputs) = (bounded(inputs), bounded(outputs));
	signed(who, proven(Call::transform { inputs, outputs, proof: vec![] }))
}

/// Sets the norms of the product that all products of these tests are.
pub fn set_norms(who: u64, norms: impl IntoIterator<Item = YieldNorm>) -> DispatchResult {
	let gtin = "09521234543213".parse().unwrap();
	signed(who, Call::set_yield_norms { gtin, norms: bounded(norms) })
}

pub fn split(who: u64, unit: NewUnit<u64>, parts: impl IntoIterator<Item = NewUnit<u64>>) -> DispatchResult {
	signed(who, proven(Call::split { code: unit.code, parts: bounded(parts), proof: vec![] }))
}

pub fn pack(
	who: u64,
	parent: NewUnit<u64>,
	children: impl IntoIterator<Item = NewUnit<u64>>,
) -> DispatchResult {
	signed(who, Call::pack { parent: parent.code, children: codes(children) })
}

pub fn unpack(
	who: u64,
	parent: NewUnit<u64>,
	children: impl IntoIterator<Item = NewUnit<u64>>,
) -> DispatchResult {
	signed(who, Call::unpack { parent: parent.code, children: codes(children) })
}

pub fn offer_until(who: u64, unit: NewUnit<u64>, to: u64, expires_at: Option<u64>) -> DispatchResult {
	signed(who, Call::offer_custody { code: unit.code, to, expires_at })
}

pub fn offer(who: u64, unit: NewUnit<u64>, to: u64) -> DispatchResult {
	offer_until(who, unit, to, None)
}

pub fn accept(who: u64, unit: NewUnit<u64>) -> DispatchResult {
	signed(who, Call::accept_custody { code: unit.code })
}

pub fn cancel(who: u64, unit: NewUnit<u64>) -> DispatchResult {
	signed(who, Call::cancel_custody { code: unit.code })
}

/// Offers title to units for a week, on terms of this hash, and returns the hash of the offer.
pub fn offer_title_on(
	who: u64,
	units: impl IntoIterator<Item = NewUnit<u64>>,
	to: u64,
	terms: Option<H256>,
) -> Result<H256, DispatchError> {
	let expires_at = now() + 7 * DAY;
	signed(who, Call::offer_title { codes: codes(units), to, expires_at, terms })?;
	match System::events().pop().map(|record| record.event) {
		Some(RuntimeEvent::TraceUnits(crate::Event::TitleOffered { offer, .. })) => Ok(offer),
		event => panic!("the last event is not that of the offer: {event:?}"),
	}
}

pub fn offer_title(
	who: u64,
	units: impl IntoIterator<Item = NewUnit<u64>>,
	to: u64,
) -> Result<H256, DispatchError> {
	offer_title_on(who, units, to, None)
}

pub fn accept_title(who: u64, units: impl IntoIterator<Item = NewUnit<u64>>, offer: H256) -> DispatchResult {
	signed(who, Call::accept_title { codes: codes(units), offer, with_custody: false })
}

pub fn cancel_title(who: u64, units: impl IntoIterator<Item = NewUnit<u64>>) -> DispatchResult {
	signed(who, Call::cancel_title { codes: codes(units) })
}

/// Offers and accepts title.
pub fn sell(from: u64, units: impl IntoIterator<Item = NewUnit<u64>> + Clone, to: u64) -> DispatchResult {
	let offer = offer_title(from, units.clone(), to)?;
	accept_title(to, units, offer)
}

/// Offers and accepts custody.
pub fn hand_over(from: u64, unit: NewUnit<u64>, to: u64) -> DispatchResult {
	offer(from, unit.clone(), to)?;
	accept(to, unit)
}

pub fn quarantine(who: u64, unit: NewUnit<u64>) -> DispatchResult {
	signed(who, Call::quarantine { code: unit.code, reason: note("leaks") })
}

pub fn release(who: u64, unit: NewUnit<u64>) -> DispatchResult {
	signed(who, Call::release { code: unit.code, reason: note("found sound") })
}

pub fn recall(who: u64, units: impl IntoIterator<Item = NewUnit<u64>>) -> DispatchResult {
	signed(who, Call::recall { codes: codes(units), reason: note("catches fire") })
}

pub fn end_recall(who: u64, units: impl IntoIterator<Item = NewUnit<u64>>) -> DispatchResult {
	signed(who, Call::end_recall { codes: codes(units), reason: note("repaired") })
}

pub fn extend_hold(
	who: u64,
	from: NewUnit<u64>,
	units: impl IntoIterator<Item = NewUnit<u64>>,
) -> DispatchResult {
	signed(who, Call::extend_hold { from: from.code, codes: codes(units) })
}

pub fn reassign(who: u64, unit: NewUnit<u64>, to: u64) -> DispatchResult {
	signed(who, Call::reassign_code { code: unit.code, to, reason: note("of another's brand") })
}

pub fn serve(who: u64, unit: NewUnit<u64>) -> DispatchResult {
	signed(who, Call::serve { code: unit.code, note: note("installed") })
}

pub fn give_feedback(who: u64, unit: NewUnit<u64>, satisfied: bool) -> DispatchResult {
	signed(who, Call::give_feedback { code: unit.code, satisfied, note: Sealed([7; 32]) })
}

pub fn end_service(who: u64, unit: NewUnit<u64>) -> DispatchResult {
	signed(who, Call::end_service { code: unit.code })
}

pub fn archive(who: u64, unit: NewUnit<u64>) -> DispatchResult {
	archive_all(who, [unit])
}

pub fn archive_all(who: u64, units: impl IntoIterator<Item = NewUnit<u64>>) -> DispatchResult {
	signed(
		who,
		proven(Call::archive { codes: bounded(units.into_iter().map(|unit| unit.code)), proof: vec![] }),
	)?;
	keep_nodes();
	Ok(())
}

// The nodes of the archive book, which a platform keeps.

#[storage_alias]
type Nodes = StorageMap<System, Twox64Concat, H256, Vec<u8>>;

/// The root of each class up to which the nodes are kept.
#[storage_alias]
type KeptRoots = StorageMap<System, Twox64Concat, ArchiveClass, H256>;

/// The number of events that were looked at.
#[storage_alias]
type Seen = StorageValue<System, u32>;

/// A proof for the codes, by the nodes that are kept.
pub fn prove<'a>(codes: impl IntoIterator<Item = &'a TraceCode>) -> Proof {
	let mut trie = PartialTrie::default();
	let mut proof = vec![];
	for code in codes_to_prove(codes) {
		let Some(class) = ArchiveClass::of(&code) else { continue };
		while let Some(Missing(hash)) = trie.missing(KeptRoots::get(class), [&code]) {
			let node = Nodes::get(hash).expect("every node is kept");
			trie.add(&node);
			proof.push(node);
		}
	}
	proof
}

/// The leaf of a code in the archive book, by the nodes that are kept.
pub fn leaf_of(code: &TraceCode) -> Option<H256> {
	let class = ArchiveClass::of(code)?;
	assert_eq!(KeptRoots::get(class), ArchiveRoots::<Test>::get(class));
	PartialTrie::new(&prove([code])).leaf(KeptRoots::get(class), code).unwrap()
}

/// The call with the proof that it needs.
pub fn proven(mut call: Call<Test>) -> Call<Test> {
	match &mut call {
		Call::register { unit, proof } => *proof = prove([&unit.code]),
		Call::register_many { units, proof } => *proof = prove(units.iter().map(|unit| &unit.code)),
		Call::transform { outputs, proof, .. } => *proof = prove(outputs.iter().map(|unit| &unit.code)),
		Call::split { parts, proof, .. } => *proof = prove(parts.iter().map(|unit| &unit.code)),
		Call::archive { codes, proof } => *proof = prove(codes.iter()),
		Call::recall_archived { code, proof, .. } => *proof = prove([&*code]),
		_ => (),
	}
	call
}

/// Keeps the nodes of what was archived since, as the events say, and compares the roots.
pub fn keep_nodes() {
	let events = System::events();
	let mut leaves = BTreeMap::<ArchiveClass, Vec<(TraceCode, H256)>>::new();
	for record in events.iter().skip(Seen::get().unwrap_or_default() as usize) {
		match &record.event {
			RuntimeEvent::TraceUnits(Event::Archived { code, leaf, archived }) => {
				assert_eq!(archived.leaf(code), *leaf);
				let class = ArchiveClass::of(code).unwrap();
				leaves.entry(class).or_default().push((code.clone(), *leaf));
			}
			RuntimeEvent::TraceUnits(Event::ArchiveGrew { class, root }) => {
				let leaves = leaves.remove(class).unwrap();
				let mut trie = PartialTrie::new(&prove(leaves.iter().map(|(code, _)| code)));
				assert_eq!(trie.insert(KeptRoots::get(class), &leaves), Ok(*root));
				trie.into_nodes().for_each(|(hash, node)| Nodes::insert(hash, node));
				KeptRoots::insert(class, root);
			}
			_ => (),
		}
	}
	assert!(leaves.is_empty(), "every leaf goes into a root");
	Seen::put(events.len() as u32);
}

/// The steps of a walk, page by page.
pub fn pages_of(page: impl Fn(Option<Vec<Pending>>) -> Walk<Test>) -> Vec<Vec<Step<Test>>> {
	let mut pages = vec![];
	let mut cursor = None;
	loop {
		let walk = page(cursor);
		pages.push(walk.steps);
		cursor = walk.next;
		if cursor.is_none() {
			return pages;
		}
	}
}

/// The numbers of the transformations on a walk, page by page.
pub fn ids_of(page: impl Fn(Option<Vec<Pending>>) -> Walk<Test>) -> Vec<Vec<u64>> {
	pages_of(page).into_iter().map(|steps| steps.iter().map(|step| step.id).collect()).collect()
}

/// Asserts that the call is refused to root, to unsigned origins, and to accounts not in force.
pub fn assert_refuses_unsigned_and_not_in_force(call: Call<Test>) {
	for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
		assert_noop!(dispatch(origin, call.clone()), BadOrigin);
	}
	for who in [STRANGER, SUSPENDED_TRADER] {
		assert_noop!(signed(who, call.clone()), Error::<Test>::NotInForce);
	}
}

/// Asserts the same of a call that the council may vote on too.
pub fn assert_refuses_unsigned_and_not_in_force_but_the_council(call: Call<Test>) {
	assert_noop!(dispatch(RuntimeOrigin::none(), call.clone()), BadOrigin);
	for who in [STRANGER, SUSPENDED_TRADER] {
		assert_noop!(signed(who, call.clone()), Error::<Test>::NotInForce);
	}
	assert_eq!(dispatch(RuntimeOrigin::root(), call), Ok(()));
}

/// A hold of these departments, or of the owner if there are none.
pub fn held_by(kind: HoldKind, departments: impl IntoIterator<Item = Department>) -> Hold {
	Hold { kind, departments: departments.into_iter().collect(), by_custodian: false }
}

#[derive(Default)]
pub struct ExtBuilder {
	units: Vec<(u64, NewUnit<u64>)>,
}

impl ExtBuilder {
	/// Adds a unit of this owner to the state.
	pub fn with_unit(mut self, owner: u64, unit: NewUnit<u64>) -> Self {
		self.units.push((owner, unit));
		self
	}

	/// Adds units of the trader to the state.
	pub fn with(mut self, units: impl IntoIterator<Item = NewUnit<u64>>) -> Self {
		self.units.extend(units.into_iter().map(|unit| (TRADER, unit)));
		self
	}

	pub fn build(self) -> sp_io::TestExternalities {
		let storage = RuntimeGenesisConfig::default().build_storage().unwrap();
		let mut ext = sp_io::TestExternalities::new(storage);
		ext.execute_with(|| {
			System::set_block_number(1);
			set_in_force(TRADER, true);
			set_in_force(OTHER_TRADER, true);
			set_in_force(THIRD_TRADER, true);
			set_in_force(SUSPENDED_TRADER, false);
			for (who, kind) in OTHERS {
				Participants::insert(who, (kind, true));
			}
			for seat in [COLLEAGUE, CUSTOMS, UNASSIGNED] {
				Participants::insert(seat, (ParticipantKind::Regulator, true));
			}
			for seat in [REGULATOR, COLLEAGUE] {
				Seats::insert(seat, Department::MarketSupervision);
			}
			Seats::insert(CUSTOMS, Department::Customs);
			for (owner, unit) in self.units {
				TraceUnits::register(RuntimeOrigin::signed(owner), unit, vec![]).unwrap();
			}
		});
		ext
	}

	/// Runs a test, and checks the invariants after it.
	pub fn build_and_execute(self, test: impl FnOnce()) {
		self.build().execute_with(|| {
			test();
			TraceUnits::do_try_state().unwrap();
		});
	}
}
