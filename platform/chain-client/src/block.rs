// SPDX-License-Identifier: Apache-2.0

//! Decoded blocks and their facts.

use crate::{
	info_block::Info,
	record_types::{RecordKeys, RecordTypes},
};
use serde_json::Value;
use std::sync::Arc;

/// Record of an information block, as its event carries it.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
	/// Which block.
	pub info: Info,
	/// Keys and searched fields, decoded from the bytes.
	pub skimmed: RecordKeys,
	/// Encoded record: the very bytes that the chain hashed.
	pub bytes: Vec<u8>,
	/// The block that carries the record before it.
	pub previous_at: Option<i64>,
}

/// Fact that a pallet of the chain emitted as an event.
#[derive(Clone, Debug, PartialEq)]
pub enum Fact {
	/// A record of one of the four information blocks.
	Record(Box<Record>),
	/// Any other event.
	Event {
		/// Name of the pallet in the runtime.
		pallet: &'static str,
		/// Name of the event.
		name: String,
		/// Fields of the event, as an object.
		fields: Value,
	},
}

/// A final block, decoded.
#[derive(Clone, Debug)]
pub struct Block {
	/// Its number.
	pub number: u64,
	/// Hash of the block, 0x hexadecimal.
	pub hash: String,
	/// Hash of the parent block, 0x hexadecimal.
	pub parent: String,
	/// Time of the block: milliseconds since 1970-01-01 UTC.
	pub time: i64,
	/// Version of the runtime that made the block.
	pub spec_version: u32,
	/// Slot of the block, which determines its author.
	pub slot: Option<u64>,
	/// Validators that make blocks, and finalise them, from the next one on.
	pub validators: Vec<String>,
	/// Facts of the block, each with its index among all events.
	pub facts: Vec<(i64, Fact)>,
	/// Number of records among the facts.
	pub records: usize,
	/// Encoded size of its events in bytes.
	pub size: usize,
	/// By what its records decode.
	pub forms: Arc<RecordTypes>,
}
