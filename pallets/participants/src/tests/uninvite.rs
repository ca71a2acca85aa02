// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError::BadOrigin;

#[test]
fn the_inviter_takes_an_invitation_back() {
	ExtBuilder::default().invited([MERCHANT]).build_and_execute(|| {
		assert_ok!(Registry::uninvite(signed(CUSTOMS), MERCHANT));

		assert!(!Invitations::<Test>::contains_key(MERCHANT));
		assert!(!Outstanding::<Test>::contains_key(CUSTOMS));
		assert_eq!(events(), [Event::Uninvited { who: MERCHANT }]);
	})
}

#[test]
fn an_account_that_never_signed_leaves_the_state() {
	ExtBuilder::default().invited([MERCHANT]).build_and_execute(|| {
		assert_ok!(Registry::uninvite(signed(CUSTOMS), MERCHANT));
		assert!(!System::account_exists(&MERCHANT));
	})
}

#[test]
fn an_account_that_signed_keeps_its_reference_so_that_nothing_old_can_be_replayed() {
	ExtBuilder::default().invited([MERCHANT]).build_and_execute(|| {
		System::inc_account_nonce(MERCHANT);
		assert_ok!(Registry::uninvite(signed(CUSTOMS), MERCHANT));
		assert_eq!((System::providers(&MERCHANT), System::account_nonce(MERCHANT)), (1, 1));
	})
}

#[test]
fn the_keys_that_were_to_sign_for_the_account_are_free_again() {
	ExtBuilder::default().admitted([(CARRIER, carrier())]).build_and_execute(|| {
		assert_ok!(Registry::invite(signed(CUSTOMS), MERCHANT, keys(&[KEY, OTHER_KEY])));
		accept_operator(KEY, MERCHANT);
		assert_ok!(Registry::uninvite(signed(CUSTOMS), MERCHANT));

		assert_eq!(keys_of(MERCHANT), []);
		assert!(!System::account_exists(&KEY) && !System::account_exists(&OTHER_KEY));
		add_operator(CARRIER, KEY);
	})
}

#[test]
fn one_invitation_of_many_is_taken_back() {
	ExtBuilder::default().invited([MERCHANT, CARRIER]).build_and_execute(|| {
		assert_ok!(Registry::uninvite(signed(CUSTOMS), MERCHANT));
		assert!(Invitations::<Test>::contains_key(CARRIER));
		assert_eq!(Outstanding::<Test>::get(CUSTOMS), 1);
	})
}

#[test]
fn anybody_clears_an_invitation_that_lapsed() {
	ExtBuilder::default().invited([MERCHANT]).build_and_execute(|| {
		at(START + TERM - 1);
		assert_noop!(Registry::uninvite(signed(TAX), MERCHANT), Error::<Test>::NotInviter);
		at(START + TERM);
		assert_ok!(Registry::uninvite(signed(STRANGER), MERCHANT));
		assert!(!Outstanding::<Test>::contains_key(CUSTOMS));
	})
}

#[test]
fn refuses_others_while_the_invitation_stands() {
	ExtBuilder::default()
		.admitted([(PLATFORM, platform()), (CARRIER, carrier())])
		.invited([MERCHANT])
		.build_and_execute(|| {
			for who in [PLATFORM, CARRIER, MERCHANT, STRANGER, ADMITS, TAX] {
				assert_noop!(Registry::uninvite(signed(who), MERCHANT), Error::<Test>::NotInviter);
			}
		})
}

#[test]
fn an_inviter_that_is_no_longer_in_force_may_still_take_back() {
	ExtBuilder::default().admitted([(PLATFORM, platform())]).build_and_execute(|| {
		invite(PLATFORM, MERCHANT);
		suspend(PLATFORM);
		assert_ok!(Registry::uninvite(signed(PLATFORM), MERCHANT));
	})
}

#[test]
fn an_application_that_was_handed_in_meanwhile_stands() {
	ExtBuilder::default().applied([(MERCHANT, merchant())]).build_and_execute(|| {
		assert_ok!(Registry::uninvite(signed(CUSTOMS), MERCHANT));
		assert!(Applications::<Test>::contains_key(MERCHANT));
		admit(MERCHANT, &merchant());
	})
}

#[test]
fn refuses_an_account_that_has_no_invitation() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		// Used up by admission.
		assert_noop!(Registry::uninvite(signed(CUSTOMS), MERCHANT), Error::<Test>::NotInvited);
		assert_noop!(Registry::uninvite(signed(CUSTOMS), STRANGER), Error::<Test>::NotInvited);
	})
}

#[test]
fn refuses_what_no_account_signed() {
	ExtBuilder::default().invited([MERCHANT]).build_and_execute(|| {
		for origin in unsigned() {
			assert_noop!(Registry::uninvite(origin, MERCHANT), BadOrigin);
		}
	})
}
