// SPDX-License-Identifier: Apache-2.0

//! Erasure: content and wraps go, and with the content the salt, so that the commitment is a random number.

use crate::{
	log::{append, Act, DONE},
	rows::own,
	vault::Key,
	Result, Vault,
};
use sqlx::{Connection, Executor};
use suyuan_envelope::Recipient;
use suyuan_store::Engine;

impl Vault {
	/// Erases a record for good. Its row stays, and says that it was erased and when. What a department reads by law is kept
	/// for as long as that grant lasts and the department holds its seat.
	///
	/// # Errors
	///
	/// [`Refusal::MalformedRecord`](crate::Refusal::MalformedRecord), [`Refusal::UnknownRecord`](crate::Refusal::UnknownRecord),
	/// [`Refusal::NotOwner`](crate::Refusal::NotOwner), [`Refusal::Erased`](crate::Refusal::Erased),
	/// [`Refusal::ByLaw`](crate::Refusal::ByLaw)
	pub async fn erase(&self, caller: &Recipient, code: &str, commitment: &str, now: i64) -> Result<()> {
		let key = Key::read(code, commitment)?;
		let owner = caller.to_string();
		let mut connection = self.writing().await?;
		let mut transaction = connection.begin().await?;
		let purpose = String::new();
		append(
			&mut transaction,
			Act { who: caller, owner: &owner, key: &key, act: "erase", purpose, outcome: DONE },
			now,
		)
		.await?;
		own(&mut transaction, &key, &owner).await?;
		self.check_departments(&mut transaction, &key, &[], now).await?;
		for sql in [
			"DELETE FROM vault_grants WHERE code = $1 AND commitment = $2",
			"DELETE FROM vault_findings WHERE code = $1 AND commitment = $2",
			"UPDATE vault_records SET content = NULL, erased = 1 WHERE code = $1 AND commitment = $2",
		] {
			sqlx::query(sql).bind(&key.code).bind(&key.commitment).execute(&mut *transaction).await?;
		}
		transaction.commit().await?;
		let tidy: &[&str] = match self.kept.engine() {
			// The write-ahead log has the pages as they were.
			Engine::Sqlite => &["PRAGMA wal_checkpoint(TRUNCATE)"],
			Engine::Postgres => &["VACUUM vault_records", "VACUUM vault_grants"],
		};
		for statement in tidy {
			connection.execute(*statement).await?;
		}
		Ok(())
	}
}
