// SPDX-License-Identifier: Apache-2.0

//! Queries of the indexer's progress, and of heads that disagree with the chain.

use super::{Page, Result};
use crate::{
	model::{Check, InfoBlock, Validator},
	Database,
};
use serde::Serialize;
use sqlx::{AnyConnection, Row};
use utoipa::ToSchema;

/// The last final block whose facts are all indexed.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct Indexed {
	/// Hash of the chain's first block, which tells the chain from others.
	pub genesis: Option<String>,
	/// Number of the block. None before the first.
	pub block: Option<i64>,
	/// Hash of the block.
	pub hash: Option<String>,
	/// Time of the block, in milliseconds since 1970 UTC.
	pub time: Option<i64>,
}

/// A unit's information block whose digest differs from the chain's own head.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Disagreement {
	/// Trace code of the unit.
	pub code: String,
	/// `product`, `transaction`, `logistics` or `customs`.
	pub block: String,
	/// Digest that the replay of its records gives.
	pub digest: String,
	/// Number of the final block at which it was compared.
	pub checked_at: Option<i64>,
}

/// Result of verifying the heads.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Heads {
	/// Heads that do not agree with the chain.
	pub disagreeing: Page<Disagreement>,
}

/// Reads the last final block that is indexed.
pub async fn indexed(database: &Database) -> Result<Indexed> {
	let mut connection = database.pool().acquire().await?;
	indexed_in(&mut connection).await
}

async fn indexed_in(connection: &mut AnyConnection) -> Result<Indexed> {
	let row = sqlx::query(
		"SELECT cursor.genesis AS genesis, cursor.block AS block, cursor.hash AS hash, blocks.time AS time
		FROM cursor LEFT JOIN blocks ON blocks.number = cursor.block WHERE cursor.id = 0",
	)
	.fetch_optional(connection)
	.await?;
	row.map_or(Ok(Indexed::default()), |row| {
		Ok(Indexed {
			genesis: row.try_get("genesis")?,
			block: row.try_get("block")?,
			hash: row.try_get("hash")?,
			time: row.try_get("time")?,
		})
	})
}

/// Reads the result of verifying a unit's information blocks.
pub(super) async fn check(connection: &mut AnyConnection, blocks: &[InfoBlock]) -> Result<Check> {
	let indexed = indexed_in(connection).await?;
	let rows = sqlx::query(
		"SELECT account, department, name FROM validators ORDER BY department, account LIMIT 256",
	)
	.fetch_all(connection)
	.await?;
	let validators = rows.iter().map(|row| {
		Ok(Validator {
			account: row.try_get("account")?,
			department: row.try_get("department")?,
			name: row.try_get("name")?,
		})
	});
	Ok(Check {
		block: indexed.block.unwrap_or_default(),
		hash: indexed.hash.unwrap_or_default(),
		time: indexed.time.unwrap_or_default(),
		heads_agree: heads_agree(blocks),
		validators: validators.collect::<Result<_>>()?,
	})
}

/// Returns true if all blocks with records agree with the chain. One that doesn't makes it false; None stands for one not
/// compared yet.
fn heads_agree(blocks: &[InfoBlock]) -> Option<bool> {
	let mut with_records = blocks.iter().filter(|block| block.total > 0).map(|block| block.agrees).peekable();
	if blocks.iter().any(|block| block.agrees == Some(false)) {
		return Some(false);
	}
	with_records.peek()?;
	with_records.all(|agrees| agrees == Some(true)).then_some(true)
}

/// Reads the heads that don't agree, in the order of their units.
pub async fn disagreements(database: &Database, limit: i64) -> Result<Page<Disagreement>> {
	let rows = sqlx::query(
		"SELECT code, info_block, digest, checked_at FROM heads WHERE agrees = 0 ORDER BY code, info_block LIMIT $1",
	)
	.bind(limit + 1)
	.fetch_all(database.pool())
	.await?;
	let found = rows
		.iter()
		.map(|row| {
			Ok(Disagreement {
				code: row.try_get("code")?,
				block: row.try_get("info_block")?,
				digest: row.try_get("digest")?,
				checked_at: row.try_get("checked_at")?,
			})
		})
		.collect::<Result<_>>()?;
	Ok(Page::cut(found, limit, |one: &Disagreement| one.code.clone()))
}

#[cfg(test)]
mod tests {
	use super::*;

	fn blocks(agree: &[(i64, Option<bool>)]) -> Vec<InfoBlock> {
		let block = |(total, agrees): &(i64, Option<bool>)| InfoBlock {
			name: "product",
			total: *total,
			records: vec![],
			digest: None,
			agrees: *agrees,
			checked_at: None,
			recomputed: false,
		};
		agree.iter().map(block).collect()
	}

	#[test]
	fn heads_agree_once_every_block_with_records_was_compared() {
		assert_eq!(heads_agree(&blocks(&[(3, Some(true)), (0, None)])), Some(true));
		assert_eq!(heads_agree(&blocks(&[(3, Some(true)), (1, None)])), None);
		assert_eq!(heads_agree(&blocks(&[(0, None)])), None);
	}

	#[test]
	fn one_that_disagrees_settles_it() {
		assert_eq!(heads_agree(&blocks(&[(3, Some(false)), (1, None)])), Some(false));
	}
}
