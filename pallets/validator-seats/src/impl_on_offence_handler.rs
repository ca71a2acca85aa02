// SPDX-License-Identifier: Apache-2.0

//! Offences, as the offences pallet reports them.

use crate::pallet::*;
use frame_support::{traits::Get, weights::Weight};
use pallet_session::Pallet as Session;
use sp_runtime::Perbill;
use sp_staking::{
	offence::{OffenceDetails, OffenceSeverity, OnOffenceHandler},
	SessionIndex,
};

impl<T: Config, Identification> OnOffenceHandler<T::AccountId, (T::AccountId, Identification), Weight>
	for Pallet<T>
{
	/// Retires the seats of the offenders.
	///
	/// A report names again all who committed the same offence at the same time: if another's vote in the same round
	/// comes to light after a pardon, a pardoned offender is retired once more.
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
