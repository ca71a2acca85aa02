//! What stands around every page, and what every template asks for.

use super::{
	assets::STYLE_PATH,
	format,
	lang::Lang,
	links,
	words::{called, chain, customs, parties},
};
use crate::store::model::Scans;

/// What every page knows of itself.
pub struct Frame<'a> {
	/// Its language.
	pub lang: Lang,
	/// Where this platform is reached, without a slash at the end.
	pub base: &'a str,
	/// The page's own path.
	pub path: String,
	/// Its query beside the language, for the link to the other one: empty, or it ends with `&`.
	pub rest: String,
}

impl<'a> Frame<'a> {
	/// The frame of the page at a path.
	pub fn new(lang: Lang, base: &'a str, path: impl Into<String>) -> Self {
		Self { lang, base: base.trim_end_matches('/'), path: path.into(), rest: String::new() }
	}

	/// One of two wordings.
	pub fn t(&self, zh: &'static str, en: &'static str) -> &'static str {
		self.lang.t(zh, en)
	}

	/// The style sheet.
	pub fn style(&self) -> &'static str {
		&STYLE_PATH
	}

	/// This page in the other language.
	pub fn other_language(&self) -> String {
		format!("?{}lang={}", self.rest, self.lang.other().short())
	}

	/// This page's address in a language.
	pub fn address(&self, lang: &Lang) -> String {
		format!("{}{}?lang={}", self.base, self.path, lang.short())
	}

	/// A link that keeps the language.
	pub fn to(&self, path: &str) -> String {
		format!("{path}?lang={}", self.lang.short())
	}

	/// The page of a unit.
	pub fn unit(&self, code: &str) -> String {
		self.to(&links::path(code))
	}

	/// The page of a declaration.
	pub fn declaration(&self, entry_number: &str) -> String {
		self.to(&format!("/declarations/{}", links::query(entry_number)))
	}

	/// The page of a participant.
	pub fn participant(&self, account: &str) -> String {
		self.to(&format!("/participants/{}", links::query(account)))
	}

	/// The code in a path.
	pub fn encoded(&self, code: &str) -> String {
		links::encode(code)
	}

	/// The code in a query.
	pub fn queried(&self, code: &str) -> String {
		links::query(code)
	}

	/// Day and minute.
	pub fn minute(&self, ms: &i64) -> String {
		format::minute(*ms)
	}

	/// For `datetime`.
	pub fn machine(&self, ms: &i64) -> String {
		format::rfc3339(*ms)
	}

	/// A number with its thousands apart.
	pub fn count(&self, number: &i64) -> String {
		format::count(u64::try_from(*number).unwrap_or_default())
	}

	/// See [`format::language_of`].
	pub fn language(&self, text: &str) -> &'static str {
		format::language_of(text)
	}

	/// A kind of unit.
	pub fn unit_kind<'n>(&self, name: &'n str) -> std::borrow::Cow<'n, str> {
		called(chain::UNITS, name, self.lang)
	}

	/// How far back a unit is traced.
	pub fn mode<'n>(&self, name: &'n str) -> std::borrow::Cow<'n, str> {
		called(chain::MODES, name, self.lang)
	}

	/// How far a trace has come.
	pub fn stage<'n>(&self, name: &'n str) -> std::borrow::Cow<'n, str> {
		called(chain::STAGES, name, self.lang)
	}

	/// An information block.
	pub fn block<'n>(&self, name: &'n str) -> std::borrow::Cow<'n, str> {
		called(chain::BLOCKS, name, self.lang)
	}

	/// A category of information.
	pub fn category<'n>(&self, name: &'n str) -> std::borrow::Cow<'n, str> {
		called(chain::CATEGORIES, name, self.lang)
	}

	/// How units became others.
	pub fn transformation<'n>(&self, name: &'n str) -> std::borrow::Cow<'n, str> {
		called(chain::TRANSFORMATIONS, name, self.lang)
	}

	/// A customs status.
	pub fn customs_status<'n>(&self, name: &'n str) -> std::borrow::Cow<'n, str> {
		called(customs::STATUSES, name, self.lang)
	}

	/// The state of a loop of order, goods and money.
	pub fn loop_state<'n>(&self, name: &'n str) -> std::borrow::Cow<'n, str> {
		called(customs::LOOP_STATES, name, self.lang)
	}

	/// A department.
	pub fn department<'n>(&self, name: &'n str) -> std::borrow::Cow<'n, str> {
		called(parties::DEPARTMENTS, name, self.lang)
	}

	/// How often a code was looked up.
	pub fn looked_up(&self, scans: &Scans) -> String {
		let count = self.count(&scans.count.max(1));
		match (self.lang, scans.count) {
			(Lang::Zh, _) => format!("此码已被查询 {count} 次"),
			(Lang::En, ..=1) => "This code was looked up once".to_string(),
			(Lang::En, _) => format!("This code was looked up {count} times"),
		}
	}
}
