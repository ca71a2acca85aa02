// SPDX-License-Identifier: Apache-2.0

//! Classes of codes, each with a root of its own.

use crate::codes::{Gtin, ParsedCode, Sscc, TraceCode};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Digits of an SSCC, after the first, that its class has: the company prefix, or its beginning.
///
/// Most of China's prefixes have seven to ten digits. A shorter one has several classes.
const COMPANY_DIGITS: usize = 7;

/// Characters of an identifier of another scheme that its class has.
///
/// Few enough that identifiers chosen at random fall into classes that others have, and the roots stay bounded.
const NAMESPACE: usize = 4;

/// A class of trace codes whose archived units stand under one root.
///
/// A class is a function of the code alone. Each change of a root outdates the proofs of its class, so that a product,
/// whose codes one company gives out, has a class of its own.
#[derive(
	Clone,
	Copy,
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
pub enum ArchiveClass {
	/// Codes of one commodity barcode: its batches and pieces.
	Product(Gtin),
	/// Logistic units whose numbers have these seven digits after the first.
	LogisticUnits([u8; COMPANY_DIGITS]),
	/// Ecodes that begin with these characters, zeros after a shorter one.
	Ecode([u8; NAMESPACE]),
	/// Codes of other schemes that begin with these characters, zeros after a shorter one.
	Other([u8; NAMESPACE]),
}

impl ArchiveClass {
	/// The class of a code. None of a code that is not sound, or names a place.
	pub fn of(code: &TraceCode) -> Option<Self> {
		Some(match code.parse().ok()? {
			ParsedCode::TradeItem { gtin, .. } => Self::Product(gtin),
			ParsedCode::LogisticUnit(Sscc(digits)) => {
				let company = digits.get(1..=COMPANY_DIGITS)?;
				Self::LogisticUnits(company.try_into().ok()?)
			}
			ParsedCode::Ecode(identifier) => Self::Ecode(beginning(identifier)),
			ParsedCode::Other(identifier) => Self::Other(beginning(identifier)),
			ParsedCode::Location { .. } => return None,
		})
	}
}

fn beginning(identifier: &[u8]) -> [u8; NAMESPACE] {
	let mut characters = [0; NAMESPACE];
	characters.iter_mut().zip(identifier).for_each(|(place, character)| *place = *character);
	characters
}

#[cfg(test)]
mod tests {
	use super::*;

	fn class(code: &str) -> Option<ArchiveClass> {
		ArchiveClass::of(&code.parse().unwrap())
	}

	#[test]
	fn a_product_is_a_class_with_all_its_variants_lots_and_serial_numbers() {
		let product = class("01/09521234543213/21/1");
		assert_eq!(product, Some(ArchiveClass::Product("09521234543213".parse().unwrap())));
		for code in ["/10/A", "/10/A/21/1", "/22/V/10/A/21/2"] {
			assert_eq!(class(&format!("01/09521234543213{code}")), product);
		}
		assert_ne!(class("01/06901234567892/21/1"), product);
	}

	#[test]
	fn logistic_units_stand_by_company_and_other_schemes_by_how_they_begin() {
		assert_eq!(class("00/106141412345678908"), Some(ArchiveClass::LogisticUnits(*b"0614141")));
		assert_eq!(class("other:acme-1"), Some(ArchiveClass::Other(*b"acme")));
		assert_eq!(class("other:ab"), Some(ArchiveClass::Other(*b"ab\0\0")));
		assert_eq!(class("ecode:acme-1"), Some(ArchiveClass::Ecode(*b"acme")));
		assert_eq!(class("414/9521321000018"), None, "a place is no unit");
	}
}
