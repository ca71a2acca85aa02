// SPDX-License-Identifier: Apache-2.0

//! Tables whose rows don't come from the chain.

use suyuan_store::{
	print_runs::{PRINTED, PRINT_RUNS},
	tables::{
		Kind::{Number, Text},
		Table,
	},
};

/// Tables of a backup, in its order.
pub(super) static OWN: [&Table; 6] = [&TOKENS, &SCANS, &PRINT_RUNS, &PRINTED, &FEEDBACK, &QUERIES];

/// Tables about running processes alone, worth nothing once these are gone.
#[cfg(test)]
pub(super) const PASSING: &[&str] = &["lease"];

static TOKENS: Table = Table {
	name: "tokens",
	key: 1,
	columns: &[("name", Text), ("hash", Text), ("scopes", Text), ("created", Number)],
};
static SCANS: Table = Table {
	name: "scans",
	key: 1,
	columns: &[
		("code", Text),
		("count", Number),
		("readers", Number),
		("first_at", Number),
		("last_at", Number),
	],
};
static FEEDBACK: Table = Table {
	name: "feedback",
	key: 1,
	columns: &[
		("id", Number),
		("time", Number),
		("from_name", Text),
		("code", Text),
		("kind", Text),
		("direction", Text),
		("body", Text),
	],
};
static QUERIES: Table = Table {
	name: "queries",
	key: 1,
	columns: &[
		("id", Number),
		("time", Number),
		("who", Text),
		("what", Text),
		("code", Text),
		("status", Number),
		("micros", Number),
		("client", Text),
	],
};
