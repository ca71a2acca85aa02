// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{DispatchError::BadOrigin, DispatchResult};
use suyuan_primitives::values::SealingKey;

fn key(byte: u8) -> SealingKey {
	SealingKey([byte; 32])
}

fn set(who: AccountId, byte: u8) -> DispatchResult {
	Registry::set_sealing_key(signed(who), Some(key(byte)))
}

fn end(who: AccountId) -> DispatchResult {
	Registry::set_sealing_key(signed(who), None)
}

/// The current key of an account and the one before, as anyone reads them.
fn seen(who: AccountId) -> Option<(u8, Option<u8>)> {
	let keys = Pallet::<Test>::sealing_keys(&who)?;
	Some((keys.current.0[0], keys.previous.map(|key| key.0[0])))
}

fn changed(who: AccountId, keys: Option<(u8, Option<u8>)>) -> Event<Test> {
	let keys = keys
		.map(|(current, previous)| LiveSealingKeys { current: key(current), previous: previous.map(key) });
	Event::SealingKeysChanged { who, keys }
}

#[test]
fn participants_regulators_and_persons_register_a_key() {
	ExtBuilder::default().admitted([(MERCHANT, merchant()), (CONSUMER, consumer())]).build_and_execute(|| {
		for who in [MERCHANT, CONSUMER, CUSTOMS] {
			assert_ok!(set(who, 2));
			assert_eq!(seen(who), Some((2, None)));
			assert_eq!(events(), [changed(who, Some((2, None)))]);
		}
	})
}

#[test]
fn an_operator_registers_a_key_of_its_own() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		add_operator(MERCHANT, KEY);
		add_operator(CUSTOMS, OTHER_KEY);
		for operator in [KEY, OTHER_KEY] {
			assert_ok!(set(operator, 2));
			assert_eq!(seen(operator), Some((2, None)));
		}
		assert_eq!(seen(MERCHANT), None);
	})
}

#[test]
fn a_rotation_keeps_the_key_before_alive_and_no_third() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		assert_ok!(set(MERCHANT, 2));
		assert_ok!(set(MERCHANT, 3));
		assert_eq!(seen(MERCHANT), Some((3, Some(2))));
		assert_ok!(set(MERCHANT, 4));
		assert_eq!(seen(MERCHANT), Some((4, Some(3))));
		assert_eq!(events().last(), Some(&changed(MERCHANT, Some((4, Some(3))))));
	})
}

#[test]
fn the_current_key_given_again_ends_the_one_before() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		assert_ok!(set(MERCHANT, 2));
		assert_ok!(set(MERCHANT, 3));
		assert_ok!(set(MERCHANT, 3));
		assert_eq!(seen(MERCHANT), Some((3, None)));
		assert_noop!(set(MERCHANT, 3), Error::<Test>::DuplicateSealingKey);
	})
}

#[test]
fn a_key_that_was_replaced_does_not_come_back() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		assert_ok!(set(MERCHANT, 2));
		assert_ok!(set(MERCHANT, 3));
		assert_noop!(set(MERCHANT, 2), Error::<Test>::SealingKeyReplaced);
	})
}

#[test]
fn no_key_ends_both() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		assert_noop!(end(MERCHANT), Error::<Test>::NoSealingKey);
		assert_ok!(set(MERCHANT, 2));
		assert_ok!(set(MERCHANT, 3));
		assert_ok!(end(MERCHANT));
		assert_eq!(seen(MERCHANT), None);
		assert_eq!(events().last(), Some(&changed(MERCHANT, None)));
		assert_noop!(end(MERCHANT), Error::<Test>::NoSealingKey);
	})
}

#[test]
fn refuses_points_of_low_order_and_second_encodings() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		let set_key = |key| Registry::set_sealing_key(signed(MERCHANT), Some(SealingKey(key)));
		let with = |lowest: u8, middle: u8, highest: u8| {
			let mut key = [middle; 32];
			(key[0], key[31]) = (lowest, highest);
			key
		};
		let low_order =
			[with(0, 0, 0), with(1, 0, 0), with(0xec, 0xff, 0x7f), with(0xed, 0xff, 0x7f), with(0, 0, 0x80)];
		for point in low_order {
			assert_noop!(set_key(point), Error::<Test>::LowOrderSealingKey);
		}
		for point in [with(9, 0, 0x80), with(0xff, 0xff, 0x7f)] {
			assert_noop!(set_key(point), Error::<Test>::NonCanonicalSealingKey);
		}
	})
}

#[test]
fn two_accounts_may_have_one_key() {
	ExtBuilder::default().admitted([(MERCHANT, merchant()), (CARRIER, carrier())]).build_and_execute(|| {
		assert_ok!(set(MERCHANT, 2));
		// So nobody who sees a key in the pool can shut its holder out.
		assert_ok!(set(CARRIER, 2));
		assert_ok!(end(MERCHANT));
		assert_eq!(seen(CARRIER), Some((2, None)));
	})
}

