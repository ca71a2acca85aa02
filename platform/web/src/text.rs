// SPDX-License-Identifier: Apache-2.0

//! Foreign text made safe to quote. Cut to a bound, and without characters that move a cursor, begin a line or turn the
//! direction of writing.

/// Returns true for a character that is no text to a reader.
fn is_odd(character: char) -> bool {
	character.is_control()
		|| matches!(character, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Beginning of a text, at most `most` bytes of it, and true if that is all.
fn beginning(text: &str, most: usize) -> (String, bool) {
	let mut told = String::new();
	for character in text.chars().filter(|character| !is_odd(*character)) {
		if told.len() + character.len_utf8() > most {
			return (told, false);
		}
		told.push(character);
	}
	(told, true)
}

/// Beginning of a text, at most `most` bytes of it.
pub fn bounded(text: &str, most: usize) -> String {
	beginning(text, most).0
}

/// Cuts a text to a number of bytes, with an ellipsis if that is not all.
pub fn cut(text: &str, most: usize) -> String {
	let (mut told, all) = beginning(text, most);
	if !all {
		told.push('…');
	}
	told
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_text_of_any_length_is_cut_between_two_characters() {
		assert_eq!(bounded(&"溯".repeat(200), 256), "溯".repeat(85));
		assert_eq!(cut("short", 5), "short");
		assert_eq!(cut("longer", 5), "longe…");
		assert_eq!(cut(&"溯".repeat(60_000), 4), "溯…");
	}

	#[test]
	fn what_moves_a_cursor_is_left_out() {
		assert_eq!(cut("a\0b\r\nc\u{1b}[2J\u{85}\u{2028}\u{202e}d", 64), "abc[2Jd");
	}
}
