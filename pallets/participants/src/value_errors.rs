// SPDX-License-Identifier: Apache-2.0

//! Errors of values, under the names of the vocabulary.

use crate::pallet::{Config, Error};
use suyuan_primitives::ValueError;

impl<T: Config> From<ValueError> for Error<T> {
	fn from(error: ValueError) -> Self {
		match error {
			ValueError::EmptyText => Self::EmptyText,
			ValueError::ControlCharacter => Self::ControlCharacter,
			ValueError::InvisibleCharacter => Self::InvisibleCharacter,
			ValueError::OtherSpace => Self::OtherSpace,
			ValueError::NotNormalized => Self::NotNormalized,
			ValueError::UnknownCountry => Self::UnknownCountry,
			ValueError::EmptyList => Self::EmptyList,
			// The other rules are of goods and documents, which no profile holds; codes are all that remains.
			_ => Self::MalformedCode,
		}
	}
}
