//! How far the databases are, and whether they agree with the chain.

use super::{Page, Result};
use crate::{
	model::{Check, InfoBlock, Validator},
	Database,
};
use serde::Serialize;
use sqlx::{AnyConnection, Row};
use utoipa::ToSchema;

/// The last final block whose facts are all here.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct Indexed {
	/// Hash of the chain's first block, which tells the chain from others.
	pub genesis: Option<String>,
	/// The block. None before the first.
	pub block: Option<i64>,
	/// Its hash.
	pub hash: Option<String>,
	/// Its time.
	pub time: Option<i64>,
}

/// A block of a unit that doesn't agree with the chain's own head.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Disagreement {
	/// The unit.
	pub code: String,
	/// `product`, `transaction`, `logistics` or `customs`.
	pub block: String,
	/// The digest that our replay gives.
	pub digest: String,
	/// At which final block it was compared.
	pub checked_at: Option<i64>,
}

/// What was verified of the heads.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Heads {
	/// Those that do not agree with the chain.
	pub disagreeing: Page<Disagreement>,
}

/// How far the indexer is.
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

/// What was checked of a unit's blocks.
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

/// Whether all blocks that have records agree with the chain. One that doesn't settles it, whatever was not compared yet.
fn heads_agree(blocks: &[InfoBlock]) -> Option<bool> {
	let mut with_records = blocks.iter().filter(|block| block.total > 0).map(|block| block.agrees).peekable();
	if blocks.iter().any(|block| block.agrees == Some(false)) {
		return Some(false);
	}
	with_records.peek()?;
	with_records.all(|agrees| agrees == Some(true)).then_some(true)
}

/// The heads that don't agree, in the order of their units.
pub async fn disagreements(database: &Database, limit: i64) -> Result<Page<Disagreement>> {
	let rows = sqlx::query(
		"SELECT code, block, digest, checked_at FROM heads WHERE agrees = 0 ORDER BY code, block LIMIT $1",
	)
	.bind(limit + 1)
	.fetch_all(database.pool())
	.await?;
	let found = rows
		.iter()
		.map(|row| {
			Ok(Disagreement {
				code: row.try_get("code")?,
				block: row.try_get("block")?,
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
