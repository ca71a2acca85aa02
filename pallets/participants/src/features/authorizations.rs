// SPDX-License-Identifier: Apache-2.0

//! Authorizations of others to write into the blocks of an owner's units (§6.3.1.4).

use crate::{
	pallet::*,
	types::{Authorization, BlockSet},
};
use frame_support::{ensure, traits::Get};
use sp_runtime::DispatchResult;
use suyuan_primitives::traits::Register;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_authorize(
		owner: T::AccountId,
		provider: T::AccountId,
		blocks: BlockSet,
	) -> DispatchResult {
		ensure!(!blocks.is_empty(), Error::<T>::EmptyBlockSet);
		ensure!(Self::in_force(&owner).is_some(), Error::<T>::NotInForce);
		ensure!(Self::in_force(&provider).is_some(), Error::<T>::ProviderNotInForce);

		if !Authorizations::<T>::contains_key(&owner, &provider) {
			AuthorizationCount::<T>::try_mutate(&owner, |count| -> DispatchResult {
				ensure!(*count < T::MaxAuthorizations::get(), Error::<T>::MaxAuthorizationsExceeded);
				*count += 1;
				Ok(())
			})?;
		}
		let authorization = Authorization { blocks, admission: Self::admission(&provider) };
		Authorizations::<T>::insert(&owner, &provider, authorization);
		Self::deposit_event(Event::Authorized { owner, provider, blocks });
		Ok(())
	}

	pub(crate) fn do_withdraw_authorization(owner: T::AccountId, provider: T::AccountId) -> DispatchResult {
		Authorizations::<T>::take(&owner, &provider).ok_or(Error::<T>::NotAuthorized)?;
		AuthorizationCount::<T>::mutate_exists(&owner, |count| {
			*count = count.and_then(|count| count.checked_sub(1)).filter(|count| *count > 0);
		});
		Self::deposit_event(Event::AuthorizationWithdrawn { owner, provider });
		Ok(())
	}

	/// Withdraws all authorizations of an owner, and returns their number.
	pub(crate) fn withdraw_authorizations(owner: &T::AccountId) -> u32 {
		let count = AuthorizationCount::<T>::take(owner);
		// At most as many as are counted.
		let _ = Authorizations::<T>::clear_prefix(owner, T::MaxAuthorizations::get(), None);
		count
	}
}
