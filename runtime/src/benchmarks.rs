// SPDX-License-Identifier: Apache-2.0

//! The pallets whose weights are measured, and the dispatch of their benchmarks.

// To Clippy `crate` in a call of a macro is a mistake for `$crate`.
use crate as suyuan_runtime;
// The blocks by their bare names, because these make the names of the files with their weights.
use crate::{
	configs::trade_chain::InfoBlocks, AccountId, AllPalletsWithSystem, CustomsInfo, LogisticsInfo,
	ProductInfo, Runtime, TransactionInfo,
};
use alloc::{format, string::String, vec::Vec};
use frame_benchmarking::{baseline, whitelisted_caller, BenchmarkBatch, BenchmarkConfig, BenchmarkList};
use frame_support::traits::{StorageInfo, StorageInfoTrait, WhitelistedStorageKeys};
use frame_system_benchmarking::{extensions::Pallet as SystemExtensionsBench, Pallet as SystemBench};
use pallet_participants::Participants;
use pallet_trace_units::{Unit, UnitKind, Units};
use suyuan_primitives::{codes::TraceCode, requirement::TraceMode, traits::Blocks};

impl baseline::Config for Runtime {}
impl frame_system_benchmarking::Config for Runtime {}

frame_benchmarking::define_benchmarks!(
	[frame_benchmarking, baseline::Pallet::<Runtime>]
	[frame_system, SystemBench::<Runtime>]
	[frame_system_extensions, SystemExtensionsBench::<Runtime>]
	[pallet_balances, suyuan_runtime::Balances]
	[pallet_collective, suyuan_runtime::Council]
	[pallet_company_prefixes, suyuan_runtime::CompanyPrefixes]
	[pallet_customs, suyuan_runtime::Customs]
	[pallet_grandpa, suyuan_runtime::Grandpa]
	[pallet_info_block, ProductInfo]
	[pallet_info_block, TransactionInfo]
	[pallet_info_block, LogisticsInfo]
	[pallet_info_block, CustomsInfo]
	[pallet_membership, suyuan_runtime::Regulators]
	[pallet_multisig, suyuan_runtime::Multisig]
	[pallet_participants, suyuan_runtime::Participants]
	[pallet_preimage, suyuan_runtime::Preimage]
	[pallet_proxy, suyuan_runtime::Proxy]
	[pallet_reconciliation, suyuan_runtime::Reconciliation]
	[pallet_timestamp, suyuan_runtime::Timestamp]
	[pallet_trade, suyuan_runtime::Trade]
	[pallet_trace_units, suyuan_runtime::TraceUnits]
	[pallet_tx_pause, suyuan_runtime::TxPause]
	[pallet_utility, suyuan_runtime::Utility]
	[pallet_validator_seats, suyuan_runtime::ValidatorSeats]
	[pallet_whitelist, suyuan_runtime::Whitelist]
);

/// The list of all benchmarks, and the storage info of all pallets.
pub(crate) fn metadata(extra: bool) -> (Vec<BenchmarkList>, Vec<StorageInfo>) {
	let mut list = Vec::new();
	list_benchmarks!(list, extra);
	(list, AllPalletsWithSystem::storage_info())
}

/// Runs the one benchmark that `config` names.
pub(crate) fn dispatch(config: BenchmarkConfig) -> Result<Vec<BenchmarkBatch>, String> {
	let mut whitelist = AllPalletsWithSystem::whitelisted_storage_keys();
	// Every block begins with an inherent that sets the time, so no transaction has to fetch it from the database.
	whitelist.push(pallet_timestamp::Now::<Runtime>::hashed_key().to_vec().into());
	// The signer was looked up in the register when its transaction was admitted.
	let caller: AccountId = whitelisted_caller();
	whitelist.push(Participants::<Runtime>::hashed_key_for(caller).into());
	let mut batches = Vec::new();
	let params = (&config, &whitelist);
	add_benchmarks!(params, batches);
	Ok(batches)
}

/// Puts units into the state as they are on a chain in use, always the same ones.
///
/// Each has a head in every block, which makes five keys, and each thousand of them has an owner of its own.
pub fn put_units(count: u32) {
	for n in 0..count {
		let code: TraceCode =
			format!("01/06901234567892/21/SN{n:010}").parse().expect("it is a sound trace code; qed");
		let mut owner = [0; 32];
		owner[..4].copy_from_slice(&(n / 1_000).to_le_bytes());
		let kind = UnitKind::Item { mode: TraceMode::FullChain };
		Units::<Runtime>::insert(&code, Unit::new(AccountId::from(owner), kind, None, 1));
		InfoBlocks::put_recorded(&code);
	}
}
