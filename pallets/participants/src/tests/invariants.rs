// SPDX-License-Identifier: Apache-2.0

//! Invariants of the register, whatever is called, by any account and in any order.

use crate::{mock::*, *};
use frame_support::{assert_ok, traits::ConstU32, BoundedVec};
use proptest::prelude::*;
use sp_core::H256;
use suyuan_primitives::{
	parties::{Department, NodeKind},
	values::SealingKey,
};

/// The accounts that meet. The first holds a seat to begin with.
const ACCOUNTS: [AccountId; 6] = [1, 2, 3, 4, 5, 6];
/// The keys that serve them, some of which are participants themselves.
const KEYS: [AccountId; 4] = [5, 6, 7, 8];

/// Profiles, some of which claim the registration of another.
fn profiles() -> [Profile; 7] {
	[
		merchant(),
		carrier(),
		platform(),
		consumer(),
		overseas(),
		Profile { identity: merchant().identity, ..bank() },
		Profile { identity: overseas().identity, ..platform() },
	]
}

#[derive(Clone, Debug)]
enum Step {
	Call { origin: AccountId, call: Box<Call<Test>> },
	AdmitWhatWaits { who: AccountId, term: u64 },
	AdmitAllThatWait { term: u64 },
	RejectWhatWaits { who: AccountId },
	GiveSeat { who: AccountId },
	TakeSeat { who: AccountId },
	LetTimePass { by: u64 },
}

fn account() -> impl Strategy<Value = AccountId> {
	prop::sample::select(&ACCOUNTS[..])
}

fn key() -> impl Strategy<Value = AccountId> {
	prop::sample::select(&KEYS[..])
}

fn profile() -> impl Strategy<Value = Profile> {
	(0..profiles().len()).prop_map(|index| profiles()[index].clone())
}

fn some_keys() -> impl Strategy<Value = BoundedVec<AccountId, ConstU32<MAX_OPERATORS>>> {
	prop::collection::vec(key(), 0..=MAX_OPERATORS as usize).prop_map(|keys| keys.try_into().unwrap())
}

fn blocks() -> impl Strategy<Value = BlockSet> {
	any::<[bool; 4]>().prop_map(|[product, transaction, logistics, customs]| BlockSet {
		product,
		transaction,
		logistics,
		customs,
	})
}

/// A call and who signs it.
fn call() -> impl Strategy<Value = (AccountId, Call<Test>)> {
	let any_hash = any::<[u8; 32]>().prop_map(H256);
	prop_oneof![
		3 => (account(), account(), some_keys())
			.prop_map(|(origin, who, operators)| (origin, Call::invite { who, operators })),
		1 => (account(), account()).prop_map(|(origin, who)| (origin, Call::uninvite { who })),
		4 => (account(), profile()).prop_map(|(origin, profile)| (origin, Call::apply { profile })),
		1 => account().prop_map(|origin| (origin, Call::withdraw {})),
		1 => (account(), any_hash).prop_map(|(who, profile_hash)| {
			(ADMITS, Call::admit { who, profile_hash, until: UNTIL })
		}),
		1 => account().prop_map(|who| (SUSPENDS, Call::suspend { who, reason: reason() })),
		1 => account().prop_map(|who| (REINSTATES, Call::reinstate { who })),
		1 => account().prop_map(|who| (REVOKES, Call::revoke { who, reason: reason() })),
		1 => (account(), 0..50_000u64)
			.prop_map(|(who, term)| (ADMITS, Call::renew { who, until: START + term })),
		1 => (account(), key()).prop_map(|(origin, operator)| (origin, Call::add_operator { operator })),
		2 => (key(), account()).prop_map(|(origin, principal)| (origin, Call::accept_operator { principal })),
		1 => (account(), key()).prop_map(|(origin, operator)| (origin, Call::remove_operator { operator })),
		1 => (account(), account(), blocks())
			.prop_map(|(origin, provider, blocks)| (origin, Call::authorize { provider, blocks })),
		1 => (account(), account())
			.prop_map(|(origin, provider)| (origin, Call::withdraw_authorization { provider })),
		3 => (1..9u64, prop::option::of(2..5u8))
			.prop_map(|(who, key)| (who, Call::set_sealing_key { key: key.map(|key| SealingKey([key; 32])) })),
		2 => (account(), account()).prop_map(|(origin, partner)| (origin, Call::propose_partner { partner })),
		2 => (account(), account()).prop_map(|(origin, proposer)| (origin, Call::confirm_partner { proposer })),
		1 => (account(), account()).prop_map(|(origin, partner)| (origin, Call::end_partner { partner })),
		1 => account().prop_map(|who| {
			(ADMITS, Call::assign_department { who, department: Department::Commerce })
		}),
	]
}

