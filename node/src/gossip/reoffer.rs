// SPDX-License-Identifier: Apache-2.0

//! Choice of the transactions that are offered to all peers again.

use std::{collections::HashSet, mem};
use suyuan_runtime::{BlockNumber, Hash};

/// The most bytes of transactions offered again in a round, unless a single one is longer.
const MAX_REOFFERED_BYTES: usize = 1024 * 1024;

/// The transactions that a round offered, with the best block of that time.
#[derive(Default)]
pub(super) struct Offered {
	transactions: HashSet<Hash>,
	best: BlockNumber,
}

impl Offered {
	/// Records a round of transactions with their lengths; returns those of the round before.
	///
	/// Returns none if there was no block meanwhile: nothing follows from having waited then.
	pub(super) fn again(&mut self, first: &[(Hash, usize)], best: BlockNumber) -> HashSet<Hash> {
		let now = Self { transactions: first.iter().map(|(hash, _)| *hash).collect(), best };
		let before = mem::replace(self, now);
		if best == before.best {
			return HashSet::new();
		}
		let mut bytes = 0;
		let again = first.iter().filter(|(hash, _)| before.transactions.contains(hash));
		let again = again.take_while(|(_, length)| {
			let has_room = bytes < MAX_REOFFERED_BYTES;
			bytes += length;
			has_room
		});
		again.map(|(hash, _)| *hash).collect()
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_transaction_that_still_waits_a_round_and_a_block_later_is_offered_again() {
		let mut offered = Offered::default();
		let [one, two] = [1, 2].map(|byte| (Hash::repeat_byte(byte), 100));
		assert!(offered.again(&[one], 1).is_empty());
		assert_eq!(offered.again(&[one, two], 2), HashSet::from([one.0]));
		assert!(offered.again(&[two], 2).is_empty());
		assert_eq!(offered.again(&[two], 3), HashSet::from([two.0]));
		assert!(offered.again(&[one], 4).is_empty());
	}

	#[test]
	fn a_second_offer_keeps_to_its_length_but_for_one_that_is_longer_by_itself() {
		let offer_twice = |lengths: &[usize]| {
			let first: Vec<_> =
				(0..).zip(lengths).map(|(n, length)| (Hash::from_low_u64_be(n), *length)).collect();
			let mut offered = Offered::default();
			offered.again(&first, 1);
			offered.again(&first, 2).len()
		};
		assert_eq!(offer_twice(&[MAX_REOFFERED_BYTES - 1, 1, 1]), 2);
		assert_eq!(offer_twice(&[2 * MAX_REOFFERED_BYTES, 1]), 1);
	}
}
