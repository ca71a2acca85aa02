// SPDX-License-Identifier: Apache-2.0
//! The command-line interface, and the plan that follows from it.

use crate::{keys::Scheme, window::WindowSize};
use anyhow::ensure;
use clap::{Parser, ValueEnum};
use std::{env, path::PathBuf, time::Duration};

/// Puts a node under load and counts what becomes final.
///
/// Starts the node in a temporary folder, lets the development regulators vote its participants in, registers units
/// with them, signs ahead, and only then measures. A record counts when the events of a final block tell of it.
/// Writes a JSON file with everything, a table in Markdown and a plot in SVG.
///
/// Ctrl-C stops, writes what there is, and ends the nodes.
#[derive(Debug, Parser)]
#[command(bin_name = "scripts/bench throughput", version, term_width = 100)]
pub(crate) struct Cli {
	/// Scenarios to measure; everything by default.
	#[arg(value_enum)]
	scenarios: Vec<Scenario>,

	/// A short run of everything: it shows that it works, and its figures are rough.
	#[arg(long)]
	quick: bool,

	/// The node [default: $SUYUAN_BIN, or else the file `suyuan` beside this one].
	#[arg(long, value_name = "FILE")]
	node: Option<PathBuf>,

	/// A flag to be added to those of every node, such as --node-flag=--state-pruning=archive.
	#[arg(long, value_name = "FLAG", allow_hyphen_values = true)]
	node_flag: Vec<String>,

	/// The folder for temporary folders, on the disk that is to be measured [default: that of the system].
	#[arg(long, value_name = "FOLDER")]
	data: Option<PathBuf>,

	/// Seconds for which each load is sent [default: 60, quick: 12].
	#[arg(long)]
	seconds: Option<u64>,

	/// Participants that sign. Each has an allowance of its own.
	#[arg(long, default_value_t = 64)]
	accounts: usize,

	/// Connections over which they send.
	#[arg(long, default_value_t = 4)]
	connections: usize,

	/// Blocks' worth of transactions that may wait for a block at a time.
	#[arg(long, value_name = "BLOCKS", default_value_t = 1.5)]
	window_blocks: f64,

	/// Transactions that may wait for a block at a time, instead.
	#[arg(long, value_name = "TRANSACTIONS", conflicts_with = "window_blocks")]
	window: Option<usize>,

	/// Numbers of records under one signature that `record-many` tries.
	#[arg(long, value_name = "SIZES", value_delimiter = ',', default_values_t = [16, 64, 256])]
	batches: Vec<usize>,

	/// Different units in the records of one call [default: as many as it carries records, as when a carrier scans a pallet
	/// of parcels: the dearest case, because each unit is read and written]. A divisor of the sizes; 16 makes a call of 256
	/// carry 16 records of each of 16 units.
	#[arg(long, value_name = "UNITS")]
	units_per_call: Option<usize>,

	/// Signature schemes of the records that `import` imports.
	#[arg(long, value_enum, value_delimiter = ',', default_values_t = [Scheme::Sr25519, Scheme::Ed25519, Scheme::Ecdsa])]
	schemes: Vec<Scheme>,

	/// Units that are recorded of [default: 20480, quick: 4096].
	#[arg(long)]
	units: Option<usize>,

	/// Units to which `soak` grows the chain [default: 1024000, quick: 20480].
	#[arg(long)]
	soak_units: Option<usize>,

	/// Steps of this growth, with records after each [default: 10, quick: 4].
	#[arg(long)]
	soak_steps: Option<usize>,

	/// Units among which `query` asks for one [default: 102400, quick: 4096]. `soak` asks too, at its largest.
	#[arg(long)]
	query_units: Option<usize>,

	/// Number of queries [default: 20000, quick: 2000].
	#[arg(long)]
	queries: Option<usize>,

	/// Name of the results. Those of the same name are overwritten [default: the names of the scenarios, or `all`; with
	/// `-quick` behind it for a short run].
	#[arg(long)]
	name: Option<String>,

	/// Folder of the results [default: benchmarks/results of the repository].
	#[arg(long, value_name = "FOLDER")]
	results: Option<PathBuf>,
}

/// A scenario that can be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Scenario {
	/// Remarks as long as a record: the most that the engine does.
	Remark,
	/// One record of logistics per signature.
	Record,
	/// Many records under one signature.
	RecordMany,
	/// Registrations, records of product, transaction and logistics, offers and acceptances of custody.
	Mixed,
	/// The load of `record` on four validators on this machine.
	Validators,
	/// A growing state: how it slows the chain down, the size of the database, and the time to read a unit then.
	Soak,
	/// Reading a unit back.
	Query,
	/// Importing blocks of records on one core, each signature seen for the first time.
	Import,
}

impl Scenario {
	/// The name on the command line and in the results.
	pub(crate) fn name(self) -> String {
		let value = self.to_possible_value().expect("none is skipped; qed");
		value.get_name().into()
	}
}

/// The settings of a run, all defaults filled in.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
	pub(crate) scenarios: Vec<Scenario>,
	pub(crate) node: PathBuf,
	/// Flags beside those of every node.
	pub(crate) node_flags: Vec<String>,
	/// The folder for temporary folders.
	pub(crate) data: PathBuf,
	/// The time for which each load is sent.
	pub(crate) duration: Duration,
	/// Participants that sign: a multiple of four times the connections, so that each has its own.
	pub(crate) accounts: usize,
	pub(crate) connections: usize,
	/// The transactions that may wait for a block.
	pub(crate) window: WindowSize,
	/// Numbers of records under one signature.
	pub(crate) batches: Vec<usize>,
	/// The most different units in the records of one call.
	pub(crate) units_per_call: Option<usize>,
	/// The signature scheme of the participants.
	pub(crate) scheme: Scheme,
	/// Signature schemes that `import` tries.
	pub(crate) schemes: Vec<Scheme>,
	/// Units that are recorded of.
	pub(crate) units: usize,
	/// Units to which `soak` grows the chain.
	pub(crate) soak_units: usize,
	pub(crate) soak_steps: usize,
	/// Units among which `query` asks for one.
	pub(crate) query_units: usize,
	pub(crate) queries: usize,
	/// The name of the results.
	pub(crate) name: String,
	/// The folder of the results.
	pub(crate) results: PathBuf,
}

