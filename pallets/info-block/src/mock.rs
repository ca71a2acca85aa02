// SPDX-License-Identifier: Apache-2.0

//! A runtime of the four information blocks alone. Participants and units are tables that a test fills.

use crate::{self as pallet_info_block, WeightInfo};
use codec::Encode;
use frame_support::{
	derive_impl,
	dispatch::GetDispatchInfo,
	ensure,
	instances::{Instance1, Instance2, Instance3, Instance4},
	pallet_prelude::ValueQuery,
	parameter_types, storage_alias,
	traits::UnixTime,
	weights::Weight,
	Twox64Concat,
};
use sp_runtime::{traits::Dispatchable, BuildStorage, DispatchError, DispatchResult};
use std::time::Duration;
use suyuan_primitives::{
	codes::TraceCode,
	items::{self, InfoItem},
	parties::{Department, NodeKind, ParticipantKind},
	requirement::{Categories, InfoBlock},
	traits::{self, Custody, CustomsBlock, Feeder, FoundHold, Goods, Outermost, Recorded, UnitFacts},
	values::Name,
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
	pub type ProductInfo = pallet_info_block<Instance1>;

	#[runtime::pallet_index(2)]
	pub type TransactionInfo = pallet_info_block<Instance2>;

	#[runtime::pallet_index(3)]
	pub type LogisticsInfo = pallet_info_block<Instance3>;

	#[runtime::pallet_index(4)]
	pub type CustomsInfo = pallet_info_block<Instance4>;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
}

/// The time of day in every test: somewhere in 2026.
pub const NOW: u64 = 1_780_000_000_000;

parameter_types! {
	pub const MaxFuture: u64 = 60_000;
	pub const MaxRecordsPerCall: u32 = 4;
	/// Nothing, unless a test counts new keys.
	pub static NewKey: Weight = Weight::zero();
}

pub struct Time;

impl UnixTime for Time {
	fn now() -> Duration {
		Duration::from_millis(NOW)
	}
}

macro_rules! block {
	($instance:ty, $item:ty) => {
		impl pallet_info_block::Config<$instance> for Test {
			type Item = $item;
			type Register = Register;
			type Units = Units;
			type OnRecorded = Bookkeeper;
			type Time = Time;
			type MaxFuture = MaxFuture;
			type MaxRecordsPerCall = MaxRecordsPerCall;
			type NewKey = NewKey;
			type WeightInfo = Weights;
		}
	};
}

block!(Instance1, items::ProductInfo);
block!(Instance2, items::TransactionInfo);
block!(Instance3, items::LogisticsInfo);
block!(Instance4, items::CustomsInfo);

/// Participants: their kinds, the blocks that their nodes feed, and true for an admission in force.
#[storage_alias]
type Participants = StorageMap<Register, Twox64Concat, u64, (ParticipantKind, Vec<InfoBlock>, bool)>;

/// The blocks into which an owner lets a provider write.
#[storage_alias]
type Authorizations = StorageMap<Register, Twox64Concat, (u64, u64), Vec<InfoBlock>>;

/// The categories that the nodes of a participant write, where they are not all of their blocks.
#[storage_alias]
type Writes = StorageMap<Register, Twox64Concat, u64, Categories>;

/// Has the nodes of a participant write these categories alone.
pub fn narrow(who: u64, node: NodeKind) {
	Writes::insert(who, node.writes());
}

/// The name of an organisation that is a participant.
pub const PARTICIPANT: &str = "Registered Carrier Ltd";

/// The departments of the holders of seats.
#[storage_alias]
type Seats = StorageMap<Register, Twox64Concat, u64, Department>;

pub struct Register;

impl traits::Register<u64> for Register {
	fn in_force(who: &u64) -> Option<ParticipantKind> {
		Participants::get(who).and_then(|(kind, _, in_force)| in_force.then_some(kind))
	}

	fn feeder(who: &u64, block: InfoBlock) -> Option<Feeder> {
		let (_, blocks, in_force) = Participants::get(who)?;
		let of_blocks = if blocks.contains(&block) { block.categories() } else { Categories::default() };
		let writes = of_blocks.intersection(Writes::get(who).unwrap_or(of_blocks));
		in_force.then(|| Feeder { writes, admission: Self::admission(who) })
	}

	fn admission(_: &u64) -> u32 {
		1
	}

	fn is_authorized(owner: &u64, provider: &u64, admission: u32, block: InfoBlock) -> bool {
		assert_eq!(admission, Self::admission(provider));
		Authorizations::get((owner, provider)).is_some_and(|blocks| blocks.contains(&block))
	}

	fn is_participant_called(name: &Name) -> bool {
		name.as_str() == PARTICIPANT
	}

