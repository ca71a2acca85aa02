// SPDX-License-Identifier: Apache-2.0

//! Openings of sealed fields, which a holder adds where it wishes to show what they say.

use crate::{
	file::{Evidence, Seal},
	records::BLOCKS,
	refusal::{Refusal, RefusalKind},
};
use sp_crypto_hashing::blake2_256;

/// Checks that an opening opens a field of the record that it names: `blake2_256(salt ++ plaintext)` stands in its bytes.
///
/// The salt has 32 bytes, so that no part of the plaintext passes for salt.
pub(crate) fn check(seal: &Seal, file: &Evidence) -> Result<(), Refusal> {
	let record = BLOCKS
		.iter()
		.position(|block| *block == seal.block)
		.and_then(|block| file.records.blocks()[block].get(usize::try_from(seal.record).ok()?))
		.ok_or(RefusalKind::SealDoesNotOpen)?;
	if seal.salt.0.len() != 32 {
		return Err(RefusalKind::SealDoesNotOpen.into());
	}
	let hash = blake2_256(&[seal.salt.0.as_slice(), seal.plain.as_bytes()].concat());
	if !record.0.windows(hash.len()).any(|window| window == hash) {
		return Err(RefusalKind::SealDoesNotOpen.into());
	}
	Ok(())
}
