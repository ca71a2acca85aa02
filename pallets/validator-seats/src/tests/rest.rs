// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError::BadOrigin;

#[test]
fn a_seat_that_rests_leaves_the_set_two_sessions_later() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(ValidatorSeats::rest(signed(DAVE)));
		assert_eq!(standing(DAVE), Some(Standing::Resting));
		assert_eq!(events(), [Event::Rested { who: DAVE, why: Rest::Own }]);

		next_session();
		assert_eq!((acting().contains(&DAVE), planned().contains(&DAVE)), (true, false));
		assert_eq!(events(), [Event::SetPlanned { session: 2, entering: vec![], leaving: vec![DAVE] }]);

		next_session();
		assert_eq!(acting(), [ALICE, BOB, CHARLIE]);
		assert_eq!(events(), [Event::SetChanged { session: 2, entering: vec![], leaving: vec![DAVE] }]);
	})
}

#[test]
fn refuses_at_the_floor() {
	ExtBuilder::default().floor(3).build_and_execute(|| {
		rest(DAVE);
		assert_noop!(ValidatorSeats::rest(signed(CHARLIE)), Error::<Test>::AtFloor);

		// Until another is active.
		give_keys(EVE);
		activate(EVE);
		assert_ok!(ValidatorSeats::rest(signed(CHARLIE)));
	})
}

#[test]
fn a_resting_seat_is_held_over_if_others_are_lost_before_it_left() {
	ExtBuilder::default().floor(3).build_and_execute(|| {
		rest(DAVE);
		expel(CHARLIE);
		events();
		next_session();
		// A member is held over before one that was expelled.
		assert_eq!(planned(), [ALICE, BOB, DAVE]);
		assert_eq!(events()[0], Event::HeldOver { who: DAVE, session: 2 });
		assert_eq!(standing(DAVE), Some(Standing::Resting));
	})
}

#[test]
fn refuses_an_account_that_is_no_member() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(ValidatorSeats::rest(signed(STRANGER)), Error::<Test>::NotMember);
		expel(DAVE);
		assert_noop!(ValidatorSeats::rest(signed(DAVE)), Error::<Test>::NotMember);
	})
}

#[test]
fn refuses_a_seat_that_is_not_active() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(ValidatorSeats::rest(signed(EVE)), Error::<Test>::NotActive);
		rest(DAVE);
		assert_noop!(ValidatorSeats::rest(signed(DAVE)), Error::<Test>::NotActive);
		offend(CHARLIE);
		assert_noop!(ValidatorSeats::rest(signed(CHARLIE)), Error::<Test>::NotActive);
	})
}

#[test]
fn refuses_unsigned_origins() {
	ExtBuilder::default().build_and_execute(|| {
		for origin in unsigned() {
			assert_noop!(ValidatorSeats::rest(origin), BadOrigin);
		}
	})
}
