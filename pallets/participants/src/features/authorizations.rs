//! Merchants let others write into the blocks of their units (DB4403/T 471-2024 §6.3.1.4).

use crate::{pallet::*, types::BlockSet};
use frame_support::ensure;
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

		Authorizations::<T>::insert(&owner, &provider, blocks);
		Self::deposit_event(Event::Authorized { owner, provider, blocks });
		Ok(())
	}

	pub(crate) fn do_withdraw_authorization(owner: T::AccountId, provider: T::AccountId) -> DispatchResult {
		Authorizations::<T>::take(&owner, &provider).ok_or(Error::<T>::NotAuthorized)?;
		Self::deposit_event(Event::AuthorizationWithdrawn { owner, provider });
		Ok(())
	}
}
