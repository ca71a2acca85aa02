// SPDX-License-Identifier: Apache-2.0

//! Compressed GS1 Digital Links (GS1 Digital Link Standard: Compression 1.0).
//!
//! The path of such a link is one segment of base64, or the key with its value and such a segment for the rest. Its bits are
//! application identifiers of four bits a digit, each followed by its value: digits as one number, other characters in the
//! smallest of four alphabets. Frequent sequences of identifiers have one byte.

use super::{links, read};
use suyuan_primitives::codes::TraceCode;

/// Longest compressed segment that is read: more than any label holds.
const MAX_SEGMENT: usize = 512;
/// Shortest compressed segment: a GTIN takes ten characters.
const MIN_SEGMENT: usize = 9;
/// Pairs of identifier and value that one link has at most.
const MAX_PAIRS: usize = 32;

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// A link that was compressed: the code that it names, and the attributes beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decompressed {
	/// The code, in its canonical form.
	pub code: TraceCode,
	/// The attributes as a query, encoded: empty if there are none.
	pub query: String,
}

/// Decompresses the path of a link. None if it is no compressed link of a key that is known here.
pub fn decompress(path: &str) -> Option<Decompressed> {
	let segments: Vec<&str> = path.trim_matches('/').split('/').collect();
	let (mut pairs, segment) = match segments.as_slice() {
		[segment] => (vec![], *segment),
		[key @ ("01" | "00" | "414"), value, segment] => {
			(vec![((*key).to_owned(), (*value).to_owned())], *segment)
		}
		_ => return None,
	};
	let longest = if pairs.is_empty() { MIN_SEGMENT } else { 1 };
	if !(longest..=MAX_SEGMENT).contains(&segment.len()) {
		return None;
	}
	pairs.extend(pairs_of(&mut Bits::of(segment)?)?);
	let mut code = String::new();
	let mut query = String::new();
	let [key, qualifiers]: [&[&str]; 2] = [&["01", "00", "414"], &["22", "10", "21", "254"]];
	for wanted in key.iter().chain(qualifiers) {
		if let Some((name, value)) = pairs.iter().find(|(name, _)| name == wanted) {
			code.extend(["/", name, "/", &links::query(value)]);
		}
	}
	for (name, value) in pairs.iter().filter(|(name, _)| !code.contains(&format!("/{name}/"))) {
		let divider = if query.is_empty() { "" } else { "&" };
		query.extend([divider, &links::query(name), "=", &links::query(value)]);
	}
	let keys = pairs.iter().filter(|(name, _)| key.contains(&name.as_str())).count();
	Some(Decompressed { code: read(&code).ok().filter(|_| keys == 1)?, query })
}

/// Part of an identifier's value: its longest length, whether the length is fixed, and whether it is of digits alone.
struct Part {
	length: usize,
	is_fixed: bool,
	is_of_digits: bool,
}

const fn fixed(length: usize) -> Part {
	Part { length, is_fixed: true, is_of_digits: true }
}

const fn digits(length: usize) -> Part {
	Part { length, is_fixed: false, is_of_digits: true }
}

const fn characters(length: usize) -> Part {
	Part { length, is_fixed: false, is_of_digits: false }
}

