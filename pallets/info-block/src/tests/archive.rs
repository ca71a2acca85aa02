// SPDX-License-Identifier: Apache-2.0

//! The removal of heads with their units, which is no call of its own.

use super::{replay::first, samples::*};
use crate::{mock::*, Call, Error, Heads};
use frame_support::{assert_noop, assert_ok, instances::Instance2};

fn write(n: u32) -> sp_runtime::DispatchResult {
	dispatch(OWNER, Call::<Test, Instance2>::record { code: unit(n), item: Transaction::Order(order()) })
}

#[test]
fn hands_the_head_out_and_leaves_nothing_behind() {
	ExtBuilder.build().execute_with(|| {
		assert_ok!(write(0));
		assert_ok!(write(1));
		let head = TransactionInfo::head(&unit(0));
		assert!(head.is_some());
		assert_eq!(TransactionInfo::archive(&unit(0)), head);

		assert_eq!(TransactionInfo::head(&unit(0)), None);
		assert!(TransactionInfo::head(&unit(1)).is_some());
		assert_eq!(Heads::<Test, Instance2>::iter().count(), 1);
		assert_ok!(TransactionInfo::do_try_state());
	});
}

#[test]
fn hands_nothing_out_of_a_block_of_which_nothing_was_said() {
	ExtBuilder.build_and_execute(|| {
		assert_eq!(TransactionInfo::archive(&unit(0)), None);
	});
}

#[test]
fn refuses_records_and_amendments_of_an_archived_unit() {
	ExtBuilder.build().execute_with(|| {
		assert_ok!(write(0));
		archive(&unit(0));
		assert_noop!(write(0), Error::<Test, Instance2>::UnitNotFound);
		let item = Transaction::Order(order());
		assert_noop!(
			TransactionInfo::amend(
				RuntimeOrigin::signed(OWNER),
				unit(0),
				first(item.clone()),
				item,
				note("typing error")
			),
			Error::<Test, Instance2>::UnitNotFound
		);
		assert_ok!(TransactionInfo::do_try_state());
	});
}
