// SPDX-License-Identifier: Apache-2.0

//! Views that anyone may read: the hash of a profile.

use crate::{pallet::*, types::Profile};
use sp_core::H256;
use sp_runtime::traits::{BlakeTwo256, Hash};

impl<T: Config> Pallet<T> {
	/// Hashes a profile as the regulators vote on it: `blake2_256` of its encoding.
	pub fn profile_hash(profile: &Profile) -> H256 {
		BlakeTwo256::hash_of(profile)
	}
}
