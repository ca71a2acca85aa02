// SPDX-License-Identifier: Apache-2.0

//! Query of a product by its commodity barcode: brands, batches, and units that are isolated or recalled.

use super::{participants, Result, Snapshot};
use crate::{
	model::{Hold, Party},
	Database,
};
use serde::Serialize;
use sqlx::{AnyConnection, Row};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// Lots that a product lists at most: the first.
const MAX_LOTS: i64 = 32;
/// Isolated units that a product lists at most: the first.
const MAX_HELD: i64 = 64;
/// Brands and producers that a product lists at most.
const MAX_NAMES: i64 = 16;
/// Units whose records are searched for brands and producers, at either end of their list.
const MAX_SEARCHED: i64 = 64;
/// Number up to which units are counted.
const MAX_COUNTED: i64 = 1_000;

/// A product, as far as its registered units and their records tell.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Product {
	/// Commodity barcode, 14 digits.
	pub gtin: String,
	/// Batch or lot that was asked for beside the barcode, and is not registered itself.
	pub lot: Option<String>,
	/// Number of its registered units, counted up to 1000.
	pub units: i64,
	/// Brands and models by records in force of the units searched: at most 16.
	pub brands: Vec<Brand>,
	/// Producers by records in force of the units searched: at most 16.
	pub producers: Vec<String>,
	/// Batches and lots in their order: at most 32.
	pub lots: Vec<Lot>,
	/// True if there are further lots.
	pub more_lots: bool,
	/// Units that are isolated or recalled: at most 64.
	pub held: Vec<Held>,
	/// True if there are further ones.
	pub more_held: bool,
	/// Participants named here, by account.
	pub parties: BTreeMap<String, Party>,
}

/// A brand with one of its models.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
pub struct Brand {
	/// Name of the brand.
	pub brand: String,
	/// Model, if a record names one.
	pub model: Option<String>,
}

/// A batch or lot of a product.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Lot {
	/// Number of the lot, decoded.
	pub lot: String,
	/// Trace code of the batch. None if only pieces of it are registered.
	pub code: Option<String>,
	/// Number of units of the lot, the batch included, counted up to 1000.
	pub units: i64,
}

/// A unit of a product that is isolated or recalled.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Held {
	/// Trace code of the unit.
	pub code: String,
	/// Isolation of the unit.
	#[serde(flatten)]
	pub hold: Hold,
}

/// Reads a product, or what there is of one lot of it. None if no unit of it is registered.
pub async fn product(database: &Database, gtin: &str, lot: Option<&str>) -> Result<Option<Product>> {
	let mut snapshot = Snapshot::of(database).await?;
	let product = read(snapshot.connection(), gtin, lot).await?;
	snapshot.end().await?;
	Ok(product)
}

async fn read(connection: &mut AnyConnection, gtin: &str, lot: Option<&str>) -> Result<Option<Product>> {
	let units = count(connection, gtin, lot).await?;
	if units == 0 {
		return Ok(None);
	}
	let (mut brands, mut producers) = (vec![], vec![]);
	for row in names(connection, gtin, lot, "r.brand AS name, r.model AS model", "r.brand").await? {
		brands.push(Brand { brand: row.try_get("name")?, model: row.try_get("model")? });
	}
	for row in names(connection, gtin, lot, "r.producer AS name, NULL AS model", "r.producer").await? {
		producers.push(row.try_get("name")?);
	}
	let (lots, more_lots) = lots(connection, gtin, lot).await?;
	let (held, more_held) = held(connection, gtin, lot).await?;
	let accounts = held.iter().map(|held| held.hold.by.clone()).collect();
	Ok(Some(Product {
		gtin: gtin.into(),
		lot: lot.map(str::to_owned),
		units,
		brands: distinct(brands),
		producers: distinct(producers),
		lots,
		more_lots,
		held,
		more_held,
		parties: participants::parties(connection, accounts).await?,
	}))
}

/// Names in order, each once, up to the bound.
fn distinct<T: Ord>(mut names: Vec<T>) -> Vec<T> {
	names.sort();
	names.dedup();
	names.truncate(MAX_NAMES as usize);
	names
}

/// Condition on a unit's lot, whose value is the second of the statement.
fn of_lot(lot: Option<&str>) -> &'static str {
	lot.map_or("", |_| "AND lot = $2")
}

