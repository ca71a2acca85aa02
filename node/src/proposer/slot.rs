// SPDX-License-Identifier: Apache-2.0

//! The time left in a slot.

use sp_consensus::ProposeArgs;
use sp_consensus_aura::{digests::CompatibleDigestItem, sr25519::AuthoritySignature, Slot, SlotDuration};
use sp_runtime::DigestItem;
use sp_timestamp::Timestamp;
use std::time::Duration;
use suyuan_runtime::opaque::Block;

/// The part of its slot after which an author throws away a block that isn't done.
///
/// An author stops filling long before, at the soft deadline, so that this happens only on an overloaded machine.
///
/// Also the most that an author takes after slots without a block. The SDK gives it more then, a second slot and longer,
/// in which other authors have their turn and don't wait.
pub(crate) const PROPOSAL_SLOT_PORTION: f32 = 3.0 / 4.0;

/// The time that a block begun at `now` may take, at most `max_duration` and up to the end of its slot.
///
/// The SDK gives an author more time after slots without a block, and counts it from when the author begins, which may be
/// late in its slot. The next author does not wait: it builds on what it has when its own slot begins, and a block that
/// comes later is left behind with all that is in it.
pub(super) fn time_left(args: &ProposeArgs<Block>, slot_duration: SlotDuration, now: Timestamp) -> Duration {
	let slot = args.inherent_digests.logs().iter().find_map(slot_of);
	let left = slot.map(|slot| {
		let end = (*slot + 1).saturating_mul(slot_duration.as_millis());
		Duration::from_millis(end.saturating_sub(now.as_millis()))
	});
	// Without a slot the runtime refuses the block anyway.
	args.max_duration.min(left.unwrap_or_default())
}

fn slot_of(item: &DigestItem) -> Option<Slot> {
	CompatibleDigestItem::<AuthoritySignature>::as_aura_pre_digest(item)
}

#[cfg(test)]
mod tests {
	use super::*;
	use sc_consensus_aura::SlotProportion;
	use sc_consensus_slots::{proposing_remaining_duration, SlotInfo, SlotLenienceType};
	use sp_runtime::{generic::Digest, traits::Header as _};
	use suyuan_runtime::{Hash, Header};

	const SLOT: u64 = 2_000;

	/// The arguments of a proposer in slot 10 that may take so many milliseconds.
	fn args(milliseconds: u64) -> ProposeArgs<Block> {
		let slot = <DigestItem as CompatibleDigestItem<AuthoritySignature>>::aura_pre_digest(10.into());
		ProposeArgs {
			inherent_digests: Digest { logs: vec![slot] },
			max_duration: Duration::from_millis(milliseconds),
			..Default::default()
		}
	}

	/// The milliseconds left, so many after slot 10 began.
	fn left(milliseconds: u64, begun_after: u64) -> u64 {
		let now = Timestamp::new(10 * SLOT + begun_after);
		time_left(&args(milliseconds), SlotDuration::from_millis(SLOT), now).as_millis() as u64
	}

	#[test]
	fn a_block_takes_no_longer_than_the_sdk_says() {
		assert_eq!(left(1_470, 0), 1_470);
		assert_eq!(left(1_470, 530), 1_470);
	}

	#[test]
	fn a_block_that_is_begun_late_ends_with_its_slot() {
		assert_eq!(left(1_470, 1_000), 1_000);
		assert_eq!(left(3_000, 500), 1_500);
		assert_eq!(left(1_470, 1_999), 1);
	}

	#[test]
	fn no_block_is_begun_when_its_slot_is_over() {
		assert_eq!(left(1_470, 2_000), 0);
		assert_eq!(left(1_470, 60_000), 0);
	}

	#[test]
	fn without_a_slot_there_is_no_time() {
		let args = ProposeArgs { max_duration: Duration::from_secs(1), ..Default::default() };
		assert!(time_left(&args, SlotDuration::from_millis(SLOT), Timestamp::new(0)).is_zero());
	}

	/// The time that the SDK gives an author whose parent stands so many slots before its own.
	fn given(slots: u64, max: Option<&SlotProportion>) -> Duration {
		let parent = Header::new(7, Hash::zero(), Hash::zero(), Hash::zero(), Digest::default());
		let duration = Duration::from_millis(SLOT);
		let provider = sp_timestamp::InherentDataProvider::new(0.into());
		let mut slot = SlotInfo::<Block>::new(10.into(), Box::new(provider), duration, parent, None);
		// As if the slot began now.
		slot.ends_at = std::time::Instant::now() + duration;
		let portion = SlotProportion::new(PROPOSAL_SLOT_PORTION);
		let parent_slot = Some((10 - slots).into());
		proposing_remaining_duration(parent_slot, &slot, &portion, max, SlotLenienceType::Exponential, "test")
	}

	#[test]
	fn after_empty_slots_an_author_gets_no_more_time_than_otherwise() {
		let max = SlotProportion::new(PROPOSAL_SLOT_PORTION);
		let otherwise = given(1, Some(&max));
		assert_eq!(otherwise, Duration::from_millis(1_500));
		for slots in 2..10 {
			assert_eq!(given(slots, Some(&max)), otherwise, "after {} empty slots", slots - 1);
			// Without the bound the SDK gives more.
			assert!(given(slots, None) > Duration::from_millis(SLOT));
		}
	}
}
