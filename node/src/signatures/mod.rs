//! Remembers which signatures were good, so that none is verified twice.
//!
//! A transaction's signature is verified when the transaction enters the pool, again whenever the pool looks at it
//! anew, once more by the author of its block, and by everyone who imports that block. Each time it costs more than
//! everything else that the runtime does before the call is dispatched, and each time the answer is the same, for it
//! follows from the signature, the message and the key alone.
//!
//! So the node answers the runtime's question from memory where it can. The runtime can't tell the difference: only
//! what was verified by the very function that answers otherwise, or by one that agrees with it, is remembered, under a
//! hash of all that was asked, and what was refused is never remembered. What comes many at a time, to the pool
//! or with a block, is verified together before the runtime asks: see [`verify`] and [`VerifyAhead`].

mod ahead;
mod together;

use sp_core::{ed25519, sr25519};
use sp_io::{hashing::blake2_256, EcdsaVerifyError};
use sp_runtime_interface::{
	pass_by::{AllocateAndReturnByCodec, PassFatPointerAndRead, PassPointerAndRead},
	runtime_interface,
};
use std::{
	array,
	collections::HashMap,
	mem,
	sync::{LazyLock, Mutex},
};

#[cfg(test)]
pub(crate) use ahead::read_any;
pub use ahead::{verify, VerifyAhead};
pub use crypto::HostFunctions;

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
static GOOD: LazyLock<Remembered<()>> = LazyLock::new(|| Remembered::new(GENERATION));

/// By which key ECDSA signatures were made. In a memory of its own, because every signature was made by some key, be it
/// one that nobody has: so whoever fills it with bad ones drives out none of the others.
static SIGNERS: LazyLock<Remembered<[u8; 33]>> = LazyLock::new(|| Remembered::new(GENERATION));

/// A kind of signature.
#[derive(Clone, Copy)]
enum Scheme {
	Ed25519,
	Sr25519,
	Ecdsa,
}

/// What a signature is remembered under: the hash of its kind, itself, the message, and the key if that is asked for too.
/// Nobody finds two that have the same, or the chain had worse to fear, since its blocks and its state hang together by
/// the same hash.
type Key = [u8; 32];

