// SPDX-License-Identifier: Apache-2.0
//! The keys that sign: regulators of the development chains, and as many participants as the load takes.

use clap::ValueEnum;
use serde::Serialize;
use sp_core::{ecdsa, ed25519, sr25519, Pair as _};
use sp_runtime::{traits::IdentifyAccount, MultiSigner};
use suyuan_runtime::{AccountId, Nonce, Signature};

/// The regulators of both presets: the first keys of every keyring.
pub(crate) const REGULATORS: [&str; 4] = ["//Alice", "//Bob", "//Charlie", "//Dave"];

/// A signature scheme that the chain accepts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Scheme {
	/// Schnorr signatures over Ristretto, which the regulators' accounts have.
	#[default]
	Sr25519,
	/// Edwards-curve signatures.
	Ed25519,
	/// ECDSA over secp256k1.
	Ecdsa,
}

impl Scheme {
	/// The name on the command line and in the results.
	pub(crate) fn name(self) -> String {
		let value = self.to_possible_value().expect("none is skipped; qed");
		value.get_name().into()
	}
}

/// A key pair of one of the schemes.
#[derive(Clone)]
enum Pair {
	Sr25519(sr25519::Pair),
	Ed25519(Box<ed25519::Pair>),
	Ecdsa(ecdsa::Pair),
}

impl Pair {
	fn of(scheme: Scheme, uri: &str) -> Self {
		const SOUND: &str = "it is a sound path; qed";
		match scheme {
			Scheme::Sr25519 => Self::Sr25519(sr25519::Pair::from_string(uri, None).expect(SOUND)),
			Scheme::Ed25519 => Self::Ed25519(Box::new(ed25519::Pair::from_string(uri, None).expect(SOUND))),
			Scheme::Ecdsa => Self::Ecdsa(ecdsa::Pair::from_string(uri, None).expect(SOUND)),
		}
	}

	fn signer(&self) -> MultiSigner {
		match self {
			Self::Sr25519(pair) => pair.public().into(),
			Self::Ed25519(pair) => pair.public().into(),
			Self::Ecdsa(pair) => pair.public().into(),
		}
	}

	fn sign(&self, payload: &[u8]) -> Signature {
		match self {
			Self::Sr25519(pair) => pair.sign(payload).into(),
			Self::Ed25519(pair) => pair.sign(payload).into(),
			Self::Ecdsa(pair) => pair.sign(payload).into(),
		}
	}
}

/// A key, by its place in the keyring.
pub(crate) type Key = usize;

/// Keys, each with its next nonce.
pub(crate) struct Keyring {
	pairs: Vec<Pair>,
	nonces: Vec<Nonce>,
}

impl Keyring {
	/// The regulators and so many participants with keys of the default scheme.
	#[cfg(test)]
	pub(crate) fn new(participants: usize) -> Self {
		Self::of(Scheme::default(), participants)
	}

	/// The regulators and so many participants with keys of this scheme, none of whom has signed anything.
	pub(crate) fn of(scheme: Scheme, participants: usize) -> Self {
		let regulators = REGULATORS.into_iter().map(|uri| Pair::of(Scheme::Sr25519, uri));
		let participants = (0..participants).map(|n| Pair::of(scheme, &format!("//Load//{n}")));
		let pairs: Vec<_> = regulators.chain(participants).collect();
		Self { nonces: vec![0; pairs.len()], pairs }
	}

	/// The key of the `n`th participant.
	pub(crate) fn participant(n: usize) -> Key {
		REGULATORS.len() + n
	}

	/// The number of participants.
	pub(crate) fn participants(&self) -> usize {
		self.pairs.len() - REGULATORS.len()
	}

	pub(crate) fn account(&self, key: Key) -> AccountId {
		self.pairs[key].signer().into_account()
	}

	/// Signs a payload with a key.
	pub(crate) fn sign(&self, key: Key, payload: &[u8]) -> Signature {
		self.pairs[key].sign(payload)
	}

	/// The next nonces of all keys.
	pub(crate) fn nonces(&self) -> &[Nonce] {
		&self.nonces
	}

	/// Counts a transaction that this key signed and that was sent.
	pub(crate) fn spend(&mut self, key: Key) {
		self.nonces[key] += 1;
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use sp_runtime::traits::Verify;

	#[test]
	fn the_signature_of_every_scheme_is_that_of_its_account() {
		for scheme in Scheme::value_variants() {
			let keyring = Keyring::of(*scheme, 1);
			let key = Keyring::participant(0);
			let signature = keyring.sign(key, b"payload");
			assert!(signature.verify(&b"payload"[..], &keyring.account(key)), "{scheme:?}");
			assert!(!signature.verify(&b"another"[..], &keyring.account(key)), "{scheme:?}");
		}
	}

	#[test]
	fn regulators_keep_their_accounts_whatever_the_participants_have() {
		assert_eq!(Keyring::of(Scheme::Ecdsa, 1).account(0), Keyring::new(0).account(0));
	}
}
