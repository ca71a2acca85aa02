// SPDX-License-Identifier: Apache-2.0

//! View that anyone may read: the loop of an order with all its documents.

use crate::{pallet::*, LoopView};
use suyuan_primitives::items::OrderKey;

impl<T: Config> Pallet<T> {
	/// The loop of a merchant's order with all its documents. None if no document of it is recorded.
	pub fn view(merchant: &T::AccountId, order: &OrderKey) -> Option<LoopView<T::AccountId>> {
		let standing = Loops::<T>::get(merchant, order);
		(!standing.is_empty()).then(|| Self::view_of(merchant, standing))
	}
}
