// SPDX-License-Identifier: Apache-2.0

//! Authentication of requests: signed by an account once, or with the token of a bearer.

use crate::{Refusal, Result, Vault};
use suyuan_envelope::{
	bearer,
	request::{Credentials, Received, MAX_VALIDITY},
	Recipient,
};

impl Vault {
	/// Checks that an account signed a request, that its time is not over and that it comes for the first time.
	///
	/// # Errors
	///
	/// [`Refusal::Unsigned`], [`Refusal::StatementExpired`], [`Refusal::NonceUsed`], [`Refusal::NotInForce`] of an account that
	/// the register does not know, [`Refusal::NotReady`]
	pub async fn authenticate(
		&self,
		credentials: &Credentials,
		method: &str,
		target: &str,
		body: &[u8],
		now: i64,
	) -> Result<Recipient> {
		let genesis = self.genesis().await?;
		credentials.verify(Received { genesis, method, target, body }, now.unsigned_abs())?;
		let caller = Recipient::Account(credentials.account);
		let account = caller.to_string();
		// Nothing is written for a stranger, who has keys without number.
		if !self.is_known(&account).await? {
			return Err(Refusal::NotInForce.into());
		}
		// A nonce is kept for longer than any statement with it is good, by a clock too that is set back meanwhile.
		let forgotten = now.saturating_sub(MAX_VALIDITY as i64);
		let mut transaction = self.kept().await?.pool().begin().await?;
		sqlx::query("DELETE FROM vault_nonces WHERE expires_at <= $1")
			.bind(forgotten)
			.execute(&mut *transaction)
			.await?;
		let nonce = sqlx::query(
			"INSERT INTO vault_nonces (account, nonce, expires_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
		)
		.bind(account)
		.bind(hex::encode(credentials.nonce))
		.bind(i64::try_from(credentials.expires_at).unwrap_or(i64::MAX))
		.execute(&mut *transaction)
		.await?;
		transaction.commit().await?;
		if nonce.rows_affected() == 0 {
			return Err(Refusal::NonceUsed.into());
		}
		Ok(caller)
	}

	/// The bearer of a token, hexadecimal.
	///
	/// # Errors
	///
	/// [`Refusal::Unsigned`] of what is no token
	pub fn bearer(&self, token: &str) -> Result<Recipient> {
		let mut bytes = [0; 32];
		hex::decode_to_slice(token, &mut bytes).map_err(|_| Refusal::Unsigned)?;
		Ok(bearer::recipient(&bytes))
	}
}
