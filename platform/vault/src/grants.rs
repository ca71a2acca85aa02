// SPDX-License-Identifier: Apache-2.0

//! Grants: given, revoked, and found.

use crate::{
	access,
	log::{append, Act, DONE},
	rows::own,
	vault::Key,
	Refusal, Result, Vault,
};
use sqlx::{AnyConnection, Connection, Row};
use suyuan_envelope::{
	messages::{Basis, Grant, Purpose, MAX_GRANTS},
	Recipient, Wrap,
};

/// Reads that are left of a grant for any number of them.
const ANY_NUMBER: i64 = i64::MAX;

const OWNER: &str = "Owner";
const LAW: &str = "Law";
const CONSENT: &str = "Consent";
const CUSTODY: &str = "Custody";

fn name(basis: Basis) -> (&'static str, u32) {
	match basis {
		Basis::Owner => (OWNER, 0),
		Basis::Law => (LAW, 0),
		Basis::Consent => (CONSENT, 0),
		Basis::Custody { days_after } => (CUSTODY, days_after),
	}
}

fn basis(name: &str, days_after: u32) -> Option<Basis> {
	match name {
		OWNER => Some(Basis::Owner),
		LAW => Some(Basis::Law),
		CONSENT => Some(Basis::Consent),
		CUSTODY => Some(Basis::Custody { days_after }),
		_ => None,
	}
}

const PURPOSES: [(Purpose, &str); 6] = [
	(Purpose::Own, "Own"),
	(Purpose::Deliver, "Deliver"),
	(Purpose::Clear, "Clear"),
	(Purpose::Tax, "Tax"),
	(Purpose::AfterSale, "AfterSale"),
	(Purpose::Court, "Court"),
];

/// Name of a purpose.
pub(crate) fn name_of(purpose: Purpose) -> &'static str {
	PURPOSES.iter().find(|(listed, _)| *listed == purpose).map_or("", |(_, name)| name)
}

impl Vault {
	/// Grants a reader a record, in place of what it was granted before.
	///
	/// # Errors
	///
	/// [`Refusal::MalformedRecord`], [`Refusal::MalformedEnvelope`], [`Refusal::NotInForce`], [`Refusal::UnknownRecord`],
	/// [`Refusal::NotOwner`], [`Refusal::Erased`], [`Refusal::TooManyGrants`], [`Refusal::NotDepartment`], [`Refusal::ByLaw`]
	pub async fn grant(
		&self,
		caller: &Recipient,
		code: &str,
		commitment: &str,
		grant: Grant,
		statement: &str,
		now: i64,
	) -> Result<()> {
		let key = Key::read(code, commitment)?;
		let owner = caller.to_string();
		if !self.standing(&owner, now).await?.in_force {
			return Err(Refusal::NotInForce.into());
		}
		let wraps = self.checked(caller, std::slice::from_ref(&grant), now).await?;
		let mut connection = self.writing().await?;
		let mut transaction = connection.begin().await?;
		let purpose = grant.to.to_string();
		append(
			&mut transaction,
			Act { who: caller, owner: &owner, key: &key, act: "grant", purpose, outcome: DONE },
			now,
		)
		.await?;
		own(&mut transaction, &key, &owner).await?;
		self.check_law(&mut transaction, &key, &grant.to, Some(&grant), now).await?;
		let others = "SELECT COUNT(*) FROM vault_grants
			WHERE code = $1 AND commitment = $2 AND recipient <> $3 AND wrap IS NOT NULL";
		let others: i64 = sqlx::query_scalar(others)
			.bind(&key.code)
			.bind(&key.commitment)
			.bind(grant.to.to_string())
			.fetch_one(&mut *transaction)
			.await?;
		if others >= MAX_GRANTS as i64 {
			return Err(Refusal::TooManyGrants.into());
		}
		forget_revoked(&mut transaction, &key).await?;
		for wrap in &wraps {
			insert(&mut transaction, &key, &grant, wrap, statement, now).await?;
		}
		transaction.commit().await?;
		Ok(())
	}

