// SPDX-License-Identifier: Apache-2.0

//! Title, which passes when owner and recipient have both agreed, whoever holds the goods.
//!
//! An offer is of a lot: the units that are named, and all that is packed in them. Every unit of the lot carries the offer,
//! so that an answer reads no list of offers, and what lapsed is replaced unit by unit. The offer's hash is that of the
//! lot, the parties, the end and the terms: whoever accepts signs what was read, and nothing less or else passes.

use crate::{
	hold_search::Reads,
	pallet::*,
	rules::{Action, Caller},
	TitleOffer, UnitOf,
};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
	traits::Get,
	BoundedVec,
};
use sp_core::H256;
use sp_runtime::traits::{BlakeTwo256, Hash};
use suyuan_primitives::{
	codes::TraceCode,
	traits::{Contracts as _, Register},
};

/// The codes of units that change owners together.
type Codes<T> = BoundedVec<TraceCode, <T as Config>::MaxUnitsPerCall>;

/// The units of a lot, in the order of their codes, each with whether the call names it.
type Lot = BTreeMap<TraceCode, bool>;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_offer_title(
		who: T::AccountId,
		codes: Codes<T>,
		to: T::AccountId,
		expires_at: u64,
		terms: Option<H256>,
	) -> Result<(Reads, usize), DispatchError> {
		let seller = Self::caller(who)?;
		ensure!(to != seller.account, Error::<T>::ToSelf);
		let kind = T::Register::in_force(&to).ok_or(Error::<T>::RecipientNotInForce)?;
		ensure!(!Self::is_past(Some(expires_at)), Error::<T>::OfferExpired);
		let latest = Self::now().saturating_add(T::MaxTitleTerm::get());
		ensure!(expires_at <= latest, Error::<T>::TitleTermExceeded);
		let (lot, codes) = Self::lot(&codes)?;
		let from = seller.account.clone();
		let id = BlakeTwo256::hash_of(&(&from, &to, &codes, expires_at, terms));
		let offer = TitleOffer { to: to.clone(), expires_at, terms, units: codes.len() as u32, id };
		let buyer = Caller { account: to.clone(), kind };
		let mut reads = Reads::default();
		for (code, is_named) in lot {
			let action = if is_named { Action::OfferTitle } else { Action::OfferTitleInside };
			let mut unit = Self::unit_for_counting(action, &seller, &code, &mut reads)?;
			Self::ensure_may_own(&buyer, &unit)?;
			unit.title_offer = Some(offer.clone());
			Units::<T>::insert(&code, unit);
		}
		let units = codes.len();
		Self::deposit_event(Event::TitleOffered { offer: id, codes, from, to, expires_at, terms });
		Ok((reads, units))
	}

	pub(crate) fn do_accept_title(
		who: T::AccountId,
		codes: Codes<T>,
		offer: H256,
		with_custody: bool,
	) -> Result<(Reads, usize), DispatchError> {
		let buyer = Self::caller(who)?;
		let named = codes;
		let (lot, codes) = Self::lot(&named)?;
		let mut passed: Option<(T::AccountId, Option<H256>)> = None;
		let mut reads = Reads::default();
		for (code, is_named) in lot {
			let action = if is_named { Action::AcceptTitle } else { Action::AcceptTitleInside };
			let mut unit = Self::unit_for_counting(action, &buyer, &code, &mut reads)?;
			let offered = unit.title_offer.take().ok_or(Error::<T>::NotOffered)?;
			let is_all = offered.units as usize == codes.len();
			ensure!(offered.id == offer && is_all, Error::<T>::OfferDiffers);
			ensure!(!Self::is_past(Some(offered.expires_at)), Error::<T>::OfferExpired);
			Self::ensure_may_own(&buyer, &unit)?;
			if passed.is_none() {
				// Whoever is out of force disposes of nothing, be it by an offer that was made before.
				ensure!(T::Register::in_force(&unit.owner).is_some(), Error::<T>::OwnerNotInForce);
				passed = Some((unit.owner.clone(), offered.terms));
			}
			Self::pass(&mut unit, &buyer.account)?;
			Units::<T>::insert(&code, unit);
		}
		let (from, terms) = passed.ok_or(Error::<T>::EmptyList)?;
		let (to, units) = (buyer.account, codes.len());
		if let Some(contract) = &terms {
			T::Contracts::title_passed(contract, &from, &to, units as u32, with_custody);
		}
		Self::deposit_event(Event::TitlePassed { offer, codes, from, to: to.clone(), terms });
		if with_custody {
			for code in named {
				Self::do_accept_custody(to.clone(), code)?;
			}
		}
		Ok((reads, units))
	}

	pub(crate) fn do_cancel_title(who: T::AccountId, codes: Codes<T>) -> Result<usize, DispatchError> {
		let caller = Self::caller(who)?;
		ensure!(!codes.is_empty(), Error::<T>::EmptyList);
		let distinct: BTreeSet<_> = codes.iter().cloned().collect();
		ensure!(distinct.len() == codes.len(), Error::<T>::DuplicateUnit);
		let mut offers = BTreeSet::new();
		let mut cancelled = distinct.clone();
		for code in &distinct {
			let mut unit = Self::unit_for(Action::CancelTitle, &caller, code)?;
			offers.extend(unit.title_offer.take().map(|offer| offer.id));
			Units::<T>::insert(code, unit);
		}
		let looked_at = Self::cancel_inside(codes.into_inner(), &offers, &mut cancelled);
		let codes = BoundedVec::truncate_from(cancelled.into_iter().collect());
		Self::deposit_event(Event::TitleCancelled { codes, by: caller.account });
		Ok(looked_at)
	}

	/// Takes offers off the units inside others that carry them. Returns the number of units that were looked at.
	///
	/// Units that were packed in since keep nobody from cancelling, be they offered to another account or too many to look at:
	/// those that are not reached are cancelled by their own codes.
	fn cancel_inside(
		mut outer: Vec<TraceCode>,
		offers: &BTreeSet<H256>,
		cancelled: &mut BTreeSet<TraceCode>,
	) -> usize {
		let mut looked_at = outer.len();
		let most = T::MaxUnitsPerCall::get() as usize;
		while let Some(code) = outer.pop() {
			for child in Contents::<T>::iter_key_prefix(&code).take(most.saturating_sub(looked_at)) {
				looked_at += 1;
				let Some(mut unit) = Units::<T>::get(&child) else { continue };
				if unit.title_offer.take_if(|offer| offers.contains(&offer.id)).is_some() {
					Units::<T>::insert(&child, unit);
					cancelled.insert(child.clone());
				}
				outer.push(child);
			}
		}
		looked_at
	}

	/// Removes the offers of a unit that have lapsed: of its custody, and of its title.
	pub(crate) fn do_reap_offer(code: TraceCode) -> DispatchResult {
		let mut unit = Units::<T>::get(&code).ok_or(Error::<T>::NotFound)?;
		let stands = unit.offer.is_some() || unit.title_offer.is_some();
		ensure!(stands, Error::<T>::NotOffered);
		let custody = unit.offer.take_if(|offer| Self::is_past(offer.expires_at));
		let title = unit.title_offer.take_if(|offer| Self::is_past(Some(offer.expires_at)));
		ensure!(custody.is_some() || title.is_some(), Error::<T>::OfferPending);
		Units::<T>::insert(&code, unit);
		if let Some(offer) = custody {
			Self::deposit_event(Event::OfferReaped { code: code.clone(), to: offer.to });
		}
		if let Some(offer) = title {
			Self::deposit_event(Event::TitleOfferReaped { code, to: offer.to });
		}
		Ok(())
	}

	/// The units that are named, with all that is packed in them.
	fn lot(named: &[TraceCode]) -> Result<(Lot, Codes<T>), Error<T>> {
		ensure!(!named.is_empty(), Error::<T>::EmptyList);
		let distinct: BTreeSet<_> = named.iter().collect();
		ensure!(distinct.len() == named.len(), Error::<T>::DuplicateUnit);
		let mut lot: Lot = named.iter().map(|code| (code.clone(), true)).collect();
		let mut outer = named.to_vec();
		while let Some(code) = outer.pop() {
			for child in Contents::<T>::iter_key_prefix(&code) {
				if lot.contains_key(&child) {
					continue;
				}
				ensure!(lot.len() < T::MaxUnitsPerCall::get() as usize, Error::<T>::MaxUnitsExceeded);
				lot.insert(child.clone(), false);
				outer.push(child);
			}
		}
		let codes: Vec<_> = lot.keys().cloned().collect();
		let codes = codes.try_into().map_err(|_| Error::<T>::MaxUnitsExceeded)?;
		Ok((lot, codes))
	}

	/// Checks that a participant could have registered such a unit, and that title does not go round in a circle.
	///
	/// A return goes back the way that the unit came: to the owner from which the last one has it.
	fn ensure_may_own(buyer: &Caller<T::AccountId>, unit: &UnitOf<T>) -> Result<(), Error<T>> {
		Self::ensure_may_register(buyer, &unit.kind)?;
		let returns = unit.former_owners.last() == Some(&buyer.account);
		ensure!(returns || !unit.former_owners.contains(&buyer.account), Error::<T>::TitleCircle);
		ensure!(returns || !unit.former_owners.is_full(), Error::<T>::MaxOwnersExceeded);
		Ok(())
	}

	/// Gives a unit another owner, and notes the former one, or forgets it where the unit returns.
	fn pass(unit: &mut UnitOf<T>, to: &T::AccountId) -> Result<(), Error<T>> {
		let from = core::mem::replace(&mut unit.owner, to.clone());
		if unit.former_owners.last() == Some(to) {
			unit.former_owners.pop();
			return Ok(());
		}
		unit.former_owners.try_push(from).map_err(|_| Error::<T>::MaxOwnersExceeded)
	}
}
