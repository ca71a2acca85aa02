// SPDX-License-Identifier: Apache-2.0

//! Application identifiers of GS1 with the form of their values (GS1 General Specifications, section 3).

/// Form of a value: its least and greatest length, and whether it is of digits alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Format {
	min: usize,
	max: usize,
	of_digits: bool,
}

impl Format {
	/// Length of a value whose length is fixed.
	pub(super) fn fixed(self) -> Option<usize> {
		(self.min == self.max).then_some(self.max)
	}

	/// Returns true if a value has the form. The characters of qualifiers are checked with the code.
	pub(super) fn admits(self, value: &str) -> bool {
		let admitted =
			|byte: u8| if self.of_digits { byte.is_ascii_digit() } else { byte.is_ascii_graphic() };
		(self.min..=self.max).contains(&value.len()) && value.bytes().all(admitted)
	}
}

/// Digits alone, from so many to so many.
const fn n(min: usize, max: usize) -> Format {
	Format { min, max, of_digits: true }
}

/// Characters, from so many to so many.
const fn x(min: usize, max: usize) -> Format {
	Format { min, max, of_digits: false }
}

/// Identifiers in order: the first and the last of a range, and the form of their values.
const IDENTIFIERS: &[(&str, &str, Format)] = &[
	("00", "00", n(18, 18)),
	("01", "03", n(14, 14)),
	("10", "10", x(1, 20)),
	("11", "13", n(6, 6)),
	("15", "17", n(6, 6)),
	("20", "20", n(2, 2)),
	("21", "22", x(1, 20)),
	("235", "235", x(1, 28)),
	("240", "241", x(1, 30)),
	("242", "242", n(1, 6)),
	("243", "243", x(1, 20)),
	("250", "251", x(1, 30)),
	("253", "253", x(13, 30)),
	("254", "254", x(1, 20)),
	("255", "255", n(13, 25)),
	("30", "30", n(1, 8)),
	("3100", "3169", n(6, 6)),
	("3200", "3379", n(6, 6)),
	("3400", "3579", n(6, 6)),
	("3600", "3699", n(6, 6)),
	("37", "37", n(1, 8)),
	("3900", "3909", n(1, 15)),
	("3910", "3919", n(4, 18)),
	("3920", "3929", n(1, 15)),
	("3930", "3939", n(4, 18)),
	("3940", "3943", n(4, 4)),
	("3950", "3955", n(6, 6)),
	("400", "401", x(1, 30)),
	("402", "402", n(17, 17)),
	("403", "403", x(1, 30)),
	("410", "417", n(13, 13)),
	("420", "420", x(1, 20)),
	("421", "421", x(4, 12)),
	("422", "422", n(3, 3)),
	("423", "423", n(3, 15)),
	("424", "424", n(3, 3)),
	("425", "425", n(3, 15)),
	("426", "426", n(3, 3)),
	("427", "427", x(1, 3)),
	("4300", "4301", x(1, 35)),
	("4302", "4306", x(1, 70)),
	("4307", "4307", x(2, 2)),
	("4308", "4308", x(1, 30)),
	("4309", "4309", n(20, 20)),
	("4310", "4311", x(1, 35)),
	("4312", "4316", x(1, 70)),
	("4317", "4317", x(2, 2)),
	("4318", "4318", x(1, 20)),
	("4319", "4319", x(1, 30)),
	("4320", "4320", x(1, 35)),
	("4321", "4323", n(1, 1)),
	("4324", "4325", n(10, 10)),
	("4326", "4326", n(6, 6)),
	("4330", "4333", x(6, 7)),
	("7001", "7001", n(13, 13)),
	("7002", "7002", x(1, 30)),
	("7003", "7003", n(10, 10)),
	("7004", "7004", n(1, 4)),
	("7005", "7005", x(1, 12)),
	("7006", "7006", n(6, 6)),
	("7007", "7007", n(6, 12)),
	("7008", "7008", x(1, 3)),
	("7009", "7009", x(1, 10)),
	("7010", "7010", x(1, 2)),
	("7011", "7011", n(6, 10)),
	("7020", "7022", x(1, 20)),
	("7023", "7023", x(1, 30)),
	("7030", "7039", x(4, 30)),
	("7040", "7040", x(4, 4)),
	("7041", "7041", x(1, 4)),
	("710", "717", x(1, 20)),
	("7230", "7239", x(3, 30)),
	("7240", "7240", x(1, 20)),
	("7241", "7241", n(2, 2)),
	("7242", "7242", x(1, 25)),
	("7250", "7250", n(8, 8)),
	("7251", "7251", n(12, 12)),
	("7252", "7252", n(1, 1)),
	("7253", "7254", x(1, 40)),
	("7255", "7255", x(1, 10)),
	("7256", "7256", x(1, 90)),
	("7257", "7257", x(1, 70)),
	("7258", "7258", x(3, 3)),
	("7259", "7259", x(1, 40)),
	("8001", "8001", n(14, 14)),
	("8002", "8002", x(1, 20)),
	("8003", "8003", x(14, 30)),
	("8004", "8004", x(1, 30)),
	("8005", "8005", n(6, 6)),
	("8006", "8006", n(18, 18)),
	("8007", "8007", x(1, 34)),
	("8008", "8008", n(8, 12)),
	("8009", "8009", x(1, 50)),
	("8010", "8010", x(1, 30)),
	("8011", "8011", n(1, 12)),
	("8012", "8012", x(1, 20)),
	("8013", "8014", x(1, 25)),
	("8017", "8018", n(18, 18)),
	("8019", "8019", n(1, 10)),
	("8020", "8020", x(1, 25)),
	("8026", "8026", n(18, 18)),
	("8030", "8030", x(1, 90)),
	("8110", "8110", x(1, 70)),
	("8111", "8111", n(4, 4)),
	("8112", "8112", x(1, 70)),
	("8200", "8200", x(1, 70)),
	("90", "90", x(1, 30)),
	("91", "99", x(1, 90)),
];

