// SPDX-License-Identifier: Apache-2.0

//! Reasons for which a text is no trace code.

use crate::ValueError;

/// Reason for which a text is no trace code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadError {
	/// The text is empty.
	Empty,
	/// The text is longer than [`super::MAX_TEXT`].
	TooLong,
	/// The check digit of its GS1 key is wrong.
	WrongCheckDigit,
	/// The text has no key that names a unit, product or place: neither 01, 00 nor 414.
	NoKey,
	/// An application identifier is not one of GS1's.
	UnknownIdentifier,
	/// The value of an application identifier is too short, too long, or not of digits. A separator may be missing.
	WrongValue,
	/// The text gives two different values of one identifier, or two keys.
	Contradiction,
	/// A compressed GS1 Digital Link, which is not supported.
	Compressed,
	/// The text has no known form.
	Malformed,
}

impl ReadError {
	/// The reason in a few words.
	pub const fn reason(self) -> &'static str {
		match self {
			Self::Empty => "the text is empty",
			Self::TooLong => "the text is too long to be a code",
			Self::WrongCheckDigit => "the check digit is wrong",
			Self::NoKey => "no GTIN (01), SSCC (00) or GLN (414) is in it",
			Self::UnknownIdentifier => "an application identifier is not one of GS1's",
			Self::WrongValue => "a value is too short, too long or not of digits, or a separator is missing",
			Self::Contradiction => "it gives two values of one identifier, or two keys",
			Self::Compressed => "compressed Digital Links are not supported: give the link uncompressed",
			Self::Malformed => "it has the form of no trace code",
		}
	}
}

impl From<ValueError> for ReadError {
	fn from(error: ValueError) -> Self {
		match error {
			ValueError::WrongCheckDigit => Self::WrongCheckDigit,
			_ => Self::Malformed,
		}
	}
}

impl From<ReadError> for ValueError {
	fn from(error: ReadError) -> Self {
		match error {
			ReadError::WrongCheckDigit => Self::WrongCheckDigit,
			_ => Self::MalformedTraceCode,
		}
	}
}
