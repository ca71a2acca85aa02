// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError::BadOrigin;

#[test]
fn a_regulator_invites_an_account() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(System::providers(&MERCHANT), 0);
		assert_ok!(Registry::invite(signed(CUSTOMS), MERCHANT, keys(&[])));

		let expires_at = START + TERM;
		assert_eq!(Invitations::<Test>::get(MERCHANT), Some(Invitation { inviter: CUSTOMS, expires_at }));
		assert_eq!(Outstanding::<Test>::get(CUSTOMS), 1);
		assert_eq!(System::providers(&MERCHANT), 1);
		assert_eq!(events(), [Event::Invited { who: MERCHANT, inviter: CUSTOMS, expires_at }]);
	})
}

#[test]
fn a_service_platform_in_force_invites_an_account() {
	ExtBuilder::default().admitted([(PLATFORM, platform())]).build_and_execute(|| {
		assert_ok!(Registry::invite(signed(PLATFORM), MERCHANT, keys(&[])));
		let expires_at = START + TERM;
		assert_eq!(events(), [Event::Invited { who: MERCHANT, inviter: PLATFORM, expires_at }]);
		assert_eq!(Outstanding::<Test>::get(PLATFORM), 1);
	})
}

#[test]
fn a_regulator_invites_whatever_it_was_admitted_as_besides() {
	ExtBuilder::default().admitted([(BANK, bank())]).build_and_execute(|| {
		give_seat(BANK);
		assert_ok!(Registry::invite(signed(BANK), MERCHANT, keys(&[])));
	})
}

#[test]
fn refuses_an_inviter_of_any_other_kind() {
	ExtBuilder::default()
		.admitted([(MERCHANT, merchant()), (CARRIER, carrier()), (BANK, bank()), (CONSUMER, consumer())])
		.invited([OVERSEAS])
		.build_and_execute(|| {
			for inviter in [MERCHANT, CARRIER, BANK, CONSUMER, OVERSEAS, STRANGER, ADMITS] {
				assert_noop!(Registry::invite(signed(inviter), KEY, keys(&[])), Error::<Test>::MayNotInvite);
			}
		})
}

#[test]
fn refuses_a_service_platform_that_is_not_in_force() {
	ExtBuilder::default()
		.admitted([
			(PLATFORM, platform()),
			(OVERSEAS, Profile { identity: overseas().identity, ..platform() }),
		])
		.build_and_execute(|| {
			let refused = |platform| {
				assert_noop!(
					Registry::invite(signed(platform), MERCHANT, keys(&[])),
					Error::<Test>::MayNotInvite
				);
			};
			suspend(PLATFORM);
			refused(PLATFORM);
			revoke(PLATFORM);
			refused(PLATFORM);
			at(UNTIL);
			refused(OVERSEAS);
		})
}

#[test]
fn refuses_a_regulator_whose_seat_was_taken() {
	ExtBuilder::default().build_and_execute(|| {
		take_seat(CUSTOMS);
		assert_noop!(Registry::invite(signed(CUSTOMS), MERCHANT, keys(&[])), Error::<Test>::MayNotInvite);
	})
}

#[test]
fn refuses_to_invite_the_holder_of_a_seat() {
	ExtBuilder::default().build_and_execute(|| {
		for holder in [CUSTOMS, TAX] {
			assert_noop!(Registry::invite(signed(CUSTOMS), holder, keys(&[])), Error::<Test>::HoldsSeat);
		}
	})
}

#[test]
fn refuses_to_invite_a_participant_that_was_not_revoked() {
	ExtBuilder::default().admitted([(MERCHANT, merchant()), (CARRIER, carrier())]).build_and_execute(|| {
		let refused = |who| {
			assert_noop!(
				Registry::invite(signed(CUSTOMS), who, keys(&[])),
				Error::<Test>::AlreadyParticipant
			);
		};
		refused(MERCHANT);
		suspend(CARRIER);
		refused(CARRIER);
		// An admission that expired is renewed, or applied for anew.
		at(UNTIL);
		refused(MERCHANT);
	})
}

#[test]
fn a_revoked_participant_may_be_invited_again() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		revoke(MERCHANT);
		assert_ok!(Registry::invite(signed(CUSTOMS), MERCHANT, keys(&[])));
		assert!(Invitations::<Test>::contains_key(MERCHANT));
	})
}

#[test]
fn refuses_to_invite_an_account_twice() {
	ExtBuilder::default().invited([MERCHANT]).build_and_execute(|| {
		at(START + TERM - 1);
		for inviter in [CUSTOMS, TAX] {
			assert_noop!(
				Registry::invite(signed(inviter), MERCHANT, keys(&[])),
				Error::<Test>::AlreadyInvited
			);
		}
	})
}

