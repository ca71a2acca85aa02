// SPDX-License-Identifier: Apache-2.0

//! Permits of holders for those that make or trade their goods.

use crate::{clock::ANY_CLOCK, pallet::*, Permit};
use frame_support::{ensure, pallet_prelude::DispatchResult, traits::Get};
use suyuan_primitives::{codes::CodePrefix, traits::Register, Check};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_permit(
		holder: T::AccountId,
		prefix: CodePrefix,
		to: T::AccountId,
		until: Option<u64>,
	) -> DispatchResult {
		ensure!(T::Register::in_force(&holder).is_some(), Error::<T>::NotInForce);
		prefix.check(&ANY_CLOCK).map_err(Error::<T>::from)?;
		ensure!(to != holder, Error::<T>::ToSelf);
		ensure!(T::Register::in_force(&to).is_some(), Error::<T>::RecipientNotInForce);
		ensure!(!Self::is_past(until), Error::<T>::AlreadyPast);
		let grant = Self::next_grant(&prefix.key())
			.filter(|grant| grant.holder == holder && grant.prefix.contains(&prefix) && Self::is_good(grant))
			.ok_or(Error::<T>::NotHolder)?;

		let given = PermitsGiven::<T>::get(&holder);
		let new = Permit {
			prefix: prefix.clone(),
			holder: holder.clone(),
			under: grant.prefix,
			grant: grant.id,
			admission: T::Register::admission(&to),
			until,
		};
		let is_more = AccountRights::<T>::try_mutate(&to, |rights| {
			let before = rights.permits.len();
			rights.permits.retain(|permit| (&permit.prefix, &permit.holder) != (&prefix, &holder));
			let is_more = before == rights.permits.len();
			let newest = rights.permits.try_insert(0, new);
			newest.map(|()| is_more).map_err(|_| Error::<T>::MaxPermitsExceeded)
		})?;
		if is_more {
			ensure!(given < T::MaxPermitsGiven::get(), Error::<T>::MaxPermitsGivenExceeded);
			PermitsGiven::<T>::insert(&holder, given + 1);
		}
		Self::deposit_event(Event::Permitted { prefix, holder, to, until });
		Ok(())
	}

	pub(crate) fn do_revoke_permit(
		by: T::AccountId,
		prefix: CodePrefix,
		holder: T::AccountId,
		to: T::AccountId,
	) -> DispatchResult {
		ensure!(by == holder || by == to, Error::<T>::NotPermitted);
		AccountRights::<T>::try_mutate_exists(&to, |rights| -> Result<(), Error<T>> {
			let of_account = rights.as_mut().ok_or(Error::<T>::NotPermitted)?;
			let before = of_account.permits.len();
			of_account.permits.retain(|permit| (&permit.prefix, &permit.holder) != (&prefix, &holder));
			ensure!(of_account.permits.len() < before, Error::<T>::NotPermitted);
			if of_account.is_empty() {
				*rights = None;
			}
			Ok(())
		})?;
		PermitsGiven::<T>::mutate_exists(&holder, |given| {
			*given = given.and_then(|given| given.checked_sub(1)).filter(|given| *given > 0);
		});
		Self::deposit_event(Event::PermitRevoked { prefix, holder, to, by });
		Ok(())
	}
}
