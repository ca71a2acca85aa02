// SPDX-License-Identifier: Apache-2.0
//! The date, as people read it.

use jiff::Timestamp;

/// The current time, in milliseconds since 1970-01-01 UTC.
pub(crate) fn now() -> u64 {
	Timestamp::now().as_millisecond().try_into().expect("it is later than 1970; qed")
}

/// The time to the second: `2026-11-20T17:06:28Z`.
pub(crate) fn utc(milliseconds: u64) -> String {
	let time = i64::try_from(milliseconds).ok().and_then(|time| Timestamp::from_millisecond(time).ok());
	time.unwrap_or(Timestamp::MAX).strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn is_what_the_calendar_says() {
		assert_eq!(utc(0), "1970-01-01T00:00:00Z");
		assert_eq!(utc(951_782_400_000), "2000-02-29T00:00:00Z");
		assert_eq!(utc(1_795_194_388_000), "2026-11-20T17:06:28Z");
		assert_eq!(utc(1_798_761_599_999), "2026-12-31T23:59:59Z");
	}
}
