// SPDX-License-Identifier: Apache-2.0
//! The figures of a run.

use super::{import::ImportRow, query::QueryRow, row::Row, soak::Sample};
use crate::machine::{Machine, Versions};
use serde::Serialize;

/// Every figure of a run, with machine, versions and command.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Report {
	/// The name of the results.
	pub(crate) name: String,
	/// The time when the run began.
	pub(crate) date: String,
	pub(crate) command: String,
	pub(crate) machine: Machine,
	pub(crate) versions: Versions,
	/// Flags of every node.
	pub(crate) node_flags: Vec<String>,
	/// Scenarios that failed, with the reason.
	pub(crate) aborted: Vec<String>,
	/// The measured loads.
	pub(crate) rows: Vec<Row>,
	/// The chain at every step of its growth.
	pub(crate) soak: Vec<Sample>,
	/// The measured queries.
	pub(crate) queries: Vec<QueryRow>,
	/// The measured imports.
	pub(crate) imports: Vec<ImportRow>,
}
