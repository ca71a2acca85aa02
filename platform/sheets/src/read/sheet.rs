// SPDX-License-Identifier: Apache-2.0
//! The content of a sheet: its records and its faults.

use crate::{
	limits::{MAX_FAULTS, MAX_FAULT_BYTES},
	Fault, Item, Section,
};
use suyuan_primitives::{codes::TraceCode, values::Name};

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

impl Sheet {
	/// Notes faults up to a bound.
	pub(super) fn note(&mut self, faults: impl IntoIterator<Item = LineFault>) {
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
