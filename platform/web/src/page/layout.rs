// SPDX-License-Identifier: Apache-2.0

//! Layout shared by every page, and helpers for every template.

use super::{assets::STYLE_PATH, format};
use crate::{
	digital_link::links,
	i18n::{called, chain, customs, parties, Lang},
	App,
};
use askama::Template;
use suyuan_primitives::codes::{DeclarationKind, EntryNumber};
use suyuan_store::{model::Scans, now};

/// Renders a template. One fails only if a value in it can't be written, and writing to a string can't fail.
pub(super) fn rendered(page: impl Template) -> String {
	page.render().unwrap_or_default()
}

/// Layout data of a page.
pub struct Frame<'a> {
	/// Language of the page.
	pub lang: Lang,
	/// Public address of the platform, without a slash at the end.
	pub base: &'a str,
	/// Path of the page itself.
	pub path: String,
	/// Query without the language, for the link to the other one: empty, or it ends with `&`.
	pub rest: String,
	/// Time and age of the page's data, if that is long past.
	pub stale: Option<Stale>,
}

/// Age of the last final block, in milliseconds, beyond which a page says that it may be out of date. Blocks come every two
/// seconds, and are final some seconds later.
const STALE_AFTER: i64 = 60 * 1000;

/// Time of a page's data, and time at which it is shown, in milliseconds since 1970-01-01 UTC.
#[derive(Clone, Copy, Debug)]
pub struct AsOf {
	/// Time of the last block that was read. None if it is not known.
	pub block: Option<i64>,
	/// Time at which the page is shown.
	pub now: i64,
}

/// Age of data that is too old to be shown without a warning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stale {
	/// Time of the last block, in milliseconds since 1970 UTC.
	pub time: i64,
	/// Age of that block, in milliseconds.
	pub age: i64,
}

impl AsOf {
	/// Time of the data that the platform serves, and the present time.
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
	/// Makes the layout of the page at a path.
	pub fn new(lang: Lang, base: &'a str, path: impl Into<String>) -> Self {
		Self { lang, base: base.trim_end_matches('/'), path: path.into(), rest: String::new(), stale: None }
	}

	/// Adds the age of the page's data, which is shown if it is stale.
	pub fn with_age(self, as_of: AsOf) -> Self {
		Self { stale: as_of.stale(), ..self }
	}

	/// Text of a message without placeholders.
	pub fn t(&self, key: &'static str) -> &'static str {
		self.lang.t(key)
	}

	/// Text of a message with a number in it.
	pub fn numbered(&self, key: &'static str, number: &i64) -> String {
		let text = self.count(number);
		self.lang.with(key, [("count", (*number).into()), ("number", text.into())])
	}

	/// Path of the style sheet.
	pub fn style(&self) -> &'static str {
		&STYLE_PATH
	}

	/// Link to this page in the other language.
	pub fn other_language(&self) -> String {
		format!("?{}lang={}", self.rest, self.lang.other().short())
	}

	/// Address of this page in a language.
	pub fn address(&self, lang: &Lang) -> String {
		format!("{}{}?lang={}", self.base, self.path, lang.short())
	}

	/// Link to a path that keeps the language.
	pub fn to(&self, path: &str) -> String {
		format!("{path}?lang={}", self.lang.short())
	}

	/// Link to the page of a unit.
	pub fn unit(&self, code: &str) -> String {
		self.to(&links::path(code))
	}

	/// Link to the page of a declaration.
	pub fn declaration(&self, entry_number: &str) -> String {
		self.to(&format!("/declarations/{}", links::query(entry_number)))
	}

	/// Link to the page of a participant.
	pub fn participant(&self, account: &str) -> String {
		self.to(&format!("/participants/{}", links::query(account)))
	}

	/// Encodes a code for a path.
	pub fn encoded(&self, code: &str) -> String {
		links::encode(code)
	}

	/// Encodes a code for a query.
	pub fn queried(&self, code: &str) -> String {
		links::query(code)
	}

	/// Formats day and minute.
	pub fn minute(&self, ms: &i64) -> String {
		format::minute(*ms)
	}

