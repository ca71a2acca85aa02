// SPDX-License-Identifier: Apache-2.0
//! Writes traces as sheets.

mod blank;
mod csv;
mod rows;
mod xlsx;

pub use blank::blank_xlsx;
pub use csv::{csv_heading, csv_rows, to_csv};
pub use rows::{SheetRecord, Source, TracedUnit};
pub use xlsx::to_xlsx;

pub(crate) use csv::BOM;
use rows::{rows, Row};
pub(crate) use rows::{CLEARANCE, IMPORTED, OWN};
pub(crate) use xlsx::SHEET;
