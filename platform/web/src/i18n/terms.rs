//! Terms in two languages, and the fields that they name.

use super::lang::Lang;
use std::borrow::Cow;

/// A notion in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
	/// In Chinese.
	pub zh: &'static str,
	/// In English.
	pub en: &'static str,
}

/// A notion in both languages.
pub const fn term(zh: &'static str, en: &'static str) -> Term {
	Term { zh, en }
}

impl Term {
	/// In the language asked for.
	pub fn to(self, lang: Lang) -> &'static str {
		lang.t(self.zh, self.en)
	}
}

/// One of a few things that go by a name on the chain.
pub type Choice = (&'static str, Term);

/// What the thing of that name is called. A name that is not known, of a later runtime, stands for itself.
pub fn called<'a>(choices: &[Choice], name: &'a str, lang: Lang) -> Cow<'a, str> {
	match choices.iter().find(|(known, _)| *known == name) {
		Some((_, term)) => Cow::Borrowed(term.to(lang)),
		None => Cow::Borrowed(name),
	}
}

/// A part of an item: its fields in the order in which they are shown.
#[derive(Debug)]
pub struct Part {
	/// The name of its type on the chain, by which a test finds it that walks the types.
	#[cfg_attr(not(test), allow(dead_code))]
	pub of: &'static str,
	/// Its fields.
	pub fields: &'static [Field],
}

/// A field of a part.
#[derive(Debug)]
pub struct Field {
	/// Its name on the chain.
	pub name: &'static str,
	/// What people call it.
	pub term: Term,
	/// What it holds, from which follows how it is shown.
	pub is: Is,
}

/// A field of a part.
pub const fn field(name: &'static str, zh: &'static str, en: &'static str, is: Is) -> Field {
	Field { name, term: term(zh, en), is }
}

/// What a field holds.
#[derive(Clone, Copy, Debug)]
pub enum Is {
	/// Text that a participant wrote.
	Text,
	/// A code or number, which is read letter by letter.
	Code,
	/// Milliseconds since 1970-01-01 UTC.
	Time,
	/// How many.
	Count,
	/// ISO 3166-1 code.
	Country,
	/// UN/LOCODE.
	Location,
	/// A name, and a UN/LOCODE where there is one.
	Place,
	/// An amount and its currency.
	Money,
	/// An amount and its measure.
	Quantity,
	/// Grams.
	Mass,
	/// Shelf life or expiry.
	ShelfLife,
	/// The lowest and the highest of what was measured, in tenths, with its unit.
	Tenths(&'static str),
	/// A seal, of which the content is not known here.
	Sealed,
	/// A document.
	Evidence,
	/// Documents.
	Evidences,
	/// One of a few things.
	Choice(&'static [Choice]),
	/// A part of its own.
	Part(&'static Part),
	/// A list of parts.
	Parts(&'static Part),
}
