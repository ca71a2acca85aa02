// SPDX-License-Identifier: Apache-2.0

//! GS1 Digital Links of any domain, and their paths alone.

use super::{
	element_string::{self, bracketed, plain},
	error::ReadError,
	fold::{fold, without_blanks},
	pairs::{assembled, Key},
	percent::decoded,
};
use crate::codes::TraceCode;
use alloc::{string::String, vec::Vec};

/// Shortest last segment of a path that is taken for a compressed link.
const MIN_COMPRESSED: usize = 9;

/// Reads a link, or the path of one.
pub(super) fn read(text: &str) -> Result<TraceCode, ReadError> {
	let text = without_blanks(text);
	let (path, is_address) = path_of(&text);
	if !is_address {
		// In an address a question mark begins the query; in a path alone it may belong to a serial number.
		let read = in_path(path, "", false);
		if read.is_ok() || !path.contains(['?', '#']) {
			return read;
		}
	}
	let path = path.split('#').next().unwrap_or_default();
	let (path, query) = path.split_once('?').unwrap_or((path, ""));
	in_path(path, query, is_address)
}

/// The path of an address, with its query; or the text itself if it is no address.
fn path_of(text: &str) -> (&str, bool) {
	if let Some((_, rest)) = text.split_once("://") {
		let host = rest.find(['/', '?', '#']).unwrap_or(rest.len());
		return (&rest[host..], true);
	}
	match text.split_once('/') {
		// A domain without its scheme.
		Some((host, _)) if host.contains('.') && !host.starts_with(['(', '.']) => (&text[host.len()..], true),
		_ => (text, false),
	}
}

fn in_path(path: &str, query: &str, is_address: bool) -> Result<TraceCode, ReadError> {
	let segments =
		path.trim_matches('/').split('/').map(|segment| decoded(segment).map(|segment| fold(&segment)));
	let segments: Vec<String> = segments.collect::<Result<_, _>>()?;
	let digits = |segment: &String| segment.replace([' ', '+'], "");
	let key = (0..segments.len()).find_map(|place| {
		let key = Key::named(&segments[place])?;
		let value = segments.get(place + 1).map(digits).filter(|value| key.has_form_of(value))?;
		Some((key, value, &segments[place + 2..]))
	});
	let Some((key, value, qualifiers)) = key else {
		return without_key(&segments, query, is_address);
	};
	let mut pairs: Vec<(&str, String)> = Vec::new();
	for pair in qualifiers.chunks(2) {
		let [name, value] = pair else { return Err(ReadError::Malformed) };
		let identifier = key.qualifier(name).ok_or(ReadError::Malformed)?;
		if pairs.iter().any(|(taken, _)| *taken == identifier) {
			return Err(ReadError::Contradiction);
		}
		pairs.push((identifier, value.clone()));
	}
	for (name, value) in values_of(query) {
		// Attributes say nothing of which unit it is. A qualifier among them does, wherever it ought to stand.
		let identifier =
			key.qualifiers.iter().map(|(identifier, _)| *identifier).find(|known| *known == name);
		let Some(identifier) = identifier else { continue };
		let value = without_blanks(&value?);
		// A form that was not filled in.
		if !value.is_empty() {
			pairs.push((identifier, value));
		}
	}
	assembled(key.identifier, &value, &pairs)
}

/// Reads what stands in a path in place of a key: a code of another scheme, an element string, or, in the query of an
/// address, either of them.
fn without_key(segments: &[String], query: &str, is_address: bool) -> Result<TraceCode, ReadError> {
	let last = segments.last().map_or("", String::as_str);
	if last.starts_with("ecode:") || last.starts_with("other:") {
		return Ok(last.parse()?);
	}
	if last.starts_with('(') {
		return bracketed(last);
	}
	if element_string::is_plain(last) {
		return plain(last);
	}
	let values = values_of(query).filter_map(|(_, value)| value.ok());
	for value in values.filter(|_| is_address) {
		if value.starts_with('(') {
			return bracketed(&value);
		}
		if value.starts_with("01/") || value.starts_with("00/") || value.starts_with("414/") {
			return in_path(&value, "", false);
		}
	}
	if segments.iter().any(|segment| Key::named(segment).is_some()) {
		return Err(ReadError::Malformed);
	}
	let is_base64 = last.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
	let is_compressed = is_address && last.len() >= MIN_COMPRESSED && is_base64;
	Err(if is_compressed { ReadError::Compressed } else { ReadError::NoKey })
}

/// The names and values of a query, in which a `+` stands for a blank.
fn values_of(query: &str) -> impl Iterator<Item = (&str, Result<String, ReadError>)> {
	query.split(['&', ';']).filter_map(|pair| {
		let (name, value) = pair.split_once('=')?;
		Some((name, decoded(&value.replace('+', " ")).map(|value| fold(&value))))
	})
}
