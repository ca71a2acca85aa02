//! Allowances: how much of the chain's weight, bytes and keys an account may use, refilled by block.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Parts of a block in which refilling is counted, so that small costs don't round to nothing.
const TICKS_PER_BLOCK: u64 = 1 << 20;

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
	/// Ticks in which as much as `cost` is refilled, rounded up.
	fn ticks(&self, cost: u64) -> u64 {
		match (cost, self.capacity) {
			(0, _) => 0,
			(_, 0) => u64::MAX,
			(cost, capacity) => {
				let ticks = (u128::from(cost) * u128::from(self.period())).div_ceil(capacity.into());
				ticks.try_into().unwrap_or(u64::MAX)
			}
		}
	}

	fn period(&self) -> u64 {
		u64::from(self.blocks) * TICKS_PER_BLOCK
	}

	/// The moment at which a bucket that is full at `full_at` is full once `unspent` is given back.
	pub(crate) fn give_back(&self, full_at: u64, unspent: u64) -> u64 {
		full_at.saturating_sub(self.ticks(unspent))
	}

	/// The moment at which a bucket that is full at `full_at` is full again once `cost` was taken `times` over. `None` if
	/// it does not hold as much.
	fn take(&self, full_at: u64, now: u64, cost: u64, times: u64) -> Option<u64> {
		// A bucket whose rate became another is empty at most.
		let missing = full_at.saturating_sub(now).min(self.period());
		let taken = self.ticks(cost);
		let fits = missing.saturating_add(taken.saturating_mul(times)) <= self.period();
		(taken == 0 || fits).then(|| now + missing + taken)
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
	pub keys: Rate,
	/// Transactions of one key that may wait in a pool at a time.
	pub backlog: u32,
}

/// The use that a transaction makes of its signer's allowance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cost {
	/// Declared weight, in picoseconds of reference time.
	pub weight: u64,
	/// Encoded length, in bytes.
	pub bytes: u64,
	/// Keys that may be new to the state.
	pub keys: u64,
}

/// An account's buckets: for each, when it is full again, in 2^-20 of a block since genesis.
///
/// A bucket that is not used needs no writing to refill.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Buckets {
	/// Of weight.
	pub weight: u64,
	/// Of bytes.
	pub bytes: u64,
	/// Of new keys.
	pub keys: u64,
}

/// The reason why buckets do not hold a cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shortage {
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
	pub fn charge(
		&self,
		allowance: &Allowance,
		block: u64,
		cost: Cost,
		waiting: u32,
	) -> Result<Self, Shortage> {
		let now = block.saturating_mul(TICKS_PER_BLOCK);
		let Allowance { weight, bytes, keys, .. } = allowance;
		let fit = |buckets: &Self, times| {
			Some(Self {
				weight: weight.take(buckets.weight, now, cost.weight, times)?,
				bytes: bytes.take(buckets.bytes, now, cost.bytes, times)?,
				keys: keys.take(buckets.keys, now, cost.keys, times)?,
			})
		};
		let after = fit(self, u64::from(waiting) + 1);
		after.ok_or_else(|| match fit(&Self::default(), 1) {
			Some(_) => Shortage::Exhausted,
			None => Shortage::TooLarge,
		})
	}
}
