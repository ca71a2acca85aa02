// SPDX-License-Identifier: Apache-2.0
//! Faults of cells and lines, each with a name and advice.

use suyuan_primitives::ValueError;

/// A reason to refuse a cell or a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
	/// The chain would refuse the value.
	Value(ValueError),
	/// A cell is empty that must be filled, since others of its category are.
	MissingValue,
	/// The line has records and no trace code.
	MissingCode,
	/// A text is longer than so many bytes.
	TooLong(usize),
	/// The text is no time.
	MalformedTime,
	/// The text is no number, has too many places, or is too large.
	MalformedNumber,
	/// The text is none of the words that may stand in the cell.
	UnknownChoice(String),
	/// The text is no document: a kind and a SHA-256.
	MalformedEvidence,
	/// A line of a list has too few or too many parts.
	MalformedList(String),
	/// The list has more entries than an item holds.
	TooMany,
	/// An exception that did not occur has details.
	DetailsOfNothing,
	/// Customs statuses come from the clearance and are not recorded by hand.
	OnlyFromClearance,
	/// The source is none of those that a record can have.
	MalformedSource,
	/// The seal is not 32 bytes in hexadecimal digits.
	MalformedSeal,
	/// A number stands in a column of texts or codes and is shown otherwise than digit by digit.
	NumberInTextColumn,
	/// A number has more digits than a spreadsheet program keeps, or is written with an exponent.
	UncertainNumber,
	/// A date, or a time of day, stands in a column of something else.
	DateOutOfPlace,
	/// A percentage stands in a column of something else.
	PercentOutOfPlace,
	/// A cell is true or false, and no column takes that.
	BooleanCell,
	/// A cell has an error, such as `#N/A`.
	ErrorCell,
	/// A cell has a formula, and the file doesn't say what comes out of it.
	FormulaWithoutResult,
	/// The line lies in a range of merged cells, which may stand for each of its rows or for one.
	MergedCells(String),
	/// The sheet has a column that is not in the table.
	UnknownColumn,
	/// The sheet has a column twice.
	RepeatedColumn,
	/// The sealer of personal data failed.
	NotSealed(String),
}

impl From<ValueError> for Fault {
	fn from(error: ValueError) -> Self {
		Self::Value(error)
	}
}

impl Fault {
	/// The name of the fault. Where the chain would refuse, the chain's own name.
	pub fn name(&self) -> String {
		match self {
			Self::Value(error) => error.name().into(),
			Self::MissingValue => "MissingValue".into(),
			Self::MissingCode => "MissingCode".into(),
			Self::TooLong(_) => "TooLong".into(),
			Self::MalformedTime => "MalformedTime".into(),
			Self::MalformedNumber => "MalformedNumber".into(),
			Self::UnknownChoice(_) => "UnknownChoice".into(),
			Self::MalformedEvidence => "MalformedEvidence".into(),
			Self::MalformedList(_) => "MalformedList".into(),
			Self::TooMany => "TooMany".into(),
			Self::DetailsOfNothing => "DetailsOfNothing".into(),
			Self::OnlyFromClearance => "OnlyFromClearance".into(),
			Self::MalformedSource => "MalformedSource".into(),
			Self::MalformedSeal => "MalformedSeal".into(),
			Self::NumberInTextColumn => "NumberInTextColumn".into(),
			Self::UncertainNumber => "UncertainNumber".into(),
			Self::DateOutOfPlace => "DateOutOfPlace".into(),
			Self::PercentOutOfPlace => "PercentOutOfPlace".into(),
			Self::BooleanCell => "BooleanCell".into(),
			Self::ErrorCell => "ErrorCell".into(),
			Self::FormulaWithoutResult => "FormulaWithoutResult".into(),
			Self::MergedCells(_) => "MergedCells".into(),
			Self::UnknownColumn => "UnknownColumn".into(),
			Self::RepeatedColumn => "RepeatedColumn".into(),
			Self::NotSealed(_) => "NotSealed".into(),
		}
	}

