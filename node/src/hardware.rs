// SPDX-License-Identifier: Apache-2.0

//! A check of the hardware that a validator starts on.

use sc_sysinfo::{gather_hwbench, print_hwbench, HwBench, Metric, Requirement, Requirements, Throughput};
use std::{fs, path::Path};

/// The part of the reference that a machine must reach, since each measurement lasts only 0.1 s.
const TOLERANCE: f64 = 0.8;

/// The reference machine, on which the weights were measured; docs/operators.md has the same figures.
fn requirements() -> Requirements {
	let minimum = |reference: f64| Throughput::from_mibs(reference * TOLERANCE);
	let requirement =
		|metric, reference| Requirement { metric, minimum: minimum(reference), validator_only: false };
	Requirements(vec![
		requirement(Metric::Blake2256, 1_126.0),
		// For each of two cores, while both are busy.
		requirement(Metric::Blake2256Parallel { num_cores: 2 }, 1_126.0),
		requirement(Metric::MemCopy, 9_175.0),
		requirement(Metric::DiskSeqWrite, 2_089.0),
		requirement(Metric::DiskRndWrite, 230.0),
	])
}

/// Measures the machine, its disk in the database's folder, and warns if it is too slow.
pub(crate) fn check(database: Option<&Path>) {
	if let Some(Err(error)) = database.map(fs::create_dir_all) {
		log::warn!("The disk can't be measured before the database: {error}");
	}
	let measured = gather_hwbench(database, &requirements());
	print_hwbench(&measured);
	if let Some(warning) = warning(&measured) {
		log::warn!("{warning}");
	}
}

/// A warning that names the measurements in which a machine falls short, if any.
fn warning(measured: &HwBench) -> Option<String> {
	let failures = requirements().check_hardware(measured, true).err()?;
	let lacks: Vec<_> = failures
		.0
		.iter()
		.map(|failure| {
			let (metric, expected, found) = (&failure.metric, failure.expected, failure.found);
			format!("{} {}: {found}, and it takes {expected}", metric.category(), metric.name())
		})
		.collect();
	Some(format!(
		"⚠️  This machine is too slow for a validator and will lose slots when blocks are full ({}). Take a faster one, or \
		see in docs/operators.md what the chain needs",
		lacks.join("; ")
	))
}

#[cfg(test)]
mod tests {
	use super::*;

	/// The measurements of the reference machine.
	fn reference() -> HwBench {
		HwBench {
			cpu_hashrate_score: Throughput::from_mibs(1_126.0),
			parallel_cpu_hashrate_score: Throughput::from_mibs(1_126.0),
			parallel_cpu_cores: 2,
			memory_memcpy_score: Throughput::from_mibs(9_175.0),
			disk_sequential_write_score: Some(Throughput::from_mibs(2_089.0)),
			disk_random_write_score: Some(Throughput::from_mibs(230.0)),
		}
	}

	#[test]
	fn the_reference_machine_is_fast_enough() {
		assert_eq!(warning(&reference()), None);
	}

	#[test]
	fn a_slower_machine_is_warned_of_what_it_lacks_by_name() {
		let slow_disk = Some(Throughput::from_mibs(100.0));
		let warning = warning(&HwBench { disk_random_write_score: slow_disk, ..reference() }).unwrap();
		assert!(warning.contains("Disk") && warning.contains("100.00 MiBs"), "{warning}");
		assert!(!warning.contains("Memory") && !warning.contains("CPU"), "{warning}");
	}

	#[test]
	fn a_single_fast_core_is_not_enough() {
		let slow = Throughput::from_mibs(500.0);
		assert!(warning(&HwBench { parallel_cpu_hashrate_score: slow, ..reference() }).is_some());
	}
}
