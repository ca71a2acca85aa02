// SPDX-License-Identifier: Apache-2.0
//! XLSX: headings merged over their groups and kept in sight, every cell text.

use super::{rows, TracedUnit};
use crate::{guard::guarded_in_workbook, Group, WriteError, COLUMNS};
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook, Worksheet};

/// The name of the sheet with the rows.
pub(crate) const SHEET: &str = "追溯信息";

/// The number of heading rows.
pub(crate) const HEADING_ROWS: u32 = 2;

/// A sheet with headings and units.
pub fn to_xlsx<'a>(units: impl IntoIterator<Item = &'a TracedUnit>) -> Result<Vec<u8>, WriteError> {
	let mut book = Workbook::new();
	let sheet = book.add_worksheet();
	write_heading(sheet)?;
	for (line, row) in (HEADING_ROWS..).zip(units.into_iter().flat_map(rows)) {
		for (column, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
			sheet.write_string(line, column as u16, printable(&guarded_in_workbook(cell)))?;
		}
	}
	book.save_to_buffer()
}

/// Writes the two rows of headings, and formats the columns as text: a program must not make numbers of codes.
pub(crate) fn write_heading(sheet: &mut Worksheet) -> Result<(), WriteError> {
	let text = Format::new().set_num_format("@");
	let name = Format::new()
		.set_bold()
		.set_text_wrap()
		.set_align(FormatAlign::VerticalCenter)
		.set_border(FormatBorder::Thin)
		.set_background_color(Color::RGB(0xEE_F3F8));
	let group = name.clone().set_align(FormatAlign::Center).set_background_color(Color::RGB(0xD5_E3F0));
	sheet.set_name(SHEET)?;
	for (index, column) in COLUMNS.iter().enumerate() {
		let index = index as u16;
		sheet.set_column_format(index, &text)?;
		sheet.set_column_width(index, 18)?;
		sheet.write_string_with_format(1, index, column.name, &name)?;
	}
	for title in Group::ALL {
		let of_group = || COLUMNS.iter().enumerate().filter(|(_, column)| column.group == title);
		let (first, last) = (of_group().next(), of_group().next_back());
		if let (Some((first, _)), Some((last, _))) = (first, last) {
			sheet.merge_range(0, first as u16, 0, last as u16, title.title(), &group)?;
		}
	}
	sheet.set_row_height(1, 32)?;
	sheet.set_freeze_panes(HEADING_ROWS, 2)?;
	Ok(())
}

/// Replaces two code points that are no characters and have no place in XML.
fn printable(cell: &str) -> String {
	cell.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}