fn step() -> impl Strategy<Value = Step> {
	let call = call().prop_map(|(origin, call)| Step::Call { origin, call: Box::new(call) });
	prop_oneof![
		18 => call,
		4 => (account(), 1..50_000u64).prop_map(|(who, term)| Step::AdmitWhatWaits { who, term }),
		1 => (1..50_000u64).prop_map(|term| Step::AdmitAllThatWait { term }),
		1 => account().prop_map(|who| Step::RejectWhatWaits { who }),
		1 => account().prop_map(|who| Step::GiveSeat { who }),
		1 => account().prop_map(|who| Step::TakeSeat { who }),
		2 => (1..2 * TERM).prop_map(|by| Step::LetTimePass { by }),
	]
}

fn waits(who: AccountId) -> H256 {
	Applications::<Test>::get(who).map(|application| application.profile_hash).unwrap_or_default()
}

/// Takes a step. Whether it succeeds is not asked here.
fn take(step: Step) {
	match step {
		Step::Call { origin, call } => {
			// As if it had signed the call, if it may sign any.
			if System::providers(&origin) > 0 {
				System::inc_account_nonce(origin);
			}
			let _ = dispatch(*call, signed(origin));
		}
		Step::AdmitWhatWaits { who, term } => {
			let call = Call::admit { who, profile_hash: waits(who), until: Now::get() + term };
			let _ = dispatch(call, signed(ADMITS));
		}
		Step::AdmitAllThatWait { term } => {
			let admissions: Vec<_> = Applications::<Test>::iter()
				.map(|(who, waiting)| Admission {
					who,
					profile_hash: waiting.profile_hash,
					until: Now::get() + term,
				})
				.take(MAX_ADMISSIONS as usize)
				.collect();
			let call = Call::admit_many { admissions: admissions.try_into().unwrap() };
			assert_ok!(dispatch(call, signed(ADMITS)));
		}
		Step::RejectWhatWaits { who } => {
			let call = Call::reject { who, profile_hash: waits(who), reason: reason() };
			let _ = dispatch(call, signed(ADMITS));
		}
		Step::GiveSeat { who } => give_seat(who),
		Step::TakeSeat { who } => take_seat(who),
		Step::LetTimePass { by } => at(Now::get() + by),
	}
}

proptest! {
	#[test]
	fn no_sequence_of_calls_breaks_the_register(steps in prop::collection::vec(step(), 1..80)) {
		ExtBuilder::default().build().execute_with(|| {
			for step in steps {
				let signed: Vec<_> = ACCOUNTS
					.into_iter()
					.chain(KEYS)
					.filter(|who| System::account_nonce(who) > 0)
					.collect();
				let taken = format!("{step:?}");
				take(step);

				let held = Pallet::<Test>::do_try_state();
				prop_assert_eq!(held, Ok(()), "after {}", taken);
				// An account that signed once keeps a reference, and with it its nonce.
				for who in signed {
					prop_assert!(System::providers(&who) > 0, "{} after {}", who, taken);
					prop_assert!(System::account_nonce(who) > 0, "{} after {}", who, taken);
				}
			}
			Ok(())
		})?;
	}
}

// Each invariant that is checked after every test is found when it is broken.

/// Breaks the register in one way and returns the invariant that fails.
fn broken(by: impl FnOnce()) -> &'static str {
	ExtBuilder::default()
		.admitted([(MERCHANT, merchant())])
		.applied([(CARRIER, carrier())])
		.build()
		.execute_with(|| {
			add_operator(MERCHANT, KEY);
			authorize(MERCHANT, CUSTOMS);
			assert_ok!(Pallet::<Test>::do_try_state());
			by();
			match Pallet::<Test>::do_try_state() {
				Err(sp_runtime::DispatchError::Other(found)) => found,
				other => panic!("{other:?}"),
			}
		})
}

fn edit(change: impl FnOnce(&mut Participant)) {
	Participants::<Test>::mutate(MERCHANT, |participant| change(participant.as_mut().unwrap()));
}

#[test]
fn finds_a_participant_without_a_profile() {
	let found = broken(|| Profiles::<Test>::remove(MERCHANT));
	assert_eq!(found, "every participant has a profile");
}

#[test]
fn finds_a_profile_without_a_participant() {
	let found = broken(|| Profiles::<Test>::insert(STRANGER, bank()));
	assert_eq!(found, "every profile has a participant");
}

#[test]
fn finds_a_node_of_another_trade() {
	let found =
		broken(|| edit(|participant| participant.nodes = vec![NodeKind::PortClearance].try_into().unwrap()));
	assert_eq!(found, "a participant runs nodes of its kind only");
}

#[test]
fn finds_a_profile_of_another_kind() {
	let found = broken(|| Profiles::<Test>::insert(MERCHANT, bank()));
	assert_eq!(found, "participant and profile agree");
}

#[test]
fn finds_a_registration_that_its_holder_lost() {
	let found = broken(|| {
		let registration = merchant().identity.registration().unwrap();
		Registrations::<Test>::insert(registration, CARRIER);
	});
	assert_eq!(found, "a participant that is not revoked holds its registration");
}

#[test]
fn finds_a_registration_of_nobodys_profile() {
	let found = broken(|| {
		Registrations::<Test>::insert(bank().identity.registration().unwrap(), MERCHANT);
	});
	assert_eq!(found, "a registration belongs to its holder's profile");
}

