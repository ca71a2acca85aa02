// SPDX-License-Identifier: Apache-2.0

//! Tests that no single regulator stops or fills the council.

use super::{
	blocks::{block_with, next_block},
	motion, preset,
};
use crate::{
	configs::{
		council_limits::{
			WhitelistTerm, MAX_MOTION_LENGTH, MOTIONS_PER_MEMBER, PREIMAGES_PER_MEMBER,
			PREIMAGE_BYTES_PER_MEMBER,
		},
		governance::MotionDuration,
		membership::MAX_REGULATORS,
		system::MAXIMUM_BLOCK_WEIGHT,
	},
	Council, CouncilLimits, Hash, Preimage, Regulators, Runtime, RuntimeCall, RuntimeEvent, RuntimeOrigin,
	System, Whitelist,
};
use codec::Encode;
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResultWithPostInfo, traits::Contains};
use pallet_collective::{Instance1, ProposalCount, Proposals};
use pallet_council_limits::{Error, Preimages};
use sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie, Dave};
use sp_runtime::{
	traits::{BlakeTwo256, Dispatchable, Hash as _},
	AccountId32, DispatchError,
};

fn signed(who: Sr25519Keyring) -> RuntimeOrigin {
	RuntimeOrigin::signed(who.to_account_id())
}

/// A remark of a length, different for every `n`.
fn remark(n: u32, length: usize) -> RuntimeCall {
	let remark = n.encode().into_iter().chain([0; 4]).cycle().take(length.max(4)).collect();
	frame_system::Call::remark { remark }.into()
}

fn expel(who: Sr25519Keyring) -> RuntimeCall {
	pallet_membership::Call::remove_member { who: who.to_account_id().into() }.into()
}

fn propose(who: Sr25519Keyring, threshold: u32, call: &RuntimeCall) -> DispatchResultWithPostInfo {
	let (proposal, length_bound) = (Box::new(call.clone()), call.encoded_size() as u32);
	let propose =
		pallet_collective::Call::<Runtime, Instance1>::propose { threshold, proposal, length_bound };
	RuntimeCall::from(propose).dispatch(signed(who))
}

/// Has members vote on the motion that was proposed last, and another account close it.
fn vote_and_close(call: &RuntimeCall, ayes: &[Sr25519Keyring], nays: &[Sr25519Keyring]) {
	let (hash, index) = (BlakeTwo256::hash_of(call), ProposalCount::<Runtime, Instance1>::get() - 1);
	for (voters, approve) in [(ayes, true), (nays, false)] {
		for who in voters {
			assert_ok!(Council::vote(signed(*who), hash, index, approve));
		}
	}
	let length = call.encoded_size() as u32;
	assert_ok!(Council::close(signed(Sr25519Keyring::Eve), hash, index, MAXIMUM_BLOCK_WEIGHT, length));
}

/// Proposes as many motions of one member as it may have.
fn fill(who: Sr25519Keyring, from: u32) {
	for n in from..from + MOTIONS_PER_MEMBER {
		assert_ok!(propose(who, 2, &remark(n, 0)));
	}
}

fn note(who: Sr25519Keyring, bytes: Vec<u8>) -> DispatchResultWithPostInfo {
	Preimage::note_preimage(signed(who), bytes)
}

fn filtered() -> DispatchError {
	frame_system::Error::<Runtime>::CallFiltered.into()
}

#[test]
fn a_regulator_that_filled_its_share_of_the_motions_is_expelled_all_the_same() {
	preset("local_testnet").execute_with(|| {
		block_with(|| {
			fill(Dave, 0);
			assert_noop!(propose(Dave, 2, &remark(99, 0)), Error::<Runtime>::MaxMotionsExceeded);
			assert_ok!(propose(Alice, 3, &expel(Dave)));
			vote_and_close(&expel(Dave), &[Alice, Bob, Charlie], &[]);
			assert!(!Regulators::contains(&Dave.to_account_id()));
		});
		next_block();
		assert!(Proposals::<Runtime, Instance1>::get().is_empty());
		CouncilLimits::do_try_state().unwrap();
	});
}

#[test]
fn a_whole_council_fills_its_shares_and_every_motion_has_room() {
	preset("local_testnet").execute_with(|| {
		block_with(|| {
			let members = (0..MAX_REGULATORS).map(|n| AccountId32::from([n as u8; 32])).collect();
			assert_ok!(Regulators::reset_members(RuntimeOrigin::root(), members));
			for n in 0..MAX_REGULATORS * MOTIONS_PER_MEMBER {
				let who = RuntimeOrigin::signed(AccountId32::from([(n / MOTIONS_PER_MEMBER) as u8; 32]));
				let call = remark(n, 0);
				let length = call.encoded_size() as u32;
				assert_ok!(Council::propose(who, 2, Box::new(call), length));
			}
			CouncilLimits::do_try_state().unwrap();
		});
	});
}

