// SPDX-License-Identifier: Apache-2.0

//! The chain itself: blocks and their limits, time, and the currency that no account holds.

use crate::{
	weights::{
		base::ExtrinsicWeight, block::BlockExecutionWeight, database::DatabaseWeight, frame_system_extensions,
	},
	AccountId, Balance, Block, BlockNumber, Hash, Nonce, PalletInfo, Runtime, RuntimeCall, RuntimeEvent,
	RuntimeFreezeReason, RuntimeHoldReason, RuntimeOrigin, RuntimeTask, TxPause, MILLISECS_PER_BLOCK,
	VERSION,
};
use frame_support::{
	derive_impl,
	dispatch::DispatchClass,
	parameter_types,
	traits::{ConstU128, ConstU32, ConstU64, Contains, Get, InsideBoth, StorageMapShim, VariantCountOf},
	weights::{constants::WEIGHT_REF_TIME_PER_MILLIS, Weight},
};
use frame_system::limits::{BlockLength, BlockWeights};
use pallet_balances::AccountData;
use sp_runtime::Perbill;
use sp_version::RuntimeVersion;

/// The part of a block for transactions of the normal class; the rest is kept for operational ones.
///
/// A twentieth is enough: a vote takes well below a thousandth of a block, and regulators' calls go before all others, so
/// that even a motion that fills half a block finds its room before the others do.
pub(crate) const NORMAL_DISPATCH_RATIO: Perbill = Perbill::from_percent(95);

/// The weight of a full block: four fifths of a slot.
///
/// A block is executed by its author and then by all other nodes before the next author can build on it, and both must fit
/// into a slot. They do, because weights count every key as never read, while most are cached: a block that is full by
/// weight was measured to take its author three fifths of this to three quarters, and the other nodes have less to do. By
/// the clock, too, the node means to be done with its own block after five eighths of a slot, and throws away a block that
/// isn't done after three quarters. Weights bound an author that keeps to no clock: no other node takes longer than a slot
/// to execute its block.
///
/// Weights don't count the verification of signatures, which comes before the block is executed. The most sr25519
/// signatures that fit, of the cheapest transactions and none of them seen before, take two cores less than the rest of
/// the slot. Nothing is proven to a relay chain, so the size of a proof has no limit.
pub const MAXIMUM_BLOCK_WEIGHT: Weight =
	Weight::from_parts(MILLISECS_PER_BLOCK * WEIGHT_REF_TIME_PER_MILLIS / 5 * 4, u64::MAX);

/// The longest block, in bytes.
///
/// Nodes send a block in one message of at most 16 MiB, in which header and justification need room too. Almost 80,000
/// records fit, each of 193 bytes, which is 40,000 a second.
pub const MAXIMUM_BLOCK_LENGTH: u32 = 15 * 1024 * 1024;

/// The part of [`MAXIMUM_BLOCK_LENGTH`] for transactions of the normal class.
///
/// Operational ones are short; the one that is not, an upgrade, goes before all others.
pub(crate) const NORMAL_LENGTH_RATIO: Perbill = Perbill::from_percent(98);

/// The prefix of addresses in text: 42, that of no chain in particular.
pub const SS58_PREFIX: u16 = 42;

parameter_types! {
	/// The number of block hashes in the state: as long as a mortal transaction may live, 80 minutes.
	pub const BlockHashCount: BlockNumber = 2_400;
	/// The version of this runtime.
	pub const Version: RuntimeVersion = VERSION;
	/// [`SS58_PREFIX`] as a type.
	pub const SS58Prefix: u16 = SS58_PREFIX;
	/// The weights of a block, whose maximum is [`MAXIMUM_BLOCK_WEIGHT`].
	///
	/// Those of an empty block and of a transaction by itself were measured with this runtime.
	pub RuntimeBlockWeights: BlockWeights = BlockWeights::builder()
		.base_block(BlockExecutionWeight::get())
		.for_class(DispatchClass::all(), |class| class.base_extrinsic = ExtrinsicWeight::get())
		.for_class(DispatchClass::Normal, |class| {
			class.max_total = Some(NORMAL_DISPATCH_RATIO * MAXIMUM_BLOCK_WEIGHT);
		})
		.for_class(DispatchClass::Operational, |class| {
			class.max_total = Some(MAXIMUM_BLOCK_WEIGHT);
			class.reserved = Some(MAXIMUM_BLOCK_WEIGHT - NORMAL_DISPATCH_RATIO * MAXIMUM_BLOCK_WEIGHT);
		})
		// Room for the hooks at the beginning of a block; no single transaction may fill that too.
		.avg_block_initialization(Perbill::from_percent(10))
		.build_or_panic();
	/// The lengths of a block, whose maximum is [`MAXIMUM_BLOCK_LENGTH`].
	pub RuntimeBlockLength: BlockLength = BlockLength::builder()
		.max_length(MAXIMUM_BLOCK_LENGTH)
		.modify_max_length_for_class(DispatchClass::Normal, |max| *max = NORMAL_LENGTH_RATIO * *max)
		.build();
}

