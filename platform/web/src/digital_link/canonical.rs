// SPDX-License-Identifier: Apache-2.0

//! Canonical form of a trace code, found from any form it comes in.
//!
//! The chain takes the canonical form alone, so that one unit can't have two codes. A person or a scanner may bring a
//! barcode of 8, 12 or 13 digits, qualifiers in another order, too much or too little percent-encoding, the text under the
//! bars with its application identifiers in brackets, or the whole address: all equivalent forms lead here.

use suyuan_primitives::{codes::TraceCode, ValueError};

/// Reason for which a text is no trace code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
	/// The check digit of its GS1 key is wrong.
	CheckDigit,
	/// The text has no known form.
	Form,
}

impl From<ValueError> for Wrong {
	fn from(error: ValueError) -> Self {
		match error {
			ValueError::WrongCheckDigit => Self::CheckDigit,
			_ => Self::Form,
		}
	}
}

/// Longest text that is parsed: an address of generous length with the longest code in it.
const MAX_TEXT: usize = 1_024;

/// Qualifiers of a key in their order, each with the name that older Digital Links give it.
const TRADE_ITEM: &[(&str, &str)] = &[("22", "cpv"), ("10", "lot"), ("21", "ser")];
/// Keys, each also by the name that older Digital Links give it.
const KEYS: [&str; 6] = ["01", "gtin", "00", "sscc", "414", "gln"];
const LOCATION: &[(&str, &str)] = &[("254", "glnx")];

/// Returns the canonical form of a trace code.
pub fn canonical(text: &str) -> Result<String, Wrong> {
	let text = text.trim();
	if text.len() > MAX_TEXT {
		return Err(Wrong::Form);
	}
	let code = if text.starts_with('(') { in_brackets(text)? } else { in_path(path_of(text))? };
	code.parse::<TraceCode>()?;
	Ok(code)
}

/// Path of an address, or the text itself if it is no address.
fn path_of(text: &str) -> &str {
	let without_scheme = ["https://", "http://"].iter().find_map(|scheme| {
		let rest = text.get(..scheme.len()).filter(|start| start.eq_ignore_ascii_case(scheme));
		rest.map(|_| &text[scheme.len()..])
	});
	let Some(rest) = without_scheme else { return text.trim_matches('/') };
	// In an address a question mark begins the query; in a code it may belong to a serial number.
	let path = rest.split_once('/').map_or("", |(_, path)| path);
	path[..path.find(['?', '#']).unwrap_or(path.len())].trim_matches('/')
}

fn in_path(path: &str) -> Result<String, Wrong> {
	let mut segments = path.split('/');
	let first = segments.next().map(decoded).transpose()?.unwrap_or_default();
	if first.starts_with("ecode:") || first.starts_with("other:") {
		return segments.next().is_none().then_some(first).ok_or(Wrong::Form);
	}
	let mut rest = segments.map(decoded);
	let mut pairs = vec![];
	let mut key = Some(first);
	while let Some(name) = key {
		pairs.push((name, rest.next().ok_or(Wrong::Form)??));
		key = rest.next().transpose()?;
	}
	assembled(&pairs)
}

/// Parses the text under the bars: `(01)06901234567892(21)SN-0001`. A bracket that belongs to a value has no digits and a
/// closing bracket after it.
fn in_brackets(text: &str) -> Result<String, Wrong> {
	let mut pairs: Vec<(String, String)> = vec![];
	for part in text.split('(').skip(1) {
		let identifier = part.split_once(')').filter(|(identifier, _)| {
			(2..=4).contains(&identifier.len()) && identifier.bytes().all(|byte| byte.is_ascii_digit())
		});
		match (identifier, pairs.last_mut()) {
			(Some((identifier, value)), _) => pairs.push((identifier.into(), value.into())),
			(None, Some((_, value))) => value.extend(["(", part]),
			(None, None) => return Err(Wrong::Form),
		}
	}
	assembled(&pairs)
}

/// Assembles the code of a key and its qualifiers, in any order.
fn assembled(pairs: &[(String, String)]) -> Result<String, Wrong> {
	// A scanner may send them in any order: the key is the one that may stand alone.
	let place = pairs.iter().position(|(key, _)| KEYS.contains(&key.as_str())).ok_or(Wrong::Form)?;
	let (key, value) = &pairs[place];
	let qualifiers = || pairs[..place].iter().chain(&pairs[place + 1..]);
	let (mut code, known) = match key.as_str() {
		"01" | "gtin" => {
			let sound = matches!(value.len(), 8 | 12 | 13 | 14);
			(sound.then(|| format!("01/{value:0>14}")).ok_or(Wrong::Form)?, TRADE_ITEM)
		}
		"00" | "sscc" => (format!("00/{value}"), &[][..]),
		"414" | "gln" => (format!("414/{value}"), LOCATION),
		_ => return Err(Wrong::Form),
	};
	let mut taken = 0;
	for (identifier, name) in known {
		let mut of_this = qualifiers().filter(|(key, _)| key == identifier || key == name);
		if let Some((_, value)) = of_this.next() {
			taken += 1;
			code.extend(["/", identifier, "/"]);
			encode(value, &mut code);
		}
	}
	// A pair left over is no qualifier of this key, or stands there twice.
	(taken == qualifiers().count()).then_some(code).ok_or(Wrong::Form)
}

