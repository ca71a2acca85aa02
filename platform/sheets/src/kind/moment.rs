// SPDX-License-Identifier: Apache-2.0
//! Times as people write them: Beijing time unless they say otherwise.

use crate::Fault;
use jiff::{
	civil::{Date, DateTime, Time},
	tz::{offset, Offset},
	Timestamp,
};

/// The offset of Beijing time.
const DEFAULT_OFFSET: Offset = offset(8);
/// The days that a program counts until 1970-01-01, by the two calendars that a workbook may have.
const UNIX_EPOCH_1900: f64 = 25_569.0;
const UNIX_EPOCH_1904: f64 = 24_107.0;
const MILLISECONDS_PER_DAY: f64 = 86_400_000.0;
/// The sign before milliseconds since 1970, for times that no calendar of four digits has.
const RAW: char = '@';

/// Milliseconds since 1970-01-01 UTC, from `yyyy-MM-dd[ HH:mm[:ss[.fff]]][offset]`. The date may have slashes, the time
/// may stand behind a T.
pub(crate) fn parse(text: &str) -> Result<u64, Fault> {
	parse_moment(text).ok_or(Fault::MalformedTime)
}

/// `yyyy-MM-dd HH:mm:ss`, Beijing time, with milliseconds if there are any.
pub fn format(moment: u64) -> String {
	let known = i64::try_from(moment).ok().and_then(|moment| Timestamp::from_millisecond(moment).ok());
	match known {
		Some(moment) => written(DEFAULT_OFFSET.to_datetime(moment)),
		None => format!("{RAW}{moment}"),
	}
}

fn written(local: DateTime) -> String {
	let whole = local.strftime("%Y-%m-%d %H:%M:%S");
	match local.millisecond() {
		0 => whole.to_string(),
		milliseconds => format!("{whole}.{milliseconds:03}"),
	}
}

/// Writes a spreadsheet program's date as the program shows it, without a zone. `None` if it is none after 1970.
///
/// The program keeps days since the end of 1899, or since the first of January 1904.
pub(crate) fn from_serial(days: f64, is_1904: bool) -> Option<String> {
	let first = if is_1904 { UNIX_EPOCH_1904 } else { UNIX_EPOCH_1900 };
	let milliseconds = ((days - first) * MILLISECONDS_PER_DAY).round() as i64;
	let local = Timestamp::from_millisecond(milliseconds).ok().filter(|local| *local > Timestamp::UNIX_EPOCH);
	local.map(|local| written(Offset::UTC.to_datetime(local)))
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
	let moment = offset.to_timestamp(day(date)?.to_datetime(time_of_day(time)?)).ok()?;
	u64::try_from(moment.as_millisecond()).ok()
}

/// Takes the offset from the end.
fn split_offset(text: &str) -> Option<(&str, Offset)> {
	if let Some(rest) = text.strip_suffix(['Z', 'z']) {
		return Some((rest.trim_end(), Offset::UTC));
	}
	// A sign in the date is no offset's.
	let Some(at) = text.rfind(['+', '-']).filter(|at| text[..*at].contains(':')) else {
		return Some((text, DEFAULT_OFFSET));
	};
	let sign: i16 = if text[at..].starts_with('-') { -1 } else { 1 };
	let digits = text[at + 1..].replace(':', "");
	let (hours, minutes) = match digits.len() {
		2 => (number(&digits, 14)?, 0),
		4 => (number(digits.get(..2)?, 14)?, number(digits.get(2..)?, 59)?),
		_ => return None,
	};
	let seconds = i32::from(sign) * (i32::from(hours) * 3600 + i32::from(minutes) * 60);
	Some((text[..at].trim_end(), Offset::from_seconds(seconds).ok()?))
}

/// The day of the calendar. One that no month has is none.
fn day(date: &str) -> Option<Date> {
	let mut parts = date.split(['-', '/']);
	let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
	if parts.next().is_some() || year.len() != 4 {
		return None;
	}
	let small = |digits| number(digits, 99).and_then(|number| i8::try_from(number).ok());
	Date::new(number(year, 9999)?, small(month)?, small(day)?).ok()
}

fn time_of_day(time: &str) -> Option<Time> {
	let mut parts = time.split(':');
	let small = |digits, most| number(digits, most).and_then(|number| i8::try_from(number).ok());
	let (hour, minute) = (small(parts.next()?, 23)?, small(parts.next()?, 59)?);
	let (second, fraction) = match parts.next() {
		Some(seconds) => seconds.split_once('.').unwrap_or((seconds, "0")),
		None => ("0", "0"),
	};
	if parts.next().is_some() || fraction.len() > 3 {
		return None;
	}
	let milliseconds = number(&format!("{fraction:0<3}"), 999)?;
	Time::new(hour, minute, small(second, 59)?, i32::from(milliseconds) * 1_000_000).ok()
}

fn number(digits: &str, most: i16) -> Option<i16> {
	let sound = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
	digits.parse().ok().filter(|number| sound && *number <= most)
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
