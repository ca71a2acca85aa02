// SPDX-License-Identifier: Apache-2.0

//! The trace code 追溯码: one per trace unit.

use super::gs1::{in_set_82, Gln, Gtin, Sscc};
use crate::{values::Text, Check, Clock, ValueError};
use alloc::{string::String, vec::Vec};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::str::FromStr;
use scale_info::TypeInfo;

/// Longest trace code in bytes: a trade item whose three qualifiers are percent-encoded throughout.
pub const MAX_TRACE_CODE: u32 = 209;

/// Longest identifier of a scheme other than GS1.
const MAX_OTHER: usize = 64;

/// A trace code 追溯码 (DB4403/T 471-2024 §3.3, §5.1) in its one canonical form.
///
/// For GS1 keys that is the path of their GS1 Digital Link without the leading slash, so that the key in
/// state, the link in the QR code and the path of the page are the same string:
///
/// - `01/{GTIN-14}[/22/{variant}][/10/{lot}][/21/{serial}]`, in this order
/// - `00/{SSCC}`
/// - `414/{GLN}[/254/{extension}]`
///
/// Other schemes stand beside them: `ecode:{identifier}` and `other:{identifier}`, the identifier being 1 to
/// 64 letters, digits, dots, hyphens or underscores.
#[derive(
	Clone,
	Debug,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct TraceCode(pub Text<MAX_TRACE_CODE>);

/// The parts of a trace code, read from its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParsedCode<'a> {
	/// A product by its commodity barcode, narrowed by qualifiers. These stand as in the code, still encoded.
	TradeItem {
		/// The commodity barcode, a GTIN.
		gtin: Gtin,
		/// Consumer product variant (AI 22).
		variant: Option<&'a [u8]>,
		/// Batch or lot (AI 10).
		lot: Option<&'a [u8]>,
		/// Serial number (AI 21).
		serial: Option<&'a [u8]>,
	},
	/// A parcel, carton or pallet.
	LogisticUnit(Sscc),
	/// A place or party.
	Location {
		/// The number of the location.
		gln: Gln,
		/// The extension of the number (AI 254).
		extension: Option<&'a [u8]>,
	},
	/// An Ecode (GB/T 31866).
	Ecode(&'a [u8]),
	/// A code of another scheme.
	Other(&'a [u8]),
}

/// The level of the things that trace codes name.
///
/// A trace unit is a single product or one batch (DB4403/T 471-2024 §3.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitLevel {
	/// One piece: a serial number is given.
	Item,
	/// One batch: a lot is given.
	Batch,
	/// A logistic unit, which holds other units.
	LogisticUnit,
	/// A kind of product: no unit at all.
	ProductClass,
	/// A place: no unit at all.
	Location,
	/// The scheme does not tell.
	Unspecified,
}

impl TraceCode {
	/// The canonical text as bytes.
	pub fn as_bytes(&self) -> &[u8] {
		self.0.as_bytes()
	}

	/// The code of a batch (`lot` alone), of a piece (`serial`), or of a piece within its batch (both).
	pub fn trade_item(gtin: Gtin, lot: Option<&str>, serial: Option<&str>) -> Result<Self, ValueError> {
		let mut path = String::from("01/");
		path.extend(gtin.0.iter().map(|digit| char::from(*digit)));
		for (identifier, value) in [("/10/", lot), ("/21/", serial)] {
			if let Some(value) = value {
				path.push_str(identifier);
				percent_encode(value, &mut path);
			}
		}
		path.parse()
	}

	/// Returns true if the codes name the same product: one GTIN and variant, or one scheme that names no product.
	pub fn is_of_product_of(&self, other: &Self) -> bool {
		use ParsedCode::{Ecode, Other, TradeItem};
		match (self.parse(), other.parse()) {
			(Ok(TradeItem { gtin, variant, .. }), Ok(TradeItem { gtin: of_other, variant: other, .. })) => {
				gtin == of_other && variant == other
			}
			(Ok(Ecode(_)), Ok(Ecode(_))) | (Ok(Other(_)), Ok(Other(_))) => true,
			_ => false,
		}
	}

