// SPDX-License-Identifier: Apache-2.0

//! The weight of a call: by its items before it is dispatched, and by what was looked up afterwards.

use super::{
	replay::{first, proof_of},
	samples::*,
};
use crate::{mock::*, Call, Entry};
use codec::Encode;
use frame_support::{
	assert_ok,
	dispatch::GetDispatchInfo,
	instances::{Instance2, Instance3},
	weights::Weight,
};
use sp_runtime::BoundedVec;
use suyuan_primitives::codes::TraceCode;

/// The weight that is set aside for finding the right to write of a unit.
const FURTHEST: u64 = 410_000;

fn record(n: u32, item: Transaction) -> Call<Test, Instance2> {
	Call::record { code: unit(n), item }
}

fn record_many(items: impl IntoIterator<Item = (u32, Transaction)>) -> Call<Test, Instance2> {
	let entries = items.into_iter().map(|(n, item)| Entry { code: unit(n), item }).collect();
	Call::record_many { entries: BoundedVec::truncate_from(entries) }
}

/// An amendment of the only record of the first unit.
fn amend(item: Transaction) -> Call<Test, Instance2> {
	Call::amend { code: unit(0), superseded: first(item.clone()), item, reason: note("typing error") }
}

/// An amendment of the provider's last record of the first unit, by which so many others stand.
fn amend_own(who: u64, item: Transaction) -> (Call<Test, Instance2>, u64) {
	let superseded = proof_of::<Instance2>(who, &unit(0), &item);
	let later = superseded.later.len() as u64;
	(Call::amend { code: unit(0), superseded, item, reason: note("typing error") }, later)
}

/// The weight of one hash.
const HASH: u64 = 1_000_000;

fn import(item: Logistics) -> Call<Test, Instance3> {
	Call::import { code: unit(0), item, party: name("Lagerhaus Duisburg GmbH") }
}

fn plain() -> Transaction {
	Transaction::Order(order())
}

fn before(call: impl Into<RuntimeCall>) -> u64 {
	call.into().get_dispatch_info().call_weight.ref_time()
}

fn length(call: impl Into<RuntimeCall>) -> u64 {
	call.into().get_dispatch_info().call_weight.proof_size()
}

/// The weight that is left of a call after it was dispatched.
fn after(who: u64, call: impl Into<RuntimeCall>) -> u64 {
	let (before, after) = weigh(who, call);
	assert!(after.all_lte(before));
	assert_eq!(after.proof_size(), before.proof_size());
	after.ref_time()
}

#[test]
fn weighs_what_feeds_a_loop_by_what_that_costs_besides() {
	assert_eq!(before(record(0, plain())), FURTHEST + 1);
	assert_eq!(before(record(0, keyed_order())), FURTHEST + 1_126);
	assert_eq!(before(record(0, keyed_receipt())), FURTHEST + 1_126);
	assert_eq!(before(amend(plain())), FURTHEST + 2);
	assert_eq!(before(amend(keyed_order())), FURTHEST + 1_127);
	assert_eq!(before(import(Logistics::Transport(transport()))), 40_003);
	assert_eq!(before(import(transport_by_waybill())), 41_128);
	assert_eq!(before(record_many([(0, plain()), (1, plain())])), 2 * FURTHEST + 20);
	let mixed = [(0, keyed_order()), (1, plain()), (2, keyed_receipt())];
	assert_eq!(before(record_many(mixed)), 3 * FURTHEST + 2_280);
}

#[test]
fn weighs_a_call_by_the_length_of_what_it_says_and_of_which_unit() {
	let of = |item: &dyn Fn() -> usize| (unit(0).encoded_size() + item()) as u64;
	let (short, long) = (|| plain().encoded_size(), || keyed_order().encoded_size());
	assert!(short() < long());
	assert_eq!(length(record(0, plain())), of(&short));
	assert_eq!(length(record(0, keyed_order())), of(&long));
	assert_eq!(length(record_many([(0, plain()), (1, keyed_order())])), of(&short) + of(&long));
	let superseded = || first(plain()).encoded_size() + note("typing error").encoded_size();
	assert_eq!(length(amend(plain())), of(&short) + superseded() as u64);
	let storage = Logistics::Transport(transport());
	let party = name("Lagerhaus Duisburg GmbH").encoded_size();
	assert_eq!(length(import(storage.clone())), of(&|| storage.encoded_size() + party));
}

