// SPDX-License-Identifier: Apache-2.0

use super::samples::*;
use crate::{mock::*, Error, Event, Waybills};
use frame_support::{assert_noop, assert_ok, BoundedVec};
use sp_runtime::DispatchError::BadOrigin;
use suyuan_primitives::reconciliation::DeclaredSide;

fn reap_waybill(n: u32) -> sp_runtime::DispatchResult {
	Reconciliation::reap_waybill(RuntimeOrigin::signed(ANY_ACCOUNT), MERCHANT, waybill_key(n))
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
fn refuses_every_origin_but_a_signed_one() {
	ExtBuilder.build_and_execute(|| {
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(Reconciliation::reap_waybill(origin, MERCHANT, waybill_key(1)), BadOrigin);
		}
	});
}
