// SPDX-License-Identifier: Apache-2.0

//! A token bucket that may go into debt.

use std::time::{Duration, Instant};

/// The size of a [`TokenBucket`] and how fast it refills.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Quota {
	/// The tokens that a full bucket holds.
	pub(crate) burst: u32,
	/// The tokens that come back in a second.
	pub(crate) per_second: f64,
	/// The longest time that a bucket takes to be out of debt.
	pub(crate) max_debt: Duration,
}

/// A bucket of tokens that refills with time.
///
/// A cost is often known only afterwards, so a charge may exceed the tokens left. The bucket is in debt then, and counts as
/// empty until it has refilled.
#[derive(Debug)]
pub(crate) struct TokenBucket {
	quota: Quota,
	tokens: f64,
	refilled: Instant,
}

impl TokenBucket {
	pub(crate) fn new(quota: Quota, now: Instant) -> Self {
		Self { quota, tokens: f64::from(quota.burst), refilled: now }
	}

	/// Tells that not a single token is left.
	pub(crate) fn is_empty(&mut self, now: Instant) -> bool {
		self.refill(now);
		self.tokens < 1.0
	}

	/// Tells that all taken tokens have come back.
	pub(crate) fn is_full(&mut self, now: Instant) -> bool {
		self.refill(now);
		self.tokens >= f64::from(self.quota.burst)
	}

	/// Takes tokens if that many are left, or else returns the time until they are.
	pub(crate) fn take(&mut self, tokens: u32, now: Instant) -> Result<(), Duration> {
		self.refill(now);
		let tokens = f64::from(tokens);
		if tokens <= self.tokens {
			self.tokens -= tokens;
			return Ok(());
		}
		Err(Duration::from_secs_f64((tokens - self.tokens) / self.quota.per_second))
	}

	/// Takes tokens even if they are not there.
	pub(crate) fn charge(&mut self, tokens: usize, now: Instant) {
		self.refill(now);
		let lowest = -self.quota.per_second * self.quota.max_debt.as_secs_f64();
		self.tokens = (self.tokens - tokens as f64).max(lowest);
	}

	fn refill(&mut self, now: Instant) {
		let elapsed = now.saturating_duration_since(self.refilled);
		let refilled = self.tokens + elapsed.as_secs_f64() * self.quota.per_second;
		self.tokens = refilled.min(f64::from(self.quota.burst));
		self.refilled = now;
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const QUOTA: Quota = Quota { burst: 10, per_second: 2.0, max_debt: Duration::from_secs(30) };

	#[test]
	fn a_full_bucket_gives_its_burst_and_then_what_comes_back() {
		let start = Instant::now();
		let mut bucket = TokenBucket::new(QUOTA, start);
		assert!(bucket.is_full(start));
		assert_eq!(bucket.take(10, start), Ok(()));
		assert!(bucket.is_empty(start));
		assert_eq!(bucket.take(3, start), Err(Duration::from_millis(1_500)));
		assert_eq!(bucket.take(3, start + Duration::from_millis(1_500)), Ok(()));
	}

	#[test]
	fn a_refused_request_costs_nothing() {
		let start = Instant::now();
		let mut bucket = TokenBucket::new(QUOTA, start);
		assert!(bucket.take(11, start).is_err());
		assert_eq!(bucket.take(10, start), Ok(()));
	}

	#[test]
	fn a_debt_has_to_be_paid_back_first() {
		let start = Instant::now();
		let mut bucket = TokenBucket::new(QUOTA, start);
		bucket.charge(20, start);
		assert!(bucket.is_empty(start + Duration::from_secs(5)));
		assert!(!bucket.is_empty(start + Duration::from_secs(6)));
	}

	#[test]
	fn a_debt_never_takes_longer_than_its_bound() {
		let start = Instant::now();
		let mut bucket = TokenBucket::new(QUOTA, start);
		(0..1_000).for_each(|_| bucket.charge(usize::MAX, start));
		assert!(bucket.is_empty(start + QUOTA.max_debt));
		assert!(!bucket.is_empty(start + QUOTA.max_debt + Duration::from_secs(1)));
	}

	#[test]
	fn a_bucket_never_holds_more_than_its_burst() {
		let start = Instant::now();
		let mut bucket = TokenBucket::new(QUOTA, start);
		let later = start + Duration::from_secs(3_600);
		assert!(bucket.take(11, later).is_err());
		// A clock that goes back gives nothing.
		assert_eq!(bucket.take(10, later), Ok(()));
		assert!(bucket.is_empty(start));
	}
}
