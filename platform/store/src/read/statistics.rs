// SPDX-License-Identifier: Apache-2.0

//! Queries of figures on the platform's use and on the records of the chain.

use super::{Result, Snapshot};
use crate::Database;
use serde::Serialize;
use sqlx::{AnyConnection, Row};
use suyuan_chain_client::Info;
use utoipa::ToSchema;

/// A day in milliseconds.
const DAY: i64 = 86_400_000;

/// Codes that the list of those looked up most often has at most.
const MAX_CODES: i64 = 64;

/// Figures of the query log over a number of days.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Queries {
	/// Figures of each day that has queries, the earliest first.
	pub days: Vec<QueriesOfDay>,
	/// Codes asked for most often, the most frequent first: at most 64.
	pub codes: Vec<QueriesOfCode>,
	/// Codes with the most readers, whenever these came: at most 64.
	pub looked_up: Vec<LookedUp>,
}

/// Look-ups of a code by people, without previews, crawlers, prefetches and reloads.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LookedUp {
	/// Trace code that was looked up.
	pub code: String,
	/// Number of look-ups.
	pub count: i64,
	/// Number of readers. One that comes back after a day or more counts anew.
	pub readers: i64,
	/// Time of the last look-up, in milliseconds since 1970 UTC.
	pub last_at: i64,
}

/// Figures of one day's queries.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct QueriesOfDay {
	/// Begin of the day, UTC, in milliseconds since 1970.
	pub day: i64,
	/// Number of queries.
	pub queries: i64,
	/// Number of queries answered with a status of 400 or more.
	pub refused: i64,
	/// Mean duration, in microseconds.
	pub micros: i64,
	/// Longest duration, in microseconds.
	pub slowest: i64,
}

/// Frequency of a code in the query log.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct QueriesOfCode {
	/// Trace code or key that was asked for.
	pub code: String,
	/// Number of queries.
	pub queries: i64,
	/// Number of distinct clients, each a salted hash of an address.
	pub clients: i64,
}

/// Records of a number of days, and present counts of units, declarations, loops and participants.
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

/// Records of a category in one day.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Records {
	/// Begin of the day, UTC, in milliseconds since 1970.
	pub day: i64,
	/// `product`, `transaction`, `logistics` or `customs`.
	pub block: &'static str,
	/// Category of tables 1 to 4. None for positions.
	pub category: Option<String>,
	/// Number of records.
	pub records: i64,
}

/// Number of units of a kind and stage.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Units {
	/// `Item`, `Batch`, `LogisticUnit` or `Service`.
	pub kind: String,
	/// `Open`, `Closed` or `Archived`.
	pub stage: String,
	/// Number of units, isolated ones included.
	pub units: i64,
	/// Number of isolated units among them.
	pub held: i64,
}

/// Number of rows with a value.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Count {
	/// Value that is counted, such as a status or a kind.
	pub what: String,
	/// Number of rows with that value.
	pub count: i64,
}

/// Reads the figures of the query log over the `days` that end now.
pub async fn queries(database: &Database, now: i64, days: i64) -> Result<Queries> {
	let from = now - now.rem_euclid(DAY) - (days - 1) * DAY;
	let mut snapshot = Snapshot::of(database).await?;
	let connection = snapshot.connection();
	// PostgreSQL's sums and averages are of a type that SQLite hasn't.
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
	.bind(MAX_CODES)
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
	let rows =
		sqlx::query("SELECT code, count, readers, last_at FROM scans ORDER BY readers DESC, code LIMIT $1")
			.bind(MAX_CODES)
			.fetch_all(&mut *connection)
			.await?;
	let looked_up = rows
		.iter()
		.map(|row| {
			Ok(LookedUp {
				code: row.try_get("code")?,
				count: row.try_get("count")?,
				readers: row.try_get("readers")?,
				last_at: row.try_get("last_at")?,
			})
		})
		.collect::<Result<_>>()?;
	snapshot.end().await?;
	Ok(Queries { days, codes, looked_up })
}

/// Reads the records of the `days` that end now, and the present counts.
pub async fn flows(database: &Database, now: i64, days: i64) -> Result<Flows> {
	let from = now - now.rem_euclid(DAY) - (days - 1) * DAY;
	let mut snapshot = Snapshot::of(database).await?;
	let connection = snapshot.connection();
	let mut records = vec![];
	for info in Info::ALL {
		let sql = "SELECT day, category, records FROM record_days WHERE info_block = $1 AND day >= $2 ORDER BY day, category";
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
		"SELECT value, stage, CAST(SUM(count) AS BIGINT) AS units, CAST(SUM(held) AS BIGINT) AS held FROM counts
		WHERE what = 'units' GROUP BY value, stage HAVING SUM(count) > 0 ORDER BY value, stage",
	)
	.fetch_all(&mut *connection)
	.await?;
	let units = rows
		.iter()
		.map(|row| {
			Ok(Units {
				kind: row.try_get("value")?,
				stage: row.try_get("stage")?,
				units: row.try_get("units")?,
				held: row.try_get("held")?,
			})
		})
		.collect::<Result<_>>()?;
	let flows = Flows {
		records,
		units,
		declarations: count(connection, "declarations").await?,
		loops: count(connection, "loops").await?,
		participants: count(connection, "participants").await?,
	};
	snapshot.end().await?;
	Ok(flows)
}

/// Reads the counts of a table, which are kept beside it.
async fn count(connection: &mut AnyConnection, table: &str) -> Result<Vec<Count>> {
	let rows = sqlx::query(
		"SELECT value, CAST(SUM(count) AS BIGINT) AS count FROM counts WHERE what = $1
		GROUP BY value HAVING SUM(count) > 0 ORDER BY value",
	)
	.bind(table)
	.fetch_all(connection)
	.await?;
	rows.iter().map(|row| Ok(Count { what: row.try_get("value")?, count: row.try_get("count")? })).collect()
}
