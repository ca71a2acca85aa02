// SPDX-License-Identifier: Apache-2.0

//! Tests of the calls that each role may sign, at every depth, and of their allowances.

use super::{blocks::block_with, motion, preset, signed::sign};
use crate::{
	configs::{
		call_policy::{SignedCalls, MAX_DEPTH},
		keys::ProxyType,
	},
	AccountId, Executive, Participants, Runtime, RuntimeCall, RuntimeOrigin, System,
};
use frame_support::{assert_ok, traits::GetCallMetadata};
use pallet_participants::{AdmissionError, CallPolicy, Identity, Profile, Role};
use pallet_trace_units::{NewUnit, UnitKind};
use sp_keyring::Sr25519Keyring::{self, Alice, Charlie, Eve, Ferdie, One, Two};
use sp_runtime::transaction_validity::{InvalidTransaction, TransactionValidityError};
use suyuan_primitives::{
	codes::TraceCode,
	parties::{Business, NodeKind},
	requirement::TraceMode,
	values::{Evidence, EvidenceKind, Note},
};

const UNTIL: u64 = 10 * 365 * 24 * 60 * 60 * 1_000;

fn signed(who: &AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who.clone())
}

fn manufacturer(credit_code: &str) -> Profile {
	Profile {
		business: Business::Manufacturer,
		nodes: vec![NodeKind::Manufacturer].try_into().unwrap(),
		identity: Identity::Organisation {
			name: "深圳市声澜电子有限公司".try_into().unwrap(),
			credit_code: credit_code.parse().unwrap(),
		},
		evidence: vec![Evidence { kind: EvidenceKind::BusinessLicence, sha256: [7; 32] }].try_into().unwrap(),
	}
}

fn invite(who: &AccountId) {
	assert_ok!(Participants::invite(signed(&Alice.to_account_id()), who.clone(), Default::default()));
}

fn admit_as(who: &AccountId, credit_code: &str) {
	let profile = manufacturer(credit_code);
	invite(who);
	assert_ok!(Participants::apply(signed(who), profile.clone()));
	assert_ok!(Participants::admit(motion(3), who.clone(), Participants::profile_hash(&profile), UNTIL));
}

fn admit(who: Sr25519Keyring) {
	admit_as(&who.to_account_id(), "91440300708461136T");
}

fn unit(n: usize) -> NewUnit<AccountId> {
	let code: TraceCode = format!("01/06901234567892/21/SN{n:010}").parse().unwrap();
	NewUnit { code, kind: UnitKind::Item { mode: TraceMode::FullChain } }
}

fn register_many(count: usize) -> RuntimeCall {
	let units = (0..count).map(unit).collect::<Vec<_>>().try_into().unwrap();
	pallet_trace_units::Call::register_many { units, proof: vec![] }.into()
}

fn withdraw() -> RuntimeCall {
	pallet_participants::Call::withdraw {}.into()
}

fn remark() -> RuntimeCall {
	frame_system::Call::remark { remark: vec![] }.into()
}

fn create_pure() -> RuntimeCall {
	pallet_proxy::Call::create_pure { proxy_type: ProxyType::Any, delay: 0, index: 0 }.into()
}

fn batch(calls: Vec<RuntimeCall>) -> RuntimeCall {
	pallet_utility::Call::batch { calls }.into()
}

fn proxied(real: &AccountId, call: RuntimeCall) -> RuntimeCall {
	let real = real.clone().into();
	pallet_proxy::Call::proxy { real, force_proxy_type: None, call: Box::new(call) }.into()
}

fn by_one_of_two(other: &AccountId, call: RuntimeCall) -> RuntimeCall {
	let other_signatories = vec![other.clone()];
	pallet_multisig::Call::as_multi_threshold_1 { other_signatories, call: Box::new(call) }.into()
}

fn account_of_two(one: &AccountId, other: &AccountId) -> AccountId {
	let mut signatories = vec![one.clone(), other.clone()];
	signatories.sort();
	pallet_multisig::Pallet::<Runtime>::multi_account_id(&signatories, 1)
}

