// SPDX-License-Identifier: Apache-2.0
//! The blank sheet, with choices to pick from and a second sheet that explains the columns.

use super::xlsx::{write_heading, HEADING_ROWS};
use crate::{columns::ColumnContent, help, WriteError, COLUMNS};
use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, Format, Workbook};

/// Rows in which choices are offered.
const CHOICE_ROWS: u32 = 1000;

/// A workbook to fill in.
pub fn blank_xlsx() -> Result<Vec<u8>, WriteError> {
	let mut book = Workbook::new();
	let sheet = book.add_worksheet();
	write_heading(sheet)?;
	for (index, column) in COLUMNS.iter().enumerate() {
		let ColumnContent::Field(_, _, kind) = column.content else { continue };
		let words: Vec<_> = kind.choices().iter().map(|(_, chinese)| *chinese).collect();
		if !words.is_empty() {
			let choice = DataValidation::new()
				.allow_list_strings(&words)?
				// A choice's name on the chain is read as well.
				.set_error_style(DataValidationErrorStyle::Warning);
			let index = index as u16;
			sheet.add_data_validation(HEADING_ROWS, index, HEADING_ROWS + CHOICE_ROWS, index, &choice)?;
		}
	}

	let explained = book.add_worksheet();
	explained.set_name("填写说明")?;
	let bold = Format::new().set_bold();
	let widths = [18, 28, 22, 12, 70];
	for (index, title) in ["分组", "列", "信息类别", "必填", "说明"].into_iter().enumerate() {
		explained.set_column_width(index as u16, widths[index])?;
		explained.write_string_with_format(0, index as u16, title, &bold)?;
	}
	for (line, column) in help().iter().enumerate() {
		let cells = [column.group, column.name, column.category, &column.need, &column.kind];
		for (index, cell) in cells.into_iter().enumerate() {
			explained.write_string(line as u32 + 1, index as u16, cell)?;
		}
	}
	explained.set_freeze_panes(1, 0)?;
	book.save_to_buffer()
}
