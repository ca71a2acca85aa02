//! How much of its time an author may fill a block for, so that it still comes to its end.

use std::{
	sync::atomic::{AtomicU32, Ordering::Relaxed},
	time::Duration,
};

/// The whole, where parts are counted in thousandths.
const WHOLE: u32 = 1_000;

/// How long it takes to end a block, by how long it took to fill it: as the latest blocks had it.
///
/// To end a block is above all to reckon the root of the state. For records in a small state that takes a quarter of the
/// time that filling took, for the registration of many units in a large one as long as that.
#[derive(Debug)]
pub struct Pace {
	/// In thousandths.
	ending: AtomicU32,
}

impl Default for Pace {
	/// Half: as for records in a large state.
	fn default() -> Self {
		Self { ending: AtomicU32::new(WHOLE / 2) }
	}
}

impl Pace {
	/// For how long to fill a block that may take so long altogether.
	pub fn filling(&self, whole: Duration) -> Duration {
		whole * WHOLE / (WHOLE + self.ending.load(Relaxed))
	}

	/// A block was made: `filled` is how long it was filled, and `ended` how long its end took. That counts for half, all
	/// blocks before it for the other: a block may have been out of breath. Of one with little in it nothing is learnt.
	pub fn saw(&self, whole: Duration, filled: Duration, ended: Duration) {
		if filled < whole / 4 {
			return;
		}
		let seen = (ended.as_secs_f64() / filled.as_secs_f64() * f64::from(WHOLE)) as u32;
		self.ending.store((self.ending.load(Relaxed) + seen.min(2 * WHOLE)) / 2, Relaxed);
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const WHOLE_BLOCK: Duration = Duration::from_millis(1_200);

	fn saw(pace: &Pace, filled: u64, ended: u64) {
		pace.saw(WHOLE_BLOCK, Duration::from_millis(filled), Duration::from_millis(ended));
	}

	#[test]
	fn filling_leaves_the_end_its_time() {
		let pace = Pace::default();
		assert_eq!(pace.filling(WHOLE_BLOCK), Duration::from_millis(800));
		(0..20).for_each(|_| saw(&pace, 600, 600));
		let settled = pace.filling(WHOLE_BLOCK);
		assert!(settled >= Duration::from_millis(600) && settled < Duration::from_millis(605), "{settled:?}");
	}

	#[test]
	fn the_latest_block_counts_for_half() {
		let pace = Pace::default();
		// As long as filling, after half as long.
		saw(&pace, 400, 400);
		assert_eq!(pace.filling(Duration::from_millis(1_750)), Duration::from_millis(1_000));
	}

	#[test]
	fn a_block_with_little_in_it_teaches_nothing() {
		let pace = Pace::default();
		saw(&pace, 1, 100);
		assert_eq!(pace.filling(WHOLE_BLOCK), Duration::from_millis(800));
	}

	#[test]
	fn however_long_an_end_took_a_third_is_left_to_filling() {
		let pace = Pace::default();
		(0..20).for_each(|_| saw(&pace, 400, 60_000));
		let settled = pace.filling(WHOLE_BLOCK);
		assert!(settled >= Duration::from_millis(400) && settled < Duration::from_millis(405), "{settled:?}");
	}
}
