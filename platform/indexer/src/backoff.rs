// SPDX-License-Identifier: Apache-2.0

//! Pause between attempts, which grows with their number.

use std::time::Duration;

/// Time between two attempts. Grows from the first interval to the longest, and is never the same for two processes.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Backoff {
	attempts: u32,
}

impl Backoff {
	const FIRST: Duration = Duration::from_millis(500);
	const MAX_DELAY: Duration = Duration::from_secs(10);

	/// Returns the time until the next attempt: between half of it and all of it at random.
	pub(crate) fn next(&mut self) -> Duration {
		let doubled = Self::FIRST.saturating_mul(1 << self.attempts.min(16));
		self.attempts += 1;
		let half = doubled.min(Self::MAX_DELAY) / 2;
		governor::Jitter::up_to(half) + half
	}

	/// Resets to the first interval.
	pub(crate) fn reset(&mut self) {
		self.attempts = 0;
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn attempts_come_ever_more_seldom_up_to_a_bound_and_never_in_step() {
		let mut backoff = Backoff::default();
		for attempt in 0..100_u32 {
			let full = Backoff::FIRST.saturating_mul(1 << attempt.min(16)).min(Backoff::MAX_DELAY);
			let next = backoff.next();
			assert!(full / 2 <= next && next <= full, "{next:?} at attempt {attempt}");
		}
		let bound = |_| Backoff { attempts: 50 }.next();
		let delays: std::collections::HashSet<_> = (0..20).map(bound).collect();
		assert!(delays.len() > 1, "they are random");
		backoff.reset();
		assert!(backoff.next() <= Backoff::FIRST);
	}
}
