//! Why a trace code or a quantity is refused, under the names that the vocabulary gives.

use crate::Error;
use suyuan_primitives::ValueError;

impl<T> From<ValueError> for Error<T> {
	fn from(error: ValueError) -> Self {
		match error {
			ValueError::WrongCheckDigit => Self::WrongCheckDigit,
			ValueError::ZeroAmount => Self::ZeroAmount,
			// All else that can be wrong with a code is its form.
			_ => Self::MalformedTraceCode,
		}
	}
}
