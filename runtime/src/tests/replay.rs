// SPDX-License-Identifier: Apache-2.0

//! Tests that the blob, with its storage cache, comes to the same state as native code without it.

use super::{motion, preset_storage, signed::sign};
use crate::{
	apis::authoring::apply_extrinsics, AccountId, Block, Executive, Header, Nonce, Participants, Runtime,
	RuntimeCall, RuntimeOrigin, Session, System, UncheckedExtrinsic, MILLISECS_PER_BLOCK, VERSION,
	WASM_BINARY_BLOATY,
};
use codec::Encode;
use frame_support::{assert_ok, instances::Instance1, storage::StoragePrefixedMap as _};
use pallet_participants::{Identity, Profile};
use pallet_trace_units::{NewUnit, UnitKind};
use sc_executor::WasmExecutor;
use sp_consensus_aura::AURA_ENGINE_ID;
use sp_core::traits::{CallContext, CodeExecutor, RuntimeCode, WrappedRuntimeCode};
use sp_io::TestExternalities;
use sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie, Dave, Eve};
use sp_runtime::{
	traits::{BlakeTwo256, Hash as _, Header as _},
	transaction_validity::InvalidTransaction,
	Digest, DigestItem, DispatchError,
};
use std::collections::BTreeMap;
use suyuan_primitives::{
	codes::TraceCode,
	items::{self, Production},
	parties::{Business, NodeKind},
	requirement::TraceMode,
	values::{Evidence, EvidenceKind, Moment},
};

const YEAR: u64 = 365 * 24 * 60 * 60 * 1_000;

type Outcome = Result<(), DispatchError>;

/// The same chain twice.
struct Chains {
	/// The chain that makes the blocks, in native code.
	native: TestExternalities,
	/// The chain that executes them, by the blob.
	blob: TestExternalities,
	executor: WasmExecutor<sp_io::SubstrateHostFunctions>,
	nonces: BTreeMap<AccountId, Nonce>,
}

impl Chains {
	fn new() -> Self {
		let chain = || {
			let storage = preset_storage("local_testnet");
			let mut chain = TestExternalities::new_with_code_and_state(&[], storage, VERSION.state_version());
			chain.execute_with(admit_eve);
			chain.commit_all().expect("no transaction is open");
			chain
		};
		let (native, blob) = (chain(), chain());
		Self { native, blob, executor: WasmExecutor::builder().build(), nonces: BTreeMap::new() }
	}

	/// Makes a block of these calls, one transaction each, and has the blob execute it.
	///
	/// Returns the outcomes of the calls.
	fn block(&mut self, calls: Vec<(Sr25519Keyring, RuntimeCall)>) -> Vec<Outcome> {
		let Self { native, nonces, .. } = self;
		let (block, outcomes) = native.execute_with(|| make_block(calls, nonces));
		native.commit_all().expect("no transaction is open");
		self.execute(&block).expect("the blob comes to the state root of the header");
		assert_eq!(self.events_of_blob(), self.events_of_native());
		outcomes
	}

	/// Has the blob execute a block.
	fn execute(&mut self, block: &Block) -> Result<Vec<u8>, String> {
		let code = WASM_BINARY_BLOATY.expect("tests are built with the blob");
		let code_fetcher = WrappedRuntimeCode(code.into());
		let code = RuntimeCode { code_fetcher: &code_fetcher, heap_pages: None, hash: vec![1] };
		let context = CallContext::Onchain { import: true };
		let mut ext = self.blob.ext();
		let (result, _) = self.executor.call(&mut ext, &code, "Core_execute_block", &block.encode(), context);
		let result = result.map_err(|error| error.to_string())?;
		self.blob.commit_all()?;
		Ok(result)
	}

	fn events_of_native(&mut self) -> Vec<u8> {
		self.native.execute_with(events)
	}

	fn events_of_blob(&mut self) -> Vec<u8> {
		self.blob.execute_with(events)
	}
}

/// The events of the last block, as they stand in the state.
fn events() -> Vec<u8> {
	let key = [sp_io::hashing::twox_128(b"System"), sp_io::hashing::twox_128(b"Events")].concat();
	sp_io::storage::get(&key).expect("every block has events").to_vec()
}

