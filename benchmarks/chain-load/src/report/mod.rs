// SPDX-License-Identifier: Apache-2.0
//! The report of a run, as JSON, table and plots.

pub(crate) mod import;
pub(crate) mod plot;
pub(crate) mod processors;
pub(crate) mod query;
pub(crate) mod row;
mod run;
pub(crate) mod soak;
mod table;

pub(crate) use run::Report;

use crate::{
	cli::{Plan, Scenario},
	date,
	machine::{Machine, Versions},
	node::Starter,
};
use anyhow::Context;
use row::Row;
use std::{env, fs, path::Path};

impl Report {
	/// A report without rows.
	pub(crate) fn begin(plan: &Plan) -> anyhow::Result<Self> {
		let starter =
			Starter { binary: plan.node.clone(), folder: plan.data.clone(), extra: plan.node_flags.clone() };
		Ok(Self {
			name: plan.name.clone(),
			date: date::utc(date::now()),
			command: command(env::args()),
			machine: Machine::this(),
			versions: Versions::with(&plan.node)?,
			node_flags: starter.flags(),
			aborted: vec![],
			rows: vec![],
			soak: vec![],
			queries: vec![],
			imports: vec![],
		})
	}

	/// Enters a load, with its speed beside the remarks of the same run, if there were any.
	pub(crate) fn enter(&mut self, mut row: Row) {
		let remarks = self.rows.iter().find(|row| row.scenario == Scenario::Remark.name());
		row.of_remark = remarks
			.filter(|remarks| remarks.per_second > 0.0)
			.map(|remarks| row.per_second / remarks.per_second);
		self.rows.push(row);
	}

	/// Tells whether every scenario succeeded and every load is clean.
	pub(crate) fn is_clean(&self) -> bool {
		let soak = self.soak.iter().flat_map(|sample| [&sample.growth, &sample.recording]);
		self.aborted.is_empty() && self.rows.iter().chain(soak).all(Row::is_clean)
	}

	/// Tells whether nothing was measured.
	pub(crate) fn is_empty(&self) -> bool {
		self.rows.is_empty() && self.soak.is_empty() && self.queries.is_empty() && self.imports.is_empty()
	}

	/// The report as Markdown.
	pub(crate) fn table(&self) -> String {
		table::of(self)
	}

	/// Writes the report into a folder, over files of the same name.
	pub(crate) fn write(&self, folder: &Path) -> anyhow::Result<()> {
		fs::create_dir_all(folder).with_context(|| format!("{}", folder.display()))?;
		let file = |ending: &str| folder.join(format!("{}{ending}", self.name));
		fs::write(file(".json"), serde_json::to_string_pretty(self)? + "\n")?;
		fs::write(file(".md"), self.table())?;
		let plots = [(".svg", plot::throughput(&self.rows)?), ("-soak.svg", plot::growth(&self.soak)?)];
		for (ending, plot) in plots {
			match plot {
				Some(plot) => fs::write(file(ending), plot)?,
				// A plot of an earlier run would be taken for one of this run.
				None => drop(fs::remove_file(file(ending))),
			}
		}
		Ok(())
	}
}

/// The command line without the folder of the binary, which says nothing about the run.
fn command(mut arguments: impl Iterator<Item = String>) -> String {
	let binary = arguments.next().unwrap_or_default();
	let name = Path::new(&binary).file_name().map(|name| name.to_string_lossy().into_owned());
	name.into_iter().chain(arguments).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
pub(crate) mod tests {
	use super::{
		import::{ImportRow, Way},
		query::QueryRow,
		soak::Sample,
		*,
	};
	use crate::{keys::Scheme, percentiles::Percentiles, report::row::tests::row};
	use std::time::Duration;

	pub(crate) fn report() -> Report {
		let sample = |units| Sample {
			units,
			database_bytes: units as u64 * 2_000,
			state_value_bytes: units as u64 * 150,
			growth: row("soak, registering"),
			recording: row("soak, recording"),
		};
		Report {
			name: "all".into(),
			date: date::utc(0),
			command: "suyuan-chain-load".into(),
			machine: Machine {
				cpu: "A | processor".into(),
				cores: 2,
				memory_bytes: 8 << 30,
				kernel: "Linux version 6".into(),
			},
			versions: Versions {
				node: "suyuan 0.1.0-abc".into(),
				generator: "suyuan-chain-load 0.1.0-abc".into(),
				commit: Some("abc".into()),
				rustc: "rustc 1.90.0".into(),
			},
			node_flags: vec!["--no-mdns".into()],
			aborted: vec![],
			rows: vec![row("remark"), row("record")],
			soak: vec![sample(1_000), sample(2_000)],
			queries: vec![QueryRow {
				units: 2_000,
				clients: 1,
				queries: 1,
				seconds: 0.001,
				per_second: 1_000.0,
				took: Percentiles::of(&[Duration::from_millis(1)]).unwrap(),
			}],
			imports: vec![ImportRow {
				scheme: Scheme::Ecdsa,
				way: Way::File,
				blocks: 10,
				records: 40_000,
				fullest_block: 5_000,
				seconds: 5.0,
				processor_seconds: 4.0,
				startup_seconds: 0.5,
			}],
		}
	}

	#[test]
	fn is_written_over_what_has_its_name() {
		let folder = tempfile::tempdir().unwrap();
		let names = || {
			let mut names: Vec<_> = fs::read_dir(folder.path())
				.unwrap()
				.map(|entry| entry.unwrap().file_name().into_string().unwrap())
				.collect();
			names.sort();
			names
		};
		report().write(folder.path()).unwrap();
		assert_eq!(names(), ["all-soak.svg", "all.json", "all.md", "all.svg"]);
		Report { soak: vec![], ..report() }.write(folder.path()).unwrap();
		assert_eq!(names(), ["all.json", "all.md", "all.svg"]);
		let json: serde_json::Value =
			serde_json::from_slice(&fs::read(folder.path().join("all.json")).unwrap()).unwrap();
		assert_eq!(json["rows"][1]["scenario"], "record");
		assert_eq!(json["rows"][1]["per_second"], 400.0);
	}

	#[test]
	fn a_load_is_held_against_the_remarks_of_its_run() {
		let mut report = Report { rows: vec![], ..report() };
		report.enter(row("record"));
		report.enter(row("remark"));
		report.enter(Row { per_second: 100.0, ..row("record") });
		let ratios: Vec<_> = report.rows.iter().map(|row| row.of_remark).collect();
		assert_eq!(ratios, [None, None, Some(0.25)]);
	}

	#[test]
	fn the_command_line_tells_no_folder_of_the_binary() {
		let arguments = ["/home/user/suyuan-chain-load", "--quick"].map(String::from);
		assert_eq!(command(arguments.into_iter()), "suyuan-chain-load --quick");
	}

	#[test]
	fn one_row_that_is_not_clean_is_enough() {
		assert!(report().is_clean());
		assert!(!Report { aborted: vec!["mixed: the node ended".into()], ..report() }.is_clean());
		let mut spoilt = report();
		spoilt.soak[1].recording.failed = 1;
		assert!(!spoilt.is_clean());
	}
}
