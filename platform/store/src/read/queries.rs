// SPDX-License-Identifier: Apache-2.0

//! Queries of the query log: names, routes and times of look-ups.

use super::{Page, Result};
use crate::Database;
use serde::Serialize;
use sqlx::Row;
use utoipa::ToSchema;

/// An entry of the query log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Query {
	/// Number of the entry: later ones have higher numbers.
	pub id: i64,
	/// Time of the answer, in milliseconds since 1970 UTC.
	pub time: i64,
	/// Name of the token that authenticated the request, or `anonymous`.
	pub who: String,
	/// Method and route of the request.
	pub what: String,
	/// Trace code or key that was asked for.
	pub code: Option<String>,
	/// HTTP status of the answer.
	pub status: i64,
	/// Duration in microseconds.
	pub micros: i64,
	/// Client as far as addresses tell it: a salted hash, the salt of which lasts a day.
	pub client: String,
}

/// Reads a page of the log, the latest first, of one code if it is named.
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