/// Makes the next block, without the cache.
fn make_block(
	calls: Vec<(Sr25519Keyring, RuntimeCall)>,
	nonces: &mut BTreeMap<AccountId, Nonce>,
) -> (Block, Vec<Outcome>) {
	let slot = u64::from(pallet_aura::CurrentSlot::<Runtime>::get()) + 1;
	let digest = Digest { logs: vec![DigestItem::PreRuntime(AURA_ENGINE_ID, slot.encode())] };
	let (number, parent) = (System::block_number() + 1, System::parent_hash());
	Executive::initialize_block(&Header::new(number, Default::default(), Default::default(), parent, digest));
	let clock = pallet_timestamp::Call::set { now: slot * MILLISECS_PER_BLOCK };
	let mut extrinsics = vec![UncheckedExtrinsic::new_bare(clock.into())];
	assert_ok!(Executive::apply_extrinsic(extrinsics[0].clone()).unwrap());
	let mut outcomes = Vec::new();
	for (signer, call) in calls {
		let nonce = nonces.entry(signer.to_account_id()).or_default();
		let extrinsic = sign(signer, *nonce, call);
		match apply_extrinsics(vec![extrinsic.clone()]).remove(0) {
			Ok(outcome) => outcomes.push(outcome),
			// A block in which a session begins counts as full.
			Err(refusal) => {
				assert_eq!(refusal, InvalidTransaction::ExhaustsResources.into());
				break;
			}
		}
		*nonce += 1;
		extrinsics.push(extrinsic);
	}
	let header = Executive::finalize_block();
	(Block { header, extrinsics }, outcomes)
}

/// Admits a manufacturer to a chain that has not begun.
fn admit_eve() {
	let profile = Profile {
		business: Business::Manufacturer,
		nodes: vec![NodeKind::Manufacturer].try_into().unwrap(),
		identity: Identity::Organisation {
			name: "深圳市声澜电子有限公司".try_into().unwrap(),
			credit_code: "91440300708461136T".parse().unwrap(),
		},
		evidence: vec![Evidence { kind: EvidenceKind::BusinessLicence, sha256: [7; 32] }].try_into().unwrap(),
	};
	let (account, hash) = (Eve.to_account_id(), Participants::profile_hash(&profile));
	let alice = RuntimeOrigin::signed(Alice.to_account_id());
	assert_ok!(Participants::invite(alice, account.clone(), Default::default()));
	assert_ok!(Participants::apply(RuntimeOrigin::signed(account.clone()), profile));
	assert_ok!(Participants::admit(motion(3), account, hash, YEAR));
}

fn code(n: u32) -> TraceCode {
	format!("01/06901234567892/21/SN-{n}").parse().unwrap()
}

fn carton() -> TraceCode {
	"00/106141412345678908".parse().unwrap()
}

fn register(code: TraceCode, kind: UnitKind<AccountId>) -> RuntimeCall {
	pallet_trace_units::Call::register { unit: NewUnit { code, kind }, proof: vec![] }.into()
}

fn register_item(n: u32) -> RuntimeCall {
	register(code(n), UnitKind::Item { mode: TraceMode::FullChain })
}

fn record(n: u32) -> RuntimeCall {
	let item = items::ProductInfo::Production(Production {
		producer: "深圳市声澜电子有限公司".try_into().unwrap(),
		country: "CN".parse().unwrap(),
		produced_at: Moment(0),
		address: None,
		contact: None,
		licence: None,
	});
	pallet_info_block::Call::<Runtime, Instance1>::record { code: code(n), item }.into()
}

fn batch(calls: Vec<RuntimeCall>) -> RuntimeCall {
	pallet_utility::Call::batch { calls }.into()
}

fn batch_all(calls: Vec<RuntimeCall>) -> RuntimeCall {
	pallet_utility::Call::batch_all { calls }.into()
}

fn remark() -> RuntimeCall {
	frame_system::Call::remark_with_event { remark: vec![1, 2, 3] }.into()
}

