// SPDX-License-Identifier: Apache-2.0

//! Notifications of the pallet that computes with records, which may refuse one.

use super::{replay::proof, samples::*};
use crate::{mock::*, Call, Entry, Error};
use codec::Encode;
use frame_support::{
	assert_noop, assert_ok,
	instances::{Instance2, Instance3},
};
use sp_runtime::BoundedVec;
use suyuan_primitives::{codes::TraceCode, items};

fn record(code: TraceCode, item: Transaction) -> Call<Test, Instance2> {
	Call::record { code, item }
}

fn record_many(items: impl IntoIterator<Item = (TraceCode, Transaction)>) -> Call<Test, Instance2> {
	let entries = items.into_iter().map(|(code, item)| Entry { code, item }).collect();
	Call::record_many { entries: BoundedVec::truncate_from(entries) }
}

/// An amendment of the first record of the first unit.
fn amend(item: Transaction) -> Call<Test, Instance2> {
	let superseded = proof::<Instance2>(&unit(0), 0, &item);
	Call::amend { code: unit(0), superseded, item, reason: note("typing error") }
}

fn import(item: Logistics) -> Call<Test, Instance3> {
	Call::import { code: unit(0), item, party: name("Lagerhaus Duisburg GmbH") }
}

fn transport_call(item: Logistics) -> Call<Test, Instance3> {
	Call::record { code: unit(0), item }
}

#[test]
fn tells_whose_unit_a_document_was_recorded_of_whoever_recorded_it() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(dispatch(PLATFORM, record(unit(0), keyed_order())));
		assert_ok!(dispatch(CARRIER, transport_call(transport_by_waybill())));
		sell(&unit(1), COMPETITOR);
		assert_ok!(dispatch(COMPETITOR, record(unit(1), keyed_receipt())));
		assert_eq!(
			notifications(),
			[
				(OWNER, keyed_order().encode(), false, false),
				(OWNER, transport_by_waybill().encode(), false, false),
				(COMPETITOR, keyed_receipt().encode(), false, false),
			]
		);
	});
}

#[test]
fn tells_of_every_one_of_many_in_turn() {
	ExtBuilder.build_and_execute(|| {
		let plain = Transaction::Order(order());
		assert_ok!(dispatch(
			OWNER,
			record_many([(unit(0), keyed_order()), (unit(1), plain), (unit(2), keyed_receipt())])
		));
		assert_eq!(
			notifications(),
			[(OWNER, keyed_order().encode(), false, false), (OWNER, keyed_receipt().encode(), false, false)]
		);
	});
}

#[test]
fn tells_what_amends() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(dispatch(OWNER, record(unit(0), Transaction::Order(order()))));
		assert_ok!(dispatch(OWNER, amend(keyed_order())));
		assert_eq!(notifications(), [(OWNER, keyed_order().encode(), false, true)]);
	});
}

#[test]
fn tells_what_was_imported() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(dispatch(OWNER, import(transport_by_waybill())));
		assert_eq!(notifications(), [(OWNER, transport_by_waybill().encode(), true, false)]);
	});
}

#[test]
fn tells_nothing_of_what_is_refused() {
	ExtBuilder.build_and_execute(|| {
		assert_noop!(
			dispatch(COMPETITOR, record(unit(0), keyed_order())),
			Error::<Test, Instance2>::NotAuthorized
		);
		let unsound = items::Order { platform: text(""), ..order() };
		assert_noop!(
			dispatch(OWNER, record_many([(unit(0), keyed_order()), (unit(0), Transaction::Order(unsound))])),
			Error::<Test, Instance2>::EmptyText
		);
		assert_noop!(dispatch(OWNER, amend(keyed_order())), Error::<Test, Instance2>::NotRecorded);
		assert!(notifications().is_empty());
	});
}

#[test]
fn refuses_a_record_that_contradicts_an_earlier_document() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(dispatch(OWNER, record(unit(0), keyed_order())));
		contradict();
		assert_noop!(dispatch(OWNER, record(unit(0), keyed_order())), CONTRADICTION);
		assert_noop!(dispatch(OWNER, record_many([(unit(0), keyed_order())])), CONTRADICTION);
		assert_noop!(dispatch(OWNER, amend(keyed_order())), CONTRADICTION);
		assert_noop!(dispatch(OWNER, import(transport_by_waybill())), CONTRADICTION);
	});
}

#[test]
fn takes_a_receipt_from_the_owner_and_whom_it_authorized() {
	ExtBuilder.build_and_execute(|| {
		for receipt in [keyed_receipt(), Transaction::Receipt(receipt())] {
			assert_ok!(dispatch(OWNER, record(unit(0), receipt.clone())));
			assert_ok!(dispatch(PLATFORM, record(unit(0), receipt)));
		}
	});
}

#[test]
fn refuses_what_feeds_the_owners_loop_from_whoever_holds_the_unit_without_an_authorization() {
	ExtBuilder.build_and_execute(|| {
		hand_over(&unit(0), COMPETITOR);
		assert_ok!(dispatch(OWNER, record(unit(0), keyed_receipt())));
		// Holding the unit suffices for anything else.
		let plain = || Transaction::Order(order());
		assert_ok!(dispatch(COMPETITOR, record(unit(0), plain())));
		for document in [keyed_order(), keyed_receipt(), Transaction::Receipt(receipt())] {
			let refusal = Error::<Test, Instance2>::NotAuthorized;
			assert_noop!(dispatch(COMPETITOR, record(unit(0), document.clone())), refusal);
			let many = record_many([(unit(0), plain()), (unit(0), document.clone())]);
			assert_noop!(dispatch(COMPETITOR, many), Error::<Test, Instance2>::NotAuthorized);
			assert_noop!(dispatch(COMPETITOR, amend(document)), Error::<Test, Instance2>::NotAuthorized);
		}
	});
}
