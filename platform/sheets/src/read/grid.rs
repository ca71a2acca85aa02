// SPDX-License-Identifier: Apache-2.0
//! The cells of a file, whatever its format.

use super::{
	cells::Cells,
	csv, headings,
	xlsx::{self, Merge},
	LineFault, Unreadable,
};
use crate::limits::MAX_FILE_BYTES;
use std::path::Path;

/// The cells of a sheet: each row with its number, counted from 1.
#[derive(Clone, Debug, Default)]
pub struct Grid {
	rows: Vec<(u32, Cells)>,
	/// Ranges of merged cells, by their first rows.
	merged: Vec<Merge>,
	remarks: Vec<String>,
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
		bounded(content)?;
		Ok(Self { rows: csv::read(content)?.into_rows(), ..Self::default() })
	}

	/// Reads the sheet of a workbook that has the table. If several have it, the one that has the name of ours.
	pub fn from_xlsx(content: &[u8]) -> Result<Self, Unreadable> {
		bounded(content)?;
		let table = xlsx::read(content)?;
		Ok(Self { rows: table.rows.into_rows(), merged: table.merged, remarks: table.remarks })
	}

	/// What was passed over, or read though a program does not show it, in sentences for the author of the sheet.
	pub fn remarks(&self) -> &[String] {
		&self.remarks
	}

	/// The columns of the table, by the rows of headings.
	pub(super) fn columns(&self) -> Result<(headings::Columns, Vec<LineFault>), Unreadable> {
		headings::find(self.row(1), self.row(2))
	}

	/// The row with that number.
	fn row(&self, number: u32) -> Option<&Cells> {
		self.rows.iter().find(|(row, _)| *row == number).map(|(_, cells)| cells)
	}

	/// The rows below the headings that have anything in them, each with a range of merged cells that it lies in.
	pub(super) fn lines(&self) -> impl Iterator<Item = (u32, &Cells, Option<&Merge>)> {
		let below = self.rows.iter().filter(|(row, _)| *row as usize > headings::ROWS);
		let mut merged = self.merged.iter().peekable();
		// Of the ranges that begin above, the one that reaches the farthest.
		let mut reaching: Option<&Merge> = None;
		below.filter(|(_, cells)| !cells.is_blank()).map(move |(row, cells)| {
			while let Some(merge) = merged.next_if(|merge| merge.first <= *row) {
				if reaching.is_none_or(|reaching| reaching.last < merge.last) {
					reaching = Some(merge);
				}
			}
			(*row, cells, reaching.filter(|reaching| reaching.last >= *row))
		})
	}
}

fn bounded(content: &[u8]) -> Result<(), Unreadable> {
	match content.len() as u64 > MAX_FILE_BYTES {
		true => Err(Unreadable::FileTooLarge),
		false => Ok(()),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::write::BOM;

	fn texts(grid: &Grid, row: u32) -> Vec<&str> {
		grid.row(row).unwrap().iter().collect()
	}

	#[test]
	fn a_row_without_anything_counts_as_one() {
		for end in ["\n", "\r\n", "\r"] {
			let rows = ["a,b", "", "\"c\nd\",e", "", "", "f,g", ",", "h,i", ""];
			for byte_order_mark in ["", BOM] {
				let grid =
					Grid::from_csv((byte_order_mark.to_string() + &rows.join(end)).as_bytes()).unwrap();
				let numbers: Vec<_> = grid.rows.iter().map(|(row, _)| *row).collect();
				assert_eq!(numbers, [1, 3, 6, 7, 8], "{end:?}");
				assert_eq!(texts(&grid, 3), ["c\nd", "e"]);
			}
		}
	}

	#[test]
	fn a_sheet_that_begins_with_nothing_counts_from_there() {
		let grid = Grid::from_csv(b"\n\r\na,b\n").unwrap();
		assert_eq!(grid.rows.len(), 1);
		assert_eq!(texts(&grid, 3), ["a", "b"]);
	}

	#[test]
	fn cells_stand_where_they_stood() {
		let grid = Grid::from_csv("一,,\"二\n三\",\n".as_bytes()).unwrap();
		assert_eq!(texts(&grid, 1), ["一", "", "二\n三", ""]);
		assert_eq!(grid.row(1).unwrap().get(4), None);
	}
}