	/// Formats a time for a `datetime` attribute.
	pub fn machine(&self, ms: &i64) -> String {
		format::rfc3339(*ms)
	}

	/// Warning that the page's data is of that age.
	pub fn stale_since(&self, age: &i64) -> String {
		self.lang.with("stale", [("age", format::ago(*age, self.lang).into())])
	}

	/// Number of a record within its information block.
	pub fn record(&self, block: &str, number: &i64) -> String {
		self.lang.with("journey-record", [("block", block.into()), ("number", (*number).into())])
	}

	/// Formats a number with its thousands separated.
	pub fn count(&self, number: &i64) -> String {
		format::count(u64::try_from(*number).unwrap_or_default())
	}

	/// Guesses the language of a text: see [`format::language_of`].
	pub fn language(&self, text: &str) -> &'static str {
		format::language_of(text)
	}

	/// Name of a kind of unit.
	pub fn unit_kind<'n>(&self, name: &'n str) -> std::borrow::Cow<'n, str> {
		called(chain::UNITS, name, self.lang)
	}

	/// Name of a trace mode.
	pub fn mode<'n>(&self, name: &'n str) -> std::borrow::Cow<'n, str> {
		called(chain::MODES, name, self.lang)
	}

	/// Name of a trace's stage.
	pub fn stage<'n>(&self, name: &'n str) -> std::borrow::Cow<'n, str> {
		called(chain::STAGES, name, self.lang)
	}

	/// Name of an information block.
	pub fn block<'n>(&self, name: &'n str) -> std::borrow::Cow<'n, str> {
		called(chain::BLOCKS, name, self.lang)
	}

	/// Name of a category of information.
	pub fn category<'n>(&self, name: &'n str) -> std::borrow::Cow<'n, str> {
		called(chain::CATEGORIES, name, self.lang)
	}

	/// Name of a kind of transformation.
	pub fn transformation<'n>(&self, name: &'n str) -> std::borrow::Cow<'n, str> {
		called(chain::TRANSFORMATIONS, name, self.lang)
	}

	/// Name of a customs status.
	pub fn customs_status<'n>(&self, name: &'n str) -> std::borrow::Cow<'n, str> {
		called(customs::STATUSES, name, self.lang)
	}

	/// Name of the state of a loop of order, goods and money.
	pub fn loop_state<'n>(&self, name: &'n str) -> std::borrow::Cow<'n, str> {
		called(customs::LOOP_STATES, name, self.lang)
	}

	/// Name of a regulators' department.
	pub fn department<'n>(&self, name: &'n str) -> std::borrow::Cow<'n, str> {
		called(parties::DEPARTMENTS, name, self.lang)
	}

	/// Name of a document that declares goods: an entry or a list, by its number.
	pub fn declaration_kind(&self, number: &str) -> &'static str {
		self.t(if is_list(number) { "entry-list-kind" } else { "entry-kind" })
	}

	/// Name of a decision on a participant.
	pub fn decision<'n>(&self, name: &'n str) -> std::borrow::Cow<'n, str> {
		called(parties::DECISIONS, name, self.lang)
	}

	/// Name of a column that a unit was found by.
	pub fn found_by<'n>(&self, name: &'n str) -> std::borrow::Cow<'n, str> {
		called(chain::FOUND_BY, name, self.lang)
	}

	/// Shortens an account.
	pub fn short(&self, account: &str) -> String {
		format::short(account)
	}

	/// Sentence on the numbers of look-ups of a code and of its readers.
	pub fn looked_up(&self, scans: &Scans) -> String {
		let (count, readers) = (self.count(&scans.count), self.count(&scans.readers));
		let key = if scans.count > 0 { "scans" } else { "scans-none" };
		let values = [
			("count", scans.count.into()),
			("number", count.into()),
			("readers", scans.readers.into()),
			("persons", readers.into()),
		];
		self.lang.with(key, values)
	}
}

/// Returns true if a declaration's number is that of a list 清单, and not of an entry 报关单.
pub fn is_list(number: &str) -> bool {
	let flag = number.parse::<EntryNumber>().ok().and_then(|number| number.flag());
	flag.is_some_and(|flag| flag.kind == DeclarationKind::List)
}
