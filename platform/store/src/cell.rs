// SPDX-License-Identifier: Apache-2.0

//! Values of the columns of a row.

use serde_json::Value;

/// Value of one column of a row.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cell {
	/// NULL of any type.
	Null,
	/// Text without NUL characters, which PostgreSQL refuses.
	Text(String),
	/// A whole number of 64 bits.
	Number(i64),
	/// Bytes for a BLOB or BYTEA column.
	Bytes(Vec<u8>),
}

impl Cell {
	/// Returns the text of a text cell.
	pub fn text(&self) -> Option<&str> {
		match self {
			Self::Text(text) => Some(text),
			_ => None,
		}
	}

	/// Returns the number of a number cell.
	pub fn number(&self) -> Option<i64> {
		match self {
			Self::Number(number) => Some(*number),
			_ => None,
		}
	}
}

impl From<&str> for Cell {
	fn from(text: &str) -> Self {
		// PostgreSQL has no place for this character in a text. No text of the chain has a control character.
		Self::Text(if text.contains('\0') { text.replace('\0', "\u{fffd}") } else { text.into() })
	}
}

impl From<String> for Cell {
	fn from(text: String) -> Self {
		if text.contains('\0') {
			return Self::from(text.as_str());
		}
		Self::Text(text)
	}
}

impl From<Vec<u8>> for Cell {
	fn from(bytes: Vec<u8>) -> Self {
		Self::Bytes(bytes)
	}
}

impl From<i64> for Cell {
	fn from(number: i64) -> Self {
		Self::Number(number)
	}
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
	fn from(maybe: Option<T>) -> Self {
		maybe.map_or(Self::Null, Into::into)
	}
}

/// Stores text as itself, numbers as numbers, truth as 0 and 1, all else as JSON. A number too large for the database is
/// stored as the largest that it holds.
impl From<&Value> for Cell {
	fn from(value: &Value) -> Self {
		match value {
			Value::Null => Self::Null,
			Value::Bool(truth) => Self::Number(i64::from(*truth)),
			Value::Number(number) => Self::Number(number.as_i64().unwrap_or(i64::MAX)),
			Value::String(text) => text.as_str().into(),
			other => other.to_string().into(),
		}
	}
}

/// Cells of one row, in the order of the table's columns.
pub type Cells = Vec<Cell>;
