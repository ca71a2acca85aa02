// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Call, Error, Event, Feedback};
use frame_support::{assert_noop, assert_ok};
use suyuan_primitives::values::Sealed;

#[test]
fn says_how_the_steps_so_far_were() {
	ExtBuilder::default().with([service(1)]).build_and_execute(|| {
		for (after_steps, satisfied) in [(1, false), (2, true)] {
			assert_ok!(serve(TRADER, service(1)));
			assert_ok!(give_feedback(CONSUMER, service(1), satisfied));
			let feedback = unit(&service(1).code).service.unwrap().feedback;
			assert_eq!(feedback, Some(Feedback { satisfied, after_steps }));
			let (code, note) = (service(1).code, Sealed([7; 32]));
			System::assert_last_event(Event::FeedbackGiven { code, satisfied, after_steps, note }.into());
		}
	});
}

#[test]
fn refuses_unsigned_origins_and_accounts_not_in_force() {
	ExtBuilder::default().with([service(1)]).build_and_execute(|| {
		assert_ok!(serve(TRADER, service(1)));
		let note = Sealed([7; 32]);
		let call = Call::give_feedback { code: service(1).code, satisfied: true, note };
		assert_refuses_unsigned_and_not_in_force(call);
	});
}

#[test]
fn refuses_all_but_the_customer() {
	ExtBuilder::default().with([service(1)]).build_and_execute(|| {
		assert_ok!(serve(TRADER, service(1)));
		for who in [TRADER, OTHER_TRADER, REGULATOR] {
			assert_noop!(give_feedback(who, service(1), true), Error::<Test>::NotCustomer);
		}
	});
}

#[test]
fn refuses_feedback_on_nothing() {
	ExtBuilder::default().with([service(1)]).build_and_execute(|| {
		assert_noop!(give_feedback(CONSUMER, service(1), true), Error::<Test>::NoStepSinceFeedback);
		assert_ok!(serve(TRADER, service(1)));
		assert_ok!(give_feedback(CONSUMER, service(1), true));
		assert_noop!(give_feedback(CONSUMER, service(1), false), Error::<Test>::NoStepSinceFeedback);
	});
}

#[test]
fn refuses_goods_and_what_is_not_there() {
	ExtBuilder::default().with_unit(TRADER, item(1)).build_and_execute(|| {
		// Goods have no customer who could give any.
		assert_noop!(give_feedback(CONSUMER, item(1), true), Error::<Test>::NotCustomer);
		assert_noop!(give_feedback(CONSUMER, service(1), true), Error::<Test>::NotFound);
	});
}

#[test]
fn refuses_a_service_that_ended() {
	ExtBuilder::default().with([service(1)]).build_and_execute(|| {
		assert_ok!(serve(TRADER, service(1)));
		assert_ok!(give_feedback(CONSUMER, service(1), true));
		assert_ok!(end_service(TRADER, service(1)));
		assert_noop!(give_feedback(CONSUMER, service(1), true), Error::<Test>::AlreadyClosed);
	});
}
