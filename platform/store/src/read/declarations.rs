// SPDX-License-Identifier: Apache-2.0

//! Queries of the alliance chain: declarations, filings, and closed loops of order, goods and money.

use super::{
	json, truth,
	verdicts::{self, GivenVerdict},
	List, Page, Result, Snapshot,
};
use crate::{
	model::{Declaration, StatusChange, Verdict},
	Database,
};
use serde::Serialize;
use serde_json::Value;
use sqlx::{any::AnyRow, AnyConnection, Row};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A declaration in full.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FullDeclaration {
	/// Summary with status, verdicts and changes.
	#[serde(flatten)]
	pub declaration: Declaration,
	/// Hash that the verdicts are bound to, 0x hexadecimal.
	pub declaration_hash: String,
	/// Supervision mode 监管方式 under which the goods leave.
	pub supervision: Option<String>,
	/// Fields of the declaration that hold for all its lines.
	pub heading: Value,
	/// Lines of the declaration 申报清单.
	pub lines: Value,
	/// Departments that have yet to give a verdict. Empty once it was released or settled.
	pub waits_for: Vec<String>,
	/// Every verdict ever given on it, in order, those included that were revised or fell with an amendment: the latest 256.
	pub verdicts_given: Vec<GivenVerdict>,
	/// The loop of its order, with the fields that disagree or the documents that are missing. None if its order has none.
	pub reconciliation: Option<Loop>,
	/// Trace codes of the units that it declares: the first 256.
	pub units: Vec<String>,
	/// Quarantines and recalls that keep goods of it from being released: the first 256.
	pub held: Vec<Held>,
	/// Time of the last change, in milliseconds since 1970 UTC.
	pub changed_at: i64,
}

/// A quarantine or a recall of a declared unit, or of what is around or inside it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Held {
	/// Trace code of the unit that is held.
	pub code: String,
	/// `Quarantine` or `Recall`.
	pub hold: String,
	/// Reason that was given for it.
	pub reason: Option<String>,
}

/// An exporter's filing 备案.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Filing {
	/// Account of the exporter.
	pub exporter: String,
	/// Status of the filing, such as `Good`.
	pub status: String,
	/// Hash that the verdicts are bound to, 0x hexadecimal.
	pub filing_hash: String,
	/// Time at which it lapses, in milliseconds since 1970 UTC.
	pub lapses_at: Option<i64>,
	/// Fields of the filing, as filed.
	pub detail: Value,
	/// Time of the last change, in milliseconds since 1970 UTC.
	pub changed_at: i64,
	/// Verdicts of the departments, the last of each.
	pub verdicts: Vec<Verdict>,
	/// Every verdict ever given to the exporter, in order: the latest of the list, 256 at most.
	pub verdicts_given: Vec<GivenVerdict>,
}

/// The closed loop of one purchase: order, receipts, waybills and declaration held against each other.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Loop {
	/// Account of the merchant whose order it is.
	pub merchant: String,
	/// Code of the platform 电商平台代码.
	pub platform: String,
	/// Code of the merchant 电商企业代码.
	pub merchant_code: String,
	/// Number of the order 订单编号.
	pub number: String,
	/// `Open`, `Matched`, `SelfStated` or `Mismatch`.
	pub state: String,
	/// Documents of the loop, those missing and those that disagree.
	pub detail: Value,
	/// Time of the last change, in milliseconds since 1970 UTC.
	pub changed_at: i64,
}

/// Units of a declaration that are listed at most.
const MOST_UNITS: i64 = 256;

/// Changes of a declaration's status that are listed at most: the first.
const MOST_CHANGES: i64 = 256;

const DECLARATION: &str =
	"entry_number, declarant, status, code, loop_state, loop_digest, released_loop, declared_at";

fn declaration(row: &AnyRow) -> Result<Declaration> {
	let released: Option<String> = row.try_get("released_loop")?;
	let now: Option<String> = row.try_get("loop_digest")?;
	Ok(Declaration {
		entry_number: row.try_get("entry_number")?,
		declarant: row.try_get("declarant")?,
		status: row.try_get("status")?,
		code: row.try_get("code")?,
		loop_state: row.try_get("loop_state")?,
		changed_after_release: released.is_some() && released != now,
		declared_at: row.try_get("declared_at")?,
		verdicts: vec![],
		changes: vec![],
	})
}

