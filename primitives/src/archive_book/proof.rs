// SPDX-License-Identifier: Apache-2.0

//! Proofs that a call brings along, and their bounds.

use crate::codes::{batches_of, TraceCode};
use alloc::{collections::BTreeSet, vec::Vec};

/// Nodes of the tries of one or more classes, in any order: every node on the way to each code.
///
/// Nodes are encoded as in the trie, and not in a compact form, so that each is found by its hash. Nodes that
/// nothing leads to are paid for and change nothing.
pub type Proof = Vec<Vec<u8>>;

/// The maximum number of units that one call archives.
pub const MAX_ARCHIVED: u32 = 64;

/// The maximum size of a proof: see [`proof_size`].
///
/// A node on the way to a code has at most 16 children of 33 bytes each, so that the way is longer than this only if
/// thousands of archived codes begin as that one does, and whoever has the right to these is the one whom it stops.
pub const MAX_PROOF_SIZE: u32 = 64 * 1024;

/// Size that a node counts for beside its bytes: hashing it and keeping it costs something however short it is.
const NODE: usize = 64;

/// The size of a proof, by which it is bounded and weighed: its bytes, and 64 for each node.
pub fn proof_size(proof: &[Vec<u8>]) -> u32 {
	let size = proof.iter().fold(0usize, |size, node| size.saturating_add(node.len()).saturating_add(NODE));
	u32::try_from(size).unwrap_or(u32::MAX)
}

/// The codes that a proof for new units is about: their own, and those of the batches that they name.
pub fn codes_to_prove<'a>(codes: impl IntoIterator<Item = &'a TraceCode>) -> BTreeSet<TraceCode> {
	codes.into_iter().flat_map(|code| batches_of(code).into_iter().chain([code.clone()])).collect()
}
