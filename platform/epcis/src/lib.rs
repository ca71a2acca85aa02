// SPDX-License-Identifier: Apache-2.0

//! Events of units in EPCIS 2.0, with their hash ids by the Core Business Vocabulary 2.0, section 8.9.
//!
//! - [`events_of`]: the events that an event or a record of the chain amounts to.
//! - [`document()`]: the answer to a query, with the context of the events.
//! - [`event_id`]: the hash id of an event, which anyone may compute again.

mod document;
mod hash;
mod links;
mod mapping;
mod names;
mod tree;
mod values;

pub use document::{document, CONTEXT};
pub use hash::{event_id, pre_hash};
pub use mapping::events_of;
pub use tree::Namespaces;
