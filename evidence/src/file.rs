// SPDX-License-Identifier: Apache-2.0

//! The file: compact JSON in one form only, bytes in base64url without padding.

use crate::{
	bounds::{MAX_CHANGES, MAX_CODE, MAX_FILE, MAX_NODES, MAX_RECORDS, MAX_SEALS},
	refusal::{Refusal, RefusalKind},
	said::Said,
};
use alloc::{string::String, vec::Vec};
use base64::{engine::general_purpose::URL_SAFE_NO_PAD, Engine};
use serde::{de::Error, Deserialize, Deserializer, Serialize, Serializer};

/// The version of the format.
pub const FORMAT: u32 = 1;

/// The media type of the file.
pub const MEDIA_TYPE: &str = "application/vnd.suyuan.evidence+json";

/// A file of evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
	/// The version of the format.
	pub v: u32,
	/// The chain, and the validator set that the history begins with.
	pub chain: Chain,
	/// The trace code of the unit.
	pub code: String,
	/// The changes of the validator set, the oldest first.
	pub history: Vec<Signed>,
	/// The final block, and the votes that made it final.
	#[serde(rename = "final")]
	pub last: Signed,
	/// The proof of the state.
	pub state: State,
	/// The records, as the chain hashed them.
	pub records: Records,
	/// The openings of sealed fields.
	pub seals: Vec<Seal>,
	/// The proven values in words.
	pub said: Said,
}

/// The chain that a file is of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chain {
	/// The hash of its first block, hexadecimal.
	pub genesis: String,
	/// The number of the validator set that the history begins with: 0, or one that the anchor names.
	pub set: u32,
}

/// A header, and the votes that made its block final.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signed {
	/// The header, SCALE.
	pub header: Bytes,
	/// The justification, SCALE.
	pub justification: Bytes,
}

/// The nodes of the trie on the way to the values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct State {
	/// The nodes, in any order, each once.
	pub nodes: Vec<Bytes>,
}

/// The records of the four information blocks, each in SCALE, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Records {
	/// Records of table 1.
	pub product: Vec<Bytes>,
	/// Records of table 2.
	pub transaction: Vec<Bytes>,
	/// Records of table 3.
	pub logistics: Vec<Bytes>,
	/// Records of table 4.
	pub customs: Vec<Bytes>,
}

impl Records {
	/// Returns the records of each block, in the order of the tables.
	pub fn blocks(&self) -> [&[Bytes]; 4] {
		[&self.product, &self.transaction, &self.logistics, &self.customs]
	}
}

/// An opening of a sealed field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seal {
	/// The information block: `product`, `transaction`, `logistics` or `customs`.
	pub block: String,
	/// The place of the record in the block, counted from 0.
	pub record: u32,
	/// The salt, 32 bytes.
	pub salt: Bytes,
	/// The plaintext.
	pub plain: String,
}

/// Bytes, in base64url without padding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bytes(pub Vec<u8>);

impl Serialize for Bytes {
	fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
		serializer.serialize_str(&URL_SAFE_NO_PAD.encode(&self.0))
	}
}

impl<'de> Deserialize<'de> for Bytes {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		let text = String::deserialize(deserializer)?;
		URL_SAFE_NO_PAD.decode(&text).map(Self).map_err(D::Error::custom)
	}
}

/// The version of a file whose other fields are not known.
#[derive(Deserialize)]
struct Versioned {
	v: u32,
}

impl Evidence {
	/// Reads a file. It must be written as [`Self::to_vec`] writes it, so that no two files say the same.
	pub fn read(bytes: &[u8]) -> Result<Self, Refusal> {
		if bytes.len() > MAX_FILE {
			return Err(RefusalKind::TooLarge.because("bytes"));
		}
		let malformed = |error: serde_json::Error| RefusalKind::MalformedFile.because(error);
		let Versioned { v } = serde_json::from_slice(bytes).map_err(malformed)?;
		if v != FORMAT {
			return Err(RefusalKind::UnknownFormat.because(v));
		}
		let file: Self = serde_json::from_slice(bytes).map_err(malformed)?;
		if file.to_vec() != bytes {
			return Err(RefusalKind::NotCanonical.into());
		}
		let records = file.records.blocks().iter().map(|block| block.len()).max().unwrap_or_default();
		for (what, here, most) in [
			("code", file.code.len(), MAX_CODE),
			("changes", file.history.len(), MAX_CHANGES),
			("nodes", file.state.nodes.len(), MAX_NODES),
			("records", records, MAX_RECORDS),
			("seals", file.seals.len(), MAX_SEALS),
		] {
			if here > most {
				return Err(RefusalKind::TooLarge.because(what));
			}
		}
		Ok(file)
	}

	/// Writes the file.
	pub fn to_vec(&self) -> Vec<u8> {
		// Texts and numbers are all that there is, and writing to memory doesn't fail.
		serde_json::to_vec(self).unwrap_or_default()
	}
}
