// SPDX-License-Identifier: Apache-2.0

//! Print runs: which labels were printed, when, by whom, and why again.
//!
//! A run is a list of codes that never changes, whatever is registered meanwhile, so that its pages can be printed in any
//! order and again. A label is in one first run only; every further print of it is a reprint with a reason.

use crate::{
	read::{
		labels::{units, Place, Selection},
		Page, Result,
	},
	tables::{
		Kind::{Number, Text},
		Table,
	},
	write::{write, Conflict},
	Database,
};
use serde::Serialize;
use sqlx::{any::AnyRow, Row};
use utoipa::ToSchema;

/// Labels of one run at most.
pub const MAX_LABELS: i64 = 2_400;

/// Table of the runs.
pub static PRINT_RUNS: Table = Table {
	name: "print_runs",
	key: 1,
	columns: &[
		("id", Number),
		("time", Number),
		("who", Text),
		("about", Text),
		("gtin", Text),
		("lot", Text),
		("labels", Number),
		("reprint_of", Number),
		("reason", Text),
		("until_block", Number),
		("until_code", Text),
	],
};

/// Table of the labels that were printed. Copy 0 of a code is its first print.
pub static PRINTED: Table = Table {
	name: "printed_labels",
	key: 2,
	columns: &[("code", Text), ("copy", Number), ("run", Number), ("position", Number)],
};

/// A print run.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PrintRun {
	/// Number of the run.
	pub id: i64,
	/// Time of the run, in milliseconds since 1970 UTC.
	pub time: i64,
	/// Name of the token that it was ordered with.
	pub who: String,
	/// Trace code of the batch or unit, or the account of the owner.
	pub about: String,
	/// Commodity barcode that an owner's units were restricted to.
	pub gtin: Option<String>,
	/// Batch or lot that an owner's units were restricted to.
	pub lot: Option<String>,
	/// Number of labels.
	pub labels: i64,
	/// Number of the run whose labels were printed again.
	pub reprint_of: Option<i64>,
	/// Reason for printing again.
	pub reason: Option<String>,
}

/// Order of a run.
#[derive(Clone, Debug)]
pub struct Order<'a> {
	/// Name of the token.
	pub who: &'a str,
	/// Time of the order.
	pub now: i64,
	/// Trace code of the batch or unit, or the account of the owner.
	pub about: &'a str,
	/// Labels at most.
	pub limit: i64,
}

const RUN: &str = "id, time, who, about, gtin, lot, labels, reprint_of, reason";

fn run(row: &AnyRow) -> Result<PrintRun> {
	Ok(PrintRun {
		id: row.try_get("id")?,
		time: row.try_get("time")?,
		who: row.try_get("who")?,
		about: row.try_get("about")?,
		gtin: row.try_get("gtin")?,
		lot: row.try_get("lot")?,
		labels: row.try_get("labels")?,
		reprint_of: row.try_get("reprint_of")?,
		reason: row.try_get("reason")?,
	})
}

/// Makes a run of the units of a selection that were never printed, in the order of their registration. None if all were.
///
/// Two runs at once never have a label in common: the second fails, and finds other labels when it is ordered again.
pub async fn print(database: &Database, selection: &Selection, order: Order<'_>) -> Result<Option<PrintRun>> {
	let mut transaction = database.pool().begin().await?;
	let (gtin, lot) = match selection {
		Selection::Owned { gtin, lot, .. } => (gtin.clone(), lot.clone()),
		Selection::Pieces { .. } | Selection::Itself(_) => (None, None),
	};
	// Written first: with that SQLite keeps other writers out until the end.
	let insert = "INSERT INTO print_runs (id, time, who, about, gtin, lot, labels, reprint_of, reason, until_block, until_code)
		SELECT COALESCE(MAX(id), 0) + 1, $1, $2, $3, $4, $5, 0, NULL, NULL, -1, '' FROM print_runs RETURNING id";
	let id: i64 = sqlx::query_scalar(insert)
		.bind(order.now)
		.bind(order.who)
		.bind(order.about)
		.bind(&gtin)
		.bind(&lot)
		.fetch_one(&mut *transaction)
		.await?;
	// The pieces of a batch only ever grow at their end. An owner may come by units that were registered long ago.
	let from = match selection {
		Selection::Pieces { .. } => {
			let sql = "SELECT until_block, until_code FROM print_runs WHERE about = $1 AND id < $2 AND reprint_of IS NULL
				ORDER BY id DESC LIMIT 1";
			let last = sqlx::query(sql).bind(order.about).bind(id).fetch_optional(&mut *transaction).await?;
			last.map_or(Ok(Place::start()), |row| {
				Ok::<_, sqlx::Error>(Place { block: row.try_get(0)?, code: row.try_get(1)? })
			})?
		}
		Selection::Itself(_) | Selection::Owned { .. } => Place::start(),
	};
	let new = "AND NOT EXISTS (SELECT 1 FROM printed_labels p WHERE p.code = u.code)";
	let limit = order.limit.clamp(1, MAX_LABELS);
	let places = units(&mut transaction, selection, &from, limit, new).await?;
	let Some(last) = places.last().cloned() else {
		transaction.rollback().await?;
		return Ok(None);
	};
	let rows = (0..)
		.zip(&places)
		.map(|(position, place)| vec![place.code.as_str().into(), 0.into(), id.into(), i64::into(position)]);
	write(&mut transaction, &PRINTED, rows.collect(), Conflict::Refuse).await?;
	let update = "UPDATE print_runs SET labels = $1, until_block = $2, until_code = $3 WHERE id = $4";
	sqlx::query(update)
		.bind(places.len() as i64)
		.bind(last.block)
		.bind(&last.code)
		.bind(id)
		.execute(&mut *transaction)
		.await?;
	transaction.commit().await?;
	find(database, id).await
}

