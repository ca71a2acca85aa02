// SPDX-License-Identifier: Apache-2.0

//! Queries of participants and the authorizations between them.

use super::{json, texts, List, Page, Result, Snapshot};
use crate::{model::Party, Database};
use serde::Serialize;
use serde_json::Value;
use sqlx::{any::AnyRow, AnyConnection, Row};
use std::collections::{BTreeMap, BTreeSet};
use utoipa::ToSchema;

/// A participant with the profile that it was admitted on.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Participant {
	/// Public identity of the participant.
	#[serde(flatten)]
	pub party: Party,
	/// Nodes of the standard's §6.2.2 that it writes as.
	pub nodes: Vec<String>,
	/// End of its admission, in milliseconds since 1970 UTC.
	pub until: Option<i64>,
	/// Profile as it was voted on.
	pub profile: Value,
	/// Hash that the vote was bound to, 0x hexadecimal.
	pub profile_hash: Option<String>,
	/// Documents of the profile: the kind of each and its SHA-256.
	pub evidence: Value,
	/// Time of the last change, in milliseconds since 1970 UTC.
	pub changed_at: i64,
	/// What the regulators decided of it, and what it did itself, with the reasons given: the latest 64, in order.
	pub history: Vec<Decision>,
	/// Providers that it authorizes to write into its units: the first 256.
	pub authorizes: Vec<Authorization>,
	/// Owners that authorize it to write into their units: the first 256.
	pub authorized_by: Vec<Authorization>,
}

/// An application, or a decision of the regulators on a participant.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Decision {
	/// Name of the event on the chain, such as `Rejected`.
	pub kind: String,
	/// The reason given, in free text. None of an event that needs none.
	pub reason: Option<String>,
	/// Number of the block that carries it.
	pub block: i64,
	/// Time of that block, in milliseconds since 1970 UTC.
	pub time: i64,
}

/// Authorization by an owner of a provider to write into blocks of its units.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Authorization {
	/// Account of the other side.
	pub account: String,
	/// Information blocks that it covers: an object with a truth value per block.
	pub blocks: Value,
}

/// Conditions on the participants of a list. None doesn't restrict.
#[derive(Clone, Debug, Default)]
pub struct Filter {
	/// Kind, such as `TradeEntity`.
	pub kind: Option<String>,
	/// Business, such as `Manufacturer`.
	pub business: Option<String>,
	/// Status, such as `Active`.
	pub status: Option<String>,
	/// Unified social credit code, in full.
	pub credit_code: Option<String>,
}

/// Decisions on a participant that are listed at most.
const MAX_DECISIONS: i64 = 64;

/// Authorizations of a participant that are listed at most, in each direction.
const MOST_AUTHORIZATIONS: i64 = 256;

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

/// Reads a participant. None if the account never was one.
pub async fn participant(database: &Database, account: &str) -> Result<Option<Participant>> {
	let mut snapshot = Snapshot::of(database).await?;
	let connection = snapshot.connection();
	let row = sqlx::query(&format!(
		"SELECT {PARTY}, nodes, until, profile, profile_hash, evidence, changed_at FROM participants WHERE account = $1"
	))
	.bind(account)
	.fetch_optional(&mut *connection)
	.await?;
	let Some(row) = row else { return Ok(None) };
	let participant = Participant {
		party: party(&row)?,
		nodes: texts(&row, "nodes")?,
		until: row.try_get("until")?,
		profile: json(&row, "profile")?,
		profile_hash: row.try_get("profile_hash")?,
		evidence: json(&row, "evidence")?,
		changed_at: row.try_get("changed_at")?,
		history: history(connection, account).await?,
		authorizes: authorizations(connection, "owner", "provider", account).await?,
		authorized_by: authorizations(connection, "provider", "owner", account).await?,
	};
	snapshot.end().await?;
	Ok(Some(participant))
}

