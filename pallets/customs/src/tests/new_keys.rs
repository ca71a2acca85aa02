// SPDX-License-Identifier: Apache-2.0

//! Charges for new keys: never fewer than there are, and more only by those that can't be known before.

use crate::{mock::*, *};
use frame_support::{assert_ok, dispatch::GetDispatchInfo};
use sp_runtime::traits::Dispatchable;
use std::collections::BTreeSet;
use suyuan_primitives::{items::CustomsStatus, parties::DepartmentSet};

/// Every key of this pallet in the state.
fn keys() -> BTreeSet<Vec<u8>> {
	let prefix = sp_io::hashing::twox_128(b"Customs");
	let next = |key: &Vec<u8>| sp_io::storage::next_key(key).filter(|key| key.starts_with(&prefix));
	std::iter::successors(next(&prefix.to_vec()), next).collect()
}

/// The number of new keys that a call is charged for, and of those that it brings into this pallet's state.
fn charged_and_new(who: AccountId, call: Call<Test>) -> (u64, u64) {
	let (before, said) = (keys(), call.max_new_keys() as u64);
	let call = RuntimeCall::from(call);
	// All other weights are zero in these tests.
	let charged = call.get_dispatch_info().call_weight.ref_time() / NewKey::get().ref_time();
	assert_eq!(charged, said);
	assert_ok!(call.dispatch(signed(who)));
	(charged, keys().difference(&before).count() as u64)
}

/// The number of departments that need not agree in these tests, but might have to.
fn not_asked() -> u64 {
	(DepartmentSet::ALL.iter().count() - MUST_AGREE.len()) as u64
}

fn file_call() -> Call<Test> {
	Call::file { customs_code: customs_code(), scope: modes(), evidence: documents() }
}

fn decide_filing_call() -> Call<Test> {
	let (exporter, filing_hash) = (EXPORTER, filing_hash(EXPORTER));
	Call::decide_filing { exporter, filing_hash, agrees: true, reason: None }
}

#[test]
fn a_filing_is_charged_for_itself_and_its_place_on_every_work_list() {
	ExtBuilder.build_and_execute(|| {
		let (charged, new) = charged_and_new(EXPORTER, file_call());
		assert_eq!(new, 1 + MUST_AGREE.len() as u64);
		assert_eq!(charged, new + not_asked());
	});
}

#[test]
fn a_verdict_is_charged_for_itself() {
	ExtBuilder.build_and_execute(|| {
		file(EXPORTER);
		assert_eq!(charged_and_new(TAX, decide_filing_call()), (1, 1));
	});
	ExtBuilder.declared(|| {
		let declaration_hash = declaration(1).declaration_hash;
		let (entry_number, loop_digest) = (entry(1), loop_digest(1));
		let call = Call::decide { entry_number, declaration_hash, loop_digest, agrees: true, reason: None };
		assert_eq!(charged_and_new(TAX, call), (1, 1));
	});
}

#[test]
fn a_declaration_is_charged_for_itself_its_lists_its_units_their_blocks_its_loop_and_its_waybills() {
	ExtBuilder.filed(|| {
		let form = form([0, 1, 2]);
		let (units, waybills) = (3, form.heading.waybills.len() as u64);
		let (charged, new) = charged_and_new(EXPORTER, Call::declare { entry_number: entry(1), form });
		assert_eq!(new, 3 + MUST_AGREE.len() as u64 + units);
		// The blocks, the loop and the waybills are other pallets'.
		assert_eq!(charged, new + not_asked() + units + 1 + waybills);
	});
}

#[test]
fn an_amendment_is_charged_for_units_that_are_new_and_for_asking_anew() {
	ExtBuilder.declared(|| {
		agree(1);
		let form = form([1, 2]);
		let (units, waybills) = (2, form.heading.waybills.len() as u64);
		let (charged, new) = charged_and_new(EXPORTER, Call::amend { entry_number: entry(1), form });
		assert_eq!(new, MUST_AGREE.len() as u64 + units);
		assert_eq!(charged, new + not_asked() + units + 1 + waybills);
	});
}

#[test]
fn a_change_of_existing_keys_is_charged_for_no_new_key() {
	ExtBuilder.declared(|| {
		agree(1);
		for status in [CustomsStatus::Received, CustomsStatus::Concluded, CustomsStatus::Released] {
			let (code, changed_at) = (code_of(status), suyuan_primitives::values::Moment(START));
			let call = Call::advance { entry_number: entry(1), status, code, changed_at };
			assert_eq!(charged_and_new(CUSTOMS, call), (0, 0));
		}
	});
	ExtBuilder.declared(|| {
		let call = Call::cancel { entry_number: entry(1), reason: reason() };
		let (_, new) = charged_and_new(EXPORTER, call);
		assert_eq!(new, 0);
	});
	ExtBuilder.filed(|| {
		assert_eq!(charged_and_new(EXPORTER, Call::withdraw_filing {}), (0, 0));
	});
}
