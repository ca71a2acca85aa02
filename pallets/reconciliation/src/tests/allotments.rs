// SPDX-License-Identifier: Apache-2.0

//! Tests of the goods of a waybill, allotted over the orders that it carries.

use super::samples::*;
use crate::{mock::*, Error, Event};
use frame_support::{assert_noop, assert_ok, BoundedVec};
use sp_runtime::DispatchResult;
use suyuan_primitives::{
	items::{Order, Receipt, ReceiptKey},
	reconciliation::{DeclaredSide, Disagreement, LoopState, Missing, Share},
	traits::Loops,
	values::{Mass, Packages},
};

fn side(entry: u32, waybills: &[u32], packages: u32, grams: u64) -> DeclaredSide {
	DeclaredSide {
		entry_number: entry_number(entry),
		waybills: BoundedVec::truncate_from(waybills.iter().copied().map(waybill_key).collect()),
		packages: Packages(packages),
		gross_weight: Mass { grams },
		..declared()
	}
}

fn with_shares(shares: &[(u32, u64)], side: DeclaredSide) -> DeclaredSide {
	let share = |(packages, grams): &(u32, u64)| Share {
		packages: Packages(*packages),
		gross_weight: Mass { grams: *grams },
	};
	DeclaredSide { shares: BoundedVec::truncate_from(shares.iter().map(share).collect()), ..side }
}

fn declare_order(n: u32, side: DeclaredSide) -> DispatchResult {
	<Reconciliation as Loops<u64>>::declare(&MERCHANT, &order_key(n), side)
}

fn state_of(n: u32) -> LoopState {
	<Reconciliation as Loops<u64>>::standing(&MERCHANT, &order_key(n)).state
}

/// Orders and pays the first so many orders.
fn order_and_pay(orders: u32) {
	for n in 1..=orders {
		assert_ok!(record_order(Way::Recorded, Order { key: Some(order_key(n)), ..order() }));
		let paid = receipt(n, usd(100));
		let key = ReceiptKey { order: order_key(n), ..paid.key.clone().unwrap() };
		assert_ok!(record_receipt(Way::Recorded, Receipt { key: Some(key), ..paid }));
	}
}

#[test]
fn one_waybill_closes_one_order_and_not_a_hundred() {
	ExtBuilder.build_and_execute(|| {
		order_and_pay(100);
		assert_ok!(record_transport(Way::Recorded, transport(1, 2, 1_480)));
		assert_ok!(declare_order(1, side(1, &[1], 2, 1_480)));
		assert_eq!(state_of(1), matched());
		for n in 2..=100 {
			assert_ok!(declare_order(n, side(n, &[1], 2, 1_480)));
		}
		for n in 1..=100 {
			let packages = Disagreement::Packages { carried: Packages(2), declared: Packages(200) };
			let (carried, declared) = (Mass { grams: 1_480 }, Mass { grams: 148_000 });
			let weight = Disagreement::GrossWeight { carried, declared };
			assert_eq!(state_of(n), mismatch([packages, weight]));
		}
	});
}

#[test]
fn one_waybill_carries_several_orders_that_share_it() {
	ExtBuilder.build_and_execute(|| {
		order_and_pay(2);
		assert_ok!(record_transport(Way::Recorded, transport(1, 5, 2_000)));
		assert_ok!(declare_order(1, side(1, &[1], 2, 800)));
		// What is declared under none disagrees, until the order is declared that it belongs to.
		assert!(matches!(state_of(1), LoopState::Mismatch { .. }));
		assert_ok!(declare_order(2, side(2, &[1], 3, 1_200)));
		assert_eq!((state_of(1), state_of(2)), (matched(), matched()));
		<Reconciliation as Loops<u64>>::undeclare(&MERCHANT, &order_key(2), &entry_number(2));
		assert!(matches!(state_of(1), LoopState::Mismatch { .. }));
	});
}

#[test]
fn an_order_goes_in_parts_under_waybills_that_others_share() {
	ExtBuilder.build_and_execute(|| {
		order_and_pay(2);
		assert_ok!(record_transport(Way::Recorded, transport(1, 5, 500)));
		assert_ok!(record_transport(Way::Recorded, transport(2, 4, 400)));
		assert_ok!(declare_order(1, with_shares(&[(5, 500), (1, 100)], side(1, &[1, 2], 6, 600))));
		assert_ok!(declare_order(2, side(2, &[2], 3, 300)));
		assert_eq!((state_of(1), state_of(2)), (matched(), matched()));
		// The sums agree, and each waybill by itself does not.
		assert_ok!(declare_order(1, with_shares(&[(4, 400), (2, 200)], side(1, &[1, 2], 6, 600))));
		let expected = [
			Disagreement::Packages { carried: Packages(5), declared: Packages(4) },
			Disagreement::GrossWeight { carried: Mass { grams: 500 }, declared: Mass { grams: 400 } },
		];
		assert_eq!(state_of(1), mismatch(expected));
	});
}

