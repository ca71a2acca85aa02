// SPDX-License-Identifier: Apache-2.0

//! The archive book: per class of codes one root, under which every archived unit has a leaf for good.
//!
//! Of an archived unit the chain's state keeps nothing but its part in a root of 32 bytes: that of a Merkle-Patricia
//! trie, in the format of the state itself. Keys are the codes, so that neighbouring serial numbers share nodes, and one
//! path shows that nothing of a fresh lot was ever archived. Values are the leaves, 32 bytes each.
//!
//! The nodes are kept by whoever follows the chain. A call brings those that it needs along: see [`Proof`]. The chain and
//! its followers run the same code here, and so come to the same roots.

mod class;
mod partial_trie;
mod proof;

pub use class::ArchiveClass;
pub use partial_trie::{InsertError, Missing, PartialTrie};
pub use proof::{codes_to_prove, proof_size, Proof, MAX_ARCHIVED, MAX_PROOF_SIZE};
