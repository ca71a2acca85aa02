// SPDX-License-Identifier: Apache-2.0

//! A generator of hostile bytes, the same for the same seed.

use codec::{Compact, Encode};
use sp_core::{sr25519, Pair};
use sp_io::hashing::blake2_256;
use sp_keyring::Sr25519Keyring;
use sp_runtime::{generic::Era, MultiSignature};
use suyuan_runtime::{tx_extension::extension, Address, Hash, Nonce, VERSION};

/// The calls that hold another call, each with the bytes before the inner one and after it.
pub(super) fn nestings() -> [(&'static str, Vec<u8>, Vec<u8>); 5] {
	let utility = |call: u8, rest: &[u8]| [&[10, call], rest].concat();
	let somebody_else = Sr25519Keyring::Bob.to_raw_public();
	let remark = vec![0, 0, 0];
	[
		("utility.batch", utility(0, &[4]), vec![]),
		("utility.as_derivative", utility(1, &[7, 0]), vec![]),
		("utility.batch_all", utility(2, &[4]), vec![]),
		("utility.if_else", utility(6, &[]), remark),
		("multisig.as_multi_threshold_1", [&[12, 0, 4], &somebody_else[..]].concat(), vec![]),
	]
}

/// A call nested in others of a kind, to a depth.
pub(super) fn nested_call(before: &[u8], after: &[u8], depth: usize) -> Vec<u8> {
	let mut call = before.repeat(depth);
	call.extend([0, 0, 0]);
	call.extend(after.repeat(depth));
	call
}

/// An encoded transaction by Alice, whose signature is good on the chain of this genesis.
pub(super) fn signed(call: &[u8], nonce: Nonce, genesis: Hash) -> Vec<u8> {
	let extension = extension(Era::Immortal, nonce).encode();
	let implicit =
		(VERSION.spec_version, VERSION.transaction_version, genesis, genesis, None::<[u8; 32]>).encode();
	let payload = [call, &extension, &implicit].concat();
	let alice: sr25519::Pair = Sr25519Keyring::Alice.pair();
	let signature: MultiSignature = match payload.len() {
		0..=256 => alice.sign(&payload),
		_ => alice.sign(&blake2_256(&payload)),
	}
	.into();
	let signer = Address::Id(Sr25519Keyring::Alice.to_account_id());
	let transaction = [&[0x84], &signer.encode()[..], &signature.encode(), &extension, call].concat();
	transaction.encode()
}

/// A source of random numbers and hostile bytes.
///
/// SplitMix64, written out so that a seed means the same inputs for good.
pub(super) struct Generator {
	state: u64,
	/// Real transactions, to be mutated.
	real: Vec<Vec<u8>>,
}

impl Generator {
	pub(super) fn new(seed: u64) -> Self {
		let genesis = Hash::repeat_byte(69);
		let mut real: Vec<_> = (0..4).map(|nonce| signed(&[0, 0, 0], nonce, genesis)).collect();
		for (_, before, after) in nestings() {
			real.push(signed(&nested_call(&before, &after, 3), 0, genesis));
		}
		Self { state: seed, real }
	}

	/// Replaces the inputs to be mutated.
	pub(super) fn of(mut self, real: Vec<Vec<u8>>) -> Self {
		self.real = real;
		self
	}

	pub(super) fn number(&mut self) -> u64 {
		self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
		let mixed = (self.state ^ (self.state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
		let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
		mixed ^ (mixed >> 31)
	}

	/// A number below `bound`.
	pub(super) fn below(&mut self, bound: usize) -> usize {
		(self.number() % bound.max(1) as u64) as usize
	}

	/// At most `max` random bytes.
	pub(super) fn bytes(&mut self, max: usize) -> Vec<u8> {
		let length = self.below(max + 1);
		(0..length).map(|_| self.number() as u8).collect()
	}

	/// Hostile bytes: random ones, a mutated real input, or a false length.
	pub(super) fn hostile(&mut self) -> Vec<u8> {
		match self.below(8) {
			0 => self.bytes(300),
			1 => self.false_length(),
			2 => {
				// Random bytes behind the version byte of a transaction.
				let mut inner = vec![[0x84, 0x04, 0x45, 0x05][self.below(4)]];
				inner.extend(self.bytes(300));
				inner.encode()
			}
			_ => self.mutated(),
		}
	}

	/// A deeply nested transaction, of one kind of nesting or of many.
	pub(super) fn nested(&mut self, deepest: usize) -> Vec<u8> {
		let ways = nestings();
		let depth = 1 + self.below(deepest);
		let (mut before, mut after) = (vec![], vec![]);
		let one_way = self.below(ways.len() + 1);
		for _ in 0..depth {
			let way = if one_way < ways.len() { one_way } else { self.below(ways.len()) };
			let (_, opens, closes) = &ways[way];
			before.extend(opens);
			after.extend(closes);
		}
		let call = [&before[..], &[0, 0, 0], &after].concat();
		let mut inner = vec![0x84];
		inner.extend(Address::Id(Sr25519Keyring::Alice.to_account_id()).encode());
		inner.push(1);
		inner.extend([7; 64]);
		inner.extend(extension(Era::Immortal, 0).encode());
		inner.extend(call);
		inner.encode()
	}

	/// Bytes behind a length that is far too long.
	fn false_length(&mut self) -> Vec<u8> {
		let claimed = [u32::MAX, u32::MAX / 2, 1 << 30, 1 << 24, 16 * 1024 * 1024][self.below(5)];
		let mut bytes = Compact(claimed).encode();
		bytes.extend(self.bytes(100));
		bytes
	}

	/// A real input with a few changes.
	fn mutated(&mut self) -> Vec<u8> {
		let choice = self.below(self.real.len());
		let mut bytes = self.real[choice].clone();
		for _ in 0..=self.below(4) {
			let at = self.below(bytes.len());
			match self.below(6) {
				0 if !bytes.is_empty() => bytes[at] ^= 1 << self.below(8),
				1 if !bytes.is_empty() => bytes[at] = self.number() as u8,
				2 => bytes.truncate(at),
				3 => {
					let prefix = self.false_length();
					bytes.splice(at..at, prefix);
				}
				4 => {
					let other = self.below(self.real.len());
					let end = self.real[other].clone();
					let from = self.below(end.len());
					bytes.truncate(at);
					bytes.extend(&end[from..]);
				}
				_ => {
					// With a length that agrees again, so that more than the length is decoded.
					let inner = bytes.get(2..).unwrap_or_default().to_vec();
					bytes = inner.encode();
				}
			}
		}
		bytes
	}
}

#[test]
fn the_same_seed_makes_the_same_bytes() {
	let bytes = |seed| {
		let mut generator = Generator::new(seed);
		// Signatures are random, so they are left out.
		generator.real = vec![vec![1; 100], vec![2; 50]];
		(0..100).map(|_| generator.hostile()).collect::<Vec<_>>()
	};
	assert_eq!(bytes(1), bytes(1));
	assert_ne!(bytes(1), bytes(2));
}
