//! Backups of what only the platform knows: the query log, how often units were looked up, what was said back, tokens. What
//! came from the chain is not in them: it is fetched from there again.
//!
//! A backup is text, a line of JSON after the other: a head that names the chain; every row, with the name of its table; how
//! many rows there are; and in the end the SHA-256 of all that stands before. It says nothing of the engine, so that what
//! was saved from SQLite goes into PostgreSQL and back.

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

/// Bytes of a line. The longest are what systems say back, which is far shorter.
const MAX_LINE_BYTES: u64 = 16 * 1024 * 1024;

/// How the last line begins.
const SEAL: &str = "sha256 ";

/// The version of a backup's form.
const FORMAT: u32 = 1;

/// The first line.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(deny_unknown_fields)]
struct Head {
	/// [`FORMAT`].
	suyuan_platform_backup: u32,
	/// The chain whose units the rows are about.
	genesis: String,
	/// The last block that was indexed.
	block: i64,
	/// When it was made, in milliseconds since 1970-01-01 UTC.
	made: i64,
}

/// The line before the last: rows by table.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
#[serde(deny_unknown_fields)]
struct Foot {
	rows: BTreeMap<String, u64>,
}

/// The contents of a backup, for whoever made or read it.
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
