// SPDX-License-Identifier: Apache-2.0
//! The report of a run, as JSON and as a table.

use crate::{catch_up::CatchUp, percentiles::Percentiles};
use anyhow::Context;
use serde::Serialize;
use std::{fmt::Write, fs, path::Path, process::Command, thread};

/// The figures of one kind of request.
#[derive(Debug, Serialize)]
pub(crate) struct RequestRow {
	pub(crate) name: String,
	/// The goal for 99 of 100 requests, in milliseconds.
	pub(crate) goal_ms: f64,
	/// Bytes of one answer.
	pub(crate) bytes: usize,
	/// Requests sent in a second.
	pub(crate) rate: u64,
	/// Requests sent in all.
	pub(crate) requests: usize,
	/// Durations at the steady rate, the wait for their turn included.
	pub(crate) at_rate: Percentiles,
	/// Connections that asked as fast as they were answered.
	pub(crate) connections: usize,
	/// Answers in a second then.
	pub(crate) most_per_second: f64,
	/// Durations then.
	pub(crate) at_most: Percentiles,
}

impl RequestRow {
	/// The figures in one line.
	pub(crate) fn line(&self) -> String {
		let Percentiles { p50, p95, p99, max } = self.at_rate;
		format!(
			"{:<28} p50 {p50:>6.1}  p95 {p95:>6.1}  p99 {p99:>6.1}  max {max:>6.1} ms at {}/s; {:.0}/s at most",
			self.name, self.rate, self.most_per_second
		)
	}
}

/// Every figure of a run, with machine, commit and command.
#[derive(Debug, Serialize)]
pub(crate) struct Report {
	pub(crate) units: u64,
	pub(crate) database_bytes: u64,
	/// Seconds that filling took, if this run filled the database.
	pub(crate) filled_in_seconds: Option<f64>,
	pub(crate) cpu: String,
	/// Cores that readers and platform shared.
	pub(crate) cores: usize,
	pub(crate) commit: Option<String>,
	pub(crate) command: String,
	/// Peak memory of the platform.
	pub(crate) server_memory_bytes: Option<u64>,
	pub(crate) rows: Vec<RequestRow>,
	/// The speed of catching up with a chain, if that was measured.
	pub(crate) caught_up: Vec<CatchUp>,
}

/// The command line, without paths that the script fills in: they are of this machine alone.
fn command(mut arguments: impl Iterator<Item = String>) -> String {
	let mut command = String::from("scripts/bench platform");
	while let Some(argument) = arguments.next() {
		if ["--platform", "--data"].contains(&argument.as_str()) {
			arguments.next();
		} else {
			command = command + " " + &argument;
		}
	}
	command
}

impl Report {
	/// A report without rows.
	pub(crate) fn begin(units: u64, file: &Path, filled_in_seconds: Option<f64>) -> Self {
		let cpuinfo = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
		let cpu = cpuinfo.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or("unknown");
		let commit = Command::new("git").args(["rev-parse", "HEAD"]).output().ok();
		Self {
			units,
			database_bytes: fs::metadata(file).map_or(0, |file| file.len()),
			filled_in_seconds,
			cpu: cpu.trim_start_matches([' ', '\t', ':']).into(),
			cores: thread::available_parallelism().map_or(1, usize::from),
			commit: commit.and_then(|output| Some(String::from_utf8(output.stdout).ok()?.trim().into())),
			command: command(std::env::args().skip(1)),
			server_memory_bytes: None,
			rows: vec![],
			caught_up: vec![],
		}
	}

	fn table(&self) -> String {
		let gigabytes = |bytes: u64| bytes as f64 / 1e9;
		let mut text = format!(
			"# How fast the platform answers\n\n{} units with eleven records each in {:.1} GB of SQLite; {}, {} cores, which \
			the readers share with the platform. At a steady rate, and as fast as {} connections are answered. Each request asks \
			for another unit; the file was read once before each row, so that what is asked for lies in memory.\n\n",
			self.units,
			gigabytes(self.database_bytes),
			self.cpu,
			self.cores,
			self.rows.first().map_or(0, |row| row.connections)
		);
		text.push_str("| request | bytes | a second | p50 ms | p95 ms | p99 ms | max ms | goal p99 | most a second | p99 ms then |\n");
		text.push_str("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n");
		for row in &self.rows {
			let Percentiles { p50, p95, p99, max } = row.at_rate;
			// Writing to a string can't fail.
			let _ = writeln!(
				text,
				"| {} | {} | {} | {p50:.1} | {p95:.1} | {p99:.1} | {max:.1} | {} | {:.0} | {:.1} |",
				row.name, row.bytes, row.rate, row.goal_ms, row.most_per_second, row.at_most.p99
			);
		}
		if !self.caught_up.is_empty() {
			text.push_str(
				"\nCatching up with a chain from its first block, the node on the same cores:\n\n\
				| engine | records | of units | records a second | seconds | with heads compared | bytes a record | most memory MB |\n\
				|---|--:|--:|--:|--:|--:|--:|--:|\n",
			);
		}
		for engine in &self.caught_up {
			let _ = writeln!(
				text,
				"| {} | {} | {} | {:.0} | {:.1} | {:.1} | {:.0} | {:.0} |",
				engine.engine,
				engine.records,
				engine.units,
				engine.per_second,
				engine.seconds,
				engine.seconds_with_heads,
				engine.bytes_per_record,
				engine.memory_bytes as f64 / 1e6
			);
		}
		if let Some(bytes) = self.server_memory_bytes {
			let _ = writeln!(text, "\nThe platform took at most {:.0} MB of memory.", bytes as f64 / 1e6);
		}
		text
	}

	pub(crate) fn write(&self, folder: &Path) -> anyhow::Result<()> {
		fs::create_dir_all(folder)?;
		let json = serde_json::to_string_pretty(self)? + "\n";
		for (name, text) in [("platform.json", json), ("platform.md", self.table())] {
			let file = folder.join(name);
			fs::write(&file, text).with_context(|| format!("can't write {}", file.display()))?;
		}
		Ok(())
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn no_place_of_the_machine_is_written_down() {
		let arguments = ["--platform", "/a/b", "--data", "/c", "--units", "10"].map(String::from);
		assert_eq!(command(arguments.into_iter()), "scripts/bench platform --units 10");
	}
}
