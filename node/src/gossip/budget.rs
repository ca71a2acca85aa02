// SPDX-License-Identifier: Apache-2.0

//! Budgets of bad transactions and malformed messages, one for each peer.
//!
//! Reputation alone does not stop a peer: a reserved one is never cut off, and any other only once much was validated for
//! nothing. So each peer has a budget for what no honest node sends, and while it is used up, the peer's messages are
//! dropped before they are decoded.

use crate::token_bucket::{Quota, TokenBucket};
use sc_network::PeerId;
use sc_transaction_pool_api::error::Error as PoolError;
use sp_runtime::transaction_validity::InvalidTransaction;
use std::{
	collections::HashMap,
	time::{Duration, Instant},
};

/// The bad transactions that a peer may send.
///
/// An honest peer sends some when an account is suspended or a runtime upgraded, since it validated them before that; they
/// are few, for they were validated moments ago.
pub(super) const QUOTA: Quota = Quota { burst: 256, per_second: 32.0, max_debt: Duration::from_secs(60) };

/// The cost of a malformed message, in bad transactions.
///
/// Rejecting it takes less work than rejecting so many transactions, but no honest node sends one.
const MALFORMED_COST: usize = 64;

/// The budgets of the peers that have used some of theirs.
pub(super) struct Budgets {
	buckets: HashMap<PeerId, TokenBucket>,
	/// The clock, which tests replace.
	now: fn() -> Instant,
}

impl Default for Budgets {
	fn default() -> Self {
		Self { buckets: HashMap::new(), now: Instant::now }
	}
}

impl Budgets {
	/// Tells that a peer has used up its budget for now.
	pub(super) fn is_exhausted(&mut self, peer: &PeerId) -> bool {
		let now = (self.now)();
		self.buckets.get_mut(peer).is_some_and(|bucket| bucket.is_empty(now))
	}

	/// Charges a peer for a malformed message.
	pub(super) fn malformed(&mut self, peer: PeerId) {
		self.bad(peer, MALFORMED_COST);
	}

	/// Charges a peer for bad transactions.
	pub(super) fn bad(&mut self, peer: PeerId, transactions: usize) {
		let now = (self.now)();
		// A peer that reconnects before its bucket was full finds it as it was. So reconnecting clears no debt, and no more
		// buckets are kept than peers misbehaved in the last few minutes.
		self.buckets.retain(|_, bucket| !bucket.is_full(now));
		self.buckets.entry(peer).or_insert_with(|| TokenBucket::new(QUOTA, now)).charge(transactions, now);
	}
}

/// Tells that no honest node would have sent a transaction that the pool refused with this error.
///
/// An honest node may well send one that comes late or early, or for which there is no room.
pub(super) fn is_bad(error: &PoolError) -> bool {
	use InvalidTransaction::{AncientBirthBlock, ExhaustsResources, Future, Stale};
	match error {
		PoolError::InvalidTransaction(why) => {
			!matches!(why, AncientBirthBlock | ExhaustsResources | Future | Stale)
		}
		PoolError::UnknownTransaction(_) => true,
		_ => false,
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::cell::Cell;

	thread_local! {
		static NOW: Cell<Option<Instant>> = const { Cell::new(None) };
	}

	fn now() -> Instant {
		NOW.get().unwrap()
	}

	fn later(time: Duration) {
		NOW.set(Some(now() + time));
	}

	fn budgets() -> Budgets {
		NOW.set(Some(Instant::now()));
		Budgets { now, ..Default::default() }
	}

	#[test]
	fn a_peer_that_sends_nothing_bad_has_its_budget() {
		assert!(!budgets().is_exhausted(&PeerId::random()));
	}

	#[test]
	fn bad_transactions_use_up_the_budget_of_their_sender_alone() {
		let mut budgets = budgets();
		let (bad, good) = (PeerId::random(), PeerId::random());
		budgets.bad(bad, 255);
		assert!(!budgets.is_exhausted(&bad));
		budgets.bad(bad, 1);
		assert!(budgets.is_exhausted(&bad));
		assert!(!budgets.is_exhausted(&good));
	}

	#[test]
	fn malformed_messages_use_it_up_faster() {
		let mut budgets = budgets();
		let peer = PeerId::random();
		(0..4).for_each(|_| budgets.malformed(peer));
		assert!(budgets.is_exhausted(&peer));
	}

	#[test]
	fn the_budget_comes_back_with_time() {
		let mut budgets = budgets();
		let peer = PeerId::random();
		budgets.bad(peer, 256 + 64);
		later(Duration::from_secs(2));
		assert!(budgets.is_exhausted(&peer));
		later(Duration::from_secs(1));
		assert!(!budgets.is_exhausted(&peer));
	}

	#[test]
	fn a_peer_is_accepted_again_after_a_minute_whatever_it_sent() {
		let mut budgets = budgets();
		let peer = PeerId::random();
		(0..100).for_each(|_| budgets.bad(peer, 4_096));
		later(Duration::from_secs(60));
		assert!(budgets.is_exhausted(&peer));
		later(Duration::from_secs(1));
		assert!(!budgets.is_exhausted(&peer));
	}

	#[test]
	fn the_budgets_of_peers_that_behave_again_are_dropped() {
		let mut budgets = budgets();
		(0..1_000).for_each(|_| budgets.bad(PeerId::random(), 1));
		assert_eq!(budgets.buckets.len(), 1_000);
		later(Duration::from_secs(1));
		budgets.bad(PeerId::random(), 1);
		assert_eq!(budgets.buckets.len(), 1);
	}

	#[test]
	fn a_transaction_that_came_late_or_found_no_room_is_not_bad() {
		for error in [
			PoolError::InvalidTransaction(InvalidTransaction::Stale),
			PoolError::InvalidTransaction(InvalidTransaction::Future),
			PoolError::AlreadyImported(Box::new(())),
			PoolError::ImmediatelyDropped,
			PoolError::TemporarilyBanned,
		] {
			assert!(!is_bad(&error), "{error}");
		}
	}

	#[test]
	fn a_bad_signature_and_a_strangers_transaction_are_bad() {
		for why in [InvalidTransaction::BadProof, InvalidTransaction::Custom(1)] {
			assert!(is_bad(&PoolError::InvalidTransaction(why)));
		}
	}
}
