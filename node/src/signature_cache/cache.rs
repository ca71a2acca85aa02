// SPDX-License-Identifier: Apache-2.0

//! The cache itself: bounded, sharded, and without the oldest entries.

use sp_io::hashing::blake2_256;
use std::{
	array,
	collections::HashMap,
	mem,
	sync::{LazyLock, Mutex},
};

/// The number of shards, each with a lock of its own, so that threads seldom wait for each other.
const SHARDS: usize = 16;

/// The number of entries after which a shard begins a new generation and drops the one before the last.
///
/// As many as a table of 8,192 slots takes before it grows. The shards together hold about the latest 114,688 signatures
/// and at most twice as many, in at most 9 MB (17 MB where keys are stored with them): more than are in the pool and in the
/// blocks that are not yet final, and those are the ones that will be verified again.
const GENERATION_SIZE: usize = 7_168;

/// The good signatures of ed25519 and sr25519.
///
/// One cache for the whole process: pool, author and import see the same transaction, each with a runtime of its own.
pub(super) static VERIFIED: LazyLock<SignatureCache<()>> =
	LazyLock::new(|| SignatureCache::new(GENERATION_SIZE));

/// The keys recovered from ECDSA signatures.
///
/// A cache of its own, because a key is recovered from every signature, be it one without an owner: so bad signatures
/// drive out none of the other schemes.
pub(super) static RECOVERED_KEYS: LazyLock<SignatureCache<[u8; 33]>> =
	LazyLock::new(|| SignatureCache::new(GENERATION_SIZE));

#[derive(Clone, Copy)]
pub(super) enum Scheme {
	Ed25519,
	Sr25519,
	Ecdsa,
}

/// The key of an entry: a hash of scheme, signature, public key if there is one, and message.
///
/// Collisions can't be found, or the chain had worse to fear, since its blocks and its state hang together by the same
/// hash.
pub(super) type Key = [u8; 32];

/// Hashes the arguments of a verification to a [`Key`].
///
/// In each scheme all but the message have a fixed length, so no two verifications encode the same.
pub(super) fn key(scheme: Scheme, signature: &[u8], public: &[u8], message: &[u8]) -> Key {
	let mut preimage = Vec::with_capacity(1 + signature.len() + public.len() + message.len());
	preimage.push(scheme as u8);
	preimage.extend_from_slice(signature);
	preimage.extend_from_slice(public);
	preimage.extend_from_slice(message);
	blake2_256(&preimage)
}

/// The entries of a shard in two generations, the older of which is dropped first.
struct Generations<Value> {
	young: HashMap<Key, Value>,
	old: HashMap<Key, Value>,
}

/// A bounded cache of verifications and their results.
pub(super) struct SignatureCache<Value> {
	shards: [Mutex<Generations<Value>>; SHARDS],
	generation: usize,
}

impl<Value: Copy> SignatureCache<Value> {
	/// Creates a cache of the latest `generation` entries in each shard, and at most twice as many.
	fn new(generation: usize) -> Self {
		let shard = |_| Mutex::new(Generations { young: HashMap::new(), old: HashMap::new() });
		Self { shards: array::from_fn(shard), generation }
	}

	/// Locks the shard of a key and runs `work` on it.
	fn with_shard<R>(&self, key: &Key, work: impl FnOnce(&mut Generations<Value>) -> R) -> R {
		// The keys are hashes, so their first bytes are spread evenly.
		let shard = &self.shards[usize::from(key[0]) % SHARDS];
		work(&mut shard.lock().expect("nothing panics while it holds the lock; qed"))
	}

	pub(super) fn get(&self, key: &Key) -> Option<Value> {
		self.with_shard(key, |shard| shard.young.get(key).or_else(|| shard.old.get(key)).copied())
	}

	pub(super) fn insert(&self, key: Key, value: Value) {
		self.with_shard(&key, |shard| {
			if shard.young.len() >= self.generation {
				shard.old = mem::take(&mut shard.young);
			}
			shard.young.insert(key, value);
		});
	}

	/// Gets the value of a key, or else computes it by `verify` and inserts it. Errors are never cached.
	pub(super) fn get_or_verify<E>(
		&self,
		key: Key,
		verify: impl FnOnce() -> Result<Value, E>,
	) -> Result<Value, E> {
		// The lock is not held while verifying, which takes a hundred times as long as a lookup.
		if let Some(value) = self.get(&key) {
			return Ok(value);
		}
		let value = verify()?;
		self.insert(key, value);
		Ok(value)
	}
}

impl SignatureCache<()> {
	/// Tells that the signature of a key is good, from the cache or else by `verify`.
	pub(super) fn is_verified(&self, key: Key, verify: impl FnOnce() -> bool) -> bool {
		self.get_or_verify(key, || verify().then_some(()).ok_or(())).is_ok()
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::cell::Cell;

	/// The number of entries.
	fn len<Value>(cache: &SignatureCache<Value>) -> usize {
		let lens = cache.shards.iter().map(|shard| {
			let shard = shard.lock().unwrap();
			shard.young.len() + shard.old.len()
		});
		lens.sum()
	}

	/// A key that no signature has, different for every `n`.
	fn nth(n: u32) -> Key {
		blake2_256(&n.to_le_bytes())
	}

	#[test]
	fn every_argument_makes_another_key() {
		let asked = key(Scheme::Sr25519, &[1; 64], &[2; 32], b"message");
		assert_ne!(asked, key(Scheme::Ed25519, &[1; 64], &[2; 32], b"message"));
		assert_ne!(asked, key(Scheme::Sr25519, &[3; 64], &[2; 32], b"message"));
		assert_ne!(asked, key(Scheme::Sr25519, &[1; 64], &[3; 32], b"message"));
		assert_ne!(asked, key(Scheme::Sr25519, &[1; 64], &[2; 32], b"massage"));
	}

	#[test]
	fn verifies_a_good_signature_once_and_a_bad_one_each_time() {
		let cache = SignatureCache::new(8);
		let verified = Cell::new(0);
		let verify = |value| {
			verified.set(verified.get() + 1);
			value
		};

		for _ in 0..3 {
			assert!(cache.is_verified(nth(0), || verify(true)));
		}
		assert_eq!(verified.get(), 1);
		for _ in 0..3 {
			assert!(!cache.is_verified(nth(1), || verify(false)));
		}
		assert_eq!(verified.get(), 4);
		assert_eq!(len(&cache), 1);
	}

	#[test]
	fn holds_the_latest_and_never_more_than_two_generations() {
		const GENERATION_SIZE: usize = 32;
		let cache = SignatureCache::new(GENERATION_SIZE);
		for n in 0..10_000 {
			cache.insert(nth(n), n);
			assert_eq!(cache.get(&nth(n)), Some(n));
			// The latest twelve fit into one generation even if all of them fell into the same shard.
			assert!((n.saturating_sub(12)..=n).all(|n| cache.get(&nth(n)) == Some(n)));
			assert!(len(&cache) <= 2 * GENERATION_SIZE * SHARDS);
		}
		assert_eq!(cache.get(&nth(0)), None);
	}

	#[test]
	fn a_signature_that_is_verified_again_takes_no_more_room() {
		let cache = SignatureCache::new(8);
		for _ in 0..100 {
			assert!(cache.is_verified(nth(0), || true));
		}
		assert_eq!(len(&cache), 1);
	}
}
