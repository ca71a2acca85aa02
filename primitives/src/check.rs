// SPDX-License-Identifier: Apache-2.0

//! The rules of a value that its type alone does not enforce.

use codec::{Decode, DecodeWithMemTracking, Encode};
use core::time::Duration;
use scale_info::TypeInfo;
use sp_core::bounded::BoundedVec;
use strum::IntoStaticStr;

/// The reason why a value is refused. Every pallet that takes values has an error of the same name.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo, IntoStaticStr,
)]
pub enum ValueError {
	/// A text is empty or begins or ends with white space.
	EmptyText,
	/// A text has a control character.
	ControlCharacter,
	/// A text has a character that no reader sees, such as a zero-width space or a mark of direction.
	InvisibleCharacter,
	/// A text has a space other than U+0020, such as a full-width one or one that does not break.
	OtherSpace,
	/// A text is not in Unicode's Normalization Form C.
	NotNormalized,
	/// A code has the wrong length or a character outside its alphabet.
	MalformedCode,
	/// The check digit does not agree with the other digits.
	WrongCheckDigit,
	/// The trace code is not canonical: a wrong path, order of qualifiers, or percent-encoding.
	MalformedTraceCode,
	/// The currency is not in ISO 4217.
	UnknownCurrency,
	/// The country or region is not in ISO 3166-1.
	UnknownCountry,
	/// The location is not of the form of a UN/LOCODE.
	UnknownLocation,
	/// A latitude is beyond 90 degrees or a longitude beyond 180.
	PositionOffEarth,
	/// Something is said to have happened later than the chain's clock allows.
	InTheFuture,
	/// Two moments of one item stand in the wrong order.
	TimesOutOfOrder,
	/// A list that must say something is empty.
	EmptyList,
	/// An amount or a quantity is zero.
	ZeroAmount,
	/// A range's lower end lies above its upper end.
	EmptyRange,
	/// The single window's code does not belong to the customs status.
	StatusCodeMismatch,
	/// Amounts of one item that must share a currency do not.
	CurrencyMismatch,
	/// A settlement lacks its amount or its time, or a voucher is that of no settlement.
	SettlementIncomplete,
}

impl ValueError {
	/// The name of the reason, which the pallets' errors have too.
	pub fn name(self) -> &'static str {
		self.into()
	}
}

/// The chain's clock, against which values are checked that say when something happened.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
	/// The latest moment that counts as past, in milliseconds since 1970-01-01 UTC.
	pub latest: u64,
}

impl Clock {
	/// A clock at the time of the block, which tolerates clocks that run ahead by so many milliseconds.
	pub fn new(now: Duration, max_ahead: u64) -> Self {
		let now = u64::try_from(now.as_millis()).unwrap_or(u64::MAX);
		Self { latest: now.saturating_add(max_ahead) }
	}
}

/// A value that can be checked.
pub trait Check {
	/// Checks that the value keeps every rule of its type.
	///
	/// # Errors
	///
	/// The first rule that it breaks.
	fn check(&self, clock: &Clock) -> Result<(), ValueError>;
}

impl<T: Check> Check for Option<T> {
	fn check(&self, clock: &Clock) -> Result<(), ValueError> {
		self.as_ref().map_or(Ok(()), |value| value.check(clock))
	}
}

impl<T: Check, S> Check for BoundedVec<T, S> {
	fn check(&self, clock: &Clock) -> Result<(), ValueError> {
		self.iter().try_for_each(|value| value.check(clock))
	}
}
