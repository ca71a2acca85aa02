// SPDX-License-Identifier: Apache-2.0

//! Tests of many transactions applied in one runtime call.

use super::{blocks::block_with, preset, signed::remark};
use crate::{apis::authoring::apply_extrinsics, Executive, Nonce, System, UncheckedExtrinsic, VERSION};
use sp_keyring::Sr25519Keyring::Alice;
use sp_runtime::{transaction_validity::InvalidTransaction, ApplyExtrinsicResult};

/// Remarks with these nonces.
///
/// A signature is random, and transactions stand in the state until their block ends: so transactions that are to leave the
/// same state must be signed once.
fn remarks(nonces: &[Nonce]) -> Vec<UncheckedExtrinsic> {
	preset("local_testnet")
		.execute_with(|| block_with(|| nonces.iter().map(|nonce| remark(Alice, *nonce)).collect()))
}

/// The outcomes of transactions, the state root after them and the signer's nonce.
fn outcome(
	apply: fn(Vec<UncheckedExtrinsic>) -> Vec<ApplyExtrinsicResult>,
	extrinsics: &[UncheckedExtrinsic],
) -> (Vec<ApplyExtrinsicResult>, Vec<u8>, Nonce) {
	preset("local_testnet").execute_with(|| {
		block_with(|| {
			let outcomes = apply(extrinsics.to_vec());
			let root = sp_io::storage::root(VERSION.state_version());
			(outcomes, root, System::account_nonce(Alice.to_account_id()))
		})
	})
}

fn one_by_one(extrinsics: Vec<UncheckedExtrinsic>) -> Vec<ApplyExtrinsicResult> {
	extrinsics.into_iter().map(Executive::apply_extrinsic).collect()
}

#[test]
fn does_what_as_many_calls_do() {
	let remarks = remarks(&[0, 1, 2]);
	let many = outcome(apply_extrinsics, &remarks);
	assert_eq!(many, outcome(one_by_one, &remarks));
	assert_eq!((many.0, many.2), (vec![Ok(Ok(())); 3], 3));
}

#[test]
fn ends_with_the_first_that_can_not_be_in_the_block_which_leaves_nothing() {
	let remarks = remarks(&[0, 2, 1]);
	let (outcomes, root, nonce) = outcome(apply_extrinsics, &remarks);
	assert_eq!(outcomes, [Ok(Ok(())), Err(InvalidTransaction::Future.into())]);
	assert_eq!((root, nonce), (outcome(apply_extrinsics, &remarks[..1]).1, 1));
}

#[test]
fn nothing_comes_of_nothing() {
	assert!(outcome(apply_extrinsics, &[]).0.is_empty());
}
