// SPDX-License-Identifier: Apache-2.0

//! Encoding of trace codes as paths of links, and decoding.

use suyuan_primitives::codes::TraceCode;

/// Characters of set 82 that GS1 Digital Link encodes in a path. In the code itself they stand encoded.
const ENCODED_IN_CODES: &[u8] = b"!()*+,:#%&/ ";

/// Path of a unit's page. The few characters that a code carries as they are, and a path may not, are encoded.
pub fn path(code: &str) -> String {
	let mut path = String::with_capacity(code.len() + 1);
	path.push('/');
	path.push_str(&encode(code));
	path
}

/// Encodes a code as part of a path.
pub fn encode(code: &str) -> String {
	let mut encoded = String::with_capacity(code.len());
	for byte in code.bytes() {
		match byte {
			b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => encoded.push(char::from(byte)),
			b'-' | b'.' | b'_' | b'~' | b'/' | b':' | b'%' | b'=' | b';' | b'\'' => {
				encoded.push(char::from(byte))
			}
			byte => encoded.push_str(&format!("%{byte:02X}")),
		}
	}
	encoded
}

/// Encodes a value of a query.
pub fn query(value: &str) -> String {
	let mut encoded = String::with_capacity(value.len());
	for byte in value.bytes() {
		match byte {
			b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
				encoded.push(char::from(byte))
			}
			byte => encoded.push_str(&format!("%{byte:02X}")),
		}
	}
	encoded
}

/// Decodes the code that a path names, if it is in canonical form. Only what paths alone encode is decoded.
pub fn code(path: &str) -> Option<TraceCode> {
	let mut code = Vec::with_capacity(path.len());
	let mut bytes = path.bytes();
	while let Some(byte) = bytes.next() {
		if byte != b'%' {
			code.push(byte);
			continue;
		}
		let mut nibble = || bytes.next().and_then(|digit| char::from(digit).to_digit(16));
		let character = u8::try_from(nibble()? << 4 | nibble()?).ok()?;
		if ENCODED_IN_CODES.contains(&character) {
			code.extend_from_slice(format!("%{character:02X}").as_bytes());
		} else {
			code.push(character);
		}
	}
	String::from_utf8(code).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn every_code_finds_back_from_its_path() {
		for text in [
			"01/06901234567892/21/SN-0001",
			"01/06901234567892/10/L%2F1/21/A?B\"C<D>'E;F=",
			"00/106141412345678908",
			"ecode:a.b_c-1",
		] {
			let code: TraceCode = text.parse().unwrap();
			let path = path(text);
			assert!(path.bytes().all(|byte| !b"?\"<> ".contains(&byte)), "{path}");
			assert_eq!(super::code(&path[1..]), Some(code));
		}
	}

	#[test]
	fn what_is_no_code_is_none() {
		for path in ["", "01/1", "%", "%zz", "%FF", "01/06901234567893/21/A", "01/06901234567892/21/a%00"] {
			assert_eq!(code(path), None, "{path}");
		}
	}
}
