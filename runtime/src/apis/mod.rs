// SPDX-License-Identifier: Apache-2.0

//! The runtime APIs.

pub mod authoring;
mod fees;
pub mod trace;
pub mod validation;

use crate::{
	genesis, opaque::SessionKeys, storage_cache::with_storage_cache, AccountId, Aura, Balance, Block,
	CompanyPrefixes, Customs, Executive, Grandpa, Hash, Historical, InherentDataExt, Nonce, Participants,
	Reconciliation, Runtime, RuntimeCall, RuntimeGenesisConfig, System, TraceUnits, VERSION,
};
#[cfg(feature = "runtime-benchmarks")]
use alloc::string::String;
use alloc::vec::Vec;
use codec::Encode;
use frame_support::{
	dispatch::GetDispatchInfo,
	genesis_builder_helper::{build_state, get_preset},
	traits::KeyOwnerProofSystem,
	weights::Weight,
};
use pallet_company_prefixes::Grant;
use pallet_customs::{DeclarationView, FilingView, Matter, WorkPage};
use pallet_participants::Profile;
use pallet_reconciliation::LoopView;
use pallet_trace_units::{ContentsPage, Pending, Walk};
use pallet_transaction_payment_rpc_runtime_api::{FeeDetails, RuntimeDispatchInfo};
use sp_api::impl_runtime_apis;
use sp_consensus_aura::sr25519::AuthorityId as AuraId;
use sp_consensus_grandpa::AuthorityId as GrandpaId;
use sp_core::{crypto::KeyTypeId, OpaqueMetadata};
use sp_genesis_builder::PresetId;
use sp_inherents::{CheckInherentsResult, InherentData};
use sp_runtime::{
	traits::{Block as BlockT, NumberFor},
	transaction_validity::{TransactionSource, TransactionValidity},
	ApplyExtrinsicResult, ExtrinsicInclusionMode,
};
use sp_session::OpaqueGeneratedSessionKeys;
use sp_version::RuntimeVersion;
use suyuan_primitives::{
	codes::{EntryNumber, TraceCode},
	items::OrderKey,
	parties::Department,
	requirement::Category,
};
use trace::{ParticipantView, UnitView};

