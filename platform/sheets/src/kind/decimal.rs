// SPDX-License-Identifier: Apache-2.0
//! Decimal numbers that are kept as whole ones: no rounding, no floating point.

use crate::Fault;
use serde_json::{json, Value};
use suyuan_primitives::codes::Currency;

/// The decimal places of a currency's minor unit: 2 for CNY, none for JPY.
pub(super) fn places_of(currency: Currency) -> u32 {
	std::str::from_utf8(&currency.0)
		.ok()
		.and_then(iso_currency::Currency::from_code)
		.and_then(|currency| currency.exponent())
		.map_or(2, u32::from)
}

/// Reads a number of at most so many places.
pub(super) fn parse(text: &str, places: u32) -> Result<Value, Fault> {
	let number = parse_whole(text, places)?;
	Ok(match (u64::try_from(number), i64::try_from(number)) {
		(Ok(number), _) => json!(number),
		(_, Ok(number)) => json!(number),
		_ => return Err(Fault::MalformedNumber),
	})
}

/// Reads an amount, which is above zero.
pub(super) fn parse_positive(text: &str, places: u32) -> Result<u64, Fault> {
	match u64::try_from(parse_whole(text, places)?) {
		Ok(0) => Err(suyuan_primitives::ValueError::ZeroAmount.into()),
		Ok(units) => Ok(units),
		Err(_) => Err(Fault::MalformedNumber),
	}
}

fn parse_whole(text: &str, places: u32) -> Result<i128, Fault> {
	let (negative, digits) = match text.strip_prefix('-') {
		Some(digits) => (true, digits),
		None => (false, text),
	};
	let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
	let fraction = fraction.trim_end_matches('0');
	let sound = |digits: &str| digits.bytes().all(|digit| digit.is_ascii_digit());
	// Twenty digits are more than any number here has.
	if whole.is_empty()
		|| whole.len() > 20
		|| fraction.len() > places as usize
		|| !sound(whole)
		|| !sound(fraction)
	{
		return Err(Fault::MalformedNumber);
	}
	let padded = format!("{whole}{fraction:0<width$}", width = places as usize);
	let number: i128 = padded.parse().map_err(|_| Fault::MalformedNumber)?;
	Ok(if negative { -number } else { number })
}

/// Writes a number with so many places, money as people write it: 49.90.
pub(super) fn format(number: i128, places: u32) -> String {
	if places == 0 {
		return number.to_string();
	}
	let one = 10i128.pow(places);
	let sign = if number < 0 { "-" } else { "" };
	let (whole, fraction) = (number.abs() / one, number.abs() % one);
	format!("{sign}{whole}.{fraction:0width$}", width = places as usize)
}