#[test]
fn a_motion_that_was_voted_down_or_has_lapsed_is_closed_by_any_account_and_makes_room() {
	preset("local_testnet").execute_with(|| {
		fill(Dave, 0);
		assert_ok!(propose(Alice, 3, &remark(50, 0)));
		vote_and_close(&remark(50, 0), &[], &[Alice, Bob]);
		System::set_block_number(System::block_number() + MotionDuration::get());
		let open = Proposals::<Runtime, Instance1>::get();
		for (index, hash) in open.into_iter().enumerate() {
			let stranger = signed(Sr25519Keyring::Eve);
			assert_ok!(Council::close(stranger, hash, index as u32, Default::default(), 0));
		}
		fill(Dave, 10);
	});
}

#[test]
fn a_motion_that_squats_on_an_expulsion_is_voted_away_and_replaced_in_one_batch() {
	preset("local_testnet").execute_with(|| {
		let expulsion = expel(Dave);
		let hash = BlakeTwo256::hash_of(&expulsion);
		// All four would have to agree, Dave among them.
		assert_ok!(propose(Dave, 4, &expulsion));
		let taken = pallet_collective::Error::<Runtime, Instance1>::DuplicateProposal;
		assert_noop!(propose(Alice, 3, &expulsion), taken);

		use pallet_collective::Call::{close, propose as propose_call, vote};
		let length_bound = expulsion.encoded_size() as u32;
		let calls: [pallet_collective::Call<Runtime, Instance1>; 3] = [
			vote { proposal: hash, index: 0, approve: false },
			close { proposal_hash: hash, index: 0, proposal_weight_bound: Default::default(), length_bound },
			propose_call { threshold: 3, proposal: Box::new(expulsion.clone()), length_bound },
		];
		let batch = pallet_utility::Call::batch_all { calls: calls.map(RuntimeCall::from).to_vec() };
		assert_ok!(RuntimeCall::from(batch).dispatch(signed(Alice)));
		vote_and_close(&expulsion, &[Alice, Bob, Charlie], &[]);
		assert!(!Regulators::contains(&Dave.to_account_id()));
	});
}

#[test]
fn a_motion_longer_than_what_is_decided_by_its_hash_is_refused() {
	preset("local_testnet").execute_with(|| {
		let overhead = remark(0, 1_000).encoded_size() - 1_000;
		assert_ok!(propose(Alice, 2, &remark(1, MAX_MOTION_LENGTH - overhead - 2)));
		let long = remark(2, MAX_MOTION_LENGTH);
		assert_noop!(propose(Alice, 2, &long), filtered());
		// Nor does it slip in inside another call.
		let (proposal, length_bound) = (Box::new(long), u32::MAX);
		let propose =
			pallet_collective::Call::<Runtime, Instance1>::propose { threshold: 2, proposal, length_bound };
		let batch = RuntimeCall::from(pallet_utility::Call::batch_all { calls: vec![propose.into()] });
		assert_eq!(batch.dispatch(signed(Alice)).unwrap_err().error, filtered());
	});
}

#[test]
fn one_member_notes_so_many_preimages_and_bytes_and_another_still_notes() {
	preset("local_testnet").execute_with(|| {
		let longest = PREIMAGE_BYTES_PER_MEMBER as usize;
		assert_ok!(note(Dave, vec![1; longest - 1]));
		assert_noop!(note(Dave, vec![2; 2]), Error::<Runtime>::MaxPreimageBytesExceeded);
		for n in 1..PREIMAGES_PER_MEMBER as usize {
			assert_ok!(note(Charlie, vec![n as u8; n]));
		}
		assert_ok!(note(Charlie, vec![]));
		assert_noop!(note(Charlie, vec![9]), Error::<Runtime>::MaxPreimagesExceeded);
		assert_ok!(note(Alice, vec![3; longest]));
		// A single member does not do so through the council either.
		assert_noop!(Preimage::note_preimage(super::member(Dave), vec![4]), DispatchError::BadOrigin);

		let hash = BlakeTwo256::hash(&vec![1; longest - 1]);
		assert_ok!(Preimage::unnote_preimage(signed(Dave), hash));
		assert_ok!(note(Dave, vec![5; 2]));
		CouncilLimits::do_try_state().unwrap();
	});
}

