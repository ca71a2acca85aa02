//! Entry point of the platform's process: see [`suyuan_platform`].

use clap::Parser;
use std::process::ExitCode;
use suyuan_platform::{
	cli::Cli,
	log::{self, Format},
	serve,
};

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
