// SPDX-License-Identifier: Apache-2.0

//! The trade chain 贸易链 (DB4403/T 471-2024 §6.3.1): participants, units and information blocks.

use super::{
	call_policy::SignedCalls,
	keys::OpenMultisigs,
	origins::{MajorityOfCouncil, ThirdOfCouncil, TwoThirdsOfCouncil},
	system::MAXIMUM_BLOCK_WEIGHT,
};
use crate::{
	weights, BlockNumber, CompanyPrefixes, Customs, CustomsInfo, LogisticsInfo, Participants, ProductInfo,
	Reconciliation, Regulators, Runtime, Timestamp, TraceUnits, Trade, TransactionInfo, DAYS, MINUTES,
};
use frame_support::instances::{Instance1, Instance2, Instance3, Instance4};
use frame_support::{
	parameter_types,
	traits::{ConstU32, ConstU64},
	weights::constants::WEIGHT_REF_TIME_PER_MILLIS,
};
use pallet_info_block::Head;
use pallet_participants::{Allowance, Rate};
use suyuan_primitives::{codes::TraceCode, items, requirement::Categories, traits::Blocks};

/// The most that a participant's clock may run ahead of the chain's, in milliseconds.
pub(super) const MAX_FUTURE: u64 = 10 * 60 * 1_000;

/// A year in milliseconds, without the odd day.
pub(super) const YEAR: u64 = 365 * 24 * 60 * 60 * 1_000;

/// A tenth of a block's weight for each block, and half a block at once.
///
/// So no principal takes more than a tenth of the chain for long, and every single call fits.
const WEIGHT_RATE: Rate = Rate { capacity: MAXIMUM_BLOCK_WEIGHT.ref_time() / 2, blocks: 5 };

/// 256 new keys for each block, where a unit with its heads, or another entry, counts as one.
///
/// They are 11 million a day: as many as the parcels that leave the city.
const KEYS_RATE: Rate = Rate { capacity: 64 * 256, blocks: 64 };

const MIB: u64 = 1024 * 1024;

/// The factor of the regulators' allowance in benchmarks, where one of them signs whole blocks.
const BENCHMARK_FACTOR: u64 = if cfg!(feature = "runtime-benchmarks") { 1_000 } else { 1 };

parameter_types! {
	/// The allowance of a participant: 512 KiB for each block.
	///
	/// Those are some 2,000 records one by one, 3,000 in groups.
	pub const ParticipantAllowance: Allowance = Allowance {
		weight: WEIGHT_RATE,
		bytes: Rate { capacity: 4 * MIB, blocks: 8 },
		new_keys: KEYS_RATE,
		backlog: 4_096,
	};
	/// The allowance of a regulator: that of a participant for long, but more at once.
	///
	/// At once, it is enough for a motion that fills half a block, and for an upgrade of the runtime.
	pub const RegulatorAllowance: Allowance = Allowance {
		weight: Rate { capacity: BENCHMARK_FACTOR * MAXIMUM_BLOCK_WEIGHT.ref_time(), blocks: 10 },
		bytes: Rate { capacity: BENCHMARK_FACTOR * 8 * MIB, blocks: 16 },
		new_keys: KEYS_RATE,
		backlog: BENCHMARK_FACTOR as u32 * 4_096,
	};
	/// The allowance of an applicant: a few tries at a profile within ten minutes.
	///
	/// By itself or by the keys of a multisig account. A service platform may have 2,000 accounts invited: together they
	/// put 55 kilobytes into a block.
	pub const ApplicantAllowance: Allowance = Allowance {
		weight: Rate { capacity: 5 * WEIGHT_REF_TIME_PER_MILLIS, blocks: 10 * MINUTES },
		bytes: Rate { capacity: 8 * 1024, blocks: 10 * MINUTES },
		new_keys: Rate { capacity: 32, blocks: 10 * MINUTES },
		backlog: 16,
	};
}

impl pallet_participants::Config for Runtime {
	type AdmitOrigin = MajorityOfCouncil;
	type ApplicantAllowance = ApplicantAllowance;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = ParticipantsBenchmarkHelper;
	type CallPolicy = SignedCalls;
	type InvitationTerm = ConstU64<{ 30 * DAYS as u64 * crate::MILLISECS_PER_BLOCK }>;
	type MaxAdmissions = ConstU32<64>;
	type MaxAuthorizations = ConstU32<256>;
	type MaxInvitations = ConstU32<2_000>;
	type MaxOperators = ConstU32<16>;
	type MaxPartners = ConstU32<1_000>;
	type Multisigs = OpenMultisigs;
	type MultisigTerm = ConstU32<{ 7 * DAYS }>;
	type ParticipantAllowance = ParticipantAllowance;
	type RegulatorAllowance = RegulatorAllowance;
	type Regulators = Regulators;
	// More than a half, so that no third takes back what another third decided.
	type ReinstateOrigin = MajorityOfCouncil;
	type RevokeOrigin = TwoThirdsOfCouncil;
	// A third is enough to suspend: harm done meanwhile can't be undone, a suspension can.
	type SuspendOrigin = ThirdOfCouncil;
	type Time = Timestamp;
	type WeightInfo = weights::pallet_participants::WeightInfo<Runtime>;
}

/// Sets up the state for the participants' benchmarks.
#[cfg(feature = "runtime-benchmarks")]
pub struct ParticipantsBenchmarkHelper;

