// SPDX-License-Identifier: Apache-2.0

//! Keys to which data is sealed that only their holders open.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// A public key of X25519 (RFC 7748), to which others seal what its holder alone opens.
///
/// The keys that sign (sr25519) can't be used for it: a point of Ristretto is none of Curve25519, and wallets don't decrypt.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct SealingKey(pub [u8; 32]);

/// The reason why a sealing key is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SealingKeyError {
	/// A point of low order, zero among them: with every secret it agrees on the same, so anybody opens what it seals.
	LowOrder,
	/// A second encoding of another point: what is sealed to these bytes opens for nobody (RFC 9180 §4.1).
	NonCanonical,
}

/// The points of low order, reduced modulo p = 2^255 − 19: of order 4, 1, 8, 8 and 2.
///
/// On the curve or on its twist, for X25519 takes both.
const LOW_ORDER: [[u8; 32]; 5] = [
	[0; 32],
	{
		let mut one = [0; 32];
		one[0] = 1;
		one
	},
	[
		0xe0, 0xeb, 0x7a, 0x7c, 0x3b, 0x41, 0xb8, 0xae, 0x16, 0x56, 0xe3, 0xfa, 0xf1, 0x9f, 0xc4, 0x6a, 0xda,
		0x09, 0x8d, 0xeb, 0x9c, 0x32, 0xb1, 0xfd, 0x86, 0x62, 0x05, 0x16, 0x5f, 0x49, 0xb8, 0x00,
	],
	[
		0x5f, 0x9c, 0x95, 0xbc, 0xa3, 0x50, 0x8c, 0x24, 0xb1, 0xd0, 0xb1, 0x55, 0x9c, 0x83, 0xef, 0x5b, 0x04,
		0x44, 0x5c, 0xc4, 0x58, 0x1c, 0x8e, 0x86, 0xd8, 0x22, 0x4e, 0xdd, 0xd0, 0x9f, 0x11, 0x57,
	],
	{
		let mut minus_one = [0xff; 32];
		minus_one[0] = 0xec;
		minus_one[31] = 0x7f;
		minus_one
	},
];

/// The lowest byte of p.
const P_LOWEST: u8 = 0xed;

impl SealingKey {
	/// Refuses a key to which nothing can be sealed that its holder alone opens.
	///
	/// # Errors
	///
	/// [`SealingKeyError::LowOrder`], [`SealingKeyError::NonCanonical`]
	pub fn check(&self) -> Result<(), SealingKeyError> {
		let reduced = self.reduced();
		if LOW_ORDER.contains(&reduced) {
			return Err(SealingKeyError::LowOrder);
		}
		if reduced != self.0 {
			return Err(SealingKeyError::NonCanonical);
		}
		Ok(())
	}

	/// The point's own encoding: the highest bit, which X25519 ignores, is cleared, and p taken off.
	fn reduced(&self) -> [u8; 32] {
		let mut point = self.0;
		point[31] &= 0x7f;
		if point[31] == 0x7f && point[1..31].iter().all(|byte| *byte == 0xff) && point[0] >= P_LOWEST {
			let lowest = point[0] - P_LOWEST;
			point = [0; 32];
			point[0] = lowest;
		}
		point
	}
}
