// SPDX-License-Identifier: Apache-2.0
//! Reads records from sheets.

mod cells;
mod context;
mod csv;
mod encoding;
mod grid;
mod headings;
mod line;
mod sheet;
mod unreadable;
mod xlsx;

pub use context::{Reading, Seal, Sealer};
pub use grid::Grid;
pub use sheet::{Entry, LineFault, Sheet};
pub use unreadable::Unreadable;

use crate::{limits::MAX_RECORDS, Fault, Section};
use suyuan_primitives::requirement::InfoBlock;

/// Reads a sheet, every line of it whatever is wrong with others.
pub fn read(grid: &Grid, reading: Reading<'_>) -> Result<Sheet, Unreadable> {
	read_blocks(grid, reading, &InfoBlock::ALL)
}

/// Reads the records that a sheet holds for some of the information blocks, and passes over others.
pub fn read_blocks(grid: &Grid, mut reading: Reading<'_>, blocks: &[InfoBlock]) -> Result<Sheet, Unreadable> {
	let (columns, faults) = grid.columns()?;
	let mut sheet = Sheet::default();
	sheet.note(faults);
	let sections: Vec<_> =
		Section::ALL.into_iter().filter(|section| blocks.contains(&section.block())).collect();
	for (line, cells, merge) in grid.lines() {
		if let Some(merge) = merge {
			sheet.lines += 1;
			let fault = Fault::MergedCells(merge.range.clone());
			sheet.note([LineFault {
				line,
				section: None,
				column: String::new(),
				value: String::new(),
				fault,
			}]);
			continue;
		}
		line::read(line, cells, &columns, &sections, &mut reading, &mut sheet);
		if sheet.entries.len() > MAX_RECORDS {
			return Err(Unreadable::MaxRecordsExceeded);
		}
	}
	Ok(sheet)
}
