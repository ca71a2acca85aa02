// SPDX-License-Identifier: Apache-2.0
//! # Traces as sheets
//!
//! Writes and reads the records of trace units in the layout of GB/T 39106—2020 table A.5, as CSV and as XLSX.
//!
//! ## Overview
//!
//! Table A.5 has two rows of headings, three groups 设计追溯信息, 制造追溯信息 and 市场追溯信息 over the names of the columns, and below them
//! one row per product. A row here holds at most one record of each category of DB4403/T 471-2024; further records of a
//! category go on in further rows with the same trace code. Rows are filled so that reading them from left to right and
//! from top to bottom gives the records of each information block in their order.
//!
//! [`COLUMNS`] is the one list of columns. Writing ([`to_csv`], [`to_xlsx`]), reading ([`Grid`], [`read()`]), the blank sheet
//! and the help ([`help()`]) all derive from it. The type of a field comes from the chain's own types ([`Schema`]), and the
//! checks of a value are the chain's own [`Check`](suyuan_primitives::Check), so that a value that passes here is not
//! refused there for how it is written.
//!
//! ## How values are written
//!
//! - Times: `yyyy-MM-dd HH:mm:ss`, Beijing time (+08:00) unless an offset stands behind them.
//! - Money: a decimal number, with the currency (ISO 4217) in a column of its own.
//! - Choices: by their Chinese name; the name on the chain is read as well.
//! - Lists: one entry per line of the cell, its parts divided by ` | `.
//! - Documents: `kind:SHA-256` of the file in hexadecimal digits.
//! - Personal data: read in clear, and sealed before it goes anywhere (see [`Sealer`]); written as the seal that stands on
//!   the chain, `sealed:0x…`.
//! - In CSV, a cell that a spreadsheet program would take for a formula, or this program for something else than text,
//!   stands behind an apostrophe. When a file is read, this guard and those of other programs are taken away.
//!
//! ## The types of cells
//!
//! A program keeps what is typed as text, number, date, truth value or error, and shows it by a format. The type of a
//! cell is kept until its column is known, and a cell whose type does not belong there is refused by name: a number that
//! lost its zeros is no code, and `10-26` that became a date is no model.

mod cell_type;
mod columns;
mod fault;
mod guard;
mod help;
mod item;
mod kind;
pub mod limits;
mod read;
mod schema;
mod section;
mod write;

use cell_type::CellType;
pub use columns::{Column, Group, Need, COLUMNS};
pub use fault::Fault;
pub use guard::guarded;
pub use help::{help, ColumnHelp};
pub use item::Item;
pub use kind::{moment, Kind};
pub use read::{read, read_blocks, Entry, Grid, LineFault, Reading, Seal, Sealer, Sheet, Unreadable};
pub use schema::Schema;
pub use section::Section;
pub use write::{blank_xlsx, csv_heading, csv_rows, to_csv, to_xlsx, SheetRecord, Source, TracedUnit};

/// The error of a sheet that could not be written.
pub type WriteError = rust_xlsxwriter::XlsxError;
