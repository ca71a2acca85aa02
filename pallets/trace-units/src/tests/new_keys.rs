// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Call, NextTransformation};
use frame_support::{assert_ok, dispatch::GetDispatchInfo};
use sp_runtime::{traits::Dispatchable, BoundedVec};
use std::collections::BTreeSet;
use suyuan_primitives::requirement::Category;

/// Every key of the pallet in the state, but that of `NextTransformation`, which is new once.
fn keys() -> BTreeSet<Vec<u8>> {
	let prefix = sp_io::hashing::twox_128(b"TraceUnits");
	let next = |key: &Vec<u8>| sp_io::storage::next_key(key).filter(|key| key.starts_with(&prefix));
	std::iter::successors(next(&prefix.to_vec()), next)
		.filter(|key| *key != NextTransformation::<Test>::hashed_key())
		.collect()
}

/// Asserts that the trader's call is charged for as many new keys as it leaves in the state.
fn assert_charges_for_what_is_new(call: Call<Test>, expected: u64) {
	let (before, said) = (keys(), call.max_new_keys() as u64);
	let call = RuntimeCall::from(call);
	// All other weights are zero in these tests.
	let charged = call.get_dispatch_info().call_weight.ref_time() / NewKey::get().ref_time();
	assert_ok!(call.dispatch(Some(TRADER).into()));
	let new = keys().difference(&before).count() as u64;
	assert_eq!((said, charged, new), (expected, expected, expected));
}

#[test]
fn a_registration_is_charged_for_its_unit() {
	ExtBuilder::default().build_and_execute(|| {
		assert_charges_for_what_is_new(Call::register { unit: item(1) }, 1);
		let units = BoundedVec::truncate_from(vec![item(2), batch("A"), carton(1)]);
		assert_charges_for_what_is_new(Call::register_many { units }, 3);
	});
}

#[test]
fn a_registration_is_charged_for_the_batches_that_its_code_names() {
	ExtBuilder::default().build_and_execute(|| {
		assert_charges_for_what_is_new(Call::register { unit: piece_of("A", 1) }, 2);
		assert_charges_for_what_is_new(Call::register { unit: variant_of("A", 1) }, 3);
	});
}

#[test]
fn a_transformation_is_charged_for_itself_its_inputs_and_its_outputs() {
	ExtBuilder::default().with([batch("A"), item(1)]).build_and_execute(|| {
		let inputs = BoundedVec::truncate_from(vec![some(batch("A"), pieces(4)), whole(item(1))]);
		let outputs = BoundedVec::truncate_from(vec![item(2), item(3), item(4)]);
		assert_charges_for_what_is_new(Call::transform { inputs, outputs }, 1 + 2 + 3);
	});
}

#[test]
fn a_split_is_charged_for_itself_its_batch_and_its_parts() {
	ExtBuilder::default().with([batch("A")]).build_and_execute(|| {
		let parts = BoundedVec::truncate_from(vec![batch_of("A1", pieces(3)), batch_of("A2", pieces(5))]);
		assert_charges_for_what_is_new(Call::split { code: batch("A").code, parts }, 1 + 1 + 2);
	});
}

#[test]
fn packing_is_charged_for_every_unit_that_is_packed() {
	ExtBuilder::default().with([item(1), item(2), carton(1)]).build_and_execute(|| {
		let children = BoundedVec::truncate_from(vec![item(1).code, item(2).code]);
		assert_charges_for_what_is_new(Call::pack { parent: carton(1).code, children }, 2);
	});
}

#[test]
fn to_archive_is_charged_for_what_is_left() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		record(&item(1).code, Category::ALL);
		assert_ok!(close(TRADER, item(1).code));
		pass(365 * DAY + Retention::get());
		assert_charges_for_what_is_new(Call::archive { code: item(1).code }, 1);
	});
}
