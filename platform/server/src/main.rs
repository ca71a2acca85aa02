//! The platform as a process: see [`suyuan_platform`].

use clap::Parser;
use std::{
	io::{stderr, IsTerminal},
	process::ExitCode,
};
use suyuan_platform::{cli::Cli, serve};
use tracing_subscriber::EnvFilter;

#[tokio::main]
async fn main() -> ExitCode {
	let cli = Cli::parse();
	let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
	let colours = stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
	tracing_subscriber::fmt().with_env_filter(filter).with_ansi(colours).with_writer(stderr).init();
	match serve::run(cli).await {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("{error:#}");
			ExitCode::FAILURE
		}
	}
}
