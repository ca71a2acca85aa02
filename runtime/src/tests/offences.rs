// SPDX-License-Identifier: Apache-2.0

//! Tests of equivocations in GRANDPA: their reports and their effect on the voter.

use super::{
	accounts,
	blocks::{block_with, next_session, said, LENGTH},
	motion, preset,
};
use crate::{
	Block, Executive, Grandpa, Regulators, Runtime, RuntimeOrigin, Session, System, UncheckedExtrinsic,
	ValidatorSeats,
};
use codec::Decode;
use finality_grandpa::{Message, Prevote};
use frame_support::{assert_noop, assert_ok};
use pallet_validator_seats::{Error, Event, Retirement, Seats, Standing};
use sp_consensus_grandpa::{
	localized_payload, runtime_decl_for_grandpa_api::GrandpaApiV3 as GrandpaApi, Equivocation,
	EquivocationProof, OpaqueKeyOwnershipProof, SetId,
};
use sp_core::{
	offchain::{testing::TestTransactionPoolExt, TransactionPoolExt},
	H256,
};
use sp_keyring::{
	Ed25519Keyring,
	Sr25519Keyring::{Alice, Bob, Charlie, Dave},
};
use sp_runtime::transaction_validity::{InvalidTransaction, TransactionSource};

const OFFENDED: Standing = Standing::Retired(Retirement::Offence);

/// Takes the latest report out of the pool.
type Latest<'a> = &'a dyn Fn() -> Vec<u8>;

/// The network of four, with short sessions and a floor, and a pool that takes the reports of a node.
fn network(floor: u32, test: impl FnOnce(Latest)) {
	let (pool, state) = TestTransactionPoolExt::new();
	let mut chain = preset("local_testnet");
	chain.register_extension(TransactionPoolExt::new(pool));
	chain.execute_with(|| {
		assert_ok!(ValidatorSeats::set_session_length(motion(3), LENGTH));
		assert_ok!(ValidatorSeats::set_floor(motion(3), floor));
		test(&|| state.write().transactions.pop().unwrap());
	});
}

/// Two votes of one voter in the seventh round, for different blocks, signed as a member of a set.
fn two_votes(by: Ed25519Keyring, set: SetId) -> EquivocationProof<H256, u32> {
	let round = 7;
	let vote = |target_hash| {
		let prevote = Prevote { target_hash, target_number: System::block_number() };
		let payload = localized_payload(round, set, &Message::Prevote(prevote.clone()));
		(prevote, by.sign(&payload).into())
	};
	let (first, second) = (vote(H256::repeat_byte(1)), vote(H256::repeat_byte(2)));
	let identity = by.public().into();
	let votes = finality_grandpa::Equivocation { round_number: round, identity, first, second };
	EquivocationProof::new(Grandpa::current_set_id(), Equivocation::Prevote(votes))
}

fn proof_of_ownership(by: Ed25519Keyring) -> Option<OpaqueKeyOwnershipProof> {
	<Runtime as GrandpaApi<Block>>::generate_key_ownership_proof(
		Grandpa::current_set_id(),
		by.public().into(),
	)
}

/// Reports two votes as a node does, and takes the report out of the pool.
fn report(
	latest: Latest,
	votes: EquivocationProof<H256, u32>,
	owner: OpaqueKeyOwnershipProof,
) -> UncheckedExtrinsic {
	let submitted =
		<Runtime as GrandpaApi<Block>>::submit_report_equivocation_unsigned_extrinsic(votes, owner);
	assert_eq!(submitted, Some(()));
	UncheckedExtrinsic::decode(&mut &latest()[..]).unwrap()
}

/// The report of a voter that voted twice.
fn report_of(latest: Latest, by: Ed25519Keyring) -> UncheckedExtrinsic {
	report(latest, two_votes(by, Grandpa::current_set_id()), proof_of_ownership(by).unwrap())
}

/// Applies a report in the block.
fn accept(report: UncheckedExtrinsic) {
	assert_ok!(Executive::apply_extrinsic(report).unwrap());
}

/// Dave votes twice and is reported, and the report is in the next block.
fn vote_twice(latest: Latest) {
	let report = report_of(latest, Ed25519Keyring::Dave);
	block_with(|| accept(report));
}

