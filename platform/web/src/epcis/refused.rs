// SPDX-License-Identifier: Apache-2.0

//! Problems by the names that EPCIS has for them.

use crate::problem::{Kind, Problem};

/// Gives a problem the type that a client of EPCIS knows it by.
pub(super) fn exception(problem: Problem) -> Problem {
	let name = match problem.kind() {
		Kind::MalformedRequest => "QueryParameterException",
		Kind::MalformedTraceCode | Kind::WrongCheckDigit => "QueryValidationException",
		Kind::UnknownCode | Kind::NamesProduct => "NoSuchResourceException",
		Kind::NotAcceptable => "NotAcceptableException",
		_ => "ImplementationException",
	};
	problem.named(format!("epcisException:{name}"))
}
