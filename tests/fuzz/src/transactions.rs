// SPDX-License-Identifier: Apache-2.0

//! Transactions in bytes, nested and signed.

use codec::Encode;
use sp_core::{sr25519, Pair};
use sp_io::hashing::blake2_256;
use sp_keyring::Sr25519Keyring;
use sp_runtime::{generic::Era, MultiSignature};
use suyuan_runtime::{tx_extension::extension, Address, Hash, Nonce, VERSION};

/// The hash of the first block that the runtime assumes before block 1.
pub const GENESIS: Hash = Hash::repeat_byte(69);

/// The calls that hold another call, each with the bytes before the inner one and after it.
pub fn nestings() -> [(&'static str, Vec<u8>, Vec<u8>); 5] {
	let utility = |call: u8, rest: &[u8]| [&[10, call], rest].concat();
	let somebody_else = Sr25519Keyring::Bob.to_raw_public();
	let remark = vec![0, 0, 0];
	[
		("utility.batch", utility(0, &[4]), vec![]),
		("utility.as_derivative", utility(1, &[7, 0]), vec![]),
		("utility.batch_all", utility(2, &[4]), vec![]),
		("utility.if_else", utility(6, &[]), remark),
		("multisig.as_multi_threshold_1", [&[12, 0, 4], &somebody_else[..]].concat(), vec![]),
	]
}

/// A call nested in others of a kind, to a depth.
pub fn nested_call(before: &[u8], after: &[u8], depth: usize) -> Vec<u8> {
	let mut call = before.repeat(depth);
	call.extend([0, 0, 0]);
	call.extend(after.repeat(depth));
	call
}

/// An encoded transaction by Alice, whose signature is good on the chain of this genesis.
pub fn signed(call: &[u8], nonce: Nonce, genesis: Hash) -> Vec<u8> {
	signed_by(Sr25519Keyring::Alice, call, nonce, genesis)
}

/// An encoded transaction, whose signature is good on the chain of this genesis.
pub(crate) fn signed_by(who: Sr25519Keyring, call: &[u8], nonce: Nonce, genesis: Hash) -> Vec<u8> {
	let extension = extension(Era::Immortal, nonce).encode();
	let implicit =
		(VERSION.spec_version, VERSION.transaction_version, genesis, genesis, None::<[u8; 32]>).encode();
	let payload = [call, &extension, &implicit].concat();
	let pair: sr25519::Pair = who.pair();
	let signature: MultiSignature = match payload.len() {
		0..=256 => pair.sign(&payload),
		_ => pair.sign(&blake2_256(&payload)),
	}
	.into();
	let signer = Address::Id(who.to_account_id());
	let transaction = [&[0x84], &signer.encode()[..], &signature.encode(), &extension, call].concat();
	transaction.encode()
}
