// SPDX-License-Identifier: Apache-2.0

//! Terms in two languages, and the fields that they name.

use super::lang::Lang;
use std::borrow::Cow;

/// A term in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
	/// Chinese text, as in the standard.
	pub zh: &'static str,
	/// English text.
	pub en: &'static str,
}

/// Makes a term.
pub const fn term(zh: &'static str, en: &'static str) -> Term {
	Term { zh, en }
}

impl Term {
	/// Text in a language.
	pub fn to(self, lang: Lang) -> &'static str {
		lang.t(self.zh, self.en)
	}
}

/// A named value of the chain, with its term.
pub type Choice = (&'static str, Term);

/// Text of a named value. A name of a later runtime, which is not known, stands for itself.
pub fn called<'a>(choices: &[Choice], name: &'a str, lang: Lang) -> Cow<'a, str> {
	match choices.iter().find(|(known, _)| *known == name) {
		Some((_, term)) => Cow::Borrowed(term.to(lang)),
		None => Cow::Borrowed(name),
	}
}

/// A part of an item: its fields in the order in which they are shown.
#[derive(Debug)]
pub struct Part {
	/// Name of its type on the chain, by which a test that walks the types finds it.
	#[cfg_attr(not(test), allow(dead_code))]
	pub of: &'static str,
	/// Fields that are shown, in order.
	pub fields: &'static [Field],
}

/// A field of a part.
#[derive(Debug)]
pub struct Field {
	/// Name of the field on the chain.
	pub name: &'static str,
	/// Label of the field.
	pub term: Term,
	/// Type of the value, which determines how it is shown.
	pub is: Is,
}

/// Makes a field.
pub const fn field(name: &'static str, zh: &'static str, en: &'static str, is: Is) -> Field {
	Field { name, term: term(zh, en), is }
}

/// Type of a field's value.
#[derive(Clone, Copy, Debug)]
pub enum Is {
	/// Text that a participant wrote.
	Text,
	/// Code or number, which is read letter by letter.
	Code,
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
	Choice(&'static [Choice]),
	/// Part with fields of its own.
	Part(&'static Part),
	/// List of parts.
	Parts(&'static Part),
}
