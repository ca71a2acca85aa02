// SPDX-License-Identifier: Apache-2.0

//! A single input, held to the bounds of its target.

use crate::{allocation::peak_of, Target};
use std::{
	panic::{catch_unwind, AssertUnwindSafe},
	time::{Duration, Instant},
};

/// The longest that one input may take, on a machine that is busy with other things.
const MAX_DURATION: Duration = Duration::from_secs(20);

/// The result of an input that kept within its bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
	/// The target read it to the end.
	pub accepted: bool,
	/// The most bytes that it held at a time.
	pub peak: usize,
}

/// Runs a target on an input. The error says which bound was broken.
pub fn probe(target: &Target, input: &[u8]) -> Result<Outcome, String> {
	let begun = Instant::now();
	let (outcome, peak) = peak_of(|| catch_unwind(AssertUnwindSafe(|| (target.run)(input))));
	let accepted = outcome.map_err(|_| "it panicked".to_string())?;
	let most = target.max_bytes + input.len() * target.max_bytes_per_byte;
	if peak > most {
		return Err(format!("it held {peak} bytes, and may hold {most}"));
	}
	let took = begun.elapsed();
	if took > MAX_DURATION {
		return Err(format!("it took {took:?}"));
	}
	Ok(Outcome { accepted, peak })
}
