// SPDX-License-Identifier: Apache-2.0

//! Every query of the HTTP interface, each bounded, and paged by the key that it is sorted by.
//!
//! A page is asked for by the last key of the page before it, never by an offset: so the hundredth page costs what the
//! first one does, and nothing is skipped or shown twice while the indexer goes on writing.

pub mod archive;
pub mod custody;
pub mod declarations;
pub mod events;
pub mod evidence;
pub mod exchange;
pub mod genealogy;
pub mod holds;
pub mod labels;
pub mod participants;
pub mod places;
mod prefixes;
pub mod products;
pub mod queries;
mod records;
pub mod search;
mod snapshot;
pub mod statistics;
pub mod status;
pub mod trace;
pub mod units;
pub mod verdicts;

pub use snapshot::Snapshot;

use serde::Serialize;
use sqlx::{any::AnyRow, Row};
use utoipa::ToSchema;

/// Items that a page holds at most.
pub const MAX_PAGE: i64 = 256;

/// One page of a list, and the key at which the next begins.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Page<T> {
	/// Items of the page, in the order of the list's key.
	pub items: Vec<T>,
	/// Key to ask the next page with, as `after`. None on the last one.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub next: Option<String>,
}

impl<T> Page<T> {
	/// Cuts a page to `limit` items; one item more shows that there is a next page.
	pub(crate) fn cut(mut items: Vec<T>, limit: i64, key: impl Fn(&T) -> String) -> Self {
		let limit = usize::try_from(limit).unwrap_or_default();
		let more = items.len() > limit;
		items.truncate(limit);
		let next = more.then(|| items.last().map(key)).flatten();
		Self { items, next }
	}
}

/// Result of a query.
pub type Result<T> = std::result::Result<T, sqlx::Error>;

/// Reads a column that holds JSON. A broken text is no reason to withhold the rest of a trace, so it is returned as the
/// text that it is.
fn json(row: &AnyRow, column: &str) -> Result<serde_json::Value> {
	let text: Option<String> = row.try_get(column)?;
	Ok(match text {
		None => serde_json::Value::Null,
		Some(text) => serde_json::from_str(&text).unwrap_or(serde_json::Value::String(text)),
	})
}

/// Reads a column that holds a list of texts as JSON. A broken list counts as empty.
fn texts(row: &AnyRow, column: &str) -> Result<Vec<String>> {
	Ok(serde_json::from_value(json(row, column)?).unwrap_or_default())
}

/// Reads a column that holds 0 or 1.
fn truth(row: &AnyRow, column: &str) -> Result<bool> {
	row.try_get::<i64, _>(column).map(|value| value != 0)
}

/// Number of the unit whose code is the value of a place.
fn unit_of(place: usize) -> String {
	format!("(SELECT MIN(unit) FROM unit_numbers WHERE code = ${place})")
}

/// Number behind which a page of units begins, after the unit whose code is the value of a place. No unit has that of none.
fn after_unit(place: usize) -> String {
	format!("COALESCE({}, -1)", unit_of(place))
}

/// Condition that a column of the table `unit_rows`, or of the view over it, is that of the value of a place.
///
/// A list is read in the order of an index only if the engine sees that all its rows are of one number.
fn is_of(column: &str, place: usize) -> String {
	match column {
		"owner" | "custodian" => {
			format!("{column}_number = (SELECT number FROM accounts WHERE account = ${place})")
		}
		"gtin" => format!("product = (SELECT number FROM products WHERE gtin = ${place})"),
		"hold" => format!("hold_number = (SELECT number FROM words WHERE word = ${place})"),
		_ => format!("{column} = ${place}"),
	}
}

/// Placeholders `$from, …` for a list of values. There are only a few lengths, the rest being filled up with the last
/// value, so that the statements stay few and prepared.
struct List<'a, T> {
	values: &'a [T],
	length: usize,
}

impl<'a, T> List<'a, T> {
	/// Values that one list has at most.
	const MAX_PAGE: usize = 256;

	fn of(values: &'a [T]) -> Self {
		let length =
			[1, 4, 16, 64].into_iter().find(|length| values.len() <= *length).unwrap_or(Self::MAX_PAGE);
		debug_assert!(!values.is_empty() && values.len() <= length);
		Self { values, length }
	}

	fn placeholders(&self, from: usize) -> String {
		(from..from + self.length).map(|place| format!("${place}")).collect::<Vec<_>>().join(", ")
	}

	/// The values, the last one repeated up to the list's length.
	fn filled(&self) -> impl Iterator<Item = &'a T> {
		let last = self.values.last().into_iter().cycle();
		self.values.iter().chain(last).take(self.length)
	}
}
