// SPDX-License-Identifier: Apache-2.0

//! Tests of authorship and idleness.

use crate::{mock::*, *};

#[test]
fn the_author_of_every_block_is_noted() {
	ExtBuilder::default().build_and_execute(|| {
		let begin = System::block_number();
		blocks(4);
		let mut noted: Vec<_> = LastAuthored::<Test>::iter_values().collect();
		noted.sort();
		assert_eq!(noted, (begin + 1..=begin + 4).collect::<Vec<_>>());
	})
}

#[test]
fn nothing_is_noted_of_an_author_outside_the_set() {
	ExtBuilder::default().build_and_execute(|| {
		use pallet_authorship::EventHandler;
		ValidatorSeats::note_author(EVE);
		assert_eq!(LastAuthored::<Test>::get(EVE), None);
	})
}

#[test]
fn a_seat_that_authors_nothing_for_the_term_is_let_rest_when_the_session_ends() {
	ExtBuilder::default().build_and_execute(|| {
		go_offline([DAVE]);
		sessions(2);
		assert_eq!(standing(DAVE), Some(Standing::Active));
		events();

		next_session();
		assert_eq!(standing(DAVE), Some(Standing::Resting));
		assert_eq!(events()[0], Event::Rested { who: DAVE, why: Rest::Idle });
		next_session();
		assert_eq!(acting(), [ALICE, BOB, CHARLIE]);
	})
}

#[test]
fn at_the_floor_idleness_is_left_undone() {
	ExtBuilder::default().floor(4).build_and_execute(|| {
		go_offline([DAVE]);
		sessions(6);
		assert_eq!(standing(DAVE), Some(Standing::Active));
		assert_eq!(acting(), [ALICE, BOB, CHARLIE, DAVE]);

		give_keys(EVE);
		activate(EVE);
		next_session();
		assert_eq!(standing(DAVE), Some(Standing::Resting));
	})
}

#[test]
fn the_most_idle_rest_first() {
	ExtBuilder::default().floor(3).build_and_execute(|| {
		go_offline([BOB]);
		blocks(6);
		go_offline([BOB, CHARLIE]);
		sessions(5);
		assert_eq!((standing(BOB), standing(CHARLIE)), (Some(Standing::Resting), Some(Standing::Active)));
	})
}

#[test]
fn a_seat_that_just_entered_has_the_whole_term_before_it() {
	ExtBuilder::default().build_and_execute(|| {
		blocks(5 * LENGTH);
		give_keys(EVE);
		go_offline([EVE]);
		activate(EVE);
		sessions(2);
		assert_eq!(LastAuthored::<Test>::get(EVE), Some(System::block_number()));
		sessions(2);
		assert_eq!(standing(EVE), Some(Standing::Active));
		next_session();
		assert_eq!(standing(EVE), Some(Standing::Resting));
	})
}

#[test]
fn a_seat_let_rest_for_idleness_comes_back() {
	ExtBuilder::default().build_and_execute(|| {
		go_offline([DAVE]);
		sessions(4);
		go_offline([]);
		activate(DAVE);
		sessions(4);
		assert!(acting().contains(&DAVE));
		assert_eq!(standing(DAVE), Some(Standing::Active));
	})
}

#[test]
fn authorship_is_forgotten_of_a_seat_that_left() {
	ExtBuilder::default().build_and_execute(|| {
		rest(DAVE);
		sessions(2);
		assert_eq!(LastAuthored::<Test>::get(DAVE), None);
	})
}