impl Cli {
	/// Fills in defaults and checks the settings.
	pub(crate) fn plan(self) -> anyhow::Result<Plan> {
		let all = Scenario::value_variants();
		let scenarios = if self.scenarios.is_empty() { all.to_vec() } else { self.scenarios };
		let is_all = all.iter().all(|scenario| scenarios.contains(scenario));
		let names: Vec<_> = scenarios.iter().map(|scenario| scenario.name()).collect();
		let name = if is_all { "all".into() } else { names.join("+") };
		let name = if self.quick { name + "-quick" } else { name };
		let either = |given: Option<usize>, full: usize, quick: usize| {
			given.unwrap_or(if self.quick { quick } else { full })
		};

		ensure!(
			self.connections > 0 && self.accounts > 0,
			"at least one account and one connection are needed"
		);
		ensure!(self.window != Some(0) && self.window_blocks > 0.0, "the window must let something through");
		ensure!(
			self.batches.iter().all(|batch| (1..=crate::trade::MAX_BATCH).contains(batch)),
			"a call carries 1 to {} records",
			crate::trade::MAX_BATCH
		);
		ensure!(
			self.units_per_call.is_none_or(|units| {
				units > 0 && self.batches.iter().all(|batch| batch.is_multiple_of(units.min(*batch)))
			}),
			"every unit of a call has as many records as the others"
		);
		let beside = || env::current_exe().ok()?.parent().map(|folder| folder.join("suyuan"));
		let node = self.node.or_else(|| env::var_os("SUYUAN_BIN").map(PathBuf::from)).or_else(beside);
		Ok(Plan {
			node: node.filter(|node| node.is_file()).ok_or_else(|| {
				anyhow::anyhow!("no node found: build it, or say where it is with --node or SUYUAN_BIN")
			})?,
			node_flags: self.node_flag,
			data: self.data.unwrap_or_else(env::temp_dir),
			duration: Duration::from_secs(self.seconds.unwrap_or(if self.quick { 12 } else { 60 })),
			accounts: self.accounts.next_multiple_of(4 * self.connections),
			connections: self.connections,
			window: self.window.map_or(WindowSize::Blocks(self.window_blocks), WindowSize::Transactions),
			batches: self.batches,
			units_per_call: self.units_per_call,
			scheme: Scheme::default(),
			schemes: self.schemes,
			units: either(self.units, 20_480, 4_096).max(1),
			soak_units: either(self.soak_units, 1_024_000, 20_480).max(1),
			soak_steps: either(self.soak_steps, 10, 4).max(1),
			query_units: either(self.query_units, 102_400, 4_096).max(1),
			queries: either(self.queries, 20_000, 2_000).max(1),
			name: self.name.unwrap_or(name),
			results: self
				.results
				.unwrap_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../results"))),
			scenarios,
		})
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_help_is_the_one_that_the_script_prints_without_building_anything() {
		let help = Cli::try_parse_from(["suyuan-chain-load", "--help"]).unwrap_err().to_string();
		assert_eq!(help, include_str!("../help.txt"), "help.txt is the output of suyuan-chain-load --help");
	}

	fn plan(arguments: &[&str]) -> anyhow::Result<Plan> {
		// Any file will do for a node.
		Cli::try_parse_from(["suyuan-chain-load", "--node", "/proc/version"].iter().chain(arguments))?.plan()
	}

	#[test]
	fn without_a_scenario_everything_is_measured() {
		let plan = plan(&[]).unwrap();
		assert_eq!(plan.scenarios, Scenario::value_variants());
		assert_eq!((plan.name.as_str(), plan.duration), ("all", Duration::from_secs(60)));
	}

	#[test]
	fn the_results_are_called_after_the_scenarios() {
		assert_eq!(plan(&["record", "query", "--quick"]).unwrap().name, "record+query-quick");
		assert_eq!(plan(&["record", "--name", "mine"]).unwrap().name, "mine");
	}

	#[test]
	fn a_given_setting_goes_before_that_of_a_quick_run() {
		let plan = plan(&["--quick", "--seconds", "5", "--units", "10"]).unwrap();
		assert_eq!((plan.duration, plan.units), (Duration::from_secs(5), 10));
	}

	#[test]
	fn every_connection_has_accounts_of_every_part() {
		let plan = plan(&["--accounts", "5", "--connections", "3"]).unwrap();
		assert_eq!(plan.accounts, 12);
	}

	#[test]
	fn refuses_what_can_not_work() {
		assert!(plan(&["--batches", "257"]).is_err());
		assert!(plan(&["--units-per-call", "3"]).is_err());
		assert!(plan(&["--units-per-call", "0"]).is_err());
		assert!(plan(&["--units-per-call", "64"]).is_ok());
		assert!(plan(&["--connections", "0"]).is_err());
		assert!(plan(&["--window", "0"]).is_err());
		assert!(plan(&["--window", "5", "--window-blocks", "2"]).is_err());
		assert!(plan(&["nonsense"]).is_err());
	}
}
