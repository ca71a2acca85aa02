// SPDX-License-Identifier: Apache-2.0

//! The node's decoders of strangers' bytes, for tests that generate such bytes.

use crate::{gossip, rpc, signature_cache};

/// The number of recipients and transactions in a gossip message, if it can be decoded.
pub fn gossip_message(bytes: &[u8]) -> Option<usize> {
	gossip::decode_any(bytes)
}

/// The result of decoding each transaction of a bulk submission, an error as a client gets it.
///
/// Returns none if the parameters are no list of bytes.
pub fn bulk_submission(parameters: &str) -> Option<Vec<Result<(), String>>> {
	rpc::decode_any(parameters)
}

/// Tells that the signature of an encoded transaction can be decoded, so that it is verified ahead of the others.
pub fn signature(bytes: &[u8]) -> bool {
	signature_cache::decode_any(bytes)
}
