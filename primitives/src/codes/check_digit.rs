//! The two check-digit algorithms of the field.

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
