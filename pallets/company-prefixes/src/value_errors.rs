// SPDX-License-Identifier: Apache-2.0

//! Errors of values, under the names of the vocabulary.

use crate::Error;
use suyuan_primitives::ValueError;

impl<T> From<ValueError> for Error<T> {
	fn from(error: ValueError) -> Self {
		match error {
			ValueError::WrongCheckDigit => Self::WrongCheckDigit,
			ValueError::EmptyText => Self::EmptyText,
			ValueError::ControlCharacter => Self::ControlCharacter,
			ValueError::InvisibleCharacter => Self::InvisibleCharacter,
			ValueError::OtherSpace => Self::OtherSpace,
			ValueError::NotNormalized => Self::NotNormalized,
			// All else that can be wrong with what these calls take is the form of a prefix.
			_ => Self::MalformedCode,
		}
	}
}
