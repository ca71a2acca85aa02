// SPDX-License-Identifier: Apache-2.0

//! The unified social credit code of enterprises.

use super::check_digit::{gb_11643_mod_11_2, gb_11714_mod_11, gb_32100_mod_31};
use crate::{Check, Clock, ValueError};

super::fixed_code!(
	/// Unified social credit code 统一社会信用代码 (GB 32100-2015): 18 characters of its 31-letter alphabet.
	///
	/// Characters 1 and 2 are the registration authority 登记管理部门 and the category of the organisation 机构类别, 3 to 8
	/// the administrative division, 9 to 17 the organisation's code 主体标识码 with its own check digit (GB 11714), 18 the
	/// check digit of the whole.
	///
	/// Some real early codes fail their own check digit. So [`Check::check`] refuses a wrong shape only, and the other
	/// findings tell the regulators who vote on the holder.
	CreditCode,
	18
);

/// The categories of organisations that each registration authority registers (GB 32100-2015, table 1, as amended).
const CATEGORIES: [(u8, &[u8]); 12] = [
	// 机构编制: offices, institutions, mass organisations.
	(b'1', b"1239"),
	// 外交: foreign news agencies.
	(b'2', b"19"),
	// 司法行政: law firms, notaries, legal services, expert witnesses, arbitration.
	(b'3', b"123459"),
	// 文化: foreign cultural centres.
	(b'4', b"19"),
	// 民政: social organisations, private institutions, foundations.
	(b'5', b"1239"),
	// 旅游: representative offices.
	(b'6', b"129"),
	// 宗教: places and schools of religion.
	(b'7', b"129"),
	// 工会: unions.
	(b'8', b"19"),
	// 工商: enterprises, individual businesses, cooperatives of farmers.
	(b'9', b"1239"),
	// 中央军委改革和编制办公室: institutions of the army.
	(b'A', b"19"),
	// 农业: collective economic organisations.
	(b'N', b"1239"),
	// 其他.
	(b'Y', b"1"),
];

impl CreditCode {
	/// Returns true if the last character is the one that the first 17 ask for.
	pub fn check_digit_agrees(&self) -> bool {
		gb_32100_mod_31(&self.0) == Some(true)
	}

	/// Returns true if the check digit of the organisation's code within is the one that GB 11714 asks for.
	pub fn inner_digit_agrees(&self) -> bool {
		let mut inner = [0; 9];
		inner.copy_from_slice(&self.0[8..17]);
		gb_11714_mod_11(&inner) == Some(true)
	}

	/// Returns true if the registration authority registers organisations of the category.
	pub fn category_is_known(&self) -> bool {
		let [authority, category, ..] = self.0;
		CATEGORIES.iter().any(|(known, categories)| *known == authority && categories.contains(&category))
	}

	/// Returns true if the code is the identity number 公民身份号码 (GB 11643) of a person.
	///
	/// Such a number has a day of birth where a credit code has its division and the organisation's code, and a check digit
	/// of its own. A credit code of digits alone that happens to look like one keeps its place if all of its own signs agree.
	pub fn is_personal_identity_number(&self) -> bool {
		let number = |from: usize, to: usize| {
			self.0[from..to].iter().fold(0u32, |sum, digit| sum * 10 + u32::from(digit.saturating_sub(b'0')))
		};
		// Digits but for the last character, by the check digit's own rule.
		gb_11643_mod_11_2(&self.0) == Some(true)
			&& matches!(number(0, 2), 11..=91)
			&& matches!(number(6, 10), 1850..=2199)
			&& matches!(number(10, 12), 1..=12)
			&& matches!(number(12, 14), 1..=31)
			&& !self.agrees_in_every_sign(number(2, 4))
	}
}

impl CreditCode {
	/// Returns true if everything in the code is as in a credit code, with the first two digits of the division.
	fn agrees_in_every_sign(&self, province: u32) -> bool {
		let known =
			matches!(province, 10..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81 | 82);
		known && self.category_is_known() && self.inner_digit_agrees() && self.check_digit_agrees()
	}
}

impl Check for CreditCode {
	fn check(&self, _: &Clock) -> Result<(), ValueError> {
		// Characters 3 to 8 are the administrative division, which is numeric.
		let division_is_numeric = self.0[2..8].iter().all(u8::is_ascii_digit);
		let sound = division_is_numeric && gb_32100_mod_31(&self.0).is_some();
		sound.then_some(()).ok_or(ValueError::MalformedCode)
	}
}
