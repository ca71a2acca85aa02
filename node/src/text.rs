// SPDX-License-Identifier: Apache-2.0

//! Shortening of texts for logs and answers.

/// The beginning of the first line of a text, at most `max` bytes of it.
///
/// Errors quote the input of peers and clients, and backtraces with a line for each frame of the stack: neither may decide
/// how much is logged or answered.
pub(crate) fn shortened(text: &str, max: usize) -> String {
	let line = text.lines().next().unwrap_or_default();
	if line.len() <= max {
		return line.into();
	}
	let end = (0..=max).rev().find(|end| line.is_char_boundary(*end)).unwrap_or_default();
	format!("{}…", &line[..end])
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_short_line_stays_as_it_is() {
		assert_eq!(shortened("", 3), "");
		assert_eq!(shortened("abc", 3), "abc");
	}

	#[test]
	fn of_many_lines_the_first_is_left() {
		assert_eq!(shortened("trap\nWASM backtrace:\n0: f", 100), "trap");
	}

	#[test]
	fn a_long_line_is_cut_between_two_characters() {
		assert_eq!(shortened("abcdef", 3), "abc…");
		// Each character has three bytes.
		assert_eq!(shortened("溯源溯源", 7), "溯源…");
		assert_eq!(shortened("溯源", 2), "…");
	}
}
