// SPDX-License-Identifier: Apache-2.0
//! Processor time during a measurement, and disturbances by other processes.

use crate::machine::CpuTime;
use serde::Serialize;
use std::time::Instant;

/// A point in time, and the processor time used by then.
pub(crate) struct CpuSample {
	pub(crate) at: Instant,
	/// Seconds that all nodes have used.
	pub(crate) nodes: Option<f64>,
	/// Seconds that the generator has used.
	pub(crate) generator: Option<f64>,
	/// Seconds that the whole machine has used.
	pub(crate) machine: Option<CpuTime>,
}

/// Cores used on average.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub(crate) struct Processors {
	/// Cores used by all nodes.
	pub(crate) nodes: Option<f64>,
	/// Cores used by the generator, which runs on the same machine.
	pub(crate) generator: Option<f64>,
	/// Cores used by everything else. Far from zero, the measurement was disturbed.
	pub(crate) others: Option<f64>,
	/// Cores taken away by the host of a virtual machine.
	pub(crate) stolen: Option<f64>,
}

impl CpuSample {
	/// The usage between this sample and a later one.
	pub(crate) fn until(&self, later: &Self) -> Processors {
		let seconds = (later.at - self.at).as_secs_f64();
		let per_second = |from: Option<f64>, to: Option<f64>| Some((to? - from?) / seconds);
		let used = |clock: &Self| clock.machine.map(|machine| machine.used);
		let stolen = |clock: &Self| clock.machine.map(|machine| machine.stolen);
		let nodes = per_second(self.nodes, later.nodes);
		let generator = per_second(self.generator, later.generator);
		let others =
			per_second(used(self), used(later)).and_then(|used| Some((used - nodes? - generator?).max(0.0)));
		Processors { nodes, generator, others, stolen: per_second(stolen(self), stolen(later)) }
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::time::Duration;

	#[test]
	fn others_used_what_is_left() {
		let now = Instant::now();
		let clock = |seconds, nodes, generator, used, stolen| CpuSample {
			at: now + Duration::from_secs(seconds),
			nodes: Some(nodes),
			generator: Some(generator),
			machine: Some(CpuTime { used, stolen }),
		};
		let processors = clock(0, 5.0, 1.0, 100.0, 0.0).until(&clock(10, 20.0, 3.0, 120.0, 1.0));
		let expected =
			Processors { nodes: Some(1.5), generator: Some(0.2), others: Some(0.3), stolen: Some(0.1) };
		let close = |one: Option<f64>, other: Option<f64>| (one.unwrap() - other.unwrap()).abs() < 1e-9;
		assert!(close(processors.nodes, expected.nodes) && close(processors.generator, expected.generator));
		assert!(close(processors.others, expected.others) && close(processors.stolen, expected.stolen));
	}

	#[test]
	fn a_usage_that_is_not_known_stays_unknown() {
		let now = Instant::now();
		let clock = |seconds| CpuSample {
			at: now + Duration::from_secs(seconds),
			nodes: None,
			generator: Some(1.0),
			machine: Some(CpuTime { used: 1.0, stolen: 0.0 }),
		};
		let processors = clock(0).until(&clock(1));
		assert_eq!((processors.nodes, processors.others), (None, None));
	}
}
