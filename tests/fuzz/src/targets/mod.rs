// SPDX-License-Identifier: Apache-2.0

//! The functions that read what strangers send.

pub mod extrinsic;
pub mod gossip;
pub mod route;
pub mod sheet;
pub mod submission;
pub mod trace_api;
pub mod trace_code;
pub mod validation;

mod chain;

/// The longest error in words, in bytes.
const MAX_ERROR_BYTES: usize = 1_024;

const MIB: usize = 1024 * 1024;

/// A function that reads strangers' bytes, with its bounds.
pub struct Target {
	/// The name of the target and of its folder in the corpus.
	pub name: &'static str,
	/// Reads an input, and tells whether it was accepted. Panics where a bound does not hold.
	pub run: fn(&[u8]) -> bool,
	/// Real inputs, and some that once broke a bound.
	pub seeds: fn() -> Vec<Vec<u8>>,
	/// Pieces of inputs.
	pub pieces: &'static [&'static [u8]],
	/// Inputs that a short run makes.
	pub runs: usize,
	/// The share of inputs that must be accepted, so that they reach what lies behind the first checks: one in so many.
	pub accepted: usize,
	/// The most bytes of memory, whatever the input.
	pub max_bytes: usize,
	/// The most bytes of memory for each byte of the input, beside those.
	pub max_bytes_per_byte: usize,
}

/// Every target.
pub static TARGETS: [Target; 8] = [
	Target {
		name: "extrinsic",
		run: extrinsic::run,
		seeds: extrinsic::seeds,
		pieces: &[],
		runs: 300_000,
		accepted: 200,
		max_bytes: 4 * MIB,
		max_bytes_per_byte: 64,
	},
	Target {
		name: "validation",
		run: validation::run,
		seeds: validation::seeds,
		pieces: &[],
		runs: 40_000,
		accepted: 1_000,
		max_bytes: 16 * MIB,
		max_bytes_per_byte: 64,
	},
	Target {
		name: "submission",
		run: submission::run,
		seeds: submission::seeds,
		pieces: submission::PIECES,
		runs: 100_000,
		accepted: 300,
		max_bytes: 4 * MIB,
		max_bytes_per_byte: 64,
	},
	Target {
		name: "gossip",
		run: gossip::run,
		seeds: gossip::seeds,
		pieces: &[],
		runs: 300_000,
		accepted: 1_000,
		max_bytes: 4 * MIB,
		max_bytes_per_byte: 64,
	},
	Target {
		name: "trace_api",
		run: trace_api::run,
		seeds: trace_api::seeds,
		pieces: trace_api::PIECES,
		runs: 100_000,
		accepted: 100,
		max_bytes: 16 * MIB,
		max_bytes_per_byte: 64,
	},
	Target {
		name: "trace_code",
		run: trace_code::run,
		seeds: trace_code::seeds,
		pieces: trace_code::PIECES,
		runs: 120_000,
		accepted: 300,
		max_bytes: MIB,
		max_bytes_per_byte: 64,
	},
	Target {
		name: "sheet",
		run: sheet::run,
		seeds: sheet::seeds,
		pieces: sheet::PIECES,
		runs: 20_000,
		accepted: 100,
		max_bytes: 256 * MIB,
		max_bytes_per_byte: 64,
	},
	Target {
		name: "route",
		run: route::run,
		seeds: route::seeds,
		pieces: route::PIECES,
		runs: 20_000,
		accepted: 100,
		max_bytes: 64 * MIB,
		max_bytes_per_byte: 64,
	},
];

/// Asserts that an error is short, and one line.
fn is_short(error: &str) {
	assert!(!error.is_empty() && error.len() <= MAX_ERROR_BYTES, "{} bytes: {error:.200}", error.len());
	assert!(!error.contains(['\n', '\r']), "{error:?}");
}
