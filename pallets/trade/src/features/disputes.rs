// SPDX-License-Identifier: Apache-2.0

//! Disputes, which the department of commerce rules on.
//!
//! A dispute stops what would finish the contract by one side or by signing off, and no fact: goods and money go on. One
//! stands at a time, and either side raises two at most, so that nobody keeps a contract open for ever.

use crate::{pallet::*, Dispute, Outcome, Ruling, MAX_DISPUTES};
use frame_support::{ensure, pallet_prelude::DispatchResult};
use sp_core::H256;
use suyuan_primitives::{parties::Department, traits::Register};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_dispute(who: T::AccountId, id: H256, claim: H256) -> DispatchResult {
		let (mut contract, side) = Self::signed_contract(&who, &id)?;
		ensure!(contract.dispute.is_none(), Error::<T>::Disputed);
		let raised = contract.raised.of_mut(side);
		ensure!(*raised < MAX_DISPUTES, Error::<T>::MaxDisputesExceeded);
		*raised += 1;
		contract.dispute = Some(Dispute { by: side, claim, answer: None });
		Contracts::<T>::insert(id, contract);
		Self::deposit_event(Event::Disputed { id, claim, by: who });
		Ok(())
	}

	pub(crate) fn do_answer(who: T::AccountId, id: H256, answer: H256) -> DispatchResult {
		let (mut contract, side) = Self::signed_contract(&who, &id)?;
		let dispute = contract.dispute.as_mut().ok_or(Error::<T>::NotDisputed)?;
		ensure!(dispute.by != side, Error::<T>::OwnDispute);
		ensure!(dispute.answer.is_none(), Error::<T>::AlreadyAnswered);
		dispute.answer = Some(answer);
		Contracts::<T>::insert(id, contract);
		Self::deposit_event(Event::Answered { id, answer, by: who });
		Ok(())
	}

	pub(crate) fn do_rule(who: T::AccountId, id: H256, ruling: Ruling, reason: H256) -> DispatchResult {
		Self::ensure_in_force(&who)?;
		Self::ensure_seat(&who, Department::Commerce, Error::<T>::NotCommerce)?;
		let mut contract = Contracts::<T>::get(id).ok_or(Error::<T>::NotFound)?;
		Self::ensure_impartial(&who, &contract.buyer, &contract.seller)?;
		ensure!(contract.dispute.take().is_some(), Error::<T>::NotDisputed);
		Self::deposit_event(Event::Ruled { id, ruling, reason, by: who });
		match ruling {
			Ruling::Continue => Contracts::<T>::insert(id, contract),
			Ruling::Complete => Self::finish(&id, contract, Outcome::RuledCompleted),
			Ruling::Terminate => Self::finish(&id, contract, Outcome::RuledTerminated),
		}
		Ok(())
	}

	/// Checks that the account holds a seat of the department.
	pub(crate) fn ensure_seat(
		who: &T::AccountId,
		department: Department,
		otherwise: Error<T>,
	) -> DispatchResult {
		ensure!(T::Register::department(who) == Some(department), otherwise);
		Ok(())
	}

	/// Checks that the account is no side of the contract, and serves none.
	pub(crate) fn ensure_impartial(
		who: &T::AccountId,
		buyer: &T::AccountId,
		seller: &T::AccountId,
	) -> DispatchResult {
		let is_one_of_them = Self::are_one(who, buyer) || Self::are_one(who, seller);
		ensure!(!is_one_of_them, Error::<T>::OwnCause);
		Ok(())
	}
}
