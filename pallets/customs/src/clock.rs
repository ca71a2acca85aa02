// SPDX-License-Identifier: Apache-2.0

//! The chain's time of day, by which filings lapse and times in calls are checked.

use crate::pallet::*;
use frame_support::{pallet_prelude::Get, traits::UnixTime};
use sp_runtime::traits::SaturatedConversion;
use suyuan_primitives::{values::Moment, Clock};

impl<T: Config> Pallet<T> {
	/// The chain's time in milliseconds since 1970-01-01 UTC.
	pub(crate) fn now() -> u64 {
		T::Time::now().as_millis().saturated_into()
	}

	/// The chain's time as a value of the vocabulary.
	pub(crate) fn moment() -> Moment {
		Moment(Self::now())
	}

	/// The earliest time at which goods may have been declared that are declared here now.
	pub(crate) fn earliest() -> Moment {
		Moment(Self::now().saturating_sub(T::MaxPast::get()))
	}

	/// The clock for checking times that participants give.
	pub(crate) fn clock() -> Clock {
		Clock { latest: Self::now().saturating_add(T::MaxFuture::get()) }
	}
}
