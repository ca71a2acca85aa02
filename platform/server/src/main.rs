// SPDX-License-Identifier: Apache-2.0

//! # The platform
//!
//! The standard's trade chain has an information database beside each of its four blocks (DB4403/T 471-2024 §6.2.2). This
//! program implements them, with an interface by which systems exchange their data (GB/T 39106), and the page that a person
//! sees who scans the code on a product.
//!
//! Dependencies point downwards, a crate each:
//!
//! - `suyuan-platform`, this one: command line, process, backup and restore of data that is not on the chain.
//! - `suyuan-web`: the router, pages, labels, exports, resolver and exchange.
//! - `suyuan-indexer`: takes facts of final blocks into the database, each exactly once, and verifies every head.
//! - `suyuan-store`: the database, on SQLite or PostgreSQL, and the types read back.
//! - `suyuan-chain-client`: connection to a node, and decoding of its final blocks.
//! - `suyuan-scale-json`: SCALE to JSON and back, by the types of a runtime.
//!
//! Nothing here is believed because it stands in the database: the chain is the record, and the database can be built anew
//! from it at any time.

mod backup;
mod cli;
mod log;
mod operate;
mod serve;
mod signals;
mod storage;

use clap::Parser;
use cli::Cli;
use log::Format;
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
	let cli = Cli::parse();
	let format = cli.log_format;
	log::start(format);
	match serve::run(cli).await {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			match format {
				Format::Json => tracing::error!(error = format!("{error:#}"), "it failed"),
				Format::Text => eprintln!("{error:#}"),
			}
			ExitCode::FAILURE
		}
	}
}