#[cfg(feature = "runtime-benchmarks")]
impl pallet_participants::BenchmarkHelper<crate::AccountId, crate::RuntimeCall>
	for ParticipantsBenchmarkHelper
{
	fn give_seat(who: &crate::AccountId) {
		// Among as many others as there may be, so that the collective is read at its largest.
		let others = (1..super::membership::MAX_REGULATORS).map(|n| crate::AccountId::from([n as u8; 32]));
		let mut members: alloc::vec::Vec<_> = others.chain([who.clone()]).collect();
		members.sort();
		pallet_membership::Members::<Runtime>::put(frame_support::BoundedVec::truncate_from(members));
	}

	fn operator_call(principal: &crate::AccountId) -> crate::RuntimeCall {
		pallet_proxy::Call::proxy {
			real: principal.clone().into(),
			force_proxy_type: None,
			call: alloc::boxed::Box::new(pallet_participants::Call::withdraw {}.into()),
		}
		.into()
	}
}

/// The four information blocks together.
pub struct InfoBlocks;

impl InfoBlocks {
	/// The heads of a unit's blocks, in the order of tables 1 to 4.
	pub fn heads(code: &TraceCode) -> [Option<Head<crate::BlockNumber>>; 4] {
		[
			ProductInfo::head(code),
			TransactionInfo::head(code),
			LogisticsInfo::head(code),
			CustomsInfo::head(code),
		]
	}
}

impl Blocks for InfoBlocks {
	type Head = Head<BlockNumber>;

	fn recorded(code: &TraceCode) -> Categories {
		let heads = Self::heads(code).into_iter().flatten();
		heads.fold(Categories::default(), |recorded, head| recorded.union(head.categories))
	}

	fn archive(code: &TraceCode) -> [Option<Self::Head>; 4] {
		[
			ProductInfo::archive(code),
			TransactionInfo::archive(code),
			LogisticsInfo::archive(code),
			CustomsInfo::archive(code),
		]
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn put_recorded(code: &TraceCode) {
		ProductInfo::put_recorded(code);
		TransactionInfo::put_recorded(code);
		LogisticsInfo::put_recorded(code);
		CustomsInfo::put_recorded(code);
	}
}

impl pallet_company_prefixes::Config for Runtime {
	type CollectiveOrigin = MajorityOfCouncil;
	type MaxFilings = ConstU32<4>;
	// Companies have a prefix or a few; what they register reads all of them at once.
	type MaxPermits = ConstU32<32>;
	type MaxPermitsGiven = ConstU32<1_000>;
	type MaxPrefixes = ConstU32<32>;
	type NewKey = weights::base::NewKey;
	type Register = Participants;
	type Time = Timestamp;
	type WeightInfo = weights::pallet_company_prefixes::WeightInfo<Runtime>;
}

impl pallet_trace_units::Config for Runtime {
	type Clearance = Customs;
	type Contracts = Trade;
	type CouncilOrigin = MajorityOfCouncil;
	type CodePrefixes = CompanyPrefixes;
	type Blocks = InfoBlocks;
	type MaxInputs = ConstU32<16>;
	type MaxOutputs = ConstU32<64>;
	type MaxPageSize = ConstU32<256>;
	// A season: what nobody answered by then is offered anew.
	type MaxTitleTerm = ConstU64<{ 90 * DAYS as u64 * crate::MILLISECS_PER_BLOCK }>;
	type MaxUnitsPerCall = ConstU32<256>;
	// A toy or a tool is in use for a year at least; food that is eaten tomorrow can make ill for weeks.
	type MinServiceLife = ConstU64<YEAR>;
	type MinShelfLife = ConstU64<{ 30 * DAYS as u64 * crate::MILLISECS_PER_BLOCK }>;
	// A kilogram of the smallest things that are counted; more of one needs a norm.
	type MaxYield = ConstU64<10_000>;
	type NewKey = weights::base::NewKey;
	type Register = Participants;
	// Data is kept for the shelf life or the service life, and two years.
	type Retention = ConstU64<{ 2 * YEAR }>;
	type ServiceLife = ConstU64<{ 10 * YEAR }>;
	type Time = Timestamp;
	type WeightInfo = weights::pallet_trace_units::WeightInfo<Runtime>;
}

impl pallet_trade::Config for Runtime {
	type Declarations = Customs;
	// A season: a contract that was over for so long is nobody's business any more.
	type Grace = ConstU64<{ 90 * DAYS as u64 * crate::MILLISECS_PER_BLOCK }>;
	type Loops = Reconciliation;
	type MaxContracts = ConstU32<10_000>;
	// Framework contracts run for some years.
	type MaxTerm = ConstU64<{ 5 * YEAR }>;
	type NewKey = weights::base::NewKey;
	type Partners = Participants;
	type Principals = Participants;
	type Register = Participants;
	type Time = Timestamp;
	type WeightInfo = weights::pallet_trade::WeightInfo<Runtime>;
}

/// Configures an information block by its item and by the pallet that its records feed.
macro_rules! info_block {
	($($instance:ident: $item:ident, $on_recorded:ty, $weights:ident;)*) => {
		$(
			impl pallet_info_block::Config<$instance> for Runtime {
				type Item = items::$item;
				type MaxFuture = ConstU64<MAX_FUTURE>;
				type MaxRecordsPerCall = ConstU32<256>;
				type NewKey = weights::base::NewKey;
				type OnRecorded = $on_recorded;
				type Register = Participants;
				type Time = Timestamp;
				type Units = TraceUnits;
				type WeightInfo = weights::$weights::WeightInfo<Runtime>;
			}
		)*
	};
}

info_block! {
	Instance1: ProductInfo, (), pallet_info_block_product_info;
	Instance2: TransactionInfo, Reconciliation, pallet_info_block_transaction_info;
	Instance3: LogisticsInfo, Reconciliation, pallet_info_block_logistics_info;
	Instance4: CustomsInfo, (), pallet_info_block_customs_info;
}
