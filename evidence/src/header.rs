// SPDX-License-Identifier: Apache-2.0

//! Headers of blocks.

use crate::{
	bounds::MAX_DIGEST_ITEMS,
	reader::{Reader, Unreadable},
	refusal::{Refusal, RefusalKind},
};
use alloc::vec::Vec;
use sp_crypto_hashing::blake2_256;

/// The engine under which GRANDPA announces changes of its authorities.
const GRANDPA: [u8; 4] = *b"FRNK";

/// A header of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
	/// The hash of the block before.
	pub parent: [u8; 32],
	/// The number of the block.
	pub number: u32,
	/// The root of the state after the block.
	pub state_root: [u8; 32],
	/// The hash of the header: `blake2_256` of all of it, the seal included.
	pub hash: [u8; 32],
	/// The messages of GRANDPA in its digest.
	pub(crate) grandpa: Vec<Vec<u8>>,
}

impl Header {
	/// Decodes a header, all of whose bytes must be used.
	pub fn decode(bytes: &[u8]) -> Result<Self, Refusal> {
		let mut reader = Reader(bytes);
		let header = Self::read(&mut reader)?;
		reader.end().map_err(malformed)?;
		Ok(header)
	}

	/// Reads a header from the front of the bytes.
	pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, Refusal> {
		let before = reader.0;
		let parent = reader.array().map_err(malformed)?;
		let number = reader.compact().map_err(malformed)?;
		let state_root = reader.array().map_err(malformed)?;
		let _extrinsics_root: [u8; 32] = reader.array().map_err(malformed)?;
		let mut grandpa = Vec::new();
		for _ in 0..reader.length(MAX_DIGEST_ITEMS).map_err(malformed)? {
			grandpa.extend(digest_item(reader)?);
		}
		let length = before.len() - reader.0.len();
		Ok(Self { parent, number, state_root, hash: blake2_256(&before[..length]), grandpa })
	}
}

/// Reads an item of the digest. Returns the message, if the item is GRANDPA's.
fn digest_item(reader: &mut Reader<'_>) -> Result<Option<Vec<u8>>, Refusal> {
	match reader.byte().map_err(malformed)? {
		0 => reader.bytes().map(|_| None).map_err(malformed),
		4 => {
			let engine: [u8; 4] = reader.array().map_err(malformed)?;
			let message = reader.bytes().map_err(malformed)?;
			Ok((engine == GRANDPA).then(|| message.to_vec()))
		}
		5 | 6 => {
			let _engine: [u8; 4] = reader.array().map_err(malformed)?;
			reader.bytes().map(|_| None).map_err(malformed)
		}
		8 => Ok(None),
		unknown => Err(RefusalKind::UnknownDigestItem.because(unknown)),
	}
}

fn malformed(_: Unreadable) -> Refusal {
	RefusalKind::MalformedHeader.into()
}
