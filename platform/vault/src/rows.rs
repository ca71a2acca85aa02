// SPDX-License-Identifier: Apache-2.0

//! Rows of records: found, told from those of others, and deleted.

use crate::{vault::Key, Refusal, Result};
use sqlx::{AnyConnection, Row};

/// A record as it stands in the vault.
pub(crate) struct Record {
	pub path: String,
	pub owner: String,
	pub erased: bool,
}

/// Reads a record.
pub(crate) async fn find(connection: &mut AnyConnection, key: &Key) -> sqlx::Result<Option<Record>> {
	let row =
		sqlx::query("SELECT path, owner, erased FROM vault_records WHERE code = $1 AND commitment = $2")
			.bind(&key.code)
			.bind(&key.commitment)
			.fetch_optional(connection)
			.await?;
	row.map(|row| {
		Ok(Record {
			path: row.try_get("path")?,
			owner: row.try_get("owner")?,
			erased: row.try_get::<i64, _>("erased")? != 0,
		})
	})
	.transpose()
}

/// Checks that a record is the owner's, and not erased.
pub(crate) async fn own(connection: &mut AnyConnection, key: &Key, owner: &str) -> Result<()> {
	match find(connection, key).await? {
		None => Err(Refusal::UnknownRecord.into()),
		Some(record) if record.owner != owner => Err(Refusal::NotOwner.into()),
		Some(record) if record.erased => Err(Refusal::Erased.into()),
		Some(_) => Ok(()),
	}
}

/// Returns true if a reader other than its owner found the record to be false.
pub(crate) async fn is_disputed(
	connection: &mut AnyConnection,
	key: &Key,
	owner: &str,
) -> sqlx::Result<bool> {
	let sql = "SELECT COUNT(*) FROM vault_findings
		WHERE code = $1 AND commitment = $2 AND agrees = 0 AND reader <> $3";
	let disputes: i64 = sqlx::query_scalar(sql)
		.bind(&key.code)
		.bind(&key.commitment)
		.bind(owner)
		.fetch_one(connection)
		.await?;
	Ok(disputes > 0)
}

/// Deletes a record with all that hangs on it.
pub(crate) async fn forget(connection: &mut AnyConnection, key: &Key) -> sqlx::Result<()> {
	for table in ["vault_grants", "vault_findings", "vault_records"] {
		let sql = format!("DELETE FROM {table} WHERE code = $1 AND commitment = $2");
		sqlx::query(&sql).bind(&key.code).bind(&key.commitment).execute(&mut *connection).await?;
	}
	Ok(())
}