type AnyQuery<'q> = sqlx::query::Query<'q, sqlx::Any, <sqlx::Any as sqlx::Database>::Arguments<'q>>;

/// A statement with the barcode bound, and the lot if there is one.
fn bound<'q>(sql: &'q str, gtin: &'q str, lot: Option<&'q str>) -> AnyQuery<'q> {
	lot.into_iter().fold(sqlx::query(sql).bind(gtin), |query, lot| query.bind(lot))
}

async fn count(connection: &mut AnyConnection, gtin: &str, lot: Option<&str>) -> Result<i64> {
	let sql = format!(
		"SELECT COUNT(*) FROM (SELECT code FROM units WHERE gtin = $1 {} LIMIT {MAX_COUNTED}) AS counted",
		of_lot(lot)
	);
	bound(&sql, gtin, lot).fetch_one(connection).await?.try_get(0)
}

/// Reads names off the records in force of the first and of the last units: of a product with a million of them no more.
async fn names(
	connection: &mut AnyConnection,
	gtin: &str,
	lot: Option<&str>,
	columns: &str,
	name: &str,
) -> Result<Vec<sqlx::any::AnyRow>> {
	let mut names = vec![];
	for order in ["ASC", "DESC"] {
		let sql = format!(
			"SELECT DISTINCT {columns} FROM
				(SELECT code FROM units WHERE gtin = $1 {} ORDER BY code {order} LIMIT {MAX_SEARCHED}) AS u
			JOIN product_records r ON r.code = u.code
			WHERE r.superseded_by IS NULL AND {name} IS NOT NULL LIMIT {MAX_NAMES}",
			of_lot(lot)
		);
		names.extend(bound(&sql, gtin, lot).fetch_all(&mut *connection).await?);
	}
	Ok(names)
}

async fn lots(connection: &mut AnyConnection, gtin: &str, only: Option<&str>) -> Result<(Vec<Lot>, bool)> {
	let mut lots = vec![];
	let mut next = match only {
		Some(lot) => Some(lot.to_owned()),
		None => lot_after(connection, gtin, "").await?,
	};
	while let Some(lot) = next {
		if lots.len() as i64 == MAX_LOTS {
			return Ok((lots, true));
		}
		// The code of a batch begins those of its pieces, and so stands before them.
		let sql = "SELECT code, kind FROM units WHERE gtin = $1 AND lot = $2 ORDER BY code LIMIT 1";
		let row = sqlx::query(sql).bind(gtin).bind(&lot).fetch_optional(&mut *connection).await?;
		let Some(row) = row else { break };
		let is_batch = row.try_get::<String, _>("kind")? == "Batch";
		let code = is_batch.then(|| row.try_get("code")).transpose()?;
		next = match only {
			Some(_) => None,
			None => lot_after(connection, gtin, &lot).await?,
		};
		lots.push(Lot { code, units: count(connection, gtin, Some(&lot)).await?, lot });
	}
	Ok((lots, false))
}

async fn lot_after(connection: &mut AnyConnection, gtin: &str, lot: &str) -> Result<Option<String>> {
	let sql = "SELECT lot FROM units WHERE gtin = $1 AND lot > $2 ORDER BY lot LIMIT 1";
	sqlx::query_scalar(sql).bind(gtin).bind(lot).fetch_optional(connection).await
}

async fn held(connection: &mut AnyConnection, gtin: &str, lot: Option<&str>) -> Result<(Vec<Held>, bool)> {
	let sql = format!(
		"SELECT code, hold, hold_by, hold_reason, held_at FROM units
		WHERE gtin = $1 AND hold IS NOT NULL {} ORDER BY code LIMIT {}",
		of_lot(lot),
		MAX_HELD + 1
	);
	let rows = bound(&sql, gtin, lot).fetch_all(connection).await?;
	let held = rows.iter().take(MAX_HELD as usize).map(|row| {
		Ok(Held {
			code: row.try_get("code")?,
			hold: Hold {
				kind: row.try_get("hold")?,
				by: row.try_get::<Option<_>, _>("hold_by")?.unwrap_or_default(),
				reason: row.try_get::<Option<_>, _>("hold_reason")?.unwrap_or_default(),
				since: row.try_get::<Option<_>, _>("held_at")?.unwrap_or_default(),
			},
		})
	});
	Ok((held.collect::<Result<_>>()?, rows.len() as i64 > MAX_HELD))
}
