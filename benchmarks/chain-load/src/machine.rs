// SPDX-License-Identifier: Apache-2.0
//! The machine and the versions behind the figures: without them figures say nothing.

use serde::Serialize;
use std::{fs, path::Path, process::Command, thread};

/// The machine that was measured.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Machine {
	/// The model name of the processor.
	pub(crate) cpu: String,
	/// Cores that this process may use.
	pub(crate) cores: usize,
	/// Main memory in bytes.
	pub(crate) memory_bytes: u64,
	/// Name and version of the kernel.
	pub(crate) kernel: String,
}

/// Versions of everything that took part.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Versions {
	/// The node's version, with the commit that it was built from.
	pub(crate) node: String,
	/// The version of the generator, with its commit.
	pub(crate) generator: String,
	/// The commit of the working tree, with `+` if it was changed since.
	pub(crate) commit: Option<String>,
	/// The compiler that built the generator.
	pub(crate) rustc: String,
}

impl Machine {
	/// Reads the properties of this machine.
	pub(crate) fn this() -> Self {
		let cpuinfo = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
		let meminfo = fs::read_to_string("/proc/meminfo").unwrap_or_default();
		let kilobytes: Option<u64> = value(&meminfo, "MemTotal")
			.and_then(|text| text.split_whitespace().next().and_then(|number| number.parse().ok()));
		Self {
			cpu: value(&cpuinfo, "model name").unwrap_or("unknown").into(),
			cores: thread::available_parallelism().map_or(1, usize::from),
			memory_bytes: kilobytes.unwrap_or_default() * 1_024,
			kernel: fs::read_to_string("/proc/version")
				.map(|version| version.split_whitespace().take(3).collect::<Vec<_>>().join(" "))
				.unwrap_or_default(),
		}
	}
}

impl Versions {
	/// Reads the versions of a node's binary and of this process.
	pub(crate) fn with(node: &Path) -> anyhow::Result<Self> {
		Ok(Self {
			node: output(Command::new(node).arg("--version"))
				.ok_or_else(|| anyhow::anyhow!("{} does not tell its version", node.display()))?,
			generator: concat!("suyuan-chain-load ", env!("SUBSTRATE_CLI_IMPL_VERSION")).into(),
			commit: commit(),
			rustc: env!("SUYUAN_CHAIN_LOAD_RUSTC").into(),
		})
	}
}

fn commit() -> Option<String> {
	let git = |arguments: &[&str]| {
		output(Command::new("git").args(["-C", env!("CARGO_MANIFEST_DIR")]).args(arguments))
	};
	let head = git(&["rev-parse", "HEAD"])?;
	// The results themselves are no change of what was measured.
	let changes =
		git(&["status", "--porcelain", "--untracked-files=no", "--", ":/", ":!/benchmarks/results"])?;
	Some(if changes.is_empty() { head } else { head + "+" })
}

fn output(command: &mut Command) -> Option<String> {
	let output = command.output().ok().filter(|output| output.status.success())?;
	Some(String::from_utf8_lossy(&output.stdout).trim().into())
}

/// The value of the first line `key : value`.
fn value<'a>(text: &'a str, key: &str) -> Option<&'a str> {
	let line = text.lines().find(|line| line.starts_with(key))?;
	line.split_once(':').map(|(_, value)| value.trim())
}

/// Seconds of processor time that the whole machine has used so far.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct CpuTime {
	/// Seconds that were used.
	pub(crate) used: f64,
	/// Seconds that were wanted and not had, because the machine's own host was busy elsewhere.
	pub(crate) stolen: f64,
}

impl CpuTime {
	/// Reads the time that is used by now.
	pub(crate) fn now() -> Option<Self> {
		Self::of(&fs::read_to_string("/proc/stat").ok()?)
	}

