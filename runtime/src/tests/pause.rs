// SPDX-License-Identifier: Apache-2.0

//! Tests of paused calls, and of those that can't be paused.

use super::{member, motion, preset};
use crate::{
	configs::governance::NeverPaused, Council, Runtime, RuntimeCall, RuntimeEvent, RuntimeOrigin, System,
	TxPause, Utility, Whitelist,
};
use codec::Encode;
use frame_support::{
	assert_noop, assert_ok,
	traits::{Contains, Get, GetCallMetadata},
};
use pallet_collective::Instance1;
use pallet_tx_pause::{Error, PausedCalls, RuntimeCallNameOf};
use sp_keyring::Sr25519Keyring::{self, Alice, Bob, Eve};
use sp_runtime::{
	traits::{Dispatchable, Hash as _},
	DispatchError,
};

fn signed(who: Sr25519Keyring) -> RuntimeOrigin {
	RuntimeOrigin::signed(who.to_account_id())
}

fn name(pallet: &str, call: &str) -> RuntimeCallNameOf<Runtime> {
	let bounded = |name: &str| name.as_bytes().to_vec().try_into().unwrap();
	(bounded(pallet), bounded(call))
}

/// A call that every participant in force may make, and its name.
fn invite() -> (RuntimeCall, RuntimeCallNameOf<Runtime>) {
	let call = pallet_participants::Call::invite { who: Eve.to_account_id(), operators: Default::default() };
	(call.into(), name("Participants", "invite"))
}

fn filtered() -> DispatchError {
	frame_system::Error::<Runtime>::CallFiltered.into()
}

/// The names of all calls.
fn every_name() -> Vec<(&'static str, &'static str)> {
	let calls = |pallet| RuntimeCall::get_call_names(pallet).iter().map(move |call| (pallet, *call));
	RuntimeCall::get_module_names().iter().flat_map(|pallet| calls(*pallet)).collect()
}

/// Pauses every call that can be paused.
fn pause_everything() {
	for (pallet, call) in every_name() {
		let name = name(pallet, call);
		if !NeverPaused::contains(&name) {
			assert_ok!(TxPause::pause(motion(2), name));
		}
	}
}

#[test]
fn a_third_of_the_council_pauses_and_a_majority_takes_it_back() {
	preset("local_testnet").execute_with(|| {
		let (call, name) = invite();
		for refused in [motion(1), member(Alice), RuntimeOrigin::root(), signed(Alice)] {
			assert_noop!(TxPause::pause(refused, name.clone()), DispatchError::BadOrigin);
		}
		assert_ok!(TxPause::pause(motion(2), name.clone()));
		assert_noop!(call.clone().dispatch(signed(Alice)), filtered());

		for refused in [motion(2), member(Alice), RuntimeOrigin::root(), signed(Alice)] {
			assert_noop!(TxPause::unpause(refused, name.clone()), DispatchError::BadOrigin);
		}
		assert_ok!(TxPause::unpause(motion(3), name));
		assert_ok!(call.dispatch(signed(Alice)));
	});
}

#[test]
fn a_paused_call_is_refused_inside_others_too() {
	preset("local_testnet").execute_with(|| {
		let (call, name) = invite();
		assert_ok!(TxPause::pause(motion(2), name));

		let all = Utility::batch_all(signed(Alice), vec![call.clone()]);
		assert_eq!(all.unwrap_err().error, filtered());

		assert_ok!(Utility::batch(signed(Alice), vec![call.clone()]));
		System::assert_has_event(RuntimeEvent::Utility(pallet_utility::Event::BatchInterrupted {
			index: 0,
			error: filtered(),
		}));

		let nested = RuntimeCall::from(pallet_utility::Call::batch_all { calls: vec![call.clone()] });
		assert_eq!(Utility::batch_all(signed(Alice), vec![nested]).unwrap_err().error, filtered());

		let derived = Utility::as_derivative(signed(Alice), 0, Box::new(call.clone()));
		assert_eq!(derived.unwrap_err().error, filtered());

		// The council doesn't make it by a motion either.
		assert_eq!(call.dispatch(member(Bob)).unwrap_err().error, filtered());
	});
}

#[test]
fn governance_and_block_production_are_never_paused() {
	preset("local_testnet").execute_with(|| {
		let never = [
			"System",
			"Timestamp",
			"Grandpa",
			"Session",
			"Utility",
			"Proxy",
			"Multisig",
			"Preimage",
			"Whitelist",
			"TxPause",
			"Regulators",
			"Council",
			"ValidatorSeats",
		];
		for (pallet, call) in every_name() {
			let name = name(pallet, call);
			assert_eq!(NeverPaused::contains(&name), never.contains(&pallet), "{pallet}");
			if never.contains(&pallet) {
				assert_noop!(TxPause::pause(motion(4), name), Error::<Runtime>::Unpausable);
			}
		}
	});
}

#[test]
fn with_everything_paused_the_council_still_decides_and_upgrades() {
	preset("local_testnet").execute_with(|| {
		pause_everything();
		assert!(PausedCalls::<Runtime>::iter().count() > 50);

		let code = b"the next runtime".to_vec();
		let upgrade = RuntimeCall::from(frame_system::Call::set_code_without_checks { code: code.clone() });
		let hash = <Runtime as frame_system::Config>::Hashing::hash_of(&upgrade);
		let whitelist = RuntimeCall::from(pallet_whitelist::Call::whitelist_call { call_hash: hash });
		let length = whitelist.encoded_size() as u32;
		let proposal = <Runtime as frame_system::Config>::Hashing::hash_of(&whitelist);
		let calls = [pallet_collective::Call::<Runtime, Instance1>::propose {
			threshold: 3,
			proposal: Box::new(whitelist),
			length_bound: length,
		}
		.into()]
		.into_iter()
		.chain([Alice, Bob, Sr25519Keyring::Charlie].map(|_| vote(proposal)));
		let voters = [Alice, Alice, Bob, Sr25519Keyring::Charlie];
		for (who, call) in voters.into_iter().zip(calls) {
			assert_ok!(call.dispatch(signed(who)));
		}
		let limit = crate::configs::system::MAXIMUM_BLOCK_WEIGHT;
		assert_ok!(Council::close(signed(Alice), proposal, 0, limit, length));
		assert_ok!(Whitelist::dispatch_whitelisted_call_with_preimage(member(Alice), Box::new(upgrade)));
		assert_eq!(sp_io::storage::get(b":code").unwrap(), code);

		// Unpausing works as well.
		assert_ok!(TxPause::unpause(motion(3), invite().1));
	});
}

fn vote(proposal: crate::Hash) -> RuntimeCall {
	pallet_collective::Call::<Runtime, Instance1>::vote { proposal, index: 0, approve: true }.into()
}

#[test]
fn every_name_is_short_enough_to_be_looked_up() {
	let longest: u32 = <Runtime as pallet_tx_pause::Config>::MaxNameLen::get();
	for (pallet, call) in every_name() {
		assert!(pallet.len().max(call.len()) <= longest as usize, "{pallet}.{call}");
	}
}
