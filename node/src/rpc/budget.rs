// SPDX-License-Identifier: Apache-2.0

//! The rate limit of bulk submission.
//!
//! The SDK's limit counts calls, and one call of `suyuan_submitExtrinsics` carries up to 1,024 transactions. Here each
//! transaction counts as a call, and a long one as several.

use crate::token_bucket::{Quota, TokenBucket};
use jsonrpsee::types::ErrorObjectOwned;
use std::{
	collections::HashMap,
	num::NonZeroU32,
	sync::Mutex,
	time::{Duration, Instant},
};

/// The bytes of a transaction that count as one call.
const BYTES_PER_CALL: usize = 16 * 1024;

/// The most connections whose budgets are kept.
///
/// With more, those that submitted nothing lately are dropped, which changes nothing for them.
const MAX_IDLE_CONNECTIONS: usize = 1_024;

/// The code of the error with which the SDK refuses a call beyond its limit.
const LIMIT_EXCEEDED_CODE: i32 = -32_999;

/// The budgets of the connections.
pub(super) struct Budgets {
	quota: Quota,
	connections: Mutex<HashMap<usize, TokenBucket>>,
}

impl Budgets {
	/// Creates budgets of so many calls a minute.
	pub(super) fn new(per_minute: NonZeroU32) -> Self {
		let per_minute = per_minute.get();
		let quota =
			Quota { burst: per_minute, per_second: f64::from(per_minute) / 60.0, max_debt: Duration::ZERO };
		Self { quota, connections: Mutex::default() }
	}

	/// Charges a connection for transactions of these lengths.
	pub(super) fn take(
		&self,
		connection: usize,
		lengths: impl Iterator<Item = usize>,
	) -> Result<(), ErrorObjectOwned> {
		self.take_at(connection, lengths, Instant::now())
	}

	fn take_at(
		&self,
		connection: usize,
		lengths: impl Iterator<Item = usize>,
		now: Instant,
	) -> Result<(), ErrorObjectOwned> {
		let calls: usize = lengths.map(|length| length.div_ceil(BYTES_PER_CALL).max(1)).sum();
		let calls = u32::try_from(calls).unwrap_or(u32::MAX);
		let Quota { burst, .. } = self.quota;
		if calls > burst {
			let why = format!("this counts as {calls} calls, and never more than {burst} are taken at once");
			return Err(limit_exceeded(why));
		}
		let mut connections = self.connections.lock().expect("nothing panics while it holds the lock; qed");
		if connections.len() > MAX_IDLE_CONNECTIONS {
			connections.retain(|_, bucket| !bucket.is_full(now));
		}
		let bucket = connections.entry(connection).or_insert_with(|| TokenBucket::new(self.quota, now));
		bucket.take(calls, now).map_err(|wait| {
			let seconds = wait.as_secs_f64().ceil();
			limit_exceeded(format!("this counts as {calls} calls: try again in {seconds} seconds"))
		})
	}
}

fn limit_exceeded(why: String) -> ErrorObjectOwned {
	ErrorObjectOwned::owned(LIMIT_EXCEEDED_CODE, "RPC rate limit exceeded", Some(why))
}

#[cfg(test)]
mod tests {
	use super::*;

	fn budgets(per_minute: u32) -> Budgets {
		Budgets::new(NonZeroU32::new(per_minute).unwrap())
	}

	#[test]
	fn every_transaction_counts_as_a_call() {
		let (budgets, now) = (budgets(600), Instant::now());
		assert!(budgets.take_at(1, [100; 600].into_iter(), now).is_ok());
		let error = budgets.take_at(1, [100; 20].into_iter(), now).unwrap_err();
		assert_eq!((error.code(), error.message()), (-32_999, "RPC rate limit exceeded"));
		assert!(error.data().unwrap().get().contains("try again in 2 seconds"), "{error:?}");
		assert!(budgets.take_at(1, [100; 20].into_iter(), now + Duration::from_secs(2)).is_ok());
	}

	#[test]
	fn a_long_transaction_counts_as_several() {
		let (budgets, now) = (budgets(10), Instant::now());
		assert!(budgets.take_at(1, [9 * BYTES_PER_CALL + 1].into_iter(), now).is_ok());
		assert!(budgets.take_at(1, [1].into_iter(), now).is_err());
	}

	#[test]
	fn each_connection_has_a_budget_of_its_own() {
		let (budgets, now) = (budgets(10), Instant::now());
		assert!(budgets.take_at(1, [1; 10].into_iter(), now).is_ok());
		assert!(budgets.take_at(2, [1; 10].into_iter(), now).is_ok());
		assert!(budgets.take_at(1, [1].into_iter(), now).is_err());
	}

	#[test]
	fn a_batch_that_could_never_pass_is_refused_with_the_size_that_could() {
		let error = budgets(10).take_at(1, [1; 11].into_iter(), Instant::now()).unwrap_err();
		assert!(error.data().unwrap().get().contains("never more than 10"), "{error:?}");
	}

	#[test]
	fn connections_that_do_nothing_are_dropped() {
		let (budgets, start) = (budgets(60), Instant::now());
		for connection in 0..=MAX_IDLE_CONNECTIONS {
			budgets.take_at(connection, [1].into_iter(), start).unwrap();
		}
		budgets.take_at(0, [1].into_iter(), start + Duration::from_secs(2)).unwrap();
		assert_eq!(budgets.connections.lock().unwrap().len(), 1);
	}
}
