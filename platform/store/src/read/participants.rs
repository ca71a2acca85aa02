//! Who takes part.

use super::{json, texts, List, Page, Result, Snapshot};
use crate::{model::Party, Database};
use serde::Serialize;
use serde_json::Value;
use sqlx::{any::AnyRow, AnyConnection, Row};
use std::collections::{BTreeMap, BTreeSet};
use utoipa::ToSchema;

/// A participant with what it was admitted on.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Participant {
	/// Who it is.
	#[serde(flatten)]
	pub party: Party,
	/// The nodes of the standard's §6.2.2 that it writes as.
	pub nodes: Vec<String>,
	/// Until when it is admitted.
	pub until: Option<i64>,
	/// Its profile as it was voted on.
	pub profile: Value,
	/// The hash that the vote was bound to.
	pub profile_hash: Option<String>,
	/// Its documents: what each is and its SHA-256.
	pub evidence: Value,
	/// In which block this last changed.
	pub changed_at: i64,
	/// Whom it lets write into its units, the first of them.
	pub authorizes: Vec<Authorization>,
	/// Into whose units it may write, the first of them.
	pub authorized_by: Vec<Authorization>,
}

/// That one lets another write into its units' blocks.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Authorization {
	/// The other side.
	pub account: String,
	/// Which blocks.
	pub blocks: Value,
}

/// What the participants that are asked for have in common.
#[derive(Clone, Debug, Default)]
pub struct Filter {
	/// Their kind.
	pub kind: Option<String>,
	/// Their business.
	pub business: Option<String>,
	/// Whether they are in force.
	pub status: Option<String>,
	/// Their unified social credit code.
	pub credit_code: Option<String>,
}

/// How many authorizations of a participant are told.
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

/// A participant. None if the account never was one.
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
		authorizes: authorizations(connection, "owner", "provider", account).await?,
		authorized_by: authorizations(connection, "provider", "owner", account).await?,
	};
	snapshot.end().await?;
	Ok(Some(participant))
}

async fn authorizations(
	connection: &mut AnyConnection,
	here: &str,
	there: &str,
	account: &str,
) -> Result<Vec<Authorization>> {
	let rows = sqlx::query(&format!(
		"SELECT {there} AS account, blocks FROM authorizations WHERE {here} = $1 ORDER BY {there} LIMIT $2"
	))
	.bind(account)
	.bind(MOST_AUTHORIZATIONS)
	.fetch_all(connection)
	.await?;
	rows.iter()
		.map(|row| Ok(Authorization { account: row.try_get("account")?, blocks: json(row, "blocks")? }))
		.collect()
}

/// A page of participants in the order of their accounts.
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

/// Those of the accounts that are participants.
pub(super) async fn parties(
	connection: &mut AnyConnection,
	accounts: BTreeSet<String>,
) -> Result<BTreeMap<String, Party>> {
	let accounts: Vec<_> = accounts.into_iter().collect();
	let mut parties = BTreeMap::new();
	for accounts in accounts.chunks(List::<String>::MOST) {
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
