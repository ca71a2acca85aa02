// SPDX-License-Identifier: Apache-2.0

//! Queries of units: one, lists by common properties, contents of one and the units around it.

use super::{Page, Result};
use crate::{
	model::{Hold, Unit},
	Database,
};
use sqlx::{any::AnyRow, AnyConnection, Row};

/// Conditions on the units of a list. None doesn't restrict.
#[derive(Clone, Debug, Default)]
pub struct Filter {
	/// Account of the owner.
	pub owner: Option<String>,
	/// Account of the custodian. Of packed units, only the outermost has one.
	pub custodian: Option<String>,
	/// Commodity barcode, 14 digits.
	pub gtin: Option<String>,
	/// Batch or lot, decoded.
	pub lot: Option<String>,
	/// `Quarantine` or `Recall`.
	pub hold: Option<String>,
}

/// A unit with the keys of its neighbours.
pub(super) struct Found {
	pub unit: Unit,
	pub made_by: Option<i64>,
	pub packed_in: Option<String>,
}

/// Columns that `unit` reads.
pub(super) const UNIT: &str =
	"code, kind, mode, gtin, lot, serial, sscc, quantity, remaining, measure, owner, custodian, stage, \
	retain_until, hold, hold_by, hold_reason, held_at, registered_at, registered_time, \
	unproven_right";

/// Reads the hold of a unit from its row, if it is held.
pub(super) fn hold(row: &AnyRow) -> Result<Option<Hold>> {
	let Some(kind) = row.try_get::<Option<String>, _>("hold")? else { return Ok(None) };
	Ok(Some(Hold {
		kind,
		by: row.try_get::<Option<_>, _>("hold_by")?.unwrap_or_default(),
		reason: row.try_get::<Option<_>, _>("hold_reason")?.unwrap_or_default(),
		since: row.try_get::<Option<_>, _>("held_at")?.unwrap_or_default(),
	}))
}

/// Reads a unit from its row.
pub(super) fn unit(row: &AnyRow) -> Result<Unit> {
	Ok(Unit {
		code: row.try_get("code")?,
		kind: row.try_get("kind")?,
		mode: row.try_get("mode")?,
		gtin: row.try_get("gtin")?,
		lot: row.try_get("lot")?,
		serial: row.try_get("serial")?,
		sscc: row.try_get("sscc")?,
		quantity: row.try_get("quantity")?,
		remaining: row.try_get("remaining")?,
		measure: row.try_get("measure")?,
		owner: row.try_get("owner")?,
		custodian: row.try_get("custodian")?,
		stage: row.try_get("stage")?,
		retain_until: row.try_get("retain_until")?,
		hold: hold(row)?,
		unproven_right: row.try_get::<Option<i64>, _>("unproven_right")? == Some(1),
		registered_at: row.try_get("registered_at")?,
		registered_time: row.try_get("registered_time")?,
	})
}

pub(super) async fn find(connection: &mut AnyConnection, code: &str) -> Result<Option<Found>> {
	let row = sqlx::query(&format!("SELECT {UNIT}, made_by, packed_in FROM units WHERE code = $1"))
		.bind(code)
		.fetch_optional(connection)
		.await?;
	row.map(|row| {
		Ok(Found {
			unit: unit(&row)?,
			made_by: row.try_get("made_by")?,
			packed_in: row.try_get("packed_in")?,
		})
	})
	.transpose()
}

/// Returns true if the code is registered.
pub async fn exists(database: &Database, code: &str) -> Result<bool> {
	let row = sqlx::query("SELECT code FROM units WHERE code = $1")
		.bind(code)
		.fetch_optional(database.pool())
		.await?;
	Ok(row.is_some())
}

/// Reads a page of units in the order of their codes.
pub async fn list(
	database: &Database,
	filter: &Filter,
	after: Option<&str>,
	limit: i64,
) -> Result<Page<Unit>> {
	let wanted = [
		("owner", &filter.owner),
		("custodian", &filter.custodian),
		("gtin", &filter.gtin),
		("lot", &filter.lot),
		("hold", &filter.hold),
	];
	let mut conditions = vec!["code > $1".to_owned()];
	let mut values = vec![];
	for (column, value) in wanted {
		if let Some(value) = value {
			values.push(value);
			conditions.push(format!("{column} = ${}", values.len() + 2));
		}
	}
	let statement =
		format!("SELECT {UNIT} FROM units WHERE {} ORDER BY code LIMIT $2", conditions.join(" AND "));
	let mut query = sqlx::query(&statement).bind(after.unwrap_or_default()).bind(limit + 1);
	for value in values {
		query = query.bind(value);
	}
	let rows = query.fetch_all(database.pool()).await?;
	let units = rows.iter().map(unit).collect::<Result<_>>()?;
	Ok(Page::cut(units, limit, |unit: &Unit| unit.code.clone()))
}

/// Reads the codes of the units that an account owns, the latest registered first.
pub async fn latest_of(database: &Database, owner: &str, most: i64) -> Result<Vec<String>> {
	let sql = "SELECT code FROM units WHERE owner = $1 ORDER BY registered_at DESC, code LIMIT $2";
	sqlx::query_scalar(sql).bind(owner).bind(most).fetch_all(database.pool()).await
}

/// Reads a page of the codes of units packed directly in a unit.
pub async fn packed_in(
	database: &Database,
	code: &str,
	after: Option<&str>,
	limit: i64,
) -> Result<Page<String>> {
	let mut connection = database.pool().acquire().await?;
	contents(&mut connection, code, after, limit).await
}

pub(super) async fn contents(
	connection: &mut AnyConnection,
	code: &str,
	after: Option<&str>,
	limit: i64,
) -> Result<Page<String>> {
	let rows =
		sqlx::query("SELECT code FROM units WHERE packed_in = $1 AND code > $2 ORDER BY code LIMIT $3")
			.bind(code)
			.bind(after.unwrap_or_default())
			.bind(limit + 1)
			.fetch_all(connection)
			.await?;
	let codes = rows.iter().map(|row| row.try_get("code")).collect::<Result<_>>()?;
	Ok(Page::cut(codes, limit, String::clone))
}

/// Reads the units around a packed one with their custodians, from the nearest to the outermost.
pub(super) async fn around(connection: &mut AnyConnection, code: &str) -> Result<Vec<(String, String)>> {
	// The chain packs four deep. The bound ends the walk should a row ever be wrong.
	let rows = sqlx::query(
		"WITH RECURSIVE around(code, packed_in, custodian, depth) AS (
			SELECT code, packed_in, custodian, CAST(0 AS BIGINT) FROM units WHERE code = $1
			UNION ALL
			SELECT outer_unit.code, outer_unit.packed_in, outer_unit.custodian, around.depth + 1
			FROM around JOIN units AS outer_unit ON outer_unit.code = around.packed_in
			WHERE around.depth < 16
		)
		SELECT code, custodian FROM around WHERE depth > 0 ORDER BY depth",
	)
	.bind(code)
	.fetch_all(connection)
	.await?;
	rows.iter().map(|row| Ok((row.try_get("code")?, row.try_get("custodian")?))).collect()
}
