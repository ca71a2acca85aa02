//! The cells of a file, whatever its format.

use crate::{
	kind::moment,
	write::{is_formula, BOM, GUARD, SHEET},
};
use calamine::{Data, Reader, Xlsx};
use std::{io::Cursor, path::Path};

/// How many rows a sheet may have.
pub const MAX_ROWS: usize = 100_000;
/// How many columns.
const MAX_COLUMNS: usize = 1024;

/// Why a file can't be read at all.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
	/// It is neither of the two formats.
	#[error("the file is neither .csv nor .xlsx")]
	UnknownFormat,
	/// It is not UTF-8.
	#[error("line {0} is not UTF-8; save the file as \"CSV UTF-8\"")]
	NotUtf8(u64),
	/// It is no CSV.
	#[error("the CSV can't be read: {0}")]
	Csv(csv::Error),
	/// It is no workbook.
	#[error("the workbook can't be read: {0}")]
	Xlsx(calamine::XlsxError),
	/// It has no sheet.
	#[error("the workbook has no sheet")]
	NoSheet,
	/// It is too large.
	#[error("the sheet has more than {MAX_ROWS} rows or {MAX_COLUMNS} columns; divide it")]
	TooLarge,
	/// The headings are not those of the table.
	#[error(
		"the first two rows are not the headings of the table: the groups 设计追溯信息, 制造追溯信息 and 市场追溯信息 \
		 above the names of the columns, among them 追溯码; `suyuan-import columns` writes a blank sheet"
	)]
	NoHeadings,
}

/// The cells of a sheet: each row with its number, counted from 1.
#[derive(Clone, Debug, Default)]
pub struct Grid {
	rows: Vec<(u32, Vec<String>)>,
}

impl Grid {
	/// Reads a file by its extension.
	pub fn from_file(path: &Path, content: &[u8]) -> Result<Self, Unreadable> {
		let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
		match extension.to_ascii_lowercase().as_str() {
			"csv" => Self::from_csv(content),
			"xlsx" => Self::from_xlsx(content),
			_ => Err(Unreadable::UnknownFormat),
		}
	}

	/// Reads CSV, with or without a byte order mark.
	pub fn from_csv(content: &[u8]) -> Result<Self, Unreadable> {
		let content = content.strip_prefix(BOM.as_bytes()).unwrap_or(content);
		let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(content);
		let mut rows = Vec::new();
		let mut row = 0;
		for record in reader.records() {
			let record = record.map_err(|error| match error.kind() {
				csv::ErrorKind::Utf8 { pos, .. } => {
					Unreadable::NotUtf8(pos.as_ref().map_or(u64::from(row) + 1, csv::Position::line))
				}
				_ => Unreadable::Csv(error),
			})?;
			// A cell may have several lines, which are one row to whoever looks at it; a line with nothing in it is a row
			// too, though the reader passes over it.
			row += 1 + record.position().map_or(0, |from| blank_rows(content, from.byte() as usize));
			bounded(row as usize, record.len())?;
			rows.push((row, record.iter().map(unguarded).collect()));
		}
		Ok(Self { rows })
	}

	/// Reads the sheet of a workbook that has the name of ours, or else its first.
	pub fn from_xlsx(content: &[u8]) -> Result<Self, Unreadable> {
		let mut book: Xlsx<_> = Xlsx::new(Cursor::new(content)).map_err(Unreadable::Xlsx)?;
		let names = book.sheet_names();
		let name = names.iter().find(|name| *name == SHEET).or(names.first()).ok_or(Unreadable::NoSheet)?;
		let range = book.worksheet_range(name).map_err(Unreadable::Xlsx)?;
		// A range begins where its first cell does, which need not be in the corner.
		let (first_row, first_column) = range.start().unwrap_or_default();
		bounded(range.height() + first_row as usize, range.width() + first_column as usize)?;
		let rows = range.rows().enumerate().map(|(row, cells)| {
			let before = std::iter::repeat_n(String::new(), first_column as usize);
			(first_row + row as u32 + 1, before.chain(cells.iter().map(text)).collect())
		});
		Ok(Self { rows: rows.collect() })
	}

	/// The row with that number.
	pub(super) fn row(&self, number: u32) -> &[String] {
		self.rows.iter().find(|(row, _)| *row == number).map_or(&[], |(_, cells)| cells)
	}

	/// The rows below the headings that have anything in them.
	pub(super) fn lines(&self) -> impl Iterator<Item = (u32, &[String])> {
		let below = self.rows.iter().filter(|(row, _)| *row > 2);
		below
			.filter(|(_, cells)| cells.iter().any(|cell| !cell.trim().is_empty()))
			.map(|(row, cells)| (*row, cells.as_slice()))
	}
}

/// How many rows without anything begin at a place where one has ended.
fn blank_rows(content: &[u8], from: usize) -> u32 {
	let (before, mut rest) = content.split_at(from.min(content.len()));
	// The second half of what ended the row before.
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

fn bounded(rows: usize, columns: usize) -> Result<(), Unreadable> {
	if rows > MAX_ROWS || columns > MAX_COLUMNS {
		Err(Unreadable::TooLarge)
	} else {
		Ok(())
	}
}

/// Takes the guard away that writing puts before what would be a formula.
fn unguarded(cell: &str) -> String {
	match cell.strip_prefix(GUARD) {
		Some(bare) if is_formula(bare) => bare.into(),
		_ => cell.into(),
	}
}

/// A cell as text. Programs keep dates and numbers as floating-point numbers, unless the cell is text.
fn text(cell: &Data) -> String {
	match cell {
		Data::Empty => String::new(),
		Data::DateTime(date) => moment::from_serial(date.as_f64()),
		Data::Float(number) => number.to_string(),
		Data::String(text) => unescaped(text),
		other => other.to_string(),
	}
}

/// Workbooks write a character that XML has no place for as `_x000D_`, and `_x005F_` where the text has an underscore that
/// would begin such an escape.
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

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_row_without_anything_counts_as_one() {
		for end in ["\n", "\r\n", "\r"] {
			let rows = ["a,b", "", "\"c\nd\",e", "", "", "f,g", ",", "h,i", ""];
			for byte_order_mark in ["", BOM] {
				let grid =
					Grid::from_csv((byte_order_mark.to_string() + &rows.join(end)).as_bytes()).unwrap();
				let numbers: Vec<_> = grid.rows.iter().map(|(row, _)| *row).collect();
				assert_eq!(numbers, [1, 3, 6, 7, 8], "{end:?}");
				assert_eq!(grid.row(3), ["c\nd", "e"]);
			}
		}
	}

	#[test]
	fn a_sheet_that_begins_with_nothing_counts_from_there() {
		let grid = Grid::from_csv(b"\n\r\na,b\n").unwrap();
		assert_eq!(grid.rows, [(3, vec!["a".to_string(), "b".into()])]);
	}
}
