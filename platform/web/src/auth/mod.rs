//! Who may exchange.

pub mod tokens;

use sp_crypto_hashing::sha2_256;
use suyuan_store::{read::exchange, Database};

/// What a token must be for to use the exchange interface.
pub const EXCHANGE: &str = "exchange";
/// What a token must be for to export everything of an owner.
pub const EXPORT: &str = "export";

/// What is kept of a token: its SHA-256 (A.1.2).
pub fn digest(token: &str) -> String {
	hex::encode(sha2_256(token.as_bytes()))
}

/// Whose token it is, if it is one and for this.
pub async fn holder(database: &Database, token: &str, scope: &str) -> sqlx::Result<Option<String>> {
	// No token is empty, and none is as long as a page of text.
	if token.is_empty() || token.len() > 256 {
		return Ok(None);
	}
	let known = exchange::token(database, &digest(token)).await?;
	Ok(known.filter(|(_, scopes)| scopes.iter().any(|granted| granted == scope)).map(|(name, _)| name))
}
