// SPDX-License-Identifier: Apache-2.0

use super::samples::*;
use crate::{mock::*, Document, Error, Loops, ReceiptSide, MAX_RECEIPTS};
use frame_support::{assert_noop, assert_ok};
use suyuan_primitives::{
	items::{Order, Receipt, TransactionInfo},
	reconciliation::{Disagreement, Missing},
	values::Money,
};

fn known() -> Vec<Document<ReceiptSide, u64>> {
	Loops::<Test>::get(MERCHANT, order_key(1)).receipts.into_inner()
}

fn received() -> Vec<Money> {
	Loops::<Test>::get(MERCHANT, order_key(1)).received()
}

#[test]
fn counts_in_the_currency_that_was_paid_and_not_in_that_it_was_settled_for() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(record_order(Way::Recorded, order()));
		assert_ok!(record_receipt(Way::Recorded, receipt(1, usd(100))));
		assert_eq!(received(), [usd(100)]);
		assert_eq!(states_in_events().last(), Some(&open([Missing::Declaration])));
	});
}

#[test]
fn adds_up_the_parts_in_which_an_order_is_paid() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(record_order(Way::Recorded, order()));
		for (n, outstanding_then) in [(1, Some(70)), (2, Some(40)), (3, Some(10))] {
			assert_ok!(record_receipt(Way::Recorded, receipt(n, usd(30))));
			let missing = outstanding_then.map(outstanding).into_iter().chain([Missing::Declaration]);
			assert_eq!(state(), open(missing));
		}
		assert_ok!(record_receipt(Way::Recorded, receipt(4, usd(10))));
		assert_eq!(received(), [usd(100)]);
		assert_eq!(state(), open([Missing::Declaration]));
		assert_eq!(states_in_events().len(), 5);
	});
}

#[test]
fn counts_once_however_many_units_it_is_recorded_of() {
	ExtBuilder.build_and_execute(|| {
		for way in [Way::Recorded, Way::Recorded, Way::Imported, Way::Amended] {
			assert_ok!(record_receipt(way, receipt(1, usd(100))));
		}
		assert_eq!(received(), [usd(100)]);
		assert_eq!(states_in_events().len(), 1);
	});
}

#[test]
fn is_another_one_if_another_institution_collected_it() {
	ExtBuilder.build_and_execute(|| {
		let mut other = receipt(1, usd(50));
		other.key.as_mut().unwrap().institution = text("Another bank");
		assert_ok!(record_receipt(Way::Recorded, receipt(1, usd(50))));
		assert_ok!(record_receipt(Way::Recorded, other));
		assert_eq!(received(), [usd(100)]);
	});
}

#[test]
fn may_come_before_the_order() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(record_receipt(Way::Recorded, receipt(1, usd(100))));
		assert_eq!(state(), open([Missing::Order, Missing::Declaration]));
		assert_ok!(record_order(Way::Recorded, order()));
		assert_eq!(state(), open([Missing::Declaration]));
	});
}

#[test]
fn refuses_a_receipt_that_says_something_else() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(record_receipt(Way::Recorded, receipt(1, usd(100))));
		for other in [receipt(1, usd(99)), receipt(1, eur(100)), reversed(receipt(1, usd(100)))] {
			for way in [Way::Recorded, Way::Imported] {
				assert_noop!(record_receipt(way, other.clone()), Error::<Test>::ReceiptDiffers);
			}
		}
	});
}

#[test]
fn gives_way_to_an_amendment() {
	ExtBuilder.build_and_execute(|| {
		close_the_loop();
		assert_ok!(record_receipt(Way::Amended, receipt(1, usd(101))));
		let too_much = Disagreement::ReceivedAmount { ordered: usd(100), received: usd(101) };
		assert_eq!(states_in_events(), [mismatch([too_much])]);
		assert_ok!(record_receipt(Way::Amended, receipt(1, usd(100))));
		assert_eq!(state(), matched());
	});
}

#[test]
fn gives_way_to_any_record_after_it_was_imported() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(record_receipt(Way::Imported, receipt(1, usd(90))));
		assert!(known()[0].imported);
		assert_ok!(record_receipt(Way::Imported, receipt(1, usd(95))));
		assert_eq!((received(), known()[0].imported), (vec![usd(95)], true));
		assert_ok!(record_receipt(Way::Recorded, receipt(1, usd(100))));
		assert_eq!((received(), known()[0].imported), (vec![usd(100)], false));
		assert_noop!(record_receipt(Way::Imported, receipt(1, usd(90))), Error::<Test>::ReceiptDiffers);
	});
}

