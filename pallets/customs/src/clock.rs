//! The chain's clock, by which filings lapse and what others say of when is checked.

use crate::pallet::*;
use frame_support::{pallet_prelude::Get, traits::UnixTime};
use sp_runtime::traits::SaturatedConversion;
use suyuan_primitives::{values::Moment, Clock};

impl<T: Config> Pallet<T> {
	/// Milliseconds since 1970-01-01 UTC.
	pub(crate) fn now() -> u64 {
		T::Time::now().as_millis().saturated_into()
	}

	/// Now, as a value.
	pub(crate) fn moment() -> Moment {
		Moment(Self::now())
	}

	/// For checking what others say of when.
	pub(crate) fn clock() -> Clock {
		Clock { latest: Self::now().saturating_add(T::MaxFuture::get()) }
	}
}