/// Each way in which a call carries another.
fn carriers(call: &RuntimeCall) -> Vec<RuntimeCall> {
	let calls = || vec![call.clone()];
	vec![
		batch(calls()),
		pallet_utility::Call::batch_all { calls: calls() }.into(),
		pallet_utility::Call::force_batch { calls: calls() }.into(),
		proxied(&Eve.to_account_id(), call.clone()),
		pallet_proxy::Call::proxy_announced {
			delegate: Ferdie.to_account_id().into(),
			real: Eve.to_account_id().into(),
			force_proxy_type: None,
			call: Box::new(call.clone()),
		}
		.into(),
	]
}

fn participant(call: &RuntimeCall) -> Result<u32, AdmissionError> {
	SignedCalls::new_keys(Role::Participant, &Eve.to_account_id(), call)
}

fn regulator(call: &RuntimeCall) -> Result<u32, AdmissionError> {
	SignedCalls::new_keys(Role::Regulator, &Alice.to_account_id(), call)
}

#[test]
fn a_participant_signs_calls_of_the_trade_and_no_others() {
	preset("local_testnet").execute_with(|| {
		assert_eq!(participant(&register_many(3)), Ok(3));
		let governing: [RuntimeCall; 6] = [
			remark(),
			pallet_preimage::Call::note_preimage { bytes: vec![] }.into(),
			pallet_collective::Call::execute { proposal: Box::new(remark()), length_bound: 0 }.into(),
			pallet_validator_seats::Call::activate {}.into(),
			pallet_whitelist::Call::whitelist_call { call_hash: Default::default() }.into(),
			pallet_membership::Call::add_member { who: Eve.to_account_id().into() }.into(),
		];
		for call in governing {
			assert_eq!(participant(&call), Err(AdmissionError::CallNotAllowed), "{call:?}");
			assert!(regulator(&call).is_ok(), "{call:?}");
		}
	});
}

#[test]
fn accounts_are_not_made_at_will() {
	preset("local_testnet").execute_with(|| {
		let derived = pallet_utility::Call::as_derivative { index: 0, call: Box::new(withdraw()) }.into();
		for call in [create_pure(), derived] {
			assert_eq!(participant(&call), Err(AdmissionError::CallNotAllowed));
			assert_eq!(regulator(&call), Err(AdmissionError::CallNotAllowed));
		}
	});
}

#[test]
fn looks_into_every_call_that_carries_another() {
	preset("local_testnet").execute_with(|| {
		admit(Eve);
		for forbidden in [create_pure(), remark()] {
			for once in carriers(&forbidden) {
				assert_eq!(participant(&once), Err(AdmissionError::CallNotAllowed), "{once:?}");
				for twice in carriers(&once) {
					assert_eq!(participant(&twice), Err(AdmissionError::CallNotAllowed), "{twice:?}");
				}
			}
		}
		for once in carriers(&register_many(2)) {
			assert_eq!(participant(&once), Ok(2));
			assert_eq!(participant(&batch(vec![once, register_many(3)])), Ok(5));
		}
	});
}

#[test]
fn refuses_an_application_with_a_persons_identity_number_at_every_depth() {
	preset("local_testnet").execute_with(|| {
		admit(Eve);
		let apply = |credit_code| {
			RuntimeCall::from(pallet_participants::Call::apply { profile: manufacturer(credit_code) })
		};
		assert_eq!(participant(&apply("91440300708461136T")), Ok(1));
		let personal = || apply("11010519491231002X");
		let proxied = proxied(&Eve.to_account_id(), personal());
		for call in [personal(), batch(vec![withdraw(), personal()]), proxied] {
			assert_eq!(participant(&call), Err(AdmissionError::PersonalIdentityNumber));
		}
	});
}

#[test]
fn refuses_calls_that_are_nested_too_deep() {
	preset("local_testnet").execute_with(|| {
		admit(Eve);
		let nested = |depth| (0..depth).fold(withdraw(), |call, _| batch(vec![call]));
		assert_eq!(participant(&nested(MAX_DEPTH)), Ok(0));
		assert_eq!(participant(&nested(MAX_DEPTH + 1)), Err(AdmissionError::NestedTooDeep));
		let proxies = |depth| (0..depth).fold(withdraw(), |call, _| proxied(&Eve.to_account_id(), call));
		assert_eq!(participant(&proxies(MAX_DEPTH)), Ok(0));
		assert_eq!(participant(&proxies(MAX_DEPTH + 1)), Err(AdmissionError::NestedTooDeep));
		assert_eq!(SignedCalls::carriers(&proxies(3)), 3);
		assert_eq!(SignedCalls::carriers(&batch(vec![proxies(2), proxies(1), withdraw()])), 3);
	});
}