fn decoded(segment: &str) -> Result<String, Wrong> {
	let nibble = |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16)).ok_or(Wrong::Form);
	let mut bytes = segment.bytes();
	let mut decoded = Vec::with_capacity(segment.len());
	while let Some(byte) = bytes.next() {
		decoded.push(match byte {
			b'%' => (nibble(bytes.next())? << 4 | nibble(bytes.next())?) as u8,
			byte => byte,
		});
	}
	String::from_utf8(decoded).map_err(|_| Wrong::Form)
}

/// Percent-encodes the characters that GS1 Digital Link encodes in a path.
fn encode(value: &str, code: &mut String) {
	for character in value.chars() {
		if "!()*+,:#%&/ ".contains(character) {
			code.push_str(&format!("%{:02X}", character as u32));
		} else {
			code.push(character);
		}
	}
}

/// Encodes a code as the path of an address, without the slash at its beginning. Of the characters that a code has as they
/// are, four mean something else in an address, or nothing.
pub fn path(code: &str) -> String {
	code.replace('?', "%3F").replace('"', "%22").replace('<', "%3C").replace('>', "%3E")
}

/// Encodes a code as one segment of a path, with every slash and percent sign of it encoded.
pub fn segment(code: &str) -> String {
	let mut segment = String::with_capacity(code.len() + 16);
	for byte in code.bytes() {
		if byte.is_ascii_alphanumeric() || b"-._~:".contains(&byte) {
			segment.push(char::from(byte));
		} else {
			segment.push_str(&format!("%{byte:02X}"));
		}
	}
	segment
}

#[cfg(test)]
mod tests {
	use super::*;

	const PIECE: &str = "01/06901234567892/21/SN-0001";

	#[test]
	fn the_canonical_form_is_its_own() {
		for code in [
			PIECE,
			"01/06901234567892/22/A/10/L%2F1/21/S%28%29",
			"00/106141412345678908",
			"414/9521141111116/254/B2",
			"ecode:10064.1-X_2",
			"other:abc",
		] {
			assert_eq!(canonical(code).as_deref(), Ok(code));
		}
	}

	#[test]
	fn other_forms_lead_to_it() {
		for form in [
			"/01/06901234567892/21/SN-0001",
			"01/6901234567892/21/SN-0001/",
			"01/06901234567892/21/SN%2D0001",
			"gtin/06901234567892/ser/SN-0001",
			"https://trace.example/01/6901234567892/21/SN-0001?linkType=all#map",
			"HTTPS://trace.example/01/6901234567892/21/SN-0001",
			"(01)06901234567892(21)SN-0001",
			"(21)SN-0001(01)06901234567892",
			" 01/06901234567892/21/SN-0001 ",
		] {
			assert_eq!(canonical(form).as_deref(), Ok(PIECE), "{form}");
		}
		assert_eq!(canonical("01/96385074/10/A").as_deref(), Ok("01/00000096385074/10/A"));
		assert_eq!(canonical("01/614141999996/10/A").as_deref(), Ok("01/00614141999996/10/A"));
		let reordered = canonical("01/06901234567892/21/S/10/L/22/V");
		assert_eq!(reordered.as_deref(), Ok("01/06901234567892/22/V/10/L/21/S"));
		assert_eq!(canonical("01/06901234567892/10/a%2fb").as_deref(), Ok("01/06901234567892/10/a%2Fb"));
		assert_eq!(canonical("(01)06901234567892(10)a(b)").as_deref(), Ok("01/06901234567892/10/a%28b%29"));
	}

	#[test]
	fn a_wrong_check_digit_is_told_from_a_wrong_form() {
		for code in ["01/06901234567893/21/A", "(01)06901234567893", "00/106141412345678907", "01/96385075"] {
			assert_eq!(canonical(code), Err(Wrong::CheckDigit), "{code}");
		}
		for code in [
			"",
			"/",
			"02/06901234567892",
			"01",
			"01/06901234567892/21",
			"01/06901234567",
			"01/0690123456789x",
			"01/06901234567892/21/A/21/B",
			"01/06901234567892/21/A/ser/B",
			"01/06901234567892/17/261231",
			"01/06901234567892/21/%zz",
			"01/06901234567892/21/%e6%ba%af",
			"01/06901234567892/21/%ff",
			"01/06901234567892/21/123456789012345678901",
			"00/106141412345678908/21/A",
			"ecode:",
			"ecode:a b",
			"other:a/b",
			"(x)1",
			"(01",
			"https://trace.example",
			"<script>alert(1)</script>",
		] {
			assert_eq!(canonical(code), Err(Wrong::Form), "{code}");
		}
		assert_eq!(canonical(&"0".repeat(MAX_TEXT + 1)), Err(Wrong::Form));
	}

	#[test]
	fn what_means_something_else_in_an_address_is_encoded_there() {
		let code = "01/06901234567892/21/A?<\"B\">";
		assert_eq!(path(code), "01/06901234567892/21/A%3F%3C%22B%22%3E");
		assert_eq!(canonical(&path(code)).as_deref(), Ok(code));
		assert_eq!(canonical(code).as_deref(), Ok(code));
		assert_eq!(canonical(&format!("https://trace.example/{}?lang=en", path(code))).as_deref(), Ok(code));
	}

	#[test]
	fn a_code_is_one_segment() {
		assert_eq!(segment("01/06901234567892/10/a%2Fb"), "01%2F06901234567892%2F10%2Fa%252Fb");
	}
}
