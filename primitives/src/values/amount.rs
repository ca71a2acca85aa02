// SPDX-License-Identifier: Apache-2.0

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
	/// Currency of the amount.
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
	/// One piece of the goods 个.
	Piece,
	/// Two that belong together 双.
	Pair,
	/// Several that belong together 套.
	Set,
	/// Carton of the goods 箱.
	Carton,
	/// Mass in kilograms 千克.
	Kilogram,
	/// Volume in litres 升.
	Litre,
	/// Length in metres 米.
	Metre,
	/// Area in square metres 平方米.
	SquareMetre,
	/// Volume in cubic metres 立方米.
	CubicMetre,
}

impl MeasureUnit {
	/// Returns true if goods are counted in the unit, and not measured.
	pub const fn is_count(self) -> bool {
		matches!(self, Self::Piece | Self::Pair | Self::Set | Self::Carton)
	}
}

/// A quantity of goods.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Quantity {
	/// Thousandths of the unit, so that 1.5 kg is 1500. Never zero.
	pub thousandths: u64,
	/// Unit in which the goods are counted.
	pub unit: MeasureUnit,
}

impl Check for Quantity {
	fn check(&self, _: &Clock) -> Result<(), ValueError> {
		(self.thousandths > 0).then_some(()).ok_or(ValueError::ZeroAmount)
	}
}

/// A number of packages 件数. Never zero.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Packages(pub u32);

impl Check for Packages {
	fn check(&self, _: &Clock) -> Result<(), ValueError> {
		(self.0 > 0).then_some(()).ok_or(ValueError::ZeroAmount)
	}
}

/// The mass of goods. Never zero.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Mass {
	/// The mass in grams.
	pub grams: u64,
}

impl Check for Mass {
	fn check(&self, _: &Clock) -> Result<(), ValueError> {
		(self.grams > 0).then_some(()).ok_or(ValueError::ZeroAmount)
	}
}
