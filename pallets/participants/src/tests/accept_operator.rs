// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError::BadOrigin;

#[test]
fn a_key_accepts() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		assert_ok!(Registry::add_operator(signed(MERCHANT), KEY));
		System::reset_events();
		assert_ok!(Registry::accept_operator(signed(KEY), MERCHANT));

		assert_eq!(keys_of(MERCHANT), [(KEY, true)]);
		assert_eq!(Operators::<Test>::get(KEY), Some(MERCHANT));
		assert_eq!(events(), [Event::OperatorAdded { principal: MERCHANT, operator: KEY }]);
	})
}

#[test]
fn an_offer_takes_nothing_from_a_key() {
	ExtBuilder::default().admitted([(MERCHANT, merchant()), (CARRIER, carrier())]).build_and_execute(|| {
		// Both may offer, and the key decides.
		assert_ok!(Registry::add_operator(signed(MERCHANT), KEY));
		assert_ok!(Registry::add_operator(signed(CARRIER), KEY));
		accept_operator(KEY, CARRIER);
		assert_eq!(Operators::<Test>::get(KEY), Some(CARRIER));
		// Nor does one who takes its offer back shut out the key.
		assert_ok!(Registry::remove_operator(signed(MERCHANT), KEY));
		assert_eq!(Operators::<Test>::get(KEY), Some(CARRIER));
		assert_eq!(System::providers(&KEY), 1);
	})
}

#[test]
fn a_key_serves_one_principal() {
	ExtBuilder::default().admitted([(MERCHANT, merchant()), (CARRIER, carrier())]).build_and_execute(|| {
		add_operator(MERCHANT, KEY);
		let again = Registry::add_operator(signed(MERCHANT), KEY);
		assert_eq!(again, Err(Error::<Test>::AlreadyOperator.into()));
		assert_ok!(Registry::add_operator(signed(CARRIER), KEY));
		assert_noop!(Registry::accept_operator(signed(KEY), CARRIER), Error::<Test>::AlreadyOperator);
	})
}

#[test]
fn refuses_to_accept_what_was_not_offered() {
	ExtBuilder::default().admitted([(MERCHANT, merchant()), (CARRIER, carrier())]).build_and_execute(|| {
		assert_ok!(Registry::add_operator(signed(MERCHANT), KEY));
		assert_noop!(Registry::accept_operator(signed(KEY), CARRIER), Error::<Test>::NotOffered);
		assert_noop!(Registry::accept_operator(signed(OTHER_KEY), MERCHANT), Error::<Test>::NotOffered);
		assert_ok!(Registry::remove_operator(signed(MERCHANT), KEY));
		assert_noop!(Registry::accept_operator(signed(KEY), MERCHANT), Error::<Test>::NotOffered);
	})
}

#[test]
fn refuses_to_accept_a_principal_that_may_sign_nothing() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		assert_ok!(Registry::add_operator(signed(MERCHANT), KEY));
		suspend(MERCHANT);
		assert_noop!(Registry::accept_operator(signed(KEY), MERCHANT), Error::<Test>::NotInForce);
	})
}

#[test]
fn refuses_what_no_account_signed() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		assert_ok!(Registry::add_operator(signed(MERCHANT), KEY));
		for origin in unsigned() {
			assert_noop!(Registry::accept_operator(origin, MERCHANT), BadOrigin);
		}
	})
}
