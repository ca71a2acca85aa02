// SPDX-License-Identifier: Apache-2.0

//! Identification keys of GS1.

use super::check_digit::gs1_mod_10;
use crate::{Check, Clock, ValueError};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::str::FromStr;
use scale_info::TypeInfo;
use sp_core::{bounded::BoundedVec, ConstU32};

super::fixed_code!(
	/// Global Trade Item Number: the commodity barcode 商品条码, 14 digits, left-padded with zeros.
	///
	/// `FromStr` takes the 8, 12, 13 or 14 digits that stand under the bars.
	Gtin,
	14,
	padded
);

super::fixed_code!(
	/// Serial Shipping Container Code: a logistic unit, 18 digits.
	Sscc,
	18
);

super::fixed_code!(
	/// Global Location Number: a place or a party, 13 digits.
	Gln,
	13
);

impl FromStr for Gtin {
	type Err = ValueError;

	fn from_str(text: &str) -> Result<Self, ValueError> {
		if !matches!(text.len(), 8 | 12 | 13 | 14) {
			return Err(ValueError::MalformedCode);
		}
		let mut digits = [b'0'; 14];
		digits[14 - text.len()..].copy_from_slice(text.as_bytes());
		Ok(Self(digits))
	}
}

fn check_mod_10(digits: &[u8]) -> Result<(), ValueError> {
	match gs1_mod_10(digits) {
		None => Err(ValueError::MalformedCode),
		Some(false) => Err(ValueError::WrongCheckDigit),
		Some(true) => Ok(()),
	}
}

impl Check for Gtin {
	fn check(&self, _: &Clock) -> Result<(), ValueError> {
		check_mod_10(&self.0)
	}
}

impl Check for Sscc {
	fn check(&self, _: &Clock) -> Result<(), ValueError> {
		check_mod_10(&self.0)
	}
}

impl Check for Gln {
	fn check(&self, _: &Clock) -> Result<(), ValueError> {
		check_mod_10(&self.0)
	}
}

/// Returns true if a character belongs to GS1 set 82, of which lots, serials and extensions are made.
pub(super) fn in_set_82(character: u8) -> bool {
	character.is_ascii_alphanumeric() || b"!\"%&'()*+,-./:;<=>?_".contains(&character)
}

/// Batch or lot number 批次号 (AI 10): 1 to 20 characters of GS1 set 82.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Batch(pub BoundedVec<u8, ConstU32<20>>);

impl FromStr for Batch {
	type Err = ValueError;

	fn from_str(text: &str) -> Result<Self, ValueError> {
		text.as_bytes().to_vec().try_into().map(Self).map_err(|_| ValueError::MalformedCode)
	}
}

impl Check for Batch {
	fn check(&self, _: &Clock) -> Result<(), ValueError> {
		let sound = !self.0.is_empty() && self.0.iter().copied().all(in_set_82);
		sound.then_some(()).ok_or(ValueError::MalformedCode)
	}
}
