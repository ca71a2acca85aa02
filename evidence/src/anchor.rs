// SPDX-License-Identifier: Apache-2.0

//! Anchors: what the regulators publish of their chain, on their own sites.

use crate::{
	authorities::AuthoritySet,
	bounds::MAX_ANCHOR,
	refusal::{Refusal, RefusalKind},
};
use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Serialize};

/// The first block of the chain, and the validators that the chain of trust begins with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Anchor {
	/// A note for people.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub about: Option<String>,
	/// The hash of the first block, hexadecimal.
	pub genesis: String,
	/// The ed25519 keys of the first validators, hexadecimal.
	pub authorities: Vec<String>,
	/// The sets with which trust begins anew: after a forced change, or a loss of keys.
	#[serde(default, skip_serializing_if = "Vec::is_empty")]
	pub later: Vec<Beginning>,
}

/// A validator set from which on files may be verified.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Beginning {
	/// The last block before those that the set signs.
	pub block: u32,
	/// The number of the set.
	pub set: u32,
	/// The ed25519 keys of its validators, hexadecimal.
	pub authorities: Vec<String>,
}

impl Anchor {
	/// Reads an anchor.
	pub fn read(bytes: &[u8]) -> Result<Self, Refusal> {
		if bytes.len() > MAX_ANCHOR {
			return Err(RefusalKind::MalformedAnchor.because("too large"));
		}
		serde_json::from_slice(bytes).map_err(|error| RefusalKind::MalformedAnchor.because(error))
	}

	/// Returns the hash of the first block.
	pub fn genesis(&self) -> Result<[u8; 32], Refusal> {
		key(&self.genesis)
	}

	/// Returns the set of a number, if the anchor names it.
	pub fn set(&self, id: u32) -> Result<AuthoritySet, Refusal> {
		let (after, authorities) = match id {
			0 => (0, &self.authorities),
			_ => self
				.later
				.iter()
				.find(|beginning| beginning.set == id)
				.map(|beginning| (beginning.block, &beginning.authorities))
				.ok_or_else(|| RefusalKind::UnknownSet.because(id))?,
		};
		let authorities = authorities.iter().map(|text| key(text)).collect::<Result<_, _>>()?;
		let set = AuthoritySet { id: id.into(), after, authorities };
		set.check().map_err(|_| RefusalKind::MalformedAnchor.because("its validators"))?;
		Ok(set)
	}
}

fn key(text: &str) -> Result<[u8; 32], Refusal> {
	let mut key = [0; 32];
	hex::decode_to_slice(text.strip_prefix("0x").unwrap_or(text), &mut key)
		.map(|()| key)
		.map_err(|error| RefusalKind::MalformedAnchor.because(error))
}
