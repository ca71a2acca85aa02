// SPDX-License-Identifier: Apache-2.0

//! A runtime of the loops alone.

use crate as pallet_reconciliation;
use frame_support::{derive_impl, traits::ConstU32};
use sp_runtime::BuildStorage;

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
	type WeightInfo = ();
}

/// The merchant whose units most documents are recorded of.
pub const MERCHANT: u64 = 1;
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
