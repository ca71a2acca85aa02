// SPDX-License-Identifier: Apache-2.0
//! Reports faults and refusals, line by line, each with its name and advice.

use anyhow::Context;
use std::{
	collections::BTreeMap,
	io::{self, Write},
	path::Path,
};
use suyuan_primitives::{values::check_text, ValueError};
use suyuan_sheets::{guarded, Entry, LineFault};

/// Characters of a cell that are shown on a terminal.
const MAX_SHOWN_CHARACTERS: usize = 40;

/// A fault of a line, or its refusal by the chain.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Finding {
	/// The line, counted from 1.
	pub(crate) line: u32,
	/// The column with its group; empty if the line as a whole is meant.
	pub(crate) column: String,
	pub(crate) value: String,
	/// The name of the fault, or that of the chain's error.
	pub(crate) error: String,
	pub(crate) advice: String,
}

impl From<&LineFault> for Finding {
	fn from(fault: &LineFault) -> Self {
		Self {
			line: fault.line,
			column: fault.column.clone(),
			value: fault.value.clone(),
			error: fault.fault.name(),
			advice: fault.fault.advice(),
		}
	}
}

impl Finding {
	/// A finding of one record of a line.
	pub(crate) fn of_entry(entry: &Entry, error: &str, advice: String) -> Self {
		Self {
			line: entry.line,
			column: format!("追溯码（{}）", entry.section.title()),
			value: entry.code.0.as_str().into(),
			error: error.into(),
			advice,
		}
	}
}

/// A cell's text in which every character is seen: one that a reader would not see is named by its number in Unicode.
fn visible(value: &str) -> String {
	let shown = |character: char| match check_text(&format!("-{character}-")) {
		Err(ValueError::ControlCharacter) => " ".into(),
		Err(ValueError::InvisibleCharacter | ValueError::OtherSpace) => {
			format!("‹U+{:04X}›", u32::from(character))
		}
		_ => character.into(),
	};
	value.chars().map(shown).collect()
}

/// Prints findings in their order.
pub(crate) fn print(findings: &[Finding], mut out: impl Write) -> io::Result<()> {
	for finding in findings {
		let Finding { line, column, value, error, advice } = finding;
		let value = visible(value);
		let mut shown: String = value.chars().take(MAX_SHOWN_CHARACTERS).collect();
		if value.chars().count() > MAX_SHOWN_CHARACTERS {
			shown.push('…');
		}
		match column.is_empty() {
			true => writeln!(out, "line {line}: {error}: {advice}")?,
			false => writeln!(out, "line {line}, {column} \"{shown}\": {error}: {advice}")?,
		}
	}
	Ok(())
}

/// Counts findings by name, the most frequent first.
pub(crate) fn summary(findings: &[Finding]) -> String {
	let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
	for finding in findings {
		*counts.entry(&finding.error).or_default() += 1;
	}
	let mut counts: Vec<_> = counts.into_iter().collect();
	counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
	counts.iter().map(|(name, count)| format!("{count} × {name}")).collect::<Vec<_>>().join(", ")
}

/// Writes findings as CSV.
pub(crate) fn write(findings: &[Finding], path: &Path) -> anyhow::Result<()> {
	let mut writer = csv::Writer::from_writer(Vec::new());
	writer.write_record(["line", "column", "value", "error", "advice"])?;
	for finding in findings {
		let line = finding.line.to_string();
		let cells = [&line, &finding.column, &visible(&finding.value), &finding.error, &finding.advice];
		writer.write_record(cells.map(|cell| guarded(cell)))?;
	}
	let mut content = "\u{feff}".as_bytes().to_vec();
	content.extend(writer.into_inner().map_err(|error| error.into_error())?);
	std::fs::write(path, content).with_context(|| format!("can't write the report {}", path.display()))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn findings_are_printed_by_line_and_no_cell_moves_the_cursor() {
		let finding = Finding {
			line: 3,
			column: "制造追溯信息/生产时间".into(),
			value: "\u{1b}[2Jx".into(),
			error: "MalformedTime".into(),
			advice: "Write a time.".into(),
		};
		let mut out = Vec::new();
		print(std::slice::from_ref(&finding), &mut out).unwrap();
		let text = String::from_utf8(out).unwrap();
		assert_eq!(text, "line 3, 制造追溯信息/生产时间 \" [2Jx\": MalformedTime: Write a time.\n");
		assert_eq!(summary(&[finding.clone(), finding]), "2 × MalformedTime");
	}

	#[test]
	fn a_character_that_can_not_be_seen_is_named() {
		assert_eq!(visible("声\u{200b}澜\u{feff}"), "声‹U+200B›澜‹U+FEFF›");
		assert_eq!(visible("a\u{a0}b c"), "a‹U+00A0›b c");
		assert_eq!(visible("６é"), "６é");
	}

	#[test]
	fn a_report_has_no_formulas() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("report.csv");
		let finding = Finding {
			line: 3,
			column: String::new(),
			value: "=1+1".into(),
			error: "X".into(),
			advice: "Y".into(),
		};
		write(&[finding], &path).unwrap();
		assert!(std::fs::read_to_string(path).unwrap().contains("'=1+1"));
	}
}
