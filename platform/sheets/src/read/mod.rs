// SPDX-License-Identifier: Apache-2.0
//! Reads records from sheets.

mod cells;
mod csv;
mod grid;
mod headings;
mod line;
mod unreadable;
mod xlsx;

pub use grid::Grid;
pub use unreadable::Unreadable;

use crate::{
	limits::{MAX_FAULTS, MAX_FAULT_BYTES, MAX_RECORDS},
	Fault, Item, Section,
};
use suyuan_primitives::{
	codes::TraceCode,
	requirement::InfoBlock,
	values::{Name, Sealed},
	Clock,
};

/// A record that a sheet holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
	/// The line of the sheet, counted from 1 as spreadsheet programs do.
	pub line: u32,
	/// The category of the record.
	pub section: Section,
	/// The unit that the record is of.
	pub code: TraceCode,
	/// The content of the record.
	pub item: Item,
	/// The party outside the chain that the record is entered for, if there is one.
	pub party: Option<Name>,
}

/// A fault of a line.
#[derive(Clone, Debug, PartialEq)]
pub struct LineFault {
	/// The line, counted from 1.
	pub line: u32,
	/// The category that the column belongs to, if it belongs to one.
	pub section: Option<Section>,
	/// The column, with its group.
	pub column: String,
	/// The text of the cell.
	pub value: String,
	/// The fault of the cell.
	pub fault: Fault,
}

/// The content of a sheet.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
	/// Records without a fault, in the order of the sheet.
	pub entries: Vec<Entry>,
	/// The first [`MAX_FAULTS`] faults.
	pub faults: Vec<LineFault>,
	/// The number of faults beyond those.
	pub more_faults: usize,
	/// The number of records from a clearance, which are not recorded by hand.
	pub from_clearance: usize,
	/// The number of lines with anything in them.
	pub lines: usize,
}

/// A field that is sealed, by which its plaintext is found again.
#[derive(Clone, Copy, Debug)]
pub struct Seal<'a> {
	/// The trace code of the unit.
	pub code: &'a TraceCode,
	/// The column, with its group.
	pub column: &'a str,
	/// The text to seal.
	pub plaintext: &'a str,
}

/// Seals personal data and keeps salts and plaintexts.
pub trait Sealer {
	/// Seals a plaintext.
	///
	/// # Errors
	///
	/// Returns a message if it can't be sealed.
	fn seal(&mut self, field: Seal<'_>) -> Result<Sealed, String>;
}

/// The context in which a sheet is read.
pub struct Reading<'a> {
	/// The end of the past.
	pub clock: Clock,
	/// The sealer of personal data.
	pub sealer: &'a mut dyn Sealer,
}

impl Sheet {
	/// Notes faults up to a bound.
	fn note(&mut self, faults: impl IntoIterator<Item = LineFault>) {
		for mut fault in faults {
			if self.faults.len() == MAX_FAULTS {
				self.more_faults += 1;
				continue;
			}
			if fault.value.len() > MAX_FAULT_BYTES {
				let end = (0..=MAX_FAULT_BYTES).rev().find(|end| fault.value.is_char_boundary(*end));
				fault.value.truncate(end.unwrap_or_default());
				fault.value.push('…');
			}
			self.faults.push(fault);
		}
	}
}

/// Reads a sheet, every line of it whatever is wrong with others.
pub fn read(grid: &Grid, reading: Reading<'_>) -> Result<Sheet, Unreadable> {
	read_blocks(grid, reading, &InfoBlock::ALL)
}

/// Reads the records that a sheet holds for some of the information blocks, and passes over others.
pub fn read_blocks(grid: &Grid, mut reading: Reading<'_>, blocks: &[InfoBlock]) -> Result<Sheet, Unreadable> {
	let (columns, faults) = headings::find(grid)?;
	let mut sheet = Sheet::default();
	sheet.note(faults);
	let sections: Vec<_> =
		Section::ALL.into_iter().filter(|section| blocks.contains(&section.block())).collect();
	for (line, cells) in grid.lines() {
		line::read(line, cells, &columns, &sections, &mut reading, &mut sheet);
		if sheet.entries.len() > MAX_RECORDS {
			return Err(Unreadable::MaxRecordsExceeded);
		}
	}
	Ok(sheet)
}
