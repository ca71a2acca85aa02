// SPDX-License-Identifier: Apache-2.0

//! The chain's time of day, by which invitations and admissions expire.

use crate::pallet::*;
use frame_support::traits::UnixTime;
use sp_runtime::traits::SaturatedConversion;
use suyuan_primitives::Clock;

impl<T: Config> Pallet<T> {
	/// Milliseconds since 1970-01-01 UTC.
	pub(crate) fn now() -> u64 {
		T::Time::now().as_millis().saturated_into()
	}

	/// The clock for checking values. Profiles name no times, so no clock that runs ahead is tolerated.
	pub(crate) fn clock() -> Clock {
		Clock::new(T::Time::now(), 0)
	}
}
