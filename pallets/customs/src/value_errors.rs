// SPDX-License-Identifier: Apache-2.0

//! Errors of values, under the names of the vocabulary.

use crate::Error;
use suyuan_primitives::ValueError;

impl<T> From<ValueError> for Error<T> {
	fn from(error: ValueError) -> Self {
		match error {
			ValueError::EmptyText => Self::EmptyText,
			ValueError::ControlCharacter => Self::ControlCharacter,
			ValueError::InvisibleCharacter => Self::InvisibleCharacter,
			ValueError::OtherSpace => Self::OtherSpace,
			ValueError::NotNormalized => Self::NotNormalized,
			ValueError::UnknownCurrency => Self::UnknownCurrency,
			ValueError::UnknownCountry => Self::UnknownCountry,
			ValueError::UnknownLocation => Self::UnknownLocation,
			ValueError::InTheFuture => Self::InTheFuture,
			ValueError::TimesOutOfOrder => Self::TimesOutOfOrder,
			ValueError::EmptyList => Self::EmptyList,
			ValueError::ZeroAmount => Self::ZeroAmount,
			ValueError::StatusCodeMismatch => Self::StatusCodeMismatch,
			ValueError::CurrencyMismatch => Self::CurrencyMismatch,
			ValueError::MalformedCommitment => Self::MalformedCommitment,
			// All else that can be wrong with a filing or a declaration is the form of a code.
			_ => Self::MalformedCode,
		}
	}
}
