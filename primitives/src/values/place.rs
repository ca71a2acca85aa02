// SPDX-License-Identifier: Apache-2.0

//! Places by name, and positions by coordinates.

use super::{Moment, Name};
use crate::{codes::Location, Check, Clock, ValueError};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// A place of departure or arrival.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Place {
	/// The name of the place.
	pub name: Name,
	/// The UN/LOCODE of the place, where there is one.
	pub location: Option<Location>,
}

impl Check for Place {
	fn check(&self, clock: &Clock) -> Result<(), ValueError> {
		self.name.check(clock)?;
		self.location.check(clock)
	}
}

/// The system that a position comes from (DB4403/T 471-2024 §5.2).
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum PositionSystem {
	/// High-precision positioning network 高精度定位网络.
	Pas,
	/// BeiDou satellite navigation system 北斗卫星导航系统.
	Bds,
	/// Global Positioning System of the United States.
	Gps,
}

/// One position on the way from factory to consumer (DB4403/T 471-2024 §5.2).
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Fix {
	/// The system that gave the position.
	pub system: PositionSystem,
	/// WGS 84 latitude in 1e-7 degrees, north positive, within ±90 degrees.
	pub latitude: i32,
	/// WGS 84 longitude in 1e-7 degrees, east positive, within ±180 degrees.
	pub longitude: i32,
	/// Radius of uncertainty in centimetres.
	pub accuracy_cm: u32,
	/// The moment at which the position was taken.
	pub taken_at: Moment,
}

impl Fix {
	/// A hundredth of a degree, a kilometre or so: a district, and not a house.
	const COARSE: i32 = 100_000;

	/// Returns true if the position tells the district alone: its degrees have at most two decimals.
	pub fn is_coarse(&self) -> bool {
		self.latitude % Self::COARSE == 0 && self.longitude % Self::COARSE == 0
	}
}

impl Check for Fix {
	fn check(&self, clock: &Clock) -> Result<(), ValueError> {
		const DEGREE: u32 = 10_000_000;
		if self.latitude.unsigned_abs() > 90 * DEGREE || self.longitude.unsigned_abs() > 180 * DEGREE {
			return Err(ValueError::PositionOffEarth);
		}
		self.taken_at.check(clock)
	}
}
