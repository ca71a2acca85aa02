// SPDX-License-Identifier: Apache-2.0
//! The results as tables in Markdown.

use super::{import::ImportRow, row::Row, Report};
use crate::{drive::Ended, percentiles::Percentiles};

/// A column's heading, and the cell of a row.
type Column<T> = (&'static str, fn(&T) -> String);

/// The whole report as Markdown.
pub(crate) fn of(report: &Report) -> String {
	let mut text = format!("# Measured: {}\n\n", report.name);
	text += &facts(report);
	if !report.rows.is_empty() {
		text += "\n## Throughput\n\n";
		text +=
			"Counted in final blocks, as their events tell. Per second: from the first sending to the last \
			finality; sustained: by the chain's clock while the load stood; of remark: by the remarks of the same \
			run, which are as long as a record. In a call: how many one signature carries, and of how many \
			different units; each unit was recorded of once before. Latency: from sending to finality. State: by how \
			much its values grew. Database: with the nodes of the latest 256 states, which make room for those of \
			later ones; settled: what each byte of a block took once they did.\n\n";
		text += &table(&report.rows, THROUGHPUT);
		text += &notes(report.rows.iter());
	}
	if !report.soak.is_empty() {
		text += "\n## Growth\n\n";
		text += "After each step. State: the values alone, without keys and trie.\n\n";
		text += &table(&report.soak, GROWTH);
		text += &notes(report.soak.iter().flat_map(|sample| [&sample.growth, &sample.recording]));
	}
	if !report.queries.is_empty() {
		text += "\n## Queries\n\n`TraceApi_unit` through `state_call`, a unit with one record of it.\n\n";
		text += &table(&report.queries, QUERIES);
	}
	if !report.imports.is_empty() {
		text += "\n## Import\n\n";
		text += "Blocks full of records, one record per signature, imported by one core that had seen none of the \
			signatures before. Processor time without that of starting; the fullest block by the time of a record.\n\n";
		text += &table(&report.imports, IMPORTS);
	}
	if !report.aborted.is_empty() {
		text += "\n## Came to no end\n\n";
		report.aborted.iter().for_each(|reason| text += &format!("- {}\n", cell(reason)));
	}
	text
}

fn facts(report: &Report) -> String {
	let Report { machine, versions, .. } = report;
	let facts = [
		("date", report.date.clone()),
		("processor", format!("{}, {} cores", machine.cpu, machine.cores)),
		("memory", format!("{:.1} GiB", machine.memory_bytes as f64 / f64::from(1 << 30))),
		("kernel", machine.kernel.clone()),
		("node", versions.node.clone()),
		("generator", versions.generator.clone()),
		("commit", versions.commit.clone().unwrap_or_else(|| "unknown".into())),
		("rustc", versions.rustc.clone()),
		("command", format!("`{}`", report.command)),
		("flags of every node", format!("`{}`", report.node_flags.join(" "))),
	];
	let lines = facts.iter().map(|(name, fact)| format!("| {name} | {} |\n", cell(fact)));
	format!("| | |\n|---|---|\n{}", lines.collect::<String>())
}

const THROUGHPUT: &[Column<Row>] = &[
	("scenario", |row| row.scenario.clone()),
	("counted", |row| row.counted.name().into()),
	("in a call", |row| row.per_transaction.to_string()),
	("of units", |row| row.units_per_transaction.map_or("-".into(), |units| units.to_string())),
	("per second", |row| rate(row.per_second)),
	("of remark", |row| row.of_remark.map_or("-".into(), |ratio| format!("{ratio:.2}"))),
	("sustained", |row| row.per_second_sustained.map_or("-".into(), rate)),
	("final", |row| row.total.to_string()),
	("seconds", |row| format!("{:.1}", row.seconds)),
	("p50 ms", |row| finality(row, |latency| latency.p50)),
	("p95 ms", |row| finality(row, |latency| latency.p95)),
	("p99 ms", |row| finality(row, |latency| latency.p99)),
	("bytes a transaction", |row| format!("{:.0}", row.transaction_bytes)),
	("database bytes each", |row| row.database_bytes_each.map_or("-".into(), |bytes| format!("{bytes:.0}"))),
	("by byte sent", |row| row.database_bytes_per_byte.map_or("-".into(), |ratio| format!("{ratio:.2}"))),
	("settled", |row| row.database_bytes_per_byte_settled.map_or("-".into(), |ratio| format!("{ratio:.2}"))),
	("state bytes each", |row| row.state_bytes_each.map_or("-".into(), |bytes| format!("{bytes:.1}"))),
	("failed", |row| row.failed.to_string()),
	("unfinished", |row| row.unfinished.to_string()),
	("nodes", |row| row.nodes.to_string()),
	("cores: nodes", |row| cores(row.cores.nodes)),
	("generator", |row| cores(row.cores.generator)),
	("others", |row| cores(row.cores.others)),
];

const GROWTH: &[Column<super::soak::Sample>] = &[
	("units", |sample| sample.units.to_string()),
	("units registered per second", |sample| rate(sample.growth.per_second)),
	("records per second", |sample| rate(sample.recording.per_second)),
	("sustained", |sample| sample.recording.per_second_sustained.map_or("-".into(), rate)),
	("p99 ms", |sample| finality(&sample.recording, |latency| latency.p99)),
	("database MB", |sample| megabytes(sample.database_bytes)),
	("state MB", |sample| megabytes(sample.state_value_bytes)),
];

const QUERIES: &[Column<super::query::QueryRow>] = &[
	("units", |row| row.units.to_string()),
	("clients at once", |row| row.clients.to_string()),
	("queries", |row| row.queries.to_string()),
	("per second", |row| rate(row.per_second)),
	("p50 ms", |row| format!("{:.2}", row.took.p50)),
	("p95 ms", |row| format!("{:.2}", row.took.p95)),
	("p99 ms", |row| format!("{:.2}", row.took.p99)),
];

const IMPORTS: &[Column<ImportRow>] = &[
	("signatures", |row| row.scheme.name()),
	("imported by", |row| row.way.name().into()),
	("blocks", |row| row.blocks.to_string()),
	("records", |row| row.records.to_string()),
	("seconds", |row| format!("{:.1}", row.seconds)),
	("processor seconds", |row| format!("{:.1}", row.processor_seconds)),
	("us a record", |row| rate(row.microseconds_each())),
	("records of the fullest block", |row| row.fullest_block.to_string()),
	("its ms", |row| rate(row.fullest_block_ms())),
	("starting, s", |row| format!("{:.1}", row.startup_seconds)),
];

fn table<T>(rows: &[T], columns: &[Column<T>]) -> String {
	let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
	let head = line(columns.iter().map(|(name, _)| name.to_string()).collect());
	let rule = format!("|{}\n", "---|".repeat(columns.len()));
	let rows = rows.iter().map(|row| line(columns.iter().map(|(_, show)| cell(&show(row))).collect()));
	head + &rule + &rows.collect::<String>()
}

/// Notes on rows that are not clean.
fn notes<'a>(rows: impl Iterator<Item = &'a Row>) -> String {
	let mut notes = String::new();
	for row in rows.filter(|row| !row.is_clean()) {
		let why = match &row.ended {
			Ended::InTime | Ended::AllSent => "not everything came to be".into(),
			Ended::Interrupted => "interrupted".into(),
			Ended::Stalled => "nothing became final any more".into(),
			Ended::Refused(reason) => format!("the node refused a transaction: {reason}"),
		};
		let first = row.first_failure.as_ref().map(|reason| format!("; the first failed with {reason}"));
		notes += &format!("\n- **{}**: {}\n", row.scenario, cell(&(why + &first.unwrap_or_default())));
	}
	notes
}

