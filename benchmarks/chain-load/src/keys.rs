// SPDX-License-Identifier: Apache-2.0
//! The keys that sign: regulators of the development chains, and as many participants as the load takes.

use sp_core::{sr25519, Pair};
use suyuan_runtime::{AccountId, Nonce};

/// The regulators of both presets: the first keys of every keyring.
pub(crate) const REGULATORS: [&str; 4] = ["//Alice", "//Bob", "//Charlie", "//Dave"];

/// A key, by its place in the keyring.
pub(crate) type Key = usize;

/// Keys, each with its next nonce.
pub(crate) struct Keyring {
	pairs: Vec<sr25519::Pair>,
	nonces: Vec<Nonce>,
}

impl Keyring {
	/// The regulators and so many participants, none of whom has signed anything.
	pub(crate) fn new(participants: usize) -> Self {
		let participant = |n| format!("//Load//{n}");
		let uris = REGULATORS.into_iter().map(String::from).chain((0..participants).map(participant));
		let pairs: Vec<_> = uris
			.map(|uri| sr25519::Pair::from_string(&uri, None).expect("it is a sound path; qed"))
			.collect();
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
		self.pair(key).public().into()
	}

	pub(crate) fn pair(&self, key: Key) -> &sr25519::Pair {
		&self.pairs[key]
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
