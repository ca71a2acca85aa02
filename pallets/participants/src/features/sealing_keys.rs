// SPDX-License-Identifier: Apache-2.0

//! Sealing keys: public keys to which others seal what an account alone may read.

use crate::{
	pallet::*,
	types::{LiveSealingKeys, OwnStanding, Standing},
	WeightInfo,
};
use frame_support::{
	ensure,
	pallet_prelude::{Get, Weight},
	traits::Contains,
};
use sp_runtime::DispatchResult;
use suyuan_primitives::values::{SealingKey, SealingKeyError};

impl<T: Config> From<SealingKeyError> for Error<T> {
	fn from(error: SealingKeyError) -> Self {
		match error {
			SealingKeyError::LowOrder => Self::LowOrderSealingKey,
			SealingKeyError::NonCanonical => Self::NonCanonicalSealingKey,
		}
	}
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_set_sealing_key(who: T::AccountId, key: Option<SealingKey>) -> DispatchResult {
		ensure!(Self::may_hold_sealing_keys(&who), Error::<T>::NotInForce);
		let live = SealingKeys::<T>::get(&who);
		match key {
			None => {
				ensure!(live.is_some(), Error::<T>::NoSealingKey);
				Self::end_sealing_keys(&who);
			}
			Some(key) => {
				key.check().map_err(Error::<T>::from)?;
				let keys = Self::rotated(live, key)?;
				SealingKeys::<T>::insert(&who, keys);
				Self::deposit_event(Event::SealingKeysChanged { who, keys: Some(keys) });
			}
		}
		Ok(())
	}

	/// The keys that are alive after a rotation.
	fn rotated(live: Option<LiveSealingKeys>, key: SealingKey) -> Result<LiveSealingKeys, Error<T>> {
		let previous = match live {
			None => None,
			Some(LiveSealingKeys { current, previous }) if current == key => {
				ensure!(previous.is_some(), Error::<T>::DuplicateSealingKey);
				None
			}
			Some(LiveSealingKeys { current, previous }) => {
				ensure!(previous != Some(key), Error::<T>::SealingKeyReplaced);
				Some(current)
			}
		};
		Ok(LiveSealingKeys { current: key, previous })
	}

	/// Returns true if the account is in force by itself, or the operator of one that is.
	pub(crate) fn may_hold_sealing_keys(who: &T::AccountId) -> bool {
		let standing = Self::standing(who, None);
		matches!(
			standing,
			Ok(Standing::Own(of) | Standing::Operator { of, .. })
				if matches!(of, OwnStanding::Participant | OwnStanding::Regulator)
		)
	}

	/// Ends the keys of an account whose standing ended.
	pub(crate) fn end_sealing_keys(who: &T::AccountId) {
		if SealingKeys::<T>::take(who).is_some() {
			Self::deposit_event(Event::SealingKeysChanged { who: who.clone(), keys: None });
		}
	}

	/// Ends the keys that an operator had by its principal alone.
	pub(crate) fn end_sealing_keys_of_operator(operator: &T::AccountId) {
		if !Self::is_admitted(operator) && !T::Regulators::contains(operator) {
			Self::end_sealing_keys(operator);
		}
	}

	/// The weight of ending the keys of so many operators.
	///
	/// Composed of what was measured: each as much as an authorization that is withdrawn, and two reads of the key's standing.
	pub(crate) fn end_sealing_keys_weight(operators: u32) -> Weight {
		let each = T::WeightInfo::withdraw_authorization().saturating_add(T::DbWeight::get().reads(2));
		each.saturating_mul(operators.into())
	}
}
