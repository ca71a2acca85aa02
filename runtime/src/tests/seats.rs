// SPDX-License-Identifier: Apache-2.0

//! Tests of regulators in the validator set: voted in, voted out, idle.

use super::{
	accounts,
	blocks::{block_with, next_session, next_session_without, said, LENGTH},
	member, motion, preset,
};
use crate::{
	configs::{
		consensus::{DefaultIdleTerm, MAX_HISTORICAL_SESSIONS},
		system::{BaseFilter, MAXIMUM_BLOCK_WEIGHT},
	},
	opaque::SessionKeys,
	AccountId, Council, Grandpa, Runtime, RuntimeCall, RuntimeEvent, RuntimeOrigin, Session, System,
	ValidatorSeats,
};
use codec::Encode;
use frame_support::{assert_noop, assert_ok, dispatch::GetDispatchInfo, traits::Contains};
use pallet_collective::Instance1;
use pallet_session::historical::{HistoricalSessions, StoredRange};
use pallet_validator_seats::{Error, Event, Rest, Seats, Standing};
use sp_core::proof_of_possession::statement_of_ownership;
use sp_keyring::{
	Ed25519Keyring,
	Sr25519Keyring::{self, Alice, Bob, Charlie, Dave, Eve},
};
use sp_runtime::{
	traits::{BlakeTwo256, Dispatchable, Hash as _},
	DispatchError,
};

fn signed(who: Sr25519Keyring) -> RuntimeOrigin {
	RuntimeOrigin::signed(who.to_account_id())
}

/// Runs a test on the network of four, with short sessions.
fn network(test: impl FnOnce()) {
	preset("local_testnet").execute_with(|| {
		assert_ok!(ValidatorSeats::set_session_length(motion(3), LENGTH));
		test();
	});
}

/// A motion from proposal to execution, by these members.
fn council_decides(by: &[Sr25519Keyring], call: impl Into<RuntimeCall>) {
	let call = call.into();
	let (hash, length) = (BlakeTwo256::hash_of(&call), call.encoded_size() as u32);
	let weight = call.get_dispatch_info().call_weight;
	let index = pallet_collective::ProposalCount::<Runtime, Instance1>::get();
	assert_ok!(Council::propose(signed(by[0]), by.len() as u32, Box::new(call), length));
	for who in by {
		assert_ok!(Council::vote(signed(*who), hash, index, true));
	}
	assert_ok!(Council::close(signed(by[0]), hash, index, weight, length));
	System::assert_has_event(RuntimeEvent::Council(pallet_collective::Event::Executed {
		proposal_hash: hash,
		result: Ok(()),
	}));
}

fn expel(who: Sr25519Keyring) -> RuntimeCall {
	pallet_membership::Call::remove_member { who: who.to_account_id().into() }.into()
}

fn elect(who: Sr25519Keyring) -> RuntimeCall {
	pallet_membership::Call::add_member { who: who.to_account_id().into() }.into()
}

/// The session keys of one person, and the proof of another that it has them.
fn keys_and_proof(of: (Sr25519Keyring, Ed25519Keyring), owner: Sr25519Keyring) -> (SessionKeys, Vec<u8>) {
	let keys = SessionKeys { aura: of.0.public().into(), grandpa: of.1.public().into() };
	let statement = statement_of_ownership(&owner.to_account_id().encode());
	(keys, (of.0.sign(&statement), of.1.sign(&statement)).encode())
}

fn validators() -> Vec<AccountId> {
	Session::validators()
}

#[test]
fn every_validator_of_a_preset_is_an_active_seat() {
	for (name, count) in [("development", 1), ("local_testnet", 4)] {
		preset(name).execute_with(|| {
			assert_eq!(Seats::<Runtime>::iter().count(), count);
			for who in validators() {
				assert_eq!(Seats::<Runtime>::get(who), Some(Standing::Active));
			}
			// The owner of a key can be proven from the first session on.
			assert!(HistoricalSessions::<Runtime>::contains_key(0));
		});
	}
}

#[test]
fn a_lone_validator_goes_on_for_sessions_of_five_minutes() {
	preset("development").execute_with(|| {
		for session in 1..4 {
			next_session();
			assert_eq!((Session::current_index(), System::block_number()), (session, session * 150));
		}
		assert_noop!(ValidatorSeats::rest(signed(Alice)), Error::<Runtime>::AtFloor);
		assert_eq!(validators(), accounts(&[Alice]));
	});
}

