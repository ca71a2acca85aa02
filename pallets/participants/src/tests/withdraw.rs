// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError::BadOrigin;
use suyuan_primitives::traits::Register;

#[test]
fn an_applicant_takes_its_application_back() {
	ExtBuilder::default().applied([(MERCHANT, merchant())]).build_and_execute(|| {
		assert_ok!(Registry::withdraw(signed(MERCHANT)));
		assert!(!Applications::<Test>::contains_key(MERCHANT));
		assert_eq!(events(), [Event::Withdrawn { who: MERCHANT }]);
	})
}

#[test]
fn the_invitation_stands_so_that_it_may_apply_again() {
	ExtBuilder::default().applied([(MERCHANT, merchant())]).build_and_execute(|| {
		assert_ok!(Registry::withdraw(signed(MERCHANT)));
		assert_ok!(Registry::apply(signed(MERCHANT), merchant()));
	})
}

#[test]
fn what_was_withdrawn_is_not_admitted() {
	ExtBuilder::default().applied([(MERCHANT, merchant())]).build_and_execute(|| {
		assert_ok!(Registry::withdraw(signed(MERCHANT)));
		assert_noop!(
			Registry::admit(signed(ADMITS), MERCHANT, hash(&merchant()), UNTIL),
			Error::<Test>::NoApplication
		);
	})
}

#[test]
fn a_profile_in_force_stays_in_force() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		apply(MERCHANT, bank());
		assert_ok!(Registry::withdraw(signed(MERCHANT)));
		assert_eq!(Profiles::<Test>::get(MERCHANT), Some(merchant()));
		assert!(Pallet::<Test>::in_force(&MERCHANT).is_some());
	})
}

#[test]
fn refuses_who_has_no_application() {
	ExtBuilder::default()
		.admitted([(MERCHANT, merchant())])
		.applied([(BANK, bank())])
		.invited([CARRIER])
		.build_and_execute(|| {
			for who in [MERCHANT, CARRIER, CUSTOMS, STRANGER] {
				assert_noop!(Registry::withdraw(signed(who)), Error::<Test>::NoApplication);
			}
		})
}

#[test]
fn refuses_what_no_account_signed() {
	ExtBuilder::default().applied([(MERCHANT, merchant())]).build_and_execute(|| {
		for origin in unsigned() {
			assert_noop!(Registry::withdraw(origin), BadOrigin);
		}
	})
}
