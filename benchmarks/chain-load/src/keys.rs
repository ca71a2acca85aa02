//! Who signs: the regulators of the development chains and as many participants as the load takes.

use sp_core::{sr25519, Pair};
use suyuan_runtime::{AccountId, Nonce};

/// The regulators of both presets: the first keys of every keyring.
pub const REGULATORS: [&str; 4] = ["//Alice", "//Bob", "//Charlie", "//Dave"];

/// A key, by its place in the keyring.
pub type Key = usize;

/// The keys, and with which nonce each signs next.
pub struct Keyring {
	pairs: Vec<sr25519::Pair>,
	nonces: Vec<Nonce>,
}

impl Keyring {
	/// The regulators and so many participants, none of whom has signed anything.
	pub fn new(participants: usize) -> Self {
		let participant = |n| format!("//Load//{n}");
		let uris = REGULATORS.into_iter().map(String::from).chain((0..participants).map(participant));
		let pairs: Vec<_> = uris
			.map(|uri| sr25519::Pair::from_string(&uri, None).expect("it is a sound path; qed"))
			.collect();
		Self { nonces: vec![0; pairs.len()], pairs }
	}

	/// The `n`th participant.
	pub fn participant(n: usize) -> Key {
		REGULATORS.len() + n
	}

	/// The number of participants.
	pub fn participants(&self) -> usize {
		self.pairs.len() - REGULATORS.len()
	}

	/// The key's account.
	pub fn account(&self, key: Key) -> AccountId {
		self.pair(key).public().into()
	}

	/// The key itself.
	pub fn pair(&self, key: Key) -> &sr25519::Pair {
		&self.pairs[key]
	}

	/// The nonces with which the keys sign next.
	pub fn nonces(&self) -> &[Nonce] {
		&self.nonces
	}

	/// What this key signed was sent.
	pub fn spend(&mut self, key: Key) {
		self.nonces[key] += 1;
	}
}
