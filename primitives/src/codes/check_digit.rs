// SPDX-License-Identifier: Apache-2.0

//! The check-digit algorithms of the field.

/// GS1 modulo 10 over ASCII digits whose last one is the check digit.
///
/// From the rightmost data digit leftwards the weights are 3, 1, 3, 1 …; left padding with zeros changes
/// nothing. `None` when a character is not a digit.
pub(super) fn gs1_mod_10(digits: &[u8]) -> Option<bool> {
	let (check, data) = digits.split_last()?;
	let mut sum = 0u32;
	for (position, digit) in data.iter().rev().enumerate() {
		let weight = if position % 2 == 0 { 3 } else { 1 };
		sum += weight * digit_value(*digit)?;
	}
	Some(digit_value(*check)? == (10 - sum % 10) % 10)
}

fn digit_value(digit: u8) -> Option<u32> {
	digit.is_ascii_digit().then(|| u32::from(digit - b'0'))
}

/// The 31 characters of GB 32100-2015: no I, O, S, V, Z. A character's value is its index.
const GB_32100_ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// The weights of GB 32100-2015: powers of 3 modulo 31.
const GB_32100_WEIGHTS: [u32; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/// GB 32100-2015 modulo 31 over 18 characters. `None` when a character is outside the alphabet.
pub(super) fn gb_32100_mod_31(code: &[u8; 18]) -> Option<bool> {
	let value = |character: &u8| GB_32100_ALPHABET.iter().position(|c| c == character).map(|p| p as u32);
	let (data, check) = (&code[..17], &code[17]);
	let mut sum = 0u32;
	for (character, weight) in data.iter().zip(GB_32100_WEIGHTS) {
		sum += weight * value(character)?;
	}
	Some(value(check)? == (31 - sum % 31) % 31)
}

/// The weights of GB 11714-1997.
const GB_11714_WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

/// GB 11714-1997 modulo 11 over the 9 characters of an organisation's code, the last one a digit or X for ten.
///
/// The values of letters are 10 for A to 35 for Z. `None` when a character is neither digit nor upper-case letter.
pub(super) fn gb_11714_mod_11(code: &[u8; 9]) -> Option<bool> {
	let (data, check) = (&code[..8], code[8]);
	let mut sum = 0u32;
	for (character, weight) in data.iter().zip(GB_11714_WEIGHTS) {
		let value = match character {
			b'A'..=b'Z' => u32::from(character - b'A') + 10,
			digit => digit_value(*digit)?,
		};
		sum += weight * value;
	}
	Some(check == ten_as_x((11 - sum % 11) % 11))
}

/// The weights of GB 11643-1999: powers of 2 modulo 11, from the left.
const GB_11643_WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/// GB 11643-1999, ISO 7064 modulo 11-2, over the 18 characters of a person's identity number.
///
/// `None` when one of the first 17 is no digit.
pub(super) fn gb_11643_mod_11_2(number: &[u8; 18]) -> Option<bool> {
	let (data, check) = (&number[..17], number[17]);
	let mut sum = 0u32;
	for (digit, weight) in data.iter().zip(GB_11643_WEIGHTS) {
		sum += weight * digit_value(*digit)?;
	}
	Some(check == ten_as_x((12 - sum % 11) % 11))
}

fn ten_as_x(value: u32) -> u8 {
	if value == 10 {
		b'X'
	} else {
		b'0' + value as u8
	}
}