fn finality(row: &Row, which: fn(&Percentiles) -> f64) -> String {
	row.to_finality_ms.as_ref().map_or("-".into(), |latency| format!("{:.0}", which(latency)))
}

fn rate(per_second: f64) -> String {
	format!("{per_second:.0}")
}

fn cores(cores: Option<f64>) -> String {
	cores.map_or("-".into(), |cores| format!("{cores:.2}"))
}

fn megabytes(bytes: u64) -> String {
	format!("{:.1}", bytes as f64 / 1e6)
}

/// Escapes text so that it stays in its cell.
fn cell(text: &str) -> String {
	text.replace('|', "\\|").replace('\n', " ")
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::report::tests::report;

	#[test]
	fn every_line_of_a_table_has_as_many_cells() {
		let text = of(&report());
		let mut widths = vec![];
		for line in text.lines() {
			match line.starts_with('|') {
				true => widths.push(line.replace("\\|", "").matches('|').count()),
				false => {
					assert!(widths.windows(2).all(|pair| pair[0] == pair[1]), "{widths:?}");
					widths.clear();
				}
			}
		}
	}

	#[test]
	fn a_row_tells_what_was_measured() {
		let text = of(&report());
		assert!(
			text.contains("| record | records | 1 | - | 400 | - | 500 | 4000 | 10.0 | 2000 | 2000 | 2000 | 300 | 1000 | 3.33 | - | - |")
		);
		assert!(text.contains("| 2000 | 400 | 400 | 500 | 2000 | 4.0 | 0.3 |"));
		assert!(text.contains("| ecdsa | import-blocks | 10 | 40000 | 5.0 | 4.0 | 100 | 5000 | 500 | 0.5 |"));
		assert!(text.contains("| processor | A \\| processor, 2 cores |"));
	}

	#[test]
	fn a_section_without_measurements_is_not_there() {
		let text = of(&Report { soak: vec![], queries: vec![], imports: vec![], ..report() });
		assert!(!text.contains("## Growth") && !text.contains("## Queries") && !text.contains("no end"));
		assert!(!text.contains("## Import"));
	}

	#[test]
	fn every_failure_is_reported() {
		let mut report = report();
		report.rows[0].ended = Ended::Refused("1010 Invalid Transaction".into());
		report.aborted.push("mixed: the node ended\nby itself".into());
		let text = of(&report);
		assert!(text.contains("- **remark**: the node refused a transaction: 1010 Invalid Transaction"));
		assert!(text.contains("- mixed: the node ended by itself"));
	}
}