#[test]
fn an_invitation_that_lapsed_may_be_replaced_by_another_inviter() {
	ExtBuilder::default().invited([MERCHANT]).build_and_execute(|| {
		at(START + TERM);
		assert_ok!(Registry::invite(signed(TAX), MERCHANT, keys(&[])));

		let expires_at = START + 2 * TERM;
		assert_eq!(Invitations::<Test>::get(MERCHANT), Some(Invitation { inviter: TAX, expires_at }));
		assert!(!Outstanding::<Test>::contains_key(CUSTOMS));
		assert_eq!(Outstanding::<Test>::get(TAX), 1);
		assert_eq!(System::providers(&MERCHANT), 1);
	})
}

#[test]
fn refuses_more_invitations_than_are_allowed() {
	ExtBuilder::default().build_and_execute(|| {
		let invited = 1_000..1_000 + u64::from(MAX_INVITATIONS);
		invited.clone().for_each(|who| invite(CUSTOMS, who));
		let refused = || {
			assert_noop!(
				Registry::invite(signed(CUSTOMS), MERCHANT, keys(&[])),
				Error::<Test>::MaxInvitationsExceeded
			);
		};
		refused();
		// Lapsed ones count until they are taken back or given anew.
		at(START + TERM);
		refused();
		invite(CUSTOMS, invited.start);
		refused();
		// The bound is each inviter's own.
		invite(TAX, MERCHANT);
	})
}

#[test]
fn admission_makes_room_for_another_invitation() {
	ExtBuilder::default().applied([(MERCHANT, merchant())]).build_and_execute(|| {
		(1_001..1_000 + u64::from(MAX_INVITATIONS)).for_each(|who| invite(CUSTOMS, who));
		assert_noop!(
			Registry::invite(signed(CUSTOMS), KEY, keys(&[])),
			Error::<Test>::MaxInvitationsExceeded
		);
		admit(MERCHANT, &merchant());
		assert_ok!(Registry::invite(signed(CUSTOMS), KEY, keys(&[])));
	})
}

#[test]
fn names_the_keys_that_sign_for_an_account_of_many() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Registry::invite(signed(CUSTOMS), MERCHANT, keys(&[KEY, OTHER_KEY])));

		assert_eq!(keys_of(MERCHANT), [(KEY, false), (OTHER_KEY, false)]);
		assert_eq!((System::providers(&KEY), System::providers(&OTHER_KEY)), (1, 1));
		assert_eq!(
			events(),
			[
				Event::Invited { who: MERCHANT, inviter: CUSTOMS, expires_at: START + TERM },
				Event::OperatorOffered { principal: MERCHANT, operator: KEY },
				Event::OperatorOffered { principal: MERCHANT, operator: OTHER_KEY },
			]
		);
	})
}

#[test]
fn seizes_no_key_that_did_not_accept() {
	ExtBuilder::default().admitted([(CARRIER, carrier())]).build_and_execute(|| {
		add_operator(CARRIER, KEY);
		assert_ok!(Registry::invite(signed(CUSTOMS), MERCHANT, keys(&[KEY])));
		assert_eq!(Operators::<Test>::get(KEY), Some(CARRIER));
	})
}

#[test]
fn refuses_to_name_a_key_twice() {
	ExtBuilder::default().build_and_execute(|| {
		// Nothing of the invitation remains, though it was written before the keys were looked at.
		let call = Call::invite { who: MERCHANT, operators: keys(&[OTHER_KEY, OTHER_KEY]) };
		assert_noop!(dispatch(call, signed(CUSTOMS)), Error::<Test>::AlreadyOperator);
	})
}

#[test]
fn refuses_more_keys_than_are_allowed_over_two_invitations() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Registry::invite(signed(CUSTOMS), MERCHANT, keys(&[KEY, OTHER_KEY])));
		at(START + TERM);
		let again = |operators| Call::invite { who: MERCHANT, operators };
		assert_noop!(
			dispatch(again(keys(&[THIRD_KEY])), signed(CUSTOMS)),
			Error::<Test>::MaxOperatorsExceeded
		);
		assert_ok!(dispatch(again(keys(&[])), signed(CUSTOMS)));
	})
}

#[test]
fn an_invitation_that_takes_the_place_of_a_lapsed_one_holds_the_account_once() {
	ExtBuilder::default().invited([MERCHANT]).build_and_execute(|| {
		at(START + TERM);
		invite(CUSTOMS, MERCHANT);
		assert_eq!(System::providers(&MERCHANT), 1);
		assert_ok!(Registry::uninvite(signed(CUSTOMS), MERCHANT));
		assert!(!System::account_exists(&MERCHANT));
	})
}

#[test]
fn takes_from_an_account_that_exists_no_more_than_it_gave() {
	ExtBuilder::default().build_and_execute(|| {
		System::inc_providers(&MERCHANT);
		invite(CUSTOMS, MERCHANT);
		assert_ok!(Registry::uninvite(signed(CUSTOMS), MERCHANT));
		assert_eq!(System::providers(&MERCHANT), 1);
	})
}

#[test]
fn refuses_what_no_account_signed() {
	ExtBuilder::default().build_and_execute(|| {
		for origin in unsigned() {
			assert_noop!(Registry::invite(origin, MERCHANT, keys(&[])), BadOrigin);
		}
	})
}
