// SPDX-License-Identifier: Apache-2.0

//! Tests of the runtime as WASM, on its own stack.

use crate::{chain_spec, client::HostFunctions, executor::Executor};
use codec::{Compact, Decode, Encode};
use frame_support::MAX_EXTRINSIC_DEPTH;
use sc_executor::WasmExecutor;
use sp_consensus_aura::{digests::CompatibleDigestItem, sr25519::AuthoritySignature};
use sp_core::{
	storage::StateVersion,
	traits::{CallContext, RuntimeCode, WrappedRuntimeCode},
	Blake2Hasher,
};
use sp_externalities::Extensions;
use sp_runtime::{
	generic::Digest, traits::Header as _, transaction_validity::TransactionSource,
	transaction_validity::TransactionValidity, ApplyExtrinsicResult, BuildStorage, DigestItem,
};
use sp_state_machine::{InMemoryBackend, OverlayedChanges, StateMachine};
use suyuan_fuzz::{nested_call, nestings, signed, with_seed, Generator, GENESIS};
use suyuan_runtime::{Hash, Header, WASM_BINARY};

type Overlay = OverlayedChanges<Blake2Hasher>;

/// A development chain with its genesis only, of the hash that the runtime assumes before block 1.
struct Chain {
	executor: Executor<HostFunctions>,
	state: InMemoryBackend<Blake2Hasher>,
}

impl Chain {
	fn new() -> Self {
		let storage = chain_spec::load("dev").unwrap().build_storage().unwrap();
		let executor = WasmExecutor::<HostFunctions>::builder().build();
		Self {
			executor: Executor::new(executor, None),
			state: InMemoryBackend::from((storage, StateVersion::V1)),
		}
	}

	/// Calls the runtime on top of the changes in `overlay`.
	fn call(&self, overlay: &mut Overlay, method: &str, data: &[u8]) -> Result<Vec<u8>, String> {
		let code = WrappedRuntimeCode(WASM_BINARY.unwrap().into());
		let code = RuntimeCode { code_fetcher: &code, heap_pages: None, hash: vec![1] };
		let mut extensions = Extensions::default();
		let answer = StateMachine::new(
			&self.state,
			overlay,
			&self.executor,
			method,
			data,
			&mut extensions,
			&code,
			CallContext::Onchain { import: false },
		)
		.execute()
		.map_err(|error| error.to_string());
		answer
	}

	/// Validates transactions as the pool does.
	fn validity(&self, transactions: &[Vec<u8>]) -> Result<Vec<TransactionValidity>, String> {
		let sourced: Vec<_> = transactions.iter().map(|bytes| (TransactionSource::External, bytes)).collect();
		let answer = self.call(
			&mut Overlay::default(),
			"Validation_validate_transactions",
			&(sourced, GENESIS).encode(),
		)?;
		Ok(Decode::decode(&mut &answer[..]).unwrap())
	}

	/// Applies a transaction in the first block.
	fn apply(&self, transaction: &[u8]) -> Result<ApplyExtrinsicResult, String> {
		let slot = <DigestItem as CompatibleDigestItem<AuthoritySignature>>::aura_pre_digest(1.into());
		let digest = Digest { logs: vec![slot] };
		let header = Header::new(1, Hash::zero(), Hash::zero(), GENESIS, digest);
		let mut overlay = Overlay::default();
		self.call(&mut overlay, "Core_initialize_block", &header.encode())?;
		let answer = self.call(&mut overlay, "BlockBuilder_apply_extrinsic", transaction)?;
		Ok(Decode::decode(&mut &answer[..]).unwrap())
	}

	fn does_not_decode(&self, depth: usize) -> bool {
		let (_, before, after) = &nestings()[0];
		let transaction = signed(&nested_call(before, after, depth), 0, GENESIS);
		self.apply(&transaction).is_err()
	}
}

#[test]
fn the_deepest_call_that_is_decoded_is_refused_within_the_stack_of_the_runtime() {
	let chain = Chain::new();
	// A remark in as many calls as are decoded.
	let deepest = MAX_EXTRINSIC_DEPTH as usize - 1;
	for (name, before, after) in nestings() {
		let transaction = |depth| signed(&nested_call(&before, &after, depth), 0, GENESIS);
		let validity = chain.validity(&[transaction(deepest)]).unwrap();
		println!("{name}: {:?}", validity[0]);
		let outcome = chain.apply(&transaction(deepest));
		println!("{name}: {outcome:?}");
		assert!(outcome.is_ok(), "{name}: {outcome:?}");
		// Only batches may carry any call.
		let once = chain.apply(&transaction(1)).unwrap();
		assert_eq!(once.is_ok(), name.starts_with("utility.batch"), "{name}: {once:?}");
	}
	// The depth that the stack would bound, if nothing else did.
	let (mut low, mut high) = (deepest, 100_000);
	while high - low > 1 {
		let middle = (low + high) / 2;
		if chain.does_not_decode(middle) {
			high = middle;
		} else {
			low = middle;
		}
	}
	println!("{low} batches in each other are the most that the stack of the runtime holds");
	// The stack has room to spare.
	assert!(low >= 2 * deepest, "{low}");
}

#[test]
fn the_node_does_not_panic_where_there_is_no_memory_for_a_false_length() {
	let chain = Chain::new();
	let real = signed(&[0, 0, 0], 0, GENESIS);
	let lie = [&Compact(1u32 << 30).encode(), &real[2..]].concat();
	let error = chain.apply(&lie).unwrap_err();
	assert!(!error.contains("host code panicked"), "{error}");
	// The pool rejects the length before it is allocated.
	assert!(chain.validity(&[lie, real]).unwrap()[0].is_err());
}

#[test]
fn no_transaction_makes_the_runtime_trap_in_the_pool() {
	let chain = Chain::new();
	with_seed(5, move |seed| {
		let mut generator = Generator::new(seed);
		let mut good = 0;
		for round in 0..400 {
			let mut transactions: Vec<_> = (0..64).map(|_| generator.hostile()).collect();
			let deepest = [300, 2_000, 100_000][round % 3];
			transactions.push(generator.nested(deepest));
			let validity = chain.validity(&transactions).unwrap();
			assert_eq!(validity.len(), transactions.len());
			good += validity.iter().filter(|validity| validity.is_ok()).count();
		}
		println!("{good} of 26,000 are good");
	});
}