	/// Revokes what a reader was granted: its wrap is dropped. What it read before stays read.
	///
	/// # Errors
	///
	/// [`Refusal::MalformedRecord`], [`Refusal::UnknownRecord`], [`Refusal::NotOwner`], [`Refusal::Erased`],
	/// [`Refusal::NoGrant`], [`Refusal::ByLaw`]
	pub async fn revoke(
		&self,
		caller: &Recipient,
		code: &str,
		commitment: &str,
		reader: &Recipient,
		now: i64,
	) -> Result<()> {
		let key = Key::read(code, commitment)?;
		let owner = caller.to_string();
		let mut connection = self.writing().await?;
		let mut transaction = connection.begin().await?;
		let purpose = reader.to_string();
		append(
			&mut transaction,
			Act { who: caller, owner: &owner, key: &key, act: "revoke", purpose, outcome: DONE },
			now,
		)
		.await?;
		own(&mut transaction, &key, &owner).await?;
		self.check_law(&mut transaction, &key, reader, None, now).await?;
		let revoked = sqlx::query(
			"UPDATE vault_grants SET wrap = NULL WHERE code = $1 AND commitment = $2 AND recipient = $3
			AND wrap IS NOT NULL",
		)
		.bind(&key.code)
		.bind(&key.commitment)
		.bind(reader.to_string())
		.execute(&mut *transaction)
		.await?;
		if revoked.rows_affected() == 0 {
			return Err(Refusal::NoGrant.into());
		}
		transaction.commit().await?;
		Ok(())
	}

	/// Checks that each department that reads a record by law reads what takes its place no less.
	pub(crate) async fn check_departments(
		&self,
		connection: &mut AnyConnection,
		key: &Key,
		grants: &[Grant],
		now: i64,
	) -> Result<()> {
		for (reader, by_law) in by_law(connection, key, now).await? {
			let narrowed =
				!grants.iter().any(|grant| grant.to.to_string() == reader && by_law.is_within(grant));
			if narrowed && self.standing(&reader, now).await?.department {
				return Err(Refusal::ByLaw.into());
			}
		}
		Ok(())
	}

	/// Checks that the owner takes nothing back that a department reads by law, while it holds its seat: by another grant in
	/// place of that one neither.
	async fn check_law(
		&self,
		connection: &mut AnyConnection,
		key: &Key,
		reader: &Recipient,
		instead: Option<&Grant>,
		now: i64,
	) -> Result<()> {
		let reader = reader.to_string();
		let found = by_law(connection, key, now).await?.into_iter().find(|(listed, _)| *listed == reader);
		let narrowed = found.is_some_and(|(_, by_law)| !instead.is_some_and(|grant| by_law.is_within(grant)));
		if narrowed && self.standing(&reader, now).await?.department {
			return Err(Refusal::ByLaw.into());
		}
		Ok(())
	}

	/// Checks that grants contradict neither themselves nor the chain, and reads their wraps.
	pub(crate) async fn checked(&self, owner: &Recipient, grants: &[Grant], now: i64) -> Result<Vec<Wrap>> {
		let mut wraps = Vec::with_capacity(grants.len());
		for (place, grant) in grants.iter().enumerate() {
			let twice = grants[..place].iter().any(|other| other.to == grant.to);
			let own = (grant.basis == Basis::Owner) == (grant.to == *owner);
			let for_bearer = matches!(grant.to, Recipient::Bearer(_)) && grant.basis != Basis::Consent;
			let until = moment(grant.until);
			if twice
				|| !own || for_bearer
				|| grant.from >= grant.until
				|| until <= now
				|| grant.reads == Some(0)
			{
				return Err(Refusal::MalformedEnvelope.into());
			}
			if grant.basis == Basis::Law && !self.standing(&grant.to.to_string(), now).await?.department {
				return Err(Refusal::NotDepartment.into());
			}
			let wrap = hex::decode(&grant.wrap).map_err(|_| Refusal::MalformedEnvelope)?;
			wraps.push(Wrap::from_bytes(&wrap)?);
		}
		Ok(wraps)
	}

	/// The grant of a record to a reader, with the wrap, unless it was revoked.
	pub(crate) async fn find_grant(
		&self,
		key: &Key,
		reader: &Recipient,
	) -> Result<Option<(access::Grant, Vec<u8>)>> {
		let row = sqlx::query(
			"SELECT basis, days_after, purpose, from_at, until_at, reads_left, wrap FROM vault_grants
			WHERE code = $1 AND commitment = $2 AND recipient = $3",
		)
		.bind(&key.code)
		.bind(&key.commitment)
		.bind(reader.to_string())
		.fetch_optional(self.kept().await?.pool())
		.await?;
		let Some(row) = row else { return Ok(None) };
		let days_after = u32::try_from(row.try_get::<i64, _>("days_after")?).unwrap_or_default();
		let found = basis(row.try_get("basis")?, days_after);
		let purpose: String = row.try_get("purpose")?;
		let purpose = PURPOSES.iter().find(|(_, name)| *name == purpose).map(|(purpose, _)| *purpose);
		// Grounds and purposes that a later version writes let nobody in here.
		let (Some(basis), Some(purpose)) = (found, purpose) else { return Ok(None) };
		let wrap: Option<Vec<u8>> = row.try_get("wrap")?;
		let grant = access::Grant {
			basis,
			purpose,
			from: row.try_get("from_at")?,
			until: row.try_get("until_at")?,
			reads_left: row.try_get("reads_left")?,
			revoked: wrap.is_none(),
		};
		Ok(Some((grant, wrap.unwrap_or_default())))
	}
}

