// SPDX-License-Identifier: Apache-2.0
//! # The load generator for the chain
//!
//! `suyuan-chain-load` starts a node, puts it under load and counts what becomes final. Its figures can be checked by
//! anyone who runs it: it signs real transactions, sends them over JSON-RPC as every client does, and counts a record only
//! when the events of a final block tell of it.
//!
//! The way of a transaction: a [scenario](scenarios) chooses calls ([`trade`]) and signers ([`keys`]), and [signs](sign)
//! ahead; the transaction is [driven](drive) through the [window] over the [connections](rpc), [followed](follow) until it
//! is final, entered in the [ledger], and [reported](report).

mod cli;
mod date;
mod drive;
mod fixture;
mod follow;
mod keys;
mod ledger;
mod machine;
mod node;
mod percentiles;
mod progress;
mod report;
mod rpc;
mod scenarios;
mod setup;
mod shutdown;
mod sign;
mod trade;
mod window;

use clap::Parser;
use cli::Cli;
use report::Report;
use shutdown::Shutdown;
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
	match run(Cli::parse()).await {
		Ok(true) => ExitCode::SUCCESS,
		Ok(false) => ExitCode::FAILURE,
		Err(error) => {
			eprintln!("{error:#}");
			ExitCode::FAILURE
		}
	}
}

/// Runs the scenarios. Returns false if any of them failed or was interrupted.
async fn run(cli: Cli) -> anyhow::Result<bool> {
	let plan = cli.plan()?;
	let shutdown = Shutdown::on_signals()?;
	let mut report = Report::begin(&plan)?;
	for scenario in &plan.scenarios {
		if shutdown.is_requested() {
			break;
		}
		if let Err(error) = scenarios::run(*scenario, &plan, &shutdown, &mut report).await {
			let reason = format!("{}: {error:#}", scenario.name());
			progress::say(&reason);
			report.aborted.push(reason);
		}
		// After each, so that an abrupt end of the process leaves the results of those before.
		report.write(&plan.results)?;
	}
	if !report.is_empty() {
		println!("{}", report.table());
		progress::say(&format!("Written to {}", plan.results.join(&report.name).display()));
	}
	Ok(report.is_clean() && !shutdown.is_requested())
}
