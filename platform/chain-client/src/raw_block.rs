// SPDX-License-Identifier: Apache-2.0

//! Block as the node returns it, before it is decoded.

use anyhow::Context;
use codec::{Compact, Decode};

/// Consensus engine whose digest carries the slot.
const AURA: [u8; 4] = *b"aura";

/// Block as the node returns it: storage values after its execution, encoded.
#[derive(Clone, Debug, Default)]
pub struct RawBlock {
	/// Its number.
	pub number: u64,
	/// Hash of the block, 0x hexadecimal.
	pub hash: String,
	/// `System.ParentHash`
	pub parent: Vec<u8>,
	/// `System.Events`
	pub events: Vec<u8>,
	/// `Timestamp.Now`
	pub now: Vec<u8>,
	/// `System.Digest`
	pub digest: Vec<u8>,
	/// `System.LastRuntimeUpgrade`
	pub upgraded: Vec<u8>,
	/// `Session.Validators`
	pub validators: Vec<u8>,
}

/// An item of a block's digest, in the encoding of `sp_runtime::generic::DigestItem`.
enum DigestItem {
	PreRuntime([u8; 4], Vec<u8>),
	RuntimeEnvironmentUpdated,
	Other,
}

impl Decode for DigestItem {
	fn decode<I: codec::Input>(input: &mut I) -> Result<Self, codec::Error> {
		Ok(match input.read_byte()? {
			6 => {
				let (engine, data) = Decode::decode(input)?;
				Self::PreRuntime(engine, data)
			}
			4 | 5 => {
				<([u8; 4], Vec<u8>)>::decode(input)?;
				Self::Other
			}
			8 => Self::RuntimeEnvironmentUpdated,
			_ => {
				Vec::<u8>::decode(input)?;
				Self::Other
			}
		})
	}
}

impl RawBlock {
	fn digest(&self) -> Vec<DigestItem> {
		Vec::decode(&mut self.digest.as_slice()).unwrap_or_default()
	}

	/// Reads the slot of the block from its digest.
	pub fn slot(&self) -> Option<u64> {
		self.digest().into_iter().find_map(|item| match item {
			DigestItem::PreRuntime(AURA, slot) => u64::decode(&mut slot.as_slice()).ok(),
			_ => None,
		})
	}

	/// Returns true if the blocks after it are made by another runtime. The block itself was made by the one before.
	pub fn changes_runtime(&self) -> bool {
		self.digest().iter().any(|item| matches!(item, DigestItem::RuntimeEnvironmentUpdated))
	}

	/// Decodes the version of the runtime that made the block.
	pub fn spec_version(&self) -> anyhow::Result<u32> {
		Ok(Compact::<u32>::decode(&mut self.upgraded.as_slice()).context("System.LastRuntimeUpgrade")?.0)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use codec::Encode;

	#[test]
	fn a_digest_tells_the_slot_and_a_new_runtime() {
		let seal = (5_u8, *b"aura", vec![1_u8; 64]);
		let slot = (6_u8, *b"aura", 77_u64.encode());
		let digest = [&[12_u8][..], &slot.encode(), &[8], &seal.encode()].concat();
		let block = RawBlock { digest, ..Default::default() };
		assert_eq!(block.slot(), Some(77));
		assert!(block.changes_runtime());
		assert!(!RawBlock::default().changes_runtime());
	}
}
