// SPDX-License-Identifier: Apache-2.0

//! Bounds of a file of evidence: whatever exceeds one is refused before any work is done for it.

/// The maximum length of a file, in bytes.
pub const MAX_FILE: usize = 16 * 1024 * 1024;

/// The maximum length of an anchor's file, in bytes.
pub const MAX_ANCHOR: usize = 1024 * 1024;

/// The maximum length of a trace code, in bytes. No code of the chain is longer.
pub const MAX_CODE: usize = 209;

/// The maximum number of changes of the validator set.
pub const MAX_CHANGES: usize = 1_024;

/// The maximum number of validators in a set.
pub const MAX_AUTHORITIES: usize = 1_024;

/// The maximum number of nodes of the proof.
pub const MAX_NODES: usize = 4_096;

/// The maximum number of records of an information block.
pub const MAX_RECORDS: usize = 4_096;

/// The maximum number of openings of sealed fields.
pub const MAX_SEALS: usize = 1_024;

/// The maximum length of a path through the trie, in nibbles.
pub const MAX_NIBBLES: usize = 65_535;

/// The maximum number of items in a header's digest.
pub const MAX_DIGEST_ITEMS: usize = 64;
