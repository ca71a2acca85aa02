// SPDX-License-Identifier: Apache-2.0

//! Tests of the presets, the filters, and the way to Root.

use super::{accounts, member, motion, preset};
use crate::{
	configs::{
		consensus::RegulatorOf,
		keys::ProxyType,
		system::{
			BaseFilter, RuntimeBlockLength, RuntimeBlockWeights, MAXIMUM_BLOCK_LENGTH, MAXIMUM_BLOCK_WEIGHT,
		},
	},
	genesis, Aura, Balances, Grandpa, Regulators, Runtime, RuntimeCall, RuntimeOrigin, Session, Whitelist,
	VERSION,
};
use codec::Encode;
use frame_support::{
	assert_noop, assert_ok,
	dispatch::{DispatchClass, GetDispatchInfo},
	traits::{Contains, InstanceFilter},
};
use pallet_collective::Instance1;
use sp_keyring::Sr25519Keyring::{Alice, Bob, Charlie, Dave, Eve};
use sp_runtime::{
	traits::{Convert, Dispatchable, Hash as _},
	DispatchError, StateVersion,
};

fn remark() -> RuntimeCall {
	frame_system::Call::remark { remark: vec![] }.into()
}

fn transfer() -> RuntimeCall {
	pallet_balances::Call::transfer_allow_death { dest: Bob.to_account_id().into(), value: 1 }.into()
}

/// A call that only Root may make.
fn root_call() -> RuntimeCall {
	frame_system::Call::set_storage { items: vec![(b"key".to_vec(), b"value".to_vec())] }.into()
}

#[test]
fn every_preset_builds_a_genesis_with_its_validators_and_four_regulators() {
	let regulators = [Alice, Bob, Charlie, Dave];
	for (name, validators) in [("development", &regulators[..1]), ("local_testnet", &regulators[..])] {
		assert!(genesis::preset_names().contains(&name.into()));
		preset(name).execute_with(|| {
			let mut authors = Session::validators();
			authors.sort();
			assert_eq!(authors, accounts(validators));
			assert_eq!(pallet_aura::Authorities::<Runtime>::get().len(), validators.len());
			assert_eq!(Grandpa::grandpa_authorities().len(), validators.len());

			assert_eq!(Regulators::members().to_vec(), accounts(&regulators));
			assert_eq!(pallet_collective::Members::<Runtime, Instance1>::get(), accounts(&regulators));
			assert_eq!(pallet_balances::TotalIssuance::<Runtime>::get(), 0);
		});
	}
	assert_eq!(genesis::preset_names().len(), 2);
	assert_eq!(genesis::get_preset(&"staging".into()), None);
}

#[test]
fn blocks_come_every_two_seconds_and_take_four_fifths_of_them_to_execute() {
	assert_eq!(Aura::slot_duration(), 2_000);
	assert_eq!(RuntimeBlockWeights::get().max_block.ref_time(), 1_600_000_000_000);
	assert_eq!(*RuntimeBlockLength::get().max.get(DispatchClass::Operational), 15_728_640);
	assert_eq!(VERSION.state_version(), StateVersion::V0);
	assert_eq!(VERSION.extrinsics_root_state_version(), StateVersion::V0);
}

#[test]
fn a_block_has_room_for_many_records_and_fits_into_a_message() {
	let normal = *RuntimeBlockLength::get().max.get(DispatchClass::Normal);
	assert!(normal >= 79_500 * 193);
	// `sc_network::MAX_RESPONSE_SIZE`, without a mebibyte for header and justification.
	assert_eq!(MAXIMUM_BLOCK_LENGTH, (16 - 1) * 1024 * 1024);
}

#[test]
fn calls_of_the_balances_pallet_are_refused() {
	assert!(!BaseFilter::contains(&transfer()));
	assert!(BaseFilter::contains(&remark()));

	preset("development").execute_with(|| {
		let filtered = DispatchError::from(frame_system::Error::<Runtime>::CallFiltered);
		let origin = RuntimeOrigin::signed(Alice.to_account_id());
		assert_noop!(transfer().dispatch(origin.clone()), filtered);

		// Nor do they slip through inside another call.
		let batch = RuntimeCall::from(pallet_utility::Call::batch_all { calls: vec![transfer()] });
		let refused = batch.dispatch(origin).unwrap_err();
		assert_eq!(refused.error, filtered);
		assert_eq!(Balances::total_issuance(), 0);
	});
}

#[test]
fn a_regulator_hands_its_seat_to_nobody() {
	preset("local_testnet").execute_with(|| {
		let hand_over =
			RuntimeCall::from(pallet_membership::Call::change_key { new: Eve.to_account_id().into() });
		assert_noop!(
			hand_over.dispatch(RuntimeOrigin::signed(Alice.to_account_id())),
			frame_system::Error::<Runtime>::CallFiltered
		);
		assert!(Regulators::contains(&Alice.to_account_id()));
	});
}

#[test]
fn only_regulators_are_known_as_validators() {
	preset("local_testnet").execute_with(|| {
		for regulator in accounts(&[Alice, Bob, Charlie, Dave]) {
			assert_eq!(RegulatorOf::convert(regulator.clone()), Some(regulator));
		}
		assert_eq!(RegulatorOf::convert(Eve.to_account_id()), None);

		assert_ok!(Regulators::remove_member(motion(3), Dave.to_account_id().into()));
		assert_eq!(RegulatorOf::convert(Dave.to_account_id()), None);
	});
}