/// Parts of the values of identifiers, each from a first to a last one.
const FORMATS: &[(&str, &str, &[Part])] = &[
	("00", "00", &[fixed(18)]),
	("01", "02", &[fixed(14)]),
	("10", "10", &[characters(20)]),
	("11", "17", &[fixed(6)]),
	("20", "20", &[fixed(2)]),
	("21", "22", &[characters(20)]),
	("235", "235", &[characters(28)]),
	("240", "241", &[characters(30)]),
	("242", "242", &[digits(6)]),
	("243", "243", &[characters(20)]),
	("250", "251", &[characters(30)]),
	("253", "253", &[fixed(13), characters(17)]),
	("254", "254", &[characters(20)]),
	("255", "255", &[fixed(13), digits(12)]),
	("30", "30", &[digits(8)]),
	("3100", "3695", &[fixed(6)]),
	("37", "37", &[digits(8)]),
	("3900", "3909", &[digits(15)]),
	("3910", "3919", &[fixed(3), digits(15)]),
	("3920", "3929", &[digits(15)]),
	("3930", "3939", &[fixed(3), digits(15)]),
	("3940", "3943", &[fixed(4)]),
	("400", "401", &[characters(30)]),
	("402", "402", &[fixed(17)]),
	("403", "403", &[characters(30)]),
	("410", "417", &[fixed(13)]),
	("420", "420", &[characters(20)]),
	("421", "421", &[fixed(3), characters(9)]),
	("422", "422", &[fixed(3)]),
	("423", "423", &[fixed(3), digits(12)]),
	("424", "424", &[fixed(3)]),
	("425", "425", &[fixed(3), digits(12)]),
	("426", "426", &[fixed(3)]),
	("427", "427", &[characters(3)]),
	("7001", "7001", &[fixed(13)]),
	("7002", "7002", &[characters(30)]),
	("7003", "7003", &[fixed(10)]),
	("7004", "7004", &[digits(4)]),
	("7005", "7005", &[characters(12)]),
	("7006", "7006", &[fixed(6)]),
	("7007", "7007", &[fixed(6), digits(6)]),
	("7008", "7008", &[characters(3)]),
	("7009", "7009", &[characters(10)]),
	("7010", "7010", &[characters(2)]),
	("7020", "7022", &[characters(20)]),
	("7023", "7023", &[characters(30)]),
	("7030", "7039", &[fixed(3), characters(27)]),
	("710", "714", &[characters(20)]),
	("7230", "7239", &[characters(30)]),
	("8001", "8001", &[fixed(14)]),
	("8002", "8002", &[characters(20)]),
	("8003", "8003", &[fixed(14), characters(16)]),
	("8004", "8004", &[characters(30)]),
	("8005", "8005", &[fixed(6)]),
	("8006", "8006", &[fixed(18)]),
	("8007", "8007", &[characters(24)]),
	("8008", "8008", &[fixed(8), digits(4)]),
	("8009", "8009", &[characters(50)]),
	("8010", "8010", &[characters(30)]),
	("8011", "8011", &[digits(12)]),
	("8012", "8012", &[characters(20)]),
	("8013", "8013", &[characters(30)]),
	("8017", "8018", &[fixed(18)]),
	("8019", "8019", &[digits(10)]),
	("8020", "8020", &[characters(25)]),
	("8026", "8026", &[fixed(18)]),
	("8110", "8110", &[characters(70)]),
	("8111", "8111", &[fixed(4)]),
	("8112", "8112", &[characters(70)]),
	("8200", "8200", &[characters(70)]),
	("90", "90", &[characters(30)]),
	("91", "99", &[characters(90)]),
];

/// Sequences of identifiers that one byte stands for, in the order of GS1's toolkit. Those whose last digit counts through
/// the places of a measure are in [`measured`].
const SEQUENCES: &[(u8, &[&str])] = &[
	(0x0A, &["01", "22"]),
	(0x0B, &["01", "10"]),
	(0x0C, &["01", "21"]),
	(0x0D, &["01", "17"]),
	(0x0E, &["01", "7003"]),
	(0x0F, &["01", "30"]),
	(0x1A, &["01", "10", "17", "21"]),
	(0x1B, &["01", "15"]),
	(0x1C, &["01", "11"]),
	(0x1D, &["01", "16"]),
	(0x1E, &["01", "91"]),
	(0x1F, &["01", "10", "15"]),
	(0x9A, &["8010", "8011"]),
	(0x9B, &["8017", "8019"]),
	(0x9C, &["8018", "8019"]),
	(0x9D, &["254", "414"]),
];

/// Key and measure or price that one byte stands for.
fn measured(byte: u8) -> Option<Vec<String>> {
	let (key, measure, place) = match byte {
		0x2A..=0x2F => ("01", "310", byte - 0x2A),
		0x3A..=0x3F => ("01", "320", byte - 0x3A),
		0xA0..=0xA9 => ("01", "392", byte - 0xA0),
		0xC0..=0xC9 => ("255", "390", byte - 0xC0),
		0xCA..=0xCD => ("255", "394", byte - 0xCA),
		_ => return None,
	};
	Some(vec![key.into(), format!("{measure}{place}")])
}

/// Digits of the identifiers that begin with two digits. None if none begins with them.
fn length_of(first: u8) -> Option<usize> {
	Some(match first {
		0x00..=0x02 | 0x10..=0x13 | 0x15..=0x17 | 0x20..=0x22 | 0x30 | 0x37 | 0x90..=0x99 => 2,
		0x23..=0x25 | 0x40..=0x42 | 0x71 => 3,
		0x31..=0x36 | 0x39 | 0x70 | 0x72 | 0x80..=0x82 => 4,
		_ => return None,
	})
}