#[test]
fn weighs_entries_that_follow_one_another_as_one_unit() {
	let weight = |units: &[u32]| before(record_many(units.iter().map(|n| (*n, plain()))));
	assert_eq!(weight(&[0, 0, 0, 0]), FURTHEST + 310);
	assert_eq!(weight(&[0, 0, 1, 1]), 2 * FURTHEST + 220);
	assert_eq!(weight(&[0, 1, 0, 1]), 4 * FURTHEST + 40);
	assert_eq!(weight(&[]), 0);
}

#[test]
fn gives_back_all_that_was_set_aside_if_the_owner_or_the_custodian_writes() {
	ExtBuilder.build_and_execute(|| {
		pack(&unit(1), &unit(2));
		assert_eq!(after(OWNER, record(0, plain())), 1);
		// The owner need not know who holds what its unit is packed in.
		assert_eq!(after(OWNER, record(1, keyed_receipt())), 1_126);
		assert_eq!(after(OWNER, record_many([(0, plain()), (0, plain()), (1, plain())])), 120);
		let (amend, later) = amend_own(OWNER, plain());
		assert_eq!((after(OWNER, amend), later), (2, 0));
		hand_over(&unit(0), COMPETITOR);
		assert_eq!(after(COMPETITOR, record(0, plain())), 1);
	});
}

#[test]
fn keeps_what_was_looked_at_for_the_right_to_write() {
	ExtBuilder.build_and_execute(|| {
		pack(&unit(0), &unit(1));
		pack(&unit(1), &unit(2));
		hand_over(&unit(2), COMPETITOR);
		// The holder of the outermost unit is found by looking at the units around.
		assert_eq!(after(COMPETITOR, record(0, plain())), 210_001);
		assert_eq!(after(COMPETITOR, record(1, plain())), 110_001);
		assert_eq!(after(COMPETITOR, record(2, plain())), 1);
		// A provider that holds none of them needs an authorization, which is looked up besides.
		assert_eq!(after(PLATFORM, record(0, plain())), 210_001);
		assert_eq!(after(PLATFORM, record(2, plain())), 10_001);
		let (amend, later) = amend_own(PLATFORM, plain());
		assert_eq!((after(PLATFORM, amend), later), (210_002, 0));
		assert_ok!(dispatch(OWNER, record(0, plain())));
		let (amend, later) = amend_own(PLATFORM, plain());
		assert_eq!((after(PLATFORM, amend), later), (HASH + 210_002, 1));
		// For a receipt the holder of the unit is not looked up.
		assert_eq!(after(PLATFORM, record(0, keyed_receipt())), 11_126);
	});
}

#[test]
fn looks_once_for_the_right_to_write_of_a_unit() {
	ExtBuilder.build_and_execute(|| {
		pack(&unit(0), &unit(1));
		let of = |units: [u32; 4]| record_many(units.map(|n| (n, plain())));
		assert_eq!(after(PLATFORM, of([0, 0, 0, 0])), 110_310);
		assert_eq!(after(PLATFORM, of([0, 0, 2, 2])), 110_000 + 10_000 + 220);
		assert_eq!(after(PLATFORM, of([0, 2, 0, 2])), 2 * (110_000 + 10_000) + 40);
	});
}

#[test]
fn gives_nothing_back_for_what_is_refused() {
	ExtBuilder.build_and_execute(|| {
		let call = RuntimeCall::from(record(0, plain()));
		let info = call.get_dispatch_info();
		let refusal = sp_runtime::traits::Dispatchable::dispatch(call, RuntimeOrigin::signed(COMPETITOR));
		assert_eq!(refusal.unwrap_err().post_info.calc_actual_weight(&info), info.call_weight);
	});
}

#[test]
fn keeps_apart_what_follows_one_another_of_one_unit_and_what_returns_to_it() {
	ExtBuilder.build_and_execute(|| {
		let of = |units: [u32; 4]| record_many(units.map(|n| (n, plain())));
		assert_ok!(dispatch(OWNER, of([0, 1, 0, 0])));
		advance(1);
		assert_ok!(dispatch(OWNER, of([1, 1, 0, 1])));
		let records = |code: TraceCode| TransactionInfo::head(&code).unwrap().records;
		assert_eq!((records(unit(0)), records(unit(1))), (4, 4));
		assert_eq!(weigh(OWNER, record(0, plain())).1, Weight::from_parts(1, length(record(0, plain()))));
	});
}
