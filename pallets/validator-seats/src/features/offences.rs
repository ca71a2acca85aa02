// SPDX-License-Identifier: Apache-2.0

//! Offences: the seats of offenders are retired and disabled.

use crate::{
	pallet::*,
	types::{Retirement, Standing},
};
use pallet_session::{
	disabling::{DisablingDecision, DisablingStrategy},
	DisabledValidators, Pallet as Session,
};
use sp_staking::offence::OffenceSeverity;

const OFFENDED: Standing = Standing::Retired(Retirement::Offence);

impl<T: Config> Pallet<T> {
	pub(crate) fn retire_offender(who: &T::AccountId) {
		// An offender without a seat left the collective, and leaves the set with this session.
		if Seats::<T>::get(who).is_some_and(|standing| standing != OFFENDED) {
			Seats::<T>::insert(who, OFFENDED);
			Self::deposit_event(Event::Retired { who: who.clone(), why: Retirement::Offence });
		}
	}

	/// Disables the offenders that are held over, because a set that changed begins with all enabled.
	///
	/// Only as far as the strategy allows without enabling another in exchange: with two offenders and room for one,
	/// the two would take turns.
	pub(crate) fn disable_offenders() {
		for who in Session::<T>::validators() {
			if Seats::<T>::get(&who) != Some(OFFENDED) {
				continue;
			}
			let severity = OffenceSeverity::max_severity();
			let disabled = DisabledValidators::<T>::get();
			let decision = T::DisablingStrategy::decision(&who, severity, &disabled);
			if let DisablingDecision { disable: Some(index), reenable: None } = decision {
				Session::<T>::disable_index_with_severity(index, severity);
			}
		}
	}
}
