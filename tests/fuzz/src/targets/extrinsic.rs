// SPDX-License-Identifier: Apache-2.0

//! An encoded transaction, as runtime and node decode it.

use crate::transactions::{nested_call, nestings, signed, GENESIS};
use codec::{DecodeAll, DecodeLimit};
use frame_support::MAX_EXTRINSIC_DEPTH;
use sp_runtime::OpaqueExtrinsic;
use suyuan_runtime::UncheckedExtrinsic;

/// Decodes a transaction, and the signature that the node would verify ahead.
pub fn run(input: &[u8]) -> bool {
	suyuan_node::decoders::signature(input);
	// Whoever decodes it compares its length first: the SDK allocates as much memory as the length says.
	OpaqueExtrinsic::decode_all(&mut &input[..]).is_ok()
		&& UncheckedExtrinsic::decode_all_with_depth_limit(MAX_EXTRINSIC_DEPTH, &mut &input[..]).is_ok()
}

pub(super) fn seeds() -> Vec<Vec<u8>> {
	let mut seeds = vec![signed(&[0, 0, 0], 0, GENESIS)];
	for (_, before, after) in nestings() {
		seeds.push(signed(&nested_call(&before, &after, 3), 0, GENESIS));
		// Deeper than is decoded.
		seeds.push(signed(&nested_call(&before, &after, 1_000), 0, GENESIS));
	}
	seeds
}
