// SPDX-License-Identifier: Apache-2.0

use super::samples::*;
use crate::{mock::*, Document, Error, Event, Loops, OrderSide};
use frame_support::{assert_noop, assert_ok};
use suyuan_primitives::{
	codes::Batch,
	items::{Order, ProductCode, TransactionInfo},
	reconciliation::{Disagreement, Missing},
};

fn known() -> Document<OrderSide, u64> {
	Loops::<Test>::get(MERCHANT, order_key(1)).order.unwrap()
}

#[test]
fn opens_a_loop_and_says_so() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(record_order(Way::Recorded, with_lines(&[usd(60), usd(40)], order())));
		let says = OrderSide { amount: usd(100), lines: Some(usd(100)) };
		assert_eq!(known(), Document { says, provider: PLATFORM, principal: None, imported: false });
		let view = Reconciliation::view(&MERCHANT, &order_key(1)).unwrap();
		assert_eq!(view.state, open([outstanding(100), Missing::Declaration]));
		System::assert_last_event(
			Event::<Test>::LoopChanged { merchant: MERCHANT, order: order_key(1), view: Box::new(view) }
				.into(),
		);
	});
}

#[test]
fn changes_nothing_when_it_is_recorded_of_another_unit() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(record_order(Way::Recorded, order()));
		for way in [Way::Recorded, Way::Imported, Way::Amended] {
			assert_ok!(record_order(way, order()));
		}
		assert_eq!(states_in_events().len(), 1);
		assert!(!known().imported);
	});
}

#[test]
fn compares_nothing_but_what_is_matched() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(record_order(Way::Recorded, order()));
		assert_ok!(record_order(Way::Recorded, Order { product_name: text("Cup"), ..order() }));
	});
}

#[test]
fn refuses_an_order_that_says_something_else() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(record_order(Way::Recorded, order()));
		for other in [
			Order { amount: usd(101), ..order() },
			Order { amount: eur(100), ..order() },
			with_lines(&[usd(100)], order()),
		] {
			for way in [Way::Recorded, Way::Imported] {
				assert_noop!(record_order(way, other.clone()), Error::<Test>::OrderDiffers);
			}
		}
	});
}

#[test]
fn gives_way_to_an_amendment() {
	ExtBuilder.build_and_execute(|| {
		close_the_loop();
		assert_ok!(record_order(Way::Amended, Order { amount: usd(120), ..order() }));
		let declared = Disagreement::DeclaredValue { ordered: usd(120), declared: usd(100) };
		assert_eq!(states_in_events(), [mismatch([declared])]);
		assert_ok!(record_order(Way::Amended, order()));
		assert_eq!(state(), matched());
	});
}

#[test]
fn may_first_be_recorded_by_an_amendment() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(record_order(Way::Amended, order()));
		assert_eq!(known().says.amount, usd(100));
	});
}

#[test]
fn stands_as_imported_until_a_provider_says_it_too() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(record_order(Way::Imported, order()));
		assert!(known().imported);
		assert_ok!(record_order(Way::Imported, order()));
		assert!(known().imported);
		assert_ok!(record_order(Way::Recorded, order()));
		assert!(!known().imported);
		assert_ok!(record_order(Way::Imported, order()));
		assert!(!known().imported);
		assert_eq!(states_in_events().len(), 2);
	});
}

#[test]
fn gives_way_to_any_record_after_it_was_imported() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(record_order(Way::Imported, order()));
		assert_ok!(record_order(Way::Imported, Order { amount: usd(110), ..order() }));
		assert_eq!((known().says.amount, known().imported), (usd(110), true));
		assert_ok!(record_order(Way::Recorded, Order { amount: usd(120), ..order() }));
		assert_eq!((known().says.amount, known().imported), (usd(120), false));
	});
}

#[test]
fn refuses_lines_that_sum_up_to_more_than_can_be_counted() {
	ExtBuilder.build_and_execute(|| {
		let lines = with_lines(&[usd(u64::MAX), usd(1)], order());
		assert_noop!(record_order(Way::Recorded, lines), Error::<Test>::AmountOverflow);
		assert_ok!(record_order(Way::Recorded, with_lines(&[usd(u64::MAX - 1), usd(1)], order())));
	});
}

#[test]
fn keeps_merchants_and_orders_apart() {
	ExtBuilder.build_and_execute(|| {
		let other = |n, amount| Order { key: Some(order_key(n)), amount, ..order() };
		assert_ok!(record_order(Way::Recorded, order()));
		assert_ok!(record_order(Way::Recorded, other(2, usd(200))));
		let of_competitor = TransactionInfo::Order(other(1, eur(300)));
		assert_ok!(record_transaction(COMPETITOR, Way::Recorded, of_competitor));
		assert_eq!(loops(), 3);
		assert_eq!(known().says.amount, usd(100));
	});
}

#[test]
fn leaves_alone_what_has_no_key() {
	ExtBuilder.build_and_execute(|| {
		let code = ProductCode { barcode: "6901234567892".parse().unwrap(), batch: None::<Batch> };
		assert_ok!(record_order(Way::Recorded, Order { key: None, ..order() }));
		assert_ok!(record_transaction(MERCHANT, Way::Recorded, TransactionInfo::ProductCode(code)));
		assert_eq!((loops(), states_in_events().len()), (0, 0));
	});
}

#[test]
fn refuses_an_amendment_by_another_than_its_provider() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(record_order(Way::Recorded, order()));
		let other = TransactionInfo::Order(Order { amount: usd(90), ..order() });
		assert_noop!(amend_as(COMPETITOR, other.clone()), Error::<Test>::OrderDiffers);
		// Not even after it recorded the very same.
		assert_ok!(amend_as(COMPETITOR, TransactionInfo::Order(order())));
		assert_noop!(amend_as(COMPETITOR, other.clone()), Error::<Test>::OrderDiffers);
		assert_ok!(amend_as(PLATFORM, other));
	});
}
