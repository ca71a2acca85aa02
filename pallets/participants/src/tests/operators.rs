use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError::BadOrigin;

#[test]
fn a_participant_adds_a_key() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		assert_ok!(Registry::add_operator(signed(MERCHANT), KEY));

		assert_eq!(Operators::<Test>::get(KEY), Some(MERCHANT));
		assert_eq!(OperatorCount::<Test>::get(MERCHANT), 1);
		assert_eq!(System::providers(&KEY), 1);
		assert_eq!(events(), [Event::OperatorAdded { principal: MERCHANT, operator: KEY }]);
	})
}

#[test]
fn a_regulator_adds_a_key() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Registry::add_operator(signed(CUSTOMS), KEY));
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
fn a_key_serves_one_principal() {
	ExtBuilder::default().admitted([(MERCHANT, merchant()), (CARRIER, carrier())]).build_and_execute(|| {
		add_operator(MERCHANT, KEY);
		for principal in [MERCHANT, CARRIER, CUSTOMS] {
			assert_noop!(Registry::add_operator(signed(principal), KEY), Error::<Test>::AlreadyOperator);
		}
	})
}

#[test]
fn refuses_more_keys_than_are_allowed() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		add_operator(MERCHANT, KEY);
		add_operator(MERCHANT, OTHER_KEY);
		assert_noop!(
			Registry::add_operator(signed(MERCHANT), THIRD_KEY),
			Error::<Test>::MaxOperatorsExceeded
		);
		// Whoever lets one go may take another.
		assert_ok!(Registry::remove_operator(signed(MERCHANT), KEY));
		assert_ok!(Registry::add_operator(signed(MERCHANT), THIRD_KEY));
	})
}

#[test]
fn a_participant_removes_a_key() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		add_operator(MERCHANT, KEY);
		System::reset_events();
		assert_ok!(Registry::remove_operator(signed(MERCHANT), KEY));

		assert!(!Operators::<Test>::contains_key(KEY));
		assert!(!OperatorCount::<Test>::contains_key(MERCHANT));
		assert_eq!(System::providers(&KEY), 1);
		assert_eq!(events(), [Event::OperatorRemoved { principal: MERCHANT, operator: KEY }]);
	})
}

#[test]
fn a_key_that_was_removed_may_serve_another() {
	ExtBuilder::default().admitted([(MERCHANT, merchant()), (CARRIER, carrier())]).build_and_execute(|| {
		add_operator(MERCHANT, KEY);
		add_operator(MERCHANT, OTHER_KEY);
		assert_ok!(Registry::remove_operator(signed(MERCHANT), KEY));
		assert_ok!(Registry::add_operator(signed(CARRIER), KEY));
		assert_eq!(OperatorCount::<Test>::get(MERCHANT), 1);
		assert_eq!(System::providers(&KEY), 1);
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
			assert_noop!(Registry::add_operator(origin.clone(), OTHER_KEY), BadOrigin);
			assert_noop!(Registry::remove_operator(origin, KEY), BadOrigin);
		}
	})
}
