//! Money, quantities, packages and weights.

use crate::{codes::Currency, Check, Clock, ValueError};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// An amount of money.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Money {
	/// Amount in the currency's minor unit: cents for USD, fen for CNY, whole yen for JPY. Never zero.
	pub minor_units: u64,
	/// ISO 4217 code.
	pub currency: Currency,
}

impl Check for Money {
	fn check(&self, clock: &Clock) -> Result<(), ValueError> {
		if self.minor_units == 0 {
			return Err(ValueError::ZeroAmount);
		}
		self.currency.check(clock)
	}
}

/// Unit in which goods are counted or measured 计量单位.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum MeasureUnit {
	/// 个
	Piece,
	/// 双
	Pair,
	/// 套
	Set,
	/// 箱
	Carton,
	/// 千克
	Kilogram,
	/// 升
	Litre,
	/// 米
	Metre,
	/// 平方米
	SquareMetre,
	/// 立方米
	CubicMetre,
}

/// How much of something there is.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Quantity {
	/// Thousandths of the unit, so that 1.5 kg is 1500. Never zero.
	pub thousandths: u64,
	/// What is counted.
	pub unit: MeasureUnit,
}

impl Check for Quantity {
	fn check(&self, _: &Clock) -> Result<(), ValueError> {
		(self.thousandths > 0).then_some(()).ok_or(ValueError::ZeroAmount)
	}
}

/// How many packages 件数. Never zero.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Packages(pub u32);

impl Check for Packages {
	fn check(&self, _: &Clock) -> Result<(), ValueError> {
		(self.0 > 0).then_some(()).ok_or(ValueError::ZeroAmount)
	}
}

/// How much something weighs. Never zero.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Mass {
	/// Grams.
	pub grams: u64,
}

impl Check for Mass {
	fn check(&self, _: &Clock) -> Result<(), ValueError> {
		(self.grams > 0).then_some(()).ok_or(ValueError::ZeroAmount)
	}
}