	/// User, nice, system, idle, iowait, irq, softirq and steal, in this order.
	fn of(stat: &str) -> Option<Self> {
		let line = stat.lines().find_map(|line| line.strip_prefix("cpu "))?;
		let ticks: Vec<f64> = line.split_whitespace().map_while(|ticks| ticks.parse().ok()).collect();
		let [user, nice, system, _, _, irq, softirq, steal] = *ticks.get(..8)? else { return None };
		let used = (user + nice + system + irq + softirq) / TICKS_A_SECOND;
		Some(Self { used, stolen: steal / TICKS_A_SECOND })
	}
}

/// Seconds of processor time that a process has used so far.
pub(crate) fn cpu_seconds(pid: u32) -> Option<f64> {
	ticks(&fs::read_to_string(format!("/proc/{pid}/stat")).ok()?).map(|ticks| ticks as f64 / TICKS_A_SECOND)
}

/// Seconds of processor time that the ended children of this process have used so far.
pub(crate) fn children_cpu_seconds() -> Option<f64> {
	let stat = fs::read_to_string("/proc/self/stat").ok()?;
	field_sum(&stat, [13, 14]).map(|ticks| ticks as f64 / TICKS_A_SECOND)
}

/// The unit of times in `/proc`, the same for every process on Linux.
const TICKS_A_SECOND: f64 = 100.0;

/// User and system time.
fn ticks(stat: &str) -> Option<u64> {
	field_sum(stat, [11, 12])
}

/// The sum of two fields. The name in brackets may have spaces and brackets, so the fields behind its end are counted.
fn field_sum(stat: &str, places: [usize; 2]) -> Option<u64> {
	let fields: Vec<_> = stat.rsplit_once(')')?.1.split_whitespace().collect();
	places.into_iter().map(|place| fields.get(place)?.parse::<u64>().ok()).sum()
}

/// Bytes that a folder takes on the disk: blocks and not lengths, because a database's files have holes.
pub(crate) fn folder_bytes(folder: &Path) -> u64 {
	use std::os::unix::fs::MetadataExt;
	// Files come and go while the node runs.
	let Ok(entries) = fs::read_dir(folder) else { return 0 };
	entries
		.flatten()
		.map(|entry| match entry.metadata() {
			Ok(metadata) if metadata.is_dir() => folder_bytes(&entry.path()),
			Ok(metadata) => metadata.blocks() * 512,
			Err(_) => 0,
		})
		.sum()
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_time_of_a_process_is_read_whatever_its_name() {
		let stat = "42 (a ) b) S 1 42 42 0 -1 4194560 9 0 0 0 250 50 7 7 20 0 1 0 100 1 1";
		assert_eq!(ticks(stat), Some(300));
		assert_eq!(field_sum(stat, [13, 14]), Some(14));
		assert_eq!(ticks("nothing"), None);
	}

	#[test]
	fn the_time_of_the_machine_is_what_was_used_and_what_was_stolen() {
		let stat = "cpu  100 200 300 9999 9999 10 20 400 0 0\ncpu0 1 1 1 1 1 1 1 1 0 0";
		assert_eq!(CpuTime::of(stat), Some(CpuTime { used: 6.3, stolen: 4.0 }));
		assert_eq!(CpuTime::of("cpu  1 2"), None);
	}

	#[test]
	fn a_folder_weighs_what_its_files_weigh() {
		let folder = tempfile::tempdir().unwrap();
		assert_eq!(folder_bytes(folder.path()), 0);
		fs::create_dir(folder.path().join("inner")).unwrap();
		fs::write(folder.path().join("inner/file"), vec![1; 100_000]).unwrap();
		let bytes = folder_bytes(folder.path());
		assert!((100_000..200_000).contains(&bytes), "{bytes}");
		assert_eq!(folder_bytes(Path::new("/nowhere")), 0);
	}

	#[test]
	fn this_machine_has_cores_and_memory() {
		let machine = Machine::this();
		assert!(machine.cores > 0 && machine.memory_bytes > 0);
	}
}
