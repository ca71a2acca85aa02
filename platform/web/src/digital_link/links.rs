// SPDX-License-Identifier: Apache-2.0

//! Encoding of trace codes and other values as parts of links.

pub use suyuan_primitives::digital_link::path;

/// Encodes a code as part of a path.
pub fn encode(code: &str) -> String {
	path(code).split_off(1)
}

/// Encodes a value of a query, or a code as one segment of a path.
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

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_code_is_one_segment() {
		assert_eq!(query("01/06901234567892/10/a%2Fb"), "01%2F06901234567892%2F10%2Fa%252Fb");
		assert_eq!(encode("01/06901234567892/21/A?<\"B\">"), "01/06901234567892/21/A%3F%3C%22B%22%3E");
	}
}
