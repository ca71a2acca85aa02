// SPDX-License-Identifier: Apache-2.0

//! # The node of Suyuan 溯源
//!
//! `suyuan` keeps the chain in ParityDB, authors its blocks with Aura, finalises them with GRANDPA, and serves clients over
//! JSON-RPC.
//!
//! The binary only calls [`run`]. The rest is a library so that tests reach the [`decoders`] of strangers' bytes.

mod allocation;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod chain_spec;
mod cli;
mod client;
mod command;
pub mod decoders;
mod event_archive;
mod executor;
mod gossip;
mod hardware;
#[cfg(test)]
mod hostile;
mod malloc;
mod pool;
mod proposer;
mod reconnect;
mod rpc;
mod runtime_log;
mod service;
mod signature_cache;
mod text;
mod token_bucket;

use std::process::ExitCode;

/// Runs the command that the command line names.
pub fn run() -> ExitCode {
	malloc::use_huge_pages();
	malloc::keep_freed_memory();
	match command::run() {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("{error}");
			ExitCode::FAILURE
		}
	}
}
