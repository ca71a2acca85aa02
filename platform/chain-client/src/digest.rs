// SPDX-License-Identifier: Apache-2.0

//! Digest of an information block: a hash chain over the hashes of its records.

use sp_crypto_hashing::blake2_256;

/// Digest of a block after one more record.
pub fn chained(digest: &[u8; 32], record: &[u8; 32]) -> [u8; 32] {
	blake2_256(&[digest.as_slice(), record].concat())
}

/// Decodes a hash stored as 0x hexadecimal.
pub fn hash_of(text: &str) -> Option<[u8; 32]> {
	hex::decode(text.strip_prefix("0x")?).ok()?.try_into().ok()
}