#[test]
fn a_waybill_that_one_order_takes_whole_is_no_others() {
	ExtBuilder.build_and_execute(|| {
		order_and_pay(2);
		assert_ok!(record_transport(Way::Recorded, transport(1, 1, 100)));
		assert_ok!(record_transport(Way::Recorded, transport(2, 1, 100)));
		assert_ok!(declare_order(1, side(1, &[1, 2], 2, 200)));
		assert_eq!(state_of(1), matched());
		assert_ok!(declare_order(2, side(2, &[2], 1, 100)));
		let shared = Disagreement::SharedWaybill { named_by: 2 };
		assert_eq!((state_of(1), state_of(2)), (mismatch([shared]), mismatch([shared])));
	});
}

#[test]
fn shares_are_those_of_every_waybill_and_of_all_goods() {
	ExtBuilder.build_and_execute(|| {
		for shares in
			[&[(6, 600)][..], &[(5, 500), (2, 100)], &[(5, 500), (1, 101)], &[(6, 600), (0, 0), (0, 0)]]
		{
			let side = with_shares(shares, side(1, &[1, 2], 6, 600));
			assert_noop!(declare_order(1, side), Error::<Test>::SharesDisagree);
		}
	});
}

#[test]
fn an_invented_waybill_turns_no_mismatch_into_an_open_loop() {
	ExtBuilder.build_and_execute(|| {
		order_and_pay(1);
		assert_ok!(record_transport(Way::Recorded, transport(1, 5, 500)));
		assert_ok!(declare_order(1, side(1, &[1], 9, 900)));
		assert!(matches!(state_of(1), LoopState::Mismatch { .. }));
		// Neither beside the right one nor in its place, and not under another number either.
		for waybills in [&[1, 7][..], &[7]] {
			assert_noop!(declare_order(1, side(1, waybills, 9, 900)), Error::<Test>::WaybillNotRecorded);
		}
		undeclare(1);
		for waybills in [&[1, 7][..], &[7]] {
			assert_noop!(declare_order(1, side(2, waybills, 9, 900)), Error::<Test>::WaybillNotRecorded);
		}
		assert_ok!(record_transport(Way::Recorded, transport(7, 4, 400)));
		assert_ok!(declare_order(1, side(2, &[1, 7], 9, 900)));
		assert_eq!(state_of(1), matched());
	});
}

#[test]
fn what_is_recorded_may_be_too_much_before_all_is() {
	ExtBuilder.build_and_execute(|| {
		order_and_pay(1);
		assert_ok!(record_transport(Way::Recorded, transport(1, 5, 500)));
		assert_ok!(declare_order(1, side(1, &[1, 7], 4, 900)));
		let packages = Disagreement::Packages { carried: Packages(5), declared: Packages(4) };
		assert_eq!(state_of(1), mismatch([packages]));
	});
}

#[test]
fn a_waybill_that_changes_under_declarations_says_so() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(record_transport(Way::Recorded, transport(1, 2, 1_480)));
		let named_by = || match System::events().pop().unwrap().event {
			RuntimeEvent::Reconciliation(Event::WaybillChanged { merchant, waybill, named_by, .. }) => {
				assert_eq!((merchant, waybill), (MERCHANT, waybill_key(1)));
				named_by
			}
			other => panic!("{other:?}"),
		};
		assert_eq!(named_by(), 0);
		assert_ok!(declare_order(1, side(1, &[1], 1, 740)));
		assert_ok!(declare_order(2, side(2, &[1], 1, 740)));
		let digest = standing().digest;
		assert_ok!(record_transport(Way::Amended, transport(1, 2, 1_481)));
		assert_eq!(named_by(), 2);
		assert_ne!(standing().digest, digest);
	});
}

#[test]
fn a_change_after_the_release_names_the_declaration() {
	ExtBuilder.build_and_execute(|| {
		let of_released = || match System::events().pop().unwrap().event {
			RuntimeEvent::Reconciliation(Event::LoopChanged { view, .. }) => {
				view.declared.filter(|_| view.released).map(|declared| declared.entry_number)
			}
			other => panic!("{other:?}"),
		};
		assert_ok!(declare(declared()));
		assert_eq!(of_released(), None);
		let release = |n| <Reconciliation as Loops<u64>>::release(&MERCHANT, &order_key(1), &entry_number(n));
		// Another declaration has no say.
		release(2);
		assert_ok!(record_receipt(Way::Recorded, receipt(1, usd(1))));
		assert_eq!(of_released(), None);
		release(1);
		assert_eq!(of_released(), Some(entry_number(1)));
		assert_ok!(record_order(Way::Recorded, order()));
		assert_eq!(of_released(), Some(entry_number(1)));
		assert!(Reconciliation::view(&MERCHANT, &order_key(1)).unwrap().released);
		undeclare(1);
		assert_eq!(of_released(), None);
		assert_eq!(state(), open([outstanding(99), Missing::Declaration]));
	});
}
