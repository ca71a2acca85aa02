// SPDX-License-Identifier: Apache-2.0

//! Every target reads the inputs that are kept, and what a generator makes of them.
//!
//! `SUYUAN_FUZZ_TIMES` makes a run longer by so many times, and `HOSTILE_SEED` another one.

use std::{env, fs, path::PathBuf};
use suyuan_fuzz::{
	allocation::Counting, corpus, probe, with_seed, write_corpus, Generator, Outcome, Target, TARGETS,
};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// The most bytes of all inputs that are kept.
const MAX_CORPUS_BYTES: usize = 300_000;

/// Runs a target on an input. One that breaks a bound is written to a file, so that it can be kept.
fn checked(target: &Target, input: &[u8], origin: &str) -> Outcome {
	probe(target, input).unwrap_or_else(|error| {
		let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{}-broken", target.name));
		fs::write(&file, input).unwrap();
		panic!("{}, {origin}: {error}; the input is in {}", target.name, file.display())
	})
}

fn reads_what_is_kept_and_generated(name: &'static str) {
	let number = TARGETS.iter().position(|target| target.name == name).unwrap();
	let times: usize =
		env::var("SUYUAN_FUZZ_TIMES").map_or(1, |times| times.parse().expect("it is a number"));
	with_seed(number as u64, move |seed| {
		let target = &TARGETS[number];
		let mut kept: Vec<Vec<u8>> = vec![];
		for (file, input) in corpus(target).unwrap() {
			checked(target, &input, &file);
			kept.push(input);
		}
		// Signatures hold for one version of the runtime, so that those of today are read beside those that are kept.
		kept.extend((target.seeds)());
		let mut generator = Generator::of(seed, kept, target.pieces);
		let runs = target.runs * times;
		let (mut accepted, mut peak) = (0, 0);
		for run in 0..runs {
			let input = match (name, run % 100) {
				("extrinsic" | "validation", 0) => {
					let deepest = [300, 2_000, 100_000][run / 100 % 3];
					generator.nested(deepest)
				}
				_ => generator.hostile(),
			};
			let outcome = checked(target, &input, &format!("input {run}"));
			accepted += usize::from(outcome.accepted);
			peak = peak.max(outcome.peak);
		}
		println!("{name}: {accepted} of {runs} accepted, at most {peak} bytes held");
		assert!(accepted >= runs / target.accepted, "{name}: only {accepted} of {runs} were accepted");
	});
}

#[test]
fn transactions_are_decoded_or_refused() {
	reads_what_is_kept_and_generated("extrinsic");
}

#[test]
fn transactions_are_validated_or_refused() {
	reads_what_is_kept_and_generated("validation");
}

#[test]
fn bulk_submissions_are_decoded_or_refused() {
	reads_what_is_kept_and_generated("submission");
}

#[test]
fn gossip_messages_are_decoded_or_refused() {
	reads_what_is_kept_and_generated("gossip");
}

#[test]
fn arguments_and_cursors_of_the_trace_api_are_answered_or_refused() {
	reads_what_is_kept_and_generated("trace_api");
}

#[test]
fn trace_codes_are_read_or_refused() {
	reads_what_is_kept_and_generated("trace_code");
}

#[test]
fn sheets_are_read_or_refused() {
	reads_what_is_kept_and_generated("sheet");
}

#[test]
fn requests_are_answered_in_bounds() {
	reads_what_is_kept_and_generated("route");
}

#[test]
fn what_is_kept_is_small_and_for_every_target() {
	let kept: Vec<_> = TARGETS.iter().map(|target| corpus(target).unwrap()).collect();
	assert!(kept.iter().all(|inputs| !inputs.is_empty()));
	let bytes: usize = kept.iter().flatten().map(|(_, input)| input.len()).sum();
	assert!(bytes <= MAX_CORPUS_BYTES, "{bytes} bytes");
}

/// Writes the seeds anew, when calls or routes have changed.
#[test]
#[ignore = "writes into the repository"]
fn the_seeds_are_written() {
	TARGETS.iter().for_each(|target| write_corpus(target).unwrap());
}
