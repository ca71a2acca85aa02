// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError::BadOrigin;

#[test]
fn sets_the_fewest_validators_of_a_set() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(ValidatorSeats::set_floor(signed(SETS_FLOOR), 4));
		assert_eq!(Floor::<Test>::get(), 4);
		assert_eq!(events(), [Event::FloorSet { floor: 4 }]);
		assert_noop!(ValidatorSeats::rest(signed(DAVE)), Error::<Test>::AtFloor);

		assert_ok!(ValidatorSeats::set_floor(signed(SETS_FLOOR), 1));
		assert_ok!(ValidatorSeats::rest(signed(DAVE)));
	})
}

#[test]
fn refuses_a_floor_of_zero_validators() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(ValidatorSeats::set_floor(signed(SETS_FLOOR), 0), Error::<Test>::ZeroFloor);
	})
}

#[test]
fn refuses_a_floor_that_those_in_the_next_set_do_not_reach() {
	ExtBuilder::default().build_and_execute(|| {
		let five = || ValidatorSeats::set_floor(signed(SETS_FLOOR), 5);
		assert_noop!(five(), Error::<Test>::FloorOutOfReach);

		// A seat that has not entered can't be held over either.
		give_keys(EVE);
		activate(EVE);
		assert_noop!(five(), Error::<Test>::FloorOutOfReach);
		next_session();
		assert_ok!(five());
	})
}

#[test]
fn a_seat_that_is_leaving_does_not_count() {
	ExtBuilder::default().build_and_execute(|| {
		rest(DAVE);
		assert_noop!(ValidatorSeats::set_floor(signed(SETS_FLOOR), 4), Error::<Test>::FloorOutOfReach);
		assert_ok!(ValidatorSeats::set_floor(signed(SETS_FLOOR), 3));
	})
}

#[test]
fn a_lower_floor_lets_go_the_seats_held_over() {
	ExtBuilder::default().floor(4).build_and_execute(|| {
		expel(CHARLIE);
		expel(DAVE);
		next_session();
		assert_eq!(planned(), [ALICE, BOB, CHARLIE, DAVE]);

		// Although two alone are active.
		assert_ok!(ValidatorSeats::set_floor(signed(SETS_FLOOR), 3));
		next_session();
		assert_eq!(planned().len(), 3);
		assert_ok!(ValidatorSeats::set_floor(signed(SETS_FLOOR), 2));
		next_session();
		assert_eq!(planned(), [ALICE, BOB]);
	})
}

#[test]
fn refuses_every_other_origin() {
	ExtBuilder::default().build_and_execute(|| {
		for origin in without(SETS_FLOOR) {
			assert_noop!(ValidatorSeats::set_floor(origin, 3), BadOrigin);
		}
	})
}
