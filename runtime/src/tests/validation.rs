// SPDX-License-Identifier: Apache-2.0

//! Tests of many transactions validated in one runtime call.

use super::{blocks::block_with, preset, signed::remark};
use crate::{
	apis::validation::validate_transactions, configs::system::MAXIMUM_BLOCK_LENGTH, Executive, Hash,
	RuntimeCall, System, UncheckedExtrinsic, VERSION,
};
use codec::{Compact, Decode, Encode};
use frame_support::MAX_EXTRINSIC_DEPTH;
use sp_io::storage::root;
use sp_keyring::Sr25519Keyring::{Alice, Eve};
use sp_runtime::transaction_validity::{
	InvalidTransaction, TransactionSource, TransactionSource::External, TransactionValidity,
};

/// Runs `happens` on top of a block, with the hash of the block.
fn on_a_block<R>(happens: impl FnOnce(Hash) -> R) -> R {
	preset("local_testnet").execute_with(|| {
		block_with(|| ());
		happens(System::parent_hash())
	})
}

fn encoded(transactions: &[UncheckedExtrinsic]) -> Vec<(TransactionSource, Vec<u8>)> {
	transactions.iter().map(|transaction| (External, transaction.encode())).collect()
}

#[test]
fn validates_each_as_a_call_of_its_own_would() {
	on_a_block(|block| {
		// The next one, one that has to wait, one by an account that is not admitted.
		let transactions = [remark(Alice, 0), remark(Alice, 2), remark(Eve, 0), remark(Alice, 1)];
		let many = validate_transactions(encoded(&transactions), block);
		let one_by_one: Vec<TransactionValidity> = transactions
			.into_iter()
			.map(|transaction| validate_transactions(encoded(&[transaction]), block).remove(0))
			.collect();
		assert_eq!(many, one_by_one);
		let good: Vec<_> = many.iter().map(Result::is_ok).collect();
		assert_eq!(good, [true, true, false, true]);
	});
}

#[test]
fn validates_as_the_executive_does() {
	on_a_block(|block| {
		let transaction = remark(Alice, 0);
		let many = validate_transactions(encoded(std::slice::from_ref(&transaction)), block);
		assert_eq!(many, [Executive::validate_transaction(External, transaction, block)]);
	});
}

#[test]
fn leaves_the_state_as_it_was() {
	on_a_block(|block| {
		let before = root(VERSION.state_version());
		validate_transactions(encoded(&[remark(Alice, 0), remark(Alice, 1)]), block);
		assert_eq!(root(VERSION.state_version()), before);
	});
}

#[test]
fn bytes_that_are_no_transaction_are_refused_and_those_beside_them_are_validated() {
	on_a_block(|block| {
		let mut transactions = encoded(&[remark(Alice, 0), remark(Alice, 1)]);
		transactions.insert(1, (External, b"nonsense".to_vec()));
		// With a byte too many it is no transaction either.
		transactions[2].1.push(0);
		let many = validate_transactions(transactions, block);
		assert!(many[0].is_ok());
		assert_eq!(many[1..], [Err(InvalidTransaction::Call.into()), Err(InvalidTransaction::Call.into())]);
	});
}

#[test]
fn no_transactions_have_no_validities() {
	on_a_block(|block| assert!(validate_transactions(vec![], block).is_empty()));
}

/// A transaction without a valid signature, whose call is a batch of a batch, and so on, of a remark.
fn nested(depth: usize) -> Vec<u8> {
	let mut bytes = remark(Alice, 0).encode();
	let mut rest = &bytes[..];
	let length = Compact::<u32>::decode(&mut rest).unwrap().0 as usize;
	let remark = RuntimeCall::from(frame_system::Call::remark_with_event { remark: 0u32.encode() }).encode();
	let mut transaction = rest[..length - remark.len()].to_vec();
	// Each level is the pallet, the call and the number of calls.
	let level = RuntimeCall::from(pallet_utility::Call::batch { calls: vec![] }).encode()[..2].to_vec();
	let level = [level, Compact(1u32).encode()].concat();
	(0..depth).for_each(|_| transaction.extend(&level));
	transaction.extend(remark);
	bytes.clear();
	transaction.encode_to(&mut bytes);
	bytes
}

#[test]
fn calls_may_be_nested_as_deep_as_the_sdk_lets_them_and_no_deeper() {
	on_a_block(|block| {
		let validity = |depth| validate_transactions(vec![(External, nested(depth))], block).remove(0);
		// The signature is that of another call, and is not verified before the call is decoded.
		assert_eq!(validity(MAX_EXTRINSIC_DEPTH as usize - 1), Err(InvalidTransaction::BadProof.into()));
		for depth in [MAX_EXTRINSIC_DEPTH as usize + 1, 1_000, 100_000] {
			assert_eq!(validity(depth), Err(InvalidTransaction::Call.into()), "{depth}");
		}
	});
}

#[test]
fn one_that_is_nested_too_deep_costs_those_beside_it_nothing() {
	on_a_block(|block| {
		let mut transactions = encoded(&[remark(Alice, 0), remark(Alice, 1)]);
		transactions.insert(1, (External, nested(1_000)));
		let good: Vec<_> = validate_transactions(transactions, block).iter().map(Result::is_ok).collect();
		assert_eq!(good, [true, false, true]);
	});
}

#[test]
fn nothing_is_read_of_what_is_longer_than_a_block() {
	on_a_block(|block| {
		let long = vec![0; MAXIMUM_BLOCK_LENGTH as usize + 1];
		let validity = validate_transactions(vec![(External, long)], block).remove(0);
		assert_eq!(validity, Err(InvalidTransaction::ExhaustsResources.into()));
	});
}

#[test]
fn a_false_length_takes_no_memory() {
	on_a_block(|block| {
		let transaction = remark(Alice, 0).encode();
		let mut rest = &transaction[..];
		Compact::<u32>::decode(&mut rest).unwrap();
		for claimed in [rest.len() as u32 - 1, rest.len() as u32 + 1, 1 << 30, u32::MAX] {
			let bytes = [&Compact(claimed).encode(), rest].concat();
			let validity = validate_transactions(vec![(External, bytes)], block).remove(0);
			assert_eq!(validity, Err(InvalidTransaction::Call.into()), "{claimed}");
		}
	});
}
