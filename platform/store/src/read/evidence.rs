// SPDX-License-Identifier: Apache-2.0

//! Queries for evidence: the bytes of a unit's records, and the stage of a unit that the state does not have.

use super::Result;
use crate::{slim::with_code, tables::records_of, Database};
use suyuan_chain_client::Info;

/// Reads the first records of an information block, so many of them, as the chain hashed them.
pub async fn record_bytes(database: &Database, info: Info, code: &str, count: u32) -> Result<Vec<Vec<u8>>> {
	let query = format!(
		"SELECT record FROM {} WHERE code = $1 AND record_index < $2 ORDER BY record_index",
		records_of(info).name
	);
	let kept: Vec<Vec<u8>> =
		sqlx::query_scalar(&query).bind(code).bind(i64::from(count)).fetch_all(database.pool()).await?;
	Ok(kept.iter().map(|record| with_code(code, record)).collect())
}

/// Reads the stage of a unit: `Open`, `Closed`, or `Archived` once it left the chain's state.
pub async fn stage(database: &Database, code: &str) -> Result<Option<String>> {
	sqlx::query_scalar("SELECT stage FROM units WHERE code = $1")
		.bind(code)
		.fetch_optional(database.pool())
		.await
}
