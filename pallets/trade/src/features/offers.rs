// SPDX-License-Identifier: Apache-2.0

//! Offers, counter-offers and signatures.
//!
//! Whoever offers a version has signed it. A version counts against the account that offered it, so that nobody fills the
//! count of another; once the other side signs, the contract counts against both.

use crate::{pallet::*, Contract, ContractOf, Side, Terms};
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
	traits::Get,
};
use sp_core::H256;
use sp_runtime::traits::{BlakeTwo256, Hash};
use suyuan_primitives::traits::{Partners, Principals, Register};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_offer(
		who: T::AccountId,
		counterparty: T::AccountId,
		side: Side,
		terms: Terms,
	) -> DispatchResult {
		Self::ensure_may_trade(&who, &counterparty)?;
		Self::check_terms(&terms)?;
		Self::count(&who)?;
		let (buyer, seller) = match side {
			Side::Buyer => (who, counterparty),
			Side::Seller => (counterparty, who),
		};
		let number = NextContract::<T>::get();
		NextContract::<T>::put(number.saturating_add(1));
		let id = BlakeTwo256::hash_of(&(b"contract", number));
		let contract = Contract {
			buyer,
			seller,
			offered_by: side,
			version: 1,
			terms,
			accepted: None,
			done_at: Default::default(),
			signed_off: Default::default(),
			terminates: Default::default(),
			raised: Default::default(),
			dispute: None,
		};
		Self::put_offer(id, contract);
		Ok(())
	}

	pub(crate) fn do_counter(who: T::AccountId, id: H256, terms: Terms) -> DispatchResult {
		let mut contract = Self::offered(&who, &id)?;
		Self::ensure_may_trade(&who, contract.party(contract.offered_by))?;
		Self::check_terms(&terms)?;
		Self::uncount(contract.party(contract.offered_by));
		Self::count(&who)?;
		contract.version = contract.version.checked_add(1).ok_or(Error::<T>::MaxVersionsExceeded)?;
		contract.offered_by = contract.offered_by.other();
		contract.terms = terms;
		Self::put_offer(id, contract);
		Ok(())
	}

	pub(crate) fn do_sign(who: T::AccountId, id: H256, version: u16, version_hash: H256) -> DispatchResult {
		let mut contract = Self::offered(&who, &id)?;
		Self::ensure_may_trade(&who, contract.party(contract.offered_by))?;
		ensure!(version == contract.version, Error::<T>::WrongVersion);
		ensure!(version_hash == contract.version_hash(&id), Error::<T>::WrongHash);
		Self::count(&who)?;
		contract.accepted = Some(version);
		Contracts::<T>::insert(id, contract);
		Self::deposit_event(Event::Signed { id, version, by: who });
		Ok(())
	}

	pub(crate) fn do_withdraw(who: T::AccountId, id: H256) -> DispatchResult {
		let (contract, side) = Self::contract_of(&who, &id)?;
		ensure!(contract.accepted.is_none(), Error::<T>::AlreadySigned);
		Self::drop_offer(&id, &contract);
		let declined = side != contract.offered_by;
		Self::deposit_event(Event::Withdrawn { id, by: who, declined });
		Ok(())
	}

	/// Takes an offer out of the state and off the count of whoever made it.
	pub(crate) fn drop_offer(id: &H256, contract: &ContractOf<T>) {
		Self::uncount(contract.party(contract.offered_by));
		Contracts::<T>::remove(id);
	}

	fn put_offer(id: H256, contract: ContractOf<T>) {
		let by = contract.party(contract.offered_by).clone();
		let to = contract.party(contract.offered_by.other()).clone();
		let (version, terms, version_hash) =
			(contract.version, contract.terms.clone(), contract.version_hash(&id));
		let side = contract.offered_by;
		Contracts::<T>::insert(id, contract);
		Self::deposit_event(Event::Offered { id, version, by, side, to, terms, version_hash });
	}

	/// The contract as it is offered to this account, neither signed nor lapsed.
	fn offered(who: &T::AccountId, id: &H256) -> Result<ContractOf<T>, DispatchError> {
		let (contract, side) = Self::contract_of(who, id)?;
		ensure!(contract.accepted.is_none(), Error::<T>::AlreadySigned);
		ensure!(side != contract.offered_by, Error::<T>::OwnOffer);
		ensure!(Self::now() < contract.terms.until, Error::<T>::OfferLapsed);
		Ok(contract)
	}

	/// Checks that two accounts are partners, and not one party.
	fn ensure_may_trade(who: &T::AccountId, other: &T::AccountId) -> DispatchResult {
		Self::ensure_in_force(who)?;
		ensure!(!Self::are_one(who, other), Error::<T>::SameParty);
		ensure!(T::Partners::are_partners(who, other), Error::<T>::NotPartners);
		Ok(())
	}

	/// Returns true if two accounts are one party: the same, or one serves the other, or both a third, as operators.
	pub(crate) fn are_one(one: &T::AccountId, other: &T::AccountId) -> bool {
		let party = |who: &T::AccountId| T::Principals::principal(who).unwrap_or_else(|| who.clone());
		party(one) == party(other)
	}

	fn check_terms(terms: &Terms) -> DispatchResult {
		terms.check::<T>()?;
		let now = Self::now();
		ensure!(now < terms.until, Error::<T>::AlreadyPast);
		ensure!(terms.until <= terms.ends_at, Error::<T>::EndsTooEarly);
		ensure!(terms.ends_at <= now.saturating_add(T::MaxTerm::get()), Error::<T>::TermExceeded);
		Ok(())
	}

	fn count(who: &T::AccountId) -> DispatchResult {
		OpenContracts::<T>::try_mutate(who, |count| {
			ensure!(*count < T::MaxContracts::get(), Error::<T>::MaxContractsExceeded);
			*count += 1;
			Ok(())
		})
	}

	pub(crate) fn uncount(who: &T::AccountId) {
		OpenContracts::<T>::mutate_exists(who, |count| {
			*count = count.and_then(|count| count.checked_sub(1)).filter(|count| *count > 0);
		});
	}

	pub(crate) fn ensure_in_force(who: &T::AccountId) -> DispatchResult {
		ensure!(T::Register::in_force(who).is_some(), Error::<T>::NotInForce);
		Ok(())
	}

	/// The contract, and the side of it that the account is.
	pub(crate) fn contract_of(who: &T::AccountId, id: &H256) -> Result<(ContractOf<T>, Side), DispatchError> {
		let contract = Contracts::<T>::get(id).ok_or(Error::<T>::NotFound)?;
		let side = if *who == contract.buyer {
			Side::Buyer
		} else if *who == contract.seller {
			Side::Seller
		} else {
			return Err(Error::<T>::NotParty.into());
		};
		Ok((contract, side))
	}

	/// The contract that both sides signed, and the side of it that the account is, whose admission is in force.
	pub(crate) fn signed_contract(
		who: &T::AccountId,
		id: &H256,
	) -> Result<(ContractOf<T>, Side), DispatchError> {
		Self::ensure_in_force(who)?;
		let (contract, side) = Self::contract_of(who, id)?;
		ensure!(contract.accepted.is_some(), Error::<T>::NotSigned);
		Ok((contract, side))
	}
}
