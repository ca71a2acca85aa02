// SPDX-License-Identifier: Apache-2.0
//! Percentiles of durations.

use serde::Serialize;
use std::time::Duration;

/// The figures that describe many durations, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub(crate) struct Percentiles {
	/// Half took no longer.
	pub(crate) p50: f64,
	/// 95 of 100 took no longer.
	pub(crate) p95: f64,
	/// 99 of 100 took no longer.
	pub(crate) p99: f64,
	/// The longest of all.
	pub(crate) max: f64,
}

impl Percentiles {
	/// The figures of `durations`, or `None` if there are none.
	pub(crate) fn of(durations: &[Duration]) -> Option<Self> {
		let mut sorted: Vec<_> = durations.iter().map(|duration| duration.as_secs_f64() * 1_000.0).collect();
		sorted.sort_by(f64::total_cmp);
		let max = *sorted.last()?;
		let at = |percent| sorted[rank(percent, sorted.len())];
		Some(Self { p50: at(50), p95: at(95), p99: at(99), max })
	}
}

/// The place of a percentile among `count` sorted values, by nearest rank: a value that was measured, and none between two.
fn rank(percent: usize, count: usize) -> usize {
	(percent * count).div_ceil(100).max(1) - 1
}

#[cfg(test)]
mod tests {
	use super::*;

	fn milliseconds(values: impl IntoIterator<Item = u64>) -> Vec<Duration> {
		values.into_iter().map(Duration::from_millis).collect()
	}

	#[test]
	fn are_values_that_were_measured() {
		let hundred = Percentiles::of(&milliseconds((1..=100).rev())).unwrap();
		assert_eq!(hundred, Percentiles { p50: 50.0, p95: 95.0, p99: 99.0, max: 100.0 });
		let ten = Percentiles::of(&milliseconds(1..=10)).unwrap();
		assert_eq!(ten, Percentiles { p50: 5.0, p95: 10.0, p99: 10.0, max: 10.0 });
	}

	#[test]
	fn of_one_are_that_one() {
		let one = Percentiles::of(&milliseconds([7])).unwrap();
		assert_eq!(one, Percentiles { p50: 7.0, p95: 7.0, p99: 7.0, max: 7.0 });
	}

	#[test]
	fn of_none_are_none() {
		assert_eq!(Percentiles::of(&[]), None);
	}
}
