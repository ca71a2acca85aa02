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
fn refuses_more_keys_than_are_allowed_those_offered_among_them() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		add_operator(MERCHANT, KEY);
		assert_ok!(Registry::add_operator(signed(MERCHANT), OTHER_KEY));
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

#[test]
fn keys_end_with_the_seat_unless_their_principal_is_a_participant_too() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		give_seat(MERCHANT);
		add_operator(MERCHANT, KEY);
		add_operator(CUSTOMS, OTHER_KEY);
		take_seat(MERCHANT);
		take_seat(CUSTOMS);
		assert_eq!(keys_of(MERCHANT), [(KEY, true)]);
		assert_eq!(keys_of(CUSTOMS), []);
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
			assert_noop!(Registry::accept_operator(origin.clone(), MERCHANT), BadOrigin);
			assert_noop!(Registry::remove_operator(origin, KEY), BadOrigin);
		}
	})
}
