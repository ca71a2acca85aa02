//! Text of bounded length, valid UTF-8.

use crate::{Check, Clock, ValueError};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, Error, Input, MaxEncodedLen};
use core::{fmt, str};
use scale_info::{Type, TypeInfo};
use sp_core::{bounded::BoundedVec, ConstU32};

/// UTF-8 text of at most `N` bytes.
///
/// Bytes that are not UTF-8 do not decode, so such a text can't stand in a block. It is encoded as a string and
/// described as one, so clients take and show it as text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Encode, MaxEncodedLen)]
pub struct Text<const N: u32>(BoundedVec<u8, ConstU32<N>>);

impl<const N: u32> Text<N> {
	/// The text as a string slice.
	pub fn as_str(&self) -> &str {
		// Every way to make a `Text` has looked at its bytes; no text is better than a panic in a runtime.
		str::from_utf8(&self.0).unwrap_or_default()
	}

	/// The UTF-8 bytes of the text.
	pub fn as_bytes(&self) -> &[u8] {
		&self.0
	}
}

impl<const N: u32> Decode for Text<N> {
	fn decode<I: Input>(input: &mut I) -> Result<Self, Error> {
		let bytes = BoundedVec::<u8, ConstU32<N>>::decode(input)?;
		str::from_utf8(&bytes).map_err(|_| Error::from("Text is not UTF-8"))?;
		Ok(Self(bytes))
	}
}

impl<const N: u32> DecodeWithMemTracking for Text<N> {}

impl<const N: u32> TypeInfo for Text<N> {
	// One entry in the metadata for all lengths: the bound is a rule, not another type.
	type Identity = str;

	fn type_info() -> Type {
		<str as TypeInfo>::type_info()
	}
}

impl<const N: u32> fmt::Debug for Text<N> {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		fmt::Debug::fmt(self.as_str(), f)
	}
}

impl<const N: u32> TryFrom<&str> for Text<N> {
	type Error = ValueError;

	fn try_from(text: &str) -> Result<Self, ValueError> {
		Vec::from(text).try_into().map(Self).map_err(|_| ValueError::MalformedCode)
	}
}

impl<const N: u32> Check for Text<N> {
	fn check(&self, _: &Clock) -> Result<(), ValueError> {
		let text = self.as_str();
		if text.is_empty() || text.trim().len() != text.len() {
			return Err(ValueError::EmptyText);
		}
		(!has_control_character(&self.0)).then_some(()).ok_or(ValueError::ControlCharacter)
	}
}

/// Returns true if UTF-8 has a control character.
///
/// Those are the ones below a space, DEL, and U+0080 to U+009F, which are two bytes. The text is searched byte by byte, for
/// records are mostly text, and characters are slow to decode.
fn has_control_character(text: &[u8]) -> bool {
	text.iter().any(|byte| *byte < b' ' || *byte == 0x7f)
		|| text.windows(2).any(|pair| pair[0] == 0xc2 && pair[1] < 0xa0)
}

#[cfg(test)]
mod tests {
	use super::has_control_character;

	#[test]
	fn every_control_character_is_found_and_no_other() {
		for character in char::MIN..=char::MAX {
			let text = ["源", &character.to_string(), "x"].concat();
			assert_eq!(has_control_character(text.as_bytes()), character.is_control(), "{character:?}");
		}
	}
}
