//! What stands around every page, and what every template asks for.

use super::{assets::STYLE_PATH, format};
use crate::{
	digital_link::links,
	i18n::{called, chain, customs, parties, Lang},
	App,
};
use suyuan_store::{model::Scans, now};

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
	/// The moment that its data is of, if that is long past.
	pub stale: Option<Stale>,
}

/// A page says that it may be out of date once the last final block is older than this. Blocks come every two seconds, and
/// are final some seconds later.
const STALE_AFTER: i64 = 60 * 1000;

/// The moment that the data of a page is of, and that at which it is shown, in milliseconds since 1970-01-01 UTC.
#[derive(Clone, Copy, Debug)]
pub struct AsOf {
	/// Time of the last block that was read. None if it is not known.
	pub block: Option<i64>,
	/// The time now.
	pub now: i64,
}

/// Age of data that is too old to be shown without a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stale {
	/// Time of the last block.
	pub time: i64,
	/// How long ago that was, in milliseconds.
	pub age: i64,
}

impl AsOf {
	/// The moment that the data is of that the platform serves.
	pub fn served(app: &App) -> Self {
		Self { block: app.progress.borrow().time, now: now() }
	}

	fn stale(self) -> Option<Stale> {
		let time = self.block?;
		let age = self.now.saturating_sub(time);
		(age > STALE_AFTER).then_some(Stale { time, age })
	}
}

impl<'a> Frame<'a> {
	/// The frame of the page at a path.
	pub fn new(lang: Lang, base: &'a str, path: impl Into<String>) -> Self {
		Self { lang, base: base.trim_end_matches('/'), path: path.into(), rest: String::new(), stale: None }
	}

	/// The same frame, which says how old its data is.
	pub fn with_age(self, as_of: AsOf) -> Self {
		Self { stale: as_of.stale(), ..self }
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

	/// How long ago something was.
	pub fn ago(&self, ms: &i64) -> String {
		format::ago(*ms, self.lang)
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