/// See [`Key`]. Of each kind all but the message have a fixed length, so no two questions read the same.
fn key(scheme: Scheme, signature: &[u8], public: &[u8], message: &[u8]) -> Key {
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
struct Remembered<Answer> {
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

	fn get(&self, key: &Key) -> Option<Answer> {
		self.with_shard(key, |shard| shard.young.get(key).or_else(|| shard.old.get(key)).copied())
	}

	fn insert(&self, key: Key, answer: Answer) {
		self.with_shard(&key, |shard| {
			if shard.young.len() >= self.generation {
				shard.old = mem::take(&mut shard.young);
			}
			shard.young.insert(key, answer);
		});
	}

	/// What is found of the signature that `key` stands for: from memory, or else by `verify`. An error is never remembered.
	fn recall<E>(&self, key: Key, verify: impl FnOnce() -> Result<Answer, E>) -> Result<Answer, E> {
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
	fn is_good(&self, key: Key, verify: impl FnOnce() -> bool) -> bool {
		self.recall(key, || verify().then_some(()).ok_or(())).is_ok()
	}
}

/// The functions of the node's own interface `Crypto` that this module takes the place of. Their names and versions are
/// those under which the runtime imports them.
// The macro also writes each as a function of the node itself, which `VerifyAhead` calls.
#[allow(dead_code)]
#[runtime_interface]
pub trait Crypto {
	/// Whether `sig` is the signature of `msg` by `pub_key`.
	fn ed25519_verify(
		sig: PassPointerAndRead<&ed25519::Signature, 64>,
		msg: PassFatPointerAndRead<&[u8]>,
		pub_key: PassPointerAndRead<&ed25519::Public, 32>,
	) -> bool {
		GOOD.is_good(key(Scheme::Ed25519, &sig.0, &pub_key.0, msg), || {
			sp_io::crypto::ed25519_verify(sig, msg, pub_key)
		})
	}

	/// The version before the present one, which also takes signatures of an old format. Here because versions are
	/// numbered without gaps; no runtime of this chain calls it, so nothing is remembered of it.
	fn sr25519_verify(
		sig: PassPointerAndRead<&sr25519::Signature, 64>,
		msg: PassFatPointerAndRead<&[u8]>,
		pub_key: PassPointerAndRead<&sr25519::Public, 32>,
	) -> bool {
		sr25519::Pair::verify_deprecated(sig, msg, pub_key)
	}

	/// Whether `sig` is the signature of `msg` by `pub_key`.
	#[version(2)]
	fn sr25519_verify(
		sig: PassPointerAndRead<&sr25519::Signature, 64>,
		msg: PassFatPointerAndRead<&[u8]>,
		pub_key: PassPointerAndRead<&sr25519::Public, 32>,
	) -> bool {
		GOOD.is_good(key(Scheme::Sr25519, &sig.0, &pub_key.0, msg), || {
			sp_io::crypto::sr25519_verify(sig, msg, pub_key)
		})
	}

	/// The version before the present one, which also took numbers that overflow. As no runtime of this chain calls it, it
	/// is here only for its number, and answers as the present one does.
	fn secp256k1_ecdsa_recover_compressed(
		sig: PassPointerAndRead<&[u8; 65], 65>,
		msg: PassPointerAndRead<&[u8; 32], 32>,
	) -> AllocateAndReturnByCodec<Result<[u8; 33], EcdsaVerifyError>> {
		sp_io::crypto::secp256k1_ecdsa_recover_compressed(sig, msg)
	}

	/// By which key `sig` is a signature of the hash `msg`.
	#[version(2)]
	fn secp256k1_ecdsa_recover_compressed(
		sig: PassPointerAndRead<&[u8; 65], 65>,
		msg: PassPointerAndRead<&[u8; 32], 32>,
	) -> AllocateAndReturnByCodec<Result<[u8; 33], EcdsaVerifyError>> {
		SIGNERS.recall(key(Scheme::Ecdsa, sig, &[], msg), || {
			sp_io::crypto::secp256k1_ecdsa_recover_compressed(sig, msg)
		})
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use codec::Encode;
	use sp_core::{ecdsa, Pair};
	use sp_runtime_interface::sp_wasm_interface::{ExtendedHostFunctions, HostFunctions as _};
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
	fn answers_as_without_a_memory_however_often_it_is_asked() {
		let (alice, bob) = (sr25519::Pair::from_seed(&[1; 32]), sr25519::Pair::from_seed(&[2; 32]));
		let good = alice.sign(b"message");
		let mut bad = good;
		bad.0[0] ^= 1;

		for _ in 0..3 {
			assert!(crypto::sr25519_verify(&good, b"message", &alice.public()));
			assert!(!crypto::sr25519_verify(&bad, b"message", &alice.public()));
			assert!(!crypto::sr25519_verify(&good, b"another message", &alice.public()));
			assert!(!crypto::sr25519_verify(&good, b"message", &bob.public()));
		}
	}

	#[test]
	fn answers_for_ed25519_as_without_a_memory_however_often_it_is_asked() {
		let (alice, bob) = (ed25519::Pair::from_seed(&[1; 32]), ed25519::Pair::from_seed(&[2; 32]));
		let good = alice.sign(b"message");
		let mut bad = good;
		bad.0[0] ^= 1;

		for _ in 0..3 {
			assert!(crypto::ed25519_verify(&good, b"message", &alice.public()));
			assert!(!crypto::ed25519_verify(&bad, b"message", &alice.public()));
			assert!(!crypto::ed25519_verify(&good, b"another message", &alice.public()));
			assert!(!crypto::ed25519_verify(&good, b"message", &bob.public()));
		}
	}

	#[test]
	fn answers_for_ecdsa_as_without_a_memory_however_often_it_is_asked() {
		let (alice, message) = (ecdsa::Pair::from_seed(&[1; 32]), [7; 32]);
		let good = alice.sign_prehashed(&message).0;
		// A number that is no point of the curve, and an end that no signature has.
		let (mut nowhere, mut endless) = (good, good);
		nowhere[..32].fill(0xff);
		endless[64] = 26;

		let recovered = |signature, message| {
			let theirs = sp_io::crypto::secp256k1_ecdsa_recover_compressed(signature, message);
			let ours = crypto::secp256k1_ecdsa_recover_compressed(signature, message);
			assert_eq!(theirs.encode(), ours.encode());
			ours.ok()
		};
		for _ in 0..3 {
			assert_eq!(recovered(&good, &message), Some(alice.public().0));
			// Some other key's, that nobody has.
			assert!(recovered(&good, &[8; 32]).is_some_and(|key| key != alice.public().0));
			assert_eq!(recovered(&nowhere, &message), None);
			assert_eq!(recovered(&endless, &message), None);
		}
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

	#[test]
	fn takes_the_place_of_functions_that_the_node_has_and_adds_none() {
		let names = |functions: Vec<&'static dyn sp_runtime_interface::sp_wasm_interface::Function>| {
			let mut names: Vec<_> = functions.iter().map(|function| function.name().to_owned()).collect();
			names.sort();
			names
		};
		let ours = names(HostFunctions::host_functions());
		let theirs = names(sp_io::SubstrateHostFunctions::host_functions());
		assert_eq!(
			ours,
			[
				"ext_crypto_ed25519_verify_version_1",
				"ext_crypto_secp256k1_ecdsa_recover_compressed_version_1",
				"ext_crypto_secp256k1_ecdsa_recover_compressed_version_2",
				"ext_crypto_sr25519_verify_version_1",
				"ext_crypto_sr25519_verify_version_2"
			]
		);
		assert!(ours.iter().all(|name| theirs.contains(name)));
		let both = ExtendedHostFunctions::<sp_io::SubstrateHostFunctions, HostFunctions>::host_functions();
		assert_eq!(names(both), theirs);
	}
}
