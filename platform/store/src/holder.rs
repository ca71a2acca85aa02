// SPDX-License-Identifier: Apache-2.0

//! Identity of the process that holds a lease, and detection by others on the same machine that it ended.

use std::{fs, process};

/// The process that holds a lease.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
	/// Machine and number, for people.
	pub name: String,
	/// Machine since its last start, namespace, number and start time, for [`Holder::has_ended`].
	pub process: String,
}

impl Holder {
	/// Identifies the running process.
	pub fn current() -> Self {
		let machine = read("/proc/sys/kernel/hostname").unwrap_or_else(|| "an unnamed machine".into());
		let number = process::id();
		let started = Status::of(&number.to_string()).map(|status| status.started).unwrap_or_default();
		let process = format!("{}/{number}/{started}", namespace().unwrap_or_default());
		Self { name: format!("process {number} on {machine}"), process }
	}

	/// Returns true if a process is known to have ended. A process on another machine, in another container or hidden from
	/// this user never is.
	pub fn has_ended(process: &str) -> bool {
		let ours = namespace().unwrap_or_default();
		let Some(rest) = process.strip_prefix(&ours).and_then(|rest| rest.strip_prefix('/')) else {
			return false;
		};
		let Some((number, started)) = rest.split_once('/') else { return false };
		let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
		if ours.is_empty() || started.is_empty() || !is_number || Status::of("1").is_none() {
			return false;
		}
		// Another process may have the number by now.
		Status::of(number).is_none_or(|status| status.is_dead || status.started != started)
	}
}

/// Identifies the running system and the namespace in which process numbers mean the same.
fn namespace() -> Option<String> {
	let boot = read("/proc/sys/kernel/random/boot_id")?;
	let numbers = fs::read_link("/proc/self/ns/pid").ok()?;
	Some(format!("{boot}/{}", numbers.display()))
}

fn read(file: &str) -> Option<String> {
	fs::read_to_string(file).ok().map(|text| text.trim().to_owned())
}

/// Fields of `/proc/<number>/stat` that tell whether a process still runs.
struct Status {
	is_dead: bool,
	/// In clock ticks since the system was started.
	started: String,
}

impl Status {
	fn of(number: &str) -> Option<Self> {
		Self::parse(&read(&format!("/proc/{number}/stat"))?)
	}

	/// Parses the line. The command stands in brackets, and may have brackets and blanks in it.
	fn parse(line: &str) -> Option<Self> {
		let mut fields = line[line.rfind(')')? + 1..].split_ascii_whitespace();
		let state = fields.next()?;
		// The state is field 3, the start time field 22.
		let started = fields.nth(18)?.to_owned();
		Some(Self { is_dead: matches!(state, "Z" | "X" | "x"), started })
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::process::{Command, Stdio};

	fn holder_of(number: u32) -> String {
		let started = Status::of(&number.to_string()).unwrap().started;
		format!("{}/{number}/{started}", namespace().unwrap())
	}

	#[test]
	fn this_process_has_not_ended() {
		assert!(!Holder::has_ended(&Holder::current().process));
	}

	#[test]
	fn a_killed_process_has_ended_even_before_anybody_waited_for_it() {
		let mut child = Command::new("sleep").arg("1000").stdout(Stdio::null()).spawn().unwrap();
		let process = holder_of(child.id());
		assert!(!Holder::has_ended(&process));
		child.kill().unwrap();
		// A killed process that was not yet waited for is a zombie.
		while !Holder::has_ended(&process) {
			std::thread::yield_now();
		}
		child.wait().unwrap();
		assert!(Holder::has_ended(&process));
	}

	#[test]
	fn another_process_of_the_same_number_is_another() {
		let process = format!("{}/{}/1", namespace().unwrap(), process::id());
		assert!(Holder::has_ended(&process), "this process didn't start with the machine");
	}

	#[test]
	fn of_a_process_elsewhere_nothing_is_known() {
		for process in ["", "another-boot/pid:[1]/1/1", "nonsense", &format!("{}/x/1", namespace().unwrap())]
		{
			assert!(!Holder::has_ended(process), "{process}");
		}
	}

	#[test]
	fn a_command_may_have_brackets_in_its_name() {
		let mut fields = vec!["7", "(a) b)", "S"];
		fields.extend(["0"; 18]);
		fields.push("4711");
		let status = Status::parse(&fields.join(" ")).unwrap();
		assert_eq!((status.is_dead, &*status.started), (false, "4711"));
	}
}
