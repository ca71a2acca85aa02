// SPDX-License-Identifier: Apache-2.0
//! The encodings in which programs save CSV: UTF-8, UTF-16 with a byte order mark, and GBK.
//!
//! A file is decoded where its encoding is certain and refused otherwise, because a text in a wrong encoding is often
//! well-formed, and always wrong.

use super::Unreadable;
use crate::write::BOM;
use encoding_rs::{Encoding, GB18030, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// The first byte of a UTF-8 character of three bytes, as most of Chinese are.
const FIRST_OF_THREE: u8 = 0xe0;

/// The text of a file. GBK has no mark of its own and is taken only if `is_table` finds the headings in it.
pub(super) fn decode(content: &[u8], is_table: impl Fn(&str) -> bool) -> Result<Cow<'_, str>, Unreadable> {
	let marked = Encoding::for_bom(content).filter(|(encoding, _)| [UTF_16LE, UTF_16BE].contains(encoding));
	if let Some((encoding, mark)) = marked {
		let text = encoding.decode_without_bom_handling(&content[mark..]).0;
		return match text.find(char::REPLACEMENT_CHARACTER) {
			Some(at) => Err(Unreadable::NotUtf8(line_of(&text.as_bytes()[..at]))),
			None => Ok(text),
		};
	}
	let bare = content.strip_prefix(BOM.as_bytes());
	let error = match str::from_utf8(bare.unwrap_or(content)) {
		Ok(text) => return Ok(text.into()),
		Err(error) => error,
	};
	let refused = Unreadable::NotUtf8(line_of(&content[..error.valid_up_to()]));
	if bare.is_some() || has_utf8(content) {
		return Err(refused);
	}
	let decoded = GB18030.decode_without_bom_handling_and_without_replacement(content);
	decoded.filter(|text| is_table(text)).ok_or(refused)
}

/// Tells whether a text among others is UTF-8, and of more than one or two bytes by chance.
fn has_utf8(content: &[u8]) -> bool {
	content
		.split(u8::is_ascii)
		.any(|run| run.iter().any(|byte| *byte >= FIRST_OF_THREE) && str::from_utf8(run).is_ok())
}

/// The line in which a text ends, counted from 1.
fn line_of(before: &[u8]) -> u64 {
	1 + before.iter().filter(|byte| **byte == b'\n').count() as u64
}
