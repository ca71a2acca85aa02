// SPDX-License-Identifier: Apache-2.0
//! Bounds on files that are read.
//!
//! Every bound is held while the file is read, before anything that exceeds it takes memory.

/// Bytes of a file: all of it is read into memory.
pub const MAX_FILE_BYTES: u64 = 64 * 1024 * 1024;
/// Rows of a sheet.
pub const MAX_ROWS: usize = 100_000;
/// Columns of a sheet, filled or not.
pub const MAX_COLUMNS: usize = 1024;
/// Cells of a sheet, those counted that stand empty before another of their row.
pub const MAX_CELLS: usize = 16_000_000;
/// Bytes of all texts of a sheet. A workbook may use one text many times and hold it once.
pub const MAX_TEXT_BYTES: usize = 128 * 1024 * 1024;
/// Bytes of one cell. A spreadsheet program takes 32,767 characters.
pub const MAX_CELL_BYTES: usize = 128 * 1024;
/// Bytes of one row of a CSV file, its line ends within quotes included.
pub const MAX_CSV_ROW_BYTES: usize = 1024 * 1024;
/// Records that one sheet may hold.
pub const MAX_RECORDS: usize = 250_000;
/// Faults that are reported one by one. Further ones are counted.
pub const MAX_FAULTS: usize = 10_000;
/// Bytes of a faulty cell that are reported.
pub const MAX_FAULT_BYTES: usize = 256;

/// Formats of the cells of a workbook. A spreadsheet program takes 65,490.
pub const MAX_STYLES: usize = 65_536;
/// Files within a workbook, and sheets.
pub const MAX_PARTS: usize = 1024;
/// Bytes of a workbook's sheets and texts once they are inflated.
pub const MAX_INFLATED_BYTES: u64 = 256 * 1024 * 1024;
/// Bytes of any other part of a workbook once it is inflated.
pub const MAX_PART_BYTES: u64 = 16 * 1024 * 1024;
/// Texts that the cells of a workbook share.
pub const MAX_SHARED_STRINGS: usize = 1_000_000;
/// Nested XML elements.
pub const MAX_XML_DEPTH: usize = 64;
/// Bytes of one XML tag or of one text between two tags.
pub const MAX_XML_TOKEN_BYTES: u64 = 256 * 1024;
/// Bytes of XML that make up one cell or one shared text, with its formats.
pub const MAX_XML_CELL_BYTES: u64 = 1024 * 1024;
/// Attributes of one XML tag.
pub const MAX_XML_ATTRIBUTES: usize = 128;
