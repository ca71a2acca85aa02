// SPDX-License-Identifier: Apache-2.0

use super::samples::*;
use crate::{mock::*, Error};
use frame_support::{assert_noop, assert_ok, BoundedVec};
use suyuan_primitives::{
	reconciliation::{DeclaredSide, Disagreement, Missing},
	traits::Loops,
	values::Packages,
};

#[test]
fn closes_a_loop_in_which_all_else_is_there() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(record_order(Way::Recorded, order()));
		assert_ok!(record_receipt(Way::Recorded, receipt(1, usd(100))));
		assert_ok!(record_transport(Way::Recorded, transport(1, 2, 1_480)));
		assert_ok!(declare(declared()));
		assert_eq!(states_in_events().last(), Some(&matched()));
	});
}

#[test]
fn may_come_before_everything_else() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(declare(declared()));
		assert_eq!(
			states_in_events(),
			[open([Missing::Order, Missing::Waybill { waybill: waybill_key(1) }])]
		);
	});
}

#[test]
fn takes_the_place_of_what_the_same_declaration_said() {
	ExtBuilder.build_and_execute(|| {
		close_the_loop();
		assert_ok!(declare(DeclaredSide { packages: Packages(3), ..declared() }));
		let packages = Disagreement::Packages { carried: Packages(2), declared: Packages(3) };
		assert_eq!(states_in_events(), [mismatch([packages])]);
		assert_ok!(declare(declared()));
		assert_eq!(state(), matched());
	});
}

#[test]
fn changes_nothing_if_it_says_the_same_again() {
	ExtBuilder.build_and_execute(|| {
		close_the_loop();
		assert_ok!(declare(declared()));
		assert!(states_in_events().is_empty());
	});
}

#[test]
fn refuses_another_declaration_while_one_stands() {
	ExtBuilder.build_and_execute(|| {
		let second = || DeclaredSide { entry_number: entry_number(2), ..declared() };
		assert_ok!(declare(declared()));
		assert_noop!(declare(second()), Error::<Test>::OrderAlreadyDeclared);
		undeclare(1);
		assert_ok!(declare(second()));
	});
}

#[test]
fn lets_merchants_and_orders_have_declarations_of_their_own() {
	ExtBuilder.build_and_execute(|| {
		let second = || DeclaredSide { entry_number: entry_number(2), ..declared() };
		assert_ok!(declare(declared()));
		assert_ok!(<Reconciliation as Loops<u64>>::declare(&MERCHANT, &order_key(2), second()));
		assert_ok!(<Reconciliation as Loops<u64>>::declare(&COMPETITOR, &order_key(1), second()));
		assert_eq!(loops(), 3);
	});
}

#[test]
fn refuses_a_waybill_named_twice() {
	ExtBuilder.build_and_execute(|| {
		let waybills = BoundedVec::truncate_from(vec![waybill_key(1), waybill_key(2), waybill_key(1)]);
		assert_noop!(declare(DeclaredSide { waybills, ..declared() }), Error::<Test>::DuplicateWaybill);
	});
}

#[test]
fn is_taken_out_again() {
	ExtBuilder.build_and_execute(|| {
		close_the_loop();
		undeclare(1);
		assert_eq!(states_in_events(), [open([Missing::Declaration])]);
		undeclare(1);
		assert_eq!(states_in_events().len(), 1);
	});
}

#[test]
fn is_not_taken_out_by_one_that_stood_before_it() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(declare(declared()));
		undeclare(1);
		assert_ok!(declare(DeclaredSide { entry_number: entry_number(2), ..declared() }));
		let standing = state();
		undeclare(1);
		assert_eq!(state(), standing);
	});
}

#[test]
fn leaves_no_empty_loop_behind() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(declare(declared()));
		undeclare(1);
		assert_eq!(loops(), 0);
		assert_eq!(states_in_events().last(), Some(&open([Missing::Order, Missing::Declaration])));
		undeclare(1);
		assert_eq!(loops(), 0);
	});
}
