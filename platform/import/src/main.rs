// SPDX-License-Identifier: Apache-2.0
//! # Sheets onto the chain
//!
//! Reads sheets in the layout of GB/T 39106 table A.5, checks every line with the chain's own checks, and signs the records
//! into calls of `record_many`, on the participant's own machine: the key never leaves it, nor do the plaintexts of sealed
//! fields.
//!
//! - [`run`]: the steps of an import. [`cli`]: the command line.
//! - [`files`]: reads files up to a bound. [`key`]: the key that signs. [`keyring`]: the keys that open what is
//!   sealed. [`seals`]: salts and plaintexts of personal data and blinding factors of amounts, kept encrypted in a file
//!   beside the sheet.
//! - [`vault`]: envelopes for a vault, sealed, opened, and held against the commitment.
//! - [`plan`]: entries and the calls that they become. [`call`]: calls as the chain's bytes.
//! - [`chain`]: the node. [`check`]: existence of the units and rights of the account.
//! - [`send`]: a bounded window of calls in flight, each waited for until it is final. [`journal`]: calls sent and their
//!   outcomes, so that nothing is sent twice. [`reconnect`], [`connection`]: waits for a node that goes away.
//! - [`prove`]: proofs that committed amounts agree.
//! - [`depth`], [`node_text`]: bounds on what a node sends. [`errors`]: errors of the chain in Chinese.
//! - [`report`]: faults line by line, each with advice.

mod call;
mod chain;
mod check;
mod cli;
mod connection;
mod depth;
mod errors;
mod files;
mod journal;
mod key;
mod keyring;
mod node_text;
mod plan;
mod prove;
mod reconnect;
mod repeats;
mod report;
mod run;
mod seals;
mod send;
mod vault;

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
