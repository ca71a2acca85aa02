// SPDX-License-Identifier: Apache-2.0

//! A file of our own node: a unit with records of every category, cleared through customs on a development chain.
//!
//! `tests/platform/evidence.test.js` makes one anew on every run.

mod made;

use suyuan_evidence::{verify, Evidence, Outcome};

const FILE: &[u8] = include_bytes!("vectors/own-node.suyuan.json");
const ANCHOR: &[u8] = include_bytes!("vectors/own-node-anchor.json");

#[test]
fn it_is_proven() {
	let verdict = verify(FILE, ANCHOR);
	assert_eq!(verdict.refusal, None, "{:?}", verdict.checks.last());
	assert_eq!(verdict.result(), Outcome::Proven);
	assert_eq!(verdict.validators.as_deref(), Some("1 of 1"));
	let said = verdict.said.unwrap();
	assert_eq!(said.records.iter().sum::<u32>(), 19);
	assert!(said.unit.is_some() && said.declared_in.is_some());
}

#[test]
fn it_stays_below_the_size_that_it_was_meant_to_have() {
	assert!(FILE.len() < 32 * 1024);
	assert_eq!(Evidence::read(FILE).unwrap().to_vec(), FILE);
}

#[test]
fn every_byte_altered_in_two_ways_is_refused() {
	made::alter_every_byte(FILE, ANCHOR);
}
