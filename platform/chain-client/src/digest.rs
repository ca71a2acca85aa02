//! The digest of an information block: a chain of the hashes of its records.

use sp_crypto_hashing::blake2_256;

/// A block's digest after one more record.
pub fn chained(digest: &[u8; 32], record: &[u8; 32]) -> [u8; 32] {
	blake2_256(&[digest.as_slice(), record].concat())
}

/// A hash that stands in the database.
pub fn hash_of(text: &str) -> Option<[u8; 32]> {
	hex::decode(text.strip_prefix("0x")?).ok()?.try_into().ok()
}
