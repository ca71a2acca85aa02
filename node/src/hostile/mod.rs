// SPDX-License-Identifier: Apache-2.0

//! Tests with hostile input, generated from a seed.
//!
//! Every decoder of strangers' bytes must accept or reject each input without a panic, within a bounded stack.

mod decoders;
mod generator;
mod wasm;

use generator::Generator;
use std::{env, thread};

/// The seed, unless the environment gives another.
const SEED: u64 = 0x5355_5955_414e;

/// The size of the stack of the node's threads.
const STACK_BYTES: usize = 2 * 1024 * 1024;

/// Runs a test on a stack of [`STACK_BYTES`], with a generator whose seed it prints.
///
/// The stream keeps the inputs of different tests apart.
fn with_generator(stream: u64, test: impl FnOnce(&mut Generator) + Send + 'static) {
	let seed = env::var("HOSTILE_SEED").map_or(SEED, |seed| seed.parse().expect("HOSTILE_SEED is a number"));
	println!("HOSTILE_SEED={seed}");
	let thread = thread::Builder::new().stack_size(STACK_BYTES);
	let done = thread.spawn(move || test(&mut Generator::new(seed ^ stream.rotate_left(32)))).unwrap().join();
	assert!(done.is_ok(), "it panicked with HOSTILE_SEED={seed}");
}
