//! Units under clearance, which still go on their way, and are isolated if they must be.

use crate::mock::*;
use frame_support::assert_ok;
use suyuan_primitives::traits::Units;

#[test]
fn a_declared_unit_is_packed_handed_over_and_unpacked() {
	ExtBuilder::default().with([item(1), carton(1)]).build_and_execute(|| {
		set_under_clearance(&item(1).code, true);
		set_under_clearance(&carton(1).code, true);
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