	/// The advice to the author of the sheet.
	pub fn advice(&self) -> String {
		match self {
			Self::Value(error) => value_advice(*error).into(),
			Self::MissingValue => {
				"Fill the cell in, or empty the other cells of its category in this line.".into()
			}
			Self::MissingCode => "Fill in the trace code 追溯码 that the line is about.".into(),
			Self::TooLong(bytes) => {
				format!("Shorten it to {bytes} bytes of UTF-8; a Chinese character takes three.")
			}
			Self::MalformedTime => {
				"Write yyyy-MM-dd HH:mm:ss, Beijing time, or ISO 8601 with an offset.".into()
			}
			Self::MalformedNumber => {
				"Write a plain number with a point, no separators, and no more places than the column has."
					.into()
			}
			Self::UnknownChoice(choices) => format!("Write one of: {choices}."),
			Self::MalformedEvidence => {
				"Write the kind, a colon and the file's SHA-256 in 64 hexadecimal digits; one document per line."
					.into()
			}
			Self::MalformedList(parts) => {
				format!("Write one entry per line of the cell, its parts divided by |: {parts}.")
			}
			Self::TooMany => "Take entries out, or record a further item in a line of its own.".into(),
			Self::DetailsOfNothing => "Empty the cells of time, note and document, or say what happened.".into(),
			Self::OnlyFromClearance => {
				"Leave it to the declaration: customs statuses are not recorded by hand.".into()
			}
			Self::MalformedSource => {
				"Leave it empty for your own word, or write 转录: and the party whose word it is.".into()
			}
			Self::MalformedSeal => "Write sealed:0x and 64 hexadecimal digits, or the text itself.".into(),
			Self::NumberInTextColumn => {
				"Format the cell as text and type it anew: as a number it lost zeros, or is shown otherwise than it is kept."
					.into()
			}
			Self::UncertainNumber => {
				"Format the cell as text and type it anew, digit by digit: a program keeps 15 digits of a number.".into()
			}
			Self::DateOutOfPlace => {
				"Format the cell as text and type it anew: the program took it for a date or a time.".into()
			}
			Self::PercentOutOfPlace => "Write the number itself, without a percent sign.".into(),
			Self::BooleanCell => "Write a text or a number: true and false belong into no column.".into(),
			Self::ErrorCell => "Put the formula right that the error comes from, or write the value itself.".into(),
			Self::FormulaWithoutResult => {
				"Open the file in a spreadsheet program and save it, so that the result is kept, or write the value itself."
					.into()
			}
			Self::MergedCells(range) => {
				format!("Unmerge {range}, and fill every row in: a merged cell doesn't say which rows it is of.")
			}
			Self::UnknownColumn => {
				"Take the column out, or correct its heading or the group above it.".into()
			}
			Self::RepeatedColumn => "Take one of the two out.".into(),
			Self::NotSealed(why) => why.clone(),
		}
	}
}

fn value_advice(error: ValueError) -> &'static str {
	match error {
		ValueError::EmptyText => "Leave the cell empty, or write something in it.",
		ValueError::ControlCharacter => "Take line breaks and tabs out.",
		ValueError::InvisibleCharacter => {
			"A character in it can't be seen, such as a zero-width space or a mark of direction: write it anew by hand."
		}
		ValueError::OtherSpace => "Write plain spaces.",
		ValueError::NotNormalized => "Normalize it to Unicode's NFC.",
		ValueError::MalformedCode => "Look at the code's length and characters.",
		ValueError::WrongCheckDigit => "Look for a slip of the pen: the check digit doesn't agree with the others.",
		ValueError::MalformedTraceCode => {
			"Write the path of the GS1 Digital Link, such as 01/06901234567892/21/SN-0001, or the text beneath the bars."
		}
		ValueError::UnknownCurrency => "Write the three letters of ISO 4217, such as CNY.",
		ValueError::UnknownCountry => "Write the two letters of ISO 3166-1, such as CN.",
		ValueError::UnknownLocation => "Write the five characters of the UN/LOCODE, such as CNSZX, or leave it empty.",
		ValueError::PositionOffEarth => "Latitudes end at 90 degrees, longitudes at 180.",
		ValueError::InTheFuture => "Record it once it has happened; look at year, zone and your clock.",
		ValueError::TimesOutOfOrder => "Two times of this category stand in the wrong order.",
		ValueError::EmptyList => "The list must have an entry.",
		ValueError::ZeroAmount => "Leave out what there is none of.",
		ValueError::EmptyRange => "The lowest value lies above the highest.",
		ValueError::StatusCodeMismatch => "The code doesn't belong to the status.",
		ValueError::CurrencyMismatch => "All amounts of the list must be in the currency of the whole.",
		ValueError::SettlementIncomplete => {
			"Write amount, currency and time of the settlement, or none of them until the money is settled."
		}
	}
}
