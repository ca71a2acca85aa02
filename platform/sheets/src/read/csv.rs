// SPDX-License-Identifier: Apache-2.0
//! The cells of a CSV file.

use super::{cells::Rows, encoding, headings, unreadable::library_message, Unreadable};
use crate::{
	guard::unguarded,
	limits::{MAX_CSV_ROW_BYTES, MAX_ROWS},
};
use csv::{ErrorKind, ReaderBuilder, StringRecord};
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

/// The characters that programs put between cells, the usual one first.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// Reads CSV in any encoding and with any delimiter in which the headings are found.
pub(super) fn read(content: &[u8]) -> Result<Rows, Unreadable> {
	let text = encoding::decode(content, |text| delimiter_of(text).is_some())?;
	read_rows(text.as_bytes(), delimiter_of(&text).unwrap_or(DELIMITERS[0]), usize::MAX)
}

/// The delimiter with which the first rows are the headings of the table.
fn delimiter_of(text: &str) -> Option<u8> {
	DELIMITERS.into_iter().find(|delimiter| {
		let rows = read_rows(text.as_bytes(), *delimiter, headings::ROWS).map(Rows::into_rows);
		let rows = rows.unwrap_or_default();
		let row = |number: u32| rows.iter().find(|(row, _)| *row == number).map(|(_, cells)| cells);
		headings::find(row(1), row(2)).is_ok()
	})
}

/// Reads rows, no more of them than `until`.
fn read_rows(content: &[u8], delimiter: u8, until: usize) -> Result<Rows, Unreadable> {
	let given = Cell::new(0);
	let mut reader = ReaderBuilder::new()
		.delimiter(delimiter)
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
		if row > until {
			return Ok(rows);
		}
		rows.begin(row)?;
		for cell in &record {
			let (text, cell_type) = unguarded(cell, true);
			rows.push(&text, cell_type)?;
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
