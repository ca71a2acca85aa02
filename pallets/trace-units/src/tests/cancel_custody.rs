// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Call, Error, Event};
use frame_support::{assert_noop, assert_ok};

#[test]
fn lets_either_side_call_it_off() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		for by in [TRADER, CARRIER] {
			assert_ok!(offer(TRADER, item(1), CARRIER));
			assert_ok!(cancel(by, item(1)));
			assert_eq!(unit(&item(1).code).offer, None);
			System::assert_last_event(Event::CustodyCancelled { code: item(1).code, by }.into());
			assert_noop!(accept(CARRIER, item(1)), Error::<Test>::NotOffered);
		}
	});
}

#[test]
fn calls_off_what_expired_or_is_held() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		assert_ok!(offer_until(TRADER, item(1), CARRIER, Some(NOON + DAY)));
		pass(DAY);
		assert_ok!(quarantine(TRADER, item(1)));
		assert_ok!(cancel(TRADER, item(1)));
	});
}

#[test]
fn refuses_unsigned_origins_and_accounts_not_in_force() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		assert_ok!(offer(TRADER, item(1), CARRIER));
		assert_refuses_unsigned_and_not_in_force(Call::cancel_custody { code: item(1).code });
	});
}

#[test]
fn refuses_third_parties() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		assert_ok!(offer(TRADER, item(1), CARRIER));
		for who in [OTHER_TRADER, REGULATOR] {
			assert_noop!(cancel(who, item(1)), Error::<Test>::NotCustodian);
		}
	});
}

#[test]
fn refuses_where_nothing_is_offered() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		assert_noop!(cancel(TRADER, item(1)), Error::<Test>::NotOffered);
		assert_noop!(cancel(TRADER, item(2)), Error::<Test>::NotFound);
	});
}
