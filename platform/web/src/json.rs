// SPDX-License-Identifier: Apache-2.0

//! JSON responses whose numbers every reader counts right. A number beyond ±(2^53−1) becomes a string of digits, for
//! readers that keep numbers as floating point would round it in silence.

use crate::problem::{Kind, Problem};
use axum::{
	http::header,
	response::{IntoResponse, Response},
};
use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, Serializer};
use std::io::{Result, Write};

/// Largest whole number up to which floating point keeps every one.
pub const MAX_SAFE: u64 = (1 << 53) - 1;

/// Formatter that writes numbers that are not safe as text.
struct Safe;

macro_rules! whole {
	($($write:ident, $number:ty, $magnitude:ident;)*) => {
		$(
			fn $write<W: ?Sized + Write>(&mut self, writer: &mut W, value: $number) -> Result<()> {
				if $magnitude(value) <= u128::from(MAX_SAFE) {
					return CompactFormatter.$write(writer, value);
				}
				writer.write_all(b"\"")?;
				CompactFormatter.$write(writer, value)?;
				writer.write_all(b"\"")
			}
		)*
	};
}

fn signed(value: impl Into<i128>) -> u128 {
	value.into().unsigned_abs()
}

fn unsigned(value: impl Into<u128>) -> u128 {
	value.into()
}

impl Formatter for Safe {
	whole! {
		write_i64, i64, signed;
		write_u64, u64, unsigned;
		write_i128, i128, signed;
		write_u128, u128, unsigned;
	}

	/// Writes a number of a `serde_json::Value`, which keeps its digits as text where another crate of the build has
	/// `arbitrary_precision` switched on.
	fn write_number_str<W: ?Sized + Write>(&mut self, writer: &mut W, value: &str) -> Result<()> {
		let safe = match value.parse::<i128>() {
			Ok(whole) => signed(whole) <= u128::from(MAX_SAFE),
			// Whole and longer than any integer, or a fraction, which floating point rounds as the reader expects.
			Err(_) => !value.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-'),
		};
		if safe {
			return CompactFormatter.write_number_str(writer, value);
		}
		writer.write_all(b"\"")?;
		CompactFormatter.write_number_str(writer, value)?;
		writer.write_all(b"\"")
	}
}

/// Serializes a value as such JSON. Keys of maps must be texts.
pub fn to_vec(value: &(impl Serialize + ?Sized)) -> serde_json::Result<Vec<u8>> {
	let mut bytes = Vec::with_capacity(512);
	value.serialize(&mut Serializer::with_formatter(&mut bytes, Safe))?;
	Ok(bytes)
}

/// Response in JSON.
pub struct Json<T>(pub T);

impl<T: Serialize> IntoResponse for Json<T> {
	fn into_response(self) -> Response {
		match to_vec(&self.0) {
			Ok(body) => ([(header::CONTENT_TYPE, "application/json")], body).into_response(),
			Err(error) => {
				tracing::error!(%error, "an answer is no JSON");
				Problem::of(Kind::Internal).into_response()
			}
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;

	fn written(value: impl Serialize) -> String {
		String::from_utf8(to_vec(&value).unwrap()).unwrap()
	}

	#[test]
	fn numbers_that_floating_point_would_round_are_text() {
		assert_eq!(written(u64::MAX), "\"18446744073709551615\"");
		assert_eq!(written(u128::MAX), "\"340282366920938463463374607431768211455\"");
		assert_eq!(written(i64::MIN), "\"-9223372036854775808\"");
		assert_eq!(written(i128::MIN), format!("\"{}\"", i128::MIN));
		assert_eq!(
			written(json!({ "of": [u64::MAX, i64::MIN] })),
			format!("{{\"of\":[\"{}\",\"{}\"]}}", u64::MAX, i64::MIN)
		);
	}

	#[test]
	fn numbers_that_every_reader_counts_right_are_numbers() {
		let most = MAX_SAFE as i64;
		assert_eq!(
			written([most, -most, 0, 1_796_000_000_000]),
			"[9007199254740991,-9007199254740991,0,1796000000000]"
		);
		assert_eq!(written([most + 1, -most - 1]), "[\"9007199254740992\",\"-9007199254740992\"]");
		assert_eq!(written(json!(1.5)), "1.5");
	}
}
