//! What became of a chain as it grew.

use super::row::Row;
use serde::Serialize;

/// The chain after one more step.
#[derive(Clone, Debug, Serialize)]
pub struct Sample {
	/// How many units it has.
	pub units: usize,
	/// What the database takes on the disk.
	pub database_bytes: u64,
	/// What all values of the state have together. Keys and the nodes of the trie come on top of that.
	pub state_value_bytes: u64,
	/// How it grew.
	pub growth: Row,
	/// How fast it still records.
	pub recording: Row,
}
