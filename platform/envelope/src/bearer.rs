// SPDX-License-Identifier: Apache-2.0

//! Secrets of buyers, who have no account: each stands in the fragment of an order's QR code, which no browser sends.
//!
//! From the secret follow the key that opens ([`SecretKey::derived`](crate::SecretKey::derived)), the token that is sent in
//! its place ([`token`]), and the id that the vault knows it by ([`recipient`]). None of them leads back, and the token opens
//! nothing.

use crate::Recipient;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// Domain of the derivation of a token from its secret.
const TOKEN_DOMAIN: &[u8] = b"suyuan-vault/v1/bearer-token";

/// A new secret, with the randomness of the system.
pub fn generate() -> Zeroizing<[u8; 32]> {
	let mut secret = Zeroizing::new([0; 32]);
	getrandom::getrandom(&mut *secret).expect("the system has randomness");
	secret
}

/// The token of a secret, by which its holder is known: SHA-256 of the domain and the secret.
pub fn token(secret: &[u8; 32]) -> [u8; 32] {
	Sha256::new().chain_update(TOKEN_DOMAIN).chain_update(secret).finalize().into()
}

/// The recipient of a token: its SHA-256, so that a dump of the vault lets nobody in.
pub fn recipient(token: &[u8; 32]) -> Recipient {
	Recipient::Bearer(Sha256::digest(token).into())
}