	/// Reads the code. Every form but the canonical one is refused, so that one unit can't have two codes.
	pub fn parse(&self) -> Result<ParsedCode<'_>, ValueError> {
		parse(self.as_bytes())
	}

	/// The `n`th of the pieces whose codes take most to read and keep.
	///
	/// Every character of three qualifiers is percent-encoded.
	#[cfg(any(test, feature = "runtime-benchmarks"))]
	pub fn longest(n: u32) -> Self {
		let digits = alloc::format!("{n:020}");
		let encoded = |digit| char::from(b"!()*+,:%&/"[usize::from(digit - b'0')]);
		let mut path = String::from("01/09521234543213");
		for qualifier in ["/22/", "/10/", "/21/"] {
			path.push_str(qualifier);
			percent_encode(&digits.bytes().map(encoded).collect::<String>(), &mut path);
		}
		path.parse().expect("it is canonical")
	}

	/// The level of the thing that the code names.
	pub fn level(&self) -> Result<UnitLevel, ValueError> {
		Ok(match self.parse()? {
			ParsedCode::TradeItem { serial: Some(_), .. } => UnitLevel::Item,
			ParsedCode::TradeItem { lot: Some(_), .. } => UnitLevel::Batch,
			ParsedCode::TradeItem { .. } => UnitLevel::ProductClass,
			ParsedCode::LogisticUnit(_) => UnitLevel::LogisticUnit,
			ParsedCode::Location { .. } => UnitLevel::Location,
			ParsedCode::Ecode(_) | ParsedCode::Other(_) => UnitLevel::Unspecified,
		})
	}
}

impl FromStr for TraceCode {
	type Err = ValueError;

	fn from_str(text: &str) -> Result<Self, ValueError> {
		let code = Self(Text::try_from(text).map_err(|_| ValueError::MalformedTraceCode)?);
		code.parse()?;
		Ok(code)
	}
}

impl Check for TraceCode {
	fn check(&self, _: &Clock) -> Result<(), ValueError> {
		self.parse().map(|_| ())
	}
}

fn parse(code: &[u8]) -> Result<ParsedCode<'_>, ValueError> {
	if let Some(identifier) = code.strip_prefix(b"ecode:") {
		return other_scheme(identifier).map(ParsedCode::Ecode);
	}
	if let Some(identifier) = code.strip_prefix(b"other:") {
		return other_scheme(identifier).map(ParsedCode::Other);
	}
	let mut segments = code.split(|byte| *byte == b'/').peekable();
	let key = segments.next();
	let value = segments.next().ok_or(ValueError::MalformedTraceCode)?;
	let mut qualifier = |identifier: &[u8]| -> Result<Option<&[u8]>, ValueError> {
		if segments.next_if(|segment| *segment == identifier).is_none() {
			return Ok(None);
		}
		let value = segments.next().ok_or(ValueError::MalformedTraceCode)?;
		check_encoded(value).map(|()| Some(value))
	};
	let parsed = match key {
		Some(b"01") => ParsedCode::TradeItem {
			gtin: Gtin(digits(value)?),
			variant: qualifier(b"22")?,
			lot: qualifier(b"10")?,
			serial: qualifier(b"21")?,
		},
		Some(b"00") => ParsedCode::LogisticUnit(Sscc(digits(value)?)),
		Some(b"414") => ParsedCode::Location { gln: Gln(digits(value)?), extension: qualifier(b"254")? },
		_ => return Err(ValueError::MalformedTraceCode),
	};
	// A segment that is left over stands in the wrong order, twice, or is no qualifier of this key.
	if segments.next().is_some() {
		return Err(ValueError::MalformedTraceCode);
	}
	let clock = Clock { latest: 0 };
	match &parsed {
		ParsedCode::TradeItem { gtin, .. } => gtin.check(&clock)?,
		ParsedCode::LogisticUnit(sscc) => sscc.check(&clock)?,
		ParsedCode::Location { gln, .. } => gln.check(&clock)?,
		ParsedCode::Ecode(_) | ParsedCode::Other(_) => (),
	}
	Ok(parsed)
}

