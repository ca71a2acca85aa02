// SPDX-License-Identifier: Apache-2.0

//! Backups of data that only the platform has: the query log, counts of look-ups, feedback, tokens. Data of the chain is
//! left out: the indexer fetches it again.
//!
//! A backup is text, a line of JSON after the other: a head that names the chain; every row, with the name of its table;
//! how many rows there are; and in the end the SHA-256 of all that stands before. The format is independent of the engine,
//! so that a backup of SQLite can be restored into PostgreSQL and back.

mod cli;
mod read;
mod restore;
mod save;
mod tables;
#[cfg(test)]
mod tests;

pub use cli::{run, Command};

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Longest line, in bytes. The longest are feedback of systems, which is far shorter.
const MAX_LINE_BYTES: u64 = 16 * 1024 * 1024;

/// Begin of the last line.
const SEAL: &str = "sha256 ";

/// Version of the format.
const FORMAT: u32 = 1;

/// First line of a backup.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(deny_unknown_fields)]
struct Head {
	/// Version of the format, [`FORMAT`].
	suyuan_platform_backup: u32,
	/// Genesis hash of the chain whose units the rows are about.
	genesis: String,
	/// Number of the last block that was indexed.
	block: i64,
	/// Time of the backup, in milliseconds since 1970-01-01 UTC.
	made: i64,
}

/// Line before the last: numbers of rows by table.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
#[serde(deny_unknown_fields)]
struct Foot {
	rows: BTreeMap<String, u64>,
}

/// Contents of a backup, as printed.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Summary {
	head: Head,
	foot: Foot,
	sha256: String,
}

impl std::fmt::Display for Summary {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		let rows = self.foot.rows.iter().map(|(table, rows)| format!("{rows} {table}"));
		writeln!(f, "chain {}, at block {}", self.head.genesis, self.head.block)?;
		writeln!(f, "rows: {}", rows.collect::<Vec<_>>().join(", "))?;
		write!(f, "sha256 {}", self.sha256)
	}
}
