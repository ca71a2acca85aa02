// SPDX-License-Identifier: Apache-2.0

//! Operators: the keys of one organisation. A key serves only the principal that it accepted.

use crate::{pallet::*, types::Key};
use frame_support::ensure;
use sp_runtime::DispatchResult;
use suyuan_primitives::traits::Register;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_add_operator(principal: T::AccountId, operator: T::AccountId) -> DispatchResult {
		ensure!(Self::in_force(&principal).is_some(), Error::<T>::NotInForce);
		Self::offer_to_operator(&principal, operator)
	}

	/// Offers a key to sign on the principal's behalf.
	///
	/// The key gets a reference, by which it can send the transaction that accepts.
	pub(crate) fn offer_to_operator(principal: &T::AccountId, operator: T::AccountId) -> DispatchResult {
		ensure!(operator != *principal, Error::<T>::OperatorOfItself);
		Keys::<T>::try_mutate(principal, |keys| -> DispatchResult {
			ensure!(keys.iter().all(|key| key.operator != operator), Error::<T>::AlreadyOperator);
			let key = Key { operator: operator.clone(), accepted: false };
			keys.try_push(key).map_err(|_| Error::<T>::MaxOperatorsExceeded)?;
			Ok(())
		})?;
		Self::add_reference(&operator);
		Self::deposit_event(Event::OperatorOffered { principal: principal.clone(), operator });
		Ok(())
	}

	/// Returns true if the principal made the key an offer that it has not accepted yet.
	pub(crate) fn is_offered(principal: &T::AccountId, operator: &T::AccountId) -> bool {
		Keys::<T>::get(principal).iter().any(|key| key.operator == *operator && !key.accepted)
	}

	pub(crate) fn do_accept_operator(operator: T::AccountId, principal: T::AccountId) -> DispatchResult {
		ensure!(Self::is_known(&principal), Error::<T>::NotInForce);
		ensure!(!Operators::<T>::contains_key(&operator), Error::<T>::AlreadyOperator);
		Keys::<T>::try_mutate(&principal, |keys| -> DispatchResult {
			let offered = keys.iter_mut().find(|key| key.operator == operator && !key.accepted);
			offered.ok_or(Error::<T>::NotOffered)?.accepted = true;
			Ok(())
		})?;
		Operators::<T>::insert(&operator, &principal);
		Self::deposit_event(Event::OperatorAdded { principal, operator });
		Ok(())
	}

	pub(crate) fn do_remove_operator(principal: T::AccountId, operator: T::AccountId) -> DispatchResult {
		let accepted = Keys::<T>::try_mutate_exists(&principal, |keys| -> Result<bool, Error<T>> {
			let listed = keys.as_mut().ok_or(Error::<T>::NotOperator)?;
			let place = listed.iter().position(|key| key.operator == operator);
			let key = listed.remove(place.ok_or(Error::<T>::NotOperator)?);
			if listed.is_empty() {
				*keys = None;
			}
			Ok(key.accepted)
		})?;
		Self::drop_operator(&principal, Key { operator, accepted });
		Ok(())
	}

	/// Removes all keys of a principal whose standing ended.
	pub(crate) fn remove_operators(principal: &T::AccountId) {
		for key in Keys::<T>::take(principal) {
			Self::drop_operator(principal, key);
		}
	}

	fn drop_operator(principal: &T::AccountId, Key { operator, accepted }: Key<T::AccountId>) {
		if accepted {
			Operators::<T>::remove(&operator);
			Self::end_sealing_keys_of_operator(&operator);
		}
		Self::remove_reference(&operator);
		Self::deposit_event(Event::OperatorRemoved { principal: principal.clone(), operator });
	}
}
