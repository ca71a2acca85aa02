// SPDX-License-Identifier: Apache-2.0

//! Tests of the states of a loop, field by field.

use super::samples::*;
use crate::mock::*;
use frame_support::{assert_ok, BoundedVec};
use suyuan_primitives::{
	codes::Currency,
	items::Order,
	reconciliation::{DeclaredSide, Disagreement, LoopState, Missing},
	values::{Mass, Money, Packages},
};

const USD: Currency = Currency(*b"USD");
const EUR: Currency = Currency(*b"EUR");

/// A declaration like the first that names so many waybills.
fn naming(waybills: u32, packages: u32, grams: u64) -> DeclaredSide {
	DeclaredSide {
		waybills: BoundedVec::truncate_from((1..=waybills).map(waybill_key).collect()),
		packages: Packages(packages),
		gross_weight: Mass { grams },
		..declared()
	}
}

#[test]
fn an_unknown_loop_lacks_order_and_declaration() {
	ExtBuilder.build_and_execute(|| {
		assert_eq!(state(), open([Missing::Order, Missing::Declaration]));
	});
}

#[test]
fn everything_that_agrees_is_matched() {
	ExtBuilder.build_and_execute(close_the_loop);
}

#[test]
fn all_that_is_missing_is_listed() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(record_order(Way::Recorded, order()));
		assert_ok!(record_receipt(Way::Recorded, receipt(1, usd(1))));
		assert_ok!(declare(naming(3, 2, 1_480)));
		assert_ok!(record_transport(Way::Recorded, transport(2, 1, 1)));
		let waybill = |n| Missing::Waybill { waybill: waybill_key(n) };
		assert_eq!(state(), open([outstanding(99), waybill(1), waybill(3)]));
	});
}

#[test]
fn a_declaration_that_names_no_waybill_lacks_any() {
	ExtBuilder.build_and_execute(|| {
		close_the_loop();
		assert_ok!(declare(naming(0, 2, 1_480)));
		assert_eq!(state(), open([Missing::AnyWaybill]));
	});
}

#[test]
fn without_an_order_nothing_is_compared_with_it() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(record_receipt(Way::Recorded, receipt(1, eur(7))));
		assert_ok!(record_transport(Way::Recorded, transport(1, 2, 1_480)));
		assert_ok!(declare(declared()));
		assert_eq!(state(), open([Missing::Order]));
	});
}

#[test]
fn lines_that_do_not_sum_up_disagree_with_their_order() {
	ExtBuilder.build_and_execute(|| {
		close_the_loop();
		assert_ok!(record_order(Way::Amended, with_lines(&[usd(60), usd(41)], order())));
		assert_eq!(state(), mismatch([Disagreement::OrderLines { amount: usd(100), lines: usd(101) }]));
		assert_ok!(record_order(Way::Amended, with_lines(&[usd(60), usd(40)], order())));
		assert_eq!(state(), matched());
	});
}

#[test]
fn money_in_another_currency_disagrees_once_for_each() {
	ExtBuilder.build_and_execute(|| {
		close_the_loop();
		for (n, code) in [(2, b"EUR"), (3, b"GBP"), (4, b"EUR")] {
			let amount = Money { minor_units: 1, currency: Currency(*code) };
			assert_ok!(record_receipt(Way::Recorded, receipt(n, amount)));
		}
		let disagreement = |received| Disagreement::ReceiptCurrency { ordered: USD, received };
		assert_eq!(state(), mismatch([disagreement(EUR), disagreement(Currency(*b"GBP"))]));
		for (n, currency) in [(2, EUR), (3, Currency(*b"GBP")), (4, EUR)] {
			let amount = Money { minor_units: 1, currency };
			assert_ok!(record_receipt(Way::Amended, reversed(receipt(n, amount))));
		}
		assert_eq!(state(), matched());
	});
}

#[test]
fn more_money_than_was_ordered_disagrees_and_less_is_outstanding() {
	ExtBuilder.build_and_execute(|| {
		close_the_loop();
		assert_ok!(record_receipt(Way::Recorded, receipt(2, usd(1))));
		let too_much = Disagreement::ReceivedAmount { ordered: usd(100), received: usd(101) };
		assert_eq!(state(), mismatch([too_much]));
		assert_ok!(record_receipt(Way::Amended, receipt(1, usd(98))));
		assert_eq!(state(), open([outstanding(1)]));
		assert_ok!(record_receipt(Way::Amended, receipt(2, usd(2))));
		assert_eq!(state(), matched());
	});
}

