// SPDX-License-Identifier: Apache-2.0
//! The figures of reading units.

use crate::percentiles::Percentiles;
use serde::Serialize;
use std::fmt;

/// Reading with so many clients at once.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct QueryRow {
	/// Units among which one was asked for.
	pub(crate) units: usize,
	/// Clients that asked at once.
	pub(crate) clients: usize,
	/// Queries of all clients.
	pub(crate) queries: usize,
	/// Seconds that they took.
	pub(crate) seconds: f64,
	/// Answers in a second.
	pub(crate) per_second: f64,
	/// The time that each answer took, in milliseconds.
	pub(crate) took: Percentiles,
}

impl fmt::Display for QueryRow {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let Self { units, clients, per_second, took: Percentiles { p50, p99, .. }, .. } = self;
		write!(f, "query: {units} units, {clients} at once: {p50:.2} ms (p50) to {p99:.2} ms (p99), ")?;
		write!(f, "{per_second:.0} a second")
	}
}