#[test]
fn refuses_who_is_not_in_force() {
	ExtBuilder::default()
		.admitted([(MERCHANT, merchant()), (CARRIER, carrier()), (BANK, bank())])
		.applied([(OVERSEAS, overseas())])
		.invited([PLATFORM])
		.build_and_execute(|| {
			add_operator(BANK, KEY);
			assert_ok!(Registry::add_operator(signed(CUSTOMS), OTHER_KEY));
			suspend(MERCHANT);
			revoke(CARRIER);
			at(UNTIL);
			// The one that expired, an operator of it, one that did not accept, and one that nobody knows, too.
			for who in [MERCHANT, CARRIER, BANK, OVERSEAS, PLATFORM, KEY, OTHER_KEY, STRANGER] {
				assert_noop!(set(who, 2), Error::<Test>::NotInForce);
				assert_noop!(end(who), Error::<Test>::NotInForce);
			}
		})
}

#[test]
fn an_operator_of_another_may_not_while_it_is_suspended_itself() {
	ExtBuilder::default().admitted([(MERCHANT, merchant()), (CARRIER, carrier())]).build_and_execute(|| {
		add_operator(MERCHANT, CARRIER);
		assert_ok!(set(CARRIER, 2));
		suspend(CARRIER);
		assert_noop!(set(CARRIER, 3), Error::<Test>::NotInForce);
		assert_eq!(seen(CARRIER), None);
	})
}

#[test]
fn a_key_is_answered_only_while_its_account_is_in_force() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		add_operator(MERCHANT, KEY);
		assert_ok!(set(MERCHANT, 2));
		assert_ok!(set(KEY, 3));
		suspend(MERCHANT);
		assert_eq!((seen(MERCHANT), seen(KEY)), (None, None));
		assert_ok!(Registry::reinstate(signed(REINSTATES), MERCHANT));
		assert_eq!((seen(MERCHANT), seen(KEY)), (Some((2, None)), Some((3, None))));
		at(UNTIL);
		assert_eq!((seen(MERCHANT), seen(KEY)), (None, None));
		assert_ok!(Registry::renew(signed(ADMITS), MERCHANT, UNTIL + 1));
		assert_eq!((seen(MERCHANT), seen(KEY)), (Some((2, None)), Some((3, None))));
	})
}

#[test]
fn keys_end_with_the_admission_and_those_of_operators_with_them() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		add_operator(MERCHANT, KEY);
		assert_ok!(set(MERCHANT, 2));
		assert_ok!(set(KEY, 3));
		System::reset_events();
		revoke(MERCHANT);
		assert_eq!(SealingKeys::<Test>::iter().count(), 0);
		let events = events();
		assert!(events.contains(&changed(MERCHANT, None)) && events.contains(&changed(KEY, None)));
		// An account that is admitted anew begins without a key.
		invite(CUSTOMS, MERCHANT);
		apply(MERCHANT, merchant());
		admit(MERCHANT, &merchant());
		assert_eq!(seen(MERCHANT), None);
	})
}

#[test]
fn keys_end_with_the_seat_unless_their_account_is_a_participant_too() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		give_seat(MERCHANT);
		assert_ok!(set(MERCHANT, 2));
		assert_ok!(set(TAX, 3));
		take_seat(MERCHANT);
		take_seat(TAX);
		assert_eq!((seen(MERCHANT), seen(TAX)), (Some((2, None)), None));
		assert!(!SealingKeys::<Test>::contains_key(TAX));
	})
}

#[test]
fn keys_of_a_revoked_participant_stay_while_it_holds_a_seat() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		give_seat(MERCHANT);
		assert_ok!(set(MERCHANT, 2));
		revoke(MERCHANT);
		assert_eq!(seen(MERCHANT), Some((2, None)));
		take_seat(MERCHANT);
		assert!(!SealingKeys::<Test>::contains_key(MERCHANT));
	})
}

#[test]
fn keys_of_an_operator_end_with_its_service_unless_it_is_in_the_register_itself() {
	ExtBuilder::default().admitted([(MERCHANT, merchant()), (CARRIER, carrier())]).build_and_execute(|| {
		for operator in [KEY, CARRIER] {
			add_operator(MERCHANT, operator);
			assert_ok!(set(operator, 2));
			assert_ok!(Registry::remove_operator(signed(MERCHANT), operator));
		}
		assert!(!SealingKeys::<Test>::contains_key(KEY));
		assert_eq!(seen(CARRIER), Some((2, None)));
	})
}

#[test]
fn refuses_what_no_account_signed() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		for origin in unsigned() {
			assert_noop!(Registry::set_sealing_key(origin, Some(key(2))), BadOrigin);
		}
	})
}
