// SPDX-License-Identifier: Apache-2.0
//! The cells of a CSV file.

use super::{cells::Rows, unreadable::library_message, Unreadable};
use crate::{
	limits::{MAX_CSV_ROW_BYTES, MAX_ROWS},
	write::{is_formula, BOM, GUARD},
};
use csv::{ErrorKind, Position, ReaderBuilder, StringRecord};
use std::{
	cell::Cell,
	io::{self, Read},
};

/// Bytes that the reader takes at a time.
const BUFFER: usize = 8 * 1024;

/// A file that gives no more than one row's worth of bytes for one row.
struct ByRow<'a> {
	content: &'a [u8],
	/// Bytes given since the row began.
	given: &'a Cell<usize>,
}

impl Read for ByRow<'_> {
	fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
		// The reader may have taken a buffer more than the row is long.
		if self.given.get() > MAX_CSV_ROW_BYTES + BUFFER {
			return Err(io::Error::other("the row is too long"));
		}
		let read = self.content.read(buffer)?;
		self.given.set(self.given.get() + read);
		Ok(read)
	}
}

/// Reads CSV, with or without a byte order mark.
pub(super) fn read(content: &[u8]) -> Result<Rows, Unreadable> {
	let content = content.strip_prefix(BOM.as_bytes()).unwrap_or(content);
	let given = Cell::new(0);
	let mut reader = ReaderBuilder::new()
		.has_headers(false)
		.flexible(true)
		.buffer_capacity(BUFFER)
		.from_reader(ByRow { content, given: &given });
	let mut rows = Rows::default();
	let mut record = StringRecord::new();
	let mut row = 0;
	loop {
		given.set(0);
		let (line, at) = (reader.position().line(), reader.position().byte() as usize);
		match reader.read_record(&mut record) {
			Ok(true) => (),
			Ok(false) => return Ok(rows),
			Err(error) => {
				return Err(match error.kind() {
					ErrorKind::Utf8 { pos, .. } => {
						Unreadable::NotUtf8(pos.as_ref().map_or(line, Position::line))
					}
					// The content is in memory: nothing else can fail. Lines with nothing in them belong to the row below.
					ErrorKind::Io(_) if row + blank_rows(content, at) > MAX_ROWS => {
						Unreadable::MaxRowsExceeded
					}
					ErrorKind::Io(_) => Unreadable::RowTooLong(line),
					_ => Unreadable::Csv(library_message(error)),
				});
			}
		}
		// A cell may have several lines, which are one row in a spreadsheet program; a line with nothing in it is a row
		// too, though the reader passes over it.
		row += 1 + record.position().map_or(0, |from| blank_rows(content, from.byte() as usize));
		rows.begin(row)?;
		for cell in &record {
			rows.push(unguarded(cell))?;
		}
	}
}

/// The number of rows without anything that begin at a place where one has ended.
fn blank_rows(content: &[u8], from: usize) -> usize {
	let (before, mut rest) = content.split_at(from.min(content.len()));
	// The second half of the line end before.
	if before.ends_with(b"\r") {
		rest = rest.strip_prefix(b"\n").unwrap_or(rest);
	}
	let mut rows = 0;
	loop {
		rest = match rest {
			[b'\r', b'\n', rest @ ..] | [b'\r' | b'\n', rest @ ..] => rest,
			_ => return rows,
		};
		rows += 1;
	}
}

/// Removes the guard that writing puts before a would-be formula.
fn unguarded(cell: &str) -> &str {
	match cell.strip_prefix(GUARD) {
		Some(bare) if is_formula(bare) => bare,
		_ => cell,
	}
}