#[test]
fn counts_no_longer_once_it_is_reversed() {
	ExtBuilder.build_and_execute(|| {
		close_the_loop();
		assert_ok!(record_receipt(Way::Amended, reversed(receipt(1, usd(100)))));
		assert_eq!(states_in_events(), [open([outstanding(100)])]);
		assert_eq!((received(), known().len()), (vec![], 1));
		// The receipt doesn't come back with the next unit that it is recorded of.
		assert_noop!(record_receipt(Way::Recorded, receipt(1, usd(100))), Error::<Test>::ReceiptDiffers);
	});
}

#[test]
fn with_a_wrong_number_is_reversed_and_recorded_again() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(record_order(Way::Recorded, order()));
		assert_ok!(record_receipt(Way::Recorded, receipt(7, usd(100))));
		assert_ok!(record_receipt(Way::Recorded, receipt(1, usd(100))));
		let twice = Disagreement::ReceivedAmount { ordered: usd(100), received: usd(200) };
		assert_eq!(state(), mismatch([twice]));
		assert_ok!(record_receipt(Way::Amended, reversed(receipt(7, usd(100)))));
		assert_eq!(state(), open([Missing::Declaration]));
	});
}

#[test]
fn in_several_currencies_are_summed_up_apart() {
	ExtBuilder.build_and_execute(|| {
		for (n, amount) in [(1, usd(40)), (2, eur(30)), (3, usd(60)), (4, eur(u64::MAX - 30))] {
			assert_ok!(record_receipt(Way::Recorded, receipt(n, amount)));
		}
		assert_eq!(received(), [usd(100), eur(u64::MAX)]);
	});
}

#[test]
fn refuses_more_money_than_can_be_counted() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(record_receipt(Way::Recorded, receipt(1, usd(u64::MAX - 1))));
		assert_ok!(record_receipt(Way::Recorded, receipt(2, usd(1))));
		assert_noop!(record_receipt(Way::Recorded, receipt(3, usd(1))), Error::<Test>::AmountOverflow);
		assert_noop!(record_receipt(Way::Amended, receipt(2, usd(2))), Error::<Test>::AmountOverflow);
		assert_ok!(record_receipt(Way::Amended, reversed(receipt(2, usd(1)))));
		assert_ok!(record_receipt(Way::Recorded, receipt(3, usd(1))));
		assert_noop!(record_receipt(Way::Amended, receipt(2, usd(1))), Error::<Test>::AmountOverflow);
	});
}

#[test]
fn refuses_more_receipts_than_an_order_may_have() {
	ExtBuilder.build_and_execute(|| {
		for n in 1..=MAX_RECEIPTS {
			assert_ok!(record_receipt(Way::Recorded, receipt(n, usd(1))));
		}
		let one_more = receipt(MAX_RECEIPTS + 1, usd(1));
		assert_noop!(record_receipt(Way::Recorded, one_more), Error::<Test>::MaxReceiptsExceeded);
		// Receipts that are there are still recorded of other units, and amended.
		assert_ok!(record_receipt(Way::Recorded, receipt(MAX_RECEIPTS, usd(1))));
		assert_ok!(record_receipt(Way::Amended, receipt(MAX_RECEIPTS, usd(2))));
	});
}

#[test]
fn leaves_other_loops_alone() {
	ExtBuilder.build_and_execute(|| {
		close_the_loop();
		let of_competitor = TransactionInfo::Receipt(receipt(2, usd(1)));
		assert_ok!(record_transaction(COMPETITOR, Way::Recorded, of_competitor));
		let mut of_other_order = receipt(3, usd(1));
		of_other_order.key.as_mut().unwrap().order = order_key(2);
		assert_ok!(record_receipt(Way::Recorded, of_other_order));
		assert_eq!(loops(), 3);
		assert_eq!(state(), matched());
	});
}

#[test]
fn leaves_alone_what_has_no_key() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(record_receipt(Way::Recorded, Receipt { key: None, ..receipt(1, usd(100)) }));
		assert_ok!(record_order(Way::Recorded, Order { key: None, ..order() }));
		assert_eq!((loops(), states_in_events().len()), (0, 0));
	});
}

#[test]
fn refuses_an_amendment_by_another_than_its_provider() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(record_receipt(Way::Recorded, receipt(1, usd(1_000))));
		let other = TransactionInfo::Receipt(receipt(1, usd(4_990)));
		assert_noop!(amend_as(COMPETITOR, other.clone()), Error::<Test>::ReceiptDiffers);
		// Not even after it recorded the very same.
		assert_ok!(amend_as(COMPETITOR, TransactionInfo::Receipt(receipt(1, usd(1_000)))));
		assert_noop!(amend_as(COMPETITOR, other.clone()), Error::<Test>::ReceiptDiffers);
		assert_ok!(amend_as(BANK, other));
	});
}
