// SPDX-License-Identifier: Apache-2.0

//! Reading and writing of trace codes as people, scanners and links have them.
//!
//! The chain takes the canonical form alone, so that one unit can't have two codes. Everything that faces people reads any
//! form by [`read`] and asks for the canonical one: the page, the search, the interface for programs, the exchange of
//! GB/T 39106 and the importer. So a form is read everywhere or nowhere:
//!
//! - the path of a GS1 Digital Link, with qualifiers in any order, too much or too little percent-encoding, and `gtin`,
//!   `sscc`, `gln`, `lot`, `ser`, `cpv` for the identifiers;
//! - the link itself, of any domain, with a path of its own before the code and attributes behind it;
//! - an element string, with brackets or as a scanner sends it: behind a symbology identifier or none, with separators as
//!   such or in any of their spellings, and with application identifiers that say nothing of which unit it is;
//! - the bare digits of a barcode, also with a serial number behind a `+` or a blank.
//!
//! Full-width characters are folded, blanks and invisible characters dropped. Compressed Digital Links are refused by name.

mod application_identifiers;
mod element_string;
mod error;
mod fold;
mod link;
mod pairs;
mod percent;
mod print;

pub use error::ReadError;
pub use print::{human_readable, path, qualifier};

use crate::codes::TraceCode;
use alloc::{format, string::String};
use element_string::{bracketed, plain};
use fold::{fold, is_blank, without_blanks};
use pairs::assembled;

/// Longest text that is read, in bytes: an address of generous length with the longest code in it.
pub const MAX_TEXT: usize = 1_024;

/// Reads a trace code in any of its forms.
pub fn read(text: &str) -> Result<TraceCode, ReadError> {
	if text.len() > MAX_TEXT {
		return Err(ReadError::TooLong);
	}
	let text = fold(text);
	let (is_element_string, text) = carried(&text);
	match text {
		"" => Err(ReadError::Empty),
		text if is_element_string => plain(text),
		text => any(text),
	}
}

/// Cuts the symbology identifier of ISO/IEC 15424 that a scanner puts before the data, and returns true if it promises an
/// element string of GS1.
fn carried(text: &str) -> (bool, &str) {
	let identifier = text.get(..3).filter(|identifier| {
		identifier.starts_with(']') && identifier.bytes().skip(1).all(|byte| byte.is_ascii_alphanumeric())
	});
	let data = text.get(3..).unwrap_or_default().trim_matches(fold::is_edge);
	match identifier {
		None => (false, text),
		// GS1-128, DataBar, DataMatrix, QR and DotCode of GS1.
		Some("]C1" | "]e0" | "]d2" | "]Q3" | "]J1") => (true, data),
		// An EAN-13 with an add-on behind it, which is none of the product's number.
		Some("]E3") => (false, data.get(..13).unwrap_or(data)),
		Some(_) => (false, data),
	}
}

fn any(text: &str) -> Result<TraceCode, ReadError> {
	let read = as_it_stands(text);
	match read {
		// A text that was percent-encoded as a whole, as the query of a link is.
		Err(error) if error != ReadError::WrongCheckDigit && text.contains('%') => {
			percent::decoded(text).and_then(|text| as_it_stands(&fold(&text))).map_err(|_| error)
		}
		read => read,
	}
}

fn as_it_stands(text: &str) -> Result<TraceCode, ReadError> {
	if text.starts_with("ecode:") || text.starts_with("other:") {
		return Ok(text.parse()?);
	}
	if let Some(code) = barcode(text) {
		return code;
	}
	if text.starts_with('(') {
		return bracketed(text);
	}
	if !text.contains('/') || element_string::is_plain(text) {
		return plain(text);
	}
	link::read(text).or_else(|error| match error {
		// A slash may belong to a value.
		ReadError::NoKey => plain(text).map_err(|_| error),
		error => Err(error),
	})
}

/// Reads the digits under the bars, alone or with a serial number behind a `+` or a blank. None if the text begins with
/// something else.
fn barcode(text: &str) -> Option<Result<TraceCode, ReadError>> {
	let digits = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
	let (head, rest) = text.split_at(digits);
	let whole = without_blanks(text);
	let whole_is_key = whole.bytes().all(|byte| byte.is_ascii_digit()) && key(&whole).is_some();
	if !matches!(head.len(), 8 | 12 | 13 | 14) || rest.is_empty() {
		return if whole_is_key { key(&whole) } else { None };
	}
	let serial = match rest.chars().next() {
		Some('(') => return Some(bracketed(&format!("(01){text}"))),
		Some(divider) if is_blank(divider) || divider == '+' => without_blanks(rest),
		_ => return None,
	};
	let serial = String::from(serial.strip_prefix('+').unwrap_or(&serial));
	if serial.starts_with('(') {
		return Some(bracketed(&format!("(01){head}{serial}")));
	}
	// The digits under an EAN-13 stand in groups of 1, 6 and 6, those of an SSCC in groups of any length. A group of 13 or 14
	// digits is a whole barcode. One of 8 or 12 is, unless all digits together are a key with a check digit that agrees.
	if rest.starts_with(is_blank) && head.len() < 13 && whole_is_key {
		if let Some(Ok(code)) = key(&whole) {
			return Some(Ok(code));
		}
	}
	Some(assembled("01", head, &[("21", serial)]))
}

/// Reads the digits of a key: a GTIN by its 8, 12, 13 or 14, an SSCC by its 18. None for any other number of digits.
fn key(digits: &str) -> Option<Result<TraceCode, ReadError>> {
	match digits.len() {
		8 | 12 | 13 | 14 => Some(assembled("01", digits, &[] as &[(&str, String)])),
		18 => Some(assembled("00", digits, &[] as &[(&str, String)])),
		_ => None,
	}
}
