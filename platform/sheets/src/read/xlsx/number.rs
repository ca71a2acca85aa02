// SPDX-License-Identifier: Apache-2.0
//! Numbers of a workbook, as the program shows them: with 15 digits, where it keeps 17 places of a floating-point number.

/// Digits of a number that a spreadsheet program keeps.
const MAX_DIGITS: i32 = 15;
/// Places behind the point beyond which a number is none that somebody typed.
const MAX_PLACES: i32 = 20;

/// A number in plain digits, a hundredfold if it is shown as a percentage. `None` if it has more digits than are kept.
pub(super) fn plain(number: f64, is_percent: bool) -> Option<String> {
	let scientific = format!("{number:.places$e}", places = (MAX_DIGITS - 1) as usize);
	let (mantissa, exponent) = scientific.split_once('e')?;
	let exponent: i32 = exponent.parse().ok()?;
	let (sign, mantissa) = mantissa.strip_prefix('-').map_or(("", mantissa), |mantissa| ("-", mantissa));
	let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
	let digits = digits.trim_end_matches('0');
	if digits.is_empty() {
		return Some("0".into());
	}
	// Before it is shown a hundredfold, which the program does without another digit.
	if exponent >= MAX_DIGITS {
		return None;
	}
	let exponent = exponent + if is_percent { 2 } else { 0 };
	let places = digits.len() as i32 - 1 - exponent;
	if places > MAX_PLACES {
		return None;
	}
	Some(match exponent {
		..0 => format!("{sign}0.{}{digits}", "0".repeat((-1 - exponent) as usize)),
		_ if places <= 0 => format!("{sign}{digits}{}", "0".repeat(-places as usize)),
		_ => {
			let (whole, fraction) = digits.split_at((exponent + 1) as usize);
			format!("{sign}{whole}.{fraction}")
		}
	})
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_number_is_what_the_program_shows() {
		for (number, text) in [
			(139.929_999_999_999_98, "139.93"),
			(0.1 + 0.2, "0.3"),
			(6_901_234_567_892.0, "6901234567892"),
			(999_999_999_999_999.0, "999999999999999"),
			(-5.0, "-5"),
			(0.0, "0"),
			(-0.0, "0"),
			(1e14, "100000000000000"),
			(0.05, "0.05"),
			(1.5e-7, "0.00000015"),
		] {
			assert_eq!(plain(number, false).as_deref(), Some(text));
		}
		for (number, text) in [(0.555, "55.5"), (0.5, "50"), (1.0, "100"), (0.001, "0.1"), (0.07, "7")] {
			assert_eq!(plain(number, true).as_deref(), Some(text));
		}
		for number in [1e15, 7.495_396_815_497_82e18, 999_999_999_999_999.9, 1e-300] {
			assert_eq!(plain(number, false), None, "{number}");
		}
	}
}
