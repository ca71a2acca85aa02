// SPDX-License-Identifier: Apache-2.0

//! Multisig operations that lapsed.

use crate::{pallet::*, OpenMultisigs};
use frame_support::{ensure, traits::Get};
use sp_runtime::{traits::Saturating, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_remove_multisig(account: T::AccountId, call_hash: [u8; 32]) -> DispatchResult {
		let opened_at = T::Multisigs::opened_at(&account, &call_hash).ok_or(Error::<T>::NoOpenMultisig)?;
		let lapses_at = opened_at.saturating_add(T::MultisigTerm::get());
		ensure!(frame_system::Pallet::<T>::block_number() >= lapses_at, Error::<T>::MultisigStands);

		T::Multisigs::remove(&account, &call_hash);
		Self::deposit_event(Event::MultisigLapsed { account, call_hash });
		Ok(())
	}
}
