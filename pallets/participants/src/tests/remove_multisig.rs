// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError::BadOrigin;

const ACCOUNT: AccountId = 31;
const HASH: [u8; 32] = [5; 32];

#[test]
fn anybody_removes_an_operation_that_lapsed() {
	ExtBuilder::default().build_and_execute(|| {
		open_multisig(ACCOUNT, HASH);
		open_multisig(ACCOUNT, [6; 32]);
		System::set_block_number(System::block_number() + MULTISIG_TERM);
		assert_ok!(Registry::remove_multisig(signed(STRANGER), ACCOUNT, HASH));

		assert_eq!(Multisigs::opened_at(&ACCOUNT, &HASH), None);
		assert!(Multisigs::opened_at(&ACCOUNT, &[6; 32]).is_some());
		assert_eq!(events(), [Event::MultisigLapsed { account: ACCOUNT, call_hash: HASH }]);
	})
}

#[test]
fn refuses_one_that_stands() {
	ExtBuilder::default().build_and_execute(|| {
		open_multisig(ACCOUNT, HASH);
		System::set_block_number(System::block_number() + MULTISIG_TERM - 1);
		let remove = Registry::remove_multisig(signed(STRANGER), ACCOUNT, HASH);
		assert_noop!(remove, Error::<Test>::MultisigStands);
	})
}

#[test]
fn refuses_one_that_is_not_open() {
	ExtBuilder::default().build_and_execute(|| {
		open_multisig(ACCOUNT, HASH);
		System::set_block_number(System::block_number() + MULTISIG_TERM);
		for (account, hash) in [(ACCOUNT, [6; 32]), (STRANGER, HASH)] {
			let remove = Registry::remove_multisig(signed(STRANGER), account, hash);
			assert_noop!(remove, Error::<Test>::NoOpenMultisig);
		}
	})
}

#[test]
fn refuses_what_no_account_signed() {
	ExtBuilder::default().build_and_execute(|| {
		for origin in unsigned() {
			assert_noop!(Registry::remove_multisig(origin, ACCOUNT, HASH), BadOrigin);
		}
	})
}
