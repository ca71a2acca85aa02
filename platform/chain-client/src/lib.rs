// SPDX-License-Identifier: Apache-2.0

//! Client of a node, and decoding of its final blocks.
//!
//! [`Node`] makes the requests. [`follow()`] keeps blocks coming, each decoded by the [`Runtime`] that made it, and sends
//! their [`Block`]s: the facts that the chain's own pallets emitted as events.

mod block;
mod digest;
mod finality;
mod follow;
mod info_block;
mod keys;
mod node;
mod raw_block;
mod record_types;
mod runtime;

pub use block::{Block, Fact, Record};
pub use digest::{chained, hash_of};
pub use finality::{Justifications, SetChange, SetChanges};
pub use follow::follow;
pub use info_block::{categories, Info};
pub use keys::{archive_root_key, head_key, storage_prefix};
pub use node::{Node, Settings, Silent};
pub use raw_block::RawBlock;
pub use record_types::{DecodedRecord, RecordKeys, RecordTypes};
pub use runtime::Runtime;