#[test]
fn two_thirds_of_the_council_seat_and_unseat_regulators() {
	preset("local_testnet").execute_with(|| {
		let eve = Eve.to_account_id();
		for refused in [motion(2), member(Alice), RuntimeOrigin::signed(Alice.to_account_id())] {
			assert_noop!(Regulators::add_member(refused, eve.clone().into()), DispatchError::BadOrigin);
		}
		assert_ok!(Regulators::add_member(motion(3), eve.clone().into()));
		assert!(pallet_collective::Members::<Runtime, Instance1>::get().contains(&eve));
		assert_ok!(Regulators::remove_member(RuntimeOrigin::root(), eve.clone().into()));
		assert!(!pallet_collective::Members::<Runtime, Instance1>::get().contains(&eve));
	});
}

#[test]
fn an_upgrade_is_encoded_as_scripts_runtime_does_to_print_its_hash() {
	let code = vec![0x52; 800_000];
	let prefix = [&[0, 2][..], &(((code.len() as u32) << 2) | 2).to_le_bytes()].concat();
	let upgrade = RuntimeCall::from(frame_system::Call::set_code { code: code.clone() });
	assert_eq!(upgrade.encode(), [prefix, code].concat());
}

// With benchmarks the runtime allows it, for they do it.
#[cfg(not(feature = "runtime-benchmarks"))]
#[test]
fn the_council_is_set_only_by_way_of_the_regulators() {
	use crate::{configs::membership::MAX_REGULATORS, Council};

	preset("local_testnet").execute_with(|| {
		for refused in [RuntimeOrigin::root(), motion(4)] {
			assert_noop!(
				Council::set_members(refused, vec![], None, MAX_REGULATORS),
				DispatchError::BadOrigin
			);
		}
	});
}

#[test]
fn root_is_reached_by_two_thirds_of_the_council_through_the_whitelist() {
	preset("local_testnet").execute_with(|| {
		let call = root_call();
		let hash = <Runtime as frame_system::Config>::Hashing::hash_of(&call);
		let dispatch =
			|origin| Whitelist::dispatch_whitelisted_call_with_preimage(origin, Box::new(root_call()));
		let done = || sp_io::storage::get(b"key").is_some();

		// Half of the council is not enough to whitelist, nor is one member.
		assert_noop!(Whitelist::whitelist_call(motion(2), hash), DispatchError::BadOrigin);
		assert_noop!(Whitelist::whitelist_call(member(Alice), hash), DispatchError::BadOrigin);

		// A call that is not whitelisted is not dispatched, by any origin.
		assert_ok!(dispatch(motion(4)));
		assert!(!done());
		assert!(dispatch(RuntimeOrigin::signed(Eve.to_account_id())).is_err());

		assert_ok!(Whitelist::whitelist_call(motion(3), hash));
		assert_ok!(dispatch(member(Bob)));
		assert!(done());

		// Once.
		assert!(!pallet_whitelist::WhitelistedCall::<Runtime>::contains_key(hash));
	});
}

#[test]
fn a_motion_carries_a_call_as_heavy_as_an_upgrade() {
	let upgrade = RuntimeCall::from(frame_system::Call::set_code { code: vec![] });
	assert!(upgrade.get_dispatch_info().call_weight.all_lte(MAXIMUM_BLOCK_WEIGHT / 2));
}

// With benchmarks the runtime allows it, for they do it.
#[cfg(not(feature = "runtime-benchmarks"))]
#[test]
fn only_members_of_the_council_note_preimages_unless_one_is_requested() {
	use crate::Preimage;
	use codec::Encode;

	preset("local_testnet").execute_with(|| {
		let eve = RuntimeOrigin::signed(Eve.to_account_id());
		let bytes = root_call().encode();
		let stranger = pallet_council_limits::Error::<Runtime>::NotMember;
		assert_noop!(Preimage::note_preimage(eve.clone(), bytes.clone()), stranger);
		let alice = RuntimeOrigin::signed(Alice.to_account_id());
		assert_ok!(Preimage::note_preimage(alice, b"a member's".to_vec()));

		let hash = <Runtime as frame_system::Config>::Hashing::hash(&bytes);
		assert_ok!(Whitelist::whitelist_call(motion(3), hash));
		assert_ok!(Preimage::note_preimage(eve, bytes));
	});
}

#[test]
fn a_proxy_does_what_its_type_says_and_is_stronger_only_than_its_own_kind() {
	let vote = RuntimeCall::from(pallet_collective::Call::<Runtime, Instance1>::vote {
		proposal: Default::default(),
		index: 0,
		approve: true,
	});
	assert!(ProxyType::Any.filter(&remark()) && ProxyType::Any.filter(&vote));
	assert!(ProxyType::Governance.filter(&vote) && !ProxyType::Governance.filter(&remark()));
	assert!(!ProxyType::RecordOnly.filter(&vote) && !ProxyType::RecordOnly.filter(&remark()));

	let types = [ProxyType::Any, ProxyType::RecordOnly, ProxyType::Governance];
	for one in types {
		for other in types {
			assert_eq!(one.is_superset(&other), one == ProxyType::Any || one == other);
		}
	}
	assert_eq!(ProxyType::default(), ProxyType::Any);
}