/// The form of an identifier's values. None if GS1 has no such identifier.
pub(super) fn named(identifier: &str) -> Option<Format> {
	let of_digits = identifier.bytes().all(|byte| byte.is_ascii_digit());
	let entry = IDENTIFIERS
		.iter()
		.find(|(first, last, _)| first.len() == identifier.len() && (*first..=*last).contains(&identifier));
	entry.filter(|_| of_digits).map(|(.., format)| *format)
}

/// The identifier at the beginning of an element string. None of them begins another.
pub(super) fn identify(text: &str) -> Option<(&str, Format)> {
	(2..=4).find_map(|length| {
		let identifier = text.get(..length)?;
		Some((identifier, named(identifier)?))
	})
}

#[cfg(test)]
mod tests {
	use super::*;
	use alloc::{format, string::String, vec::Vec};

	fn all() -> Vec<String> {
		let numbers = [(2, 99), (3, 999), (4, 9_999)];
		let texts =
			numbers.into_iter().flat_map(|(width, last)| (0..=last).map(move |n| format!("{n:0width$}")));
		texts.filter(|text| named(text).is_some()).collect()
	}

	#[test]
	fn none_begins_another() {
		let all = all();
		for one in &all {
			let begun = all.iter().filter(|other| other.starts_with(one.as_str())).count();
			assert_eq!(begun, 1, "{one}");
			assert_eq!(identify(&format!("{one}0")).map(|(identifier, _)| identifier), Some(one.as_str()));
		}
	}

	#[test]
	fn those_that_need_no_separator_have_a_fixed_length() {
		// GS1 General Specifications, figure 7.8.5-2.
		let predefined =
			["00", "01", "02", "03", "11", "12", "13", "15", "16", "17", "20", "31", "32", "33", "34", "35"];
		for identifier in all() {
			if predefined.iter().chain(&["36", "41"]).any(|start| identifier.starts_with(start)) {
				assert!(named(&identifier).is_some_and(|format| format.fixed().is_some()), "{identifier}");
			}
		}
	}

	#[test]
	fn the_table_stands_in_order() {
		assert!(IDENTIFIERS.windows(2).all(|pair| pair[0].1 < pair[1].0));
		assert!(IDENTIFIERS.iter().all(|(first, last, format)| first <= last && format.min <= format.max));
	}
}
