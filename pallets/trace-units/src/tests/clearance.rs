// SPDX-License-Identifier: Apache-2.0

//! Units under clearance, which still go on their way, and are isolated if they must be.

use crate::{mock::*, Error};
use frame_support::{assert_noop, assert_ok};
use suyuan_primitives::traits::Units;

#[test]
fn a_declared_unit_is_packed_handed_over_and_unpacked() {
	ExtBuilder::default().with([item(1), carton(1)]).build_and_execute(|| {
		set_under_clearance(&item(1).code, true);
		assert_ok!(pack(TRADER, carton(1), [item(1)]));
		assert_ok!(hand_over(TRADER, carton(1), CARRIER));
		assert_ok!(unpack(CARRIER, carton(1), [item(1)]));
		assert_ok!(offer(CARRIER, item(1), TRADER));
		assert_ok!(cancel(CARRIER, item(1)));
		assert_eq!(custodian(item(1)), CARRIER);
	});
}

#[test]
fn a_declared_unit_is_quarantined_recalled_and_released() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		set_under_clearance(&item(1).code, true);
		assert_ok!(quarantine(REGULATOR, item(1)));
		assert_ok!(release(REGULATOR, item(1)));
		assert_ok!(recall(TRADER, [item(1)]));
		assert_ok!(end_recall(TRADER, [item(1)]));
	});
}

#[test]
fn a_declared_unit_takes_records() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		set_under_clearance(&item(1).code, true);
		assert!(TraceUnits::facts(&item(1).code).unwrap().open);
	});
}

#[test]
fn a_carton_is_sealed_until_customs_are_done() {
	ExtBuilder::default().with([item(1), item(2), carton(1), carton(2)]).build_and_execute(|| {
		assert_ok!(pack(TRADER, carton(1), [item(1)]));
		set_under_clearance(&carton(1).code, true);
		assert_noop!(pack(TRADER, carton(1), [item(2)]), Error::<Test>::UnderClearance);
		assert_noop!(unpack(TRADER, carton(1), [item(1)]), Error::<Test>::UnderClearance);
		// It goes on its way in something else all the same, and comes out of it.
		assert_ok!(pack(TRADER, carton(2), [carton(1)]));
		assert_ok!(unpack(TRADER, carton(2), [carton(1)]));
		set_under_clearance(&carton(1).code, false);
		assert_ok!(unpack(TRADER, carton(1), [item(1)]));
	});
}
