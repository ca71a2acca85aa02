// SPDX-License-Identifier: Apache-2.0

//! The log: every act, and every read, those that are refused too, chained by hashes.
//!
//! `digest' = blake2_256(digest ++ blake2_256(SCALE(entry)))`, from 32 zero bytes, as the heads of information blocks are. The
//! head says how many entries there are; whoever noted one finds out later whether an entry before it was changed or left out.

use crate::{schema::NO_DIGEST, vault::Key, Refusal, Result, Vault};
use codec::Encode;
use serde::Serialize;
use sp_crypto_hashing::blake2_256;
use sqlx::{any::AnyRow, AnyConnection, Row};
use suyuan_envelope::Recipient;
use utoipa::ToSchema;

/// The most entries of a page.
pub const MAX_PAGE: i64 = 256;

/// An entry of the log.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Serialize, ToSchema)]
pub struct LogEntry {
	/// Number of the entry, from 1.
	pub seq: i64,
	/// Time of the act, in milliseconds since 1970 UTC.
	pub time: i64,
	/// Account that acted, or `bearer:` and an id.
	pub who: String,
	/// Account of the record's owner.
	pub owner: String,
	/// Trace code of the unit.
	pub code: String,
	/// Commitment of the record, 0x hexadecimal.
	pub commitment: String,
	/// Act: `put`, `grant`, `revoke`, `read`, `report` or `erase`.
	pub act: String,
	/// Purpose of a read, or the recipient of a grant.
	pub purpose: String,
	/// `done`, or the name of the refusal.
	pub outcome: String,
}

/// The head of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LogHead {
	/// Number of entries.
	pub seq: i64,
	/// Digest over all of them, 0x hexadecimal.
	pub digest: String,
}

/// A page of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LogPage {
	/// Entries, in order.
	pub items: Vec<LogEntry>,
	/// Number to ask the next page with, as `after`. None on the last one.
	pub next: Option<i64>,
}

/// An act that is about to be logged.
pub(crate) struct Act<'a> {
	pub who: &'a Recipient,
	pub owner: &'a str,
	pub key: &'a Key,
	pub act: &'static str,
	pub purpose: String,
	pub outcome: &'static str,
}

/// Outcome of an act that was carried out.
pub(crate) const DONE: &str = "done";

/// Takes the lock of the log, under which an act is decided. It comes before any other of a transaction, so that no two wait
/// for each other, and whoever comes meanwhile waits, so that entries are one chain.
pub(crate) async fn lock(connection: &mut AnyConnection) -> sqlx::Result<()> {
	sqlx::query("UPDATE vault_log_head SET seq = seq WHERE id = 1").execute(connection).await?;
	Ok(())
}

/// Appends an entry, in the transaction of the act itself. Takes the lock of the log, if that is not taken yet.
pub(crate) async fn append(connection: &mut AnyConnection, act: Act<'_>, now: i64) -> sqlx::Result<()> {
	sqlx::query("UPDATE vault_log_head SET seq = seq + 1 WHERE id = 1").execute(&mut *connection).await?;
	let LogHead { seq, digest } = head(connection).await?;
	let entry = LogEntry {
		seq,
		time: now,
		who: act.who.to_string(),
		owner: act.owner.into(),
		code: act.key.code.clone(),
		commitment: act.key.commitment.clone(),
		act: act.act.into(),
		purpose: act.purpose,
		outcome: act.outcome.into(),
	};
	let digest = chained(&digest, &entry);
	sqlx::query(
		"INSERT INTO vault_log (seq, time, who, owner, code, commitment, act, purpose, outcome)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
	)
	.bind(entry.seq)
	.bind(entry.time)
	.bind(entry.who)
	.bind(entry.owner)
	.bind(entry.code)
	.bind(entry.commitment)
	.bind(entry.act)
	.bind(entry.purpose)
	.bind(entry.outcome)
	.execute(&mut *connection)
	.await?;
	sqlx::query("UPDATE vault_log_head SET digest = $1 WHERE id = 1")
		.bind(digest)
		.execute(connection)
		.await?;
	Ok(())
}

fn chained(digest: &str, entry: &LogEntry) -> String {
	let mut bytes = NO_DIGEST;
	// A digest that is none was altered, and so is whatever follows from it.
	let _ = hex::decode_to_slice(digest.trim_start_matches("0x"), &mut bytes);
	let next = blake2_256(&[bytes, blake2_256(&entry.encode())].concat());
	format!("0x{}", hex::encode(next))
}

