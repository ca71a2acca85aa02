//! The unified social credit code of enterprises.

use super::check_digit::gb_32100_mod_31;
use crate::{Check, Clock, ValueError};

super::fixed_code!(
	/// Unified social credit code 统一社会信用代码 (GB 32100-2015): 18 characters of its 31-letter alphabet.
	///
	/// Some real early codes fail their own check digit. So [`Check::check`] refuses a wrong shape only, and
	/// [`CreditCode::check_digit_agrees`] tells the regulators who vote on the holder.
	CreditCode,
	18
);

impl CreditCode {
	/// Returns true if the last character is the one that the first 17 ask for.
	pub fn check_digit_agrees(&self) -> bool {
		gb_32100_mod_31(&self.0) == Some(true)
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