/// Prints labels of a run again: those from position `first` up to `last`, counted from 1. None if it has none of them.
pub async fn reprint(
	database: &Database,
	of: &PrintRun,
	(first, last): (i64, i64),
	reason: &str,
	order: Order<'_>,
) -> Result<Option<PrintRun>> {
	let mut transaction = database.pool().begin().await?;
	let insert = "INSERT INTO print_runs (id, time, who, about, gtin, lot, labels, reprint_of, reason, until_block, until_code)
		SELECT COALESCE(MAX(id), 0) + 1, $1, $2, $3, $4, $5, 0, $6, $7, -1, '' FROM print_runs RETURNING id";
	let id: i64 = sqlx::query_scalar(insert)
		.bind(order.now)
		.bind(order.who)
		.bind(&of.about)
		.bind(&of.gtin)
		.bind(&of.lot)
		.bind(of.id)
		.bind(reason)
		.fetch_one(&mut *transaction)
		.await?;
	let sql = "SELECT p.code, (SELECT MAX(c.copy) + 1 FROM printed_labels c WHERE c.code = p.code) FROM printed_labels p
		WHERE p.run = $1 AND p.position >= $2 AND p.position < $3 ORDER BY p.position";
	let copies = sqlx::query(sql).bind(of.id).bind(first - 1).bind(last).fetch_all(&mut *transaction).await?;
	if copies.is_empty() {
		transaction.rollback().await?;
		return Ok(None);
	}
	let mut rows = Vec::with_capacity(copies.len());
	for (position, row) in (0..).zip(&copies) {
		let (code, copy): (String, i64) = (row.try_get(0)?, row.try_get(1)?);
		rows.push(vec![code.into(), copy.into(), id.into(), i64::into(position)]);
	}
	write(&mut transaction, &PRINTED, rows, Conflict::Refuse).await?;
	sqlx::query("UPDATE print_runs SET labels = $1 WHERE id = $2")
		.bind(copies.len() as i64)
		.bind(id)
		.execute(&mut *transaction)
		.await?;
	transaction.commit().await?;
	find(database, id).await
}

/// Reads a run.
pub async fn find(database: &Database, id: i64) -> Result<Option<PrintRun>> {
	let sql = format!("SELECT {RUN} FROM print_runs WHERE id = $1");
	sqlx::query(&sql).bind(id).fetch_optional(database.pool()).await?.map(|row| run(&row)).transpose()
}

/// Reads a page of the runs, the latest first, of one batch, unit or owner if it is named.
pub async fn list(
	database: &Database,
	about: Option<&str>,
	before: Option<i64>,
	limit: i64,
) -> Result<Page<PrintRun>> {
	let condition = about.map_or("", |_| "AND about = $3");
	let sql = format!("SELECT {RUN} FROM print_runs WHERE id < $1 {condition} ORDER BY id DESC LIMIT $2");
	let query = sqlx::query(&sql).bind(before.unwrap_or(i64::MAX)).bind(limit + 1);
	let rows =
		about.into_iter().fold(query, |query, about| query.bind(about)).fetch_all(database.pool()).await?;
	let runs = rows.iter().map(run).collect::<Result<_>>()?;
	Ok(Page::cut(runs, limit, |run: &PrintRun| run.id.to_string()))
}

/// Reads the codes of a run's labels in their order, from a position on, counted from 0.
pub async fn codes(database: &Database, run: i64, from: i64, limit: i64) -> Result<Vec<String>> {
	let sql = "SELECT code FROM printed_labels WHERE run = $1 AND position >= $2 ORDER BY position LIMIT $3";
	sqlx::query_scalar(sql).bind(run).bind(from).bind(limit).fetch_all(database.pool()).await
}
