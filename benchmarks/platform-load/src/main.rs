// SPDX-License-Identifier: Apache-2.0
//! The load generator for the platform.
//!
//! Fills a database of its own with whole traces, starts the platform over it, and asks as readers do.

mod catch_up;
mod measure;
#[path = "../../chain-load/src/percentiles.rs"]
mod percentiles;
mod report;
mod requests;
mod seed;
mod server;

use anyhow::Context;
use clap::Parser;
use report::Report;
use std::{
	path::{Path, PathBuf},
	time::Duration,
};

/// Fills the platform's database and asks it as readers do.
#[derive(Debug, Parser)]
#[command(bin_name = "scripts/bench platform", term_width = 100)]
struct Plan {
	/// Units in the database, each with its whole trace: eleven records in four blocks.
	#[arg(long, default_value_t = 1_000_000)]
	units: u64,
	/// Seconds for which each kind of request is measured.
	#[arg(long, default_value_t = 20)]
	seconds: u64,
	/// Requests a second that are sent, whether they are answered or not.
	#[arg(long, default_value_t = 200)]
	rate: u64,
	/// Connections that ask at the same time when as much is asked as can be answered.
	#[arg(long, default_value_t = 4)]
	connections: usize,
	/// The platform's binary.
	#[arg(long, default_value = "suyuan-platform")]
	platform: PathBuf,
	/// The folder of the database, which is filled once and used again.
	#[arg(long, default_value = "target/platform-load")]
	data: PathBuf,
	/// Fill the database and ask nothing. An interrupted run goes on from the units that are there.
	#[arg(long)]
	fill_only: bool,
	/// Measure how fast the platform catches up with this node's chain. The node keeps old states and makes no blocks
	/// meanwhile.
	#[arg(long, value_name = "URL")]
	catch_up: Option<String>,
	/// Measure this into an empty database of PostgreSQL too.
	#[arg(long, value_name = "URL", requires = "catch_up")]
	postgres: Option<String>,
	/// The folder of the results.
	#[arg(long, default_value = "benchmarks/results")]
	results: PathBuf,
}

/// Reads a file from beginning to end, so that it lies in the page cache as far as it fits.
///
/// A system that evicts pages that were not read lately would otherwise have the disk measured, and more of it from one
/// kind of request to the next.
fn into_memory(file: &Path) -> std::io::Result<u64> {
	std::io::copy(&mut std::fs::File::open(file)?, &mut std::io::sink())
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
	let plan = Plan::parse();
	std::fs::create_dir_all(&plan.data).with_context(|| format!("no folder {}", plan.data.display()))?;
	let mut caught_up = vec![];
	if let Some(node) = &plan.catch_up {
		caught_up.push(catch_up::sqlite(&plan.platform, node, &plan.data).await?);
		if let Some(url) = &plan.postgres {
			caught_up.push(catch_up::postgres(&plan.platform, node, url).await?);
		}
		caught_up.iter().for_each(|engine| eprintln!("{}", engine.line()));
	}
	let file = plan.data.join(format!("units-{}.db", plan.units));
	let filled = seed::fill(&file, plan.units).await?;
	if plan.fill_only {
		return Ok(());
	}
	let server = server::start(&plan.platform, &file).await?;
	let mut report = Report::begin(plan.units, &file, filled);
	report.caught_up = caught_up;
	for kind in requests::REQUEST_KINDS {
		let seconds = Duration::from_secs(plan.seconds);
		into_memory(&file)?;
		if let Some(row) =
			measure::measure(&server, kind, plan.units, plan.rate, plan.connections, seconds).await?
		{
			eprintln!("{}", row.line());
			report.rows.push(row);
		}
	}
	report.server_memory_bytes = server.memory_bytes();
	server.stop().await?;
	report.write(&plan.results)
}

#[test]
fn the_help_is_the_one_that_the_script_prints_without_building_anything() {
	let help = Plan::try_parse_from(["suyuan-platform-load", "--help"]).unwrap_err().to_string();
	assert_eq!(help, include_str!("../help.txt"), "help.txt is the output of suyuan-platform-load --help");
}