fn verdict(row: &AnyRow) -> Result<Verdict> {
	Ok(Verdict {
		department: row.try_get("department")?,
		agrees: truth(row, "agrees")?,
		reason: row.try_get("reason")?,
		time: row.try_get("time")?,
	})
}

/// Reads the latest declarations of a unit.
pub(super) async fn of_unit(
	connection: &mut AnyConnection,
	code: &str,
	limit: i64,
) -> Result<Vec<Declaration>> {
	let rows = sqlx::query(
		"SELECT declarations.entry_number AS entry_number, declarant, status, declarations.code AS code, loop_state,
			loop_digest, released_loop, declared_at
		FROM declaration_units JOIN declarations ON declarations.entry_number = declaration_units.entry_number
		WHERE declaration_units.code = $1 ORDER BY declared_at DESC, declarations.entry_number LIMIT $2",
	)
	.bind(code)
	.bind(limit)
	.fetch_all(&mut *connection)
	.await?;
	let mut declarations = rows.iter().map(declaration).collect::<Result<Vec<_>>>()?;
	complete(connection, &mut declarations).await?;
	Ok(declarations)
}

/// Adds verdicts and changes of status to declarations.
async fn complete(connection: &mut AnyConnection, declarations: &mut [Declaration]) -> Result<()> {
	if declarations.is_empty() {
		return Ok(());
	}
	let numbers: Vec<_> = declarations.iter().map(|declaration| declaration.entry_number.clone()).collect();
	let mut by_number: BTreeMap<_, _> =
		declarations.iter_mut().map(|declaration| (declaration.entry_number.clone(), declaration)).collect();
	let list = List::of(&numbers);
	let places = list.placeholders(1);
	let verdicts = format!(
		"SELECT entry_number, department, agrees, reason, time FROM declaration_verdicts
		WHERE entry_number IN ({places}) ORDER BY entry_number, department"
	);
	let mut query = sqlx::query(&verdicts);
	for number in list.filled() {
		query = query.bind(number);
	}
	for row in query.fetch_all(&mut *connection).await? {
		if let Some(declaration) = by_number.get_mut(&row.try_get::<String, _>("entry_number")?) {
			declaration.verdicts.push(verdict(&row)?);
		}
	}
	let changes = format!(
		"SELECT entry_number, from_status, to_status, code, time FROM declaration_changes
		WHERE entry_number IN ({places}) ORDER BY entry_number, block, event LIMIT {}",
		MOST_CHANGES * numbers.len() as i64
	);
	let mut query = sqlx::query(&changes);
	for number in list.filled() {
		query = query.bind(number);
	}
	for row in query.fetch_all(&mut *connection).await? {
		if let Some(declaration) = by_number.get_mut(&row.try_get::<String, _>("entry_number")?) {
			declaration.changes.push(StatusChange {
				from: row.try_get("from_status")?,
				to: row.try_get("to_status")?,
				code: row.try_get("code")?,
				time: row.try_get("time")?,
			});
		}
	}
	Ok(())
}

/// Reads a declaration. None if the entry number was never declared.
pub async fn by_entry_number(database: &Database, entry_number: &str) -> Result<Option<FullDeclaration>> {
	let mut snapshot = Snapshot::of(database).await?;
	let connection = snapshot.connection();
	let row = sqlx::query(&format!(
		"SELECT {DECLARATION}, declaration_hash, supervision, heading, lines, approval, changed_at FROM declarations
		WHERE entry_number = $1"
	))
	.bind(entry_number)
	.fetch_optional(&mut *connection)
	.await?;
	let Some(row) = row else { return Ok(None) };
	let mut short = [declaration(&row)?];
	complete(connection, &mut short).await?;
	let [declaration] = short;
	let units =
		sqlx::query("SELECT code FROM declaration_units WHERE entry_number = $1 ORDER BY code LIMIT $2")
			.bind(entry_number)
			.bind(MOST_UNITS)
			.fetch_all(&mut *connection)
			.await?;
	let held = held_of(connection, entry_number).await?;
	let heading = json(&row, "heading")?;
	let matter = [entry_number.to_string()];
	let full = FullDeclaration {
		waits_for: verdicts::waits_for(&json(&row, "approval")?, &declaration.status),
		verdicts_given: verdicts::given(connection, &matter).await?.remove(entry_number).unwrap_or_default(),
		reconciliation: loop_of(connection, &declaration.declarant, &heading["order"]).await?,
		declaration,
		declaration_hash: row.try_get("declaration_hash")?,
		supervision: row.try_get("supervision")?,
		heading,
		lines: json(&row, "lines")?,
		units: units.iter().map(|row| row.try_get("code")).collect::<Result<_>>()?,
		held,
		changed_at: row.try_get("changed_at")?,
	};
	snapshot.end().await?;
	Ok(Some(full))
}

