// SPDX-License-Identifier: Apache-2.0

//! Allowances of the chain's weight, bytes and new keys, refilled by block.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// The count of the parts of a full bucket.
const FULL: u64 = u32::MAX as u64;

/// A bucket that holds `capacity` and refills from empty to full in so many blocks.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Rate {
	/// The most that may be used at once.
	pub capacity: u64,
	/// Blocks after which an empty bucket is full again.
	pub blocks: u32,
}

impl Rate {
	/// The part of the bucket that a cost takes. More than a full bucket if the bucket never holds as much.
	fn part(&self, cost: u64) -> u64 {
		match (cost, self.capacity) {
			(0, _) => 0,
			(_, 0) => u64::MAX,
			(cost, capacity) => {
				let part = u128::from(cost) * u128::from(FULL) / u128::from(capacity);
				part.try_into().unwrap_or(u64::MAX)
			}
		}
	}

	/// The part that is missing once a cost was taken, so many blocks after `missing` was.
	///
	/// `None` if there is not as much left as the cost `times` over.
	fn take(&self, missing: u32, elapsed: u32, cost: u64, times: u64) -> Option<u32> {
		let refilled = (u64::from(elapsed) * FULL).checked_div(self.blocks.into()).unwrap_or(FULL);
		let missing = u64::from(missing).saturating_sub(refilled);
		let part = self.part(cost);
		let fits = missing.saturating_add(part.saturating_mul(times)) <= FULL;
		// An empty bucket, too, holds a cost of zero.
		(part == 0 || fits).then_some((missing + part) as u32)
	}

	/// The part that is missing once so much is refunded that was taken in the same block.
	pub(crate) fn refund(&self, missing: u32, unspent: u64) -> u32 {
		missing.saturating_sub(self.part(unspent).min(FULL) as u32)
	}
}

/// Limits on the transactions of a principal, drawn upon by its own key and by those of its operators.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Allowance {
	/// Declared weight, in picoseconds of reference time.
	pub weight: Rate,
	/// Encoded length, in bytes.
	pub bytes: Rate,
	/// Keys that may be new to the state, counted as [`CallPolicy`](crate::CallPolicy) says.
	pub new_keys: Rate,
	/// Transactions of one key that may wait in a pool at a time.
	pub backlog: u32,
}

/// The cost of a transaction to its signer's allowance, in the units of [`Allowance`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cost {
	pub(crate) weight: u64,
	pub(crate) bytes: u64,
	pub(crate) new_keys: u64,
}

/// An account's buckets: what was missing of each in a block, in 2^-32 of its capacity.
///
/// The part that refilled since follows from the number of the block, so that an account that signs nothing needs no
/// writing. A part stays the same part when the account gets another allowance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Buckets {
	/// The block in which the account last signed a transaction.
	pub block: u32,
	/// The missing part of weight.
	pub weight: u32,
	/// The missing part of bytes.
	pub bytes: u32,
	/// The missing part of new keys.
	pub new_keys: u32,
}

/// The reason why buckets do not hold a cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shortage {
	/// Full buckets would not hold it either.
	TooLarge,
	/// The buckets hold it later.
	Exhausted,
}

impl Buckets {
	/// The buckets after a transaction of this cost in this block.
	///
	/// Transactions that wait before it are taken to cost as much as this one, so that a pool takes no more of a signer
	/// than blocks will. What blocks take is exact: there, none waits before it.
	///
	/// # Errors
	///
	/// [`Shortage`] if the buckets do not hold it.
	pub(crate) fn charge(
		&self,
		allowance: &Allowance,
		block: u32,
		cost: Cost,
		waiting: u32,
	) -> Result<Self, Shortage> {
		let Allowance { weight, bytes, new_keys, .. } = allowance;
		let fit = |buckets: &Self, times| {
			let elapsed = block.saturating_sub(buckets.block);
			Some(Self {
				block,
				weight: weight.take(buckets.weight, elapsed, cost.weight, times)?,
				bytes: bytes.take(buckets.bytes, elapsed, cost.bytes, times)?,
				new_keys: new_keys.take(buckets.new_keys, elapsed, cost.new_keys, times)?,
			})
		};
		let after = fit(self, u64::from(waiting) + 1);
		after.ok_or_else(|| match fit(&Self::default(), 1) {
			Some(_) => Shortage::Exhausted,
			None => Shortage::TooLarge,
		})
	}
}
