// SPDX-License-Identifier: Apache-2.0

//! Storage keys of the values that evidence proves.

use alloc::{vec, vec::Vec};
use codec::Encode;
use sp_crypto_hashing::{blake2_128, twox_128, twox_64};

/// The pallets of the information blocks, in the order of tables 1 to 4 of the standard.
pub(crate) const INFO_PALLETS: [&str; 4] = ["ProductInfo", "TransactionInfo", "LogisticsInfo", "CustomsInfo"];

fn value(pallet: &str, item: &str) -> Vec<u8> {
	[twox_128(pallet.as_bytes()), twox_128(item.as_bytes())].concat()
}

fn of_code(pallet: &str, item: &str, code: &str) -> Vec<u8> {
	let code = code.as_bytes().encode();
	[value(pallet, item).as_slice(), &blake2_128(&code), &code].concat()
}

/// Returns the key of the hash of the chain's first block, which the state keeps for ever.
pub fn genesis_hash() -> Vec<u8> {
	let first = 0_u32.encode();
	[value("System", "BlockHash").as_slice(), &twox_64(&first), &first].concat()
}

/// Returns the key of the version of the runtime that made the state.
pub fn runtime_version() -> Vec<u8> {
	value("System", "LastRuntimeUpgrade")
}

/// Returns the key of the block's time.
pub fn time() -> Vec<u8> {
	value("Timestamp", "Now")
}

/// Returns the key of GRANDPA's authorities, which an anchor publishes.
pub fn authorities() -> Vec<u8> {
	value("Grandpa", "Authorities")
}

/// Returns the key of the number of their set.
pub fn set_id() -> Vec<u8> {
	value("Grandpa", "CurrentSetId")
}

pub(crate) fn unit(code: &str) -> Vec<u8> {
	of_code("TraceUnits", "Units", code)
}

pub(crate) fn head(pallet: &str, code: &str) -> Vec<u8> {
	of_code(pallet, "Heads", code)
}

pub(crate) fn declared_in(code: &str) -> Vec<u8> {
	of_code("Customs", "DeclaredIn", code)
}

/// Returns all keys whose values, or absence, evidence of a unit proves.
pub fn of_unit(code: &str) -> Vec<Vec<u8>> {
	let mut keys = vec![genesis_hash(), runtime_version(), time(), unit(code)];
	keys.extend(INFO_PALLETS.map(|pallet| head(pallet, code)));
	keys.push(declared_in(code));
	keys
}
