// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Error, Event, Motions, SeatVacated};
use frame_support::{assert_noop, assert_ok};

#[test]
fn a_member_that_filled_its_share_proposes_nothing_more_and_another_does() {
	execute(|| {
		assert_ok!(propose(ALICE, 1));
		assert_ok!(propose(ALICE, 2));
		assert_noop!(propose(ALICE, 3), Error::<Test>::MaxMotionsExceeded);
		assert_ok!(propose(BOB, 3));
	});
}

#[test]
fn a_closed_motion_makes_room_without_anything_else_being_called() {
	execute(|| {
		assert_ok!(propose(ALICE, 1));
		assert_ok!(propose(ALICE, 2));
		close(1);
		assert_ok!(propose(ALICE, 3));
		assert_noop!(propose(ALICE, 4), Error::<Test>::MaxMotionsExceeded);
	});
}

#[test]
fn a_motion_proposed_again_by_another_counts_for_the_other() {
	execute(|| {
		assert_ok!(propose(ALICE, 1));
		assert_ok!(propose(ALICE, 2));
		close(1);
		close(2);
		assert_ok!(propose(BOB, 1));
		assert_ok!(propose(BOB, 2));
		assert_noop!(propose(BOB, 3), Error::<Test>::MaxMotionsExceeded);
		assert_ok!(propose(ALICE, 3));
		assert_ok!(propose(ALICE, 4));
	});
}

#[test]
fn the_shares_of_all_members_have_room_together() {
	execute(|| {
		Members::set(vec![ALICE, BOB, STRANGER]);
		for (place, member) in [ALICE, BOB, STRANGER].into_iter().enumerate() {
			assert_ok!(propose(member, 10 * place as u64));
			assert_ok!(propose(member, 10 * place as u64 + 1));
		}
		assert_eq!(Motions::<Test>::get().len(), 6);
	});
}

#[test]
fn the_motions_of_who_lost_its_seat_end_with_the_next_block_and_no_others() {
	execute(|| {
		assert_ok!(propose(ALICE, 1));
		assert_ok!(propose(BOB, 2));
		assert_ok!(propose(ALICE, 3));
		expel(ALICE);
		// Not by the call that changed the members, which may be one of these motions.
		assert_eq!(Open::get().len(), 3);
		next_block();
		assert_eq!(Open::get(), [hash(2)]);
		let withdrawn = |n| Event::MotionWithdrawn { motion: hash(n), proposer: ALICE };
		assert_eq!(events(), [withdrawn(1), withdrawn(3)]);
		assert!(!SeatVacated::<Test>::get());
		assert_ok!(propose(BOB, 4));
	});
}

#[test]
fn a_motion_that_expelled_its_own_proposer_is_not_ended_twice() {
	execute(|| {
		assert_ok!(propose(ALICE, 1));
		expel(ALICE);
		close(1);
		next_block();
		assert_eq!(events(), []);
		assert!(Motions::<Test>::get().is_empty());
	});
}

#[test]
fn whoever_is_seated_again_within_the_block_keeps_its_motions() {
	execute(|| {
		assert_ok!(propose(ALICE, 1));
		expel(ALICE);
		Members::set(vec![ALICE, BOB]);
		next_block();
		assert_eq!(Open::get(), [hash(1)]);
	});
}

#[test]
fn a_new_seat_ends_nothing() {
	execute(|| {
		use frame_support::traits::ChangeMembers;
		CouncilLimits::change_members_sorted(&[STRANGER], &[], &[ALICE, BOB, STRANGER]);
		assert!(!SeatVacated::<Test>::exists());
	});
}
