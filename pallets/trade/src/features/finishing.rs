// SPDX-License-Identifier: Apache-2.0

//! The ways in which a contract finishes, and what is kept of it.

use crate::{pallet::*, ContractOf, Finished, Outcome, Side};
use frame_support::{ensure, pallet_prelude::DispatchResult, traits::Get};
use sp_core::H256;
use sp_runtime::SaturatedConversion;
use suyuan_primitives::traits::Register;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_sign_off(who: T::AccountId, id: H256) -> DispatchResult {
		let (mut contract, side) = Self::signed_contract(&who, &id)?;
		ensure!(contract.dispute.is_none(), Error::<T>::Disputed);
		ensure!(contract.is_done(), Error::<T>::NotDone);
		ensure!(!contract.signed_off.of(side), Error::<T>::AlreadySignedOff);
		*contract.signed_off.of_mut(side) = true;
		Self::deposit_event(Event::SignedOff { id, by: who });
		if contract.signed_off.both() {
			Self::finish(&id, contract, Outcome::Completed);
		} else {
			Contracts::<T>::insert(id, contract);
		}
		Ok(())
	}

	pub(crate) fn do_terminate(who: T::AccountId, id: H256, reason: H256) -> DispatchResult {
		let (mut contract, side) = Self::signed_contract(&who, &id)?;
		let is_over = Self::now() >= contract.terms.ends_at;
		let may_alone = is_over || T::Register::is_gone(contract.party(side.other()));
		let is_alone = may_alone && contract.dispute.is_none();
		ensure!(is_alone || !contract.terminates.of(side), Error::<T>::AlreadyAgreed);
		*contract.terminates.of_mut(side) = true;
		Self::deposit_event(Event::TerminationSigned { id, reason, by: who });
		if is_alone || contract.terminates.both() {
			Self::finish(&id, contract, Outcome::Terminated);
		} else {
			Contracts::<T>::insert(id, contract);
		}
		Ok(())
	}

	pub(crate) fn do_reap(id: H256) -> DispatchResult {
		let contract = Contracts::<T>::get(id).ok_or(Error::<T>::NotFound)?;
		let now = Self::now();
		if contract.accepted.is_none() {
			ensure!(now >= contract.terms.until, Error::<T>::NotLapsed);
			Self::drop_offer(&id, &contract);
			Self::deposit_event(Event::OfferReaped { id });
		} else {
			let lapses_at = contract.terms.ends_at.saturating_add(T::Grace::get());
			ensure!(now >= lapses_at, Error::<T>::NotLapsed);
			Self::finish(&id, contract, Outcome::Lapsed);
		}
		Ok(())
	}

	/// Condenses a contract to its outcome.
	pub(crate) fn finish(id: &H256, contract: ContractOf<T>, outcome: Outcome) {
		let version_hash = contract.version_hash(id);
		for side in [Side::Buyer, Side::Seller] {
			Self::uncount(contract.party(side));
		}
		Contracts::<T>::remove(id);
		let finished_at = frame_system::Pallet::<T>::block_number().saturated_into();
		let (buyer, seller) = (contract.buyer, contract.seller);
		let finished = Finished { buyer, seller, version_hash, outcome, finished_at };
		FinishedContracts::<T>::insert(id, finished);
		Self::deposit_event(Event::ContractFinished { id: *id, outcome });
	}
}
