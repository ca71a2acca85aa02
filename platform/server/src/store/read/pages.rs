//! What the pages about participants and declarations are made from, and the codes that labels are printed for.

use crate::store::{
	model::{Declaration, Party, StatusChange, Verdict},
	Database,
};
use serde_json::Value;
use sqlx::{any::AnyRow, Row};

type Result<T> = std::result::Result<T, sqlx::Error>;

/// A participant with what it was admitted on.
#[derive(Clone, Debug)]
pub struct Person {
	/// Who it is.
	pub party: Party,
	/// The nodes that it runs.
	pub nodes: Vec<String>,
	/// Until when it is admitted.
	pub until: Option<i64>,
	/// Its papers.
	pub evidence: Value,
	/// The units that it owns, the latest [`MOST_UNITS`] of them.
	pub units: Vec<String>,
}

/// A declaration with what it says.
#[derive(Clone, Debug)]
pub struct Entry {
	/// How it stands.
	pub declaration: Declaration,
	/// What is said of all goods together.
	pub heading: Value,
	/// Its lines.
	pub lines: Value,
	/// The units that it declares, the first [`MOST_UNITS`] of them.
	pub units: Vec<String>,
	/// Who exports.
	pub declarant: Option<Party>,
}

/// How many units a page lists.
pub const MOST_UNITS: i64 = 64;
/// How many steps of a declaration a page lists.
const MOST_CHANGES: i64 = 256;

const PARTY: &str = "account, name, kind, business, department, status, country, credit_code";

fn party(row: &AnyRow) -> Result<Party> {
	Ok(Party {
		account: row.try_get("account")?,
		name: row.try_get("name")?,
		kind: row.try_get("kind")?,
		business: row.try_get("business")?,
		department: row.try_get("department")?,
		status: row.try_get("status")?,
		country: row.try_get("country")?,
		credit_code: row.try_get("credit_code")?,
	})
}

fn json(row: &AnyRow, column: &str) -> Result<Value> {
	let text: Option<String> = row.try_get(column)?;
	Ok(text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
}

fn texts(value: &Value) -> Vec<String> {
	value.as_array().into_iter().flatten().filter_map(Value::as_str).map(Into::into).collect()
}

/// Participants in the order of their accounts, from behind `after`.
pub async fn people(database: &Database, after: &str, limit: i64) -> Result<Vec<Party>> {
	let sql = format!("SELECT {PARTY} FROM participants WHERE account > $1 ORDER BY account LIMIT $2");
	let rows = sqlx::query(&sql).bind(after).bind(limit).fetch_all(database.pool()).await?;
	rows.iter().map(party).collect()
}

/// A participant. None if the account never was one.
pub async fn person(database: &Database, account: &str) -> Result<Option<Person>> {
	let sql = format!("SELECT {PARTY}, nodes, until, evidence FROM participants WHERE account = $1");
	let Some(row) = sqlx::query(&sql).bind(account).fetch_optional(database.pool()).await? else {
		return Ok(None);
	};
	let sql = "SELECT code FROM units WHERE owner = $1 ORDER BY registered_at DESC, code LIMIT $2";
	let units = sqlx::query_scalar(sql).bind(account).bind(MOST_UNITS).fetch_all(database.pool()).await?;
	Ok(Some(Person {
		party: party(&row)?,
		nodes: texts(&json(&row, "nodes")?),
		until: row.try_get("until")?,
		evidence: json(&row, "evidence")?,
		units,
	}))
}

/// A declaration. None if there is none of the number.
pub async fn entry(database: &Database, number: &str) -> Result<Option<Entry>> {
	let sql = "SELECT entry_number, declarant, status, code, loop_state, declared_at, heading, lines
		FROM declarations WHERE entry_number = $1";
	let Some(row) = sqlx::query(sql).bind(number).fetch_optional(database.pool()).await? else {
		return Ok(None);
	};
	let sql = "SELECT department, agrees, reason, time FROM declaration_verdicts WHERE entry_number = $1
		ORDER BY time, department";
	let verdicts = sqlx::query(sql).bind(number).fetch_all(database.pool()).await?;
	let sql = "SELECT from_status, to_status, code, time FROM declaration_changes WHERE entry_number = $1
		ORDER BY block, event LIMIT $2";
	let changes = sqlx::query(sql).bind(number).bind(MOST_CHANGES).fetch_all(database.pool()).await?;
	let sql = "SELECT code FROM declaration_units WHERE entry_number = $1 ORDER BY code LIMIT $2";
	let units = sqlx::query_scalar(sql).bind(number).bind(MOST_UNITS).fetch_all(database.pool()).await?;
	let declarant: String = row.try_get("declarant")?;
	let sql = format!("SELECT {PARTY} FROM participants WHERE account = $1");
	let exporter = sqlx::query(&sql).bind(&declarant).fetch_optional(database.pool()).await?;
	let verdict = |row: &AnyRow| -> Result<Verdict> {
		Ok(Verdict {
			department: row.try_get("department")?,
			agrees: row.try_get::<i64, _>("agrees")? != 0,
			reason: row.try_get("reason")?,
			time: row.try_get("time")?,
		})
	};
	let change = |row: &AnyRow| -> Result<StatusChange> {
		Ok(StatusChange {
			from: row.try_get("from_status")?,
			to: row.try_get("to_status")?,
			code: row.try_get("code")?,
			time: row.try_get("time")?,
		})
	};
	Ok(Some(Entry {
		declaration: Declaration {
			entry_number: row.try_get("entry_number")?,
			declarant,
			status: row.try_get("status")?,
			code: row.try_get("code")?,
			loop_state: row.try_get("loop_state")?,
			declared_at: row.try_get("declared_at")?,
			verdicts: verdicts.iter().map(verdict).collect::<Result<_>>()?,
			changes: changes.iter().map(change).collect::<Result<_>>()?,
		},
		heading: json(&row, "heading")?,
		lines: json(&row, "lines")?,
		units,
		declarant: exporter.as_ref().map(party).transpose()?,
	}))
}

/// The codes that are printed for a unit: of a batch those of its pieces, of anything else, and of a batch of which no
/// piece is registered, its own. None if there is no such unit.
pub async fn to_print(database: &Database, code: &str, limit: i64, skip: i64) -> Result<Option<Vec<String>>> {
	let sql = "SELECT kind, gtin, lot FROM units WHERE code = $1";
	let Some(row) = sqlx::query(sql).bind(code).fetch_optional(database.pool()).await? else {
		return Ok(None);
	};
	let (kind, gtin, lot): (String, Option<String>, Option<String>) =
		(row.try_get("kind")?, row.try_get("gtin")?, row.try_get("lot")?);
	let (Some(gtin), Some(lot), "Batch") = (gtin, lot, kind.as_str()) else {
		return Ok(Some(Vec::new()));
	};
	let sql = "SELECT code FROM units WHERE gtin = $1 AND lot = $2 AND serial IS NOT NULL
		ORDER BY code LIMIT $3 OFFSET $4";
	let query = sqlx::query_scalar(sql).bind(gtin).bind(lot).bind(limit).bind(skip);
	Ok(Some(query.fetch_all(database.pool()).await?))
}
