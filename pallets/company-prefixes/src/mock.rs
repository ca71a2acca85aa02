// SPDX-License-Identifier: Apache-2.0

//! A runtime of prefixes alone.
//!
//! Participants and the clock are tables that a test fills.

use crate::{self as pallet_company_prefixes, *};
use frame_support::{
	derive_impl, ord_parameter_types, parameter_types, storage_alias,
	traits::{ConstU32, UnixTime},
	weights::Weight,
	BoundedVec, Twox64Concat,
};
use frame_system::EnsureSignedBy;
use sp_runtime::{traits::Dispatchable, BuildStorage, DispatchResult};
use std::time::Duration;
use suyuan_primitives::{
	codes::{CodePrefix, TraceCode},
	parties::{Department, ParticipantKind},
	requirement::InfoBlock,
	traits::{self, CodePrefixes, CodeRight, Feeder},
	values::{Evidence, EvidenceKind, Name, Note},
};

frame_support::construct_runtime!(
	pub enum Test {
		System: frame_system,
		CompanyPrefixes: pallet_company_prefixes,
	}
);

/// The time at which every test begins, in milliseconds: somewhere in 2026.
pub const START: u64 = 1_780_000_000_000;
pub const MAX_FILINGS: u32 = 2;
pub const MAX_PREFIXES: u32 = 3;
/// A holder gives a quarter of them at most.
pub const MAX_PERMITS: u32 = 8;
pub const MAX_PERMITS_GIVEN: u32 = 3;

/// The account whose origin is the collective's.
pub const COLLECTIVE: u64 = 100;
pub const MARKET_SUPERVISION: u64 = 1;
pub const CUSTOMS: u64 = 2;
pub const BRAND: u64 = 11;
pub const RIVAL: u64 = 12;
pub const MAKER: u64 = 13;
pub const TRADER: u64 = 14;
pub const STRANGER: u64 = 15;

parameter_types! {
	pub const NewKey: Weight = Weight::from_parts(1, 0);
	pub storage Now: u64 = START;
}

ord_parameter_types! {
	pub const Collective: u64 = COLLECTIVE;
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
	type CollectiveOrigin = EnsureSignedBy<Collective, u64>;
	type Time = Clock;
	type MaxFilings = ConstU32<MAX_FILINGS>;
	type MaxPrefixes = ConstU32<MAX_PREFIXES>;
	type MaxPermits = ConstU32<MAX_PERMITS>;
	type MaxPermitsGiven = ConstU32<MAX_PERMITS_GIVEN>;
	type NewKey = NewKey;
	type WeightInfo = ();
}

/// The participants: whether each one's admission is in force, and its number.
#[storage_alias]
type Participants = StorageMap<Register, Twox64Concat, u64, (bool, u32)>;

/// The seats that benchmarks give, beside those of the tests.
#[storage_alias]
type Seats = StorageMap<Register, Twox64Concat, u64, Department>;

pub struct Register;

impl traits::Register<u64> for Register {
	fn in_force(who: &u64) -> Option<ParticipantKind> {
		Participants::get(who).and_then(|(in_force, _)| in_force.then_some(ParticipantKind::TradeEntity))
	}

	fn feeder(_: &u64, _: InfoBlock) -> Option<Feeder> {
		unreachable!("prefixes ask for no node")
	}

	fn admission(who: &u64) -> u32 {
		Participants::get(who).map_or(0, |(_, admission)| admission)
	}

	fn is_authorized(_: &u64, _: &u64, _: u32, _: InfoBlock) -> bool {
		unreachable!("prefixes ask for no authorization")
	}

	fn is_participant_called(_: &Name) -> bool {
		unreachable!("prefixes ask for no name")
	}

