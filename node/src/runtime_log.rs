// SPDX-License-Identifier: Apache-2.0

//! A host function that logs for the runtime, with short lines and few errors.
//!
//! A runtime that panics logs an error, and any client may make it panic: a call over RPC whose arguments don't decode is
//! enough. So the host function that writes the line cuts it, and writes only so many in a second. The suppressed lines are
//! counted, and logged at the level of debugging.

use crate::{
	text::shortened,
	token_bucket::{Quota, TokenBucket},
};
use sp_core::RuntimeInterfaceLogLevel;
use sp_runtime_interface::{
	pass_by::{PassAs, PassFatPointerAndRead},
	runtime_interface,
};
use std::{
	sync::{LazyLock, Mutex},
	time::{Duration, Instant},
};
use substrate_prometheus_endpoint::{register, Counter, PrometheusError, Registry, U64};

pub(crate) use logging::HostFunctions;

/// The longest line, in bytes.
const MAX_LINE_BYTES: usize = 512;

/// The quota of the runtime's lines at the default levels: at most 60 KB a minute.
const LINES: Quota = Quota { burst: 32, per_second: 2.0, max_debt: Duration::ZERO };

/// The lines that are left of the quota.
static LINES_LEFT: LazyLock<Mutex<TokenBucket>> =
	LazyLock::new(|| Mutex::new(TokenBucket::new(LINES, Instant::now())));

/// The counter of suppressed lines.
static SUPPRESSED: LazyLock<Option<Counter<U64>>> = LazyLock::new(|| {
	let help = "Lines of the runtime that were not logged because there were too many";
	Counter::new("suyuan_runtime_suppressed_log_lines", help).ok()
});

/// Registers the counter of suppressed lines.
pub(crate) fn register_metrics(registry: &Registry) -> Result<(), PrometheusError> {
	if let Some(counter) = &*SUPPRESSED {
		register(counter.clone(), registry)?;
	}
	Ok(())
}

/// The level at which a line is logged, and its text.
fn line(level: log::Level, message: &[u8], left: &mut TokenBucket, now: Instant) -> (log::Level, String) {
	let text = shortened(&String::from_utf8_lossy(message), MAX_LINE_BYTES);
	if level > log::Level::Info || left.take(1, now).is_ok() {
		(level, text)
	} else {
		(log::Level::Debug, text)
	}
}

/// The function of the SDK's interface `Logging` that this module replaces.
///
/// Name and version are those under which the runtime imports it.
// The macro also writes it as a function of the node itself, which only the tests call.
#[allow(dead_code)]
#[runtime_interface]
pub(crate) trait Logging {
	/// Writes a line of the runtime into the node's log.
	fn log(
		level: PassAs<RuntimeInterfaceLogLevel, u8>,
		target: PassFatPointerAndRead<&str>,
		message: PassFatPointerAndRead<&[u8]>,
	) {
		let asked = log::Level::from(level);
		// A line that the filter drops takes nothing off the quota.
		if !log::log_enabled!(target: target, asked) {
			return;
		}
		let mut left = LINES_LEFT.lock().expect("nothing panics while it holds the lock; qed");
		let (level, text) = line(asked, message, &mut left, Instant::now());
		drop(left);
		if level != asked {
			if let Some(counter) = &*SUPPRESSED {
				counter.inc();
			}
		}
		log::log!(target: target, level, "{text}");
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use sp_runtime_interface::sp_wasm_interface::HostFunctions as _;

	#[test]
	fn a_line_is_cut() {
		let now = Instant::now();
		let mut left = TokenBucket::new(LINES, now);
		let (level, text) = line(log::Level::Error, &[b'x'; 100_000], &mut left, now);
		assert_eq!((level, text.len()), (log::Level::Error, MAX_LINE_BYTES + '…'.len_utf8()));
	}

	#[test]
	fn more_errors_than_a_second_may_have_are_left_to_debugging() {
		let start = Instant::now();
		let mut left = TokenBucket::new(LINES, start);
		let mut logged = |now| line(log::Level::Error, b"panicked", &mut left, now).0 == log::Level::Error;
		assert_eq!((0..1_000).filter(|_| logged(start)).count(), 32);
		assert_eq!((0..1_000).filter(|_| logged(start + Duration::from_secs(3))).count(), 6);
	}

	#[test]
	fn an_operator_who_asks_for_details_gets_them_all() {
		let now = Instant::now();
		let mut left = TokenBucket::new(LINES, now);
		for _ in 0..1_000 {
			assert_eq!(line(log::Level::Trace, b"detail", &mut left, now).0, log::Level::Trace);
		}
		assert!(left.is_full(now));
	}

	#[test]
	fn replaces_a_function_that_the_node_has() {
		let ours: Vec<_> = HostFunctions::host_functions().iter().map(|function| function.name()).collect();
		assert_eq!(ours, ["ext_logging_log_version_1"]);
		let theirs = sp_io::SubstrateHostFunctions::host_functions();
		assert!(theirs.iter().any(|function| function.name() == ours[0]));
	}
}
