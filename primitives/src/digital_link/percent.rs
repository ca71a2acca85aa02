// SPDX-License-Identifier: Apache-2.0

//! Percent-decoding.

use super::error::ReadError;
use alloc::{string::String, vec::Vec};

/// Decodes the percent-encoding of a text, which may be too much of it.
pub(super) fn decoded(text: &str) -> Result<String, ReadError> {
	let nibble =
		|byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16)).ok_or(ReadError::Malformed);
	let mut bytes = text.bytes();
	let mut decoded = Vec::with_capacity(text.len());
	while let Some(byte) = bytes.next() {
		decoded.push(match byte {
			b'%' => (nibble(bytes.next())? << 4 | nibble(bytes.next())?) as u8,
			byte => byte,
		});
	}
	String::from_utf8(decoded).map_err(|_| ReadError::Malformed)
}
