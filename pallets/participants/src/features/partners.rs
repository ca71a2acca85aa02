// SPDX-License-Identifier: Apache-2.0

//! Partnerships: two organisations that both say that they trade with each other (DB4403/T 471-2024 §6.3.1.1).
//!
//! One proposes, the other confirms, and either ends it. A proposal counts against whoever made it alone, so that nobody
//! fills the list of another. A partnership holds for the admissions in which it was made, as an authorization does.

use crate::{
	pallet::*,
	types::{Identity, Partnership},
};
use frame_support::{ensure, traits::Get};
use sp_runtime::DispatchResult;
use suyuan_primitives::traits::Register;

/// Two accounts in their order, by which a partnership has one key whoever names it.
fn pair<AccountId: Ord + Clone>(one: &AccountId, other: &AccountId) -> (AccountId, AccountId) {
	if one < other {
		(one.clone(), other.clone())
	} else {
		(other.clone(), one.clone())
	}
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_propose_partner(who: T::AccountId, partner: T::AccountId) -> DispatchResult {
		ensure!(who != partner, Error::<T>::PartnerOfItself);
		ensure!(Self::in_force(&who).is_some(), Error::<T>::NotInForce);
		ensure!(Self::in_force(&partner).is_some(), Error::<T>::PartnerNotInForce);
		ensure!(Self::is_organisation(&who) && Self::is_organisation(&partner), Error::<T>::NoPartner);
		if let Some(known) = Partners::<T>::get(pair(&who, &partner)) {
			let holds = Self::holds(&known);
			ensure!(!(holds && known.confirmed), Error::<T>::AlreadyPartners);
			ensure!(!holds, Error::<T>::AlreadyProposed);
			// One that ended with an admission makes room for the next.
			Self::forget(&known);
		}
		Self::count_partner(&who)?;
		let admissions = (Self::admission(&who), Self::admission(&partner));
		let proposed =
			Partnership { proposer: who.clone(), partner: partner.clone(), admissions, confirmed: false };
		Partners::<T>::insert(pair(&who, &partner), proposed);
		Self::deposit_event(Event::PartnerProposed { who, partner });
		Ok(())
	}

	pub(crate) fn do_confirm_partner(who: T::AccountId, proposer: T::AccountId) -> DispatchResult {
		ensure!(Self::in_force(&who).is_some(), Error::<T>::NotInForce);
		ensure!(Self::in_force(&proposer).is_some(), Error::<T>::PartnerNotInForce);
		let key = pair(&who, &proposer);
		let proposed = Partners::<T>::get(&key).filter(|known| Self::holds(known));
		let proposed = proposed.ok_or(Error::<T>::NotProposed)?;
		ensure!(!proposed.confirmed, Error::<T>::AlreadyPartners);
		ensure!(proposed.partner == who, Error::<T>::NotProposed);
		Self::count_partner(&who)?;
		Partners::<T>::insert(key, Partnership { confirmed: true, ..proposed });
		Self::deposit_event(Event::PartnerConfirmed { who, proposer });
		Ok(())
	}

	pub(crate) fn do_end_partner(who: T::AccountId, partner: T::AccountId) -> DispatchResult {
		let ended = Partners::<T>::take(pair(&who, &partner)).ok_or(Error::<T>::NotPartners)?;
		Self::forget(&ended);
		Self::deposit_event(Event::PartnerEnded { who, partner });
		Ok(())
	}

	/// Returns true if two participants are partners: both said so, in the admissions that they have now, and both are in
	/// force.
	pub fn are_partners(one: &T::AccountId, other: &T::AccountId) -> bool {
		let known = Partners::<T>::get(pair(one, other));
		known.is_some_and(|known| known.confirmed && Self::holds(&known))
			&& [one, other].into_iter().all(|who| Self::in_force(who).is_some())
	}

	/// Returns true if both are in the admissions in which the partnership was proposed.
	fn holds(known: &Partnership<T::AccountId>) -> bool {
		known.admissions == (Self::admission(&known.proposer), Self::admission(&known.partner))
			&& [&known.proposer, &known.partner].into_iter().all(Self::is_admitted)
	}

	/// Takes a partnership off the counts.
	fn forget(known: &Partnership<T::AccountId>) {
		Self::uncount_partner(&known.proposer);
		if known.confirmed {
			Self::uncount_partner(&known.partner);
		}
	}

	/// Returns true if the account was admitted as an organisation. Persons and regulators by their seat have no partners.
	fn is_organisation(who: &T::AccountId) -> bool {
		let identity = Profiles::<T>::get(who).map(|profile| profile.identity);
		matches!(identity, Some(Identity::Organisation { .. } | Identity::OverseasOrganisation { .. }))
	}

	fn count_partner(who: &T::AccountId) -> DispatchResult {
		PartnerCount::<T>::try_mutate(who, |count| {
			ensure!(*count < T::MaxPartners::get(), Error::<T>::MaxPartnersExceeded);
			*count += 1;
			Ok(())
		})
	}

	fn uncount_partner(who: &T::AccountId) {
		PartnerCount::<T>::mutate_exists(who, |count| {
			*count = count.and_then(|count| count.checked_sub(1)).filter(|count| *count > 0);
		});
	}
}
