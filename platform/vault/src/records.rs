// SPDX-License-Identifier: Apache-2.0

//! Records: put, found, and listed.

use crate::{
	facts::Right,
	grants,
	log::{append, Act, DONE},
	rows::{find, forget, is_disputed, Record},
	vault::Key,
	Refusal, Result, Vault,
};
use serde::Serialize;
use sqlx::{Connection, Row};
use suyuan_envelope::{
	messages::{Put, MAX_GRANTS, MAX_PATH},
	Content, Recipient,
};
use utoipa::ToSchema;

/// A record of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Listed {
	/// Commitment of the record, 0x hexadecimal.
	pub commitment: String,
	/// Path of the field in its record, as the owner claims it.
	pub path: String,
	/// Account of the owner.
	pub owner: String,
	/// True if it was erased.
	pub erased: bool,
	/// Grants, all of them for the owner, its own for any other.
	pub grants: Vec<Granted>,
}

/// A grant of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Granted {
	/// Account of the reader, or `bearer:` and an id.
	pub to: String,
	/// Ground on which the reader is let in.
	pub basis: String,
	/// Purpose of the grant.
	pub purpose: String,
	/// First moment of the grant: milliseconds since 1970 UTC.
	pub from: i64,
	/// End of the grant: milliseconds since 1970 UTC.
	pub until: i64,
	/// True if it was revoked. What was read before stays read.
	pub revoked: bool,
}

/// The most records of a list.
const MAX_LIST: i64 = 256;

impl Vault {
	/// Keeps an envelope for a commitment that stands on the chain.
	///
	/// In place of one that a reader disputed a new one may be put, and by the unit's owner in place of another's, erased or
	/// not: its grants end with it.
	///
	/// # Errors
	///
	/// [`Refusal::MalformedRecord`], [`Refusal::MalformedEnvelope`], [`Refusal::NotInForce`], [`Refusal::NoSuchCommitment`],
	/// [`Refusal::AlreadyKept`], [`Refusal::Erased`], [`Refusal::TooManyGrants`], [`Refusal::NotDepartment`],
	/// [`Refusal::ByLaw`]
	pub async fn put(
		&self,
		caller: &Recipient,
		code: &str,
		commitment: &str,
		put: Put,
		statement: &str,
		now: i64,
	) -> Result<()> {
		let key = Key::read(code, commitment)?;
		let content = hex::decode(&put.content).map_err(|_| Refusal::MalformedEnvelope)?;
		let content = Content::from_bytes(content)?;
		let plain = |character: char| character.is_ascii_alphanumeric() || "._-[]".contains(character);
		if put.path.is_empty() || put.path.len() > MAX_PATH || !put.path.chars().all(plain) {
			return Err(Refusal::MalformedEnvelope.into());
		}
		if put.grants.len() > MAX_GRANTS {
			return Err(Refusal::TooManyGrants.into());
		}
		let owner = caller.to_string();
		if !self.standing(&owner, now).await?.in_force {
			return Err(Refusal::NotInForce.into());
		}
		let right = self.right_to_keep(&key, &owner).await?;
		let wraps = self.checked(caller, &put.grants, now).await?;

		let mut connection = self.writing().await?;
		let mut transaction = connection.begin().await?;
		let act =
			Act { who: caller, owner: &owner, key: &key, act: "put", purpose: String::new(), outcome: DONE };
		// First, for it takes the lock under which the rest is decided.
		append(&mut transaction, act, now).await?;
		match find(&mut transaction, &key).await? {
			// One that another erased, who had copied the commitment or had the right before, is no end for the unit's owner.
			Some(record) if record.erased && (record.owner == owner || right != Right::Owner) => {
				return Err(Refusal::Erased.into())
			}
			Some(record) => {
				let replaces = match record.owner == owner {
					true => is_disputed(&mut transaction, &key, &owner).await?,
					false => right == Right::Owner,
				};
				if !replaces {
					return Err(Refusal::AlreadyKept.into());
				}
				self.check_departments(&mut transaction, &key, &put.grants, now).await?;
				forget(&mut transaction, &key).await?;
			}
			None => (),
		}
		sqlx::query(
			"INSERT INTO vault_records (code, commitment, path, owner, content, kept_at, erased)
			VALUES ($1, $2, $3, $4, $5, $6, 0)",
		)
		.bind(&key.code)
		.bind(&key.commitment)
		.bind(put.path)
		.bind(owner)
		.bind(content.as_bytes())
		.bind(now)
		.execute(&mut *transaction)
		.await?;
		for (grant, wrap) in put.grants.iter().zip(&wraps) {
			grants::insert(&mut transaction, &key, grant, wrap, statement, now).await?;
		}
		transaction.commit().await?;
		Ok(())
	}

	pub(crate) async fn find(&self, key: &Key) -> Result<Option<Record>> {
		let mut connection = self.kept().await?.pool().acquire().await?;
		Ok(find(&mut connection, key).await?)
	}

	/// Lists the records of a unit that the caller owns or that were granted to it: the first 256.
	pub async fn list(&self, caller: &Recipient, code: &str) -> Result<Vec<Listed>> {
		let key = Key::read(code, &format!("0x{}", hex::encode([0; 32])))?;
		let caller = caller.to_string();
		let rows = sqlx::query(
			"SELECT r.commitment AS commitment, r.path AS path, r.owner AS owner, r.erased AS erased,
				g.recipient AS recipient, g.basis AS basis, g.purpose AS purpose, g.from_at AS from_at,
				g.until_at AS until_at, CASE WHEN g.wrap IS NULL THEN 1 ELSE 0 END AS revoked
			FROM vault_records AS r LEFT JOIN vault_grants AS g
				ON g.code = r.code AND g.commitment = r.commitment AND (r.owner = $2 OR g.recipient = $2)
			WHERE r.code = $1 AND (r.owner = $2 OR g.recipient = $2)
			ORDER BY r.commitment, g.recipient LIMIT $3",
		)
		.bind(key.code)
		.bind(caller)
		.bind(MAX_LIST * MAX_GRANTS as i64)
		.fetch_all(self.kept().await?.pool())
		.await?;
		let mut listed: Vec<Listed> = Vec::new();
		for row in &rows {
			let commitment: String = row.try_get("commitment")?;
			if listed.last().is_none_or(|last| last.commitment != commitment) {
				listed.push(Listed {
					commitment,
					path: row.try_get("path")?,
					owner: row.try_get("owner")?,
					erased: row.try_get::<i64, _>("erased")? != 0,
					grants: Vec::new(),
				});
			}
			if let Some(to) = row.try_get::<Option<String>, _>("recipient")? {
				let granted = Granted {
					to,
					basis: row.try_get("basis")?,
					purpose: row.try_get("purpose")?,
					from: row.try_get("from_at")?,
					until: row.try_get("until_at")?,
					revoked: row.try_get::<i64, _>("revoked").map(|revoked| revoked != 0)?,
				};
				listed.last_mut().expect("one was pushed").grants.push(granted);
			}
		}
		listed.truncate(MAX_LIST as usize);
		Ok(listed)
	}
}
