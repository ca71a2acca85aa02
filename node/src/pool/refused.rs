// SPDX-License-Identifier: Apache-2.0

//! Recently refused transactions, which another runtime may accept.

use std::{collections::VecDeque, mem, sync::Mutex};
use suyuan_runtime::Hash;

/// The most refused transactions that are remembered, as many as the SDK's pool bans at a time.
const MAX_RECENTLY_REFUSED: usize = 4_096;

/// The hashes of the recently refused transactions, the oldest first.
#[derive(Debug, Default)]
pub(super) struct RecentlyRefused(Mutex<VecDeque<Hash>>);

impl RecentlyRefused {
	/// Adds a transaction, in place of the oldest if there are too many.
	pub(super) fn note(&self, transaction: Hash) {
		let mut refused = self.0.lock().expect("nothing panics while it holds the lock; qed");
		if refused.len() >= MAX_RECENTLY_REFUSED {
			refused.pop_front();
		}
		refused.push_back(transaction);
	}

	pub(super) fn take(&self) -> VecDeque<Hash> {
		mem::take(&mut *self.0.lock().expect("nothing panics while it holds the lock; qed"))
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_oldest_refusals_are_dropped_first_and_none_is_taken_twice() {
		let refused = RecentlyRefused::default();
		let hashes: Vec<_> = (0..=MAX_RECENTLY_REFUSED as u64).map(Hash::from_low_u64_be).collect();
		hashes.iter().for_each(|hash| refused.note(*hash));
		assert_eq!(refused.take(), &hashes[1..]);
		assert!(refused.take().is_empty());
	}
}
