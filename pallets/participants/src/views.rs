// SPDX-License-Identifier: Apache-2.0

//! Views that anyone may read: the hash of a profile, and the sealing keys of an account.

use crate::{
	pallet::*,
	types::{LiveSealingKeys, Profile},
};
use sp_core::H256;
use sp_runtime::traits::{BlakeTwo256, Hash};

impl<T: Config> Pallet<T> {
	/// Hashes a profile as the regulators vote on it: `blake2_256` of its encoding.
	pub fn profile_hash(profile: &Profile) -> H256 {
		BlakeTwo256::hash_of(profile)
	}

	/// The keys to which data may be sealed for an account.
	///
	/// None while the account is suspended or expired, or its principal is: nothing more is sealed to it meanwhile.
	pub fn sealing_keys(who: &T::AccountId) -> Option<LiveSealingKeys> {
		SealingKeys::<T>::get(who).filter(|_| Self::may_hold_sealing_keys(who))
	}
}
