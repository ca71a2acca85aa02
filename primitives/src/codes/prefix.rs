// SPDX-License-Identifier: Apache-2.0

//! Prefixes of trace codes, each given to one company, which alone gives out the codes under it.

use super::{Gtin, ParsedCode, TraceCode};
use crate::{Check, Clock, ValueError};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::{ops::RangeInclusive, str::FromStr};
use scale_info::TypeInfo;
use sp_core::{bounded::BoundedVec, ConstU32};

/// Lengths of a GS1 company prefix 厂商识别代码.
const COMPANY_PREFIX: RangeInclusive<usize> = 4..=12;

/// Lengths of a namespace of another scheme.
const NAMESPACE: RangeInclusive<usize> = 2..=32;

/// Longest key of a prefix: the scheme, and its characters.
pub const MAX_PREFIX_KEY: usize = 1 + *NAMESPACE.end();

/// Digits of a GS1 company prefix, in ASCII.
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
pub struct PrefixDigits(pub BoundedVec<u8, ConstU32<12>>);

/// Characters with which a company's identifiers begin, in ASCII.
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
pub struct Namespace(pub BoundedVec<u8, ConstU32<32>>);

impl FromStr for PrefixDigits {
	type Err = ValueError;

	fn from_str(text: &str) -> Result<Self, ValueError> {
		text.as_bytes().to_vec().try_into().map(Self).map_err(|_| ValueError::MalformedCode)
	}
}

impl FromStr for Namespace {
	type Err = ValueError;

	fn from_str(text: &str) -> Result<Self, ValueError> {
		text.as_bytes().to_vec().try_into().map(Self).map_err(|_| ValueError::MalformedCode)
	}
}

/// A prefix of trace codes.
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
pub enum CodePrefix {
	/// GS1 company prefix 厂商识别代码, 4 to 12 digits: of commodity barcodes and of logistic units.
	Company(PrefixDigits),
	/// Single commodity barcode, of a company that has no prefix; and the barcodes of its packages.
	Product(Gtin),
	/// Prefix of logistic units alone, 4 to 12 digits, where it is not that of the barcodes.
	LogisticUnits(PrefixDigits),
	/// Namespace of `ecode:`, 2 to 32 letters, digits, dots, hyphens or underscores.
	Ecode(Namespace),
	/// Namespace of `other:`, of the same characters.
	Other(Namespace),
}

/// The scheme of a key.
const GS1: u8 = b'1';
const ECODE: u8 = b'e';
const OTHER: u8 = b'o';

impl CodePrefix {
	/// The scheme and the characters that the keys of all codes under the prefix begin with.
	///
	/// Prefixes of one company overlap if the key of one begins with that of the other.
	pub fn key(&self) -> Vec<u8> {
		match self {
			Self::Company(digits) | Self::LogisticUnits(digits) => join(GS1, &digits.0),
			Self::Product(gtin) => join(GS1, &gtin.0[1..13]),
			Self::Ecode(namespace) => join(ECODE, &namespace.0),
			Self::Other(namespace) => join(OTHER, &namespace.0),
		}
	}

	/// The scheme and the characters of a code. None of a code that no prefix is given for, or that is not sound.
	///
	/// A barcode and a logistic unit have the company prefix after their first digit, which is the packer's.
	pub fn key_of(code: &TraceCode) -> Option<Vec<u8>> {
		Some(match code.parse().ok()? {
			ParsedCode::TradeItem { gtin, .. } => join(GS1, &gtin.0[1..13]),
			ParsedCode::LogisticUnit(sscc) => join(GS1, &sscc.0[1..13]),
			ParsedCode::Ecode(identifier) => join(ECODE, identifier),
			ParsedCode::Other(identifier) => join(OTHER, identifier),
			ParsedCode::Location { .. } => return None,
		})
	}

	/// Returns true if the code is one of those under the prefix.
	pub fn covers(&self, code: &TraceCode) -> bool {
		use ParsedCode::{LogisticUnit, TradeItem};
		let of_kind = matches!(
			(self, code.parse()),
			(Self::Company(_), Ok(TradeItem { .. } | LogisticUnit(_)))
				| (Self::Product(_), Ok(TradeItem { .. }))
				| (Self::LogisticUnits(_), Ok(LogisticUnit(_)))
				| (Self::Ecode(_), Ok(ParsedCode::Ecode(_)))
				| (Self::Other(_), Ok(ParsedCode::Other(_)))
		);
		of_kind && Self::key_of(code).is_some_and(|key| key.starts_with(&self.key()))
	}

	/// Returns true if every code under the other prefix is under this one.
	pub fn contains(&self, other: &Self) -> bool {
		use CodePrefix::{Company, Ecode, LogisticUnits, Other, Product};
		let of_kind = matches!(
			(self, other),
			(Company(_), Company(_) | Product(_) | LogisticUnits(_))
				| (LogisticUnits(_), LogisticUnits(_))
				| (Product(_), Product(_))
				| (Ecode(_), Ecode(_))
				| (Other(_), Other(_))
		);
		of_kind && other.key().starts_with(&self.key())
	}

