// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError::BadOrigin;

#[test]
fn a_participant_offers_a_key() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		assert_ok!(Registry::add_operator(signed(MERCHANT), KEY));

		assert_eq!(keys_of(MERCHANT), [(KEY, false)]);
		assert_eq!(Operators::<Test>::get(KEY), None);
		assert_eq!(System::providers(&KEY), 1);
		assert_eq!(events(), [Event::OperatorOffered { principal: MERCHANT, operator: KEY }]);
	})
}

#[test]
fn a_regulator_offers_a_key() {
	ExtBuilder::default().build_and_execute(|| {
		add_operator(CUSTOMS, KEY);
		assert_eq!(Operators::<Test>::get(KEY), Some(CUSTOMS));
	})
}

#[test]
fn refuses_who_is_not_in_force() {
	ExtBuilder::default()
		.admitted([(MERCHANT, merchant()), (CARRIER, carrier()), (BANK, bank())])
		.applied([(CONSUMER, consumer())])
		.build_and_execute(|| {
			suspend(MERCHANT);
			revoke(CARRIER);
			at(UNTIL);
			for who in [MERCHANT, CARRIER, BANK, CONSUMER, STRANGER] {
				assert_noop!(Registry::add_operator(signed(who), KEY), Error::<Test>::NotInForce);
			}
		})
}

#[test]
fn nobody_is_its_own_operator() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		let offer = Registry::add_operator(signed(MERCHANT), MERCHANT);
		assert_eq!(offer, Err(Error::<Test>::OperatorOfItself.into()));
	})
}

#[test]
fn refuses_more_keys_than_are_allowed_those_offered_among_them() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		add_operator(MERCHANT, KEY);
		assert_ok!(Registry::add_operator(signed(MERCHANT), OTHER_KEY));
		assert_noop!(
			Registry::add_operator(signed(MERCHANT), THIRD_KEY),
			Error::<Test>::MaxOperatorsExceeded
		);
		// A principal that removes one may add another.
		assert_ok!(Registry::remove_operator(signed(MERCHANT), KEY));
		assert_ok!(Registry::add_operator(signed(MERCHANT), THIRD_KEY));
	})
}

#[test]
fn refuses_what_no_account_signed() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		for origin in unsigned() {
			assert_noop!(Registry::add_operator(origin, KEY), BadOrigin);
		}
	})
}
