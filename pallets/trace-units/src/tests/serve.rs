// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Call, Error, Event, Progress};
use frame_support::{assert_noop, assert_ok};
use suyuan_primitives::values::Text;

#[test]
fn counts_the_steps_and_hands_out_what_was_done() {
	ExtBuilder::default().with([service(1)]).build_and_execute(|| {
		for step in 1..=3 {
			assert_ok!(serve(TRADER, service(1)));
			let event = Event::Served { code: service(1).code, step, note: note("installed") };
			System::assert_last_event(event.into());
		}
		assert_eq!(unit(&service(1).code).service, Some(Progress { steps: 3, feedback: None }));
	});
}

#[test]
fn refuses_unsigned_origins_and_accounts_not_in_force() {
	ExtBuilder::default().with([service(1)]).build_and_execute(|| {
		let call = Call::serve { code: service(1).code, note: note("installed") };
		assert_refuses_unsigned_and_not_in_force(call);
	});
}

#[test]
fn refuses_all_but_the_provider() {
	ExtBuilder::default().with([service(1)]).build_and_execute(|| {
		for who in [OTHER_TRADER, CONSUMER, REGULATOR] {
			assert_noop!(serve(who, service(1)), Error::<Test>::NotOwner);
		}
	});
}

#[test]
fn refuses_goods_and_what_is_not_there() {
	ExtBuilder::default().with([item(1), batch("A"), carton(1)]).build_and_execute(|| {
		for goods in [item(1), batch("A"), carton(1)] {
			assert_noop!(serve(TRADER, goods), Error::<Test>::WrongKind);
		}
		assert_noop!(serve(TRADER, service(1)), Error::<Test>::NotFound);
	});
}

#[test]
fn refuses_a_service_that_ended() {
	ExtBuilder::default().with([service(1)]).build_and_execute(|| {
		assert_ok!(serve(TRADER, service(1)));
		assert_ok!(give_feedback(CONSUMER, service(1), true));
		assert_ok!(end_service(TRADER, service(1)));
		assert_noop!(serve(TRADER, service(1)), Error::<Test>::AlreadyClosed);
	});
}

#[test]
fn refuses_more_steps_than_can_be_counted() {
	ExtBuilder::default().with([service(1)]).build_and_execute(|| {
		crate::Units::<Test>::mutate(service(1).code, |unit| {
			unit.as_mut().unwrap().service = Some(Progress { steps: u32::MAX, feedback: None });
		});
		assert_noop!(serve(TRADER, service(1)), Error::<Test>::MaxStepsExceeded);
	});
}

#[test]
fn refuses_a_step_of_which_nothing_is_said() {
	ExtBuilder::default().with([service(1)]).build_and_execute(|| {
		for (note, error) in [("", Error::<Test>::EmptyText), ("a\tb", Error::ControlCharacter)] {
			let call = Call::serve { code: service(1).code, note: Text::try_from(note).unwrap() };
			assert_noop!(dispatch(RuntimeOrigin::signed(TRADER), call), error);
		}
	});
}
