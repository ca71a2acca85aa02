//! # The platform
//!
//! The standard's trade chain has an information database beside each of its four blocks (DB4403/T 471-2024 §6.2.2).
//! This process is they, with what makes them useful: an interface by which systems exchange what is in them (GB/T 39106),
//! and the page that a person sees who scans the code on a product.
//!
//! Nothing here is believed because it stands in the database: the chain is the record, and the database can be built
//! anew from it at any time.

mod backup;
mod cli;
mod log;
mod operate;
mod serve;
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