	/// Returns true if GS1 gives the numbers to no company: those in use within a company or a country.
	///
	/// 02, 04 and 20 to 29, and of the barcodes of eight digits those that begin with 0 or 2.
	pub fn is_restricted(&self) -> bool {
		let restricted = |digits: &[u8]| {
			digits.starts_with(b"02") || digits.starts_with(b"04") || digits.starts_with(b"2")
		};
		match self {
			// The barcodes of eight digits begin with zeros, and each is a company's by itself.
			Self::Company(digits) | Self::LogisticUnits(digits) => {
				restricted(&digits.0) || digits.0.starts_with(b"0000")
			}
			Self::Product(gtin) => match gtin.0.strip_prefix(b"000000") {
				Some(eight) => matches!(eight.first(), Some(b'0' | b'2')),
				None => restricted(&gtin.0[1..]),
			},
			Self::Ecode(_) | Self::Other(_) => false,
		}
	}
}

fn join(scheme: u8, characters: &[u8]) -> Vec<u8> {
	[&[scheme], characters].concat()
}

impl Check for CodePrefix {
	fn check(&self, clock: &Clock) -> Result<(), ValueError> {
		let is_sound = match self {
			Self::Company(digits) | Self::LogisticUnits(digits) => {
				COMPANY_PREFIX.contains(&digits.0.len()) && digits.0.iter().all(u8::is_ascii_digit)
			}
			Self::Product(gtin) => return gtin.check(clock),
			Self::Ecode(namespace) | Self::Other(namespace) => {
				let is_sound = |c: &u8| c.is_ascii_alphanumeric() || b".-_".contains(c);
				NAMESPACE.contains(&namespace.0.len()) && namespace.0.iter().all(is_sound)
			}
		};
		is_sound.then_some(()).ok_or(ValueError::MalformedCode)
	}
}

#[cfg(test)]
mod tests {
	use super::{CodePrefix::*, *};

	fn digits(text: &str) -> PrefixDigits {
		text.parse().unwrap()
	}

	fn namespace(text: &str) -> Namespace {
		text.parse().unwrap()
	}

	fn product(text: &str) -> CodePrefix {
		Product(text.parse().unwrap())
	}

	#[test]
	fn a_prefix_covers_the_codes_of_its_scheme_that_begin_with_it() {
		let batch = "01/09521234543213/10/A";
		let pallet = "00/195212345432100017";
		let covers = |prefix: CodePrefix| {
			let codes = [batch, pallet, "other:acme-1", "ecode:acme-1", "414/9521234543213"];
			codes.into_iter().filter(|code| prefix.covers(&code.parse().unwrap())).count()
		};
		assert_eq!(covers(Company(digits("9521"))), 2);
		assert_eq!(covers(Company(digits("952123454321"))), 2);
		assert_eq!(covers(LogisticUnits(digits("9521"))), 1);
		assert_eq!(covers(product("9521234543213")), 1);
		assert_eq!(covers(Company(digits("0952"))), 0);
		assert_eq!(covers(Other(namespace("acme-"))), 1);
		assert_eq!(covers(Ecode(namespace("acme-1"))), 1);
		assert_eq!(covers(Other(namespace("acme-10"))), 0);
	}

	#[test]
	fn a_prefix_contains_what_it_covers_and_nothing_of_another_scheme() {
		let company = Company(digits("9521"));
		for inside in [
			company.clone(),
			Company(digits("95212")),
			LogisticUnits(digits("9521")),
			product("9521234543213"),
		] {
			assert!(company.contains(&inside), "{inside:?}");
		}
		for outside in [Company(digits("9522")), Other(namespace("9521")), product("6901234567892")] {
			assert!(!company.contains(&outside), "{outside:?}");
		}
		assert!(!LogisticUnits(digits("9521")).contains(&company));
		assert!(!product("9521234543213").contains(&Company(digits("952123454321"))));
	}

	#[test]
	fn numbers_for_use_within_a_company_are_no_prefix() {
		for text in ["0212", "0400", "2000", "2999", "0000"] {
			assert!(Company(digits(text)).is_restricted() && LogisticUnits(digits(text)).is_restricted());
		}
		for text in ["0112", "0300", "1999", "6901", "9521"] {
			assert!(!Company(digits(text)).is_restricted(), "{text}");
		}
		assert!(product("20000004").is_restricted() && product("2000000000008").is_restricted());
		assert!(!product("69012341").is_restricted());
	}

	#[test]
	fn prefixes_have_a_length_and_an_alphabet() {
		let check = |prefix: CodePrefix| prefix.check(&Clock { latest: 0 });
		for wrong in
			[Company(digits("952")), Company(digits("95a1")), Other(namespace("a")), Ecode(namespace("a b"))]
		{
			assert_eq!(check(wrong), Err(ValueError::MalformedCode));
		}
		assert_eq!(check(Product(Gtin(*b"09521234543214"))), Err(ValueError::WrongCheckDigit));
		assert_eq!(check(Company(digits("952123454321"))), Ok(()));
	}
}
