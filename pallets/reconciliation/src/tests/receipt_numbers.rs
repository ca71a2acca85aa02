// SPDX-License-Identifier: Apache-2.0

//! Tests of the numbers of receipts, each of which pays one order.

use super::samples::*;
use crate::{mock::*, Error, Receipts};
use frame_support::{assert_noop, assert_ok};
use suyuan_primitives::{
	items::{Receipt, ReceiptKey, TransactionInfo},
	reconciliation::Missing,
	values::Label,
};

/// The first receipt, recorded of the `n`th order.
fn of_order(n: u32) -> Receipt {
	let sound = receipt(1, usd(100));
	let key = ReceiptKey { order: order_key(n), ..sound.key.clone().unwrap() };
	Receipt { key: Some(key), ..sound }
}

#[test]
fn one_receipt_pays_one_order_and_not_a_hundred() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(record_receipt(Way::Recorded, of_order(1)));
		for n in 2..=100 {
			for way in [Way::Recorded, Way::Amended] {
				assert_noop!(record_receipt(way, of_order(n)), Error::<Test>::ReceiptNumberTaken);
			}
		}
		assert_eq!(loops(), 1);
	});
}

#[test]
fn another_merchants_order_is_another_order() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(record_receipt(Way::Recorded, of_order(1)));
		let of_competitor = TransactionInfo::Receipt(of_order(1));
		assert_noop!(
			record_transaction(COMPETITOR, Way::Recorded, of_competitor),
			Error::<Test>::ReceiptNumberTaken
		);
	});
}

#[test]
fn another_spelling_is_the_same_number() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(record_receipt(Way::Recorded, of_order(1)));
		for (institution, number, order) in
			[("BANK", "R-1", 2), ("Bank", "R -1", 2), ("b.a.n.k", "r-1", 2), ("bank", "R-1", 1)]
		{
			let institution: Label = text(institution);
			let key = ReceiptKey { order: order_key(order), institution, number: text(number) };
			let other = Receipt { key: Some(key), ..of_order(1) };
			assert_noop!(record_receipt(Way::Recorded, other), Error::<Test>::ReceiptNumberTaken);
		}
	});
}

#[test]
fn a_receipt_of_the_wrong_order_is_reversed_and_recorded_of_the_right_one() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(record_receipt(Way::Recorded, of_order(2)));
		assert_ok!(record_receipt(Way::Amended, reversed(of_order(2))));
		assert_ok!(record_receipt(Way::Recorded, of_order(1)));
		// What was reversed does not come back while its number pays another order.
		assert_noop!(record_receipt(Way::Amended, of_order(2)), Error::<Test>::ReceiptNumberTaken);
		assert_ok!(record_receipt(Way::Amended, reversed(of_order(1))));
		assert_ok!(record_receipt(Way::Amended, of_order(2)));
	});
}

#[test]
fn a_loop_that_is_reaped_frees_its_numbers() {
	ExtBuilder.build_and_execute(|| {
		for n in 1..=3 {
			assert_ok!(record_receipt(Way::Recorded, receipt(n, usd(1))));
		}
		assert_ok!(record_receipt(Way::Amended, reversed(receipt(3, usd(1)))));
		pass(TERM);
		assert_ok!(Reconciliation::reap_loop(RuntimeOrigin::signed(ANY_ACCOUNT), MERCHANT, order_key(1)));
		assert_eq!(Receipts::<Test>::iter().count(), 0);
		assert_ok!(record_receipt(Way::Recorded, of_order(2)));
	});
}

// Settlement, the second step.

fn unsettled(receipt: Receipt) -> Receipt {
	Receipt { settled: None, settled_at: None, ..receipt }
}

fn waiting() -> Vec<suyuan_primitives::values::Money> {
	Reconciliation::view(&MERCHANT, &order_key(1)).unwrap().unsettled
}

#[test]
fn money_counts_when_it_is_received_and_is_said_to_wait_for_its_settlement() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(record_order(Way::Recorded, order()));
		assert_ok!(record_receipt(Way::Recorded, unsettled(receipt(1, usd(60)))));
		assert_ok!(record_receipt(Way::Recorded, unsettled(receipt(2, usd(40)))));
		assert_eq!((state(), waiting()), (open([Missing::Declaration]), vec![usd(100)]));
		let digest = standing().digest;
		// By an amendment, or by another record of who told of it.
		assert_ok!(record_receipt(Way::Amended, receipt(1, usd(60))));
		assert_ok!(record_receipt(Way::Recorded, receipt(2, usd(40))));
		assert_eq!((state(), waiting()), (open([Missing::Declaration]), vec![]));
		assert_eq!(standing().digest, digest, "no verdict is outdated by a settlement");
	});
}

#[test]
fn a_receipt_is_told_of_other_units_as_it_was_after_it_was_settled() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(record_receipt(Way::Recorded, unsettled(receipt(1, usd(60)))));
		assert_ok!(record_receipt(Way::Recorded, receipt(1, usd(60))));
		assert_ok!(record_receipt(Way::Recorded, unsettled(receipt(1, usd(60)))));
		assert_eq!(waiting(), []);
		// The bank that erred takes it back.
		assert_ok!(record_receipt(Way::Amended, unsettled(receipt(1, usd(60)))));
		assert_eq!(waiting(), [usd(60)]);
	});
}

#[test]
fn nobody_settles_the_receipt_of_another() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(record_receipt(Way::Recorded, unsettled(receipt(1, usd(60)))));
		let settled = || TransactionInfo::Receipt(receipt(1, usd(60)));
		for way in [Way::Recorded, Way::Amended] {
			assert_noop!(record_as(ANY_ACCOUNT, way, settled()), Error::<Test>::ReceiptDiffers);
		}
		let dearer = receipt(1, usd(61));
		assert_noop!(record_receipt(Way::Recorded, dearer), Error::<Test>::ReceiptDiffers);
	});
}
