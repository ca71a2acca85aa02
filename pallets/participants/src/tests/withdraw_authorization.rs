// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError::BadOrigin;

#[test]
fn an_owner_takes_back_what_it_allowed() {
	ExtBuilder::default().admitted([(MERCHANT, merchant()), (BANK, bank())]).build_and_execute(|| {
		authorize(MERCHANT, BANK);
		System::reset_events();
		assert_ok!(Registry::withdraw_authorization(signed(MERCHANT), BANK));

		assert!(!Authorizations::<Test>::contains_key(MERCHANT, BANK));
		assert_eq!(events(), [Event::AuthorizationWithdrawn { owner: MERCHANT, provider: BANK }]);
	})
}

#[test]
fn an_owner_takes_back_whether_either_of_them_is_in_force_or_not() {
	ExtBuilder::default().admitted([(MERCHANT, merchant()), (BANK, bank())]).build_and_execute(|| {
		authorize(MERCHANT, BANK);
		suspend(MERCHANT);
		revoke(BANK);
		assert_ok!(Registry::withdraw_authorization(signed(MERCHANT), BANK));
	})
}

#[test]
fn refuses_to_take_back_what_was_not_allowed() {
	ExtBuilder::default()
		.admitted([(MERCHANT, merchant()), (BANK, bank()), (CARRIER, carrier())])
		.build_and_execute(|| {
			authorize(MERCHANT, BANK);
			let withdraw = |owner, provider| Registry::withdraw_authorization(signed(owner), provider);
			assert_noop!(withdraw(MERCHANT, CARRIER), Error::<Test>::NotAuthorized);
			assert_noop!(withdraw(BANK, MERCHANT), Error::<Test>::NotAuthorized);
			assert_noop!(withdraw(CARRIER, BANK), Error::<Test>::NotAuthorized);
			assert_ok!(withdraw(MERCHANT, BANK));
			assert_noop!(withdraw(MERCHANT, BANK), Error::<Test>::NotAuthorized);
		})
}

#[test]
fn refuses_what_no_account_signed() {
	ExtBuilder::default().admitted([(MERCHANT, merchant()), (BANK, bank())]).build_and_execute(|| {
		authorize(MERCHANT, BANK);
		for origin in unsigned() {
			assert_noop!(Registry::withdraw_authorization(origin, BANK), BadOrigin);
		}
	})
}
