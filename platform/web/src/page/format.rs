// SPDX-License-Identifier: Apache-2.0

//! Formatting of values for people.

use crate::i18n::{
	called,
	values::{COUNTRIES, MEASURES},
	Lang,
};
use jiff::{
	tz::{offset, Offset},
	Timestamp,
};
use std::borrow::Cow;

/// Offset of China's time, in which times are shown in either language. The documents are in it too.
const ZONE: Offset = offset(8);
const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

/// The moment of so many milliseconds since 1970. Participants may have written any number, so one that no calendar of four
/// digits has becomes the nearest that one has.
fn moment(ms: i64) -> Timestamp {
	let known = Timestamp::UNIX_EPOCH.as_millisecond()..=Timestamp::MAX.as_millisecond();
	Timestamp::from_millisecond(ms.clamp(*known.start(), *known.end())).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// Formats day and minute, in China's time.
pub fn minute(ms: i64) -> String {
	ZONE.to_datetime(moment(ms)).strftime("%Y-%m-%d %H:%M").to_string()
}

/// Formats the day, in China's time.
pub fn day(ms: i64) -> String {
	ZONE.to_datetime(moment(ms)).strftime("%Y-%m-%d").to_string()
}

/// Formats the `datetime` of a `time` element, in UTC.
pub fn rfc3339(ms: i64) -> String {
	Offset::UTC.to_datetime(moment(ms)).strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Formats an age in the largest unit of which there are at least two, or in minutes.
pub fn ago(ms: i64, lang: Lang) -> String {
	const HOUR: i64 = 60 * MINUTE;
	match ms {
		..MINUTE => lang.t("ago-moment").into(),
		_ if ms < 2 * HOUR => lang.with("ago-minutes", [("count", (ms / MINUTE).into())]),
		_ if ms < 2 * DAY => lang.with("ago-hours", [("count", (ms / HOUR).into())]),
		_ => lang.with("ago-days", [("count", (ms / DAY).into())]),
	}
}

/// Formats a whole number with its thousands separated by commas.
pub fn count(number: u64) -> String {
	let digits = number.to_string();
	let mut grouped = String::with_capacity(digits.len() * 4 / 3);
	for (place, digit) in digits.char_indices() {
		if place > 0 && (digits.len() - place).is_multiple_of(3) {
			grouped.push(',');
		}
		grouped.push(digit);
	}
	grouped
}

/// Formats a number with its last `places` digits behind the point. `trim` drops zeros at the end.
fn decimal(number: u64, places: u32, trim: bool) -> String {
	let unit = 10u64.pow(places);
	let whole = count(number / unit);
	if places == 0 {
		return whole;
	}
	let text = format!("{whole}.{:0width$}", number % unit, width = places as usize);
	if trim {
		text.trim_end_matches('0').trim_end_matches('.').to_string()
	} else {
		text
	}
}

/// Formats an amount of money, with as many places as its currency has by ISO 4217.
pub fn money(minor_units: u64, currency: &str) -> String {
	let places = iso_currency::Currency::from_code(currency).map_or(Some(2), |known| known.exponent());
	format!("{currency} {}", decimal(minor_units, places.unwrap_or(0).into(), false))
}

/// Formats an amount in thousandths of a measure.
pub fn quantity(thousandths: u64, measure: &str, lang: Lang) -> String {
	// English says one piece and two pieces; kilograms and litres are symbols, which have no plural.
	let count = [("count", (thousandths as f64 / 1000.0).into())];
	let name = match lang.filled(&format!("{}.{measure}", MEASURES.0), count) {
		Some(name) => Cow::Owned(name),
		None => Cow::Borrowed(measure),
	};
	format!("{} {name}", decimal(thousandths, 3, true))
}

/// Formats an amount in thousandths of a measure that is not known.
pub fn thousandths(amount: u64) -> String {
	decimal(amount, 3, true)
}

/// Formats a mass in grams, or from 1 kg on in kilograms.
pub fn mass(grams: u64) -> String {
	if grams < 1000 {
		format!("{grams} g")
	} else {
		format!("{} kg", decimal(grams, 3, true))
	}
}

/// Formats a value in tenths.
fn tenths(value: i64) -> String {
	let sign = if value < 0 { "−" } else { "" };
	format!("{sign}{}", decimal(value.unsigned_abs(), 1, false))
}

/// Formats the lowest and the highest measured value, both in tenths.
pub fn range(lowest: i64, highest: i64, unit: &str) -> String {
	format!("{} – {} {unit}", tenths(lowest), tenths(highest))
}

/// Name of a country by its ISO 3166-1 code.
pub fn country(code: &str, lang: Lang) -> String {
	called(COUNTRIES, code, lang).into_owned()
}

/// Formats a UN/LOCODE with the name of its country.
pub fn location(code: &str, lang: Lang) -> String {
	match code.get(..2) {
		Some(land) => format!("{code} ({})", country(land, lang)),
		None => code.to_string(),
	}
}

/// Formats a position, given in 1e-7 degrees, to about a metre.
pub fn position(latitude: i64, longitude: i64) -> String {
	let degrees = |value: i64, positive: char, negative: char| {
		let side = if value < 0 { negative } else { positive };
		let value = value.unsigned_abs() / 100;
		format!("{}.{:05}° {side}", value / 100_000, value % 100_000)
	};
	format!("{} {}", degrees(latitude, 'N', 'S'), degrees(longitude, 'E', 'W'))
}

/// Shortens a hash or account to its beginning and end, by which people tell it from others.
pub fn short(long: &str) -> String {
	let characters: Vec<char> = long.chars().collect();
	if characters.len() <= 16 {
		return long.to_string();
	}
	let (head, tail) = (&characters[..8], &characters[characters.len() - 6..]);
	head.iter().chain(&['…']).chain(tail).collect()
}

/// Guesses the language of a participant's text, so that it is set and read aloud in that language.
pub fn language_of(text: &str) -> &'static str {
	let has = |from, to| text.chars().any(|letter| (from..=to).contains(&letter));
	if has('\u{3040}', '\u{30ff}') {
		"ja"
	} else if has('\u{4e00}', '\u{9fff}') {
		"zh-CN"
	} else {
		// The language of other scripts is unknown.
		""
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn times_are_in_chinas_zone_for_people_and_in_utc_for_machines() {
		assert_eq!(minute(1_767_225_600_000), "2026-01-01 08:00");
		assert_eq!(rfc3339(1_767_225_600_000), "2026-01-01T00:00:00Z");
		assert_eq!(day(951_782_400_000), "2000-02-29");
	}

	#[test]
	fn how_long_ago_something_was_is_said_in_few_words() {
		for (minutes, zh, en) in [
			(0, "不到 1 分钟前", "less than a minute ago"),
			(1, "1 分钟前", "1 minute ago"),
			(119, "119 分钟前", "119 minutes ago"),
			(120, "2 小时前", "2 hours ago"),
			(47 * 60, "47 小时前", "47 hours ago"),
			(3 * 24 * 60, "3 天前", "3 days ago"),
		] {
			let ms = minutes * MINUTE;
			assert_eq!((&*ago(ms, Lang::Zh), &*ago(ms, Lang::En)), (zh, en));
		}
	}

	#[test]
	fn times_that_cannot_be_do_no_harm() {
		assert_eq!(minute(-5), "1970-01-01 08:00");
		assert_eq!(&minute(i64::MAX)[..4], "9999");
	}

	#[test]
	fn money_has_the_places_of_its_currency() {
		assert_eq!(money(1_234_567, "USD"), "USD 12,345.67");
		assert_eq!(money(5, "CNY"), "CNY 0.05");
		assert_eq!(money(1500, "JPY"), "JPY 1,500");
		assert_eq!(money(1500, "KWD"), "KWD 1.500");
		assert_eq!(money(u64::MAX, "USD"), "USD 184,467,440,737,095,516.15");
	}

	#[test]
	fn quantities_name_their_measure_and_one_is_no_plural() {
		assert_eq!(quantity(1000, "Piece", Lang::En), "1 piece");
		assert_eq!(quantity(120_000, "Pair", Lang::En), "120 pairs");
		assert_eq!(quantity(1500, "Kilogram", Lang::Zh), "1.5 千克");
		assert_eq!(quantity(1, "Ton", Lang::En), "0.001 Ton");
	}

	#[test]
	fn tenths_go_below_zero() {
		assert_eq!(range(-185, -5, "°C"), "−18.5 – −0.5 °C");
		assert_eq!(range(i64::from(i16::MIN), 246, "°C"), "−3,276.8 – 24.6 °C");
	}

	#[test]
	fn places_and_weights_are_named() {
		assert_eq!(location("USLAX", Lang::Zh), "USLAX (美国)");
		assert_eq!(location("", Lang::Zh), "");
		assert_eq!(position(225_629_000, -1_184_085_000), "22.56290° N 118.40850° W");
		assert_eq!(mass(640), "640 g");
		assert_eq!(mass(12_500), "12.5 kg");
	}

	#[test]
	fn what_is_long_is_cut_between_characters() {
		assert_eq!(short("0x0123456789abcdef0123"), "0x012345…ef0123");
		assert_eq!(short("短"), "短");
		assert_eq!(short(&"溯".repeat(40)).chars().count(), 15);
	}
}
