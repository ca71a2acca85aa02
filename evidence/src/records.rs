// SPDX-License-Identifier: Apache-2.0

//! Records, and the digests that they hash to.

use crate::{
	refusal::{Refusal, RefusalKind},
	state::ProvenHead,
};
use sp_crypto_hashing::blake2_256;

/// The information blocks, in the order of tables 1 to 4 of the standard.
pub(crate) const BLOCKS: [&str; 4] = ["product", "transaction", "logistics", "customs"];

/// Returns the digest of a block after one more record: `blake2_256(digest ++ blake2_256(record))`.
pub(crate) fn chain(digest: [u8; 32], record: &[u8]) -> [u8; 32] {
	let mut both = [0; 64];
	both[..32].copy_from_slice(&digest);
	both[32..].copy_from_slice(&blake2_256(record));
	blake2_256(&both)
}

/// Checks that the records of a block are those that its head hashes, all of them, in their order.
pub fn check<'a>(
	records: impl ExactSizeIterator<Item = &'a [u8]>,
	head: Option<&ProvenHead>,
) -> Result<(), Refusal> {
	let given = records.len();
	let Some(head) = head else {
		return if given == 0 { Ok(()) } else { Err(RefusalKind::RecordsOfEmptyBlock.into()) };
	};
	if usize::try_from(head.records) != Ok(given) {
		return Err(RefusalKind::RecordCount.because(alloc::format!("{given} of {} records", head.records)));
	}
	let digest = records.fold([0; 32], chain);
	if digest != head.digest {
		return Err(RefusalKind::OtherRecords.into());
	}
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn digests_are_those_that_the_chain_computes() {
		let of = |records: usize| (0..records).fold([0; 32], |digest, _| chain(digest, b"record bytes"));
		let expected = "79296f9b2a501f301f4df7d6be07b49a20b85576f75612b2801cb7b5b952a545";
		assert_eq!(hex::encode(of(1)), expected);
		let expected = "cde8c408ed4f8d514c3fb0a82849fb657b0ce4458cf4a07dde6a6120979537fc";
		assert_eq!(hex::encode(of(2)), expected);
	}
}
