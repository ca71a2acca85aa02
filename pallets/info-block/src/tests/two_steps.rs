// SPDX-License-Identifier: Apache-2.0

//! Tests of facts that are told when they happen, and completed when the rest is known.

use super::{replay::proof, samples::*};
use crate::{mock::*, Call};
use frame_support::{
	assert_ok,
	instances::{Instance2, Instance3},
};
use sp_runtime::DispatchResult;
use suyuan_primitives::{items, requirement::Category, values::Moment};

fn write_logistics(who: u64, item: Logistics) -> DispatchResult {
	dispatch(who, Call::<Test, Instance3>::record { code: unit(0), item })
}

fn write_transaction(who: u64, item: Transaction) -> DispatchResult {
	dispatch(who, Call::<Test, Instance2>::record { code: unit(0), item })
}

fn in_the_house() -> Logistics {
	Logistics::Storage(items::Storage { left_at: None, ..storage() })
}

fn unsettled() -> Transaction {
	Transaction::Receipt(items::Receipt { settled: None, settled_at: None, ..receipt() })
}

fn amend_logistics(who: u64, item: Logistics) {
	let (code, reason) = (unit(0), note("second step"));
	let superseded = proof::<Instance3>(&code, 0, &item);
	assert_ok!(dispatch(who, Call::<Test, Instance3>::amend { code, superseded, item, reason }));
}

fn is_stored() -> bool {
	LogisticsInfo::head(&unit(0)).unwrap().categories.contains(Category::Storage)
}

fn is_paid() -> bool {
	TransactionInfo::head(&unit(0)).unwrap().categories.contains(Category::Receipt)
}

#[test]
fn goods_in_the_house_are_told_and_fill_their_category_once_they_left() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(write_logistics(CARRIER, in_the_house()));
		assert!(!is_stored());
		amend_logistics(CARRIER, Logistics::Storage(storage()));
		assert!(is_stored());
	});
}

#[test]
fn another_record_completes_a_storage_too() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(write_logistics(CARRIER, in_the_house()));
		assert_ok!(write_logistics(CARRIER, Logistics::Storage(storage())));
		assert!(is_stored());
		// Goods that come back into a house leave the category filled.
		assert_ok!(write_logistics(CARRIER, in_the_house()));
		assert!(is_stored());
	});
}

#[test]
fn what_an_owner_imports_without_the_rest_fills_nothing_either() {
	ExtBuilder.build_and_execute(|| {
		let (code, item, party) = (unit(0), in_the_house(), text("Warehouse abroad"));
		assert_ok!(dispatch(OWNER, Call::<Test, Instance3>::import { code, item, party }));
		let head = LogisticsInfo::head(&unit(0)).unwrap();
		assert_eq!((head.records, head.categories.is_empty(), head.imported.is_empty()), (1, true, true));
	});
}

#[test]
fn money_is_told_when_it_is_received_and_completed_by_its_institution_when_it_is_settled() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(write_transaction(OWNER, unsettled()));
		assert!(!is_paid());
		let (code, item, reason) = (unit(0), Transaction::Receipt(receipt()), note("settled"));
		let superseded = proof::<Instance2>(&code, 0, &item);
		assert_ok!(dispatch(OWNER, Call::<Test, Instance2>::amend { code, superseded, item, reason }));
		assert!(is_paid());
	});
}

#[test]
fn a_delivery_is_signed_for_after_it_began() {
	ExtBuilder.build_and_execute(|| {
		let delivery = |signed_at| {
			Logistics::Delivery(items::Delivery {
				company: text("Last Mile"),
				number: text("LM-1"),
				courier: None,
				receiver: None,
				delivery_number: None,
				place: None,
				vehicle: None,
				signed_at,
			})
		};
		assert_ok!(write_logistics(CARRIER, delivery(None)));
		amend_logistics(CARRIER, delivery(Some(Moment(NOW))));
		assert_eq!(LogisticsInfo::head(&unit(0)).map(|head| head.records), Some(2));
	});
}
