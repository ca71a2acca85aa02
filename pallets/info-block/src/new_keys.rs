// SPDX-License-Identifier: Apache-2.0

//! Keys that a call may bring into the state.

use crate::{pallet::*, EntryOf};
use suyuan_primitives::items::InfoItem;

impl<T: Config<I>, I: 'static> Call<T, I> {
	/// The most keys that the call may bring into the state, those of loops and waybills with them.
	pub fn max_new_keys(&self) -> usize {
		match self {
			Self::record { item, .. } | Self::import { item, .. } => 1 + usize::from(item.feeds_loop()),
			Self::record_many { entries } => {
				let feeding = entries.iter().filter(|entry| entry.item.feeds_loop()).count();
				Pallet::<T, I>::units(entries) as usize + feeding
			}
			Self::amend { item, .. } => item.feeds_loop().into(),
			Self::__Ignore(..) => 0,
		}
	}
}

impl<T: Config<I>, I: 'static> Pallet<T, I> {
	/// The number of units of entries, counted anew whenever the next entry is of another unit.
	pub(crate) fn units(entries: &[EntryOf<T, I>]) -> u32 {
		entries.chunk_by(|one, next| one.code == next.code).count() as u32
	}
}
