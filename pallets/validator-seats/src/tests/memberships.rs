// SPDX-License-Identifier: Apache-2.0

//! Tests of seats whose holders' memberships end.

use crate::{mock::*, *};

const EXPELLED: Standing = Standing::Retired(Retirement::Membership);

#[test]
fn an_expelled_member_leaves_with_the_next_plan() {
	ExtBuilder::default().build_and_execute(|| {
		expel(DAVE);
		assert_eq!(standing(DAVE), Some(EXPELLED));
		assert_eq!(events(), [Event::Retired { who: DAVE, why: Retirement::Membership }]);

		next_session();
		assert_eq!((acting().contains(&DAVE), planned().contains(&DAVE)), (true, false));
		assert_eq!(standing(DAVE), None);
		next_session();
		assert_eq!(acting(), [ALICE, BOB, CHARLIE]);
	})
}

#[test]
fn at_the_floor_it_is_held_over_until_another_is_active() {
	ExtBuilder::default().floor(4).build_and_execute(|| {
		expel(DAVE);
		events();
		for session in 2..5 {
			next_session();
			assert!(planned().contains(&DAVE));
			assert_eq!(events(), [Event::HeldOver { who: DAVE, session }]);
		}

		give_keys(EVE);
		activate(EVE);
		next_session();
		assert_eq!(planned(), [ALICE, BOB, CHARLIE, EVE]);
		assert_eq!(standing(DAVE), None);
	})
}

#[test]
fn no_more_are_held_over_than_the_floor_lacks() {
	ExtBuilder::default().floor(3).build_and_execute(|| {
		expel(CHARLIE);
		expel(DAVE);
		next_session();
		assert_eq!(planned().len(), 3);
	})
}

#[test]
fn the_last_author_is_held_over_first() {
	ExtBuilder::default().floor(3).build_and_execute(|| {
		go_offline([CHARLIE]);
		blocks(4);
		expel(CHARLIE);
		expel(DAVE);
		next_session();
		assert_eq!(planned(), [ALICE, BOB, DAVE]);
	})
}

#[test]
fn the_last_member_of_all_goes_on_making_blocks() {
	ExtBuilder::default().floor(1).build_and_execute(|| {
		[ALICE, BOB, CHARLIE, DAVE, EVE].into_iter().for_each(expel);
		sessions(5);
		assert_eq!(acting().len(), 1);
	})
}

#[test]
fn an_expelled_member_that_was_never_planned_is_gone_at_once() {
	ExtBuilder::default().build_and_execute(|| {
		give_keys(EVE);
		activate(EVE);
		expel(EVE);
		assert_eq!(standing(EVE), None);
		sessions(3);
		assert!(!acting().contains(&EVE));
	})
}

#[test]
fn an_expelled_member_that_is_leaving_already_is_gone_at_once() {
	ExtBuilder::default().build_and_execute(|| {
		rest(DAVE);
		next_session();
		expel(DAVE);
		assert_eq!(standing(DAVE), None);
		next_session();
		assert!(!acting().contains(&DAVE));
	})
}

#[test]
fn a_member_elected_again_has_to_activate_again() {
	ExtBuilder::default().build_and_execute(|| {
		expel(DAVE);
		elect(DAVE);
		assert_eq!(standing(DAVE), Some(EXPELLED));
		sessions(2);
		assert!(!acting().contains(&DAVE));
		activate(DAVE);
		sessions(2);
		assert!(acting().contains(&DAVE));
	})
}

#[test]
fn an_offence_outlives_being_expelled_and_elected_again() {
	ExtBuilder::default().build_and_execute(|| {
		offend(DAVE);
		expel(DAVE);
		elect(DAVE);
		frame_support::assert_noop!(ValidatorSeats::activate(signed(DAVE)), Error::<Test>::Offended);
	})
}

#[test]
fn members_without_a_seat_come_and_go_unnoticed() {
	ExtBuilder::default().build_and_execute(|| {
		elect(6);
		expel(6);
		expel(EVE);
		assert!(events().is_empty());
		assert_eq!((standing(6), standing(EVE)), (None, None));
	})
}