async fn head(connection: &mut AnyConnection) -> sqlx::Result<LogHead> {
	let row =
		sqlx::query("SELECT seq, digest FROM vault_log_head WHERE id = 1").fetch_one(connection).await?;
	Ok(LogHead { seq: row.try_get("seq")?, digest: row.try_get("digest")? })
}

fn entry(row: &AnyRow) -> sqlx::Result<LogEntry> {
	Ok(LogEntry {
		seq: row.try_get("seq")?,
		time: row.try_get("time")?,
		who: row.try_get("who")?,
		owner: row.try_get("owner")?,
		code: row.try_get("code")?,
		commitment: row.try_get("commitment")?,
		act: row.try_get("act")?,
		purpose: row.try_get("purpose")?,
		outcome: row.try_get("outcome")?,
	})
}

impl Vault {
	/// The head of the log.
	pub async fn log_head(&self) -> Result<LogHead> {
		let mut connection = self.kept().await?.pool().acquire().await?;
		Ok(head(&mut connection).await?)
	}

	/// Reads a page of the log of an owner's records, in order: regulators' reads stand there as all others.
	pub async fn log_of_owner(&self, caller: &Recipient, after: i64, limit: i64) -> Result<LogPage> {
		self.page("owner = $3 AND '' = $4", [caller.to_string(), String::new()], after, limit).await
	}

	/// Reads a page of the log of one record, for its owner or a bearer that it was granted to.
	///
	/// # Errors
	///
	/// [`Refusal::UnknownRecord`], [`Refusal::NotOwner`]
	pub async fn log_of_record(
		&self,
		caller: &Recipient,
		code: &str,
		commitment: &str,
		after: i64,
		limit: i64,
	) -> Result<LogPage> {
		let key = Key::read(code, commitment)?;
		let record = self.find(&key).await?.ok_or(Refusal::UnknownRecord)?;
		let bearer = match caller {
			Recipient::Bearer(_) => {
				self.find_grant(&key, caller).await?.is_some_and(|(grant, _)| !grant.revoked)
			}
			Recipient::Account(_) => false,
		};
		if record.owner != caller.to_string() && !bearer {
			return Err(Refusal::NotOwner.into());
		}
		self.page("code = $3 AND commitment = $4", [key.code, key.commitment], after, limit).await
	}

	async fn page(&self, condition: &str, values: [String; 2], after: i64, limit: i64) -> Result<LogPage> {
		let limit = limit.clamp(1, MAX_PAGE);
		let sql = format!(
			"SELECT seq, time, who, owner, code, commitment, act, purpose, outcome FROM vault_log
			WHERE seq > $1 AND {condition} ORDER BY seq LIMIT $2"
		);
		let mut query = sqlx::query(&sql).bind(after).bind(limit + 1);
		for value in values {
			query = query.bind(value);
		}
		let rows = query.fetch_all(self.kept().await?.pool()).await?;
		let mut items = rows.iter().map(entry).collect::<sqlx::Result<Vec<_>>>()?;
		let more = items.len() as i64 > limit;
		items.truncate(limit as usize);
		let next = items.last().map(|last| last.seq).filter(|_| more);
		Ok(LogPage { items, next })
	}

	/// Replays the log, and returns true if its head is what the entries give.
	pub async fn log_agrees(&self) -> Result<bool> {
		self.log_agrees_with(&self.log_head().await?).await
	}

	/// Replays the log up to a head that was noted, and returns true if that is what the entries give. Entries after it belong
	/// to later heads.
	pub async fn log_agrees_with(&self, noted: &LogHead) -> Result<bool> {
		let (mut digest, mut seq) = (format!("0x{}", hex::encode(NO_DIGEST)), 0);
		while seq < noted.seq {
			let page =
				self.page("'' = $3 AND '' = $4", [String::new(), String::new()], seq, MAX_PAGE).await?;
			for entry in page.items.iter().filter(|entry| entry.seq <= noted.seq) {
				if entry.seq != seq + 1 {
					return Ok(false);
				}
				(digest, seq) = (chained(&digest, entry), entry.seq);
			}
			if page.next.is_none() {
				break;
			}
		}
		Ok(seq == noted.seq && digest == noted.digest.to_lowercase())
	}
}
