// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError::BadOrigin;
use suyuan_primitives::traits::Register;

#[test]
fn suspends_a_participant_with_a_reason() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		assert_ok!(Registry::suspend(signed(SUSPENDS), MERCHANT, reason()));

		let participant = Participants::<Test>::get(MERCHANT).unwrap();
		assert_eq!((participant.status, participant.until), (Status::Suspended, UNTIL));
		assert_eq!(Pallet::<Test>::in_force(&MERCHANT), None);
		assert_eq!(events(), [Event::Suspended { who: MERCHANT, reason: reason() }]);
	})
}

#[test]
fn its_registration_profile_and_authorizations_stay() {
	ExtBuilder::default().admitted([(MERCHANT, merchant()), (CARRIER, carrier())]).build_and_execute(|| {
		authorize(MERCHANT, CARRIER);
		suspend(MERCHANT);
		let registration = merchant().identity.registration().unwrap();
		assert_eq!(Registrations::<Test>::get(registration), Some(MERCHANT));
		assert!(Profiles::<Test>::contains_key(MERCHANT));
		assert!(Authorizations::<Test>::contains_key(MERCHANT, CARRIER));
	})
}

#[test]
fn suspends_a_participant_whose_admission_expired() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		at(UNTIL);
		assert_ok!(Registry::suspend(signed(SUSPENDS), MERCHANT, reason()));
	})
}

#[test]
fn refuses_a_participant_that_is_not_active() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		let again = || Registry::suspend(signed(SUSPENDS), MERCHANT, reason());
		suspend(MERCHANT);
		assert_noop!(again(), Error::<Test>::NotActive);
		revoke(MERCHANT);
		assert_noop!(again(), Error::<Test>::NotActive);
	})
}

#[test]
fn refuses_who_was_never_admitted() {
	ExtBuilder::default().applied([(MERCHANT, merchant())]).build_and_execute(|| {
		for who in [MERCHANT, CUSTOMS, STRANGER] {
			assert_noop!(Registry::suspend(signed(SUSPENDS), who, reason()), Error::<Test>::NotParticipant);
		}
	})
}

#[test]
fn refuses_a_reason_that_says_nothing() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		let suspend = |reason| Registry::suspend(signed(SUSPENDS), MERCHANT, text(reason));
		assert_noop!(suspend(""), Error::<Test>::EmptyText);
		assert_noop!(suspend("证照不符 "), Error::<Test>::EmptyText);
		assert_noop!(suspend("证照\0不符"), Error::<Test>::ControlCharacter);
	})
}

#[test]
fn refuses_every_other_origin() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		for origin in without(SUSPENDS) {
			assert_noop!(Registry::suspend(origin, MERCHANT, reason()), BadOrigin);
		}
	})
}
