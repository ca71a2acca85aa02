// SPDX-License-Identifier: Apache-2.0

//! Secret keys of X25519, by which envelopes open.

use hpke::{kem::X25519HkdfSha256, Deserializable, Kem, Serializable};
use rand_core::{OsRng, UnwrapErr};
use std::fmt;
use suyuan_primitives::values::SealingKey;
use zeroize::{Zeroize, Zeroizing};

pub(crate) type Private = <X25519HkdfSha256 as Kem>::PrivateKey;
pub(crate) type Public = <X25519HkdfSha256 as Kem>::PublicKey;

/// The secret half of a sealing key. Wiped from memory when it is dropped, and shown by nothing.
#[derive(Clone)]
pub struct SecretKey(Zeroizing<[u8; 32]>);

impl SecretKey {
	/// Makes a new key with the randomness of the system.
	pub fn generate() -> Self {
		let (private, _) = X25519HkdfSha256::gen_keypair(&mut UnwrapErr(OsRng));
		Self::of(&private)
	}

	/// Derives a key from a secret of at least 32 random bytes (RFC 9180, DeriveKeyPair).
	pub fn derived(secret: &[u8; 32]) -> Self {
		let (private, _) = X25519HkdfSha256::derive_keypair(secret);
		Self::of(&private)
	}

	/// The key of these bytes.
	pub fn from_bytes(bytes: [u8; 32]) -> Self {
		Self(Zeroizing::new(bytes))
	}

	/// The bytes of the key, to be kept where nobody else reads.
	pub fn to_bytes(&self) -> Zeroizing<[u8; 32]> {
		self.0.clone()
	}

	/// The public half, as it is registered on the chain.
	pub fn public(&self) -> SealingKey {
		SealingKey(X25519HkdfSha256::sk_to_pk(&self.private()).to_bytes().into())
	}

	pub(crate) fn private(&self) -> Private {
		Private::from_bytes(&*self.0).expect("32 bytes are a key of X25519; qed")
	}

	fn of(private: &Private) -> Self {
		let mut bytes = private.to_bytes();
		let key = Self::from_bytes(bytes.into());
		bytes.zeroize();
		key
	}
}

impl fmt::Debug for SecretKey {
	fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
		formatter.write_str("SecretKey(…)")
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_key_shows_nothing_of_itself() {
		let key = SecretKey::from_bytes([0x5a; 32]);
		assert_eq!(format!("{key:?}"), "SecretKey(…)");
	}

	#[test]
	fn a_key_is_usable_and_no_other_is_like_it() {
		let (one, other) = (SecretKey::generate(), SecretKey::generate());
		assert_eq!(one.public().check(), Ok(()));
		assert_ne!(one.public(), other.public());
		assert_eq!(SecretKey::from_bytes(*one.to_bytes()).public(), one.public());
	}
}