#[test]
fn a_declaration_in_another_currency_disagrees_in_that_alone() {
	ExtBuilder.build_and_execute(|| {
		close_the_loop();
		assert_ok!(declare(DeclaredSide { value: eur(99), ..declared() }));
		assert_eq!(state(), mismatch([Disagreement::DeclaredCurrency { ordered: USD, declared: EUR }]));
	});
}

#[test]
fn a_declaration_of_another_value_disagrees_whether_it_is_more_or_less() {
	ExtBuilder.build_and_execute(|| {
		close_the_loop();
		for value in [usd(99), usd(101)] {
			assert_ok!(declare(DeclaredSide { value, ..declared() }));
			let disagreement = Disagreement::DeclaredValue { ordered: usd(100), declared: value };
			assert_eq!(state(), mismatch([disagreement]));
		}
	});
}

#[test]
fn goods_are_compared_once_all_waybills_are_there() {
	ExtBuilder.build_and_execute(|| {
		close_the_loop();
		assert_ok!(declare(naming(2, 5, 2_000)));
		assert_eq!(state(), open([Missing::Waybill { waybill: waybill_key(2) }]));
		assert_ok!(record_transport(Way::Recorded, transport(2, 3, 521)));
		let (carried, declared) = (Mass { grams: 2_001 }, Mass { grams: 2_000 });
		assert_eq!(state(), mismatch([Disagreement::GrossWeight { carried, declared }]));
		assert_ok!(record_transport(Way::Amended, transport(2, 2, 520)));
		let (carried, declared) = (Packages(4), Packages(5));
		assert_eq!(state(), mismatch([Disagreement::Packages { carried, declared }]));
		assert_ok!(record_transport(Way::Amended, transport(2, 3, 520)));
		assert_eq!(state(), matched());
	});
}

#[test]
fn waybills_of_more_than_can_be_counted_never_agree() {
	ExtBuilder.build_and_execute(|| {
		close_the_loop();
		for n in [1, 2] {
			assert_ok!(record_transport(Way::Amended, transport(n, u32::MAX, u64::MAX)));
		}
		assert_ok!(declare(naming(2, u32::MAX, u64::MAX)));
		let (packages, grams) = (Packages(u32::MAX), Mass { grams: u64::MAX });
		let expected = mismatch([
			Disagreement::Packages { carried: packages, declared: packages },
			Disagreement::GrossWeight { carried: grams, declared: grams },
		]);
		assert_eq!(state(), expected);
	});
}

#[test]
fn every_disagreement_is_listed_in_a_fixed_order_whatever_is_missing() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(declare(DeclaredSide { value: usd(1), ..naming(1, 9, 9) }));
		assert_ok!(record_receipt(Way::Recorded, receipt(1, usd(101))));
		assert_ok!(record_receipt(Way::Recorded, receipt(2, eur(1))));
		assert_ok!(record_transport(Way::Recorded, transport(1, 2, 1_480)));
		assert_ok!(record_order(Way::Recorded, with_lines(&[usd(3)], order())));
		let expected = mismatch([
			Disagreement::OrderLines { amount: usd(100), lines: usd(3) },
			Disagreement::ReceiptCurrency { ordered: USD, received: EUR },
			Disagreement::ReceivedAmount { ordered: usd(100), received: usd(101) },
			Disagreement::DeclaredValue { ordered: usd(100), declared: usd(1) },
			Disagreement::Packages { carried: Packages(2), declared: Packages(9) },
			Disagreement::GrossWeight { carried: Mass { grams: 1_480 }, declared: Mass { grams: 9 } },
		]);
		assert_eq!(state(), expected);

		// A disagreement weighs more than what is missing.
		undeclare(1);
		assert!(matches!(state(), LoopState::Mismatch { fields } if fields.len() == 3));
		assert_ok!(record_order(Way::Amended, Order { amount: eur(1), ..order() }));
		let receipts = Disagreement::ReceiptCurrency { ordered: EUR, received: USD };
		assert_eq!(state(), mismatch([receipts]));
	});
}
