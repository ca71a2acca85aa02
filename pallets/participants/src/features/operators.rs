//! One organisation, many keys.

use crate::pallet::*;
use frame_support::{ensure, traits::Get};
use sp_runtime::DispatchResult;
use suyuan_primitives::traits::Register;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_add_operator(principal: T::AccountId, operator: T::AccountId) -> DispatchResult {
		ensure!(Self::in_force(&principal).is_some(), Error::<T>::NotInForce);
		Self::enrol_operator(&principal, operator)
	}

	pub(crate) fn enrol_operator(principal: &T::AccountId, operator: T::AccountId) -> DispatchResult {
		ensure!(!Operators::<T>::contains_key(&operator), Error::<T>::AlreadyOperator);
		let count = OperatorCount::<T>::get(principal);
		ensure!(count < T::MaxOperators::get(), Error::<T>::MaxOperatorsExceeded);

		OperatorCount::<T>::insert(principal, count + 1);
		Operators::<T>::insert(&operator, principal);
		Self::let_in(&operator);
		Self::deposit_event(Event::OperatorAdded { principal: principal.clone(), operator });
		Ok(())
	}

	pub(crate) fn do_remove_operator(principal: T::AccountId, operator: T::AccountId) -> DispatchResult {
		let serves = Operators::<T>::get(&operator).is_some_and(|of| of == principal);
		ensure!(serves, Error::<T>::NotOperator);

		Operators::<T>::remove(&operator);
		OperatorCount::<T>::mutate_exists(&principal, |count| {
			*count = count.and_then(|count| count.checked_sub(1)).filter(|count| *count > 0);
		});
		Self::deposit_event(Event::OperatorRemoved { principal, operator });
		Ok(())
	}
}
