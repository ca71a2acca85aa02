// SPDX-License-Identifier: Apache-2.0

//! A generator of hostile bytes, the same for the same seed.

use crate::transactions::{nested_call, nestings, signed, GENESIS};
use codec::{Compact, Encode};
use sp_keyring::Sr25519Keyring;
use sp_runtime::generic::Era;
use suyuan_runtime::{tx_extension::extension, Address};

/// A source of random numbers and hostile bytes.
///
/// SplitMix64, written out so that a seed means the same inputs for good.
pub struct Generator {
	state: u64,
	/// Real transactions, to be mutated.
	real: Vec<Vec<u8>>,
	/// Pieces to be put into them.
	pieces: &'static [&'static [u8]],
}

impl Generator {
	/// A generator of hostile transactions.
	pub fn new(seed: u64) -> Self {
		let mut real: Vec<_> = (0..4).map(|nonce| signed(&[0, 0, 0], nonce, GENESIS)).collect();
		for (_, before, after) in nestings() {
			real.push(signed(&nested_call(&before, &after, 3), 0, GENESIS));
		}
		Self::of(seed, real, &[])
	}

	/// A generator of mutations of these inputs, with these pieces put into them.
	pub fn of(seed: u64, real: Vec<Vec<u8>>, pieces: &'static [&'static [u8]]) -> Self {
		Self { state: seed, real, pieces }
	}

	/// A random number.
	pub fn number(&mut self) -> u64 {
		self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
		let mixed = (self.state ^ (self.state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
		let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
		mixed ^ (mixed >> 31)
	}

	/// A number below `bound`.
	pub fn below(&mut self, bound: usize) -> usize {
		(self.number() % bound.max(1) as u64) as usize
	}

	/// At most `max` random bytes.
	pub fn bytes(&mut self, max: usize) -> Vec<u8> {
		let length = self.below(max + 1);
		(0..length).map(|_| self.number() as u8).collect()
	}

	/// Hostile bytes: random ones, a mutated real input, or a false length.
	pub fn hostile(&mut self) -> Vec<u8> {
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
	pub fn nested(&mut self, deepest: usize) -> Vec<u8> {
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
			if !self.pieces.is_empty() && self.below(2) == 0 {
				self.put_piece(&mut bytes, at);
				continue;
			}
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

	/// Puts a piece in, between bytes or in the place of some.
	fn put_piece(&mut self, bytes: &mut Vec<u8>, at: usize) {
		let choice = self.below(self.pieces.len());
		let times = if self.below(8) == 0 { 1 + self.below(40) } else { 1 };
		let end = (at + self.below(2) * self.below(24)).min(bytes.len());
		bytes.splice(at..end, self.pieces[choice].repeat(times));
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
