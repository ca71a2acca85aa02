// SPDX-License-Identifier: Apache-2.0

//! The chain's time of day, by which offers expire and traces end.

use crate::pallet::*;
use frame_support::traits::UnixTime;
use suyuan_primitives::Clock;

/// No value that these calls take depends on the time, so any clock will do.
pub(crate) const ANY_CLOCK: Clock = Clock { latest: 0 };

impl<T: Config> Pallet<T> {
	/// The chain's time in milliseconds since 1970-01-01 UTC.
	pub(crate) fn now() -> u64 {
		T::Time::now().as_millis() as u64
	}

	/// Returns true if the moment has come. Without a moment, it never does.
	pub(crate) fn is_past(moment: Option<u64>) -> bool {
		moment.is_some_and(|moment| moment <= Self::now())
	}
}
