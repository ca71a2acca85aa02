// SPDX-License-Identifier: Apache-2.0
//! Reports faults and refusals, line by line, each with its name and advice.

use anyhow::Context;
use std::{
	collections::BTreeMap,
	io::{self, Write},
	path::Path,
};
use suyuan_sheets::{guarded, LineFault};

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

/// Prints findings in their order.
pub(crate) fn print(findings: &[Finding], mut out: impl Write) -> io::Result<()> {
	for finding in findings {
		let Finding { line, column, value, error, advice } = finding;
		let mut shown: String =
			value.chars().map(|c| if c.is_control() { ' ' } else { c }).take(MAX_SHOWN_CHARACTERS).collect();
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
		let cells = [&line, &finding.column, &finding.value, &finding.error, &finding.advice];
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
