// SPDX-License-Identifier: Apache-2.0

//! Batches, proxies and multisig accounts.

use crate::{
	AccountId, Balance, Balances, BlockNumber, OriginCaller, Runtime, RuntimeCall, RuntimeEvent, System,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	parameter_types,
	traits::{ConstU32, InstanceFilter},
};
use pallet_multisig::Multisigs;
use scale_info::TypeInfo;
use sp_runtime::traits::BlakeTwo256;

parameter_types! {
	/// The deposit for a proxy, an announcement or a multisig: none, for no account holds a balance.
	///
	/// Benchmarks take 1, because one of theirs is about deposits.
	pub const NoDeposit: Balance = if cfg!(feature = "runtime-benchmarks") { 1 } else { 0 };
}

impl pallet_utility::Config for Runtime {
	type PalletsOrigin = OriginCaller;
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_utility::weights::SubstrateWeight<Runtime>;
}

/// The calls that a proxy may make for the account that appointed it.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Default,
	Encode,
	Eq,
	MaxEncodedLen,
	Ord,
	PartialEq,
	PartialOrd,
	TypeInfo,
)]
pub enum ProxyType {
	/// Every call that the account itself may make.
	#[default]
	Any,
	/// Only records into the information blocks, as for a machine on the production line.
	RecordOnly,
	/// Only calls of the council.
	Governance,
}

impl InstanceFilter<RuntimeCall> for ProxyType {
	fn filter(&self, call: &RuntimeCall) -> bool {
		match self {
			ProxyType::Any => true,
			ProxyType::RecordOnly => matches!(
				call,
				RuntimeCall::ProductInfo(_)
					| RuntimeCall::TransactionInfo(_)
					| RuntimeCall::LogisticsInfo(_)
					| RuntimeCall::CustomsInfo(_)
			),
			ProxyType::Governance => matches!(call, RuntimeCall::Council(_)),
		}
	}

	fn is_superset(&self, other: &Self) -> bool {
		*self == ProxyType::Any || self == other
	}
}

impl pallet_proxy::Config for Runtime {
	type AnnouncementDepositBase = NoDeposit;
	type AnnouncementDepositFactor = NoDeposit;
	type BlockNumberProvider = System;
	type CallHasher = BlakeTwo256;
	type Currency = Balances;
	type MaxPending = ConstU32<32>;
	type MaxProxies = ConstU32<32>;
	type ProxyDepositBase = NoDeposit;
	type ProxyDepositFactor = NoDeposit;
	type ProxyType = ProxyType;
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_proxy::weights::SubstrateWeight<Runtime>;
}

/// The multisig operations that wait for approvals.
pub struct OpenMultisigs;

impl pallet_participants::OpenMultisigs<AccountId, BlockNumber> for OpenMultisigs {
	fn opened_at(account: &AccountId, call_hash: &[u8; 32]) -> Option<BlockNumber> {
		Multisigs::<Runtime>::get(account, call_hash).map(|operation| operation.when.height)
	}

	fn remove(account: &AccountId, call_hash: &[u8; 32]) {
		Multisigs::<Runtime>::remove(account, call_hash);
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn open(account: &AccountId, call_hash: &[u8; 32]) {
		let signatories = (0..32).map(|n| AccountId::from([n; 32])).collect();
		let operation = pallet_multisig::Multisig {
			when: pallet_multisig::Pallet::<Runtime>::timepoint(),
			deposit: 0,
			depositor: account.clone(),
			approvals: frame_support::BoundedVec::truncate_from(signatories),
		};
		Multisigs::<Runtime>::insert(account, call_hash, operation);
	}
}

impl pallet_multisig::Config for Runtime {
	type BlockNumberProvider = System;
	type Currency = Balances;
	type DepositBase = NoDeposit;
	type DepositFactor = NoDeposit;
	type MaxSignatories = ConstU32<32>;
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_multisig::weights::SubstrateWeight<Runtime>;
}