/// The extent of what a department reads by law.
struct ByLaw {
	purpose: String,
	from: i64,
	until: i64,
	reads_left: i64,
}

impl ByLaw {
	/// Returns true if a grant in place of this one takes nothing from it.
	fn is_within(&self, grant: &Grant) -> bool {
		grant.basis == Basis::Law
			&& name_of(grant.purpose) == self.purpose
			&& moment(grant.from) <= self.from
			&& moment(grant.until) >= self.until
			&& grant.reads.map_or(ANY_NUMBER, i64::from) >= self.reads_left
	}
}

/// Reads the grants by law of a record that have not ended, with their readers.
async fn by_law(connection: &mut AnyConnection, key: &Key, now: i64) -> sqlx::Result<Vec<(String, ByLaw)>> {
	let rows = sqlx::query(
		"SELECT recipient, purpose, from_at, until_at, reads_left FROM vault_grants
		WHERE code = $1 AND commitment = $2 AND basis = $3 AND until_at > $4 AND wrap IS NOT NULL",
	)
	.bind(&key.code)
	.bind(&key.commitment)
	.bind(LAW)
	.bind(now)
	.fetch_all(connection)
	.await?;
	rows.iter()
		.map(|row| {
			let by_law = ByLaw {
				purpose: row.try_get("purpose")?,
				from: row.try_get("from_at")?,
				until: row.try_get("until_at")?,
				reads_left: row.try_get("reads_left")?,
			};
			Ok((row.try_get("recipient")?, by_law))
		})
		.collect()
}

/// Deletes the rows of revoked grants but for the latest, as many as there may be grants. They say no more than that they were
/// revoked, which the log says too.
async fn forget_revoked(connection: &mut AnyConnection, key: &Key) -> sqlx::Result<()> {
	let sql =
		"DELETE FROM vault_grants WHERE code = $1 AND commitment = $2 AND wrap IS NULL AND recipient NOT IN (
		SELECT recipient FROM vault_grants WHERE code = $1 AND commitment = $2 AND wrap IS NULL
		ORDER BY granted_at DESC, recipient LIMIT $3)";
	sqlx::query(sql)
		.bind(&key.code)
		.bind(&key.commitment)
		.bind(MAX_GRANTS as i64)
		.execute(connection)
		.await?;
	Ok(())
}

fn moment(moment: u64) -> i64 {
	i64::try_from(moment).unwrap_or(i64::MAX)
}

/// Writes a grant, in place of the one before.
pub(crate) async fn insert(
	connection: &mut AnyConnection,
	key: &Key,
	grant: &Grant,
	wrap: &Wrap,
	statement: &str,
	now: i64,
) -> sqlx::Result<()> {
	let (basis, days_after) = name(grant.basis);
	sqlx::query(
		"INSERT INTO vault_grants (code, commitment, recipient, basis, days_after, purpose, from_at, until_at, reads_left,
			wrap, granted_at, statement)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
		ON CONFLICT (code, commitment, recipient) DO UPDATE SET basis = excluded.basis, days_after = excluded.days_after,
			purpose = excluded.purpose, from_at = excluded.from_at, until_at = excluded.until_at,
			reads_left = excluded.reads_left, wrap = excluded.wrap, granted_at = excluded.granted_at,
			statement = excluded.statement",
	)
	.bind(&key.code)
	.bind(&key.commitment)
	.bind(grant.to.to_string())
	.bind(basis)
	.bind(i64::from(days_after))
	.bind(name_of(grant.purpose))
	.bind(moment(grant.from))
	.bind(moment(grant.until))
	.bind(grant.reads.map_or(ANY_NUMBER, i64::from))
	.bind(&wrap.0[..])
	.bind(now)
	.bind(statement)
	.execute(connection)
	.await?;
	Ok(())
}
