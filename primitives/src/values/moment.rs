// SPDX-License-Identifier: Apache-2.0

//! Moments and shelf lives.

use crate::{Check, Clock, ValueError};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// The moment at which something happened: milliseconds since 1970-01-01 UTC. Not in the future.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Moment(pub u64);

impl Moment {
	/// The calendar year in China, by whose clock customs number their documents.
	pub fn year_in_china(self) -> u64 {
		const HOUR: u64 = 3_600_000;
		// Years that begin with March, so that the odd day is the last: 400 of them are 146,097 days.
		let days = self.0.saturating_add(8 * HOUR) / (24 * HOUR) + 719_468;
		let (era, day) = (days / 146_097, days % 146_097);
		let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
		let day_of_year = day - (365 * year + year / 4 - year / 100);
		// January and February, which belong to the next year, begin 306 days after the first of March.
		era * 400 + year + u64::from(day_of_year >= 306)
	}
}

impl Check for Moment {
	fn check(&self, clock: &Clock) -> Result<(), ValueError> {
		(self.0 <= clock.latest).then_some(()).ok_or(ValueError::InTheFuture)
	}
}

/// Shelf life or expiry 保质期/有效期.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum ShelfLife {
	/// The product does not expire.
	Unlimited,
	/// Days from production. Never zero.
	Days(u32),
	/// Expires at this time: milliseconds since 1970-01-01 UTC.
	Until(u64),
}

impl Check for ShelfLife {
	fn check(&self, _: &Clock) -> Result<(), ValueError> {
		match self {
			Self::Days(0) | Self::Until(0) => Err(ValueError::ZeroAmount),
			_ => Ok(()),
		}
	}
}
