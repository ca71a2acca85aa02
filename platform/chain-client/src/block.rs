//! What a block says.

use crate::{
	info_block::Info,
	record_types::{Forms, Skimmed},
};
use serde_json::Value;
use std::sync::Arc;

/// A record of an information block.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
	/// Which block.
	pub info: Info,
	/// What it is found by.
	pub skimmed: Skimmed,
	/// The very bytes that the chain hashed.
	pub bytes: Vec<u8>,
	/// The block that carries the record before it.
	pub previous_at: Option<i64>,
}

/// Something that the chain's own pallets told.
#[derive(Clone, Debug, PartialEq)]
pub enum Fact {
	/// A record.
	Record(Box<Record>),
	/// Anything else: the pallet, the event's name, and its fields.
	Event {
		/// The pallet.
		pallet: &'static str,
		/// The event.
		name: String,
		/// Its fields.
		fields: Value,
	},
}

/// A final block.
#[derive(Clone, Debug)]
pub struct Block {
	/// Its number.
	pub number: u64,
	/// Its hash.
	pub hash: String,
	/// The hash of the one before it.
	pub parent: String,
	/// Its time: milliseconds since 1970-01-01 UTC.
	pub time: i64,
	/// The version of the runtime that made it.
	pub spec_version: u32,
	/// Its slot, from which follows who made it.
	pub slot: Option<u64>,
	/// Who makes blocks, and makes them final, from the next one on.
	pub validators: Vec<String>,
	/// What it told, with each event's place among all events.
	pub facts: Vec<(i64, Fact)>,
	/// How many of that are records.
	pub records: usize,
	/// How many bytes its events took.
	pub size: usize,
	/// By what its records decode.
	pub forms: Arc<Forms>,
}
