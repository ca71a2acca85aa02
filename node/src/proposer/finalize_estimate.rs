// SPDX-License-Identifier: Apache-2.0

//! An estimate of the time that finalizing a block takes, so that filling it stops early enough.

use std::{
	sync::atomic::{AtomicU32, Ordering::Relaxed},
	time::Duration,
};

/// The denominator of the estimate.
const PER_MILLE: u32 = 1_000;

/// The time that finalizing a block takes, relative to filling it, over the latest blocks.
///
/// Finalizing is above all computing the state root. For records in a small state that takes a quarter of the time that
/// filling took, for the registration of many units in a large state as long as filling.
#[derive(Debug)]
pub(crate) struct FinalizeEstimate {
	/// The ratio of finalizing to filling, in thousandths.
	ratio: AtomicU32,
}

impl Default for FinalizeEstimate {
	/// Starts with a half, as for records in a large state.
	fn default() -> Self {
		Self { ratio: AtomicU32::new(PER_MILLE / 2) }
	}
}

impl FinalizeEstimate {
	/// The part of `whole` for which to fill a block.
	pub(super) fn fill_time(&self, whole: Duration) -> Duration {
		whole * PER_MILLE / (PER_MILLE + self.ratio.load(Relaxed))
	}

	/// Records a block by the times that filling and finalizing took.
	///
	/// The block counts for half and all blocks before it for the other half, because the machine may have been overloaded.
	/// A block with little in it is ignored.
	pub(super) fn record(&self, whole: Duration, filled: Duration, finalized: Duration) {
		if filled < whole / 4 {
			return;
		}
		let seen = (finalized.as_secs_f64() / filled.as_secs_f64() * f64::from(PER_MILLE)) as u32;
		self.ratio.store((self.ratio.load(Relaxed) + seen.min(2 * PER_MILLE)) / 2, Relaxed);
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const WHOLE_BLOCK: Duration = Duration::from_millis(1_200);

	fn record(estimate: &FinalizeEstimate, filled: u64, finalized: u64) {
		estimate.record(WHOLE_BLOCK, Duration::from_millis(filled), Duration::from_millis(finalized));
	}

	#[test]
	fn filling_leaves_finalizing_its_time() {
		let estimate = FinalizeEstimate::default();
		assert_eq!(estimate.fill_time(WHOLE_BLOCK), Duration::from_millis(800));
		(0..20).for_each(|_| record(&estimate, 600, 600));
		let settled = estimate.fill_time(WHOLE_BLOCK);
		assert!(settled >= Duration::from_millis(600) && settled < Duration::from_millis(605), "{settled:?}");
	}

	#[test]
	fn the_latest_block_counts_for_half() {
		let estimate = FinalizeEstimate::default();
		// As long as filling, after an estimate of half as long.
		record(&estimate, 400, 400);
		assert_eq!(estimate.fill_time(Duration::from_millis(1_750)), Duration::from_millis(1_000));
	}

	#[test]
	fn a_block_with_little_in_it_teaches_nothing() {
		let estimate = FinalizeEstimate::default();
		record(&estimate, 1, 100);
		assert_eq!(estimate.fill_time(WHOLE_BLOCK), Duration::from_millis(800));
	}

	#[test]
	fn a_third_is_left_to_filling_however_long_finalizing_took() {
		let estimate = FinalizeEstimate::default();
		(0..20).for_each(|_| record(&estimate, 400, 60_000));
		let settled = estimate.fill_time(WHOLE_BLOCK);
		assert!(settled >= Duration::from_millis(400) && settled < Duration::from_millis(405), "{settled:?}");
	}
}
