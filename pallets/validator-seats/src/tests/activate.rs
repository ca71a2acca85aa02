// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError::BadOrigin;

#[test]
fn a_new_seat_is_in_the_set_two_sessions_later() {
	ExtBuilder::default().build_and_execute(|| {
		give_keys(EVE);
		assert_ok!(ValidatorSeats::activate(signed(EVE)));
		assert_eq!(standing(EVE), Some(Standing::Active));
		assert_eq!(events(), [Event::Activated { who: EVE }]);

		next_session();
		assert_eq!((acting().contains(&EVE), planned().contains(&EVE)), (false, true));
		assert_eq!(events(), [Event::SetPlanned { session: 2, entering: vec![EVE], leaving: vec![] }]);

		next_session();
		assert_eq!(acting(), [ALICE, BOB, CHARLIE, DAVE, EVE]);
		assert_eq!(events(), [Event::SetChanged { session: 2, entering: vec![EVE], leaving: vec![] }]);
	})
}

#[test]
fn a_seat_that_rested_comes_back() {
	ExtBuilder::default().build_and_execute(|| {
		rest(DAVE);
		sessions(2);
		assert!(!acting().contains(&DAVE));

		assert_ok!(ValidatorSeats::activate(signed(DAVE)));
		sessions(2);
		assert!(acting().contains(&DAVE));
	})
}

#[test]
fn a_seat_activated_again_in_time_never_leaves_the_set() {
	ExtBuilder::default().build_and_execute(|| {
		rest(DAVE);
		activate(DAVE);
		for _ in 0..3 {
			next_session();
			assert!(acting().contains(&DAVE) && planned().contains(&DAVE));
		}
	})
}

#[test]
fn a_seat_still_in_the_set_has_a_whole_term_before_it() {
	ExtBuilder::default().build_and_execute(|| {
		go_offline([DAVE]);
		blocks(TERM - LENGTH / 2);
		rest(DAVE);
		activate(DAVE);
		assert_eq!(LastAuthored::<Test>::get(DAVE), Some(System::block_number()));
		next_session();
		assert_eq!(standing(DAVE), Some(Standing::Active));
	})
}

#[test]
fn refuses_an_account_that_is_no_member() {
	ExtBuilder::default().build_and_execute(|| {
		give_keys(STRANGER);
		assert_noop!(ValidatorSeats::activate(signed(STRANGER)), Error::<Test>::NotMember);

		expel(DAVE);
		assert_noop!(ValidatorSeats::activate(signed(DAVE)), Error::<Test>::NotMember);
	})
}

#[test]
fn refuses_a_member_without_session_keys() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(ValidatorSeats::activate(signed(EVE)), Error::<Test>::NoKeys);
	})
}

#[test]
fn refuses_an_active_seat() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(ValidatorSeats::activate(signed(ALICE)), Error::<Test>::AlreadyActive);
		give_keys(EVE);
		activate(EVE);
		assert_noop!(ValidatorSeats::activate(signed(EVE)), Error::<Test>::AlreadyActive);
	})
}

#[test]
fn refuses_an_offender_however_long_ago_it_was() {
	ExtBuilder::default().build_and_execute(|| {
		offend(DAVE);
		for _ in 0..4 {
			assert_noop!(ValidatorSeats::activate(signed(DAVE)), Error::<Test>::Offended);
			next_session();
		}
		rest(CHARLIE);
		offend(CHARLIE);
		assert_noop!(ValidatorSeats::activate(signed(CHARLIE)), Error::<Test>::Offended);
	})
}

#[test]
fn refuses_unsigned_origins() {
	ExtBuilder::default().build_and_execute(|| {
		for origin in unsigned() {
			assert_noop!(ValidatorSeats::activate(origin), BadOrigin);
		}
	})
}
