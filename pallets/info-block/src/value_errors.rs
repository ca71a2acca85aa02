// SPDX-License-Identifier: Apache-2.0

//! Errors of values, under the names of the vocabulary.

use crate::Error;
use suyuan_primitives::ValueError;

macro_rules! same_names {
	($($name:ident),* $(,)?) => {
		impl<T, I> From<ValueError> for Error<T, I> {
			fn from(error: ValueError) -> Self {
				match error { $( ValueError::$name => Self::$name, )* }
			}
		}
	};
}

same_names!(
	EmptyText,
	ControlCharacter,
	InvisibleCharacter,
	OtherSpace,
	NotNormalized,
	MalformedCode,
	WrongCheckDigit,
	MalformedTraceCode,
	UnknownCurrency,
	UnknownCountry,
	UnknownLocation,
	PositionOffEarth,
	InTheFuture,
	TimesOutOfOrder,
	EmptyList,
	ZeroAmount,
	EmptyRange,
	StatusCodeMismatch,
	CurrencyMismatch,
	SettlementIncomplete,
);
