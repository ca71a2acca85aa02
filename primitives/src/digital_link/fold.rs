// SPDX-License-Identifier: Apache-2.0

//! Folding of characters that keyboards, office programs and scanners give for others.

use alloc::string::String;

/// Separator of element strings, as which scanners send FNC1.
pub(super) const SEPARATOR: char = '\u{1d}';

/// Spellings of the separator that have a character which no value may have.
const SPELLINGS: &[&str] = &["{GS}", "[GS]", "{FNC1}", "[FNC1]", "^]", "\\x1d", "\\u001d"];

/// Folds a text to ASCII as far as a code can be meant, with plain blanks, and cuts blanks and separators at its ends.
///
/// No value has another character than those of set 82, so that none is lost.
pub(super) fn fold(text: &str) -> String {
	let mut folded = String::with_capacity(text.len());
	for letter in text.chars() {
		match letter {
			'\u{ff01}'..='\u{ff5e}' => folded.extend(char::from_u32(letter as u32 - 0xfee0)),
			'\u{241d}' => folded.push(SEPARATOR),
			// Hyphens, dashes and the minus sign, which programs put for the plain one.
			'\u{2010}'..='\u{2015}' | '\u{2212}' => folded.push('-'),
			// Zero-width characters, marks of direction, and the soft hyphen.
			'\u{ad}'
			| '\u{200b}'..='\u{200f}'
			| '\u{202a}'..='\u{202e}'
			| '\u{2060}'..='\u{206f}'
			| '\u{feff}' => {}
			letter if letter.is_whitespace() => folded.push(' '),
			letter => folded.push(letter),
		}
	}
	String::from(with_separators(&folded, SPELLINGS).trim_matches(is_edge))
}

/// Replaces spellings of the separator by itself, in letters of either case.
pub(super) fn with_separators(text: &str, spellings: &[&str]) -> String {
	let mut replaced = String::with_capacity(text.len());
	let mut rest = text;
	while let Some(letter) = rest.chars().next() {
		let spelling = spellings.iter().find(|spelling| {
			rest.get(..spelling.len()).is_some_and(|start| start.eq_ignore_ascii_case(spelling))
		});
		replaced.push(if spelling.is_some() { SEPARATOR } else { letter });
		rest = &rest[spelling.map_or(letter.len_utf8(), |spelling| spelling.len())..];
	}
	replaced
}

/// Returns true for the blank, the only one after folding.
pub(super) fn is_blank(letter: char) -> bool {
	letter == ' '
}

/// Returns true for characters that are cut at the ends of a text.
pub(super) fn is_edge(letter: char) -> bool {
	letter == ' ' || letter == SEPARATOR
}

/// Drops all blanks: no value has one.
pub(super) fn without_blanks(text: &str) -> String {
	text.chars().filter(|letter| !is_blank(*letter)).collect()
}
