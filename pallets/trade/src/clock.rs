// SPDX-License-Identifier: Apache-2.0

//! The chain's time of day, by which offers lapse and contracts end.

use crate::pallet::*;
use frame_support::traits::UnixTime;
use suyuan_primitives::Clock;

/// No value that these calls take depends on the time, so any clock will do.
pub(crate) const ANY_CLOCK: Clock = Clock { latest: 0 };

impl<T: Config> Pallet<T> {
	/// The time of day, in milliseconds since 1970-01-01 UTC.
	pub(crate) fn now() -> u64 {
		u64::try_from(T::Time::now().as_millis()).unwrap_or(u64::MAX)
	}
}
