// SPDX-License-Identifier: Apache-2.0

//! The alliance chain 联盟链 (DB4403/T 471-2024 §6.3.2): customs clearance and reconciliation.

use super::{
	origins::MajorityOfCouncil,
	trade_chain::{MAX_FUTURE, YEAR},
};
use crate::{weights, CustomsInfo, Participants, Reconciliation, Runtime, Timestamp, TraceUnits, DAYS};
use frame_support::traits::{ConstU32, ConstU64};

impl pallet_customs::Config for Runtime {
	type CustomsBlock = CustomsInfo;
	type FilingTerm = ConstU64<YEAR>;
	type Loops = Reconciliation;
	type MaxFuture = ConstU64<MAX_FUTURE>;
	// Goods are declared here within days of the single window.
	type MaxPast = ConstU64<{ 30 * DAYS as u64 * crate::MILLISECS_PER_BLOCK }>;
	// A customs declaration has 50 lines at most.
	type MaxLines = ConstU32<50>;
	type MaxPageSize = ConstU32<256>;
	// Each change of status writes into the block of every unit, and of what is packed in it; more goods go as batches,
	// or under another declaration.
	type MaxUnits = ConstU32<200>;
	type NewKey = weights::base::NewKey;
	type ParameterOrigin = MajorityOfCouncil;
	type Register = Participants;
	type Time = Timestamp;
	type Units = TraceUnits;
	type WeightInfo = weights::pallet_customs::WeightInfo<Runtime>;
}

impl pallet_reconciliation::Config for Runtime {
	type Principals = Participants;
	// Goods are declared within weeks of their order.
	type UndeclaredTerm = ConstU32<{ 365 * DAYS }>;
	type WeightInfo = weights::pallet_reconciliation::WeightInfo<Runtime>;
}
