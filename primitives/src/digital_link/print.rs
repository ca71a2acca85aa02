// SPDX-License-Identifier: Apache-2.0

//! Trace codes as they are printed and linked.

use super::{element_string::bracketed, percent::decoded};
use crate::codes::{ParsedCode, TraceCode};
use alloc::{
	format,
	string::{String, ToString},
	vec,
	vec::Vec,
};

/// The human readable interpretation of a code: identifiers and values a line each, such as `(01)06901234567892`.
///
/// The text leads back to the code by [`super::read`]. Where brackets would lead to another, because a value has brackets
/// itself, it is the path.
pub fn human_readable(code: &TraceCode) -> Vec<String> {
	let text = code.0.as_str();
	match code.parse() {
		Ok(ParsedCode::Ecode(_) | ParsedCode::Other(_)) | Err(_) => return vec![text.to_string()],
		Ok(_) => {}
	}
	let segments: Vec<&str> = text.split('/').collect();
	let line = |pair: &[&str]| Some(format!("({}){}", pair.first()?, decoded(pair.get(1)?).ok()?));
	let lines: Option<Vec<_>> = segments.chunks(2).map(line).collect();
	lines
		.filter(|lines| bracketed(&lines.concat()).as_ref() == Ok(code))
		.unwrap_or_else(|| vec![text.to_string()])
}

/// The value of a qualifier, which a code has percent-encoded.
pub fn qualifier(encoded: &[u8]) -> String {
	let text = String::from_utf8_lossy(encoded);
	decoded(&text).unwrap_or_else(|_| text.into_owned())
}

/// The path of a code as an address has it. The few characters that a code has as they are, and a path may not, are encoded.
pub fn path(code: &str) -> String {
	let mut path = String::with_capacity(code.len() + 1);
	path.push('/');
	for byte in code.bytes() {
		match byte {
			b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => path.push(char::from(byte)),
			b'-' | b'.' | b'_' | b'~' | b'/' | b':' | b'%' | b'=' | b';' | b'\'' => {
				path.push(char::from(byte))
			}
			byte => path.push_str(&format!("%{byte:02X}")),
		}
	}
	path
}
