// SPDX-License-Identifier: Apache-2.0

use super::samples::*;
use crate::{mock::*, Error, Event, Loops, Waybills};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError::BadOrigin;

fn reap_loop() -> sp_runtime::DispatchResult {
	Reconciliation::reap_loop(RuntimeOrigin::signed(ANY_ACCOUNT), MERCHANT, order_key(1))
}

#[test]
fn anyone_may_reap_an_undeclared_loop_when_its_term_is_over() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(record_order(Way::Recorded, order()));
		pass(TERM - 1);
		assert_noop!(reap_loop(), Error::<Test>::TooEarly);
		pass(1);
		assert_ok!(reap_loop());
		assert_eq!(Loops::<Test>::iter().count(), 0);
		System::assert_last_event(Event::LoopReaped { merchant: MERCHANT, order: order_key(1) }.into());
		assert_noop!(reap_loop(), Error::<Test>::NotFound);
		// The order may be recorded anew.
		assert_ok!(record_order(Way::Recorded, order()));
	});
}

#[test]
fn a_loop_that_changed_meanwhile_has_its_whole_term_again() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(record_order(Way::Recorded, order()));
		pass(TERM);
		assert_ok!(record_receipt(Way::Recorded, receipt(1, usd(100))));
		assert_noop!(reap_loop(), Error::<Test>::TooEarly);
		// A record that changes nothing prolongs nothing.
		pass(TERM - 1);
		assert_ok!(record_order(Way::Recorded, order()));
		pass(1);
		assert_ok!(reap_loop());
	});
}

#[test]
fn a_loop_with_a_declaration_stays_until_the_declaration_falls() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(record_order(Way::Recorded, order()));
		assert_ok!(declare(declared()));
		pass(10 * TERM);
		assert_noop!(reap_loop(), Error::<Test>::Declared);
		undeclare(1);
		assert_noop!(reap_loop(), Error::<Test>::TooEarly);
		pass(TERM);
		assert_ok!(reap_loop());
	});
}

#[test]
fn a_thousand_undeclared_documents_leave_nothing() {
	ExtBuilder.build_and_execute(|| {
		for n in 0..1_000 {
			let order = suyuan_primitives::items::Order { key: Some(order_key(n)), ..order() };
			assert_ok!(record_order(Way::Recorded, order));
			assert_ok!(record_transport(Way::Recorded, transport(n, 2, 1_480)));
		}
		pass(TERM);
		for n in 0..1_000 {
			let any_account = || RuntimeOrigin::signed(ANY_ACCOUNT);
			assert_ok!(Reconciliation::reap_loop(any_account(), MERCHANT, order_key(n)));
			assert_ok!(Reconciliation::reap_waybill(any_account(), MERCHANT, waybill_key(n)));
		}
		assert_eq!(Loops::<Test>::iter().count() + Waybills::<Test>::iter().count(), 0);
	});
}

#[test]
fn refuses_every_origin_but_a_signed_one() {
	ExtBuilder.build_and_execute(|| {
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(Reconciliation::reap_loop(origin, MERCHANT, order_key(1)), BadOrigin);
		}
	});
}
