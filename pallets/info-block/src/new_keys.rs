// SPDX-License-Identifier: Apache-2.0

//! Keys that a call may bring into the state.

use crate::{pallet::*, EntryOf};
use suyuan_primitives::items::InfoItem;

impl<T: Config<I>, I: 'static> Call<T, I> {
	/// The most keys that the call may bring into the state, those of loops, receipts and waybills with them.
	pub fn max_new_keys(&self) -> usize {
		match self {
			Self::record { item, .. } | Self::import { item, .. } => 1 + item.keys_of_loop() as usize,
			Self::record_many { entries } => {
				let of_loops: u32 = entries.iter().map(|entry| entry.item.keys_of_loop()).sum();
				(Pallet::<T, I>::units(entries) + of_loops) as usize
			}
			Self::amend { item, .. } => item.keys_of_loop() as usize,
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
