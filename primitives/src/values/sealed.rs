// SPDX-License-Identifier: Apache-2.0

//! Fields for personal data, which never stands on the chain.

use crate::{Check, Clock, ValueError};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::traits::{BlakeTwo256, Hash};

/// A field that never stands in clear text on the chain: `blake2_256(salt ++ plaintext)`.
///
/// The salt is 32 random bytes, kept off the chain with the plaintext by the party that holds both. Without the salt a
/// short plaintext could be found by trying.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Sealed(pub [u8; 32]);

impl Sealed {
	/// Seals a plaintext with a salt.
	pub fn new(salt: &[u8; 32], plaintext: &str) -> Self {
		let mut preimage = Vec::with_capacity(salt.len() + plaintext.len());
		preimage.extend_from_slice(salt);
		preimage.extend_from_slice(plaintext.as_bytes());
		Self(BlakeTwo256::hash(&preimage).0)
	}

	/// Returns true if the seal is that of the plaintext.
	pub fn opens(&self, salt: &[u8; 32], plaintext: &str) -> bool {
		*self == Self::new(salt, plaintext)
	}
}

impl Check for Sealed {
	fn check(&self, _: &Clock) -> Result<(), ValueError> {
		Ok(())
	}
}
