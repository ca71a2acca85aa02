//! The transactions that the runtime refused lately.

use std::{collections::VecDeque, mem, sync::Mutex};
use suyuan_runtime::Hash;

/// The number of refused transactions that are remembered, as many as the SDK's pool bans at a time.
const MAX_REFUSED: usize = 4_096;

/// The transactions that were refused lately.
#[derive(Debug, Default)]
pub(super) struct Refused(Mutex<VecDeque<Hash>>);

impl Refused {
	/// Remembers one, in place of the oldest if there are too many.
	pub(super) fn note(&self, transaction: Hash) {
		let mut refused = self.0.lock().expect("nothing panics while it holds the lock; qed");
		if refused.len() >= MAX_REFUSED {
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
	fn the_oldest_refusals_are_forgotten_first_and_none_is_told_twice() {
		let refused = Refused::default();
		let hashes: Vec<_> = (0..=MAX_REFUSED as u64).map(Hash::from_low_u64_be).collect();
		hashes.iter().for_each(|hash| refused.note(*hash));
		assert_eq!(refused.take(), &hashes[1..]);
		assert!(refused.take().is_empty());
	}
}
