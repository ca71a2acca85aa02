// SPDX-License-Identifier: Apache-2.0

//! Human readable interpretation of a trace code, as printed beneath the QR code.

use suyuan_primitives::codes::{ParsedCode, TraceCode};

/// Application identifiers of a code and their values, each on a line. Such as `(01)06901234567892`, `(21)SN-0001`. Values
/// are no longer encoded as in a path.
pub fn lines(code: &TraceCode) -> Vec<String> {
	let text = String::from_utf8_lossy(code.as_bytes());
	match code.parse() {
		Ok(ParsedCode::Ecode(_) | ParsedCode::Other(_)) | Err(_) => vec![text.into_owned()],
		Ok(_) => {
			let segments: Vec<&str> = text.split('/').collect();
			let pairs = segments.chunks(2);
			pairs.map(|pair| format!("({}){}", pair[0], decoded(pair.get(1).unwrap_or(&"")))).collect()
		}
	}
}

/// Decodes the percent-encoding of a value.
fn decoded(value: &str) -> String {
	let mut bytes = value.bytes();
	let mut decoded = String::with_capacity(value.len());
	while let Some(byte) = bytes.next() {
		let mut digit = || bytes.next().and_then(|digit| char::from(digit).to_digit(16)).unwrap_or_default();
		decoded.push(match byte {
			b'%' => char::from((digit() << 4 | digit()) as u8),
			byte => char::from(byte),
		});
	}
	decoded
}
