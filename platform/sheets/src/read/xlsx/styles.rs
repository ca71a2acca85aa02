// SPDX-License-Identifier: Apache-2.0
//! The number formats of a workbook's cells: how its program shows the numbers that it keeps.

use super::part::{Parts, Piece};
use crate::{limits::MAX_STYLES, read::Unreadable};
use std::collections::HashMap;

/// The way in which a number is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Style {
	/// Digit by digit.
	#[default]
	Plain,
	/// A hundredfold, with a percent sign.
	Percent,
	/// A date, with or without a time of day.
	Date,
	/// A length of time.
	Elapsed,
	/// Any other: with zeros before it, separators, signs or words.
	Other,
}

/// The styles of a workbook, by their numbers.
#[derive(Debug, Default)]
pub(super) struct Styles(Vec<Style>);

impl Styles {
	pub(super) fn read(parts: &mut Parts<'_>) -> Result<Self, Unreadable> {
		let mut styles = Vec::new();
		let Some(mut xml) = parts.part("xl/styles.xml")? else { return Ok(Self(styles)) };
		let mut formats: HashMap<u32, Style> = HashMap::new();
		let mut within_cells = false;
		while let Some(piece) = xml.next()? {
			match piece {
				Piece::Start(tag) => match tag.name() {
					b"numFmt" => {
						let number = tag.attribute("numFmtId").and_then(|number| number.parse().ok());
						if let (Some(number), Some(code)) = (number, tag.attribute("formatCode")) {
							formats.insert(number, style_of(&code));
						}
					}
					b"cellXfs" => within_cells = true,
					b"xf" if within_cells => {
						let number = tag.attribute("numFmtId").and_then(|number| number.parse().ok());
						let number: u32 = number.unwrap_or_default();
						styles.push(formats.get(&number).copied().unwrap_or_else(|| builtin(number)));
					}
					_ => (),
				},
				Piece::End(name) if name == b"cellXfs" => within_cells = false,
				_ => (),
			}
			if styles.len() > MAX_STYLES || formats.len() > MAX_STYLES {
				return Err(Unreadable::MaxStylesExceeded);
			}
		}
		Ok(Self(styles))
	}

	/// The style of that number; a cell may have none.
	pub(super) fn get(&self, number: usize) -> Style {
		self.0.get(number).copied().unwrap_or_default()
	}
}

/// The formats that every program has, those of Chinese among them.
const fn builtin(number: u32) -> Style {
	match number {
		0 | 1 | 49 => Style::Plain,
		9 | 10 => Style::Percent,
		14..=22 | 27..=36 | 45 | 47 | 50..=58 => Style::Date,
		46 => Style::Elapsed,
		_ => Style::Other,
	}
}

/// The style that a format's code describes. The first of its sections is that of positive numbers.
fn style_of(code: &str) -> Style {
	let mut letters = String::new();
	let mut characters = code.chars();
	let mut has_words = false;
	while let Some(character) = characters.next() {
		match character {
			';' => break,
			// A space as wide as a character, and a filler.
			'_' | '*' => drop(characters.next()),
			'\\' | '!' => has_words |= characters.next().is_some(),
			'"' => has_words |= characters.by_ref().take_while(|character| *character != '"').count() > 0,
			'[' => {
				let inside: String = characters.by_ref().take_while(|character| *character != ']').collect();
				let inside = inside.to_ascii_lowercase();
				let is_elapsed = ['h', 'm', 's']
					.iter()
					.any(|unit| !inside.is_empty() && inside.chars().all(|character| character == *unit));
				if is_elapsed {
					return Style::Elapsed;
				}
				// A colour and a language say nothing; a currency's sign and a condition do.
				has_words |= inside.strip_prefix('$').is_some_and(|sign| !sign.starts_with('-'))
					|| inside.starts_with(['<', '>', '=']);
			}
			' ' => (),
			other => letters.push(other.to_ascii_lowercase()),
		}
	}
	if letters == "general" || letters == "@" {
		return if has_words { Style::Other } else { Style::Plain };
	}
	if letters.contains('%') {
		return Style::Percent;
	}
	// The day of the week is `aaa` to Chinese programs.
	if letters.contains(['y', 'm', 'd', 'h', 's']) || letters.contains("aaa") {
		return Style::Date;
	}
	match letters.as_str() {
		"0" | "#" | "" if !has_words => Style::Plain,
		_ => Style::Other,
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_format_says_how_a_number_is_shown() {
		for (code, style) in [
			("General", Style::Plain),
			("@", Style::Plain),
			("0", Style::Plain),
			("0_ ", Style::Plain),
			("0_);[Red]\\(0\\)", Style::Plain),
			("[$-804]General", Style::Plain),
			("00000000", Style::Other),
			("0.00", Style::Other),
			("#,##0", Style::Other),
			("\"SN-\"0", Style::Other),
			("0\"件\"", Style::Other),
			("[$¥-804]#,##0.00", Style::Other),
			("[<=9999999]###-####;###-###-####", Style::Other),
			("0.0%", Style::Percent),
			("0.00\\ %", Style::Percent),
			("yyyy-mm-dd h:mm:ss", Style::Date),
			("m\"月\"d\"日\"", Style::Date),
			("[$-804]yyyy\"年\"m\"月\"d\"日\";@", Style::Date),
			("h:mm AM/PM", Style::Date),
			("[h]:mm:ss", Style::Elapsed),
			("[mm]:ss", Style::Elapsed),
			("\"100%\"0", Style::Other),
		] {
			assert_eq!(style_of(code), style, "{code}");
		}
		for date in [14, 22, 31, 57] {
			assert_eq!(builtin(date), Style::Date);
		}
	}
}
