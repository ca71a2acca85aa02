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
