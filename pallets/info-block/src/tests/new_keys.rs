// SPDX-License-Identifier: Apache-2.0

//! A unit's first record brings a key into the state, and pays for it; so does what feeds a loop.

use super::{replay::proof, samples::*};
use crate::{mock::*, Call, Entry};
use frame_support::{
	instances::{Instance2, Instance3},
	weights::Weight,
};
use sp_runtime::BoundedVec;
use std::collections::BTreeSet;

/// More than all else together costs in these tests.
const KEY: u64 = 1 << 40;

/// Runs a test in which new keys cost so much.
fn counting(test: impl FnOnce()) {
	NewKey::set(Weight::from_parts(KEY, 0));
	ExtBuilder.build_and_execute(test);
	NewKey::set(Weight::zero());
}

/// Every key of the blocks in the state.
fn keys() -> BTreeSet<Vec<u8>> {
	let of = |pallet: &str| {
		let prefix = sp_io::hashing::twox_128(pallet.as_bytes());
		let next = move |key: &Vec<u8>| sp_io::storage::next_key(key).filter(|key| key.starts_with(&prefix));
		std::iter::successors(next(&prefix.to_vec()), next)
	};
	["ProductInfo", "TransactionInfo", "LogisticsInfo", "CustomsInfo"].into_iter().flat_map(of).collect()
}

/// The keys that a call is charged for as new, before and after its dispatch, and those that it brings.
fn charged_and_new(who: u64, call: impl Into<RuntimeCall>) -> (u64, u64, u64) {
	let (keys_before, call) = (keys(), call.into());
	let said = match &call {
		RuntimeCall::TransactionInfo(call) => call.max_new_keys(),
		RuntimeCall::LogisticsInfo(call) => call.max_new_keys(),
		_ => unreachable!("no other block is written to here"),
	};
	let (before, after) = weigh(who, call);
	let new = keys().difference(&keys_before).count() as u64;
	assert_eq!(before.ref_time() / KEY, said as u64);
	(before.ref_time() / KEY, after.ref_time() / KEY, new)
}

fn record(n: u32, item: Transaction) -> Call<Test, Instance2> {
	Call::record { code: unit(n), item }
}

fn record_many(units: &[u32]) -> Call<Test, Instance2> {
	let plain = || Transaction::Order(order());
	let entries = units.iter().map(|n| Entry { code: unit(*n), item: plain() }).collect();
	Call::record_many { entries: BoundedVec::truncate_from(entries) }
}

#[test]
fn the_first_record_of_a_unit_is_charged_for_its_head_and_the_next_gets_that_back() {
	counting(|| {
		assert_eq!(charged_and_new(OWNER, record(0, Transaction::Order(order()))), (1, 1, 1));
		assert_eq!(charged_and_new(OWNER, record(0, Transaction::Order(order()))), (1, 0, 0));
	});
}

#[test]
fn what_feeds_a_loop_is_charged_for_what_may_be_new_there() {
	counting(|| {
		assert_eq!(charged_and_new(OWNER, record(0, keyed_order())), (2, 2, 1));
		assert_eq!(charged_and_new(OWNER, record(0, keyed_receipt())), (3, 2, 0));
	});
}

#[test]
fn many_records_are_charged_for_as_many_heads_as_are_new() {
	counting(|| {
		assert_eq!(charged_and_new(OWNER, record_many(&[0, 0, 1])), (2, 2, 2));
		assert_eq!(charged_and_new(OWNER, record_many(&[0, 1, 2, 2])), (3, 1, 1));
	});
}

#[test]
fn an_imported_record_is_charged_for_its_head() {
	counting(|| {
		let import = |item| Call::<Test, Instance3>::import { code: unit(0), item, party: name("Lagerhaus") };
		assert_eq!(charged_and_new(OWNER, import(Logistics::Transport(transport()))), (1, 1, 1));
		assert_eq!(charged_and_new(OWNER, import(transport_by_waybill())), (2, 1, 0));
	});
}

#[test]
fn an_amendment_brings_no_head_but_may_begin_a_loop() {
	counting(|| {
		weigh(OWNER, record(0, Transaction::Order(order())));
		let amend = |item: Transaction| {
			let superseded = proof::<Instance2>(&unit(0), 0, &item);
			Call::<Test, Instance2>::amend { code: unit(0), superseded, item, reason: note("typo") }
		};
		assert_eq!(charged_and_new(OWNER, amend(Transaction::Order(order()))), (0, 0, 0));
		assert_eq!(charged_and_new(OWNER, amend(keyed_order())), (1, 1, 0));
	});
}
