// SPDX-License-Identifier: Apache-2.0

//! Invariants of the heads, checked after every block.

use crate::{Config, Heads, Pallet};
use frame_support::ensure;
use sp_runtime::TryRuntimeError;
use suyuan_primitives::{items::InfoItem, requirement::Category, traits::Units};

impl<T: Config<I>, I: 'static> Pallet<T, I> {
	/// Checks every invariant of the pallet.
	pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
		let now = frame_system::Pallet::<T>::block_number();
		for (code, head) in Heads::<T, I>::iter() {
			ensure!(T::Units::facts(&code).is_some(), "a head is that of a unit");
			ensure!(head.records > 0, "a head has at least one record");
			ensure!(
				head.categories.iter().all(|category| category.block() == T::Item::BLOCK),
				"a head's categories are those of its block"
			);
			ensure!(
				head.categories.iter().count() <= head.records as usize,
				"a record fills one category at most"
			);
			ensure!(
				head.imported.iter().all(|category| head.categories.contains(category)),
				"what was imported was recorded"
			);
			ensure!(
				!head.exception || head.categories.contains(Category::DeliveryException),
				"an exception was recorded as such"
			);
			ensure!(head.last_at <= now, "no record stands in a block yet to come");
		}
		Ok(())
	}
}
