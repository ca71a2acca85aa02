// SPDX-License-Identifier: Apache-2.0

//! Tests of seats whose holders commit an offence.

use crate::{mock::*, *};

const OFFENDED: Standing = Standing::Retired(Retirement::Offence);

#[test]
fn an_offender_is_disabled_at_once_and_leaves_with_the_next_plan() {
	ExtBuilder::default().build_and_execute(|| {
		offend(DAVE);
		assert_eq!(standing(DAVE), Some(OFFENDED));
		assert_eq!(disabled(), [DAVE]);
		assert_eq!(events(), [Event::Retired { who: DAVE, why: Retirement::Offence }]);

		next_session();
		assert!(!planned().contains(&DAVE));
		next_session();
		assert_eq!(acting(), [ALICE, BOB, CHARLIE]);
		assert!(disabled().is_empty());
		assert_eq!(standing(DAVE), Some(OFFENDED));
	})
}

#[test]
fn at_the_floor_it_is_held_over_and_stays_disabled() {
	ExtBuilder::default().floor(4).build_and_execute(|| {
		offend(DAVE);
		events();
		for session in 2..5 {
			next_session();
			assert_eq!(disabled(), [DAVE]);
			assert_eq!(events(), [Event::HeldOver { who: DAVE, session }]);
		}
		assert_eq!(acting(), [ALICE, BOB, CHARLIE, DAVE]);
	})
}

#[test]
fn an_offender_that_is_held_over_stays_disabled_when_the_set_changes_around_it() {
	ExtBuilder::default().floor(4).build_and_execute(|| {
		offend(DAVE);
		next_session();
		give_keys(EVE);
		activate(EVE);
		expel(CHARLIE);
		sessions(2);
		assert_eq!(acting(), [ALICE, BOB, DAVE, EVE]);
		assert_eq!(disabled(), [DAVE]);
	})
}

#[test]
fn members_that_offended_are_held_over_before_those_who_were_expelled() {
	ExtBuilder::default().floor(3).build_and_execute(|| {
		expel(CHARLIE);
		offend(DAVE);
		next_session();
		assert_eq!(planned(), [ALICE, BOB, DAVE]);
		assert_eq!(standing(CHARLIE), None);
	})
}

#[test]
fn of_those_who_were_expelled_an_offender_is_held_over_last() {
	ExtBuilder::default().floor(3).build_and_execute(|| {
		offend(CHARLIE);
		expel(CHARLIE);
		expel(DAVE);
		next_session();
		assert_eq!(planned(), [ALICE, BOB, DAVE]);
	})
}

#[test]
fn not_more_are_disabled_than_finality_can_do_without() {
	ExtBuilder::default().floor(4).build_and_execute(|| {
		offend(CHARLIE);
		offend(DAVE);
		assert_eq!(disabled().len(), 1);
		sessions(3);
		assert_eq!(disabled().len(), 1);
		assert_eq!((standing(CHARLIE), standing(DAVE)), (Some(OFFENDED), Some(OFFENDED)));
	})
}

#[test]
fn the_only_validator_is_not_disabled() {
	ExtBuilder::default().validators([ALICE]).floor(1).build_and_execute(|| {
		offend(ALICE);
		assert!(disabled().is_empty());
		sessions(3);
		assert_eq!(acting(), [ALICE]);
		assert!(disabled().is_empty());
	})
}

#[test]
fn a_second_report_changes_nothing() {
	ExtBuilder::default().build_and_execute(|| {
		offend(DAVE);
		events();
		offend(DAVE);
		assert!(events().is_empty());
		assert_eq!(standing(DAVE), Some(OFFENDED));
	})
}

#[test]
fn a_resting_seat_is_retired_for_an_earlier_offence() {
	ExtBuilder::default().build_and_execute(|| {
		rest(DAVE);
		sessions(2);
		offend(DAVE);
		assert_eq!(standing(DAVE), Some(OFFENDED));
		assert!(disabled().is_empty());
	})
}

#[test]
fn an_expelled_offender_is_still_disabled_in_its_last_session() {
	ExtBuilder::default().build_and_execute(|| {
		expel(DAVE);
		next_session();
		events();
		offend(DAVE);
		assert_eq!(disabled(), [DAVE]);
		assert_eq!(standing(DAVE), None);
		assert!(events().is_empty());
	})
}
