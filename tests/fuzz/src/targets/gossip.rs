// SPDX-License-Identifier: Apache-2.0

//! A gossip message of a peer.

use crate::transactions::{signed, GENESIS};
use codec::{Decode, Encode};
use sp_runtime::OpaqueExtrinsic;

/// The bytes before the public key in the id of a peer.
const PEER_ID_PREFIX: [u8; 6] = [0, 0x24, 8, 1, 0x12, 0x20];

/// Decodes a message.
pub fn run(input: &[u8]) -> bool {
	suyuan_node::decoders::gossip_message(input).is_some()
}

pub(super) fn seeds() -> Vec<Vec<u8>> {
	let transaction = |nonce| OpaqueExtrinsic::decode(&mut &signed(&[0, 0, 0], nonce, GENESIS)[..]);
	let peer = |byte| [&PEER_ID_PREFIX[..], &[byte; 32]].concat();
	let message = |peers, transactions| {
		let peers: Vec<_> = (0..peers).map(peer).collect();
		let transactions: Vec<_> = (0..transactions).flat_map(transaction).collect();
		(peers, transactions).encode()
	};
	vec![message(0, 0), message(0, 1), message(1, 0), message(2, 3), message(255, 1), message(3, 20)]
}