/// Reads the holds on a declaration's units, and on what is around and inside them.
async fn held_of(connection: &mut AnyConnection, entry_number: &str) -> Result<Vec<Held>> {
	// The chain packs four deep. The bounds end the walks should a row ever be wrong.
	let rows = sqlx::query(
		"WITH RECURSIVE around(code, packed_in, depth) AS (
			SELECT units.code, units.packed_in, CAST(0 AS BIGINT) FROM declaration_units
			JOIN units ON units.code = declaration_units.code WHERE entry_number = $1
			UNION
			SELECT outer_unit.code, outer_unit.packed_in, around.depth + 1
			FROM around JOIN units AS outer_unit ON outer_unit.code = around.packed_in WHERE around.depth < 16
		), inside(code, depth) AS (
			SELECT code, CAST(0 AS BIGINT) FROM declaration_units WHERE entry_number = $1
			UNION
			SELECT inner_unit.code, inside.depth + 1
			FROM inside JOIN units AS inner_unit ON inner_unit.packed_in = inside.code WHERE inside.depth < 16
		)
		SELECT code, hold, hold_reason FROM units WHERE hold IS NOT NULL
		AND code IN (SELECT code FROM around UNION SELECT code FROM inside) ORDER BY code LIMIT $2",
	)
	.bind(entry_number)
	.bind(MOST_UNITS)
	.fetch_all(connection)
	.await?;
	rows.iter()
		.map(|row| {
			Ok(Held {
				code: row.try_get("code")?,
				hold: row.try_get("hold")?,
				reason: row.try_get("hold_reason")?,
			})
		})
		.collect()
}

/// Reads a page of declarations in the order of their entry numbers, of one declarant if it is named.
pub async fn list(
	database: &Database,
	declarant: Option<&str>,
	after: Option<&str>,
	limit: i64,
) -> Result<Page<Declaration>> {
	let mut snapshot = Snapshot::of(database).await?;
	let connection = snapshot.connection();
	let condition = declarant.map_or("", |_| "AND declarant = $3");
	let statement = format!(
		"SELECT {DECLARATION} FROM declarations WHERE entry_number > $1 {condition} ORDER BY entry_number LIMIT $2"
	);
	let mut query = sqlx::query(&statement).bind(after.unwrap_or_default()).bind(limit + 1);
	if let Some(declarant) = declarant {
		query = query.bind(declarant);
	}
	let rows = query.fetch_all(&mut *connection).await?;
	let declarations = rows.iter().map(declaration).collect::<Result<_>>()?;
	let mut page = Page::cut(declarations, limit, |one: &Declaration| one.entry_number.clone());
	complete(connection, &mut page.items).await?;
	snapshot.end().await?;
	Ok(page)
}

const FILING: &str = "exporter, status, filing_hash, lapses_at, detail, changed_at";

fn filing(row: &AnyRow) -> Result<Filing> {
	Ok(Filing {
		exporter: row.try_get("exporter")?,
		status: row.try_get("status")?,
		filing_hash: row.try_get("filing_hash")?,
		lapses_at: row.try_get("lapses_at")?,
		detail: json(row, "detail")?,
		changed_at: row.try_get("changed_at")?,
		verdicts: vec![],
		verdicts_given: vec![],
	})
}

async fn with_verdicts(connection: &mut AnyConnection, filings: &mut [Filing]) -> Result<()> {
	if filings.is_empty() {
		return Ok(());
	}
	let exporters: Vec<_> = filings.iter().map(|filing| filing.exporter.clone()).collect();
	let list = List::of(&exporters);
	let statement = format!(
		"SELECT exporter, department, agrees, reason, time FROM filing_verdicts WHERE exporter IN ({})
		ORDER BY exporter, department",
		list.placeholders(1)
	);
	let mut query = sqlx::query(&statement);
	for exporter in list.filled() {
		query = query.bind(exporter);
	}
	for row in query.fetch_all(&mut *connection).await? {
		let exporter: String = row.try_get("exporter")?;
		if let Some(filing) = filings.iter_mut().find(|filing| filing.exporter == exporter) {
			filing.verdicts.push(verdict(&row)?);
		}
	}
	let mut given = verdicts::given(connection, &exporters).await?;
	for filing in filings {
		filing.verdicts_given = given.remove(&filing.exporter).unwrap_or_default();
	}
	Ok(())
}

