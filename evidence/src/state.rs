// SPDX-License-Identifier: Apache-2.0

//! Values of the state that evidence of a unit proves.

use crate::{
	keys,
	reader::{Reader, Unreadable},
	refusal::{Refusal, RefusalKind},
	trie::Proof,
	unit::{entry_number, Unit},
};
use alloc::string::String;

/// The oldest runtime whose types are known.
pub const MIN_SPEC_VERSION: u32 = 1;

/// The latest runtime whose types are known.
pub const MAX_SPEC_VERSION: u32 = 1;

/// The name of the runtime.
const SPEC_NAME: &[u8] = b"suyuan";

/// The head of an information block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProvenHead {
	/// The number of records.
	pub records: u32,
	/// The hashes of the records, one upon the other.
	pub digest: [u8; 32],
}

/// The values of the state at a final block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proven {
	/// The time of the block, in milliseconds since 1970-01-01 UTC.
	pub time: u64,
	/// The version of the runtime that made the state.
	pub spec_version: u32,
	/// The unit. None if none is registered under the code, or if it was archived.
	pub unit: Option<Unit>,
	/// The heads of the four information blocks, in the order of the standard's tables.
	pub heads: [Option<ProvenHead>; 4],
	/// The entry number of the declaration that stands of the unit.
	pub declared_in: Option<String>,
}

impl Proven {
	/// Reads the values of a unit out of a proof, every node of which must be needed.
	pub fn read(mut proof: Proof<'_>, code: &str, genesis: [u8; 32]) -> Result<Self, Refusal> {
		let first = proof.value(&keys::genesis_hash())?;
		let version = proof.value(&keys::runtime_version())?;
		let time = proof.value(&keys::time())?;
		let unit = proof.value(&keys::unit(code))?;
		let mut heads = [None; 4];
		for (head, pallet) in heads.iter_mut().zip(keys::INFO_PALLETS) {
			*head = proof.value(&keys::head(pallet, code))?;
		}
		let declared_in = proof.value(&keys::declared_in(code))?;
		proof.all_used()?;
		if first != Some(&genesis) {
			return Err(RefusalKind::StateOfOtherChain.into());
		}
		let spec_version = spec_version(version.ok_or_else(|| malformed("the runtime's version"))?)?;
		let time = time.and_then(|time| time.try_into().ok()).map(u64::from_le_bytes);
		let mut proven_heads = [const { None }; 4];
		for ((proven, head), pallet) in proven_heads.iter_mut().zip(heads).zip(keys::INFO_PALLETS) {
			*proven = head.map(decode_head).transpose().map_err(|_| malformed(pallet))?;
		}
		Ok(Self {
			time: time.ok_or_else(|| malformed("the time"))?,
			spec_version,
			unit: unit.map(Unit::decode).transpose().map_err(|_| malformed("the unit"))?,
			heads: proven_heads,
			declared_in: declared_in
				.map(decode_entry_number)
				.transpose()
				.map_err(|_| malformed("the declaration"))?,
		})
	}
}

fn malformed(value: &str) -> Refusal {
	RefusalKind::MalformedValue.because(value)
}

fn spec_version(bytes: &[u8]) -> Result<u32, Refusal> {
	let mut reader = Reader(bytes);
	let version = reader.compact().and_then(|version| {
		let name = reader.bytes()?;
		reader.end().map(|()| (version, name))
	});
	let (version, name) = version.map_err(|_| malformed("the runtime's version"))?;
	if name != SPEC_NAME || !(MIN_SPEC_VERSION..=MAX_SPEC_VERSION).contains(&version) {
		let name = String::from_utf8_lossy(name);
		return Err(RefusalKind::UnknownRuntime.because(alloc::format!("{name} {version}")));
	}
	Ok(version)
}

/// Decodes a head: records u32, categories u16, imported u16, exception, digest, block of the last record u32.
fn decode_head(bytes: &[u8]) -> Result<ProvenHead, Unreadable> {
	let mut reader = Reader(bytes);
	let records = reader.u32()?;
	let _categories = reader.u16()?;
	let _imported = reader.u16()?;
	let _exception = reader.bool()?;
	let digest = reader.array()?;
	let _last_at = reader.u32()?;
	reader.end()?;
	Ok(ProvenHead { records, digest })
}

fn decode_entry_number(bytes: &[u8]) -> Result<String, Unreadable> {
	let mut reader = Reader(bytes);
	let number = entry_number(&mut reader)?;
	reader.end()?;
	Ok(number)
}

#[cfg(test)]
mod tests {
	extern crate std;

	use super::*;
	use codec::Encode;
	use pallet_info_block::Head;
	use suyuan_primitives::requirement::Categories;

	#[test]
	fn a_head_is_read_as_the_pallet_writes_it() {
		let head = Head {
			records: 7,
			categories: Categories(0x0102),
			imported: Categories(0x0304),
			exception: true,
			digest: [9; 32].into(),
			last_at: 11_u32,
		};
		let read = decode_head(&head.encode());
		assert_eq!(read, Ok(ProvenHead { records: 7, digest: [9; 32] }));
	}

	#[test]
	fn a_head_of_another_length_is_refused() {
		let bytes = Head::<u32>::default().encode();
		assert_eq!(decode_head(&bytes[1..]), Err(Unreadable));
		assert_eq!(decode_head(&[bytes.as_slice(), &[0]].concat()), Err(Unreadable));
	}

	#[test]
	fn a_runtime_that_is_not_known_is_undecidable() {
		let of = |name: &[u8], version: u32| {
			let bytes = (codec::Compact(version), name.to_vec()).encode();
			spec_version(&bytes).map_err(|refusal| refusal.kind)
		};
		assert_eq!(of(b"suyuan", MAX_SPEC_VERSION), Ok(MAX_SPEC_VERSION));
		assert_eq!(of(b"suyuan", MAX_SPEC_VERSION + 1), Err(RefusalKind::UnknownRuntime));
		assert_eq!(of(b"other", MAX_SPEC_VERSION), Err(RefusalKind::UnknownRuntime));
	}
}
