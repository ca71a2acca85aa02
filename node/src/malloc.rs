// SPDX-License-Identifier: Apache-2.0

//! Tuning of the C library's allocator.

/// Has the C library keep freed memory instead of returning it to the kernel.
///
/// The C library returns the end of a thread's heap, and asks for it again, many times in every block. On several cores
/// each time interrupts all of them, because they share the table of pages.
pub(crate) fn keep_freed_memory() {
	#[cfg(all(target_os = "linux", target_env = "gnu"))]
	// SAFETY: each call only sets a number, before there is a second thread.
	unsafe {
		libc::mallopt(libc::M_TRIM_THRESHOLD, i32::MAX);
		libc::mallopt(libc::M_TOP_PAD, 64 * 1024 * 1024);
	}
}

/// Has the C library ask the kernel for pages of 2 MiB instead of 4 KiB.
///
/// The node reads all over the state that it keeps in memory, and with small pages the processor first looks up most of
/// these reads in the table of pages. The library decides on this before the program begins and has no call for it, so the
/// program executes itself again, in the same process. If that fails, or the kernel has no huge pages to give, the node
/// works as well, only slower.
pub(crate) fn use_huge_pages() {
	#[cfg(all(target_os = "linux", target_env = "gnu"))]
	{
		use std::{env, os::unix::process::CommandExt, process::Command};

		let Some(tunables) = with_huge_pages(&env::var(glibc::TUNABLES).unwrap_or_default()) else { return };
		let mut arguments = env::args_os();
		if let (Ok(program), Some(name)) = (env::current_exe(), arguments.next()) {
			let mut again = Command::new(program);
			let error = again.arg0(name).args(arguments).env(glibc::TUNABLES, tunables).exec();
			eprintln!("Goes on without huge pages: {error}");
		}
	}
}

/// The names that the GNU C library reads.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
mod glibc {
	/// The environment variable of all tunables.
	pub(super) const TUNABLES: &str = "GLIBC_TUNABLES";
	/// The tunable of huge pages: 1 for wherever the kernel has some.
	pub(super) const HUGE_PAGES: &str = "glibc.malloc.hugetlb";
}

/// Adds huge pages to `tunables`, unless they are set already, to 0 or to 1.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
fn with_huge_pages(tunables: &str) -> Option<String> {
	use glibc::HUGE_PAGES;

	let decided = |tunable: &str| tunable.split_once('=').is_some_and(|(name, _)| name == HUGE_PAGES);
	if tunables.split(':').any(decided) {
		return None;
	}
	let separator = if tunables.is_empty() { "" } else { ":" };
	Some(format!("{tunables}{separator}{HUGE_PAGES}=1"))
}

#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn huge_pages_are_added_to_the_other_tunables() {
		assert_eq!(with_huge_pages("").as_deref(), Some("glibc.malloc.hugetlb=1"));
		let tunables = "glibc.malloc.check=3:glibc.malloc.hugetlb=1";
		assert_eq!(with_huge_pages("glibc.malloc.check=3").as_deref(), Some(tunables));
	}

	#[test]
	fn a_setting_that_was_made_already_is_left_alone() {
		for tunables in ["glibc.malloc.hugetlb=1", "glibc.malloc.check=3:glibc.malloc.hugetlb=0"] {
			assert_eq!(with_huge_pages(tunables), None);
		}
		assert!(with_huge_pages("glibc.malloc.hugetlbfs=1").is_some());
	}
}
