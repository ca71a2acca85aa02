// SPDX-License-Identifier: Apache-2.0
//! The types of cells, which are kept until a cell's column is known.

use crate::{Fault, Kind};

/// The type of a cell, as the program that wrote the sheet kept it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum CellType {
	/// Text, which stands as it was typed.
	#[default]
	Text,
	/// A whole number of at most 15 digits that is shown digit by digit.
	Digits,
	/// Any other number of at most 15 digits.
	Number,
	/// A percentage, without its sign.
	Percent,
	/// A number with more digits than spreadsheet programs keep, or written with an exponent.
	Uncertain,
	/// A date, with or without a time of day.
	Date,
	/// A time of day or a length of time, without a date.
	TimeOnly,
	Boolean,
	/// An error such as `#N/A`.
	Error,
	/// A formula without a result.
	Formula,
}

impl CellType {
	/// Every type, each in the place of its number.
	pub(crate) const ALL: [Self; 10] = [
		Self::Text,
		Self::Digits,
		Self::Number,
		Self::Percent,
		Self::Uncertain,
		Self::Date,
		Self::TimeOnly,
		Self::Boolean,
		Self::Error,
		Self::Formula,
	];

	/// Refuses a cell whose type does not belong into a column of a kind.
	pub(crate) fn fits(self, kind: Kind) -> Result<(), Fault> {
		let is_number = matches!(kind, Kind::Amount(_) | Kind::Decimal(_) | Kind::Whole | Kind::Percent(_));
		let is_time = matches!(kind, Kind::Moment | Kind::ShelfLife);
		match self {
			Self::Text | Self::Digits => Ok(()),
			Self::Number if is_number || is_time => Ok(()),
			Self::Number => Err(Fault::NumberInTextColumn),
			Self::Percent if matches!(kind, Kind::Percent(_)) => Ok(()),
			Self::Percent => Err(Fault::PercentOutOfPlace),
			Self::Uncertain => Err(Fault::UncertainNumber),
			Self::Date if is_time => Ok(()),
			Self::TimeOnly if is_time => Err(Fault::MalformedTime),
			Self::Date | Self::TimeOnly => Err(Fault::DateOutOfPlace),
			Self::Boolean => Err(Fault::BooleanCell),
			Self::Error => Err(Fault::ErrorCell),
			Self::Formula => Err(Fault::FormulaWithoutResult),
		}
	}
}
