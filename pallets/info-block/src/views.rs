// SPDX-License-Identifier: Apache-2.0

//! Views that anyone may read: the head of a unit's block.

use crate::{Config, HeadOf, Heads, Pallet};
use suyuan_primitives::codes::TraceCode;

impl<T: Config<I>, I: 'static> Pallet<T, I> {
	/// The head of this block of a unit. `None` before the first record.
	pub fn head(code: &TraceCode) -> Option<HeadOf<T>> {
		Heads::<T, I>::get(code)
	}
}
