// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError::BadOrigin;
use suyuan_primitives::traits::Register;

#[test]
fn puts_a_participant_out_with_a_reason() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		assert_ok!(Registry::revoke(signed(REVOKES), MERCHANT, reason()));

		assert_eq!(Participants::<Test>::get(MERCHANT).unwrap().status, Status::Revoked);
		assert_eq!(Pallet::<Test>::in_force(&MERCHANT), None);
		assert_eq!(events(), [Event::Revoked { who: MERCHANT, reason: reason() }]);
	})
}

#[test]
fn its_registration_is_free_and_its_profile_stays_to_be_read() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).applied([(STRANGER, bank())]).build_and_execute(
		|| {
			revoke(MERCHANT);
			assert_eq!(Registrations::<Test>::iter().count(), 0);
			assert_eq!(Profiles::<Test>::get(MERCHANT), Some(merchant()));

			apply(STRANGER, merchant());
			admit(STRANGER, &merchant());
		},
	)
}

#[test]
fn its_waiting_application_is_dropped() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		apply(MERCHANT, bank());
		revoke(MERCHANT);
		assert!(!Applications::<Test>::contains_key(MERCHANT));
		assert_noop!(
			Registry::admit(signed(ADMITS), MERCHANT, hash(&bank()), UNTIL),
			Error::<Test>::NoApplication
		);
	})
}

#[test]
fn it_keeps_its_reference_so_that_nothing_old_can_be_replayed() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		revoke(MERCHANT);
		assert_eq!(System::providers(&MERCHANT), 1);
	})
}

#[test]
fn revokes_who_was_suspended_or_expired() {
	ExtBuilder::default().admitted([(MERCHANT, merchant()), (CARRIER, carrier())]).build_and_execute(|| {
		suspend(MERCHANT);
		assert_ok!(Registry::revoke(signed(REVOKES), MERCHANT, reason()));
		at(UNTIL);
		assert_ok!(Registry::revoke(signed(REVOKES), CARRIER, reason()));
	})
}

#[test]
fn revokes_a_natural_person_who_holds_no_registration() {
	ExtBuilder::default().admitted([(CONSUMER, consumer())]).build_and_execute(|| {
		assert_ok!(Registry::revoke(signed(REVOKES), CONSUMER, reason()));
	})
}

#[test]
fn refuses_to_revoke_twice() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		revoke(MERCHANT);
		assert_noop!(Registry::revoke(signed(REVOKES), MERCHANT, reason()), Error::<Test>::AlreadyRevoked);
	})
}

#[test]
fn refuses_who_was_never_admitted() {
	ExtBuilder::default().applied([(MERCHANT, merchant())]).build_and_execute(|| {
		for who in [MERCHANT, CUSTOMS, STRANGER] {
			assert_noop!(Registry::revoke(signed(REVOKES), who, reason()), Error::<Test>::NotParticipant);
		}
	})
}

#[test]
fn refuses_a_reason_that_says_nothing() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		let revoke = |reason| Registry::revoke(signed(REVOKES), MERCHANT, text(reason));
		assert_noop!(revoke(""), Error::<Test>::EmptyText);
		assert_noop!(revoke("\u{3000}证照不符"), Error::<Test>::EmptyText);
		assert_noop!(revoke("证照\r不符"), Error::<Test>::ControlCharacter);
	})
}

#[test]
fn refuses_every_other_origin() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		for origin in without(REVOKES) {
			assert_noop!(Registry::revoke(origin, MERCHANT, reason()), BadOrigin);
		}
	})
}

#[test]
fn keys_end_with_the_admission() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		add_operator(MERCHANT, KEY);
		assert_ok!(Registry::add_operator(signed(MERCHANT), OTHER_KEY));
		revoke(MERCHANT);
		assert_eq!(keys_of(MERCHANT), []);
		assert!(!Operators::<Test>::contains_key(KEY));
		// Nor do they serve again when it is invited anew.
		invite(CUSTOMS, MERCHANT);
		assert_noop!(Registry::accept_operator(signed(OTHER_KEY), MERCHANT), Error::<Test>::NotOffered);
	})
}