/// Reads the filing of an exporter, if it has one.
pub async fn filing_of(database: &Database, exporter: &str) -> Result<Option<Filing>> {
	let mut snapshot = Snapshot::of(database).await?;
	let connection = snapshot.connection();
	let row = sqlx::query(&format!("SELECT {FILING} FROM filings WHERE exporter = $1"))
		.bind(exporter)
		.fetch_optional(&mut *connection)
		.await?;
	let Some(row) = row else { return Ok(None) };
	let mut filings = [filing(&row)?];
	with_verdicts(connection, &mut filings).await?;
	snapshot.end().await?;
	let [filing] = filings;
	Ok(Some(filing))
}

/// Reads a page of filings in the order of their exporters.
pub async fn filings(database: &Database, after: Option<&str>, limit: i64) -> Result<Page<Filing>> {
	let mut snapshot = Snapshot::of(database).await?;
	let connection = snapshot.connection();
	let rows =
		sqlx::query(&format!("SELECT {FILING} FROM filings WHERE exporter > $1 ORDER BY exporter LIMIT $2"))
			.bind(after.unwrap_or_default())
			.bind(limit + 1)
			.fetch_all(&mut *connection)
			.await?;
	let filings = rows.iter().map(filing).collect::<Result<_>>()?;
	let mut page = Page::cut(filings, limit, |filing: &Filing| filing.exporter.clone());
	with_verdicts(connection, &mut page.items).await?;
	snapshot.end().await?;
	Ok(page)
}

const LOOP: &str = "merchant, platform, merchant_code, number, state, detail, changed_at";

fn closed_loop(row: &AnyRow) -> Result<Loop> {
	Ok(Loop {
		merchant: row.try_get("merchant")?,
		platform: row.try_get("platform")?,
		merchant_code: row.try_get("merchant_code")?,
		number: row.try_get("number")?,
		state: row.try_get("state")?,
		detail: json(row, "detail")?,
		changed_at: row.try_get("changed_at")?,
	})
}

/// Reads the loop of an order of a declarant.
async fn loop_of(connection: &mut AnyConnection, merchant: &str, order: &Value) -> Result<Option<Loop>> {
	let part = |name: &str| order[name].as_str().unwrap_or_default();
	let row = sqlx::query(&format!(
		"SELECT {LOOP} FROM loops WHERE merchant = $1 AND platform = $2 AND merchant_code = $3 AND number = $4"
	))
	.bind(merchant)
	.bind(part("platform"))
	.bind(part("merchant"))
	.bind(part("number"))
	.fetch_optional(connection)
	.await?;
	row.as_ref().map(closed_loop).transpose()
}

/// Key at which a page of a merchant's loops ended: platform, merchant code and order number.
pub type LoopKey = (String, String, String);

/// Reads a page of the loops of a merchant.
pub async fn loops(
	database: &Database,
	merchant: &str,
	after: Option<&LoopKey>,
	limit: i64,
) -> Result<Page<Loop>> {
	let nothing = LoopKey::default();
	let (platform, merchant_code, number) = after.unwrap_or(&nothing);
	let rows = sqlx::query(&format!(
		"SELECT {LOOP} FROM loops
		WHERE merchant = $1 AND (platform, merchant_code, number) > ($2, $3, $4)
		ORDER BY platform, merchant_code, number LIMIT $5"
	))
	.bind(merchant)
	.bind(platform)
	.bind(merchant_code)
	.bind(number)
	.bind(limit + 1)
	.fetch_all(database.pool())
	.await?;
	let loops = rows.iter().map(closed_loop).collect::<Result<_>>()?;
	Ok(Page::cut(loops, limit, |one: &Loop| {
		// The three parts may have any character, so the key is JSON.
		serde_json::to_string(&(&one.platform, &one.merchant_code, &one.number)).unwrap_or_default()
	}))
}
