// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Call, Error, Event, Stage};
use frame_support::{assert_noop, assert_ok};

#[test]
fn ends_a_service_that_satisfied() {
	ExtBuilder::default().with([service(1)]).build_and_execute(|| {
		assert_ok!(serve(TRADER, service(1)));
		assert_ok!(give_feedback(CONSUMER, service(1), true));
		assert_ok!(end_service(TRADER, service(1)));

		let retain_until = NOON + Retention::get();
		assert_eq!(unit(&service(1).code).stage, Stage::Closed { retain_until });
		System::assert_last_event(Event::ServiceEnded { code: service(1).code, retain_until }.into());
	});
}

#[test]
fn refuses_to_end_before_the_customer_is_satisfied_with_all_of_it() {
	ExtBuilder::default().with([service(1)]).build_and_execute(|| {
		let refused = || {
			assert_noop!(end_service(TRADER, service(1)), Error::<Test>::NotSatisfied);
		};
		refused();
		assert_ok!(serve(TRADER, service(1)));
		refused();
		assert_ok!(give_feedback(CONSUMER, service(1), false));
		refused();
		assert_ok!(serve(TRADER, service(1)));
		assert_ok!(give_feedback(CONSUMER, service(1), true));
		assert_ok!(serve(TRADER, service(1)));
		refused();
		assert_ok!(give_feedback(CONSUMER, service(1), true));
		assert_ok!(end_service(TRADER, service(1)));
	});
}

#[test]
fn refuses_unsigned_origins_and_accounts_not_in_force() {
	ExtBuilder::default().with([service(1)]).build_and_execute(|| {
		assert_refuses_unsigned_and_not_in_force(Call::end_service { code: service(1).code });
	});
}

#[test]
fn refuses_all_but_the_provider() {
	ExtBuilder::default().with([service(1)]).build_and_execute(|| {
		for who in [OTHER_TRADER, CONSUMER, REGULATOR] {
			assert_noop!(end_service(who, service(1)), Error::<Test>::NotOwner);
		}
	});
}

#[test]
fn refuses_to_end_twice() {
	ExtBuilder::default().with([service(1)]).build_and_execute(|| {
		assert_ok!(serve(TRADER, service(1)));
		assert_ok!(give_feedback(CONSUMER, service(1), true));
		assert_ok!(end_service(TRADER, service(1)));
		assert_noop!(end_service(TRADER, service(1)), Error::<Test>::AlreadyClosed);
	});
}

#[test]
fn refuses_goods_and_what_is_not_there() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		assert_noop!(end_service(TRADER, item(1)), Error::<Test>::WrongKind);
		assert_noop!(end_service(TRADER, service(1)), Error::<Test>::NotFound);
	});
}
