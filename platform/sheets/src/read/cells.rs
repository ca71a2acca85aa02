// SPDX-License-Identifier: Apache-2.0
//! The cells of a row, one after the other: a cell takes four bytes beside its text, its type included.

use super::Unreadable;
use crate::{
	limits::{MAX_CELLS, MAX_CELL_BYTES, MAX_COLUMNS, MAX_ROWS, MAX_TEXT_BYTES},
	CellType,
};

/// Bits of a cell's type beside the end of its text.
const TYPE_BITS: u32 = 4;
const _: () = assert!(MAX_TEXT_BYTES < 1 << (u32::BITS - TYPE_BITS));

/// The cells of a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cells {
	text: Box<str>,
	/// Where the text of each cell ends, and its type in the lowest bits.
	ends: Box<[u32]>,
}

impl Cells {
	/// The text of the cell in a column.
	pub(super) fn get(&self, column: usize) -> Option<&str> {
		let end_of = |column: usize| Some((self.ends.get(column)? >> TYPE_BITS) as usize);
		let start = column.checked_sub(1).map_or(Some(0), end_of)?;
		self.text.get(start..end_of(column)?)
	}

	/// The type of the cell in a column.
	pub(super) fn type_of(&self, column: usize) -> CellType {
		let bits = self.ends.get(column).map_or(0, |end| end & ((1 << TYPE_BITS) - 1));
		CellType::ALL.get(bits as usize).copied().unwrap_or_default()
	}

	/// The texts of the cells from left to right.
	pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
		(0..self.ends.len()).filter_map(|column| self.get(column))
	}

	/// Tells whether every cell is empty or white space.
	pub(super) fn is_blank(&self) -> bool {
		self.text.trim().is_empty()
	}
}

/// Rows that are being read, held to the bounds of a sheet.
#[derive(Debug, Default)]
pub(super) struct Rows {
	rows: Vec<(u32, Cells)>,
	number: u32,
	text: String,
	ends: Vec<u32>,
	cells: usize,
	bytes: usize,
}

impl Rows {
	/// Begins the row of that number, counted from 1. The one before it is complete.
	pub(super) fn begin(&mut self, number: usize) -> Result<(), Unreadable> {
		self.finish();
		if number > MAX_ROWS {
			return Err(Unreadable::MaxRowsExceeded);
		}
		self.number = number as u32;
		Ok(())
	}

	/// The number of cells that the row has so far.
	pub(super) fn width(&self) -> usize {
		self.ends.len()
	}

	/// Adds a cell at the end of the row.
	pub(super) fn push(&mut self, text: &str, cell_type: CellType) -> Result<(), Unreadable> {
		if self.ends.len() == MAX_COLUMNS {
			return Err(Unreadable::MaxColumnsExceeded);
		}
		if self.cells == MAX_CELLS {
			return Err(Unreadable::MaxCellsExceeded);
		}
		if text.len() > MAX_CELL_BYTES {
			return Err(Unreadable::CellTooLong(self.number));
		}
		if text.len() > MAX_TEXT_BYTES - self.bytes {
			return Err(Unreadable::TooMuchText);
		}
		self.cells += 1;
		self.bytes += text.len();
		self.text.push_str(text);
		self.ends.push((self.text.len() as u32) << TYPE_BITS | cell_type as u32);
		Ok(())
	}

	pub(super) fn into_rows(mut self) -> Vec<(u32, Cells)> {
		self.finish();
		self.rows
	}

	fn finish(&mut self) {
		if self.ends.is_empty() {
			return;
		}
		let cells = Cells { text: self.text.as_str().into(), ends: self.ends.as_slice().into() };
		self.rows.push((self.number, cells));
		self.text.clear();
		self.ends.clear();
	}
}
