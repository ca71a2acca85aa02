// SPDX-License-Identifier: Apache-2.0

//! Authentication of exchange requests.

pub mod tokens;

use sp_crypto_hashing::sha2_256;
use suyuan_store::{read::exchange, Database};

/// Scope of a token for the exchange interface.
pub const EXCHANGE: &str = "exchange";
/// Scope of a token to export all units of an owner.
pub const EXPORT: &str = "export";

/// Digest under which a token is stored: its SHA-256 (A.1.2).
pub fn digest(token: &str) -> String {
	hex::encode(sha2_256(token.as_bytes()))
}

/// Reads the name of a token's holder, if the token is known and has the scope.
pub async fn holder(database: &Database, token: &str, scope: &str) -> sqlx::Result<Option<String>> {
	// No token is empty, and none is as long as a page of text.
	if token.is_empty() || token.len() > 256 {
		return Ok(None);
	}
	let known = exchange::token(database, &digest(token)).await?;
	Ok(known.filter(|(_, scopes)| scopes.iter().any(|granted| granted == scope)).map(|(name, _)| name))
}
