// SPDX-License-Identifier: Apache-2.0

//! Current time, as the database keeps times.

use std::time::SystemTime;

/// Current time, in milliseconds since 1970-01-01 UTC.
pub fn now() -> i64 {
	let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
	i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
