//! The query log, read back: who looked what up, and when.

use super::{Page, Result};
use crate::Database;
use serde::Serialize;
use sqlx::Row;
use utoipa::ToSchema;

/// One query as it was logged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Query {
	/// Its number: later ones have higher numbers.
	pub id: i64,
	/// When it was answered.
	pub time: i64,
	/// The name of the token that asked, or `anonymous`.
	pub who: String,
	/// Method and route.
	pub what: String,
	/// The code or key that was asked for.
	pub code: Option<String>,
	/// The status of the answer.
	pub status: i64,
	/// How long it took, in microseconds.
	pub micros: i64,
	/// Who asked, as far as addresses tell: a salted hash, the salt of which lasts a day.
	pub client: String,
}

/// A page of the log, the latest first, of one code if it is named.
pub async fn list(
	database: &Database,
	code: Option<&str>,
	before: Option<i64>,
	limit: i64,
) -> Result<Page<Query>> {
	let condition = code.map_or("", |_| "AND code = $3");
	let statement = format!(
		"SELECT id, time, who, what, code, status, micros, client FROM queries WHERE id < $1 {condition}
		ORDER BY id DESC LIMIT $2"
	);
	let mut query = sqlx::query(&statement).bind(before.unwrap_or(i64::MAX)).bind(limit + 1);
	if let Some(code) = code {
		query = query.bind(code);
	}
	let rows = query.fetch_all(database.pool()).await?;
	let queries = rows
		.iter()
		.map(|row| {
			Ok(Query {
				id: row.try_get("id")?,
				time: row.try_get("time")?,
				who: row.try_get("who")?,
				what: row.try_get("what")?,
				code: row.try_get("code")?,
				status: row.try_get("status")?,
				micros: row.try_get("micros")?,
				client: row.try_get("client")?,
			})
		})
		.collect::<Result<_>>()?;
	Ok(Page::cut(queries, limit, |query: &Query| query.id.to_string()))
}