impl_runtime_apis! {
	impl sp_api::Core<Block> for Runtime {
		fn version() -> RuntimeVersion {
			VERSION
		}

		fn execute_block(block: <Block as BlockT>::LazyBlock) {
			with_storage_cache(|| Executive::execute_block(block))
		}

		fn initialize_block(header: &<Block as BlockT>::Header) -> ExtrinsicInclusionMode {
			Executive::initialize_block(header)
		}
	}

	impl sp_api::Metadata<Block> for Runtime {
		fn metadata() -> OpaqueMetadata {
			OpaqueMetadata::new(Runtime::metadata().into())
		}

		fn metadata_at_version(version: u32) -> Option<OpaqueMetadata> {
			Runtime::metadata_at_version(version)
		}

		fn metadata_versions() -> Vec<u32> {
			Runtime::metadata_versions()
		}
	}

	impl sp_block_builder::BlockBuilder<Block> for Runtime {
		fn apply_extrinsic(extrinsic: <Block as BlockT>::Extrinsic) -> ApplyExtrinsicResult {
			with_storage_cache(|| Executive::apply_extrinsic(extrinsic))
		}

		fn finalize_block() -> <Block as BlockT>::Header {
			with_storage_cache(Executive::finalize_block)
		}

		fn inherent_extrinsics(data: InherentData) -> Vec<<Block as BlockT>::Extrinsic> {
			data.create_extrinsics()
		}

		fn check_inherents(block: <Block as BlockT>::LazyBlock, data: InherentData) -> CheckInherentsResult {
			data.check_extrinsics(&block)
		}
	}

	impl authoring::Authoring<Block> for Runtime {
		fn apply_extrinsics(extrinsics: Vec<<Block as BlockT>::Extrinsic>) -> Vec<ApplyExtrinsicResult> {
			with_storage_cache(|| authoring::apply_extrinsics(extrinsics))
		}
	}

	impl validation::Validation<Block> for Runtime {
		fn validate_transactions(
			transactions: Vec<(TransactionSource, Vec<u8>)>,
			block_hash: <Block as BlockT>::Hash,
		) -> Vec<TransactionValidity> {
			with_storage_cache(|| validation::validate_transactions(transactions, block_hash))
		}
	}

	impl sp_transaction_pool::runtime_api::TaggedTransactionQueue<Block> for Runtime {
		fn validate_transaction(
			source: TransactionSource,
			transaction: <Block as BlockT>::Extrinsic,
			block_hash: <Block as BlockT>::Hash,
		) -> TransactionValidity {
			with_storage_cache(|| Executive::validate_transaction(source, transaction, block_hash))
		}
	}

	impl sp_offchain::OffchainWorkerApi<Block> for Runtime {
		fn offchain_worker(header: &<Block as BlockT>::Header) {
			Executive::offchain_worker(header)
		}
	}

	impl sp_session::SessionKeys<Block> for Runtime {
		fn generate_session_keys(owner: Vec<u8>, seed: Option<Vec<u8>>) -> OpaqueGeneratedSessionKeys {
			SessionKeys::generate(&owner, seed).into()
		}

		fn decode_session_keys(encoded: Vec<u8>) -> Option<Vec<(Vec<u8>, KeyTypeId)>> {
			SessionKeys::decode_into_raw_public_keys(&encoded)
		}
	}

	impl sp_consensus_aura::AuraApi<Block, AuraId> for Runtime {
		fn slot_duration() -> sp_consensus_aura::SlotDuration {
			sp_consensus_aura::SlotDuration::from_millis(Aura::slot_duration())
		}

		fn authorities() -> Vec<AuraId> {
			pallet_aura::Authorities::<Runtime>::get().into_inner()
		}
	}

	impl sp_consensus_grandpa::GrandpaApi<Block> for Runtime {
		fn grandpa_authorities() -> sp_consensus_grandpa::AuthorityList {
			Grandpa::grandpa_authorities()
		}

		fn current_set_id() -> sp_consensus_grandpa::SetId {
			pallet_grandpa::CurrentSetId::<Runtime>::get()
		}

		fn submit_report_equivocation_unsigned_extrinsic(
			equivocation: sp_consensus_grandpa::EquivocationProof<<Block as BlockT>::Hash, NumberFor<Block>>,
			key_owner: sp_consensus_grandpa::OpaqueKeyOwnershipProof,
		) -> Option<()> {
			Grandpa::submit_unsigned_equivocation_report(equivocation, key_owner.decode()?)
		}

		// For the current session, whatever the set: the node asks while it votes in it.
		fn generate_key_ownership_proof(
			_: sp_consensus_grandpa::SetId,
			voter: GrandpaId,
		) -> Option<sp_consensus_grandpa::OpaqueKeyOwnershipProof> {
			let proof = Historical::prove((sp_consensus_grandpa::KEY_TYPE, voter))?;
			Some(sp_consensus_grandpa::OpaqueKeyOwnershipProof::new(proof.encode()))
		}
	}

	impl frame_system_rpc_runtime_api::AccountNonceApi<Block, AccountId, Nonce> for Runtime {
		fn account_nonce(account: AccountId) -> Nonce {
			System::account_nonce(account)
		}
	}

	impl sp_genesis_builder::GenesisBuilder<Block> for Runtime {
		fn build_state(config: Vec<u8>) -> sp_genesis_builder::Result {
			build_state::<RuntimeGenesisConfig>(config)
		}

		fn get_preset(id: &Option<PresetId>) -> Option<Vec<u8>> {
			get_preset::<RuntimeGenesisConfig>(id, genesis::get_preset)
		}

		fn preset_names() -> Vec<PresetId> {
			genesis::preset_names()
		}
	}

	impl trace::TraceApi<Block> for Runtime {
		fn unit(code: TraceCode) -> Option<UnitView> {
			trace::unit(&code)
		}

		fn missing(code: TraceCode) -> Option<Vec<Category>> {
			trace::unit(&code).map(|view| view.missing)
		}

		fn ancestors(code: TraceCode, cursor: Option<Vec<Pending>>, limit: u32) -> Walk<Runtime> {
			TraceUnits::ancestors(&code, cursor, limit)
		}

		fn descendants(code: TraceCode, cursor: Option<Vec<Pending>>, limit: u32) -> Walk<Runtime> {
			TraceUnits::descendants(&code, cursor, limit)
		}

		fn contents(code: TraceCode, from: Option<TraceCode>, limit: u32) -> ContentsPage {
			TraceUnits::contents(&code, from, limit)
		}

		fn participant(who: AccountId) -> Option<ParticipantView> {
			trace::participant(&who)
		}

		fn declaration(entry_number: EntryNumber) -> Option<DeclarationView<AccountId>> {
			Customs::declaration(entry_number)
		}

		fn filing(exporter: AccountId) -> Option<FilingView<AccountId>> {
			Customs::filing(exporter)
		}

		fn work_list(
			department: Department,
			from: Option<Matter<AccountId>>,
			limit: u32,
		) -> WorkPage<AccountId> {
			Customs::work_list(department, from, limit)
		}

		fn reconciliation(merchant: AccountId, order: OrderKey) -> Option<LoopView<AccountId>> {
			Reconciliation::view(&merchant, &order)
		}

		fn prefix(code: TraceCode) -> Option<Grant<AccountId>> {
			CompanyPrefixes::grant_of(&code)
		}

		fn profile_hash(profile: Profile) -> Hash {
			Participants::profile_hash(&profile)
		}
	}

	impl pallet_transaction_payment_rpc_runtime_api::TransactionPaymentApi<Block, Balance> for Runtime {
		fn query_info(uxt: <Block as BlockT>::Extrinsic, _: u32) -> RuntimeDispatchInfo<Balance> {
			fees::info(uxt.get_dispatch_info())
		}

		fn query_fee_details(_: <Block as BlockT>::Extrinsic, _: u32) -> FeeDetails<Balance> {
			fees::NO_DETAILS
		}

		fn query_weight_to_fee(_: Weight) -> Balance {
			0
		}

		fn query_length_to_fee(_: u32) -> Balance {
			0
		}
	}

	impl pallet_transaction_payment_rpc_runtime_api::TransactionPaymentCallApi<Block, Balance, RuntimeCall> for Runtime {
		fn query_call_info(call: RuntimeCall, _: u32) -> RuntimeDispatchInfo<Balance> {
			fees::info(call.get_dispatch_info())
		}

		fn query_call_fee_details(_: RuntimeCall, _: u32) -> FeeDetails<Balance> {
			fees::NO_DETAILS
		}

		fn query_weight_to_fee(_: Weight) -> Balance {
			0
		}

		fn query_length_to_fee(_: u32) -> Balance {
			0
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	impl frame_benchmarking::Benchmark<Block> for Runtime {
		fn benchmark_metadata(
			extra: bool,
		) -> (Vec<frame_benchmarking::BenchmarkList>, Vec<frame_support::traits::StorageInfo>) {
			crate::benchmarks::metadata(extra)
		}

		fn dispatch_benchmark(
			config: frame_benchmarking::BenchmarkConfig,
		) -> Result<Vec<frame_benchmarking::BenchmarkBatch>, String> {
			// Hashes names as a block does, but without the cache: more than the runtime writes to the state meanwhile.
			crate::storage_cache::with_local_hashing(|| crate::benchmarks::dispatch(config))
		}
	}

	#[cfg(feature = "try-runtime")]
	impl frame_try_runtime::TryRuntime<Block> for Runtime {
		// Each panics on failure, because the caller is a person at a terminal who wants to see where it happened.
		fn on_runtime_upgrade(checks: frame_try_runtime::UpgradeCheckSelect) -> (Weight, Weight) {
			let weight = Executive::try_runtime_upgrade(checks).expect("the upgrade must pass its checks");
			(weight, crate::configs::system::MAXIMUM_BLOCK_WEIGHT)
		}

		fn execute_block(
			block: <Block as BlockT>::LazyBlock,
			state_root_check: bool,
			signature_check: bool,
			select: frame_try_runtime::TryStateSelect,
		) -> Weight {
			Executive::try_execute_block(block, state_root_check, signature_check, select)
				.expect("the block must execute")
		}
	}
}
