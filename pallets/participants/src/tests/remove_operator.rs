// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError::BadOrigin;

#[test]
fn a_participant_removes_a_key_which_leaves_the_state_if_it_never_signed() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		add_operator(MERCHANT, KEY);
		System::reset_events();
		assert_ok!(Registry::remove_operator(signed(MERCHANT), KEY));

		assert!(!Operators::<Test>::contains_key(KEY));
		assert!(!Keys::<Test>::contains_key(MERCHANT));
		assert!(!System::account_exists(&KEY));
		assert_eq!(events(), [Event::OperatorRemoved { principal: MERCHANT, operator: KEY }]);
	})
}

#[test]
fn a_key_that_signed_keeps_its_nonce_and_may_serve_another() {
	ExtBuilder::default().admitted([(MERCHANT, merchant()), (CARRIER, carrier())]).build_and_execute(|| {
		add_operator(MERCHANT, KEY);
		System::inc_account_nonce(KEY);
		assert_ok!(Registry::remove_operator(signed(MERCHANT), KEY));
		assert_eq!((System::providers(&KEY), System::account_nonce(KEY)), (1, 1));
		add_operator(CARRIER, KEY);
		assert_eq!(keys_of(CARRIER), [(KEY, true)]);
	})
}

#[test]
fn a_principal_that_is_not_in_force_may_still_remove_its_keys() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		add_operator(MERCHANT, KEY);
		suspend(MERCHANT);
		assert_ok!(Registry::remove_operator(signed(MERCHANT), KEY));
	})
}

#[test]
fn refuses_to_remove_a_key_that_does_not_serve_the_caller() {
	ExtBuilder::default().admitted([(MERCHANT, merchant()), (CARRIER, carrier())]).build_and_execute(|| {
		add_operator(MERCHANT, KEY);
		for who in [CARRIER, CUSTOMS, KEY, STRANGER] {
			assert_noop!(Registry::remove_operator(signed(who), KEY), Error::<Test>::NotOperator);
		}
		assert_noop!(Registry::remove_operator(signed(MERCHANT), OTHER_KEY), Error::<Test>::NotOperator);
	})
}

#[test]
fn refuses_what_no_account_signed() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		add_operator(MERCHANT, KEY);
		for origin in unsigned() {
			assert_noop!(Registry::remove_operator(origin, KEY), BadOrigin);
		}
	})
}
