// SPDX-License-Identifier: Apache-2.0

//! Filings of companies that ask for their prefixes, and answers to them.

use crate::{clock::ANY_CLOCK, pallet::*, Documents, Filing};
use frame_support::{ensure, pallet_prelude::DispatchResult};
use suyuan_primitives::{codes::CodePrefix, traits::Register, values::Note, Check};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_file(who: T::AccountId, prefix: CodePrefix, evidence: Documents) -> DispatchResult {
		ensure!(T::Register::in_force(&who).is_some(), Error::<T>::NotInForce);
		Self::check_prefix(&prefix)?;
		ensure!(!evidence.is_empty(), Error::<T>::EvidenceMissing);
		// The holder may file its own once more, to have the end of the grant set anew.
		let is_free = Self::overlapping(&prefix)
			.is_none_or(|grant| grant.prefix == prefix && grant.holder == who || !Self::is_good(&grant));
		ensure!(is_free, Error::<T>::PrefixTaken);
		let filing = Filing { prefix: prefix.clone(), evidence: evidence.clone() };
		Filings::<T>::try_mutate(&who, |filings| {
			match filings.iter_mut().find(|before| before.prefix == prefix) {
				Some(before) => *before = filing,
				None => filings.try_push(filing).map_err(|_| Error::<T>::MaxFilingsExceeded)?,
			}
			Ok::<_, Error<T>>(())
		})?;
		Self::deposit_event(Event::Filed { who, prefix, evidence });
		Ok(())
	}

	pub(crate) fn do_withdraw_filing(who: T::AccountId, prefix: CodePrefix) -> DispatchResult {
		ensure!(Self::take_filing(&who, &prefix), Error::<T>::NotFiled);
		Self::deposit_event(Event::FilingWithdrawn { who, prefix });
		Ok(())
	}

	pub(crate) fn do_decline(
		by: Option<T::AccountId>,
		who: T::AccountId,
		prefix: CodePrefix,
		reason: Note,
	) -> DispatchResult {
		reason.check(&ANY_CLOCK).map_err(Error::<T>::from)?;
		ensure!(Self::take_filing(&who, &prefix), Error::<T>::NotFiled);
		Self::deposit_event(Event::Declined { who, prefix, reason, by });
		Ok(())
	}

	/// Removes a filing. Returns false if there was none.
	pub(crate) fn take_filing(who: &T::AccountId, prefix: &CodePrefix) -> bool {
		Filings::<T>::mutate_exists(who, |filings| {
			let Some(of_account) = filings else { return false };
			let before = of_account.len();
			of_account.retain(|filing| filing.prefix != *prefix);
			let is_taken = of_account.len() < before;
			if of_account.is_empty() {
				*filings = None;
			}
			is_taken
		})
	}
}
