// SPDX-License-Identifier: Apache-2.0

//! Places by their UN/LOCODE.

use super::Country;
use crate::{Check, Clock, ValueError};

super::fixed_code!(
	/// UN/LOCODE of a place: two letters of a country, then three of A–Z and 2–9.
	Location,
	5
);

impl Check for Location {
	fn check(&self, clock: &Clock) -> Result<(), ValueError> {
		let [first, second, place @ ..] = self.0;
		Country([first, second]).check(clock).map_err(|_| ValueError::UnknownLocation)?;
		let sound = place.iter().all(|c| matches!(c, b'A'..=b'Z' | b'2'..=b'9'));
		sound.then_some(()).ok_or(ValueError::UnknownLocation)
	}
}
