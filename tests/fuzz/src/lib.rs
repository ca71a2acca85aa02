// SPDX-License-Identifier: Apache-2.0

//! # Strangers' bytes
//!
//! The functions that read what strangers send, as [`targets`]: each takes any bytes, and must accept or refuse them without
//! a panic, within a bounded stack, with bounded memory and with bounded words. Three things drive them:
//!
//! - the tests in `tests/inputs.rs`, with the inputs in `corpus/` and with what a [`Generator`] makes of them;
//! - a long run of the same tests, with `SUYUAN_FUZZ_TIMES`;
//! - libFuzzer, with the programs in `fuzz_targets/` and the feature `libfuzzer`.

pub mod allocation;
mod corpus;
mod generator;
mod probe;
pub mod targets;
mod transactions;

pub use corpus::{corpus, write_corpus};
pub use generator::Generator;
pub use probe::{probe, Outcome};
pub use targets::{Target, TARGETS};
pub use transactions::{nested_call, nestings, signed, GENESIS};

use std::{env, thread};

/// The seed, unless the environment gives another.
const SEED: u64 = 0x5355_5955_414e;

/// The size of the stack of the node's threads.
const STACK_BYTES: usize = 2 * 1024 * 1024;

/// Runs a test on a stack as small as that of the node's threads, with a seed that it prints.
///
/// The stream keeps the inputs of different tests apart.
pub fn with_seed<R: Send + 'static>(stream: u64, test: impl FnOnce(u64) -> R + Send + 'static) -> R {
	let seed = env::var("HOSTILE_SEED").map_or(SEED, |seed| seed.parse().expect("HOSTILE_SEED is a number"));
	println!("HOSTILE_SEED={seed}");
	let thread = thread::Builder::new().stack_size(STACK_BYTES);
	let done = thread.spawn(move || test(seed ^ stream.rotate_left(32))).expect("a thread can be spawned");
	done.join().unwrap_or_else(|_| panic!("it panicked with HOSTILE_SEED={seed}"))
}
