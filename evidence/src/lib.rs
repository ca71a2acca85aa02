// SPDX-License-Identifier: Apache-2.0

//! Verification of evidence: one file that proves a unit's trace offline, against the regulators' keys.
//!
//! ## Overview
//!
//! A file of evidence carries a final header, the votes that made it final, and the part of the state that says what the
//! chain holds of one unit. [`verify()`] follows the chain of reasons from the regulators' published keys, the
//! [`Anchor`], to every byte of every record:
//!
//! 1. the changes of the validator set, each signed by the set before;
//! 2. the header, signed by more than two thirds of the set in force;
//! 3. the state's values, each at the end of a path of hashes from the header's state root;
//! 4. the records, whose hashes one upon the other are the digests in that state.
//!
//! No network, no clock and no host function is used. The formats are described for strangers in `docs/evidence.md`, from
//! which a second implementation was written in JavaScript; both give the same [`RefusalKind`] for the same file.
//!
//! ## Low-level details
//!
//! Everything is bounded before it is worked on: see [`bounds`].

#![no_std]

extern crate alloc;

mod anchor;
mod authorities;
pub mod bounds;
mod file;
mod header;
mod history;
mod justification;
pub mod keys;
mod reader;
pub mod records;
mod refusal;
mod said;
mod seals;
mod state;
mod trie;
mod unit;
mod verdict;
mod verify;

pub use anchor::{Anchor, Beginning};
pub use authorities::AuthoritySet;
pub use file::{Bytes, Chain, Evidence, Records, Seal, Signed, State, FORMAT, MEDIA_TYPE};
pub use header::Header;
pub use history::set_change;
pub use justification::Justification;
pub use refusal::{Outcome, Refusal, RefusalKind};
pub use said::Said;
pub use state::{Proven, ProvenHead, MAX_SPEC_VERSION, MIN_SPEC_VERSION};
pub use trie::Proof;
pub use unit::{Hold, TitleOffer, Unit};
pub use verdict::{Check, Verdict};
pub use verify::verify;