	fn department(who: &u64) -> Option<Department> {
		Seats::get(who)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn put_in_force(who: &u64, kind: ParticipantKind) {
		Participants::insert(who, (kind, InfoBlock::ALL.to_vec(), true));
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn put_authorization(owner: &u64, provider: &u64) {
		Authorizations::insert((owner, provider), InfoBlock::ALL.to_vec());
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn put_seat(who: &u64, department: Department) {
		Seats::insert(who, department);
	}
}

/// Weights that differ by call, by items that feed a loop, and by units that were looked at.
///
/// The length stands in the place of the proof.
pub struct Weights;

impl WeightInfo for Weights {
	fn record(n: u32, l: u32) -> Weight {
		Weight::from_parts(1_000_000_000 + u64::from(n), l.into())
	}

	fn record_many(u: u32, r: u32, l: u32) -> Weight {
		Weight::from_parts(10 * u64::from(u) + 100 * u64::from(r), l.into())
	}

	fn amend(l: u32) -> Weight {
		Weight::from_parts(2, l.into())
	}

	fn import(l: u32) -> Weight {
		Weight::from_parts(3, l.into())
	}

	fn look_further(p: u32) -> Weight {
		Weight::from_parts(10_000 + 100_000 * u64::from(p), 0)
	}

	fn feed() -> Weight {
		Weight::from_parts(1_000, 0)
	}
}

/// The notifications of the bookkeeper: owner, encoded item, true if imported, true if amending.
#[storage_alias]
type Books = StorageValue<Bookkeeper, Vec<(u64, Vec<u8>, bool, bool)>, ValueQuery>;

/// True if the bookkeeper refuses every record.
#[storage_alias]
type Refuses = StorageValue<Bookkeeper, bool, ValueQuery>;

/// Computes with records: keeps those that feed a loop.
pub struct Bookkeeper;

impl<Item: InfoItem + Encode> traits::OnRecorded<u64, Item> for Bookkeeper {
	fn on_recorded(recorded: Recorded<u64, Item>) -> DispatchResult {
		ensure!(!Refuses::get(), CONTRADICTION);
		let Recorded { owner, item, imported, amends, .. } = recorded;
		if item.feeds_loop() {
			Books::mutate(|books| books.push((*owner, item.encode(), imported, amends)));
		}
		Ok(())
	}
}

/// The error with which the bookkeeper refuses a record.
pub const CONTRADICTION: DispatchError = DispatchError::Other("contradicts an earlier document");

/// Has the bookkeeper refuse all records from now on.
pub fn contradict() {
	Refuses::put(true);
}

/// The notifications of the bookkeeper of items that feed a loop.
pub fn notifications() -> Vec<(u64, Vec<u8>, bool, bool)> {
	Books::get()
}

/// Units: their owners, their custodians, and true if they take records.
#[storage_alias]
type UnitTable = StorageMap<Units, Twox64Concat, TraceCode, (u64, u64, bool)>;

pub struct Units;

/// The units in which others are packed.
#[storage_alias]
type Packing = StorageMap<Units, Twox64Concat, TraceCode, TraceCode>;

impl traits::Units<u64> for Units {
	const MAX_NESTING: u32 = 4;
	const MAX_HOLD_READS: u32 = 0;

	fn facts(code: &TraceCode) -> Option<UnitFacts<u64>> {
		UnitTable::get(code).map(|(owner, custodian, open)| {
			let custody = Packing::get(code).map_or(Custody::With(custodian), Custody::Within);
			UnitFacts { owner, custody, open }
		})
	}

	fn goods(_: &TraceCode) -> Option<Goods> {
		unreachable!("a record counts no goods")
	}

	fn find_hold(_: &TraceCode) -> FoundHold {
		unreachable!("a record is taken of what is held too")
	}

	fn inside(_: &TraceCode, _: u32) -> Option<Vec<TraceCode>> {
		unreachable!("a record is of the unit that it names")
	}

	fn outermost(code: &TraceCode) -> Option<Outermost<u64>> {
		let around: Vec<_> =
			core::iter::successors(Some(code.clone()), |inner| Packing::get(inner)).collect();
		let (_, custodian, _) = UnitTable::get(around.last()?)?;
		Some(Outermost { custodian, looked_at: around.len() as u32 })
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn put_unit(code: &TraceCode, owner: &u64, around: u32) {
		UnitTable::insert(code, (owner, owner, true));
		let mut inner = code.clone();
		for level in 0..around {
			let outer = format!("other:carton-{level}").parse().unwrap();
			UnitTable::insert(&outer, (owner, owner, true));
			pack(&inner, &outer);
			inner = outer;
		}
		// Units share what is around them, and an earlier one may have been deeper.
		Packing::remove(&inner);
	}
}

/// Packs a unit into another.
pub fn pack(code: &TraceCode, outer: &TraceCode) {
	Packing::insert(code, outer);
}

/// A trade entity that owns every unit, makes the goods and sells them.
pub const OWNER: u64 = 1;
/// A logistics enterprise that holds every unit.
pub const CARRIER: u64 = 2;
/// A trading platform that the owner lets write of its transactions.
pub const PLATFORM: u64 = 3;
/// A logistics enterprise with nodes of logistics and customs, authorized for customs alone.
pub const BROKER: u64 = 4;
/// A trade entity like the owner, which has nothing to do with its units.
pub const COMPETITOR: u64 = 5;
/// Holds the seat of customs, and runs no node.
pub const CUSTOMS: u64 = 6;
/// Holds the seat of tax, and runs no node.
pub const TAX: u64 = 7;
/// An account that was never admitted.
pub const STRANGER: u64 = 8;

/// The code of the `n`th unit.
pub fn unit(n: u32) -> TraceCode {
	format!("01/09521234543213/21/{n}").parse().unwrap()
}

/// The number of units.
pub const UNITS: u32 = 3;

pub fn close(code: &TraceCode) {
	UnitTable::insert(code, (OWNER, CARRIER, false));
}

/// Has a unit quarantined or recalled that was closed: it takes records again.
pub fn hold(code: &TraceCode) {
	UnitTable::insert(code, (OWNER, CARRIER, true));
}

/// Gives a unit into the custody of another account.
pub fn hand_over(code: &TraceCode, custodian: u64) {
	UnitTable::insert(code, (OWNER, custodian, true));
}

/// Takes a unit and its heads out of the state, as the units do with one whose time is over.
pub fn archive(code: &TraceCode) {
	UnitTable::remove(code);
	ProductInfo::archive(code);
	TransactionInfo::archive(code);
	LogisticsInfo::archive(code);
	CustomsInfo::archive(code);
}

/// Gives a unit to another owner.
pub fn sell(code: &TraceCode, owner: u64) {
	UnitTable::insert(code, (owner, CARRIER, true));
}

/// Writes what the clearance of a declaration brought, in the name of customs.
pub fn clear(code: &TraceCode, item: items::CustomsInfo) -> DispatchResult {
	<CustomsInfo as CustomsBlock<u64>>::record(code, &CUSTOMS, item)
}

pub fn suspend(who: u64) {
	Participants::mutate(who, |participant| {
		if let Some((_, _, in_force)) = participant {
			*in_force = false;
		}
	});
}

/// The events of past blocks, as a node keeps them.
#[storage_alias]
type Archive = StorageMap<System, Twox64Concat, u64, Vec<RuntimeEvent>>;

/// The events of a block, as any client may ask a node for them.
pub fn events_at(block: u64) -> Vec<RuntimeEvent> {
	if block == System::block_number() {
		System::events().into_iter().map(|record| record.event).collect()
	} else {
		Archive::get(block).unwrap_or_default()
	}
}

/// Ends the block and begins another, some blocks later.
pub fn advance(blocks: u64) {
	let now = System::block_number();
	Archive::insert(now, events_at(now));
	System::reset_events();
	System::set_block_number(now + blocks);
}

/// The weight of a call before it is dispatched, and after.
pub fn weigh(who: u64, call: impl Into<RuntimeCall>) -> (Weight, Weight) {
	let call = call.into();
	let info = call.get_dispatch_info();
	let post_info = call.dispatch(RuntimeOrigin::signed(who)).unwrap();
	(info.call_weight, post_info.calc_actual_weight(&info))
}

/// Dispatches a call as a block does: what it did is undone if it fails.
pub fn dispatch(who: u64, call: impl Into<RuntimeCall>) -> DispatchResult {
	let outcome = call.into().dispatch(RuntimeOrigin::signed(who));
	outcome.map(|_| ()).map_err(|failure| failure.error)
}

pub struct ExtBuilder;

impl ExtBuilder {
	pub fn build(self) -> sp_io::TestExternalities {
		use InfoBlock::{Customs, Logistics, Product, Transaction};
		use ParticipantKind::{LogisticsEnterprise, Regulator, TradeEntity};

		let storage = RuntimeGenesisConfig::default().build_storage().unwrap();
		let mut ext = sp_io::TestExternalities::new(storage);
		ext.execute_with(|| {
			System::set_block_number(1);
			for (who, kind, blocks) in [
				(OWNER, TradeEntity, vec![Product, Transaction]),
				(CARRIER, LogisticsEnterprise, vec![Logistics]),
				(PLATFORM, TradeEntity, vec![Transaction]),
				(BROKER, LogisticsEnterprise, vec![Logistics, Customs]),
				(COMPETITOR, TradeEntity, vec![Product, Transaction]),
				(CUSTOMS, Regulator, vec![]),
				(TAX, Regulator, vec![]),
			] {
				Participants::insert(who, (kind, blocks, true));
			}
			Authorizations::insert((OWNER, PLATFORM), vec![Transaction]);
			Authorizations::insert((OWNER, BROKER), vec![Customs]);
			Seats::insert(CUSTOMS, Department::Customs);
			Seats::insert(TAX, Department::Tax);
			for n in 0..UNITS {
				UnitTable::insert(unit(n), (OWNER, CARRIER, true));
			}
		});
		ext
	}

	/// Runs a test. Whatever it did, the state must be sound and every head the replay of its records.
	pub fn build_and_execute(self, test: impl FnOnce()) {
		self.build().execute_with(|| {
			test();
			ProductInfo::do_try_state().unwrap();
			TransactionInfo::do_try_state().unwrap();
			LogisticsInfo::do_try_state().unwrap();
			CustomsInfo::do_try_state().unwrap();
			crate::tests::replay::every_head_equals_the_replay_of_its_records();
		});
	}
}