async fn history(connection: &mut AnyConnection, account: &str) -> Result<Vec<Decision>> {
	let rows = sqlx::query(
		"SELECT block, time, kind, reason FROM participant_events WHERE account = $1
		ORDER BY block DESC, event DESC LIMIT $2",
	)
	.bind(account)
	.bind(MAX_DECISIONS)
	.fetch_all(connection)
	.await?;
	let decision = |row: &AnyRow| {
		Ok(Decision {
			kind: row.try_get("kind")?,
			reason: row.try_get("reason")?,
			block: row.try_get("block")?,
			time: row.try_get("time")?,
		})
	};
	rows.iter().rev().map(decision).collect()
}

async fn authorizations(
	connection: &mut AnyConnection,
	here: &str,
	there: &str,
	account: &str,
) -> Result<Vec<Authorization>> {
	let rows = sqlx::query(&format!(
		"SELECT {there} AS account, info_blocks FROM authorizations WHERE {here} = $1 ORDER BY {there} LIMIT $2"
	))
	.bind(account)
	.bind(MOST_AUTHORIZATIONS)
	.fetch_all(connection)
	.await?;
	rows.iter()
		.map(|row| Ok(Authorization { account: row.try_get("account")?, blocks: json(row, "info_blocks")? }))
		.collect()
}

/// Reads a page of participants in the order of their accounts.
pub async fn list(
	database: &Database,
	filter: &Filter,
	after: Option<&str>,
	limit: i64,
) -> Result<Page<Party>> {
	let wanted = [
		("kind", &filter.kind),
		("business", &filter.business),
		("status", &filter.status),
		("credit_code", &filter.credit_code),
	];
	let mut conditions = vec!["account > $1".to_owned()];
	let mut values = vec![];
	for (column, value) in wanted {
		if let Some(value) = value {
			values.push(value);
			conditions.push(format!("{column} = ${}", values.len() + 2));
		}
	}
	let statement = format!(
		"SELECT {PARTY} FROM participants WHERE {} ORDER BY account LIMIT $2",
		conditions.join(" AND ")
	);
	let mut query = sqlx::query(&statement).bind(after.unwrap_or_default()).bind(limit + 1);
	for value in values {
		query = query.bind(value);
	}
	let rows = query.fetch_all(database.pool()).await?;
	let parties = rows.iter().map(party).collect::<Result<_>>()?;
	Ok(Page::cut(parties, limit, |party: &Party| party.account.clone()))
}

/// Reads participants whose name contains a text, or whose credit code it is.
pub(super) async fn named(connection: &mut AnyConnection, text: &str, limit: i64) -> Result<Vec<Party>> {
	let pattern = text.to_lowercase().replace('!', "!!").replace('%', "!%").replace('_', "!_");
	let rows = sqlx::query(&format!(
		"SELECT {PARTY} FROM participants WHERE LOWER(name) LIKE $1 ESCAPE '!' OR credit_code = $2
		ORDER BY account LIMIT $3"
	))
	.bind(format!("%{pattern}%"))
	.bind(text)
	.bind(limit)
	.fetch_all(connection)
	.await?;
	rows.iter().map(party).collect()
}

/// Reads the participants among these accounts.
pub(super) async fn parties(
	connection: &mut AnyConnection,
	accounts: BTreeSet<String>,
) -> Result<BTreeMap<String, Party>> {
	let accounts: Vec<_> = accounts.into_iter().collect();
	let mut parties = BTreeMap::new();
	for accounts in accounts.chunks(List::<String>::MAX_PAGE) {
		let list = List::of(accounts);
		let statement =
			format!("SELECT {PARTY} FROM participants WHERE account IN ({})", list.placeholders(1));
		let mut query = sqlx::query(&statement);
		for account in list.filled() {
			query = query.bind(account);
		}
		for row in query.fetch_all(&mut *connection).await? {
			let party = party(&row)?;
			parties.insert(party.account.clone(), party);
		}
	}
	Ok(parties)
}
