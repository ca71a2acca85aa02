// SPDX-License-Identifier: Apache-2.0

//! Names of values, and the fields of records.

use super::Lang;
use std::borrow::Cow;

/// Fixed set of named values: the message of the locale files that has an attribute for each of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choices(pub &'static str);

/// Text of a named value. A name of a later runtime, which is not known, stands for itself.
pub fn called(choices: Choices, name: &str, lang: Lang) -> Cow<'_, str> {
	Cow::Borrowed(lang.attribute(choices.0, name).unwrap_or(name))
}

/// A part of an item: its fields in the order in which they are shown.
#[derive(Debug)]
pub struct Part {
	/// Name of its type on the chain, which is its message in the locale files.
	pub of: &'static str,
	/// Fields that are shown, in order.
	pub fields: &'static [Field],
}

impl Part {
	/// Label of a field.
	pub fn label(&self, field: &Field, lang: Lang) -> &'static str {
		lang.attribute(self.of, field.name).unwrap_or(field.name)
	}
}

/// A field of a part.
#[derive(Debug)]
pub struct Field {
	/// Name of the field on the chain, which is its attribute in the locale files.
	pub name: &'static str,
	/// Type of the value, which determines how it is shown.
	pub is: Is,
}

/// Makes a field.
pub const fn field(name: &'static str, is: Is) -> Field {
	Field { name, is }
}

/// Type of a field's value.
#[derive(Clone, Copy, Debug)]
pub enum Is {
	/// Text that a participant wrote.
	Text,
	/// Code or number, which is read letter by letter.
	Code,
	/// Number of a declaration, an entry or a list.
	DeclarationNumber,
	/// Milliseconds since 1970-01-01 UTC.
	Time,
	/// Whole number, shown with its thousands separated.
	Count,
	/// ISO 3166-1 code of a country.
	Country,
	/// UN/LOCODE of a place.
	Location,
	/// Name of a place, and its UN/LOCODE where there is one.
	Place,
	/// Amount and its currency.
	Money,
	/// Amount and its measure.
	Quantity,
	/// Mass in grams.
	Mass,
	/// Shelf life or expiry.
	ShelfLife,
	/// Lowest and highest measured value, in tenths, with their unit.
	Tenths(&'static str),
	/// Seal of a content that is not known here.
	Sealed,
	/// Document, by kind and hash.
	Evidence,
	/// List of documents.
	Evidences,
	/// Named value of a fixed set.
	Choice(Choices),
	/// Part with fields of its own.
	Part(&'static Part),
	/// List of parts.
	Parts(&'static Part),
}