/// A key of exactly `N` digits. Its check digit is looked at once the whole path is known to be sound.
fn digits<const N: usize>(value: &[u8]) -> Result<[u8; N], ValueError> {
	let digits: [u8; N] = value.try_into().map_err(|_| ValueError::MalformedTraceCode)?;
	digits.iter().all(u8::is_ascii_digit).then_some(digits).ok_or(ValueError::MalformedTraceCode)
}

fn other_scheme(identifier: &[u8]) -> Result<&[u8], ValueError> {
	let sound = (1..=MAX_OTHER).contains(&identifier.len())
		&& identifier.iter().all(|c| c.is_ascii_alphanumeric() || b".-_".contains(c));
	sound.then_some(identifier).ok_or(ValueError::MalformedTraceCode)
}

/// Returns true if GS1 Digital Link percent-encodes the character in a path.
fn must_encode(character: u8) -> bool {
	b"!()*+,:#%&/ ".contains(&character)
}

pub(crate) fn percent_encode(value: &str, path: &mut String) {
	const HEX: &[u8; 16] = b"0123456789ABCDEF";
	for character in value.chars() {
		match u8::try_from(character) {
			Ok(byte) if must_encode(byte) => {
				path.push('%');
				path.push(char::from(HEX[usize::from(byte >> 4)]));
				path.push(char::from(HEX[usize::from(byte & 15)]));
			}
			_ => path.push(character),
		}
	}
}

/// Checks that a qualifier's value is 1 to 20 characters of set 82, encoded just where it must be.
fn check_encoded(value: &[u8]) -> Result<(), ValueError> {
	let upper_hex = |byte: u8| match byte {
		b'0'..=b'9' => Some(byte - b'0'),
		b'A'..=b'F' => Some(byte - b'A' + 10),
		_ => None,
	};
	let mut decoded = Vec::with_capacity(value.len());
	let mut bytes = value.iter().copied();
	while let Some(byte) = bytes.next() {
		decoded.push(match byte {
			b'%' => {
				let mut nibble = || bytes.next().and_then(upper_hex).ok_or(ValueError::MalformedTraceCode);
				let character = nibble()? << 4 | nibble()?;
				if !must_encode(character) {
					return Err(ValueError::MalformedTraceCode);
				}
				character
			}
			byte if must_encode(byte) => return Err(ValueError::MalformedTraceCode),
			byte => byte,
		});
	}
	let sound = (1..=20).contains(&decoded.len()) && decoded.into_iter().all(in_set_82);
	sound.then_some(()).ok_or(ValueError::MalformedTraceCode)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_longest_codes_are_pieces_each_with_its_own() {
		assert_eq!(TraceCode::longest(0).level(), Ok(UnitLevel::Item));
		assert_ne!(TraceCode::longest(0), TraceCode::longest(1));
		assert!(TraceCode::longest(0).as_bytes().len() <= MAX_TRACE_CODE as usize);
	}

	#[test]
	fn lots_and_pieces_are_of_one_product_and_other_schemes_of_none() {
		let is_same = |one: &str, other: &str| {
			let code = |text: &str| text.parse::<TraceCode>().unwrap();
			code(one).is_of_product_of(&code(other))
		};
		assert!(is_same("01/09521234543213/10/A", "01/09521234543213/21/1"));
		assert!(is_same("other:a", "other:b") && is_same("ecode:a", "ecode:b"));
		for other in
			["01/06901234567892/10/A", "01/09521234543213/22/X/10/A", "other:a", "00/106141412345678908"]
		{
			assert!(!is_same("01/09521234543213/10/A", other), "{other}");
		}
		assert!(!is_same("other:a", "ecode:a"));
	}
}
