// SPDX-License-Identifier: Apache-2.0
//! The date, as people read it.

use std::time::{SystemTime, UNIX_EPOCH};

/// The current time, in milliseconds since 1970-01-01 UTC.
pub(crate) fn now() -> u64 {
	let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("it is later than 1970; qed");
	since.as_millis() as u64
}

/// The time to the second: `2026-11-20T17:06:28Z`.
pub(crate) fn utc(milliseconds: u64) -> String {
	let seconds = milliseconds / 1_000;
	let (days, time) = (seconds / 86_400, seconds % 86_400);
	let (year, month, day) = civil(days as i64);
	let (hour, minute, second) = (time / 3_600, time / 60 % 60, time % 60);
	format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// The date of a day since 1970-01-01. The year is counted from March, so that the leap day is its last.
fn civil(days: i64) -> (i64, i64, i64) {
	let since_era = days + 719_468;
	let (era, day_of_era) = (since_era.div_euclid(146_097), since_era.rem_euclid(146_097));
	let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
	let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	let from_march = (5 * day_of_year + 2) / 153;
	let day = day_of_year - (153 * from_march + 2) / 5 + 1;
	let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
	(year_of_era + era * 400 + i64::from(month <= 2), month, day)
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
