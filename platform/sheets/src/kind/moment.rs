// SPDX-License-Identifier: Apache-2.0
//! Times as people write them: Beijing time unless they say otherwise.

use crate::Fault;

const DAY: i64 = 86_400_000;
const HOUR: i64 = 3_600_000;
const MINUTE: i64 = 60_000;

/// The offset of Beijing time.
const DEFAULT_OFFSET: i64 = 8 * HOUR;
/// The days that a program counts until 1970-01-01, by the two calendars that a workbook may have.
const UNIX_EPOCH_1900: i64 = 25_569;
const UNIX_EPOCH_1904: i64 = 24_107;
/// The sign before milliseconds since 1970, for times that no calendar of four digits has.
const RAW: char = '@';
/// The last millisecond of the year 9999 in UTC.
const LAST: i64 = 253_402_300_799_999;

/// Milliseconds since 1970-01-01 UTC, from `yyyy-MM-dd[ HH:mm[:ss[.fff]]][offset]`. The date may have slashes, the time
/// may stand behind a T.
pub(crate) fn parse(text: &str) -> Result<u64, Fault> {
	parse_moment(text).ok_or(Fault::MalformedTime)
}

/// `yyyy-MM-dd HH:mm:ss`, Beijing time, with milliseconds if there are any.
pub fn format(moment: u64) -> String {
	let Some(local) = i64::try_from(moment).ok().filter(|ms| *ms <= LAST - DEFAULT_OFFSET) else {
		return format!("{RAW}{moment}");
	};
	let local = local + DEFAULT_OFFSET;
	let (year, month, day) = civil(local.div_euclid(DAY));
	let time = local.rem_euclid(DAY);
	let (hour, minute, second) = (time / HOUR, time / MINUTE % 60, time / 1000 % 60);
	let whole = format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}");
	match time % 1000 {
		0 => whole,
		milliseconds => format!("{whole}.{milliseconds:03}"),
	}
}

/// Writes a spreadsheet program's date as the program shows it, without a zone. `None` if it is none after 1970.
///
/// The program keeps days since the end of 1899, or since the first of January 1904.
pub(crate) fn from_serial(days: f64, is_1904: bool) -> Option<String> {
	let milliseconds = (days * DAY as f64).round();
	let first = if is_1904 { UNIX_EPOCH_1904 } else { UNIX_EPOCH_1900 };
	let local = (milliseconds as i64).saturating_sub(first * DAY);
	u64::try_from(local.saturating_sub(DEFAULT_OFFSET)).ok().map(format)
}

fn parse_moment(text: &str) -> Option<u64> {
	if let Some(raw) = text.strip_prefix(RAW) {
		return raw.parse().ok();
	}
	let (text, offset) = split_offset(text)?;
	let (date, time) = match text.split_once(['T', ' ']) {
		Some((date, time)) => (date, time.trim()),
		None => (text, "00:00"),
	};
	let milliseconds = days(date)? * DAY + time_of_day(time)? - offset;
	u64::try_from(milliseconds).ok()
}

/// Takes the offset from the end.
fn split_offset(text: &str) -> Option<(&str, i64)> {
	if let Some(rest) = text.strip_suffix(['Z', 'z']) {
		return Some((rest.trim_end(), 0));
	}
	// A sign in the date is no offset's.
	let Some(at) = text.rfind(['+', '-']).filter(|at| text[..*at].contains(':')) else {
		return Some((text, DEFAULT_OFFSET));
	};
	let sign = if text[at..].starts_with('-') { -1 } else { 1 };
	let digits = text[at + 1..].replace(':', "");
	let (hours, minutes) = match digits.len() {
		2 => (number(&digits, 14)?, 0),
		4 => (number(digits.get(..2)?, 14)?, number(digits.get(2..)?, 59)?),
		_ => return None,
	};
	Some((text[..at].trim_end(), sign * (hours * HOUR + minutes * MINUTE)))
}

