// SPDX-License-Identifier: Apache-2.0
//! Makes text of a node safe to print: it comes from another machine, and goes to a terminal and into reports.

/// Characters of a node's name or message that are printed.
const MAX_TEXT_CHARACTERS: usize = 256;

/// Characters of an error that are printed, with all its causes.
const MAX_ERROR_CHARACTERS: usize = 2_048;

/// A node's message, cut, and on one line.
pub(crate) fn one_line(said: &str) -> String {
	cut(said, MAX_TEXT_CHARACTERS)
}

/// An error with its causes, some of which may be the node's text.
pub(crate) fn error_line(error: &anyhow::Error) -> String {
	cut(&format!("{error:#}"), MAX_ERROR_CHARACTERS)
}

fn cut(said: &str, most: usize) -> String {
	let turns =
		|c: char| matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
	let mut characters = said.chars().map(|c| if c.is_control() || turns(c) { ' ' } else { c });
	let mut told: String = characters.by_ref().take(most).collect();
	if characters.next().is_some() {
		told.push('…');
	}
	told
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_nodes_words_are_one_short_line() {
		assert_eq!(one_line("Inability to pay"), "Inability to pay");
		assert_eq!(one_line("a\r\n\u{1b}[2Jb\u{202e}c"), "a   [2Jb c");
		let long = one_line(&"x".repeat(100_000));
		assert_eq!((long.chars().count(), long.ends_with('…')), (MAX_TEXT_CHARACTERS + 1, true));
	}

	#[test]
	fn an_error_is_told_with_its_causes_in_short() {
		let error =
			anyhow::anyhow!("{}\n", "x".repeat(100_000)).context("the node doesn't say what is final");
		let said = error_line(&error);
		assert!(
			said.starts_with("the node doesn't say what is final: x")
				&& said.chars().count() <= MAX_ERROR_CHARACTERS + 1
		);
	}
}
