// SPDX-License-Identifier: Apache-2.0

//! Assembly of a code from a key and its qualifiers.

use super::error::ReadError;
use crate::codes::{percent_encode, TraceCode};
use alloc::{format, string::String};

/// A key: its application identifier, the name that older Digital Links give it, and its qualifiers in their order.
pub(super) struct Key {
	pub(super) identifier: &'static str,
	pub(super) name: &'static str,
	/// Qualifiers, each with the name that older Digital Links give it.
	pub(super) qualifiers: &'static [(&'static str, &'static str)],
}

/// Keys that name a unit, a product or a place.
pub(super) const KEYS: [Key; 3] = [
	Key { identifier: "01", name: "gtin", qualifiers: &[("22", "cpv"), ("10", "lot"), ("21", "ser")] },
	Key { identifier: "00", name: "sscc", qualifiers: &[] },
	Key { identifier: "414", name: "gln", qualifiers: &[("254", "glnx")] },
];

impl Key {
	/// The key of an application identifier or of its older name.
	pub(super) fn named(name: &str) -> Option<&'static Self> {
		KEYS.iter().find(|key| key.identifier == name || key.name.eq_ignore_ascii_case(name))
	}

	/// The identifier of a qualifier by itself or by its older name.
	pub(super) fn qualifier(&self, name: &str) -> Option<&'static str> {
		let named = |(identifier, old): &&(&str, &str)| *identifier == name || old.eq_ignore_ascii_case(name);
		self.qualifiers.iter().find(named).map(|(identifier, _)| *identifier)
	}

	/// Returns true if the text has as many digits as the key, which a GTIN may lack at its left.
	pub(super) fn has_form_of(&self, value: &str) -> bool {
		let lengths: &[usize] = match self.identifier {
			"01" => &[8, 12, 13, 14],
			"00" => &[18],
			_ => &[13],
		};
		lengths.contains(&value.len()) && value.bytes().all(|byte| byte.is_ascii_digit())
	}
}

/// Assembles the code of a key and its qualifiers, which come in any order and decoded.
///
/// The same value of a qualifier may come twice: the carriers of one thing repeat each other.
pub(super) fn assembled(
	key: &str,
	value: &str,
	qualifiers: &[(impl AsRef<str>, String)],
) -> Result<TraceCode, ReadError> {
	let key = Key::named(key).ok_or(ReadError::NoKey)?;
	if !key.has_form_of(value) {
		return Err(ReadError::Malformed);
	}
	let mut code = match key.identifier {
		"01" => format!("01/{value:0>14}"),
		identifier => format!("{identifier}/{value}"),
	};
	for (identifier, _) in key.qualifiers {
		let mut given =
			qualifiers.iter().filter(|(name, _)| name.as_ref() == *identifier).map(|(_, value)| value);
		let Some(value) = given.next() else { continue };
		if given.any(|other| other != value) {
			return Err(ReadError::Contradiction);
		}
		code.extend(["/", identifier, "/"]);
		percent_encode(value, &mut code);
	}
	Ok(code.parse()?)
}
