use super::samples::*;
use crate::{mock::*, Error, Event, Loops, Waybills};
use frame_support::{assert_noop, assert_ok, BoundedVec};
use sp_runtime::DispatchError::BadOrigin;
use suyuan_primitives::reconciliation::DeclaredSide;

/// An account that has nothing to do with the merchant.
const ANY_ACCOUNT: u64 = 9;

fn reap_loop() -> sp_runtime::DispatchResult {
	Reconciliation::reap_loop(RuntimeOrigin::signed(ANY_ACCOUNT), MERCHANT, order_key(1))
}

fn reap_waybill(n: u32) -> sp_runtime::DispatchResult {
	Reconciliation::reap_waybill(RuntimeOrigin::signed(ANY_ACCOUNT), MERCHANT, waybill_key(n))
}

fn pass(blocks: u32) {
	System::set_block_number(System::block_number() + u64::from(blocks));
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
fn anyone_may_reap_an_undeclared_waybill_when_its_term_is_over() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(record_transport(Way::Recorded, transport(1, 2, 1_480)));
		pass(TERM - 1);
		assert_noop!(reap_waybill(1), Error::<Test>::TooEarly);
		pass(1);
		assert_noop!(reap_waybill(2), Error::<Test>::NotFound);
		assert_ok!(reap_waybill(1));
		assert_eq!(Waybills::<Test>::iter().count(), 0);
		System::assert_last_event(
			Event::WaybillReaped { merchant: MERCHANT, waybill: waybill_key(1) }.into(),
		);
	});
}

#[test]
fn a_waybill_stays_while_any_declaration_names_it() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(declare(declared()));
		assert_ok!(record_transport(Way::Recorded, transport(1, 2, 1_480)));
		pass(10 * TERM);
		assert_noop!(reap_waybill(1), Error::<Test>::Declared);
		// The declaration is amended to name another, which is not recorded.
		let waybills = BoundedVec::truncate_from(vec![waybill_key(2)]);
		assert_ok!(declare(DeclaredSide { waybills, ..declared() }));
		assert_noop!(reap_waybill(2), Error::<Test>::Declared);
		assert_noop!(reap_waybill(1), Error::<Test>::TooEarly);
		pass(TERM);
		assert_ok!(reap_waybill(1));
		undeclare(1);
		// Nothing is left of the one that was only named.
		assert_noop!(reap_waybill(2), Error::<Test>::NotFound);
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
			assert_noop!(Reconciliation::reap_loop(origin.clone(), MERCHANT, order_key(1)), BadOrigin);
			assert_noop!(Reconciliation::reap_waybill(origin, MERCHANT, waybill_key(1)), BadOrigin);
		}
	});
}
