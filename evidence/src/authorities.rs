// SPDX-License-Identifier: Apache-2.0

//! Validator sets.

use crate::refusal::{Refusal, RefusalKind};
use alloc::{collections::BTreeSet, vec::Vec};

/// A validator set, and the block after which it signs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthoritySet {
	/// The number of the set, which grows by one with every change.
	pub id: u64,
	/// The last block before those that the set signs.
	pub after: u32,
	/// The ed25519 keys of its validators, each of which counts once.
	pub authorities: Vec<[u8; 32]>,
}

impl AuthoritySet {
	/// Returns the number of validators whose votes make a block final: more than two thirds.
	pub fn threshold(&self) -> usize {
		let all = self.authorities.len();
		all - all.saturating_sub(1) / 3
	}

	/// Returns an error if the set is empty or has a validator twice.
	pub(crate) fn check(&self) -> Result<(), Refusal> {
		let distinct: BTreeSet<_> = self.authorities.iter().collect();
		if self.authorities.is_empty() || distinct.len() != self.authorities.len() {
			return Err(RefusalKind::InvalidSet.into());
		}
		Ok(())
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn more_than_two_thirds_are_needed() {
		let threshold = |count: u8| {
			let authorities = (0..count).map(|number| [number; 32]).collect();
			AuthoritySet { id: 0, after: 0, authorities }.threshold()
		};
		assert_eq!([1, 2, 3, 4, 7, 10].map(threshold), [1, 2, 3, 3, 5, 7]);
	}
}
