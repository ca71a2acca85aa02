// SPDX-License-Identifier: Apache-2.0

//! Tests of the genesis.

use crate::{mock::*, *};

#[test]
fn members_with_session_keys_validate_from_the_first_block_on() {
	ExtBuilder::default().validators([ALICE, CHARLIE]).build_and_execute(|| {
		assert_eq!((acting(), planned()), (vec![ALICE, CHARLIE], vec![ALICE, CHARLIE]));
		assert_eq!(standing(ALICE), Some(Standing::Active));
		assert_eq!(standing(BOB), None);
	})
}

#[test]
fn an_account_that_is_no_member_does_not_validate() {
	ExtBuilder::default().validators([ALICE, BOB, STRANGER]).build_and_execute(|| {
		assert_eq!(acting(), [ALICE, BOB]);
		assert_eq!(standing(STRANGER), None);
	})
}

#[test]
fn genesis_sets_floor_term_and_length() {
	let chain = ExtBuilder { floor: 3, idle_term: 50, session_length: 7, ..ExtBuilder::default() };
	chain.build_and_execute(|| {
		assert_eq!((Floor::<Test>::get(), IdleTerm::<Test>::get()), (3, 50));
		next_session();
		assert_eq!(System::block_number(), 7);
	})
}

#[test]
fn the_genesis_config_has_defaults() {
	let genesis = GenesisConfig::<Test>::default();
	assert_eq!((genesis.floor, genesis.idle_term, genesis.session_length), (1, TERM, LENGTH));
}

#[test]
#[should_panic = "the validators of genesis reach the floor"]
fn refuses_a_floor_that_its_validators_do_not_reach() {
	ExtBuilder::default().floor(5).build();
}

#[test]
#[should_panic = "every validator of genesis is a member of the collective"]
fn refuses_validators_that_are_no_members() {
	ExtBuilder::default().validators([STRANGER]).floor(1).build();
}

#[test]
#[should_panic = "the floor is at least one"]
fn refuses_a_floor_of_zero() {
	ExtBuilder::default().floor(0).build();
}

#[test]
#[should_panic = "everyone's turn comes within the idle term"]
fn refuses_too_short_an_idle_term() {
	ExtBuilder { idle_term: MIN_TERM - 1, ..ExtBuilder::default() }.build();
}

#[test]
#[should_panic = "a session has at least its shortest length"]
fn refuses_too_short_a_session() {
	ExtBuilder { session_length: MIN_LENGTH - 1, ..ExtBuilder::default() }.build();
}