/// Bits of a compressed segment.
struct Bits {
	bits: Vec<bool>,
	at: usize,
}

impl Bits {
	fn of(segment: &str) -> Option<Self> {
		let mut bits = Vec::with_capacity(segment.len() * 6);
		for byte in segment.bytes() {
			let value = BASE64.iter().position(|letter| *letter == byte)?;
			bits.extend((0..6).rev().map(|place| value >> place & 1 == 1));
		}
		Some(Self { bits, at: 0 })
	}

	/// The next bits as a number. None if there are fewer.
	fn take(&mut self, count: usize) -> Option<u128> {
		let taken = self.bits.get(self.at..self.at.checked_add(count)?).filter(|_| count <= 128)?;
		self.at += count;
		Some(taken.iter().fold(0, |number, bit| number << 1 | u128::from(*bit)))
	}

	fn byte(&mut self, count: usize) -> Option<u8> {
		self.take(count).and_then(|value| u8::try_from(value).ok())
	}

	/// Digits that stand as one number. More of them than are kept exactly are refused.
	fn digits(&mut self, count: usize) -> Option<String> {
		let number = self.take(bits_of_digits(count)).filter(|_| count <= 38)?;
		let text = format!("{number:0>count$}");
		(count > 0 && text.len() == count || count == 0 && number == 0)
			.then(|| text[text.len() - count..].into())
	}

	/// Characters in one of the alphabets.
	fn characters(&mut self, encoding: u8, count: usize) -> Option<String> {
		if encoding == 0 {
			return self.digits(count);
		}
		let mut text = String::with_capacity(count);
		for _ in 0..count {
			text.push(match encoding {
				1 => char::from_digit(u32::from(self.byte(4)?), 16)?,
				2 => char::from_digit(u32::from(self.byte(4)?), 16)?.to_ascii_uppercase(),
				3 => char::from(BASE64[usize::from(self.byte(6)?)]),
				4 => Some(char::from(self.byte(7)?)).filter(char::is_ascii_graphic)?,
				_ => return None,
			});
		}
		Some(text)
	}

	fn value(&mut self, identifier: &str) -> Option<String> {
		let is_of_range = |(first, last, _): &&(&str, &str, &[Part])| {
			first.len() == identifier.len() && (*first..=*last).contains(&identifier)
		};
		let (.., parts) = FORMATS.iter().find(is_of_range)?;
		let mut value = String::new();
		for part in *parts {
			let encoding = if part.is_of_digits { 0 } else { self.byte(3)? };
			let length = match part.is_fixed {
				true => part.length,
				false => self.take(bits_of_length(part.length)).map(|length| length as usize)?,
			};
			value += &self.characters(encoding, length).filter(|_| length <= part.length)?;
		}
		Some(value).filter(|value| !value.is_empty())
	}
}

/// Bits of a number of so many digits.
fn bits_of_digits(count: usize) -> usize {
	// The binary logarithm of ten, in millionths, and a hundredth more, rounded up.
	(count * 3_321_929 + 10_000).div_ceil(1_000_000)
}

/// Bits of a length up to so many: those of the longest.
fn bits_of_length(longest: usize) -> usize {
	(usize::BITS - longest.leading_zeros()) as usize
}

