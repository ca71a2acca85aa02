// SPDX-License-Identifier: Apache-2.0
//! Guards of text, and texts that a program made of something else.
//!
//! A sheet of text alone, such as CSV, does not say which of its texts were numbers, dates or errors. A guard says that a
//! text is one: an apostrophe before it, or `="…"` around it. Programs write such guards, so that other programs leave the
//! text alone; reading takes the guard away, and writing puts one before every text that would else be read otherwise.

use crate::{CellType, Kind};
use std::borrow::Cow;

/// The guard before a text.
const GUARD: char = '\'';

/// The three letters of the months, as programs abbreviate dates.
const MONTHS: [&str; 12] =
	["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Words that make a date or a truth of the digits beside them, or of nothing.
const WORDS: [&str; 14] = [
	"january",
	"february",
	"march",
	"april",
	"june",
	"july",
	"august",
	"september",
	"sept",
	"october",
	"november",
	"december",
	"true",
	"false",
];

/// Words that make a time or a number of the digits before them.
const MARKS: [&str; 5] = ["am", "pm", "a", "p", "e"];

/// Digits that a spreadsheet program writes one by one. Of a longer number it writes the first digits and an exponent.
const MAX_DIGITS: usize = 11;

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
/// A guard stands before a cell that a spreadsheet program would take for a formula, before one that it would write
/// otherwise once it opened and saved the file, and before one that would be read as something else than this text.
pub fn guarded(cell: &str) -> String {
	with_guard(cell, is_reshaped(cell.trim_start_matches(GUARD)))
}

/// A cell of a column as it stands in CSV. A number of a column of numbers is none that a program may not have: its value
/// stays, however it is written.
pub(crate) fn guarded_in_column(cell: &str, kind: Option<Kind>) -> String {
	match kind {
		Some(Kind::Amount(_) | Kind::Decimal(_) | Kind::Percent(_) | Kind::Whole) => {
			// A commitment stands in such a column too, and is no number.
			with_guard(cell, !cell.starts_with(char::is_alphabetic) && digits_of(cell) > MAX_DIGITS)
		}
		_ => guarded(cell),
	}
}

fn with_guard(cell: &str, is_reshaped: bool) -> String {
	if is_reshaped || is_formula(cell.trim_start_matches(GUARD)) || is_misread(cell, true) {
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
	let is_other = is_formula(text)
		|| is_formula(trimmed)
		|| is_reshaped(text)
		|| type_of(trimmed, true) != CellType::Text;
	(begins_with_digit || is_other).then_some(bare)
}

/// Tells whether a spreadsheet program would take the cell for a formula, guards aside. A number is none.
fn is_formula(cell: &str) -> bool {
	let number = cell.strip_prefix('-').is_some_and(|digits| {
		!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
	});
	!number && cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠', '|', '%'])
}

/// Tells whether a spreadsheet program that opens and saves a text would write another: as a number without its leading
/// zeros or with an exponent, as a date, a time, an amount or a truth.
///
/// An uncertain text counts as such: a guard too many costs nothing, and one too few costs a code.
fn is_reshaped(text: &str) -> bool {
	let folded: String = text.trim().chars().map(half_width).collect();
	if is_short_number(&folded) {
		return false;
	}
	// Digits with nothing but what stands in numbers, dates and amounts, and at most one word of them.
	let mut words = folded.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty());
	let word = words.next().map(str::to_ascii_lowercase);
	let begins_with_digit =
		folded.trim_start_matches(['+', '-', '.']).starts_with(|c: char| c.is_ascii_digit());
	let is_word = |word: &str| {
		MONTHS.contains(&word) || WORDS.contains(&word) || begins_with_digit && MARKS.contains(&word)
	};
	if words.next().is_some() || word.as_deref().is_some_and(|word| !is_word(word)) {
		return false;
	}
	let is_truth = matches!(word.as_deref(), Some("true" | "false"));
	let rest = || folded.chars().filter(|c| !c.is_ascii_alphabetic());
	let has_digits = digits_of(&folded) > 0;
	rest().all(is_of_number) && if is_truth { rest().next().is_none() } else { has_digits }
}

/// Tells whether a text is a whole number that a program writes as it reads it.
fn is_short_number(text: &str) -> bool {
	let digits = text.strip_prefix('-').unwrap_or(text);
	let is_whole = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
	is_whole && digits.len() <= MAX_DIGITS && (!digits.starts_with('0') || text == "0")
}

/// Tells whether a character other than a letter may stand in a number, a date, a time or an amount.
fn is_of_number(c: char) -> bool {
	c.is_ascii_digit() || c.is_whitespace() || "+-/.,:%()$¥￥€£'年月日时分秒".contains(c)
}

fn digits_of(text: &str) -> usize {
	text.chars().map(half_width).filter(char::is_ascii_digit).count()
}

/// The plain form of a full-width character.
fn half_width(c: char) -> char {
	match c {
		'\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
		c => c,
	}
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

	#[test]
	fn a_text_that_a_program_would_write_otherwise_is_guarded() {
		for text in [
			"531720260000000002",
			"123456789012",
			"06901234567892",
			"0012",
			"-007",
			"1.50",
			".5",
			"5.",
			"1e5",
			"12E5",
			"1E+5",
			"2026-10-26",
			"10-26",
			"1/2",
			"2026/1/2",
			"26 Oct 2026",
			"Oct 26",
			"MARCH1",
			"SEPT2",
			"10月26日",
			"2026年10月",
			"8:30",
			"2026-10-26 08:00:05",
			"5 PM",
			"50%",
			"¥12.50",
			"$5",
			"1,000",
			"(5)",
			"true",
			"FALSE",
			"０１２",
			"00",
			"01/06901234567892/10/12",
			" 0012",
		] {
			assert_eq!(guarded(text), format!("'{text}"), "{text}");
			assert_eq!(unguarded(&guarded(text), true), (text.trim_end().into(), CellType::Text), "{text}");
		}
		for text in [
			"0",
			"5",
			"-5",
			"12345678901",
			"SN-0001",
			"01/06901234567892/21/SN-0001",
			"L20261018A",
			"SL-B5",
			"声澜 5",
			"91440300708461136T",
			"E5",
			"Oct",
			"truely",
			"3 kg",
			"49.90 USD",
			"",
		] {
			assert_eq!(guarded(text), text);
		}
	}

	#[test]
	fn a_number_of_a_column_of_numbers_is_guarded_only_if_it_is_too_long() {
		let amount = Some(Kind::Decimal(2));
		assert_eq!(guarded_in_column("49.90", amount), "49.90");
		assert_eq!(guarded_in_column("-0.50", amount), "-0.50");
		assert_eq!(guarded_in_column("1234567890123.45", amount), "'1234567890123.45");
		assert_eq!(guarded_in_column("49.90", Some(Kind::Text(8))), "'49.90");
		assert_eq!(guarded_in_column("49.90", None), "'49.90");
	}

	proptest! {
		#[test]
		fn every_text_is_read_as_it_was_written(text in "[ '=\"#N/A0-9eE+.,:%¥０月日apmOct-]{0,12}") {
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
