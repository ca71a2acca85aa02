// SPDX-License-Identifier: Apache-2.0
//! The figures of a chain as it grew.

use super::row::Row;
use serde::Serialize;

/// The chain after one more step.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Sample {
	pub(crate) units: usize,
	/// Bytes of the database on the disk.
	pub(crate) database_bytes: u64,
	/// Bytes of all values of the state together. Keys and the nodes of the trie come on top of that.
	pub(crate) state_value_bytes: u64,
	/// The load that grew it.
	pub(crate) growth: Row,
	/// The load of records after that.
	pub(crate) recording: Row,
}