fn pairs_of(bits: &mut Bits) -> Option<Vec<(String, String)>> {
	let mut pairs = Vec::new();
	// A byte at most fills up the last character, with zeros.
	while bits.bits.len() - bits.at > 8 {
		let byte = bits.byte(8)?;
		let is_decimal = byte >> 4 <= 9 && byte & 15 <= 9;
		let identifiers = if is_decimal {
			let mut identifier = format!("{byte:02x}");
			for _ in 2..length_of(byte)? {
				identifier.push(char::from_digit(u32::from(bits.byte(4)?), 10)?);
			}
			vec![identifier]
		} else if let Some((_, sequence)) = SEQUENCES.iter().find(|(first, _)| *first == byte) {
			sequence.iter().map(|identifier| (*identifier).to_owned()).collect()
		} else if let Some(sequence) = measured(byte) {
			sequence
		} else if byte >> 4 == 15 {
			// A pair of another name: the length of the name has seven bits, of which four were read.
			let length = usize::from((byte & 15) << 3 | bits.byte(3)?);
			let name = bits.characters(3, length).filter(|name| !name.is_empty())?;
			let encoding = bits.byte(3)?;
			let length = usize::from(bits.byte(7)?);
			pairs.push((name, bits.characters(encoding, length)?));
			continue;
		} else {
			return None;
		};
		for identifier in identifiers {
			let value = bits.value(&identifier)?;
			pairs.push((identifier, value));
		}
		if pairs.len() > MAX_PAIRS {
			return None;
		}
	}
	let is_filled_up = bits.bits[bits.at..].iter().all(|bit| !bit);
	is_filled_up.then_some(pairs)
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	fn decompressed(path: &str) -> Option<(String, String)> {
		decompress(path).map(|link| (link.code.0.as_str().into(), link.query))
	}

	/// Links that GS1's toolkit compressed, with and without its sequences.
	#[test]
	fn links_of_gs1_s_toolkit_are_decompressed() {
		for (compressed, code, query) in [
			("/DAyNo0UVqM6Rv2mmmo", "01/06901234567892/21/SN-0001", ""),
			("/AQyNo0UVqELOkb9pppq", "01/06901234567892/21/SN-0001", ""),
			("/GgyNo0UVqNRe2m3WumvgCEb-zpG_aaaag", "01/06901234567892/10/L20261018A/21/SN-0001", "17=271231"),
			(
				"/AQyNo0UVqCDUXtpt1rpr4ALoRv5CzpG_aaaag",
				"01/06901234567892/10/L20261018A/21/SN-0001",
				"17=271231",
			),
			("/CgyNo0UVqIRUIFFXm94kQhdv7g5S0", "01/06901234567892/22/2A/10/abcdef12/21/98765432109", ""),
			("/nUKhZG0aGBpA", "414/6901234500004/254/A1", ""),
			("/JUQqFBRkbRoYGk", "414/6901234500004/254/A1", ""),
			("/AQyNo0UVqA", "01/06901234567892", ""),
			("/DAyNo0UVqQkFfCQg", "01/06901234567892/21/A%2FB%21", ""),
			("/DAyNo0UVqJVXm94kaA", "01/06901234567892/21/ABCDEF1234", ""),
			(
				"/AQyNo0UVqELOkb9pppqYgYAF6ckSAlfg36KGDbar",
				"01/06901234567892/21/SN-0001",
				"3103=000189&3922=0299&foo=bar",
			),
		] {
			assert_eq!(decompressed(compressed), Some((code.into(), query.into())), "{compressed}");
		}
	}

	#[test]
	fn a_number_keeps_the_zeros_before_it() {
		assert_eq!(
			decompressed("/CwyNo0UVqAoAew"),
			Some(("01/06901234567892/10/00123".into(), String::new()))
		);
	}

	#[test]
	fn the_key_may_stand_before_what_is_compressed() {
		let expected = Some(("01/06901234567892/10/L20261018A".into(), String::new()));
		// The lot alone, from the link with all of them.
		let (mut lot, mut segment) = (String::new(), String::new());
		for bits in [0x10, 0] {
			lot += &format!("{bits:08b}");
		}
		lot.truncate(8);
		// Encoding 3, ten characters of base64.
		lot += "011";
		lot += "01010";
		for letter in "L20261018A".bytes() {
			let place = BASE64.iter().position(|other| *other == letter).unwrap();
			lot += &format!("{place:06b}");
		}
		while !lot.len().is_multiple_of(6) {
			lot.push('0');
		}
		for place in (0..lot.len()).step_by(6) {
			segment.push(char::from(BASE64[usize::from_str_radix(&lot[place..place + 6], 2).unwrap()]));
		}
		assert_eq!(decompressed(&format!("/01/06901234567892/{segment}")), expected);
	}

	#[test]
	fn what_is_no_compressed_link_is_none() {
		for path in [
			"/participants",
			"/api",
			"/AQyNo0UVqB",
			"/____________",
			"/",
			"",
			"/AQyNo0UVq",
			"/AQyNo0UVqA/x/y/z",
			"/01/06901234567892/AQyNo0UVqA",
			&format!("/{}", "A".repeat(600)),
		] {
			assert_eq!(decompressed(path), None, "{path}");
		}
	}

	proptest! {
		#[test]
		fn whatever_is_sent_breaks_nothing(segment in "[A-Za-z0-9_-]{0,64}") {
			if let Some(link) = decompress(&format!("/{segment}")) {
				prop_assert!(link.code.parse().is_ok());
			}
		}
	}
}
