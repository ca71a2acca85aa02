//! A cache of signatures that were found to be good.

use sp_io::hashing::blake2_256;
use std::{
	array,
	collections::HashMap,
	mem,
	sync::{LazyLock, Mutex},
};

/// Into how many parts the memory is split, each with a lock of its own, so that threads that verify at the same time
/// seldom wait for each other.
const SHARDS: usize = 16;

/// After how many signatures a shard begins a new generation and forgets the one before the last: as many as a table
/// of 8,192 slots takes before it grows. The shards together remember about the latest 114,688 signatures and at most
/// twice as many, in at most 9 MB (17 MB where keys are remembered with them): more than the pool holds and the blocks
/// that are not yet final, and those are what will be asked for again.
const GENERATION: usize = 7_168;

/// The signatures that were found to be good, in one memory for the whole process: the same transaction is seen by the
/// pool, the author and the import, each with a runtime of its own.
pub(super) static GOOD: LazyLock<Remembered<()>> = LazyLock::new(|| Remembered::new(GENERATION));

/// By which key ECDSA signatures were made. In a memory of its own, because every signature was made by some key, be it
/// one that nobody has: so whoever fills it with bad ones drives out none of the others.
pub(super) static SIGNERS: LazyLock<Remembered<[u8; 33]>> = LazyLock::new(|| Remembered::new(GENERATION));

/// A kind of signature.
#[derive(Clone, Copy)]
pub(super) enum Scheme {
	Ed25519,
	Sr25519,
	Ecdsa,
}

/// What a signature is remembered under: the hash of its kind, itself, the message, and the key if that is asked for too.
/// Nobody finds two that have the same, or the chain had worse to fear, since its blocks and its state hang together by
/// the same hash.
pub(super) type Key = [u8; 32];

/// See [`Key`]. Of each kind all but the message have a fixed length, so no two questions read the same.
pub(super) fn key(scheme: Scheme, signature: &[u8], public: &[u8], message: &[u8]) -> Key {
	let mut question = Vec::with_capacity(1 + signature.len() + public.len() + message.len());
	question.push(scheme as u8);
	question.extend_from_slice(signature);
	question.extend_from_slice(public);
	question.extend_from_slice(message);
	blake2_256(&question)
}

/// What one shard remembers, by age: what is in neither of the two generations is forgotten.
struct Generations<Answer> {
	young: HashMap<Key, Answer>,
	old: HashMap<Key, Answer>,
}

/// Signatures, and what was found of each.
pub(super) struct Remembered<Answer> {
	shards: [Mutex<Generations<Answer>>; SHARDS],
	generation: usize,
}

impl<Answer: Copy> Remembered<Answer> {
	/// Remembers the latest `generation` signatures in each shard, and at most twice as many.
	fn new(generation: usize) -> Self {
		let shard = |_| Mutex::new(Generations { young: HashMap::new(), old: HashMap::new() });
		Self { shards: array::from_fn(shard), generation }
	}

	/// Does `work` on the shard that a key belongs to.
	fn with_shard<R>(&self, key: &Key, work: impl FnOnce(&mut Generations<Answer>) -> R) -> R {
		// A hash is as good as a random number.
		let shard = &self.shards[usize::from(key[0]) % SHARDS];
		work(&mut shard.lock().expect("nothing panics while it holds the lock; qed"))
	}

	pub(super) fn get(&self, key: &Key) -> Option<Answer> {
		self.with_shard(key, |shard| shard.young.get(key).or_else(|| shard.old.get(key)).copied())
	}

	pub(super) fn insert(&self, key: Key, answer: Answer) {
		self.with_shard(&key, |shard| {
			if shard.young.len() >= self.generation {
				shard.old = mem::take(&mut shard.young);
			}
			shard.young.insert(key, answer);
		});
	}

	/// What is found of the signature that `key` stands for: from memory, or else by `verify`. An error is never remembered.
	pub(super) fn recall<E>(
		&self,
		key: Key,
		verify: impl FnOnce() -> Result<Answer, E>,
	) -> Result<Answer, E> {
		// The lock is not held while verifying, which takes a hundred times as long as looking up.
		if let Some(answer) = self.get(&key) {
			return Ok(answer);
		}
		let answer = verify()?;
		self.insert(key, answer);
		Ok(answer)
	}
}

impl Remembered<()> {
	/// Whether the signature that `key` stands for is good: from memory, or else by `verify`.
	pub(super) fn is_good(&self, key: Key, verify: impl FnOnce() -> bool) -> bool {
		self.recall(key, || verify().then_some(()).ok_or(())).is_ok()
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::cell::Cell;

	/// How many signatures are remembered just now.
	fn len<Answer>(remembered: &Remembered<Answer>) -> usize {
		let lens = remembered.shards.iter().map(|shard| {
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
	fn every_part_of_the_question_makes_another_key() {
		let asked = key(Scheme::Sr25519, &[1; 64], &[2; 32], b"message");
		assert_ne!(asked, key(Scheme::Ed25519, &[1; 64], &[2; 32], b"message"));
		assert_ne!(asked, key(Scheme::Sr25519, &[3; 64], &[2; 32], b"message"));
		assert_ne!(asked, key(Scheme::Sr25519, &[1; 64], &[3; 32], b"message"));
		assert_ne!(asked, key(Scheme::Sr25519, &[1; 64], &[2; 32], b"massage"));
	}

	#[test]
	fn verifies_a_good_signature_once_and_a_bad_one_each_time() {
		let remembered = Remembered::new(8);
		let verified = Cell::new(0);
		let verify = |answer| {
			verified.set(verified.get() + 1);
			answer
		};

		for _ in 0..3 {
			assert!(remembered.is_good(nth(0), || verify(true)));
		}
		assert_eq!(verified.get(), 1);
		for _ in 0..3 {
			assert!(!remembered.is_good(nth(1), || verify(false)));
		}
		assert_eq!(verified.get(), 4);
		assert_eq!(len(&remembered), 1);
	}

	#[test]
	fn remembers_the_latest_and_never_more_than_two_generations() {
		const GENERATION: usize = 32;
		let remembered = Remembered::new(GENERATION);
		for n in 0..10_000 {
			remembered.insert(nth(n), n);
			assert_eq!(remembered.get(&nth(n)), Some(n));
			// These fit into one generation even if all of them fell into the same shard.
			assert!((n.saturating_sub(12)..=n).all(|n| remembered.get(&nth(n)) == Some(n)));
			assert!(len(&remembered) <= 2 * GENERATION * SHARDS);
		}
		assert_eq!(remembered.get(&nth(0)), None);
	}

	#[test]
	fn what_is_asked_for_again_takes_no_more_room() {
		let remembered = Remembered::new(8);
		for _ in 0..100 {
			assert!(remembered.is_good(nth(0), || true));
		}
		assert_eq!(len(&remembered), 1);
	}
}
