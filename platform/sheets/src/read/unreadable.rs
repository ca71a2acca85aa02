// SPDX-License-Identifier: Apache-2.0
//! Reasons to refuse a file as a whole.

use crate::limits::*;

/// Characters of a library's message that are passed on: it may repeat text of the file.
const MAX_MESSAGE_CHARACTERS: usize = 160;

/// A reason for which a file can't be read. One that exceeds a bound begins with the bound's name.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
	/// Neither of the two formats.
	#[error("the file is neither .csv nor .xlsx")]
	UnknownFormat,
	/// Text that is not UTF-8.
	#[error("line {0} is not UTF-8, and not certainly GBK or UTF-16; save the file as \"CSV UTF-8\"")]
	NotUtf8(u64),
	/// A malformed CSV file.
	#[error("the CSV can't be read: {0}")]
	Csv(String),
	/// A malformed ZIP archive.
	#[error("the workbook can't be read: {0}")]
	Zip(String),
	/// A part that is no well-formed XML.
	#[error("the workbook can't be read: {part} at byte {at}: {error}")]
	Xml {
		/// The part's name.
		part: String,
		/// The byte of the fault.
		at: u64,
		/// The library's message.
		error: String,
	},
	/// A workbook without a sheet.
	#[error("the workbook has no sheet")]
	NoSheet,
	/// Headings other than those of the table.
	#[error(
		"the first two rows are not the headings of the table: the groups 设计追溯信息, 制造追溯信息 and 市场追溯信息 \
		 above the names of the columns, among them 追溯码; `suyuan-import columns` writes a blank sheet"
	)]
	NoHeadings,
	/// More bytes than [`MAX_FILE_BYTES`].
	#[error("FileTooLarge: the file has more than {most} MiB; divide it", most = MAX_FILE_BYTES >> 20)]
	FileTooLarge,
	/// A table on a hidden sheet alone.
	#[error("HiddenTable: the table is on the sheet \"{0}\", which is hidden; show it, if it is the one that you mean")]
	HiddenTable(String),
	/// Several sheets with a table, of which none has the name of ours.
	#[error(
		"SeveralTables: the sheets \"{0}\" and \"{1}\" both have the table; name the one that you mean 追溯信息, or divide the workbook"
	)]
	SeveralTables(String, String),
	/// A cell of a type that no program writes.
	#[error("UnknownCellType: a cell of {0} has a type that no program writes; save the workbook anew")]
	UnknownCellType(String),
	/// A cell that is said to be a number and is none.
	#[error("NoNumber: a cell of {0} is said to be a number and is none; save the workbook anew")]
	NoNumber(String),
	/// More formats than [`MAX_STYLES`].
	#[error(
		"MaxStylesExceeded: the workbook has more than {MAX_STYLES} formats of cells; copy the sheet into a new workbook"
	)]
	MaxStylesExceeded,
	/// More rows than [`MAX_ROWS`].
	#[error("MaxRowsExceeded: the sheet has more than {MAX_ROWS} rows; divide it, or delete what stands far below the others")]
	MaxRowsExceeded,
	/// More columns than [`MAX_COLUMNS`].
	#[error(
		"MaxColumnsExceeded: the sheet has more than {MAX_COLUMNS} columns; delete what stands far to the right of the others"
	)]
	MaxColumnsExceeded,
	/// More cells than [`MAX_CELLS`].
	#[error("MaxCellsExceeded: the sheet has more than {MAX_CELLS} cells; divide it")]
	MaxCellsExceeded,
	/// More text than [`MAX_TEXT_BYTES`].
	#[error("TooMuchText: the texts of the sheet have more than {most} MiB; divide it", most = MAX_TEXT_BYTES >> 20)]
	TooMuchText,
	/// A cell longer than [`MAX_CELL_BYTES`], or with formats than [`MAX_XML_CELL_BYTES`].
	#[error("CellTooLong: a cell in row {0} has more than {most} KiB; shorten it", most = MAX_CELL_BYTES >> 10)]
	CellTooLong(u32),
	/// A row longer than [`MAX_CSV_ROW_BYTES`].
	#[error(
		"RowTooLong: the row from line {0} on has more than {most} KiB; look for a quotation mark that is not closed",
		most = MAX_CSV_ROW_BYTES >> 10
	)]
	RowTooLong(u64),
	/// More records than [`MAX_RECORDS`].
	#[error("MaxRecordsExceeded: the sheet has more than {MAX_RECORDS} records; divide it")]
	MaxRecordsExceeded,
	/// A workbook with a password, or in the format of before 2007.
	#[error("NoXlsx: the workbook has a password or is an old .xls; save it as .xlsx without a password")]
	NoXlsx,
	/// More parts than [`MAX_PARTS`].
	#[error("MaxPartsExceeded: the workbook consists of more than {MAX_PARTS} files; copy the sheet into a new workbook")]
	MaxPartsExceeded,
	/// Two parts of one name.
	#[error("PartTwice: the workbook has {0} twice; save it anew")]
	PartTwice(String),
	/// More inflated bytes than [`MAX_INFLATED_BYTES`].
	#[error(
		"InflatesTooFar: the workbook's sheets and texts are more than {most} MiB when inflated; divide it",
		most = MAX_INFLATED_BYTES >> 20
	)]
	InflatesTooFar,
	/// A part with more bytes than [`MAX_PART_BYTES`].
	#[error(
		"PartTooLarge: {0} is more than {most} MiB when inflated; copy the sheet into a new workbook",
		most = MAX_PART_BYTES >> 20
	)]
	PartTooLarge(String),
	/// More texts than [`MAX_SHARED_STRINGS`].
	#[error(
		"MaxStringsExceeded: the workbook has more than {MAX_SHARED_STRINGS} different texts; divide it"
	)]
	MaxStringsExceeded,
	/// A cell that names a text the workbook doesn't have.
	#[error("DanglingString: a cell of {0} names a text that the workbook doesn't have; save it anew")]
	DanglingString(String),
	/// A cell with a place that no sheet has.
	#[error("BadReference: a cell or row of {0} has a place that no sheet has; save the workbook anew")]
	BadReference(String),
	/// Cells or rows that don't come in their order, or within each other.
	#[error("OutOfOrder: the cells of {0} are not in their order; save the workbook anew")]
	OutOfOrder(String),
	/// Elements nested deeper than [`MAX_XML_DEPTH`].
	#[error("XmlTooDeep: elements of {0} are nested more than {MAX_XML_DEPTH} deep; save the workbook anew")]
	XmlTooDeep(String),
	/// A tag or text longer than [`MAX_XML_TOKEN_BYTES`].
	#[error(
		"XmlTokenTooLong: a tag or a text of {0} has more than {most} KiB; shorten the text, or save the workbook anew",
		most = MAX_XML_TOKEN_BYTES >> 10
	)]
	XmlTokenTooLong(String),
	/// A cell or text longer than [`MAX_XML_CELL_BYTES`] with its formats.
	#[error(
		"XmlCellTooLong: a cell or a text of {0} has more than {most} KiB with its formats; take formats out of it",
		most = MAX_XML_CELL_BYTES >> 10
	)]
	XmlCellTooLong(String),
	/// More attributes than [`MAX_XML_ATTRIBUTES`].
	#[error("MaxAttributesExceeded: a tag of {0} has more than {MAX_XML_ATTRIBUTES} attributes; save the workbook anew")]
	MaxAttributesExceeded(String),
	/// A document type, by which a part could define what to expand.
	#[error("HasDoctype: {0} has a document type, which no workbook needs; save the workbook anew")]
	HasDoctype(String),
}

/// A library's message on a file, short and on one line.
pub(super) fn library_message(error: impl std::fmt::Display) -> String {
	let said = error.to_string();
	let mut short: String = said
		.chars()
		.take(MAX_MESSAGE_CHARACTERS)
		.map(|character| if character.is_control() { ' ' } else { character })
		.collect();
	if short.len() < said.len() {
		short.push('…');
	}
	short
}
