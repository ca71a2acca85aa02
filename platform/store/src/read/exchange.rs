// SPDX-License-Identifier: Apache-2.0

//! Queries of the data exchange: units with their records in force, tokens, and feedback.

use super::{json, records, units, Page};
use crate::{
	model::{Party, Record, Unit},
	Database,
};
use serde::Serialize;
use serde_json::Value;
use sqlx::{any::AnyRow, Row};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicI64, Ordering};
use suyuan_chain_client::Info;
use utoipa::ToSchema;

/// Records that are read from the database at a time.
const PAGE: i64 = 1024;

/// Reads a unit. None if no unit has the code.
pub async fn unit(database: &Database, code: &str) -> sqlx::Result<Option<Unit>> {
	let sql = format!("SELECT {} FROM units WHERE code = $1", units::UNIT);
	sqlx::query(&sql)
		.bind(code)
		.fetch_optional(database.pool())
		.await?
		.map(|row| units::unit(&row))
		.transpose()
}

/// Reads the records of one information block that were not amended, in order: at most `most`.
pub async fn in_force(database: &Database, info: Info, code: &str, most: i64) -> sqlx::Result<Vec<Record>> {
	let sql = format!(
		"SELECT {} FROM {} WHERE r.code = $1 AND r.record_index > $2 AND r.superseded_by IS NULL ORDER BY r.record_index LIMIT $3",
		records::RECORD,
		records::of(info)
	);
	let mut connection = database.pool().acquire().await?;
	let (mut found, mut after) = (Vec::new(), -1);
	loop {
		let wanted = PAGE.min(most - found.len() as i64);
		let page = sqlx::query(&sql).bind(code).bind(after).bind(wanted).fetch_all(&mut *connection).await?;
		let rows: Vec<_> = page.into_iter().map(|row| (info, row)).collect();
		let last = (rows.len() as i64) < PAGE;
		found.extend(records::read(database, &mut connection, rows).await?);
		after = found.last().map_or(after, |record: &Record| record.index);
		if last || found.len() as i64 >= most {
			return Ok(found);
		}
	}
}

/// Reads the participants among these accounts.
pub async fn parties(
	database: &Database,
	accounts: impl IntoIterator<Item = String>,
) -> sqlx::Result<BTreeMap<String, Party>> {
	let accounts: BTreeSet<_> = accounts.into_iter().collect();
	let accounts: Vec<_> = accounts.into_iter().collect();
	let mut parties = BTreeMap::new();
	for accounts in accounts.chunks(64) {
		let places: Vec<_> = (1..=accounts.len()).map(|place| format!("${place}")).collect();
		let sql = format!(
			"SELECT account, name, kind, business, department, status, country, credit_code FROM participants \
			 WHERE account IN ({})",
			places.join(", ")
		);
		let query = accounts.iter().fold(sqlx::query(&sql), |query, account| query.bind(account));
		for row in query.fetch_all(database.pool()).await? {
			let party = Party {
				account: row.try_get("account")?,
				name: row.try_get("name")?,
				kind: row.try_get("kind")?,
				business: row.try_get("business")?,
				department: row.try_get("department")?,
				status: row.try_get("status")?,
				country: row.try_get("country")?,
				credit_code: row.try_get("credit_code")?,
			};
			parties.insert(party.account.clone(), party);
		}
	}
	Ok(parties)
}

/// Reads what a unit was made of, directly: at most `most` codes, and how much of each in thousandths.
pub async fn made_of(database: &Database, code: &str, most: i64) -> sqlx::Result<Vec<(String, Option<i64>)>> {
	let sql = "SELECT i.code, i.quantity FROM transformation_outputs o \
		JOIN transformation_inputs i ON i.id = o.id WHERE o.code = $1 ORDER BY i.id, i.position LIMIT $2";
	let rows = sqlx::query(sql).bind(code).bind(most).fetch_all(database.pool()).await?;
	rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
}

/// Reads the codes of what was made of a unit, directly: at most `most`.
pub async fn used_in(database: &Database, code: &str, most: i64) -> sqlx::Result<Vec<String>> {
	let sql = "SELECT o.code FROM transformation_inputs i \
		JOIN transformation_outputs o ON o.id = i.id WHERE i.code = $1 ORDER BY o.id, o.position LIMIT $2";
	sqlx::query_scalar(sql).bind(code).bind(most).fetch_all(database.pool()).await
}

/// Reads the code of the unit that a unit is packed in.
pub async fn packed_in(database: &Database, code: &str) -> sqlx::Result<Option<String>> {
	let sql = "SELECT packed_in FROM units WHERE code = $1";
	let parent =
		sqlx::query_scalar::<_, Option<String>>(sql).bind(code).fetch_optional(database.pool()).await?;
	Ok(parent.flatten())
}

/// Reads the codes of the units packed directly in a unit: at most `most`.
pub async fn contents(database: &Database, code: &str, most: i64) -> sqlx::Result<Vec<String>> {
	let sql = "SELECT code FROM units WHERE packed_in = $1 ORDER BY code LIMIT $2";
	sqlx::query_scalar(sql).bind(code).bind(most).fetch_all(database.pool()).await
}

/// Selection of units to export.
#[derive(Clone, Debug)]
pub enum Selection {
	/// The unit of one trace code.
	Code(String),
	/// A batch with its pieces.
	Lot {
		/// Commodity barcode, 14 digits.
		gtin: String,
		/// Batch number.
		lot: String,
	},
	/// All units of an owner, by its account.
	Owner(String),
}

