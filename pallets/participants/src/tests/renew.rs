// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError::BadOrigin;
use suyuan_primitives::traits::Register;

#[test]
fn gives_an_admission_a_new_date_of_expiry() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		let until = UNTIL + 1;
		assert_ok!(Registry::renew(signed(ADMITS), MERCHANT, until));

		assert_eq!(Participants::<Test>::get(MERCHANT).unwrap().until, until);
		assert_eq!(events(), [Event::Renewed { who: MERCHANT, until }]);
		at(UNTIL);
		assert!(Pallet::<Test>::in_force(&MERCHANT).is_some());
	})
}

#[test]
fn the_date_may_be_earlier_than_before() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		assert_ok!(Registry::renew(signed(ADMITS), MERCHANT, START + 1));
		at(START + 1);
		assert_eq!(Pallet::<Test>::in_force(&MERCHANT), None);
	})
}

#[test]
fn an_admission_that_expired_comes_into_force_again() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		at(UNTIL);
		assert_eq!(Pallet::<Test>::in_force(&MERCHANT), None);
		assert_ok!(Registry::renew(signed(ADMITS), MERCHANT, UNTIL + 1));
		assert!(Pallet::<Test>::in_force(&MERCHANT).is_some());
	})
}

#[test]
fn a_suspended_participant_stays_suspended() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		suspend(MERCHANT);
		assert_ok!(Registry::renew(signed(ADMITS), MERCHANT, UNTIL + 1));
		assert_eq!(Participants::<Test>::get(MERCHANT).unwrap().status, Status::Suspended);
	})
}

#[test]
fn refuses_a_date_that_is_past() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		for until in [0, START - 1, START] {
			assert_noop!(Registry::renew(signed(ADMITS), MERCHANT, until), Error::<Test>::AlreadyExpired);
		}
	})
}

#[test]
fn refuses_who_was_revoked() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		revoke(MERCHANT);
		assert_noop!(Registry::renew(signed(ADMITS), MERCHANT, UNTIL + 1), Error::<Test>::AlreadyRevoked);
	})
}

#[test]
fn refuses_who_was_never_admitted() {
	ExtBuilder::default().applied([(MERCHANT, merchant())]).build_and_execute(|| {
		for who in [MERCHANT, CUSTOMS, STRANGER] {
			assert_noop!(Registry::renew(signed(ADMITS), who, UNTIL), Error::<Test>::NotParticipant);
		}
	})
}

#[test]
fn refuses_every_other_origin() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		for origin in without(ADMITS) {
			assert_noop!(Registry::renew(origin, MERCHANT, UNTIL + 1), BadOrigin);
		}
	})
}
