// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError::BadOrigin;
use suyuan_primitives::traits::Register;

#[test]
fn lets_a_suspended_participant_act_again_until_it_would_have_expired() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		let before = Participants::<Test>::get(MERCHANT);
		suspend(MERCHANT);
		System::reset_events();
		assert_ok!(Registry::reinstate(signed(REINSTATES), MERCHANT));

		assert_eq!(Participants::<Test>::get(MERCHANT), before);
		assert!(Pallet::<Test>::in_force(&MERCHANT).is_some());
		assert_eq!(events(), [Event::Reinstated { who: MERCHANT }]);
	})
}

#[test]
fn a_participant_that_expired_meanwhile_is_not_in_force() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		suspend(MERCHANT);
		at(UNTIL);
		assert_ok!(Registry::reinstate(signed(REINSTATES), MERCHANT));
		assert_eq!(Pallet::<Test>::in_force(&MERCHANT), None);
	})
}

#[test]
fn refuses_a_participant_that_is_not_suspended() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		let reinstate = || Registry::reinstate(signed(REINSTATES), MERCHANT);
		assert_noop!(reinstate(), Error::<Test>::NotSuspended);
		// Revocation is final, whatever came before it.
		suspend(MERCHANT);
		revoke(MERCHANT);
		assert_noop!(reinstate(), Error::<Test>::NotSuspended);
	})
}

#[test]
fn refuses_who_was_never_admitted() {
	ExtBuilder::default().applied([(MERCHANT, merchant())]).build_and_execute(|| {
		for who in [MERCHANT, CUSTOMS, STRANGER] {
			assert_noop!(Registry::reinstate(signed(REINSTATES), who), Error::<Test>::NotParticipant);
		}
	})
}

#[test]
fn refuses_every_other_origin() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		suspend(MERCHANT);
		for origin in without(REINSTATES) {
			assert_noop!(Registry::reinstate(origin, MERCHANT), BadOrigin);
		}
	})
}