#[test]
fn a_carried_call_goes_by_the_standing_of_the_account_that_acts() {
	preset("local_testnet").execute_with(|| {
		let eve = Eve.to_account_id();
		admit(Eve);
		let for_eve = proxied(&eve, register_many(1));
		let by_ferdie =
			|call: &RuntimeCall| SignedCalls::new_keys(Role::Participant, &Ferdie.to_account_id(), call);
		assert_eq!(by_ferdie(&for_eve), Ok(1));
		let reason: Note = "重复登记".try_into().unwrap();
		assert_ok!(Participants::suspend(motion(2), eve.clone(), reason.clone()));
		assert_eq!(by_ferdie(&for_eve), Err(AdmissionError::Suspended));
		assert_ok!(Participants::revoke(motion(3), eve.clone(), reason));
		assert_eq!(by_ferdie(&for_eve), Err(AdmissionError::Revoked));
		invite(&eve);
		assert_eq!(by_ferdie(&for_eve), Err(AdmissionError::MayOnlyApply));
		assert_eq!(by_ferdie(&proxied(&eve, withdraw())), Ok(0));
		assert_eq!(by_ferdie(&proxied(&One.to_account_id(), withdraw())), Err(AdmissionError::NotAdmitted));
		// A participant may govern for a regulator whose proxy it is.
		assert_eq!(by_ferdie(&proxied(&Charlie.to_account_id(), remark())), Ok(0));
	});
}

#[test]
fn a_multisig_account_acts_if_the_register_knows_it() {
	preset("local_testnet").execute_with(|| {
		let (one, two) = (One.to_account_id(), Two.to_account_id());
		let role =
			|| Role::OperatorOfApplicant { principal: Box::leak(Box::new(account_of_two(&one, &two))) };
		let by_one = |role, call| SignedCalls::new_keys(role, &one, &call);
		let add_proxy: RuntimeCall = pallet_proxy::Call::add_proxy {
			delegate: one.clone().into(),
			proxy_type: ProxyType::Any,
			delay: 0,
		}
		.into();
		assert_eq!(
			by_one(Role::Participant, by_one_of_two(&two, add_proxy.clone())),
			Err(AdmissionError::NotAdmitted)
		);

		invite(&account_of_two(&one, &two));
		assert_eq!(by_one(role(), by_one_of_two(&two, withdraw())), Ok(0));
		for refused in [add_proxy.clone(), batch(vec![withdraw()]), register_many(1)] {
			let found = by_one(role(), by_one_of_two(&two, refused.clone()));
			assert_eq!(found, Err(AdmissionError::MayOnlyApply), "{refused:?}");
		}
		// A batch of acceptable ones is no single application either, and another's account is not its own.
		let many = batch(vec![by_one_of_two(&two, withdraw())]);
		assert_eq!(by_one(role(), many), Err(AdmissionError::OperatorCallOnly));
		let foreign = proxied(&Alice.to_account_id(), withdraw());
		assert_eq!(by_one(role(), foreign), Err(AdmissionError::MayOnlyApply));
	});
}

#[test]
fn an_operator_registers_its_own_sealing_key_and_that_of_no_applicant() {
	preset("local_testnet").execute_with(|| {
		let two = Two.to_account_id();
		let seals = || RuntimeCall::from(pallet_participants::Call::set_sealing_key { key: None });
		let by_one = |role, call| SignedCalls::new_keys(role, &One.to_account_id(), &call);
		assert_eq!(by_one(Role::Operator, seals()), Ok(1));
		assert_eq!(participant(&seals()), Ok(1));
		assert_eq!(regulator(&seals()), Ok(1));
		assert_eq!(by_one(Role::Operator, batch(vec![seals()])), Err(AdmissionError::OperatorCallOnly));
		let of_applicant = Role::OperatorOfApplicant { principal: &two };
		assert_eq!(by_one(of_applicant, seals()), Err(AdmissionError::OperatorCallOnly));
		assert_eq!(by_one(Role::Applicant, seals()), Err(AdmissionError::MayOnlyApply));
	});
}