/// A motion from proposal to execution in one block.
fn motion_of(call: RuntimeCall, index: u32) -> Vec<(Sr25519Keyring, RuntimeCall)> {
	use pallet_collective::Call::{close, propose, vote};
	let (hash, length_bound) = (BlakeTwo256::hash_of(&call), call.encoded_size() as u32);
	let of_council = |call: pallet_collective::Call<Runtime, Instance1>| RuntimeCall::from(call);
	let mut calls =
		vec![(Alice, of_council(propose { threshold: 3, proposal: Box::new(call), length_bound }))];
	for who in [Alice, Bob, Charlie] {
		calls.push((who, of_council(vote { proposal: hash, index, approve: true })));
	}
	let proposal_weight_bound = crate::configs::governance::MaxProposalWeight::get();
	calls.push((Bob, of_council(close { proposal_hash: hash, index, proposal_weight_bound, length_bound })));
	calls
}

#[test]
fn the_blob_with_its_cache_comes_to_the_state_that_the_runtime_comes_to_without() {
	let mut chains = Chains::new();
	assert!(chains.block(vec![]).is_empty());

	// Good ones, one that is refused, and one that was there before.
	let outcomes = chains.block(vec![
		(Eve, register_item(1)),
		(Eve, record(1)),
		(Eve, record(2)),
		(Eve, record(1)),
		(Eve, register_item(1)),
		(Alice, remark()),
	]);
	let is_ok: Vec<_> = outcomes.iter().map(Result::is_ok).collect();
	assert_eq!(is_ok, [true, true, false, true, false, true]);

	// Transactions within transactions, of which some are rolled back.
	let nested = batch_all(vec![
		remark(),
		// A seat alone registers no units.
		batch(vec![remark(), register_item(9), remark()]),
	]);
	let undone = batch_all(vec![remark(), batch(vec![remark(), remark()]), record(1)]);
	let outcomes = chains.block(vec![(Alice, nested), (Bob, undone), (Eve, record(1)), (Alice, remark())]);
	let is_ok: Vec<_> = outcomes.iter().map(Result::is_ok).collect();
	assert_eq!(is_ok, [true, false, true, true]);

	// Entries that are removed again.
	let pack =
		pallet_trace_units::Call::pack { parent: carton(), children: vec![code(1)].try_into().unwrap() };
	let unpack =
		pallet_trace_units::Call::unpack { parent: carton(), children: vec![code(1)].try_into().unwrap() };
	let outcomes = chains.block(vec![
		(Eve, register(carton(), UnitKind::LogisticUnit)),
		(Eve, pack.into()),
		(Eve, unpack.into()),
	]);
	assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");

	// Values of the council, of the seats and of the limits, which stand by themselves.
	let shorter = pallet_validator_seats::Call::set_session_length { blocks: 10 };
	let outcomes = chains.block(motion_of(shorter.into(), 0));
	assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
	let expel = pallet_membership::Call::remove_member { who: Dave.to_account_id().into() };
	let mut calls = vec![(Dave, batch(vec![remark()]))];
	calls.extend(motion_of(expel.into(), 1));
	let outcomes = chains.block(calls);
	assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");

	// A session ends, and more than one of the clock's windows begins.
	let before = chains.native.execute_with(Session::current_index);
	for n in 10..60 {
		chains.block(vec![(Eve, register_item(n)), (Eve, record(n)), (Eve, record(n)), (Bob, remark())]);
	}
	assert!(chains.native.execute_with(Session::current_index) > before + 2);
	let units = |chain: &mut TestExternalities| {
		chain.execute_with(|| {
			let prefix = pallet_trace_units::Units::<Runtime>::final_prefix();
			std::iter::successors(sp_io::storage::next_key(&prefix), |key| sp_io::storage::next_key(key))
				.take_while(|key| key.starts_with(&prefix))
				.count()
		})
	};
	let of_both = (units(&mut chains.native), units(&mut chains.blob));
	assert!(of_both.0 == of_both.1 && of_both.0 > 40, "{of_both:?}");
}

#[test]
fn the_blob_refuses_a_block_whose_header_names_another_state() {
	let mut chains = Chains::new();
	let Chains { native, nonces, .. } = &mut chains;
	let (mut block, _) = native.execute_with(|| make_block(vec![(Alice, remark())], nonces));
	assert!(chains.execute(&block).is_ok());
	let mut chains = Chains::new();
	block.header.state_root.0[0] ^= 1;
	assert!(chains.execute(&block).is_err());
}
