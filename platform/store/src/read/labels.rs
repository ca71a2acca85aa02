// SPDX-License-Identifier: Apache-2.0

//! Queries of the codes that labels are printed for.

use super::Result;
use crate::Database;
use sqlx::Row;

/// Returns the codes of a batch's pieces. The list is empty for anything that is no batch, and for a batch of which no
/// piece is registered: there the unit's own code is printed. None if there is no such unit.
pub async fn to_print(database: &Database, code: &str, limit: i64, skip: i64) -> Result<Option<Vec<String>>> {
	let sql = "SELECT kind, gtin, lot FROM units WHERE code = $1";
	let Some(row) = sqlx::query(sql).bind(code).fetch_optional(database.pool()).await? else {
		return Ok(None);
	};
	let (kind, gtin, lot): (String, Option<String>, Option<String>) =
		(row.try_get("kind")?, row.try_get("gtin")?, row.try_get("lot")?);
	let (Some(gtin), Some(lot), "Batch") = (gtin, lot, kind.as_str()) else {
		return Ok(Some(Vec::new()));
	};
	let sql = "SELECT code FROM units WHERE gtin = $1 AND lot = $2 AND serial IS NOT NULL
		ORDER BY code LIMIT $3 OFFSET $4";
	let query = sqlx::query_scalar(sql).bind(gtin).bind(lot).bind(limit).bind(skip);
	Ok(Some(query.fetch_all(database.pool()).await?))
}