#[test]
fn the_preimages_of_an_expelled_member_go_but_for_those_that_two_thirds_have_whitelisted() {
	preset("local_testnet").execute_with(|| {
		let (kept, gone) = (remark(1, 100), remark(2, 100));
		block_with(|| {
			assert_ok!(note(Dave, kept.encode()));
			assert_ok!(note(Dave, gone.encode()));
			assert_ok!(Whitelist::whitelist_call(motion(3), BlakeTwo256::hash_of(&kept)));
			assert_ok!(Regulators::remove_member(motion(3), Dave.to_account_id().into()));
		});
		next_block();
		let is_there = |call: &RuntimeCall| {
			let key = (BlakeTwo256::hash_of(call), call.encoded_size() as u32);
			pallet_preimage::PreimageFor::<Runtime>::contains_key(key)
		};
		assert!(is_there(&kept) && !is_there(&gone));
		assert_eq!(Preimages::<Runtime>::iter().count(), 0);
		assert_noop!(note(Dave, vec![1]), Error::<Runtime>::NotMember);
		assert_ok!(dispatch_whitelisted(Alice, &kept));
		assert!(!is_there(&kept));
	});
}

/// Has a noted call dispatched as Root by a single member.
fn dispatch_whitelisted(who: Sr25519Keyring, call: &RuntimeCall) -> DispatchResultWithPostInfo {
	let (call_hash, call_encoded_len) = (BlakeTwo256::hash_of(call), call.encoded_size() as u32);
	let call_weight_witness = MAXIMUM_BLOCK_WEIGHT;
	let dispatch = pallet_whitelist::Call::<Runtime>::dispatch_whitelisted_call {
		call_hash,
		call_encoded_len,
		call_weight_witness,
	};
	RuntimeCall::from(dispatch).dispatch(super::member(who))
}

#[test]
fn a_whitelisted_preimage_has_no_owner_and_goes_when_the_call_was_dispatched() {
	preset("local_testnet").execute_with(|| {
		// More often than a member keeps preimages.
		for n in 0..2 * PREIMAGES_PER_MEMBER {
			let call = remark(n, 10);
			assert_ok!(note(Alice, call.encode()));
			assert_ok!(Whitelist::whitelist_call(motion(3), BlakeTwo256::hash_of(&call)));
			assert_eq!(Preimages::<Runtime>::get(Alice.to_account_id()), None);
			assert_ok!(dispatch_whitelisted(Bob, &call));
		}
		assert_eq!(pallet_preimage::RequestStatusFor::<Runtime>::iter().count(), 0);
		assert_eq!(pallet_preimage::PreimageFor::<Runtime>::iter().count(), 0);
	});
}

#[test]
fn one_member_leaves_no_dispatch_of_what_was_never_whitelisted() {
	preset("local_testnet").execute_with(|| {
		let refused = dispatch_whitelisted(Alice, &remark(1, 10)).unwrap_err();
		assert_eq!(refused.error, filtered());
		let call = Box::new(remark(1, 10));
		let dispatch = pallet_whitelist::Call::<Runtime>::dispatch_whitelisted_call_with_preimage { call };
		assert_eq!(RuntimeCall::from(dispatch).dispatch(super::member(Alice)).unwrap_err().error, filtered());
		assert_eq!(pallet_whitelist::DeferredDispatch::<Runtime>::iter().count(), 0);
	});
}

#[test]
fn a_whitelisted_call_is_not_dispatched_after_its_term() {
	preset("local_testnet").execute_with(|| {
		let call = remark(1, 10);
		let hash: Hash = BlakeTwo256::hash_of(&call);
		block_with(|| {
			assert_ok!(note(Alice, call.encode()));
			assert_ok!(Whitelist::whitelist_call(motion(3), hash));
		});
		System::set_block_number(System::block_number() + WhitelistTerm::get());
		next_block();
		assert!(System::events().iter().any(|record| {
			record.event
				== RuntimeEvent::CouncilLimits(pallet_council_limits::Event::WhitelistedCallLapsed {
					call_hash: hash,
				})
		}));
		assert!(!pallet_whitelist::WhitelistedCall::<Runtime>::contains_key(hash));
		assert_eq!(pallet_preimage::PreimageFor::<Runtime>::iter().count(), 0);
		assert_eq!(dispatch_whitelisted(Alice, &call).unwrap_err().error, filtered());
	});
}
