// SPDX-License-Identifier: Apache-2.0
//! CSV: UTF-8 with a byte order mark, so that spreadsheet programs read Chinese.

use super::{rows, Row, TracedUnit};
use crate::{guard::guarded, Group, COLUMNS};

/// The byte order mark.
pub(crate) const BOM: &str = "\u{feff}";

/// The two rows of headings.
pub fn csv_heading() -> Vec<u8> {
	let mut last: Option<Group> = None;
	let groups = COLUMNS.iter().map(|column| {
		let first = last != Some(column.group);
		last = Some(column.group);
		if first { column.group.title() } else { "" }.to_string()
	});
	let names = COLUMNS.iter().map(|column| column.name.to_string());
	let mut heading = BOM.as_bytes().to_vec();
	heading.extend(lines([groups.collect(), names.collect()].into_iter()));
	heading
}

/// The rows of a unit.
pub fn csv_rows(unit: &TracedUnit) -> Vec<u8> {
	lines(rows(unit).into_iter())
}

/// A sheet with headings and units.
pub fn to_csv<'a>(units: impl IntoIterator<Item = &'a TracedUnit>) -> Vec<u8> {
	units.into_iter().fold(csv_heading(), |mut sheet, unit| {
		sheet.extend(csv_rows(unit));
		sheet
	})
}

fn lines(rows: impl Iterator<Item = Row>) -> Vec<u8> {
	let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
	for row in rows {
		writer.write_record(row.iter().map(|cell| guarded(cell))).expect("memory takes everything");
	}
	writer.into_inner().expect("memory takes everything")
}
