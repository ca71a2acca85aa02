// SPDX-License-Identifier: Apache-2.0

//! Database engines.

/// Engine that keeps the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
	/// Embedded: a file beside the process.
	Sqlite,
	/// PostgreSQL, on a server.
	Postgres,
}
