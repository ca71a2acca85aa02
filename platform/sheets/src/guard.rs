// SPDX-License-Identifier: Apache-2.0
//! Guards of text, and texts that a program made of something else.
//!
//! A sheet of text alone, such as CSV, does not say which of its texts were numbers, dates or errors. A guard says that a
//! text is one: an apostrophe before it, or `="…"` around it. Programs write such guards, so that other programs leave the
//! text alone; reading takes the guard away, and writing puts one before every text that would else be read otherwise.

use crate::CellType;
use std::borrow::Cow;

/// The guard before a text.
const GUARD: char = '\'';

/// The three letters of the months, as programs abbreviate dates.
const MONTHS: [&str; 12] =
	["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The errors of spreadsheet programs.
const ERRORS: [&str; 14] = [
	"#N/A",
	"#REF!",
	"#VALUE!",
	"#DIV/0!",
	"#NAME?",
	"#NULL!",
	"#NUM!",
	"#SPILL!",
	"#CALC!",
	"#FIELD!",
	"#BLOCKED!",
	"#CONNECT!",
	"#UNKNOWN!",
	"#GETTING_DATA",
];

/// The text of a cell without its guard, and its type. In CSV, whose cells have no types, the text has to tell.
pub(crate) fn unguarded(cell: &str, is_csv: bool) -> (Cow<'_, str>, CellType) {
	let trimmed = cell.trim();
	if let Some(bare) = without_apostrophe(trimmed) {
		return (bare.into(), CellType::Text);
	}
	if let Some(quoted) = trimmed.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')) {
		// A formula may begin and end with texts, and is more than one then.
		if !quoted.replace("\"\"", "").contains('"') {
			return (quoted.replace("\"\"", "\"").into(), CellType::Text);
		}
	}
	(cell.into(), type_of(trimmed, is_csv))
}

/// A cell as it stands in CSV.
///
/// A guard stands before a cell that a spreadsheet program would take for a formula, and before one that would be read as
/// something else than this text.
pub fn guarded(cell: &str) -> String {
	if is_formula(cell.trim_start_matches(GUARD)) || is_misread(cell, true) {
		format!("{GUARD}{cell}")
	} else {
		cell.into()
	}
}

/// A cell as it stands in a workbook, where text is never a formula.
pub(crate) fn guarded_in_workbook(cell: &str) -> Cow<'_, str> {
	match is_misread(cell, false) {
		true => format!("{GUARD}{cell}").into(),
		false => cell.into(),
	}
}

fn is_misread(cell: &str, is_csv: bool) -> bool {
	let (text, cell_type) = unguarded(cell, is_csv);
	text != cell || cell_type != CellType::Text
}

/// Takes the apostrophe from before a text that a program would make something else of.
fn without_apostrophe(cell: &str) -> Option<&str> {
	let bare = cell.strip_prefix(GUARD)?;
	let text = bare.trim_start_matches(GUARD);
	let trimmed = text.trim_start();
	let begins_with_digit = trimmed.starts_with(|first: char| first.is_ascii_digit());
	let is_other = is_formula(text) || is_formula(trimmed) || type_of(trimmed, true) != CellType::Text;
	(begins_with_digit || is_other).then_some(bare)
}

/// Tells whether a spreadsheet program would take the cell for a formula, guards aside. A number is none.
fn is_formula(cell: &str) -> bool {
	let number = cell.strip_prefix('-').is_some_and(|digits| {
		!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
	});
	!number && cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠', '|', '%'])
}

/// The type of a text that a program wrote in the place of something else.
fn type_of(text: &str, is_csv: bool) -> CellType {
	if ERRORS.contains(&text) {
		CellType::Error
	} else if has_exponent(text) {
		CellType::Uncertain
	} else if !is_csv {
		CellType::Text
	} else if text.starts_with('=') {
		CellType::Formula
	} else if ["TRUE", "FALSE"].contains(&text) {
		CellType::Boolean
	} else if is_abbreviated_date(text) {
		CellType::Date
	} else {
		CellType::Text
	}
}

/// Tells whether a number is written as programs write those that are too long for a cell: `6.90E+12`.
fn has_exponent(text: &str) -> bool {
	let Some((number, exponent)) = text.split_once(['E', 'e']) else { return false };
	let number = number.strip_prefix('-').unwrap_or(number);
	let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
	let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
	digits(whole) && digits(fraction) && exponent.strip_prefix(['+', '-']).is_some_and(digits)
}

/// Tells whether the text is a date as programs abbreviate what was typed as `10-26`: `26-Oct`, `Oct-26`, `10月26日`.
fn is_abbreviated_date(text: &str) -> bool {
	let number = |text: &str| (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
	let month = |text: &str| MONTHS.iter().any(|month| month.eq_ignore_ascii_case(text));
	if let Some((first, second)) = text.split_once('-') {
		return number(first) && month(second) || month(first) && number(second);
	}
	let day = text.strip_suffix('日').and_then(|text| text.split_once('月'));
	day.is_some_and(|(month, day)| number(month) && number(day))
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	#[test]
	fn guards_of_this_program_and_of_others_are_taken_away() {
		for (cell, text) in [
			("'=1+1", "=1+1"),
			("'0012", "0012"),
			("''0012", "'0012"),
			("=\"0012\"", "0012"),
			("=\"a\"\"b\"", "a\"b"),
			("'#N/A", "#N/A"),
			("'TRUE", "TRUE"),
			("'6.90E+12", "6.90E+12"),
			("'=\"x\"", "=\"x\""),
		] {
			assert_eq!(unguarded(cell, true), (text.into(), CellType::Text), "{cell}");
		}
		for cell in ["'s-Hertogenbosch", "'", "a'b", "-5", "2026-10-26", "1e5", "E+12", "10-26-A", "Oct"] {
			assert_eq!(unguarded(cell, true), (cell.into(), CellType::Text), "{cell}");
		}
	}

	#[test]
	fn texts_that_were_something_else_are_told() {
		for (cell, csv, workbook) in [
			("#N/A", CellType::Error, CellType::Error),
			("6.90E+12", CellType::Uncertain, CellType::Uncertain),
			("7.49539681549782e+18", CellType::Uncertain, CellType::Uncertain),
			("=A1&\"x\"", CellType::Formula, CellType::Text),
			("=\"a\"&\"b\"", CellType::Formula, CellType::Text),
			("TRUE", CellType::Boolean, CellType::Text),
			("26-Oct", CellType::Date, CellType::Text),
			("Oct-26", CellType::Date, CellType::Text),
			("10月26日", CellType::Date, CellType::Text),
		] {
			assert_eq!(unguarded(cell, true), (cell.into(), csv), "{cell}");
			assert_eq!(unguarded(cell, false), (cell.into(), workbook), "{cell}");
		}
	}

	proptest! {
		#[test]
		fn every_text_is_read_as_it_was_written(text in "[ '=\"#N/A0-9eE+.月日a-]{0,8}") {
			let text = text.trim();
			let read = |cell: &str, is_csv| {
				let (text, cell_type) = unguarded(cell, is_csv);
				(text.into_owned(), cell_type)
			};
			prop_assert_eq!(read(&guarded(text), true), (text.to_string(), CellType::Text));
			prop_assert_eq!(read(&guarded_in_workbook(text), false), (text.to_string(), CellType::Text));
		}
	}
}
