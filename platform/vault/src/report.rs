// SPDX-License-Identifier: Apache-2.0

//! Findings of readers who opened a record: that it is what the chain says, or that it is false.
//!
//! The vault can't tell who is right, for it can't open the record. So each finding stands under the reader's name, for
//! everybody who reads the record after it, and only those who were let in may have one.

use crate::{
	log::{append, lock, Act, DONE},
	rows::find,
	vault::Key,
	Refusal, Result, Vault,
};
use sqlx::{Connection, Row};
use suyuan_envelope::Recipient;

/// The most findings of one kind that are listed.
const MAX_FINDINGS: i64 = 64;

impl Vault {
	/// Keeps what a reader found of the envelope that is kept now, in place of what it found before.
	///
	/// # Errors
	///
	/// [`Refusal::MalformedRecord`], [`Refusal::UnknownRecord`], [`Refusal::Erased`], [`Refusal::NotRead`]
	pub async fn report(
		&self,
		reader: &Recipient,
		code: &str,
		commitment: &str,
		agrees: bool,
		now: i64,
	) -> Result<()> {
		let key = Key::read(code, commitment)?;
		let mut connection = self.writing().await?;
		let mut transaction = connection.begin().await?;
		lock(&mut transaction).await?;
		let record = find(&mut transaction, &key).await?.ok_or(Refusal::UnknownRecord)?;
		if record.erased {
			return Err(Refusal::Erased.into());
		}
		// What was read of an envelope that another took the place of says nothing of this one.
		let read = "SELECT COUNT(*) FROM vault_log
			WHERE code = $1 AND commitment = $2 AND who = $3 AND act = 'read' AND outcome = $4 AND seq > (
				SELECT COALESCE(MAX(seq), 0) FROM vault_log
				WHERE code = $1 AND commitment = $2 AND act = 'put' AND outcome = $4)";
		let read: i64 = sqlx::query_scalar(read)
			.bind(&key.code)
			.bind(&key.commitment)
			.bind(reader.to_string())
			.bind(DONE)
			.fetch_one(&mut *transaction)
			.await?;
		if read == 0 {
			return Err(Refusal::NotRead.into());
		}
		let purpose = if agrees { "agrees" } else { "disagrees" }.to_owned();
		let act = Act { who: reader, owner: &record.owner, key: &key, act: "report", purpose, outcome: DONE };
		append(&mut transaction, act, now).await?;
		sqlx::query(
			"INSERT INTO vault_findings (code, commitment, reader, agrees, found_at) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (code, commitment, reader) DO UPDATE SET agrees = excluded.agrees, found_at = excluded.found_at",
		)
		.bind(&key.code)
		.bind(&key.commitment)
		.bind(reader.to_string())
		.bind(i64::from(agrees))
		.bind(now)
		.execute(&mut *transaction)
		.await?;
		transaction.commit().await?;
		Ok(())
	}

	/// The readers who confirmed a record, and those who disputed it.
	pub(crate) async fn findings(&self, key: &Key) -> Result<[Vec<String>; 2]> {
		let rows = sqlx::query(
			"SELECT reader, agrees FROM vault_findings WHERE code = $1 AND commitment = $2
			ORDER BY agrees, found_at LIMIT $3",
		)
		.bind(&key.code)
		.bind(&key.commitment)
		.bind(MAX_FINDINGS)
		.fetch_all(self.kept().await?.pool())
		.await?;
		let mut found = [Vec::new(), Vec::new()];
		for row in &rows {
			let place = usize::from(row.try_get::<i64, _>("agrees")? == 0);
			found[place].push(row.try_get("reader")?);
		}
		Ok(found)
	}
}
