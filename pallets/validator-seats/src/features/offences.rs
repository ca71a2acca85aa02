//! Seats whose holders committed an offence.

use crate::{
	pallet::*,
	types::{Retirement, Standing},
};
use frame_support::{traits::Get, weights::Weight};
use pallet_session::{
	disabling::{DisablingDecision, DisablingStrategy},
	DisabledValidators, Pallet as Session,
};
use sp_runtime::Perbill;
use sp_staking::{
	offence::{OffenceDetails, OffenceSeverity, OnOffenceHandler},
	SessionIndex,
};

const OFFENDED: Standing = Standing::Retired(Retirement::Offence);

impl<T: Config, Identification> OnOffenceHandler<T::AccountId, (T::AccountId, Identification), Weight>
	for Pallet<T>
{
	/// Everyone is named again who committed the same offence at the same time: if another's vote in the same round comes
	/// to light after a pardon, who was pardoned is retired once more.
	fn on_offence(
		offenders: &[OffenceDetails<T::AccountId, (T::AccountId, Identification)>],
		fractions: &[Perbill],
		_: SessionIndex,
	) -> Weight {
		for (OffenceDetails { offender: (who, _), .. }, fraction) in offenders.iter().zip(fractions) {
			Session::<T>::report_offence(who.clone(), OffenceSeverity(*fraction));
			Self::retire_offender(who);
		}
		T::DbWeight::get().reads_writes(3, 2).saturating_mul(offenders.len() as u64)
	}
}

impl<T: Config> Pallet<T> {
	fn retire_offender(who: &T::AccountId) {
		// Who has none any more left the collective, and leaves the set with this session.
		if Seats::<T>::get(who).is_some_and(|standing| standing != OFFENDED) {
			Seats::<T>::insert(who, OFFENDED);
			Self::deposit_event(Event::Retired { who: who.clone(), why: Retirement::Offence });
		}
	}

	/// Disables the offenders that are held over, because a set that changed begins with everyone enabled.
	///
	/// As far as the strategy allows without enabling another in exchange: with two offenders and room for one, the two
	/// would take turns.
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
