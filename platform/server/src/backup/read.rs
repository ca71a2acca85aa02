// SPDX-License-Identifier: Apache-2.0

//! Reading of a backup, row by row. Only its end proves that it is whole and unchanged.

use super::{tables::OWN, Foot, Head, Summary, FORMAT, MAX_LINE_BYTES, SEAL};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use std::{
	fs::File,
	io::{self, BufRead, BufReader, Read},
	path::Path,
};
use suyuan_store::{
	tables::{Kind, Table},
	write::{Cell, Cells},
};

/// Reason for which a file is refused.
#[derive(Debug, thiserror::Error)]
pub(super) enum Refused {
	/// The file can't be read.
	#[error("it can't be read: {0}")]
	Unreadable(#[from] io::Error),
	/// The first line is not that of a backup.
	#[error("NotABackup: it is no backup of a platform")]
	NotABackup,
	/// The format is that of a later release.
	#[error(
		"OtherFormat: it has format {0}, and this release reads {FORMAT}; take the release that made it"
	)]
	OtherFormat(u32),
	/// The end of the file is missing.
	#[error(
		"Truncated: its end is missing after line {0}; the backup was not finished, or not copied whole"
	)]
	Truncated(u64),
	/// A line is longer than [`MAX_LINE_BYTES`].
	#[error("LineTooLong: line {0} has more than {most} MiB", most = MAX_LINE_BYTES >> 20)]
	LineTooLong(u64),
	/// A line is no row of a table that is saved.
	#[error("Malformed: line {0} is no row of a table that is saved")]
	Malformed(u64),
	/// The file was changed after it was written.
	#[error("Damaged: what is in it is not what was written; take another backup")]
	Damaged,
}

/// A backup while it is read.
pub(super) struct Backup {
	reader: BufReader<File>,
	hash: Sha256,
	line: Vec<u8>,
	number: u64,
	head: Head,
	found: Foot,
}

impl Backup {
	/// Opens a backup and reads its head.
	pub fn open(path: &Path) -> Result<Self, Refused> {
		let head = Head { suyuan_platform_backup: 0, genesis: String::new(), block: 0, made: 0 };
		let mut found = Foot::default();
		found.rows.extend(OWN.map(|table| (table.name.to_string(), 0)));
		let reader = BufReader::new(File::open(path)?);
		let mut backup = Self { reader, hash: Sha256::new(), line: Vec::new(), number: 0, head, found };
		match backup.next_line() {
			Ok(()) => (),
			Err(Refused::Unreadable(error)) => return Err(error.into()),
			Err(_) => return Err(Refused::NotABackup),
		}
		let format: Map<String, Value> =
			serde_json::from_slice(&backup.line).map_err(|_| Refused::NotABackup)?;
		let format = format.get("suyuan_platform_backup").and_then(Value::as_u64);
		match format.and_then(|format| u32::try_from(format).ok()) {
			None => return Err(Refused::NotABackup),
			Some(FORMAT) => (),
			Some(other) => return Err(Refused::OtherFormat(other)),
		}
		backup.head = serde_json::from_slice(&backup.line).map_err(|_| Refused::NotABackup)?;
		backup.hash.update(&backup.line);
		Ok(backup)
	}

	/// Genesis hash of the chain that the backup is of.
	pub fn genesis(&self) -> &str {
		&self.head.genesis
	}

	/// Reads the next row. None after the last, once the backup was found to be whole and unchanged.
	pub fn next(&mut self) -> Result<Option<(&'static Table, Cells)>, Refused> {
		self.next_line()?;
		self.hash.update(&self.line);
		if let Ok(foot) = serde_json::from_slice::<Foot>(&self.line) {
			self.end(&foot)?;
			return Ok(None);
		}
		let malformed = || Refused::Malformed(self.number);
		let (name, row): (String, Map<String, Value>) =
			serde_json::from_slice(&self.line).map_err(|_| malformed())?;
		let table = OWN.into_iter().find(|table| table.name == name).ok_or_else(malformed)?;
		let cells = cells(table, &row).ok_or_else(malformed)?;
		*self.found.rows.entry(name).or_default() += 1;
		Ok(Some((table, cells)))
	}

	/// Contents of the backup, to be called once it was read to its end.
	pub fn summary(self) -> Summary {
		Summary { head: self.head, foot: self.found, sha256: hex::encode(self.hash.finalize()) }
	}

	fn end(&mut self, foot: &Foot) -> Result<(), Refused> {
		let expected = format!("{SEAL}{}\n", hex::encode(self.hash.clone().finalize()));
		self.next_line()?;
		let whole = self.line == expected.as_bytes() && *foot == self.found;
		let is_last = self.reader.fill_buf()?.is_empty();
		if whole && is_last {
			Ok(())
		} else {
			Err(Refused::Damaged)
		}
	}

	fn next_line(&mut self) -> Result<(), Refused> {
		self.line.clear();
		let read = self.reader.by_ref().take(MAX_LINE_BYTES + 1).read_until(b'\n', &mut self.line)?;
		if read as u64 > MAX_LINE_BYTES {
			return Err(Refused::LineTooLong(self.number + 1));
		}
		if !self.line.ends_with(b"\n") {
			return Err(Refused::Truncated(self.number));
		}
		self.number += 1;
		Ok(())
	}
}

/// Converts a row to cells. None unless it has every column of its table and no other.
fn cells(table: &Table, row: &Map<String, Value>) -> Option<Cells> {
	let cell = |(name, kind): &(&str, Kind)| match (row.get(*name)?, kind) {
		(Value::Null, _) => Some(Cell::Null),
		(Value::String(text), Kind::Text) => Some(text.as_str().into()),
		(Value::Number(number), Kind::Number) => number.as_i64().map(Cell::Number),
		_ => None,
	};
	(row.len() == table.columns.len()).then(|| table.columns.iter().map(cell).collect())?
}
