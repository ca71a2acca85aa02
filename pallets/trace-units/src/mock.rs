//! A runtime of trace units alone. Participants and blocks are tables that a test fills.

use crate as pallet_trace_units;
use crate::{NewUnit, UnitKind};
use frame_support::{derive_impl, parameter_types, storage_alias, Twox64Concat};
use sp_runtime::{traits::Dispatchable, BuildStorage, DispatchResult};
use suyuan_primitives::{
	codes::TraceCode,
	parties::{Department, ParticipantKind},
	requirement::{Categories, Category, InfoBlock, TraceMode},
	traits,
	values::{MeasureUnit, Quantity},
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

parameter_types! {
	pub const MaxUnitsPerCall: u32 = 4;
}

impl pallet_trace_units::Config for Test {
	type Register = Register;
	type Blocks = Blocks;
	type MaxUnitsPerCall = MaxUnitsPerCall;
	type WeightInfo = ();
}

/// Who was admitted, as what, and whether the admission is in force.
#[storage_alias]
type Participants = StorageMap<Register, Twox64Concat, u64, (ParticipantKind, bool)>;

pub struct Register;

impl traits::Register<u64> for Register {
	fn in_force(who: &u64) -> Option<ParticipantKind> {
		Participants::get(who).and_then(|(kind, in_force)| in_force.then_some(kind))
	}

	fn feeds(_: &u64, _: InfoBlock) -> bool {
		unreachable!("units ask for no node")
	}

	fn is_authorized(_: &u64, _: &u64, _: InfoBlock) -> bool {
		unreachable!("units ask for no authorization")
	}

	fn department(_: &u64) -> Option<Department> {
		unreachable!("units ask for no department")
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn put_in_force(who: &u64, kind: ParticipantKind) {
		Participants::insert(who, (kind, true));
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn put_authorization(_: &u64, _: &u64) {
		unreachable!("units ask for no authorization")
	}
}

/// What is recorded of a unit.
#[storage_alias]
type Recorded = StorageMap<Blocks, Twox64Concat, TraceCode, Categories>;

pub struct Blocks;

impl traits::Blocks for Blocks {
	fn recorded(code: &TraceCode) -> Categories {
		Recorded::get(code).unwrap_or_default()
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn put_recorded(code: &TraceCode) {
		record(code, Category::ALL);
	}
}

pub const TRADER: u64 = 1;
pub const OTHER_TRADER: u64 = 2;
pub const SUSPENDED_TRADER: u64 = 3;
pub const STRANGER: u64 = 4;
/// One participant of every other kind.
pub const OTHERS: [(u64, ParticipantKind); 5] = [
	(10, ParticipantKind::LogisticsEnterprise),
	(11, ParticipantKind::FinancialInstitution),
	(12, ParticipantKind::Regulator),
	(13, ParticipantKind::ServicePlatform),
	(14, ParticipantKind::ConsumerOrOther),
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

pub fn code(text: &str) -> TraceCode {
	text.parse().unwrap()
}

/// A piece by its serial number.
pub fn item(serial: u32) -> NewUnit {
	NewUnit {
		code: code(&format!("01/09521234543213/21/{serial}")),
		kind: UnitKind::Item,
		mode: TraceMode::FullChain,
	}
}

/// Ten pieces by their lot.
pub fn batch(lot: &str) -> NewUnit {
	NewUnit {
		code: code(&format!("01/09521234543213/10/{lot}")),
		kind: UnitKind::Batch { quantity: Quantity { thousandths: 10_000, unit: MeasureUnit::Piece } },
		mode: TraceMode::FullChain,
	}
}

/// Dispatches a call as a block does: what it did is undone if it fails.
pub fn dispatch(origin: RuntimeOrigin, call: crate::Call<Test>) -> DispatchResult {
	RuntimeCall::from(call).dispatch(origin).map(|_| ()).map_err(|failure| failure.error)
}

#[derive(Default)]
pub struct ExtBuilder {
	units: Vec<(u64, NewUnit)>,
}

impl ExtBuilder {
	/// Starts with a unit of this owner.
	pub fn with_unit(mut self, owner: u64, unit: NewUnit) -> Self {
		self.units.push((owner, unit));
		self
	}

	pub fn build(self) -> sp_io::TestExternalities {
		let storage = RuntimeGenesisConfig::default().build_storage().unwrap();
		let mut ext = sp_io::TestExternalities::new(storage);
		ext.execute_with(|| {
			System::set_block_number(1);
			set_in_force(TRADER, true);
			set_in_force(OTHER_TRADER, true);
			set_in_force(SUSPENDED_TRADER, false);
			for (who, kind) in OTHERS {
				Participants::insert(who, (kind, true));
			}
			for (owner, unit) in self.units {
				TraceUnits::register(RuntimeOrigin::signed(owner), unit).unwrap();
			}
		});
		ext
	}

	/// Runs a test, and whatever it did, the state must be sound.
	pub fn build_and_execute(self, test: impl FnOnce()) {
		self.build().execute_with(|| {
			test();
			TraceUnits::do_try_state().unwrap();
		});
	}
}
