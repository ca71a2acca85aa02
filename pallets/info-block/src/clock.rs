// SPDX-License-Identifier: Apache-2.0

//! The chain's time of day, by which the times in items are checked.

use crate::{Config, Error, Pallet};
use frame_support::{pallet_prelude::Get, traits::UnixTime};
use suyuan_primitives::{Check, Clock};

impl<T: Config<I>, I: 'static> Pallet<T, I> {
	pub(crate) fn clock() -> Clock {
		Clock::new(T::Time::now(), T::MaxFuture::get())
	}

	pub(crate) fn ensure_sound(value: &impl Check, clock: &Clock) -> Result<(), Error<T, I>> {
		Ok(value.check(clock)?)
	}
}