#[test]
fn a_member_voted_out_leaves_the_set_at_the_session_that_was_announced() {
	network(|| {
		block_with(|| council_decides(&[Alice, Bob, Charlie], expel(Dave)));
		next_session();
		let leaving = accounts(&[Dave]);
		assert_eq!(said(), [Event::SetPlanned { session: 2, entering: vec![], leaving: leaving.clone() }]);
		assert!(validators().contains(&leaving[0]));

		next_session();
		assert_eq!(said(), [Event::SetChanged { session: 2, entering: vec![], leaving }]);
		assert_eq!(validators(), accounts(&[Alice, Bob, Charlie]));
		assert_eq!(Grandpa::grandpa_authorities().len(), 3);
		assert_eq!(pallet_aura::Authorities::<Runtime>::get().len(), 3);
	});
}

#[test]
fn a_member_voted_in_sets_keys_activates_and_is_in_the_set_two_sessions_later() {
	network(|| {
		let (keys, proof) = keys_and_proof((Eve, Ed25519Keyring::Eve), Eve);
		let set_keys = |proof: &[u8]| Session::set_keys(signed(Eve), keys.clone(), proof.to_vec());
		block_with(|| {
			let unknown = pallet_session::Error::<Runtime>::NoAssociatedValidatorId;
			assert_noop!(set_keys(&proof), unknown);
			assert_noop!(ValidatorSeats::activate(signed(Eve)), Error::<Runtime>::NotASeat);
			council_decides(&[Alice, Bob, Charlie], elect(Eve));
		});
		block_with(|| {
			assert_noop!(ValidatorSeats::activate(signed(Eve)), Error::<Runtime>::NoKeys);
			// A proof by the same keys for another account won't do.
			let (_, borrowed) = keys_and_proof((Eve, Ed25519Keyring::Eve), Alice);
			let refused = pallet_session::Error::<Runtime>::InvalidProof;
			assert_noop!(set_keys(&borrowed), refused);
			assert_ok!(set_keys(&proof));
			assert_ok!(ValidatorSeats::activate(signed(Eve)));
		});
		next_session();
		next_session();
		assert_eq!(Session::current_index(), 2);
		assert_eq!(validators(), accounts(&[Alice, Bob, Charlie, Dave, Eve]));
		assert_eq!(Grandpa::grandpa_authorities().len(), 5);
	});
}

#[test]
fn a_node_that_is_gone_is_let_rest_after_half_an_hour() {
	network(|| {
		let gone = accounts(&[Dave]);
		while System::block_number() < DefaultIdleTerm::get() {
			next_session_without(&gone);
		}
		let rested = Event::Rested { who: gone[0].clone(), why: Rest::Idle };
		assert!(said().contains(&rested));
		next_session_without(&gone);
		assert_eq!(validators(), accounts(&[Alice, Bob, Charlie]));
	});
}

#[test]
fn no_validator_takes_its_keys_from_under_the_set() {
	network(|| {
		let purge = RuntimeCall::from(pallet_session::Call::purge_keys {});
		assert!(!BaseFilter::contains(&purge));
		let filtered = frame_system::Error::<Runtime>::CallFiltered;
		assert_noop!(purge.dispatch(signed(Alice)), filtered);
	});
}

#[test]
fn settings_that_concern_all_seats_take_two_thirds_of_the_council() {
	network(|| {
		for too_few in [motion(2), member(Alice), RuntimeOrigin::root(), signed(Alice)] {
			assert_noop!(ValidatorSeats::set_floor(too_few.clone(), 2), DispatchError::BadOrigin);
			assert_noop!(ValidatorSeats::set_session_length(too_few.clone(), 20), DispatchError::BadOrigin);
			let dave = Dave.to_account_id();
			assert_noop!(ValidatorSeats::pardon(too_few.clone(), dave), DispatchError::BadOrigin);
			assert_noop!(ValidatorSeats::set_idle_term(too_few, 100), DispatchError::BadOrigin);
		}
		assert_ok!(ValidatorSeats::set_floor(motion(3), 2));
		assert_ok!(ValidatorSeats::set_session_length(motion(3), 20));
		assert_ok!(ValidatorSeats::set_idle_term(motion(3), 100));
	});
}

#[test]
fn the_block_in_which_a_session_begins_counts_as_full() {
	network(|| {
		let is_full = || System::block_weight().total().any_gte(MAXIMUM_BLOCK_WEIGHT);
		for number in System::block_number() + 1..=3 * LENGTH {
			assert_eq!(block_with(is_full), number.is_multiple_of(LENGTH));
		}
	});
}

#[test]
fn the_history_of_sets_is_forgotten_after_a_while() {
	network(|| {
		for _ in 0..MAX_HISTORICAL_SESSIONS + 3 {
			next_session();
		}
		let now = Session::current_index();
		assert_eq!(StoredRange::<Runtime>::get(), Some((now - MAX_HISTORICAL_SESSIONS, now + 2)));
		assert_eq!(HistoricalSessions::<Runtime>::iter().count() as u32, MAX_HISTORICAL_SESSIONS + 2);
	});
}