fn days(date: &str) -> Option<i64> {
	let mut parts = date.split(['-', '/']);
	let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
	if parts.next().is_some() || year.len() != 4 {
		return None;
	}
	let (year, month, day) = (number(year, 9999)?, number(month, 12)?, number(day, 31)?);
	let days = days_from_civil(year, month, day);
	// A day that no month has would come out as one of the next month.
	(month > 0 && day > 0 && civil(days) == (year, month, day)).then_some(days)
}

fn time_of_day(time: &str) -> Option<i64> {
	let mut parts = time.split(':');
	let (hour, minute) = (number(parts.next()?, 23)?, number(parts.next()?, 59)?);
	let (second, fraction) = match parts.next() {
		Some(seconds) => seconds.split_once('.').unwrap_or((seconds, "0")),
		None => ("0", "0"),
	};
	if parts.next().is_some() || fraction.len() > 3 {
		return None;
	}
	let milliseconds = number(&format!("{fraction:0<3}"), 999)?;
	Some(hour * HOUR + minute * MINUTE + number(second, 59)? * 1000 + milliseconds)
}

fn number(digits: &str, most: i64) -> Option<i64> {
	let sound = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
	digits.parse().ok().filter(|number| sound && *number <= most)
}

/// Days since 1970-01-01 of a date of the Gregorian calendar, after Howard Hinnant's `days_from_civil`.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
	let year = if month <= 2 { year - 1 } else { year };
	let era = year.div_euclid(400);
	let year_of_era = year.rem_euclid(400);
	let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
	let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
	era * 146_097 + day_of_era - 719_468
}

/// The date of a day since 1970-01-01: `civil_from_days`.
fn civil(days: i64) -> (i64, i64, i64) {
	let days = days + 719_468;
	let era = days.div_euclid(146_097);
	let day_of_era = days.rem_euclid(146_097);
	let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
	let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	let month = (5 * day_of_year + 2) / 153;
	let day = day_of_year - (153 * month + 2) / 5 + 1;
	let month = if month < 10 { month + 3 } else { month - 9 };
	(year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	#[test]
	fn beijing_time_is_meant_unless_an_offset_is_given() {
		let noon = 1_794_456_000_000;
		for text in [
			"2026-11-12 12:00:00",
			"2026-11-12 12:00",
			"2026/11/12 12:00:00",
			"2026-11-12T12:00:00+08:00",
			"2026-11-12T04:00:00Z",
			"2026-11-12T04:00:00.000Z",
			"2026-11-11 23:00:00-05:00",
			"2026-11-12 05:30:00 +0130",
		] {
			assert_eq!(parse(text), Ok(noon), "{text}");
		}
		assert_eq!(format(noon), "2026-11-12 12:00:00");
		assert_eq!(parse("2026-11-12"), Ok(noon - 12 * 3_600_000));
	}

	#[test]
	fn a_time_that_no_calendar_has_is_refused() {
		for text in [
			"",
			"2026-02-29",
			"2026-13-01",
			"2026-00-10",
			"26-11-12",
			"2026-11-12 24:00",
			"2026-11-12 12:60",
			"2026-11-12 12",
			"1969-12-31",
			"tomorrow",
			"2026-11-12 12:00:00+25:00",
			"2026-11-12 12:00:00.1234",
			"２０２６-11-12",
		] {
			assert_eq!(parse(text), Err(Fault::MalformedTime), "{text}");
		}
	}

	#[test]
	fn a_spreadsheet_s_own_date_is_what_it_shows() {
		assert_eq!(from_serial(46_338.5, false).as_deref(), Some("2026-11-12 12:00:00"));
		assert_eq!(from_serial(44_876.5, true).as_deref(), Some("2026-11-12 12:00:00"));
		assert_eq!(from_serial(0.5, false), None);
	}

	proptest! {
		#[test]
		fn every_time_that_is_written_is_read_back(moment: u64) {
			prop_assert_eq!(parse(&format(moment)), Ok(moment));
		}

		#[test]
		fn times_of_our_days_are_read_back(moment in 0u64..4_102_444_800_000) {
			prop_assert_eq!(parse(&format(moment)), Ok(moment));
		}

		#[test]
		fn nothing_makes_it_panic(text: String) {
			let _ = parse(&text);
		}
	}
}