#[test]
fn a_validator_that_votes_twice_is_retired_and_disabled_at_once() {
	network(1, |latest| {
		block_with(|| ());
		let dave = Dave.to_account_id();
		vote_twice(latest);
		assert_eq!(Seats::<Runtime>::get(&dave), Some(OFFENDED));
		let index = Session::validators().iter().position(|who| *who == dave).unwrap() as u32;
		assert_eq!(Session::disabled_validators(), [index]);
		assert_eq!(said(), [Event::Retired { who: dave.clone(), why: Retirement::Offence }]);

		next_session();
		next_session();
		assert_eq!(Session::validators(), accounts(&[Alice, Bob, Charlie]));

		let activate = || ValidatorSeats::activate(RuntimeOrigin::signed(dave.clone()));
		assert_noop!(activate(), Error::<Runtime>::Offended);
		assert_ok!(ValidatorSeats::pardon(motion(3), dave.clone()));
		assert_ok!(activate());
	});
}

#[test]
fn at_the_floor_it_is_held_over_and_stays_disabled() {
	network(4, |latest| {
		block_with(|| ());
		vote_twice(latest);
		for session in 2..5 {
			next_session();
			assert!(said().contains(&Event::HeldOver { who: Dave.to_account_id(), session }));
			assert_eq!(Session::disabled_validators().len(), 1);
		}
		assert_eq!(Session::validators().len(), 4);
	});
}

#[test]
fn a_validator_that_was_expelled_and_is_held_over_is_still_identified() {
	network(4, |latest| {
		let dave = Dave.to_account_id();
		assert_ok!(Regulators::remove_member(motion(3), dave.clone().into()));
		next_session();
		next_session();
		assert!(Session::validators().contains(&dave));
		vote_twice(latest);
		assert_eq!(Seats::<Runtime>::get(&dave), Some(OFFENDED));
	});
}

#[test]
fn a_report_may_come_in_after_its_session() {
	network(1, |latest| {
		block_with(|| ());
		let late = report_of(latest, Ed25519Keyring::Dave);
		next_session();
		next_session();
		block_with(|| accept(late));
		assert_eq!(Seats::<Runtime>::get(Dave.to_account_id()), Some(OFFENDED));
	});
}

#[test]
fn a_report_is_taken_from_the_own_node_and_from_a_block_and_once() {
	network(1, |latest| {
		block_with(|| ());
		let report = report_of(latest, Ed25519Keyring::Dave);
		let parent = System::parent_hash();
		let validity = |source| Executive::validate_transaction(source, report.clone(), parent);
		assert_ok!(validity(TransactionSource::Local));
		assert_ok!(validity(TransactionSource::InBlock));
		assert_eq!(validity(TransactionSource::External), Err(InvalidTransaction::Call.into()));

		block_with(|| {
			accept(report.clone());
			let again = Executive::apply_extrinsic(report.clone());
			assert_eq!(again, Err(InvalidTransaction::Stale.into()));
		});
		assert_eq!(validity(TransactionSource::Local), Err(InvalidTransaction::Stale.into()));
	});
}

#[test]
fn a_report_that_proves_nothing_is_refused() {
	network(1, |latest| {
		block_with(|| ());
		let (charlie, dave) = (Ed25519Keyring::Charlie, Ed25519Keyring::Dave);

		// The key belongs to another validator than the votes.
		let owner = proof_of_ownership(charlie).unwrap();
		let misdirected = report(latest, two_votes(dave, Grandpa::current_set_id()), owner);
		block_with(|| {
			assert_eq!(
				Executive::apply_extrinsic(misdirected.clone()),
				Err(InvalidTransaction::BadProof.into())
			);
		});

		// The votes were signed in another set.
		let other_set = Grandpa::current_set_id() + 1;
		let forged = report(latest, two_votes(dave, other_set), proof_of_ownership(dave).unwrap());
		block_with(|| {
			let refused = pallet_grandpa::Error::<Runtime>::InvalidEquivocationProof;
			assert_eq!(Executive::apply_extrinsic(forged.clone()).unwrap(), Err(refused.into()));
		});
		assert_eq!(Seats::<Runtime>::get(Dave.to_account_id()), Some(Standing::Active));
	});
}

#[test]
fn nothing_is_proven_of_an_account_that_does_not_validate() {
	network(1, |_| {
		block_with(|| ());
		let proof = proof_of_ownership(Ed25519Keyring::Eve).unwrap();
		let proof: sp_session::MembershipProof = proof.decode().unwrap();
		use frame_support::traits::KeyOwnerProofSystem;
		let key = (sp_consensus_grandpa::KEY_TYPE, Ed25519Keyring::Eve.public());
		assert_eq!(crate::Historical::check_proof(key, proof), None);
	});
}
