//! From sheets to what is to be recorded.

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

/// What is to be recorded, and of which unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
	/// The line of the sheet, counted from 1 as spreadsheet programs do.
	pub line: u32,
	/// The category.
	pub section: Section,
	/// The unit.
	pub code: TraceCode,
	/// What is said of it.
	pub item: Item,
	/// The party outside the chain whose word it is, if it is entered for one.
	pub party: Option<Name>,
}

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq)]
pub struct LineFault {
	/// The line, counted from 1.
	pub line: u32,
	/// The category that the column belongs to, if it is one's.
	pub section: Option<Section>,
	/// The column, with its group.
	pub column: String,
	/// What stands there.
	pub value: String,
	/// What is wrong with it.
	pub fault: Fault,
}

/// What a sheet says.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
	/// What is sound, in the order in which it stands.
	pub entries: Vec<Entry>,
	/// What is not: the first [`MAX_FAULTS`].
	pub faults: Vec<LineFault>,
	/// Faults beyond those.
	pub more_faults: usize,
	/// How many records came from a clearance, which are not recorded by hand.
	pub from_clearance: usize,
	/// How many lines have something in them.
	pub lines: usize,
}

/// Which field is sealed: what its plaintext is found again by.
#[derive(Clone, Copy, Debug)]
pub struct Seal<'a> {
	/// The unit.
	pub code: &'a TraceCode,
	/// The column, with its group.
	pub column: &'a str,
	/// What is sealed.
	pub plaintext: &'a str,
}

/// Whoever seals personal data and keeps salts and plaintexts.
pub trait Sealer {
	/// Seals a plaintext, or says why it can't.
	fn seal(&mut self, field: Seal<'_>) -> Result<Sealed, String>;
}

/// How a sheet is read.
pub struct Reading<'a> {
	/// Until when the past lasts.
	pub clock: Clock,
	/// Who seals personal data.
	pub sealer: &'a mut dyn Sealer,
}

impl Sheet {
	/// Notes what is wrong, as far as anybody would read it.
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

/// Reads a sheet: every line, whatever is wrong with others.
pub fn read(grid: &Grid, reading: Reading<'_>) -> Result<Sheet, Unreadable> {
	read_blocks(grid, reading, &InfoBlock::ALL)
}

/// Reads what a sheet says in some of the information blocks. What it says in others is passed over.
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
