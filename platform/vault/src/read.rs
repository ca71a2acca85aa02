// SPDX-License-Identifier: Apache-2.0

//! Reads: logged before they are answered.

use crate::{
	access::{self, Standing},
	grants::name_of,
	log::{append, lock, Act, DONE},
	rows::Record,
	vault::Key,
	Refusal, Result, Vault, VaultError,
};
use sqlx::{AnyConnection, Connection, Row};
use suyuan_envelope::{
	messages::{Basis, Kept, Purpose},
	Recipient,
};

impl Vault {
	/// Reads a record, if the reader is let in. Either way the log says so before this returns, but of a token that nothing was
	/// granted to: whoever makes one up writes nothing.
	///
	/// # Errors
	///
	/// [`Refusal::MalformedRecord`], [`Refusal::UnknownRecord`], [`Refusal::Erased`], and those of `access`
	pub async fn read(
		&self,
		reader: &Recipient,
		code: &str,
		commitment: &str,
		purpose: Purpose,
		now: i64,
	) -> Result<Kept> {
		let key = Key::read(code, commitment)?;
		let record = self.find(&key).await?.ok_or(Refusal::UnknownRecord)?;
		let stranger =
			matches!(reader, Recipient::Bearer(_)) && self.find_grant(&key, reader).await?.is_none();
		if stranger {
			return Err(if record.erased { Refusal::Erased } else { Refusal::NoGrant }.into());
		}
		let entitled = match self.entitled(reader, &key, &record, purpose, now).await {
			Err(VaultError::Refused(refusal)) => Err(refusal),
			entitled => Ok(entitled?),
		};
		let mut connection = self.writing().await?;
		let mut transaction = connection.begin().await?;
		lock(&mut transaction).await?;
		// In the transaction of the log the grant is looked at once more: a revocation may have come meanwhile.
		let answer = match entitled {
			Ok(()) => taken(&mut transaction, &key, reader).await?.ok_or(Refusal::GrantRevoked),
			Err(refusal) => Err(refusal),
		};
		let outcome = answer.as_ref().map_or_else(|refusal| refusal.name(), |_| DONE);
		let act = Act {
			who: reader,
			owner: &record.owner,
			key: &key,
			act: "read",
			purpose: name_of(purpose).into(),
			outcome,
		};
		append(&mut transaction, act, now).await?;
		transaction.commit().await?;
		drop(connection);
		let (content, wrap) = answer?;
		let [confirmed_by, disputed_by] = self.findings(&key).await?;
		let Record { path, owner, .. } = record;
		let [content, wrap] = [content, wrap].map(hex::encode);
		Ok(Kept { path, owner, content, wrap, confirmed_by, disputed_by })
	}

	/// Checks that a reader is let in.
	async fn entitled(
		&self,
		reader: &Recipient,
		key: &Key,
		record: &Record,
		purpose: Purpose,
		now: i64,
	) -> Result<()> {
		if record.erased {
			return Err(Refusal::Erased.into());
		}
		let (grant, _) = self.find_grant(key, reader).await?.ok_or(Refusal::NoGrant)?;
		let account = reader.to_string();
		let standing = match reader {
			Recipient::Account(_) => self.standing(&account, now).await?,
			Recipient::Bearer(_) => Standing::default(),
		};
		access::check(&grant, reader, standing, purpose, now)?;
		if let Basis::Custody { days_after } = grant.basis {
			access::check_custody(self.custody(&key.code, &account).await?, days_after, now)?;
		}
		Ok(())
	}
}

/// Takes one read off a grant, and reads content and wrap. None if the grant is gone, or nothing is left of it.
async fn taken(
	connection: &mut AnyConnection,
	key: &Key,
	reader: &Recipient,
) -> sqlx::Result<Option<(Vec<u8>, Vec<u8>)>> {
	let taken = sqlx::query(
		"UPDATE vault_grants SET reads_left = reads_left - 1
		WHERE code = $1 AND commitment = $2 AND recipient = $3 AND wrap IS NOT NULL AND reads_left > 0",
	)
	.bind(&key.code)
	.bind(&key.commitment)
	.bind(reader.to_string())
	.execute(&mut *connection)
	.await?;
	if taken.rows_affected() == 0 {
		return Ok(None);
	}
	let row = sqlx::query(
		"SELECT r.content AS content, g.wrap AS wrap FROM vault_records AS r JOIN vault_grants AS g
			ON g.code = r.code AND g.commitment = r.commitment
		WHERE r.code = $1 AND r.commitment = $2 AND g.recipient = $3 AND r.erased = 0",
	)
	.bind(&key.code)
	.bind(&key.commitment)
	.bind(reader.to_string())
	.fetch_optional(connection)
	.await?;
	row.map(|row| Ok((row.try_get("content")?, row.try_get("wrap")?))).transpose()
}