#[test]
fn a_multisig_account_of_too_many_is_refused_before_it_is_reckoned() {
	preset("local_testnet").execute_with(|| {
		for count in [0, 32, 100_000] {
			let other_signatories = (0..count).map(|n| AccountId::from([n as u8; 32])).collect();
			let call = Box::new(withdraw());
			let call = pallet_multisig::Call::as_multi_threshold_1 { other_signatories, call }.into();
			assert_eq!(participant(&call), Err(AdmissionError::CallNotAllowed), "{count}");
		}
	});
}

#[test]
fn every_call_of_participants_is_decided_on() {
	let policy = include_str!("../configs/call_policy.rs");
	for call in RuntimeCall::get_call_names("Participants") {
		assert!(policy.contains(&format!("Call::{call} {{")), "{call}");
	}
}

/// The outcome of an encoded transaction that is applied in a block.
fn apply(signer: Sr25519Keyring, nonce: u32, call: RuntimeCall) -> Result<(), TransactionValidityError> {
	Executive::apply_extrinsic(sign(signer, nonce, call)).map(|_| ())
}

fn refused(error: AdmissionError) -> Result<(), TransactionValidityError> {
	Err(InvalidTransaction::Custom(error as u8).into())
}

#[test]
fn nine_thousand_pure_proxies_leave_nothing() {
	preset("local_testnet").execute_with(|| {
		admit(Eve);
		block_with(|| {
			let many = batch(vec![create_pure(); 9_000]);
			assert_eq!(apply(Eve, 0, many), refused(AdmissionError::CallNotAllowed));
		});
		assert_eq!(pallet_proxy::Proxies::<Runtime>::iter().count(), 0);
		// The base filter refuses it, too, where the extension does not see it.
		let origin = RuntimeOrigin::signed(Eve.to_account_id());
		let filtered = frame_system::Error::<Runtime>::CallFiltered;
		use sp_runtime::traits::Dispatchable;
		assert_eq!(create_pure().dispatch(origin).unwrap_err().error, filtered.into());
	});
}

#[test]
fn a_flood_of_registrations_stops_at_the_allowance_and_leaves_the_block_to_others() {
	preset("local_testnet").execute_with(|| {
		admit(Eve);
		admit_as(&Ferdie.to_account_id(), "914403001922038216");
		let mut next = 0;
		let mut flood = || {
			let begun = next;
			let refusal = loop {
				let units = (0..256).map(|n| unit(next as usize * 256 + n)).collect::<Vec<_>>();
				let call = pallet_trace_units::Call::register_many {
					units: units.try_into().unwrap(),
					proof: vec![],
				};
				match apply(Eve, next, call.into()) {
					Ok(()) => next += 1,
					refusal => break refusal,
				}
			};
			assert_eq!(refusal, refused(AdmissionError::AllowanceExhausted));
			next - begun
		};
		let burst = block_with(|| {
			let burst = flood();
			// Others find their place in the same block.
			let register = pallet_trace_units::Call::register { unit: unit(999_999), proof: vec![] };
			assert_ok!(apply(Ferdie, 0, register.into()));
			burst
		});
		assert!((60..=64).contains(&burst), "{burst}");
		assert!(pallet_trace_units::Units::<Runtime>::contains_key(unit(999_999).code));
		// From then on no more than refills.
		block_with(&mut flood);
		assert_eq!((0..8).map(|_| block_with(&mut flood)).sum::<u32>(), 8);
	});
}

#[test]
fn a_transaction_longer_than_an_allowance_is_refused_by_that_name() {
	preset("local_testnet").execute_with(|| {
		block_with(|| {
			let remark = frame_system::Call::remark { remark: vec![0; 9 * 1024 * 1024] };
			assert_eq!(apply(Alice, 0, remark.into()), refused(AdmissionError::ExceedsAllowance));
		});
		assert_eq!(System::account_nonce(Alice.to_account_id()), 0);
	});
}
