// SPDX-License-Identifier: Apache-2.0

//! The removal of heads with the units that are archived.

use crate::{Config, HeadOf, Heads, Pallet};
use suyuan_primitives::codes::TraceCode;

impl<T: Config<I>, I: 'static> Pallet<T, I> {
	/// Takes the head of a unit that is archived out of the state.
	///
	/// Its records stay in the chain's own blocks, and the head, which the caller keeps or hashes, still tells whether they
	/// are all there.
	pub fn archive(code: &TraceCode) -> Option<HeadOf<T>> {
		Heads::<T, I>::take(code)
	}
}
