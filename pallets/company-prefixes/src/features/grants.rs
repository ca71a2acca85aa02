// SPDX-License-Identifier: Apache-2.0

//! Grants of prefixes, by market supervision or by vote, and their end.

use crate::{clock::ANY_CLOCK, pallet::*, Documents, Grant, GrantId, OwnPrefix, PrefixKey};
use frame_support::{ensure, pallet_prelude::DispatchResult, traits::EnsureOrigin};
use frame_system::{ensure_signed, pallet_prelude::OriginFor};
use sp_runtime::DispatchError;
use suyuan_primitives::{codes::CodePrefix, parties::Department, traits::Register, values::Note, Check};

impl<T: Config> Pallet<T> {
	/// The holder of market supervision's seat that grants. None if the collective does, by vote.
	pub(crate) fn grantor(origin: OriginFor<T>) -> Result<Option<T::AccountId>, DispatchError> {
		if T::CollectiveOrigin::ensure_origin(origin.clone()).is_ok() {
			return Ok(None);
		}
		let who = ensure_signed(origin)?;
		ensure!(T::Register::in_force(&who).is_some(), Error::<T>::NotInForce);
		let is_theirs = T::Register::department(&who) == Some(Department::MarketSupervision);
		ensure!(is_theirs, Error::<T>::NotMarketSupervision);
		Ok(Some(who))
	}

	pub(crate) fn do_grant(
		by: Option<T::AccountId>,
		prefix: CodePrefix,
		holder: T::AccountId,
		until: Option<u64>,
		evidence: Documents,
	) -> DispatchResult {
		prefix.check(&ANY_CLOCK).map_err(Error::<T>::from)?;
		ensure!(!prefix.is_restricted(), Error::<T>::RestrictedNumber);
		ensure!(T::Register::in_force(&holder).is_some(), Error::<T>::HolderNotInForce);
		ensure!(!evidence.is_empty(), Error::<T>::EvidenceMissing);
		ensure!(!Self::is_past(until), Error::<T>::AlreadyPast);
		let admission = T::Register::admission(&holder);
		let id = match Self::overlapping(&prefix) {
			// It goes on, with the permits that were given under it.
			Some(before) if before.prefix == prefix && before.holder == holder => {
				Self::take_from_holder(&before);
				(before.admission == admission).then_some(before.id)
			}
			Some(_) => return Err(Error::<T>::PrefixTaken.into()),
			None => None,
		};
		AccountRights::<T>::try_mutate(&holder, |rights| {
			let own = OwnPrefix { prefix: prefix.clone(), admission, until };
			rights.own.try_push(own).map_err(|_| Error::<T>::MaxPrefixesExceeded)
		})?;
		let id = id.unwrap_or_else(Self::next_id);
		let grant = Grant { prefix, holder, admission, id, until, evidence };
		Grants::<T>::insert(PrefixKey::of(&grant.prefix), &grant);
		Self::deposit_event(Event::Granted { grant, by });
		Ok(())
	}

	pub(crate) fn do_end_grant(by: Option<T::AccountId>, prefix: CodePrefix, reason: Note) -> DispatchResult {
		reason.check(&ANY_CLOCK).map_err(Error::<T>::from)?;
		let key = PrefixKey::of(&prefix);
		let grant = Grants::<T>::get(key).filter(|grant| grant.prefix == prefix);
		let grant = grant.ok_or(Error::<T>::NotGranted)?;
		Grants::<T>::remove(key);
		Self::take_from_holder(&grant);
		Self::deposit_event(Event::Ended { prefix, holder: grant.holder, reason, by });
		Ok(())
	}

	/// The grant of a prefix that begins with this one or that this one begins with, if there is one.
	///
	/// One read: such a prefix, and no other, is the first key after the place before them all.
	fn overlapping(prefix: &CodePrefix) -> Option<Grant<T::AccountId>> {
		let characters = prefix.key();
		let next = Self::next_grant(&characters)?;
		let other = next.prefix.key();
		(other.starts_with(&characters) || characters.starts_with(&other)).then_some(next)
	}

	/// The first grant of the book after these characters.
	pub(crate) fn next_grant(characters: &[u8]) -> Option<Grant<T::AccountId>> {
		let place = Grants::<T>::hashed_key_for(PrefixKey::before(characters));
		Grants::<T>::iter_from(place).next().map(|(_, grant)| grant)
	}

	fn take_from_holder(grant: &Grant<T::AccountId>) {
		AccountRights::<T>::mutate_exists(&grant.holder, |rights| {
			if let Some(of_holder) = rights {
				of_holder.own.retain(|own| own.prefix != grant.prefix);
				if of_holder.is_empty() {
					*rights = None;
				}
			}
		});
	}

	fn next_id() -> GrantId {
		NextGrant::<T>::mutate(|next| {
			let id = *next;
			*next = next.saturating_add(1);
			id
		})
	}
}
