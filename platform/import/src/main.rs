//! # Sheets onto the chain
//!
//! Reads sheets in the layout of GB/T 39106 table A.5, checks every line with the chain's own checks, and signs what
//! they say into calls of `record_many`, on the participant's own machine: the key never leaves it, nor does what is
//! sealed in clear.
//!
//! - [`cli`]: what may be asked for.
//! - [`files`]: files that are read no further than they may be long.
//! - [`key`]: who signs. [`seals`]: salts and plaintexts of personal data, kept in a file beside the sheet.
//! - [`plan`]: entries and the calls that they become. [`call`]: calls as the chain's bytes.
//! - [`chain`]: the node. [`check`]: whether the units are there and who may write.
//! - [`persist`]: a node that goes away is waited for. [`send`]: a bounded window of calls in flight, each waited for until it is final. [`journal`]: what was sent and what
//!   became final, so that nothing is sent twice.
//! - [`depth`], [`words`]: what a node says is decoded and told again in bounds.
//! - [`report`]: line by line what is wrong, and with what to do.

mod call;
mod chain;
mod check;
mod cli;
mod connection;
mod depth;
mod files;
mod journal;
mod key;
mod node_text;
mod plan;
mod reconnect;
mod report;
mod run;
mod seals;
mod send;

use clap::Parser;
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
	match run::run(cli::Cli::parse()).await {
		Ok(true) => ExitCode::SUCCESS,
		Ok(false) => ExitCode::FAILURE,
		Err(error) => {
			eprintln!("{}", node_text::error_line(&error));
			ExitCode::from(2)
		}
	}
}