#[test]
fn finds_a_registration_of_somebody_revoked() {
	let found = broken(|| edit(|participant| participant.status = Status::Revoked));
	assert_eq!(found, "nobody who was revoked holds a registration");
}

#[test]
fn finds_a_wrong_count_of_names() {
	let found = broken(|| {
		let names: Vec<_> = Names::<Test>::iter_keys().collect();
		names.into_iter().for_each(|name| Names::<Test>::insert(name, 7));
	});
	assert_eq!(found, "every name is counted for each participant that has it and was not revoked");
}

#[test]
fn finds_an_application_under_the_hash_of_another_profile() {
	let found = broken(|| {
		Applications::<Test>::mutate(CARRIER, |waiting| waiting.as_mut().unwrap().profile = bank());
	});
	assert_eq!(found, "an application carries the hash of its profile");
}

#[test]
fn finds_an_applicant_that_cannot_send() {
	let found = broken(|| {
		System::dec_providers(&CARRIER).unwrap();
	});
	assert_eq!(found, "an applicant can send transactions");
}

#[test]
fn finds_an_operator_that_cannot_send() {
	let found = broken(|| {
		System::dec_providers(&KEY).unwrap();
	});
	assert_eq!(found, "a key that was offered can send transactions");
}

#[test]
fn finds_a_wrong_count_of_invitations() {
	assert_eq!(broken(|| Outstanding::<Test>::insert(CUSTOMS, 2)), "outstanding invitations are counted");
	assert_eq!(broken(|| Outstanding::<Test>::remove(CUSTOMS)), "an invitation counts against its inviter");
}

#[test]
fn finds_too_many_invitations() {
	let found = broken(|| {
		for who in 1_000..1_000 + u64::from(MAX_INVITATIONS) {
			Invitations::<Test>::insert(who, Invitation { inviter: CUSTOMS, expires_at: 0 });
		}
		Outstanding::<Test>::insert(CUSTOMS, MAX_INVITATIONS + 1);
	});
	assert_eq!(found, "outstanding invitations are bounded");
}

fn edit_key(change: impl FnOnce(&mut Key<AccountId>)) {
	Keys::<Test>::mutate(MERCHANT, |keys| change(&mut keys[0]));
}

#[test]
fn finds_a_key_that_serves_without_having_accepted() {
	let found = broken(|| edit_key(|key| key.accepted = false));
	assert_eq!(found, "a key serves the principal that it accepted");
}

#[test]
fn finds_an_operator_that_its_principal_does_not_list() {
	assert_eq!(broken(|| Keys::<Test>::remove(MERCHANT)), "an operator is one of its principal's keys");
}

#[test]
fn finds_an_empty_list_of_keys() {
	let found = broken(|| Keys::<Test>::insert(CARRIER, BoundedVec::default()));
	assert_eq!(found, "a principal without keys has no list of them");
}

#[test]
fn finds_a_wrong_count_of_authorizations() {
	let found = broken(|| AuthorizationCount::<Test>::insert(MERCHANT, 2));
	assert_eq!(found, "authorizations are counted");
	let found = broken(|| AuthorizationCount::<Test>::remove(MERCHANT));
	assert_eq!(found, "an authorization counts against its owner");
}

#[test]
fn finds_too_many_authorizations() {
	let found = broken(|| {
		for provider in 1_000..1_000 + u64::from(MAX_AUTHORIZATIONS) {
			authorize_past_checks(MERCHANT, provider, BlockSet::ALL);
		}
		AuthorizationCount::<Test>::insert(MERCHANT, MAX_AUTHORIZATIONS + 1);
	});
	assert_eq!(found, "authorizations are bounded");
}

fn authorize_past_checks(owner: AccountId, provider: AccountId, blocks: BlockSet) {
	Authorizations::<Test>::insert(owner, provider, Authorization { blocks, admission: 1 });
}

#[test]
fn finds_an_authorization_for_nothing() {
	let found = broken(|| authorize_past_checks(MERCHANT, BANK, BlockSet::default()));
	assert_eq!(found, "an authorization authorizes something");
}

fn put_sealing_keys(who: AccountId, current: u8, previous: u8) {
	let key = |byte| SealingKey([byte; 32]);
	let keys = LiveSealingKeys { current: key(current), previous: Some(key(previous)) };
	SealingKeys::<Test>::insert(who, keys);
}

#[test]
fn finds_sealing_keys_of_an_account_without_standing() {
	let found = broken(|| put_sealing_keys(STRANGER, 2, 3));
	assert_eq!(found, "sealing keys end with the standing of their account");
}

#[test]
fn finds_sealing_keys_to_which_nothing_can_be_sealed() {
	let found = broken(|| put_sealing_keys(MERCHANT, 2, 0));
	assert_eq!(found, "something can be sealed to every sealing key");
}

#[test]
fn finds_a_sealing_key_that_stands_twice() {
	assert_eq!(broken(|| put_sealing_keys(MERCHANT, 2, 2)), "two sealing keys are two");
}
