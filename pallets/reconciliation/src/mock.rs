// SPDX-License-Identifier: Apache-2.0

//! A runtime of the loops alone.

use crate as pallet_reconciliation;
use frame_support::{derive_impl, storage_alias, traits::ConstU32, Twox64Concat};
use sp_runtime::BuildStorage;
use suyuan_primitives::traits::Principals;

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
	pub type Reconciliation = pallet_reconciliation;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
}

/// The number of blocks for which undeclared documents stay.
pub const TERM: u32 = 100;

impl pallet_reconciliation::Config for Test {
	type UndeclaredTerm = ConstU32<TERM>;
	type Principals = Keys;
	type WeightInfo = ();
}

/// The participants that accounts serve as operators.
#[storage_alias]
type KeyTable = StorageMap<Keys, Twox64Concat, u64, u64>;

pub struct Keys;

impl Principals<u64> for Keys {
	fn principal(who: &u64) -> Option<u64> {
		KeyTable::get(who)
	}
}

/// Lets an account serve another as an operator.
pub fn serve(who: u64, principal: u64) {
	KeyTable::insert(who, principal);
}

/// The merchant whose units most documents are recorded of.
pub const MERCHANT: u64 = 1;
/// A trading platform, which records orders.
pub const PLATFORM: u64 = 3;
/// A bank, which records receipts.
pub const BANK: u64 = 4;
/// A carrier, which records waybills.
pub const CARRIER: u64 = 5;
/// A merchant with loops of its own.
pub const COMPETITOR: u64 = 2;
/// An account that has nothing to do with the merchants.
pub const ANY_ACCOUNT: u64 = 9;

/// Lets blocks pass.
pub fn pass(blocks: u32) {
	System::set_block_number(System::block_number() + u64::from(blocks));
}

pub struct ExtBuilder;

impl ExtBuilder {
	pub fn build(self) -> sp_io::TestExternalities {
		let storage = RuntimeGenesisConfig::default().build_storage().unwrap();
		let mut ext = sp_io::TestExternalities::new(storage);
		ext.execute_with(|| System::set_block_number(1));
		ext
	}

	/// Runs a test, and checks the invariants after it.
	pub fn build_and_execute(self, test: impl FnOnce()) {
		self.build().execute_with(|| {
			test();
			Reconciliation::do_try_state().unwrap();
		});
	}
}
