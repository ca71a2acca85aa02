//! How long it takes to read.

use crate::percentiles::Percentiles;
use serde::Serialize;
use std::fmt;

/// Reading with so many clients at once.
#[derive(Clone, Debug, Serialize)]
pub struct QueryRow {
	/// Among how many units.
	pub units: usize,
	/// How many clients asked at once.
	pub clients: usize,
	/// How often they asked together.
	pub queries: usize,
	/// How long they did.
	pub seconds: f64,
	/// How many answers came in a second.
	pub per_second: f64,
	/// How long each answer took, in milliseconds.
	pub took: Percentiles,
}

impl fmt::Display for QueryRow {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let Self { units, clients, per_second, took: Percentiles { p50, p99, .. }, .. } = self;
		write!(f, "query: {units} units, {clients} at once: {p50:.2} ms (p50) to {p99:.2} ms (p99), ")?;
		write!(f, "{per_second:.0} a second")
	}
}
