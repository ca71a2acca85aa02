// SPDX-License-Identifier: Apache-2.0

//! Values as templates show them.

use super::format;

/// A value, by the way it is shown. Participants' text is [`Shown::Text`] and nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
	/// Text of a participant, in any language and direction of writing.
	Text(String),
	/// Text of the platform itself, or a number.
	Plain(String),
	/// Code, read letter by letter.
	Code(String),
	/// Time in milliseconds since 1970 UTC, shown to the minute.
	Time(i64),
	/// Sealed content, and the shortened seal.
	Sealed(String),
	/// Amount that is committed to: its currency, and the shortened commitment.
	Committed(String, String),
	/// Document: its kind and the hash of its file.
	Document(String, String),
	/// Trace code of a unit, shown as a link.
	Unit(String),
	/// Entry number of a declaration, shown as a link.
	Declaration(String),
	/// Heading of a part, whose fields follow.
	Heading,
}

impl Shown {
	/// For templates: language of the text, see [`format::language_of`].
	pub fn language(&self) -> &'static str {
		match self {
			Self::Text(text) => format::language_of(text),
			_ => "",
		}
	}
}

/// A row of a list of fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
	/// Number of parts that the row is nested in.
	pub depth: usize,
	/// Name of the field.
	pub label: String,
	/// Values of the field.
	pub shown: Vec<Shown>,
}

impl Row {
	/// Makes a row on the outermost level.
	pub fn new(label: &str, shown: Vec<Shown>) -> Self {
		Self { depth: 0, label: label.to_string(), shown }
	}

	/// Returns true if the rows of a part follow.
	pub fn is_heading(&self) -> bool {
		self.shown == [Shown::Heading]
	}
}

/// Reads a time from a `u64` or `i64` of JSON.
pub fn moment(value: &serde_json::Value) -> Option<i64> {
	value.as_i64().or_else(|| value.as_u64().map(|_| i64::MAX))
}
