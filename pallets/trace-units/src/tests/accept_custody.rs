// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Call, Error, Event};
use frame_support::{assert_noop, assert_ok};

#[test]
fn moves_custody_and_leaves_the_owner() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		assert_ok!(offer(TRADER, item(1), CARRIER));
		assert_ok!(accept(CARRIER, item(1)));

		let moved = unit(&item(1).code);
		assert_eq!((moved.owner, moved.custodian, moved.offer), (TRADER, CARRIER, None));
		let event = Event::CustodyAccepted { code: item(1).code, from: TRADER, to: CARRIER };
		System::assert_last_event(event.into());
	});
}

#[test]
fn lets_the_new_custodian_act_and_the_old_one_no_longer() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		assert_ok!(hand_over(TRADER, item(1), CARRIER));
		assert_noop!(offer(TRADER, item(1), CONSUMER), Error::<Test>::NotCustodian);
		assert_ok!(hand_over(CARRIER, item(1), CONSUMER));
		assert_eq!(custodian(item(1)), CONSUMER);
	});
}

#[test]
fn refuses_unsigned_origins_and_accounts_not_in_force() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		assert_ok!(offer(TRADER, item(1), CARRIER));
		assert_refuses_unsigned_and_not_in_force(Call::accept_custody { code: item(1).code });
	});
}

#[test]
fn refuses_a_recipient_that_was_suspended_meanwhile() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		assert_ok!(offer(TRADER, item(1), OTHER_TRADER));
		set_in_force(OTHER_TRADER, false);
		assert_noop!(accept(OTHER_TRADER, item(1)), Error::<Test>::NotInForce);
	});
}

#[test]
fn refuses_all_but_the_recipient() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		assert_noop!(accept(CARRIER, item(1)), Error::<Test>::NotOffered);
		assert_ok!(offer(TRADER, item(1), CARRIER));
		for who in [TRADER, OTHER_TRADER, REGULATOR] {
			assert_noop!(accept(who, item(1)), Error::<Test>::NotOffered);
		}
	});
}

#[test]
fn refuses_to_accept_twice() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		assert_ok!(hand_over(TRADER, item(1), CARRIER));
		assert_noop!(accept(CARRIER, item(1)), Error::<Test>::NotOffered);
	});
}

#[test]
fn refuses_an_offer_that_expired() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		assert_ok!(offer_until(TRADER, item(1), CARRIER, Some(NOON + DAY)));
		pass(DAY);
		assert_noop!(accept(CARRIER, item(1)), Error::<Test>::OfferExpired);
	});
}

#[test]
fn refuses_what_was_held_since_or_holds_something_held_since() {
	ExtBuilder::default().with([item(1), carton(1)]).build_and_execute(|| {
		assert_ok!(pack(TRADER, carton(1), [item(1)]));
		assert_ok!(offer(TRADER, carton(1), CARRIER));
		assert_ok!(quarantine(TRADER, item(1)));
		assert_noop!(accept(CARRIER, carton(1)), Error::<Test>::HeldInside);
		assert_ok!(release(TRADER, item(1)));
		assert_ok!(recall(REGULATOR, [carton(1)]));
		assert_noop!(accept(CARRIER, carton(1)), Error::<Test>::Held);
		assert_ok!(end_recall(REGULATOR, [carton(1)]));
		assert_ok!(accept(CARRIER, carton(1)));
	});
}

#[test]
fn refuses_a_unit_that_is_not_there() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(accept(CARRIER, item(1)), Error::<Test>::NotFound);
	});
}

#[test]
fn takes_back_what_was_held_since_as_its_owner() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		assert_ok!(hand_over(TRADER, item(1), CARRIER));
		assert_ok!(offer(CARRIER, item(1), TRADER));
		assert_ok!(recall(REGULATOR, [item(1)]));
		assert_ok!(accept(TRADER, item(1)));
	});
}
