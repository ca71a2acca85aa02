// SPDX-License-Identifier: Apache-2.0

//! Element strings of GS1: with brackets, as under the bars, and plain, as a scanner sends them.

use super::{
	application_identifiers::{identify, named},
	error::ReadError,
	fold::{is_edge, with_separators, without_blanks, SEPARATOR},
	pairs::{assembled, Key, KEYS},
};
use crate::codes::TraceCode;
use alloc::{
	string::{String, ToString},
	vec::Vec,
};

/// Spellings of the separator that could be part of a value. They are read as separators all the same: a value that has them
/// is printed as a path.
const SPELLINGS: &[&str] = &["<GS>", "<FNC1>", "%1d"];

/// An application identifier and its value.
type Pair<'a> = (&'a str, String);

/// Returns true if only an element string looks like this: a separator stands in it, or 16 digits at its beginning.
pub(super) fn is_plain(text: &str) -> bool {
	let text = without_blanks(text);
	text.contains(SEPARATOR) || text.len() >= 16 && text.bytes().take(16).all(|byte| byte.is_ascii_digit())
}

/// Reads an element string as a scanner sends it: `010690123456789210L1␝21SN-0001`.
///
/// A value of fixed length ends by its length, one of variable length at the separator or the end.
pub(super) fn plain(text: &str) -> Result<TraceCode, ReadError> {
	let text = with_separators(&without_blanks(text), SPELLINGS);
	let mut pairs: Vec<Pair> = Vec::new();
	let mut rest = text.trim_matches(is_edge);
	while !rest.is_empty() {
		let (identifier, format) = identify(rest).ok_or(ReadError::UnknownIdentifier)?;
		let after = &rest[identifier.len()..];
		let field = after.split(SEPARATOR).next().unwrap_or_default();
		let value = match format.fixed() {
			Some(length) => field.get(..length).ok_or(ReadError::WrongValue)?,
			None => field,
		};
		if !format.admits(value) {
			return Err(ReadError::WrongValue);
		}
		pairs.push((identifier, value.into()));
		rest = after[value.len()..].trim_start_matches(is_edge);
	}
	of_pairs(&pairs)
}

/// Reads the text under the bars: `(01)06901234567892(21)SN-0001`. A bracket that belongs to a value has no application
/// identifier and closing bracket behind it.
pub(super) fn bracketed(text: &str) -> Result<TraceCode, ReadError> {
	let text = without_blanks(text);
	let mut pairs: Vec<Pair> = Vec::new();
	for part in text.split('(').skip(1) {
		let pair = part.split_once(')').filter(|(identifier, _)| named(identifier).is_some());
		match (pair, pairs.last_mut()) {
			(Some((identifier, value)), _) => pairs.push((identifier, value.into())),
			(None, Some((_, value))) => value.extend(["(", part]),
			(None, None) => return Err(ReadError::UnknownIdentifier),
		}
	}
	for (identifier, value) in &mut pairs {
		// A separator that brackets make needless.
		*value = with_separators(value, SPELLINGS).trim_matches(is_edge).to_string();
		let is_short_gtin = *identifier == "01" && KEYS[0].has_form_of(value);
		if !is_short_gtin && !named(identifier).is_some_and(|format| format.admits(value)) {
			return Err(ReadError::WrongValue);
		}
	}
	of_pairs(&pairs)
}

/// Assembles the code of all pairs. Those that say nothing of which unit it is are skipped, such as weights and dates.
fn of_pairs(pairs: &[Pair]) -> Result<TraceCode, ReadError> {
	let values = |key: &Key| {
		let mut values =
			pairs.iter().filter(|(identifier, _)| *identifier == key.identifier).map(|(_, value)| value);
		let first = values.next();
		if values.any(|value| Some(value) != first) {
			return Err(ReadError::Contradiction);
		}
		Ok(first)
	};
	let [gtin, sscc, gln] = [values(&KEYS[0])?, values(&KEYS[1])?, values(&KEYS[2])?];
	match (gtin, sscc, gln) {
		(Some(_), Some(_), _) => Err(ReadError::Contradiction),
		(Some(value), None, _) => assembled("01", value, pairs),
		(None, Some(value), _) => assembled("00", value, pairs),
		(None, None, Some(value)) => assembled("414", value, pairs),
		(None, None, None) => Err(ReadError::NoKey),
	}
}
