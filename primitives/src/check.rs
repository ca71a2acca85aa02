//! What makes a well-typed value a true one.

use codec::{Decode, DecodeWithMemTracking, Encode};
use scale_info::TypeInfo;
use sp_core::bounded::BoundedVec;

/// Why a value is refused. Every pallet that takes values has an error of the same name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum ValueError {
	/// A text is empty or begins or ends with white space.
	EmptyText,
	/// A text has a control character.
	ControlCharacter,
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
}

/// The chain's idea of now, for checking what participants say of when.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
	/// Latest moment that may still be called past, in milliseconds since 1970-01-01 UTC: the time of the
	/// block plus what the chain tolerates of clocks that run ahead.
	pub latest: u64,
}

/// A value that can tell whether it is sound.
pub trait Check {
	/// `Ok` when the value holds what its type promises in words; otherwise why not.
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
