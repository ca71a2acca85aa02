// SPDX-License-Identifier: Apache-2.0

//! The parameter of `suyuan_submitExtrinsics`: transactions in hexadecimal digits, in JSON.

use super::is_short;
use crate::transactions::{signed, GENESIS};
use sp_core::bytes::to_hex;

pub(super) const PIECES: &[&[u8]] = &[
	b"\"", b"0x", b",", b"[", b"]", b"null", b"\"0x\"", b"{", b"}", b"\\u0000", b"ff", b"0x284", b"-1",
	b"1e999",
];

/// Decodes the transactions of a bulk submission.
pub fn run(input: &[u8]) -> bool {
	let Ok(parameter) = std::str::from_utf8(input) else { return false };
	let Some(outcomes) = suyuan_node::decoders::bulk_submission(parameter) else { return false };
	outcomes.iter().filter_map(|outcome| outcome.as_ref().err()).for_each(|error| is_short(error));
	outcomes.iter().any(Result::is_ok)
}

pub(super) fn seeds() -> Vec<Vec<u8>> {
	let transaction = |nonce| to_hex(&signed(&[0, 0, 0], nonce, GENESIS), false);
	let list = |texts: Vec<String>| serde_json::to_vec(&texts).expect("texts are JSON; qed");
	vec![
		list(vec![]),
		list(vec![transaction(0)]),
		list(vec![transaction(0), "0x".into(), "0x04".into(), transaction(1)]),
		b"[[[[[[[[[[[[[[[[".repeat(100),
	]
}
