//! Figures of how the platform is used and of what flows through the chain.

use super::{Result, Snapshot};
use crate::Database;
use serde::Serialize;
use sqlx::{AnyConnection, Row};
use suyuan_chain_client::Info;
use utoipa::ToSchema;

/// A day in milliseconds.
const DAY: i64 = 86_400_000;

/// How many codes the list of those looked up most often has.
const MOST_CODES: i64 = 64;

/// Queries of a number of days.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Queries {
	/// Day by day.
	pub days: Vec<QueriesOfDay>,
	/// The codes asked for most often, the first first.
	pub codes: Vec<QueriesOfCode>,
}

/// The queries of one day.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct QueriesOfDay {
	/// When the day begins, UTC.
	pub day: i64,
	/// How many there were.
	pub queries: i64,
	/// How many of them were refused or failed.
	pub refused: i64,
	/// How long they took on average, in microseconds.
	pub micros: i64,
	/// How long the slowest took.
	pub slowest: i64,
}

/// How often a code was asked for.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct QueriesOfCode {
	/// The code.
	pub code: String,
	/// How often.
	pub queries: i64,
	/// From how many different places.
	pub clients: i64,
}

/// What flowed through the chain in a number of days, and how things stand now.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Flows {
	/// Records by day, block and category.
	pub records: Vec<Records>,
	/// Units by kind and stage.
	pub units: Vec<Units>,
	/// Declarations by status.
	pub declarations: Vec<Count>,
	/// Closed loops by state.
	pub loops: Vec<Count>,
	/// Participants by kind.
	pub participants: Vec<Count>,
}

/// How many records of a category a day brought.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Records {
	/// When the day begins, UTC.
	pub day: i64,
	/// `product`, `transaction`, `logistics` or `customs`.
	pub block: &'static str,
	/// The category. None for positions.
	pub category: Option<String>,
	/// How many.
	pub records: i64,
}

/// How many units there are of a kind and stage.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Units {
	/// The kind.
	pub kind: String,
	/// The stage.
	pub stage: String,
	/// How many.
	pub units: i64,
	/// How many of them are isolated.
	pub held: i64,
}

/// How many there are of something.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Count {
	/// What.
	pub what: String,
	/// How many.
	pub count: i64,
}

/// The queries of the `days` that end now.
pub async fn queries(database: &Database, now: i64, days: i64) -> Result<Queries> {
	let from = now - now.rem_euclid(DAY) - (days - 1) * DAY;
	let mut snapshot = Snapshot::of(database).await?;
	let connection = snapshot.connection();
	// Sums and averages of PostgreSQL are of a type that SQLite hasn't.
	let rows = sqlx::query(&format!(
		"SELECT time / {DAY} * {DAY} AS day, COUNT(*) AS queries,
			CAST(SUM(CASE WHEN status >= 400 THEN 1 ELSE 0 END) AS BIGINT) AS refused,
			CAST(AVG(micros) AS BIGINT) AS micros, MAX(micros) AS slowest
		FROM queries WHERE time >= $1 GROUP BY time / {DAY} ORDER BY day"
	))
	.bind(from)
	.fetch_all(&mut *connection)
	.await?;
	let days = rows
		.iter()
		.map(|row| {
			Ok(QueriesOfDay {
				day: row.try_get("day")?,
				queries: row.try_get("queries")?,
				refused: row.try_get("refused")?,
				micros: row.try_get("micros")?,
				slowest: row.try_get("slowest")?,
			})
		})
		.collect::<Result<_>>()?;
	let rows = sqlx::query(
		"SELECT code, COUNT(*) AS queries, COUNT(DISTINCT client) AS clients FROM queries
		WHERE time >= $1 AND code IS NOT NULL GROUP BY code ORDER BY queries DESC, code LIMIT $2",
	)
	.bind(from)
	.bind(MOST_CODES)
	.fetch_all(&mut *connection)
	.await?;
	let codes = rows
		.iter()
		.map(|row| {
			Ok(QueriesOfCode {
				code: row.try_get("code")?,
				queries: row.try_get("queries")?,
				clients: row.try_get("clients")?,
			})
		})
		.collect::<Result<_>>()?;
	snapshot.end().await?;
	Ok(Queries { days, codes })
}

/// What flowed in the `days` that end now.
pub async fn flows(database: &Database, now: i64, days: i64) -> Result<Flows> {
	let from = now - now.rem_euclid(DAY) - (days - 1) * DAY;
	let mut snapshot = Snapshot::of(database).await?;
	let connection = snapshot.connection();
	let mut records = vec![];
	for info in Info::ALL {
		let sql = "SELECT day, category, records FROM record_days WHERE block = $1 AND day >= $2 ORDER BY day, category";
		let rows = sqlx::query(sql).bind(info.name()).bind(from).fetch_all(&mut *connection).await?;
		for row in rows {
			let category: String = row.try_get("category")?;
			records.push(Records {
				day: row.try_get("day")?,
				block: info.name(),
				category: (!category.is_empty()).then_some(category),
				records: row.try_get("records")?,
			});
		}
	}
	let rows = sqlx::query(
		"SELECT kind, stage, COUNT(*) AS units, COUNT(hold) AS held FROM units GROUP BY kind, stage ORDER BY kind, stage",
	)
	.fetch_all(&mut *connection)
	.await?;
	let units = rows
		.iter()
		.map(|row| {
			Ok(Units {
				kind: row.try_get("kind")?,
				stage: row.try_get("stage")?,
				units: row.try_get("units")?,
				held: row.try_get("held")?,
			})
		})
		.collect::<Result<_>>()?;
	let flows = Flows {
		records,
		units,
		declarations: count(connection, "declarations", "status").await?,
		loops: count(connection, "loops", "state").await?,
		participants: count(connection, "participants", "kind").await?,
	};
	snapshot.end().await?;
	Ok(flows)
}

async fn count(connection: &mut AnyConnection, table: &str, column: &str) -> Result<Vec<Count>> {
	let rows = sqlx::query(&format!(
		"SELECT {column} AS what, COUNT(*) AS count FROM {table} WHERE {column} IS NOT NULL
		GROUP BY {column} ORDER BY {column}"
	))
	.fetch_all(connection)
	.await?;
	rows.iter().map(|row| Ok(Count { what: row.try_get("what")?, count: row.try_get("count")? })).collect()
}