/// Reads codes of selected units and their numbers of records. They come after `after` in the order of codes.
pub async fn selected(
	database: &Database,
	selection: &Selection,
	after: &str,
	most: i64,
) -> sqlx::Result<Vec<(String, i64)>> {
	let (condition, values) = match selection {
		Selection::Code(code) => ("u.code = $3", vec![code]),
		Selection::Lot { gtin, lot } => ("u.gtin = $3 AND u.lot = $4", vec![gtin, lot]),
		Selection::Owner(owner) => ("u.owner = $3", vec![owner]),
	};
	let sql = format!(
		"SELECT u.code, CAST((SELECT COALESCE(SUM(h.records), 0) FROM heads h WHERE h.code = u.code) AS BIGINT) \
		 FROM units u WHERE u.code > $1 AND {condition} ORDER BY u.code LIMIT $2"
	);
	let query = sqlx::query(&sql).bind(after).bind(most);
	let query = values.into_iter().fold(query, |query, value| query.bind(value));
	let rows = query.fetch_all(database.pool()).await?;
	rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
}

/// Reads the name and the scopes of the token with this digest.
pub async fn token(database: &Database, hash: &str) -> sqlx::Result<Option<(String, Vec<String>)>> {
	let sql = "SELECT name, scopes FROM tokens WHERE hash = $1";
	let Some(row) = sqlx::query(sql).bind(hash).fetch_optional(database.pool()).await? else {
		return Ok(None);
	};
	let scopes: String = row.try_get("scopes")?;
	// The list may be written as JSON or as words.
	let scopes = serde_json::from_str(&scopes).unwrap_or_else(|_| {
		scopes.split([',', ' ']).filter(|scope| !scope.is_empty()).map(String::from).collect()
	});
	Ok(Some((row.try_get("name")?, scopes)))
}

/// Feedback from a system or a consumer, or a prompt to a system.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Feedback {
	/// Number of the feedback: microseconds since 1970 UTC, or the next that is free.
	pub id: i64,
	/// Time of receipt or sending, in milliseconds since 1970 UTC.
	pub time: i64,
	/// Name of the token that it came with, or of the system that a prompt is for.
	pub from_name: String,
	/// Trace code of the unit that it is about.
	pub code: Option<String>,
	/// `business` or `prompt` of a system, `consumer` of a reader of the page.
	pub kind: String,
	/// `in` if received, `out` if addressed to a system.
	pub direction: String,
	/// The message itself, as JSON.
	#[schema(value_type = Object)]
	pub body: Value,
}

const FEEDBACK: &str = "id, time, from_name, code, kind, direction, body";

fn read_feedback(row: &AnyRow) -> sqlx::Result<Feedback> {
	Ok(Feedback {
		id: row.try_get("id")?,
		time: row.try_get("time")?,
		from_name: row.try_get("from_name")?,
		code: row.try_get("code")?,
		kind: row.try_get("kind")?,
		direction: row.try_get("direction")?,
		body: json(row, "body")?,
	})
}

/// Reads a page of the feedback received, the latest first, on one unit if it is named.
pub async fn came_in(
	database: &Database,
	code: Option<&str>,
	before: Option<i64>,
	limit: i64,
) -> sqlx::Result<Page<Feedback>> {
	let condition = code.map_or("", |_| "AND code = $3");
	let sql = format!(
		"SELECT {FEEDBACK} FROM feedback WHERE direction = 'in' AND id < $1 {condition} ORDER BY id DESC LIMIT $2"
	);
	let mut query = sqlx::query(&sql).bind(before.unwrap_or(i64::MAX)).bind(limit + 1);
	if let Some(code) = code {
		query = query.bind(code);
	}
	let rows = query.fetch_all(database.pool()).await?;
	let found = rows.iter().map(read_feedback).collect::<sqlx::Result<_>>()?;
	Ok(Page::cut(found, limit, |feedback: &Feedback| feedback.id.to_string()))
}

/// Last number that this process gave.
static LAST: AtomicI64 = AtomicI64::new(0);
/// Attempts to find a number that no other process has given too.
const ATTEMPTS: u32 = 8;

/// Stores feedback and numbers it: microseconds since 1970, so that numbers go on over restarts.
pub async fn keep_feedback(database: &Database, feedback: &Feedback) -> sqlx::Result<i64> {
	let sql = "INSERT INTO feedback (id, time, from_name, code, kind, direction, body) \
		VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO NOTHING";
	let body = feedback.body.to_string();
	for _ in 0..ATTEMPTS {
		let now = feedback.time.saturating_mul(1000);
		let last = LAST.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |last| Some(now.max(last + 1)));
		let id = now.max(last.unwrap_or_default() + 1);
		let kept = sqlx::query(sql)
			.bind(id)
			.bind(feedback.time)
			.bind(&feedback.from_name)
			.bind(feedback.code.as_deref())
			.bind(&feedback.kind)
			.bind(&feedback.direction)
			.bind(&body)
			.execute(database.pool())
			.await?;
		if kept.rows_affected() == 1 {
			return Ok(id);
		}
	}
	Err(sqlx::Error::RowNotFound)
}

/// Reads the feedback on a unit after a number, the earliest first. Prompts to one party are shown to no other.
pub async fn feedback(
	database: &Database,
	code: &str,
	reader: &str,
	after: i64,
	most: i64,
) -> sqlx::Result<Vec<Feedback>> {
	let sql = format!(
		"SELECT {FEEDBACK} FROM feedback WHERE code = $1 AND id > $2 AND (direction = 'in' OR from_name = $3) \
		 ORDER BY id LIMIT $4"
	);
	let rows =
		sqlx::query(&sql).bind(code).bind(after).bind(reader).bind(most).fetch_all(database.pool()).await?;
	rows.iter().map(read_feedback).collect()
}