	fn department(who: &u64) -> Option<Department> {
		match *who {
			MARKET_SUPERVISION => Some(Department::MarketSupervision),
			CUSTOMS => Some(Department::Customs),
			_ => Seats::get(who),
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn put_in_force(who: &u64, _: ParticipantKind) {
		Participants::insert(who, (true, 1));
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn put_authorization(_: &u64, _: &u64) {
		unreachable!("prefixes ask for no authorization")
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn put_seat(who: &u64, department: Department) {
		Seats::insert(who, department);
	}
}

/// Suspends or reinstates a participant.
pub fn set_in_force(who: u64, in_force: bool) {
	Participants::mutate(who, |participant| participant.as_mut().unwrap().0 = in_force);
}

pub fn is_in_force(who: u64) -> bool {
	<Register as traits::Register<u64>>::in_force(&who).is_some()
}

/// Revokes a participant and admits it anew.
pub fn admit_anew(who: u64) {
	Participants::mutate(who, |participant| participant.as_mut().unwrap().1 += 1);
}

/// The company prefix of these digits.
pub fn company(digits: &str) -> CodePrefix {
	CodePrefix::Company(digits.parse().unwrap())
}

/// The prefix of logistic units of these digits.
pub fn logistic(digits: &str) -> CodePrefix {
	CodePrefix::LogisticUnits(digits.parse().unwrap())
}

pub fn product(barcode: &str) -> CodePrefix {
	CodePrefix::Product(barcode.parse().unwrap())
}

pub fn other(namespace: &str) -> CodePrefix {
	CodePrefix::Other(namespace.parse().unwrap())
}

pub fn ecode(namespace: &str) -> CodePrefix {
	CodePrefix::Ecode(namespace.parse().unwrap())
}

pub fn code(text: &str) -> TraceCode {
	text.parse().unwrap()
}

pub fn evidence() -> Documents {
	BoundedVec::truncate_from(vec![Evidence { kind: EvidenceKind::Certificate, sha256: [7; 32] }])
}

pub fn reason() -> Note {
	"the GS1 member took it back".try_into().unwrap()
}

/// Dispatches a signed call as a block does: its changes are rolled back if it fails.
pub fn signed(who: u64, call: Call<Test>) -> DispatchResult {
	let origin = RuntimeOrigin::signed(who);
	RuntimeCall::from(call).dispatch(origin).map(|_| ()).map_err(|failure| failure.error)
}

pub fn grant_until(prefix: CodePrefix, holder: u64, until: Option<u64>) -> DispatchResult {
	signed(MARKET_SUPERVISION, Call::grant { prefix, holder, until, evidence: evidence() })
}

pub fn grant(prefix: CodePrefix, holder: u64) -> DispatchResult {
	grant_until(prefix, holder, None)
}

pub fn end_grant(prefix: CodePrefix) -> DispatchResult {
	signed(MARKET_SUPERVISION, Call::end_grant { prefix, reason: reason() })
}

pub fn file(who: u64, prefix: CodePrefix) -> DispatchResult {
	signed(who, Call::file { prefix, evidence: evidence() })
}

pub fn withdraw_filing(who: u64, prefix: CodePrefix) -> DispatchResult {
	signed(who, Call::withdraw_filing { prefix })
}

pub fn decline(who: u64, prefix: CodePrefix) -> DispatchResult {
	signed(MARKET_SUPERVISION, Call::decline { who, prefix, reason: reason() })
}

pub fn permit_until(holder: u64, prefix: CodePrefix, to: u64, until: Option<u64>) -> DispatchResult {
	signed(holder, Call::permit { prefix, to, until })
}

pub fn permit(holder: u64, prefix: CodePrefix, to: u64) -> DispatchResult {
	permit_until(holder, prefix, to, None)
}

pub fn revoke(by: u64, prefix: CodePrefix, holder: u64, to: u64) -> DispatchResult {
	signed(by, Call::revoke_permit { prefix, holder, to })
}

/// The right of an account to a code, as a call that registers it would find it.
pub fn right(who: u64, text: &str) -> CodeRight {
	CompanyPrefixes::right_to(&mut CompanyPrefixes::rights_of(&who), &code(text))
}

/// A piece of `6901234`, and one of `6901235`.
pub const PIECE: &str = "01/06901234567892/21/1";
pub const OTHER_PIECE: &str = "01/06901235000008/21/1";

pub struct ExtBuilder;

impl ExtBuilder {
	pub fn build(self) -> sp_io::TestExternalities {
		let mut ext: sp_io::TestExternalities =
			RuntimeGenesisConfig::default().build_storage().unwrap().into();
		ext.execute_with(|| {
			System::set_block_number(1);
			for who in [MARKET_SUPERVISION, CUSTOMS, BRAND, RIVAL, MAKER, TRADER] {
				Participants::insert(who, (true, 1));
			}
		});
		ext
	}

	/// Runs a test, and checks the invariants after it.
	pub fn build_and_execute(self, test: impl FnOnce()) {
		self.build().execute_with(|| {
			test();
			CompanyPrefixes::do_try_state().unwrap();
		});
	}
}
