// SPDX-License-Identifier: Apache-2.0
//! Reads the cells of a workbook.
//!
//! Its parts are scanned first, so that the library that reads them meets nothing that makes it take memory without bounds.

mod archive;
mod inflate;
mod scan;

use super::{cells::Rows, unreadable::library_message, Unreadable};
use crate::{kind::moment, write::SHEET};
use calamine::{Data, DataRef, Reader, Xlsx};
use std::io::Cursor;

/// Reads the sheet of a workbook that has the name of ours, or else its first.
pub(super) fn read(content: &[u8]) -> Result<Rows, Unreadable> {
	archive::check(content)?;
	let mut book: Xlsx<_> =
		Xlsx::new(Cursor::new(content)).map_err(|error| Unreadable::Xlsx(library_message(error)))?;
	let names = book.sheet_names();
	let name = names.iter().find(|name| *name == SHEET).or(names.first()).ok_or(Unreadable::NoSheet)?;
	// One cell after the other: a range of them would be as large as the two that stand farthest apart make it.
	let mut cells =
		book.worksheet_cells_reader(name).map_err(|error| Unreadable::Xlsx(library_message(error)))?;
	let mut rows = Rows::default();
	let (mut last, mut begun) = (None, None);
	while let Some(cell) = cells.next_cell().map_err(|error| Unreadable::Xlsx(library_message(error)))? {
		let (row, column) = cell.get_position();
		if last.is_some_and(|last| (row, column) <= last) {
			return Err(Unreadable::OutOfOrder(name.clone()));
		}
		last = Some((row, column));
		let text = text(cell.get_value());
		// A cell that only has a format may stand anywhere.
		if text.is_empty() {
			continue;
		}
		if begun != Some(row) {
			rows.begin(row as usize + 1)?;
			begun = Some(row);
		}
		while rows.width() < column as usize {
			rows.push("")?;
		}
		rows.push(&text)?;
	}
	Ok(rows)
}

/// A cell as text. Programs keep dates and numbers as floating-point numbers, unless the cell is text.
fn text(cell: &DataRef<'_>) -> String {
	match cell {
		DataRef::Empty => String::new(),
		DataRef::DateTime(date) => moment::from_serial(date.as_f64()),
		DataRef::Float(number) => number.to_string(),
		DataRef::String(text) => unescaped(text),
		DataRef::SharedString(text) => unescaped(text),
		other => Data::from(other.clone()).to_string(),
	}
}

/// Undoes the escapes of a workbook: `_x000D_` for a character that XML has no place for, and `_x005F_` for an underscore
/// that would begin such an escape.
fn unescaped(text: &str) -> String {
	let mut plain = String::with_capacity(text.len());
	let mut rest = text;
	while let Some(at) = rest.find("_x") {
		plain.push_str(&rest[..at]);
		rest = &rest[at..];
		match rest.get(2..6).zip(rest.get(6..7)).and_then(|(digits, end)| escaped(digits, end)) {
			Some(character) => {
				plain.push(character);
				rest = &rest[7..];
			}
			None => {
				plain.push('_');
				rest = &rest[1..];
			}
		}
	}
	plain + rest
}

fn escaped(digits: &str, end: &str) -> Option<char> {
	let hexadecimal = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
	(hexadecimal && end == "_")
		.then(|| u32::from_str_radix(digits, 16).ok().and_then(char::from_u32))
		.flatten()
}
