// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Error, Preimages, Usage};
use frame_support::{assert_noop, assert_ok};

#[test]
fn a_stranger_notes_nothing() {
	execute(|| {
		assert_noop!(note(STRANGER, 1, 1), Error::<Test>::NotMember);
	});
}

#[test]
fn a_member_notes_so_many_preimages_and_no_more() {
	execute(|| {
		assert_ok!(note(ALICE, 1, 10));
		assert_ok!(note(ALICE, 2, 10));
		assert_noop!(note(ALICE, 3, 10), Error::<Test>::MaxPreimagesExceeded);
		assert_ok!(note(BOB, 3, 10));
		assert_eq!(Preimages::<Test>::get(ALICE), Some(Usage { count: 2, bytes: 20 }));
	});
}

#[test]
fn a_member_notes_so_many_bytes_and_no_more() {
	execute(|| {
		assert_ok!(note(ALICE, 1, BYTES_PER_MEMBER - 1));
		assert_noop!(note(ALICE, 2, 2), Error::<Test>::MaxPreimageBytesExceeded);
		assert_noop!(note(ALICE, 2, u32::MAX), Error::<Test>::MaxPreimageBytesExceeded);
		assert_ok!(note(ALICE, 2, 1));
	});
}

#[test]
fn an_unnoted_preimage_makes_room_and_the_last_leaves_nothing() {
	execute(|| {
		assert_ok!(note(ALICE, 1, 60));
		assert_ok!(note(ALICE, 2, 40));
		CouncilLimits::forget_preimage(&ALICE, 60);
		assert_ok!(note(ALICE, 3, 60));
		CouncilLimits::forget_preimage(&ALICE, 60);
		CouncilLimits::forget_preimage(&ALICE, 40);
		assert!(!Preimages::<Test>::contains_key(ALICE));
		// Nor does what was never counted.
		CouncilLimits::forget_preimage(&ALICE, 40);
		assert!(!Preimages::<Test>::contains_key(ALICE));
	});
}

#[test]
fn the_preimages_of_who_lost_its_seat_go_with_the_next_block_and_no_others() {
	execute(|| {
		assert_ok!(note(ALICE, 1, 10));
		assert_ok!(note(BOB, 2, 20));
		expel(ALICE);
		next_block();
		assert_eq!(Noted::get().into_keys().collect::<Vec<_>>(), [hash(2)]);
		assert_eq!(Preimages::<Test>::iter_keys().collect::<Vec<_>>(), [BOB]);
	});
}
