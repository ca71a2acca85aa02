//! What a template shows of a value.

use super::format;

/// One value, by how it is shown. What participants wrote is [`Shown::Text`] and nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
	/// A participant's words, in whatever language and direction of writing.
	Text(String),
	/// Our own words, or a number.
	Plain(String),
	/// A code, read letter by letter.
	Code(String),
	/// A moment, to the minute.
	Time(i64),
	/// That a content is sealed, and the beginning of the seal.
	Sealed(String),
	/// A document: its kind and the hash of its file.
	Document(String, String),
	/// A unit.
	Unit(String),
	/// A declaration.
	Declaration(String),
	/// That some of it stands elsewhere: the fields of a part follow.
	Heading,
}

impl Shown {
	/// For templates: see [`format::language_of`].
	pub fn language(&self) -> &'static str {
		match self {
			Self::Text(text) => format::language_of(text),
			_ => "",
		}
	}
}

/// A line of a list of fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
	/// How many parts it stands in.
	pub depth: usize,
	/// What it is called.
	pub label: String,
	/// What it says.
	pub shown: Vec<Shown>,
}

impl Row {
	/// A line on the outermost level.
	pub fn new(label: &str, shown: Vec<Shown>) -> Self {
		Self { depth: 0, label: label.to_string(), shown }
	}

	/// Whether the lines of a part follow.
	pub fn is_heading(&self) -> bool {
		self.shown == [Shown::Heading]
	}
}

/// A moment of a `u64` or `i64` of JSON.
pub fn moment(value: &serde_json::Value) -> Option<i64> {
	value.as_i64().or_else(|| value.as_u64().map(|_| i64::MAX))
}
