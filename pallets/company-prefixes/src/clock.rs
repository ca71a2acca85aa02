// SPDX-License-Identifier: Apache-2.0

//! The chain's time of day, by which grants and permits end.

use crate::pallet::*;
use frame_support::traits::UnixTime;
use suyuan_primitives::Clock;

/// No value that these calls take depends on the time, so any clock will do.
pub(crate) const ANY_CLOCK: Clock = Clock { latest: 0 };

impl<T: Config> Pallet<T> {
	/// Returns true if the moment has come. Without a moment, it never does.
	pub(crate) fn is_past(moment: Option<u64>) -> bool {
		moment.is_some_and(|moment| u128::from(moment) <= T::Time::now().as_millis())
	}
}
