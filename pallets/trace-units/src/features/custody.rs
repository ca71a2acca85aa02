// SPDX-License-Identifier: Apache-2.0

//! Custody, which moves when custodian and recipient have both agreed.

use crate::{
	hold_search::Reads,
	pallet::*,
	rules::{Action, Caller},
	Offer,
};
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
};
use suyuan_primitives::{codes::TraceCode, traits::Register};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_offer_custody(
		who: T::AccountId,
		code: TraceCode,
		to: T::AccountId,
		expires_at: Option<u64>,
	) -> Result<Reads, DispatchError> {
		let caller = Self::caller(who)?;
		let mut unit = Self::unit_for(Action::OfferCustody, &caller, &code)?;
		let from = caller.account;
		ensure!(to != from, Error::<T>::ToSelf);
		let kind = T::Register::in_force(&to).ok_or(Error::<T>::RecipientNotInForce)?;
		let mut reads = Reads::default();
		reads.begin();
		Self::ensure_may_go_to(&Caller { account: to.clone(), kind }, &code, &unit, &mut reads)?;
		ensure!(!Self::is_past(expires_at), Error::<T>::OfferExpired);
		unit.offer = Some(Offer { to: to.clone(), expires_at });
		Units::<T>::insert(&code, unit);
		Self::deposit_event(Event::CustodyOffered { code, from, to, expires_at });
		Ok(reads)
	}

	pub(crate) fn do_accept_custody(who: T::AccountId, code: TraceCode) -> Result<Reads, DispatchError> {
		let caller = Self::caller(who)?;
		let mut unit = Self::unit_for(Action::AcceptCustody, &caller, &code)?;
		let offer = unit.offer.take().ok_or(Error::<T>::NotOffered)?;
		ensure!(!Self::is_past(offer.expires_at), Error::<T>::OfferExpired);
		let mut reads = Reads::default();
		reads.begin();
		Self::ensure_may_go_to(&caller, &code, &unit, &mut reads)?;
		let to = caller.account;
		let from = core::mem::replace(&mut unit.custodian, to.clone());
		Units::<T>::insert(&code, unit);
		Self::deposit_event(Event::CustodyAccepted { code, from, to });
		Ok(reads)
	}

	pub(crate) fn do_cancel_custody(who: T::AccountId, code: TraceCode) -> DispatchResult {
		let caller = Self::caller(who)?;
		let mut unit = Self::unit_for(Action::CancelCustody, &caller, &code)?;
		unit.offer = None;
		Units::<T>::insert(&code, unit);
		Self::deposit_event(Event::CustodyCancelled { code, by: caller.account });
		Ok(())
	}

	pub(crate) fn do_reap_offer(code: TraceCode) -> DispatchResult {
		let mut unit = Units::<T>::get(&code).ok_or(Error::<T>::NotFound)?;
		let offer = unit.offer.take().ok_or(Error::<T>::NotOffered)?;
		ensure!(Self::is_past(offer.expires_at), Error::<T>::OfferPending);
		Units::<T>::insert(&code, unit);
		Self::deposit_event(Event::OfferReaped { code, to: offer.to });
		Ok(())
	}
}
