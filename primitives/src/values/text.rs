//! Bounded text.

use crate::{Check, Clock, ValueError};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, Error, Input, MaxEncodedLen};
use core::{fmt, str};
use scale_info::{Type, TypeInfo};
use sp_core::{bounded::BoundedVec, ConstU32};

/// UTF-8 text of at most `N` bytes.
///
/// What is not UTF-8 does not decode, so such a text can't stand in a block. It is encoded as a string and
/// described as one, so clients take and show it as text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Encode, MaxEncodedLen)]
pub struct Text<const N: u32>(BoundedVec<u8, ConstU32<N>>);

impl<const N: u32> Text<N> {
	/// The text.
	pub fn as_str(&self) -> &str {
		// Every way to make a `Text` has looked at its bytes; no text is better than a panic in a runtime.
		str::from_utf8(&self.0).unwrap_or_default()
	}

	/// The text's bytes.
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
		if text.chars().any(char::is_control) {
			return Err(ValueError::ControlCharacter);
		}
		Ok(())
	}
}
