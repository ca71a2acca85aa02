//! # The node of Suyuan 溯源
//!
//! `suyuan` keeps the chain, authors its blocks with Aura, finalises them with GRANDPA, and answers clients over
//! JSON-RPC. Its database is ParityDB.

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod chain_spec;
mod cli;
mod command;
mod gossip;
mod pool;
mod proposer;
mod rpc;
mod service;
mod signatures;

use std::process::ExitCode;

fn main() -> ExitCode {
	keep_memory();
	match command::run() {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("{error}");
			ExitCode::FAILURE
		}
	}
}

/// Keeps what memory the node has freed for what it needs next.
///
/// The C library gives back what lies at the end of a thread's heap, and asks for it again, many times in every block. On
/// several cores each time interrupts all of them, because they share the table of pages.
fn keep_memory() {
	#[cfg(all(target_os = "linux", target_env = "gnu"))]
	// Both only set a number, before there is a second thread.
	unsafe {
		libc::mallopt(libc::M_TRIM_THRESHOLD, i32::MAX);
		libc::mallopt(libc::M_TOP_PAD, 64 * 1024 * 1024);
	}
}