/// The base call filter, which refuses some calls for good.
///
/// - The calls of the balances pallet, for there is nothing to transfer and only Root could create any.
/// - Accounts without a key of their own that any account makes at will, derived ones and pure proxies: each could have
///   proxies and announcements in the state, and their number is unlimited.
/// - The call by which a regulator would hand its seat to another account without a vote.
/// - The call by which a validator would take its keys from under the set that depends on them: keys are replaced, and a
///   validator that wants out of the set rests.
pub struct BaseFilter;

impl Contains<RuntimeCall> for BaseFilter {
	fn contains(call: &RuntimeCall) -> bool {
		use pallet_membership::Call::change_key;
		use pallet_proxy::Call::{create_pure, kill_pure};
		use pallet_session::Call::purge_keys;
		use pallet_utility::Call::as_derivative;
		!matches!(
			call,
			RuntimeCall::Balances(_)
				| RuntimeCall::Proxy(create_pure { .. } | kill_pure { .. })
				| RuntimeCall::Utility(as_derivative { .. })
				| RuntimeCall::Regulators(change_key { .. })
				| RuntimeCall::Session(purge_keys {})
		)
	}
}

#[derive_impl(frame_system::config_preludes::SolochainDefaultConfig)]
impl frame_system::Config for Runtime {
	type AccountData = pallet_participants::AccountData;
	type AccountId = AccountId;
	type BaseCallFilter = InsideBoth<InsideBoth<BaseFilter, super::council_limits::WithinLimits>, TxPause>;
	type Block = Block;
	type BlockHashCount = BlockHashCount;
	type BlockLength = RuntimeBlockLength;
	type BlockWeights = RuntimeBlockWeights;
	type DbWeight = DatabaseWeight;
	type ExtensionsWeightInfo = frame_system_extensions::WeightInfo<Runtime>;
	type Hash = Hash;
	type MaxConsumers = ConstU32<16>;
	type Nonce = Nonce;
	type SingleBlockMigrations = crate::migrations::Migrations;
	type SS58Prefix = SS58Prefix;
	type SystemWeightInfo = frame_system::weights::SubstrateWeight<Runtime>;
	type Version = Version;
}

impl pallet_timestamp::Config for Runtime {
	type MinimumPeriod = ConstU64<{ MILLISECS_PER_BLOCK / 2 }>;
	type Moment = u64;
	type OnTimestampSet = crate::Aura;
	type WeightInfo = pallet_timestamp::weights::SubstrateWeight<Runtime>;
}

/// Here only because other pallets name a currency for deposits, all of which are zero.
///
/// No account is endowed, at genesis or later, and [`BaseFilter`] refuses its calls.
impl pallet_balances::Config for Runtime {
	type AccountStore = StorageMapShim<pallet_balances::Account<Runtime>, AccountId, AccountData<Balance>>;
	type Balance = Balance;
	type DoneSlashHandler = ();
	type DustRemoval = ();
	type ExistentialDeposit = ConstU128<1>;
	type FreezeIdentifier = RuntimeFreezeReason;
	type MaxFreezes = VariantCountOf<RuntimeFreezeReason>;
	type MaxLocks = ConstU32<0>;
	type MaxReserves = ConstU32<0>;
	type ReserveIdentifier = [u8; 8];
	type RuntimeEvent = RuntimeEvent;
	type RuntimeFreezeReason = RuntimeFreezeReason;
	type RuntimeHoldReason = RuntimeHoldReason;
	type WeightInfo = pallet_balances::weights::SubstrateWeight<Runtime>;
}
