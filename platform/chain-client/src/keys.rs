// SPDX-License-Identifier: Apache-2.0

//! Storage keys of the chain's state.

use crate::info_block::Info;
use codec::Encode;
use sp_crypto_hashing::{blake2_128, twox_128};

/// Prefix of all keys of a storage item; the key itself, if the item is a single value.
pub fn storage_prefix(pallet: &str, item: &str) -> Vec<u8> {
	[twox_128(pallet.as_bytes()), twox_128(item.as_bytes())].concat()
}

/// Storage key of a unit's head in one of the four information blocks.
pub fn head_key(info: Info, code: &str) -> Vec<u8> {
	key_of(info.pallet(), "Heads", code)
}

/// Storage key of a unit in a map of the pallet of units.
pub fn unit_key(item: &str, code: &str) -> Vec<u8> {
	key_of("TraceUnits", item, code)
}

fn key_of(pallet: &str, item: &str, code: &str) -> Vec<u8> {
	let key = code.as_bytes().encode();
	[storage_prefix(pallet, item).as_slice(), &blake2_128(&key), &key].concat()
}
