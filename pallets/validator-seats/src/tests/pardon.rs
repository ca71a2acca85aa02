// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError::BadOrigin;

#[test]
fn a_pardoned_seat_may_be_activated_again() {
	ExtBuilder::default().build_and_execute(|| {
		offend(DAVE);
		sessions(2);
		events();
		assert_ok!(ValidatorSeats::pardon(signed(PARDONS), DAVE));
		assert_eq!(events(), [Event::Pardoned { who: DAVE }]);

		// The seat doesn't come back by itself.
		assert_eq!(standing(DAVE), Some(Standing::Resting));
		sessions(2);
		assert!(!acting().contains(&DAVE));

		activate(DAVE);
		sessions(2);
		assert!(acting().contains(&DAVE));
	})
}

#[test]
fn a_pardoned_seat_that_is_held_over_may_author_again_at_once() {
	ExtBuilder::default().floor(4).build_and_execute(|| {
		offend(DAVE);
		sessions(2);
		assert_eq!(disabled(), [DAVE]);

		assert_ok!(ValidatorSeats::pardon(signed(PARDONS), DAVE));
		assert!(disabled().is_empty());
		activate(DAVE);
		sessions(4);
		assert_eq!(standing(DAVE), Some(Standing::Active));
		assert!(disabled().is_empty());
	})
}

#[test]
fn an_expelled_offender_stays_retired() {
	ExtBuilder::default().floor(4).build_and_execute(|| {
		offend(DAVE);
		expel(DAVE);
		assert_eq!(standing(DAVE), Some(Standing::Retired(Retirement::Offence)));
		assert_ok!(ValidatorSeats::pardon(signed(PARDONS), DAVE));
		assert_eq!(standing(DAVE), Some(Standing::Retired(Retirement::Membership)));
		assert_noop!(ValidatorSeats::activate(signed(DAVE)), Error::<Test>::NotMember);
	})
}

#[test]
fn refuses_a_seat_without_an_offence() {
	ExtBuilder::default().build_and_execute(|| {
		rest(CHARLIE);
		expel(DAVE);
		for who in [ALICE, CHARLIE, DAVE, EVE, STRANGER] {
			assert_noop!(ValidatorSeats::pardon(signed(PARDONS), who), Error::<Test>::NotOffended);
		}
	})
}

#[test]
fn refuses_every_other_origin() {
	ExtBuilder::default().build_and_execute(|| {
		offend(DAVE);
		for origin in without(PARDONS) {
			assert_noop!(ValidatorSeats::pardon(origin, DAVE), BadOrigin);
		}
	})
}
