//! How fast the platform answers at many units: fills a database of its own with whole traces, starts the platform over
//! it, and asks as readers do.

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
#[command(name = "scripts/bench platform")]
struct Plan {
	/// How many units the database has, each with its whole trace: eleven records in four blocks.
	#[arg(long, default_value_t = 1_000_000)]
	units: u64,
	/// How long each kind of request is measured.
	#[arg(long, default_value_t = 20)]
	seconds: u64,
	/// How many requests a second are sent, whether they are answered or not.
	#[arg(long, default_value_t = 200)]
	rate: u64,
	/// How many connections ask at the same time when as much is asked as can be answered.
	#[arg(long, default_value_t = 4)]
	connections: usize,
	/// The platform.
	#[arg(long, default_value = "suyuan-platform")]
	platform: PathBuf,
	/// Where the database is kept: it is filled once and used again.
	#[arg(long, default_value = "target/platform-load")]
	data: PathBuf,
	/// Fill the database and ask nothing. What was filled before is kept, so that this may be interrupted.
	#[arg(long)]
	fill_only: bool,
	/// Measure how fast the platform catches up with the chain of this node, which keeps old states and makes no blocks
	/// meanwhile.
	#[arg(long, value_name = "URL")]
	catch_up: Option<String>,
	/// Do so into this empty database of PostgreSQL too.
	#[arg(long, value_name = "URL", requires = "catch_up")]
	postgres: Option<String>,
	/// Where the results are written.
	#[arg(long, default_value = "benchmarks/results")]
	results: PathBuf,
}

/// Reads a file from beginning to end, so that it lies in the system's memory as far as it fits. A system that takes back
/// what was not asked for lately would otherwise have the disk measured, and more of it from one kind of request to the
/// next.
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
