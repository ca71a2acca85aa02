// SPDX-License-Identifier: Apache-2.0

use crate::{
	allowance::{Cost, Shortage},
	check_admission::priority,
	mock::*,
	*,
};
use codec::{Compact, Decode, Encode};
use frame_support::{
	assert_noop, assert_ok, assert_storage_noop, dispatch::DispatchInfo, pallet_prelude::TransactionSource,
	weights::Weight, BoundedVec,
};
use frame_system::{AccountInfo, CheckNonce};
use scale_info::meta_type;
use sp_runtime::{
	traits::{DispatchTransaction, TransactionExtension, TxBaseImplication},
	transaction_validity::{
		InvalidTransaction, TransactionLongevity, TransactionValidityError, ValidTransaction,
	},
};

/// A call of [`WEIGHT`].
fn info() -> DispatchInfo {
	DispatchInfo { call_weight: Weight::from_parts(WEIGHT, 0), ..Default::default() }
}

/// The answer that the pool gets about a transaction of so many bytes.
fn submit_long(
	who: AccountId,
	nonce: u32,
	call: impl Into<RuntimeCall>,
	bytes: usize,
) -> Result<ValidTransaction, TransactionValidityError> {
	let source = TransactionSource::External;
	CheckAdmission::<Test>::from(nonce)
		.validate_only(signed(who), &call.into(), &info(), bytes, source, 0)
		.map(|(validity, _, _)| validity)
}

/// The answer that the pool gets about a transaction.
fn submit(
	who: AccountId,
	nonce: u32,
	call: impl Into<RuntimeCall>,
) -> Result<ValidTransaction, TransactionValidityError> {
	submit_long(who, nonce, call, BYTES)
}

/// Includes a transaction in a block. Its call is dispatched and may fail.
fn include(who: AccountId, nonce: u32, call: impl Into<RuntimeCall>) -> Result<(), TransactionValidityError> {
	CheckAdmission::<Test>::from(nonce)
		.dispatch_transaction(signed(who), call.into(), &info(), BYTES, 0)
		.map(|_| ())
}

fn custom(error: AdmissionError) -> TransactionValidityError {
	InvalidTransaction::Custom(error as u8).into()
}

fn application() -> RuntimeCall {
	Call::apply { profile: merchant() }.into()
}

fn withdrawal() -> RuntimeCall {
	Call::withdraw {}.into()
}

/// Goes so many blocks on.
fn wait(blocks: u64) {
	System::set_block_number(System::block_number() + blocks);
}

/// Refused in the pool and in the block, and nothing happens.
fn refuses(who: AccountId, call: RuntimeCall, error: AdmissionError) {
	let nonce = System::account_nonce(who);
	assert_noop!(submit(who, nonce, call.clone()), custom(error));
	assert_noop!(include(who, nonce, call), custom(error));
}

// Admission by standing and by call.

#[test]
fn the_codes_of_the_errors_are_those_that_wallets_know() {
	for (error, code) in [
		(AdmissionError::NotAdmitted, 1),
		(AdmissionError::MayOnlyApply, 2),
		(AdmissionError::Suspended, 3),
		(AdmissionError::Revoked, 4),
		(AdmissionError::Expired, 5),
		(AdmissionError::AllowanceExhausted, 6),
		(AdmissionError::OperatorCallOnly, 7),
		(AdmissionError::CallNotAllowed, 8),
		(AdmissionError::ExceedsAllowance, 9),
		(AdmissionError::NestedTooDeep, 10),
	] {
		assert_eq!(
			TransactionValidityError::from(error),
			TransactionValidityError::Invalid(InvalidTransaction::Custom(code))
		);
	}
}

#[test]
fn refuses_a_stranger_whatever_it_sends() {
	ExtBuilder::default().build_and_execute(|| {
		for call in [application(), withdrawal(), on_behalf(), other_call()] {
			refuses(STRANGER, call, AdmissionError::NotAdmitted);
		}
		// A balance or another reference admits no account.
		System::inc_providers(&STRANGER);
		refuses(STRANGER, other_call(), AdmissionError::NotAdmitted);
	})
}

#[test]
fn an_invited_account_may_only_apply_and_withdraw() {
	ExtBuilder::default().invited([MERCHANT]).build_and_execute(|| {
		assert_ok!(submit(MERCHANT, 0, application()));
		assert_ok!(submit(MERCHANT, 0, withdrawal()));
		let authorize = Call::authorize { provider: BANK, blocks: BlockSet::ALL }.into();
		for call in [on_behalf(), other_call(), authorize] {
			refuses(MERCHANT, call, AdmissionError::MayOnlyApply);
		}
	})
}

#[test]
fn an_applicant_may_only_apply_and_withdraw_even_after_its_invitation_lapsed() {
	ExtBuilder::default().applied([(MERCHANT, merchant())]).build_and_execute(|| {
		at(START + TERM);
		assert_ok!(submit(MERCHANT, 0, application()));
		assert_ok!(submit(MERCHANT, 0, withdrawal()));
		refuses(MERCHANT, other_call(), AdmissionError::MayOnlyApply);
	})
}

#[test]
fn refuses_who_let_its_invitation_lapse_without_applying() {
	ExtBuilder::default().invited([MERCHANT]).build_and_execute(|| {
		at(START + TERM - 1);
		assert_ok!(submit(MERCHANT, 0, application()));
		at(START + TERM);
		refuses(MERCHANT, application(), AdmissionError::NotAdmitted);
	})
}

#[test]
fn refuses_who_was_turned_down_once_its_invitation_lapsed() {
	ExtBuilder::default().applied([(MERCHANT, merchant())]).build_and_execute(|| {
		assert_ok!(Registry::reject(signed(ADMITS), MERCHANT, hash(&merchant()), reason()));
		assert_ok!(submit(MERCHANT, 0, application()));
		at(START + TERM);
		refuses(MERCHANT, application(), AdmissionError::NotAdmitted);
	})
}

#[test]
fn a_participant_in_force_may_trade_and_not_govern() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		for call in [application(), withdrawal(), on_behalf(), other_call()] {
			assert_ok!(submit(MERCHANT, 0, call));
		}
		for call in [governing(), forbidden()] {
			refuses(MERCHANT, call, AdmissionError::CallNotAllowed);
		}
	})
}

#[test]
fn refuses_a_suspended_participant_even_to_apply() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		apply(MERCHANT, bank());
		suspend(MERCHANT);
		for call in [application(), withdrawal(), on_behalf(), other_call()] {
			refuses(MERCHANT, call, AdmissionError::Suspended);
		}
		assert_ok!(Registry::reinstate(signed(REINSTATES), MERCHANT));
		assert_ok!(submit(MERCHANT, 0, other_call()));
	})
}

#[test]
fn refuses_a_revoked_participant_until_it_is_invited_again() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		revoke(MERCHANT);
		for call in [application(), withdrawal(), on_behalf(), other_call()] {
			refuses(MERCHANT, call, AdmissionError::Revoked);
		}
		invite(CUSTOMS, MERCHANT);
		assert_ok!(submit(MERCHANT, 0, application()));
		refuses(MERCHANT, other_call(), AdmissionError::MayOnlyApply);
		at(START + TERM);
		refuses(MERCHANT, application(), AdmissionError::Revoked);
	})
}

#[test]
fn an_expired_participant_may_only_apply_and_withdraw() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		at(UNTIL - 1);
		assert_ok!(submit(MERCHANT, 0, other_call()));
		at(UNTIL);
		assert_ok!(submit(MERCHANT, 0, application()));
		assert_ok!(submit(MERCHANT, 0, withdrawal()));
		for call in [on_behalf(), other_call()] {
			refuses(MERCHANT, call, AdmissionError::Expired);
		}
		assert_ok!(Registry::renew(signed(ADMITS), MERCHANT, UNTIL + 1));
		assert_ok!(submit(MERCHANT, 0, other_call()));
	})
}

#[test]
fn a_regulator_may_trade_and_govern() {
	ExtBuilder::default().build_and_execute(|| {
		for call in [application(), withdrawal(), on_behalf(), other_call(), governing()] {
			assert_ok!(submit(CUSTOMS, 0, call));
		}
		refuses(CUSTOMS, forbidden(), AdmissionError::CallNotAllowed);
		take_seat(CUSTOMS);
		refuses(CUSTOMS, other_call(), AdmissionError::NotAdmitted);
	})
}

#[test]
fn a_seat_opens_the_door_whatever_verdict_was_passed() {
	ExtBuilder::default()
		.admitted([(MERCHANT, merchant()), (CARRIER, carrier()), (BANK, bank())])
		.build_and_execute(|| {
			[MERCHANT, CARRIER, BANK].into_iter().for_each(give_seat);
			suspend(MERCHANT);
			revoke(CARRIER);
			at(UNTIL);
			for who in [MERCHANT, CARRIER, BANK] {
				assert_ok!(submit(who, 0, other_call()));
			}
		})
}

#[test]
fn a_participant_that_holds_a_seat_governs_before_all_others() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		give_seat(MERCHANT);
		let priority = |call| submit(MERCHANT, 0, call).unwrap().priority;
		assert!(priority(governing()) > priority(other_call()));
		refuses(MERCHANT, forbidden(), AdmissionError::CallNotAllowed);
	})
}

// Operators.

#[test]
fn an_operator_may_only_sign_on_behalf_of_its_principal() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		add_operator(MERCHANT, KEY);
		assert_ok!(submit(KEY, 0, on_behalf()));
		for call in [application(), withdrawal(), other_call()] {
			refuses(KEY, call, AdmissionError::OperatorCallOnly);
		}
		assert_ok!(Registry::remove_operator(signed(MERCHANT), KEY));
		refuses(KEY, on_behalf(), AdmissionError::NotAdmitted);
	})
}

#[test]
fn an_operator_of_a_regulator_is_let_in() {
	ExtBuilder::default().build_and_execute(|| {
		add_operator(CUSTOMS, KEY);
		assert_ok!(submit(KEY, 0, on_behalf()));
		take_seat(CUSTOMS);
		refuses(KEY, on_behalf(), AdmissionError::NotAdmitted);
	})
}

#[test]
fn operators_are_held_back_with_their_principal() {
	ExtBuilder::default().admitted([(MERCHANT, merchant()), (CARRIER, carrier())]).build_and_execute(|| {
		add_operator(MERCHANT, KEY);
		add_operator(CARRIER, OTHER_KEY);
		suspend(MERCHANT);
		revoke(CARRIER);
		for call in [on_behalf(), other_call()] {
			refuses(KEY, call.clone(), AdmissionError::Suspended);
			// Let go with its principal's admission.
			refuses(OTHER_KEY, call, AdmissionError::NotAdmitted);
		}
		assert_ok!(Registry::reinstate(signed(REINSTATES), MERCHANT));
		assert_ok!(submit(KEY, 0, on_behalf()));
	})
}

#[test]
fn operators_of_an_expired_participant_may_sign_so_that_it_can_apply_again() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		add_operator(MERCHANT, KEY);
		at(UNTIL);
		assert_ok!(submit(KEY, 0, on_behalf()));
		refuses(KEY, other_call(), AdmissionError::OperatorCallOnly);
	})
}

#[test]
fn the_keys_of_an_invited_account_of_many_sign_its_application() {
	ExtBuilder::default().build_and_execute(|| {
		// A multisig account has no key of its own: its signatories sign for it.
		assert_ok!(Registry::invite(signed(CUSTOMS), MERCHANT, keys(&[KEY, OTHER_KEY])));
		for key in [KEY, OTHER_KEY] {
			refuses(key, on_behalf(), AdmissionError::NotAdmitted);
			accept_operator(key, MERCHANT);
			refuses(key, other_call(), AdmissionError::OperatorCallOnly);
			assert_ok!(submit(key, 0, on_behalf()));
		}
		// The application itself is dispatched for the account.
		apply(MERCHANT, merchant());
		at(START + TERM);
		assert_ok!(submit(KEY, 0, on_behalf()));
		assert_ok!(Registry::withdraw(signed(MERCHANT)));
		refuses(KEY, on_behalf(), AdmissionError::NotAdmitted);
	})
}

#[test]
fn an_operator_of_an_operator_is_a_stranger() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		add_operator(MERCHANT, KEY);
		Operators::<Test>::insert(OTHER_KEY, KEY);
		let key = Key { operator: OTHER_KEY, accepted: true };
		Keys::<Test>::insert(KEY, BoundedVec::truncate_from(vec![key]));
		System::inc_providers(&OTHER_KEY);
		refuses(OTHER_KEY, on_behalf(), AdmissionError::NotAdmitted);
	})
}

#[test]
fn a_participant_that_serves_another_keeps_its_own_rights() {
	ExtBuilder::default().admitted([(MERCHANT, merchant()), (CARRIER, carrier())]).build_and_execute(|| {
		add_operator(MERCHANT, CARRIER);
		assert_ok!(submit(CARRIER, 0, other_call()));
		// And its own suspension.
		suspend(CARRIER);
		refuses(CARRIER, on_behalf(), AdmissionError::Suspended);
	})
}

#[test]
fn an_invitation_takes_nothing_from_an_operator() {
	ExtBuilder::default().admitted([(MERCHANT, merchant()), (PLATFORM, platform())]).build_and_execute(|| {
		add_operator(MERCHANT, KEY);
		invite(PLATFORM, KEY);
		assert_ok!(submit(KEY, 0, on_behalf()));
		assert_ok!(submit(KEY, 0, application()));
		refuses(KEY, other_call(), AdmissionError::OperatorCallOnly);
		suspend(MERCHANT);
		refuses(KEY, on_behalf(), AdmissionError::MayOnlyApply);
	})
}

/// The call by which a key accepts.
fn acceptance(principal: AccountId) -> RuntimeCall {
	Call::accept_operator { principal }.into()
}

#[test]
fn a_key_that_was_offered_may_accept_and_nothing_else() {
	ExtBuilder::default().admitted([(MERCHANT, merchant()), (CARRIER, carrier())]).build_and_execute(|| {
		assert_ok!(Registry::add_operator(signed(MERCHANT), KEY));
		for call in [on_behalf(), other_call(), application(), acceptance(CARRIER)] {
			refuses(KEY, call, AdmissionError::NotAdmitted);
		}
		refuses(OTHER_KEY, acceptance(MERCHANT), AdmissionError::NotAdmitted);
		assert_ok!(include(KEY, 0, acceptance(MERCHANT)));
		assert_ok!(submit(KEY, 1, on_behalf()));
		refuses(KEY, acceptance(MERCHANT), AdmissionError::OperatorCallOnly);
	})
}

#[test]
fn a_key_accepts_nobody_who_may_sign_nothing() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		assert_ok!(Registry::add_operator(signed(MERCHANT), KEY));
		suspend(MERCHANT);
		refuses(KEY, acceptance(MERCHANT), AdmissionError::Suspended);
	})
}

#[test]
fn an_acceptance_draws_upon_the_principal() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		assert_ok!(Registry::add_operator(signed(MERCHANT), KEY));
		for nonce in 0..ALLOWANCE {
			assert_ok!(include(MERCHANT, nonce, other_call()));
		}
		refuses(KEY, acceptance(MERCHANT), AdmissionError::AllowanceExhausted);
	})
}

#[test]
fn a_suspended_account_accepts_nobody() {
	ExtBuilder::default().admitted([(MERCHANT, merchant()), (CARRIER, carrier())]).build_and_execute(|| {
		assert_ok!(Registry::add_operator(signed(MERCHANT), CARRIER));
		suspend(CARRIER);
		refuses(CARRIER, acceptance(MERCHANT), AdmissionError::Suspended);
	})
}

// Priority.

#[test]
fn regulators_go_before_participants_and_these_before_applicants() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).invited([CARRIER]).build_and_execute(|| {
		add_operator(MERCHANT, KEY);
		let priority = |who, call| submit(who, 0, call).unwrap().priority;
		let regulator = priority(CUSTOMS, application());
		let participant = priority(MERCHANT, application());
		let operator = priority(KEY, on_behalf());
		let applicant = priority(CARRIER, application());
		assert!(regulator > participant && participant > applicant);
		assert_eq!(operator, participant);
		// Above nought, which is what transactions without any claim have.
		assert!(applicant > 0);
	})
}

#[test]
fn the_more_of_a_signer_waits_the_later_its_next_one_comes() {
	ExtBuilder::default().admitted([(MERCHANT, merchant()), (CARRIER, carrier())]).build_and_execute(|| {
		let light = |who, nonce| {
			let info = DispatchInfo::default();
			let extension = CheckAdmission::<Test>::from(nonce);
			let source = TransactionSource::External;
			extension.validate_only(signed(who), &other_call(), &info, 0, source, 0).unwrap().0.priority
		};
		assert!(light(CARRIER, 0) > light(MERCHANT, 1));
		assert!(light(MERCHANT, 1) > light(MERCHANT, 3));
		assert_eq!(light(MERCHANT, 3), light(CARRIER, 6));
		// However many wait, a class stays before the next.
		assert!(light(CUSTOMS, BACKLOG - 1) > light(CARRIER, 0));
	})
}

#[test]
fn no_backlog_takes_a_transaction_out_of_its_class() {
	for class in 1..=3 {
		assert!(priority(class, u32::MAX) > priority(class - 1, 0));
	}
}

// Allowance.

#[test]
fn an_account_signs_as_much_as_its_allowance_holds() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		for nonce in 0..ALLOWANCE {
			assert_ok!(include(MERCHANT, nonce, other_call()));
		}
		refuses(MERCHANT, other_call(), AdmissionError::AllowanceExhausted);
		assert_eq!(System::account_nonce(MERCHANT), ALLOWANCE);
	})
}

#[test]
fn an_allowance_refills_by_block() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		for nonce in 0..ALLOWANCE {
			assert_ok!(include(MERCHANT, nonce, other_call()));
		}
		// A fifth of it in a fifth of the blocks that all of it takes.
		wait(REFILL / u64::from(ALLOWANCE) - 1);
		refuses(MERCHANT, other_call(), AdmissionError::AllowanceExhausted);
		wait(1);
		assert_ok!(include(MERCHANT, ALLOWANCE, other_call()));
		refuses(MERCHANT, other_call(), AdmissionError::AllowanceExhausted);
		// And never more than all of it.
		wait(100 * REFILL);
		for nonce in 1..=ALLOWANCE {
			assert_ok!(include(MERCHANT, ALLOWANCE + nonce, other_call()));
		}
		refuses(MERCHANT, other_call(), AdmissionError::AllowanceExhausted);
	})
}

#[test]
fn bytes_are_drawn_upon_by_themselves() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		let most = ALLOWANCE as usize * BYTES;
		assert_ok!(submit_long(MERCHANT, 0, other_call(), most));
		assert_noop!(
			submit_long(MERCHANT, 0, other_call(), most + 1),
			custom(AdmissionError::ExceedsAllowance)
		);
		assert_ok!(include(MERCHANT, 0, other_call()));
		assert_ok!(submit_long(MERCHANT, 1, other_call(), most - BYTES));
		assert_noop!(
			submit_long(MERCHANT, 1, other_call(), most - BYTES + 1),
			custom(AdmissionError::AllowanceExhausted)
		);
	})
}

#[test]
fn new_keys_are_drawn_upon_by_themselves() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		let most = 2 * ALLOWANCE as usize;
		refuses(MERCHANT, bringing(most + 1), AdmissionError::ExceedsAllowance);
		assert_ok!(include(MERCHANT, 0, bringing(most)));
		refuses(MERCHANT, bringing(1), AdmissionError::AllowanceExhausted);
		// A call that brings no keys is still allowed.
		assert_ok!(include(MERCHANT, 1, other_call()));
	})
}

#[test]
fn weight_that_was_not_spent_is_given_back() {
	const LARGE: u64 = 1_000_000_000_000;
	let weight = Rate { capacity: LARGE, blocks: REFILL as u32 };
	let allowance = Allowance { weight, ..ParticipantAllowance::get() };
	let costs = |weight| Cost { weight, ..Default::default() };
	let full = Buckets::default().charge(&allowance, 7, costs(LARGE), 0).unwrap();
	assert_eq!(full.charge(&allowance, 7, costs(LARGE / 1_000), 0), Err(Shortage::Exhausted));
	let half = Buckets { weight: weight.refund(full.weight, LARGE / 2), ..full };
	assert_ok!(half.charge(&allowance, 7, costs(LARGE / 2 - LARGE / 1_000), 0));
	assert_eq!(half.charge(&allowance, 7, costs(LARGE / 2 + LARGE / 1_000), 0), Err(Shortage::Exhausted));
	// Never more than there was.
	assert_eq!(weight.refund(half.weight, 2 * LARGE), 0);
}

#[test]
fn an_account_cannot_fill_the_pool_with_what_blocks_will_not_take() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		// None of these is in a block yet.
		for nonce in 0..ALLOWANCE {
			assert_ok!(submit(MERCHANT, nonce, other_call()));
		}
		for nonce in [ALLOWANCE, ALLOWANCE + 1, 1_000, u32::MAX] {
			assert_noop!(submit(MERCHANT, nonce, other_call()), custom(AdmissionError::AllowanceExhausted));
		}
		// A transaction that went into a block doesn't make room for more.
		assert_ok!(include(MERCHANT, 0, other_call()));
		assert_ok!(include(MERCHANT, 1, other_call()));
		assert_ok!(submit(MERCHANT, ALLOWANCE - 1, other_call()));
		assert_noop!(submit(MERCHANT, ALLOWANCE, other_call()), custom(AdmissionError::AllowanceExhausted));
	})
}

#[test]
fn no_more_of_a_key_waits_than_its_share_of_the_pool() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		add_operator(MERCHANT, KEY);
		let costless = |who, nonce, call: RuntimeCall| {
			let info = DispatchInfo::default();
			let extension = CheckAdmission::<Test>::from(nonce);
			extension.validate_only(signed(who), &call, &info, 0, TransactionSource::External, 0).map(|_| ())
		};
		assert_ok!(costless(MERCHANT, BACKLOG - 1, other_call()));
		assert_eq!(
			costless(MERCHANT, BACKLOG, other_call()),
			Err(custom(AdmissionError::AllowanceExhausted))
		);
		// An eighth of it for each operator.
		assert_ok!(costless(KEY, BACKLOG / 8 - 1, on_behalf()));
		assert_eq!(costless(KEY, BACKLOG / 8, on_behalf()), Err(custom(AdmissionError::AllowanceExhausted)));
	})
}

#[test]
fn what_else_the_system_keeps_of_an_account_stays_as_it_was() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		System::inc_providers(&MERCHANT);
		System::inc_consumers(&MERCHANT).unwrap();
		System::inc_sufficients(&MERCHANT);
		let before = System::account(MERCHANT);
		assert_ok!(include(MERCHANT, 0, other_call()));
		let data = AccountData { buckets: System::account(MERCHANT).data.buckets, ..before.data };
		assert_ne!(data, before.data);
		assert_eq!(System::account(MERCHANT), AccountInfo { nonce: 1, data, ..before });
	})
}

#[test]
fn looking_at_a_transaction_writes_nothing() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		assert_storage_noop!({
			assert_ok!(submit(MERCHANT, 0, other_call()));
		});
	})
}

#[test]
fn an_applicant_has_less_to_send() {
	ExtBuilder::default().invited([MERCHANT]).build_and_execute(|| {
		for nonce in 0..APPLICANTS_ALLOWANCE {
			assert_ok!(include(MERCHANT, nonce, application()));
		}
		refuses(MERCHANT, application(), AdmissionError::AllowanceExhausted);
		wait(REFILL);
		assert_ok!(include(MERCHANT, APPLICANTS_ALLOWANCE, application()));
	})
}

#[test]
fn who_is_admitted_gets_a_participants_allowance_of_which_as_great_a_part_is_missing() {
	ExtBuilder::default().invited([MERCHANT]).build_and_execute(|| {
		// Half of it.
		assert_eq!(APPLICANTS_ALLOWANCE, 2);
		assert_ok!(include(MERCHANT, 0, application()));
		admit(MERCHANT, &merchant());
		for nonce in 1..=ALLOWANCE / 2 {
			assert_ok!(include(MERCHANT, nonce, other_call()));
		}
		refuses(MERCHANT, other_call(), AdmissionError::AllowanceExhausted);
	})
}

#[test]
fn a_principal_and_all_its_keys_draw_upon_one_allowance() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		add_operator(MERCHANT, KEY);
		add_operator(MERCHANT, OTHER_KEY);
		let mut signed = 0;
		let mut draw = |who, call| {
			let nonce = System::account_nonce(who);
			signed += 1;
			include(who, nonce, call)
		};
		assert_ok!(draw(KEY, on_behalf()));
		assert_ok!(draw(OTHER_KEY, on_behalf()));
		assert_ok!(draw(MERCHANT, other_call()));
		while signed < ALLOWANCE {
			let nonce = System::account_nonce(KEY);
			assert_ok!(include(KEY, nonce, on_behalf()));
			signed += 1;
		}
		refuses(KEY, on_behalf(), AdmissionError::AllowanceExhausted);
		refuses(OTHER_KEY, on_behalf(), AdmissionError::AllowanceExhausted);
		refuses(MERCHANT, other_call(), AdmissionError::AllowanceExhausted);
	})
}

#[test]
fn a_new_key_brings_no_new_allowance() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		add_operator(MERCHANT, KEY);
		for nonce in 0..ALLOWANCE {
			assert_ok!(include(KEY, nonce, on_behalf()));
		}
		assert_ok!(Registry::remove_operator(signed(MERCHANT), KEY));
		add_operator(MERCHANT, OTHER_KEY);
		refuses(OTHER_KEY, on_behalf(), AdmissionError::AllowanceExhausted);
	})
}

#[test]
fn the_keys_of_an_applicant_draw_upon_an_applicants_allowance() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Registry::invite(signed(CUSTOMS), MERCHANT, keys(&[KEY, OTHER_KEY])));
		accept_operator(KEY, MERCHANT);
		accept_operator(OTHER_KEY, MERCHANT);
		for nonce in 0..APPLICANTS_ALLOWANCE {
			assert_ok!(include(KEY, nonce, on_behalf()));
		}
		refuses(KEY, on_behalf(), AdmissionError::AllowanceExhausted);
		refuses(OTHER_KEY, on_behalf(), AdmissionError::AllowanceExhausted);
	})
}

#[test]
fn a_call_that_fails_counts_too() {
	ExtBuilder::default().invited([MERCHANT]).build_and_execute(|| {
		for nonce in 0..APPLICANTS_ALLOWANCE {
			assert_ok!(include(MERCHANT, nonce, withdrawal()));
		}
		refuses(MERCHANT, application(), AdmissionError::AllowanceExhausted);
	})
}

// Nonce.

#[test]
fn a_transaction_is_tagged_as_the_nonce_check_does_it() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		let tag = |nonce: u32| (MERCHANT, nonce).encode();
		let first = submit(MERCHANT, 0, other_call()).unwrap();
		assert_eq!((first.requires, first.provides), (vec![], vec![tag(0)]));
		let third = submit(MERCHANT, 2, other_call()).unwrap();
		assert_eq!((third.requires, third.provides), (vec![tag(1)], vec![tag(2)]));
		assert_eq!((third.longevity, third.propagate), (TransactionLongevity::MAX, true));

		let (info, source) = (DispatchInfo::default(), TransactionSource::External);
		for nonce in 0..ALLOWANCE {
			let ours = submit(MERCHANT, nonce, other_call()).unwrap();
			let (theirs, _, _) = CheckNonce::<Test>::from(nonce)
				.validate_only(signed(MERCHANT), &other_call(), &info, 0, source, 0)
				.unwrap();
			assert_eq!(ValidTransaction { priority: 0, ..ours }, theirs);
		}
	})
}

#[test]
fn refuses_a_stale_nonce_by_that_name() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		assert_ok!(include(MERCHANT, 0, other_call()));
		assert_noop!(submit(MERCHANT, 0, other_call()), InvalidTransaction::Stale);
		assert_noop!(include(MERCHANT, 0, other_call()), InvalidTransaction::Stale);
	})
}

#[test]
fn a_future_nonce_waits_in_the_pool_and_is_refused_in_a_block() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		assert_ok!(submit(MERCHANT, 1, other_call()));
		let refused = include(MERCHANT, 1, other_call());
		assert_eq!(refused, Err(InvalidTransaction::Future.into()));
		assert_eq!(System::account_nonce(MERCHANT), 0);
	})
}

#[test]
fn refuses_who_has_no_reference_as_the_nonce_check_does_it() {
	ExtBuilder::default().build_and_execute(|| {
		// A seat that was given past `ChangeMembers`.
		Seats::set(&vec![CUSTOMS, BANK]);
		assert_noop!(submit(BANK, 0, other_call()), InvalidTransaction::Payment);
		assert_noop!(include(BANK, 0, other_call()), InvalidTransaction::Payment);
	})
}

#[test]
fn the_nonce_counts_up_and_the_call_is_dispatched() {
	ExtBuilder::default().invited([MERCHANT]).build_and_execute(|| {
		assert_ok!(include(MERCHANT, 0, application()));
		assert_eq!(System::account_nonce(MERCHANT), 1);
		assert!(Applications::<Test>::contains_key(MERCHANT));
	})
}

// Transactions without a signer.

#[test]
fn says_nothing_of_transactions_without_a_signer() {
	ExtBuilder::default().build_and_execute(|| {
		let info = DispatchInfo::default();
		for origin in unsigned() {
			assert_storage_noop!({
				let extension = CheckAdmission::<Test>::from(0);
				let (validity, signer, origin) = extension
					.validate(
						origin,
						&other_call(),
						&info,
						0,
						(),
						&TxBaseImplication(()),
						TransactionSource::External,
					)
					.unwrap();
				assert_eq!((validity, signer), (ValidTransaction::default(), None));
				assert_ok!(extension.prepare(None, &origin, &other_call(), &info, 0));
			});
		}
	})
}

#[test]
fn authorizes_nothing_that_nobody_signed() {
	ExtBuilder::default().build_and_execute(|| {
		let refused = CheckAdmission::<Test>::from(0).validate_only(
			RuntimeOrigin::none(),
			&other_call(),
			&DispatchInfo::default(),
			0,
			TransactionSource::External,
			0,
		);
		assert_eq!(refused.unwrap_err(), InvalidTransaction::UnknownOrigin.into());
	})
}

// The extension as clients see it.

#[test]
fn shows_in_the_metadata_as_an_empty_extension_and_the_nonce_check() {
	let metadata = <CheckAdmission<Test> as TransactionExtension<RuntimeCall>>::metadata();
	let shown: Vec<_> = metadata.iter().map(|part| (part.identifier, part.ty, part.implicit)).collect();
	assert_eq!(
		shown,
		[
			("CheckAdmission", meta_type::<()>(), meta_type::<()>()),
			("CheckNonce", meta_type::<CheckNonce<Test>>(), meta_type::<()>()),
		]
	);
}

#[test]
fn is_encoded_as_the_metadata_says() {
	for nonce in [0, 1, 63, 64, 16_384, u32::MAX] {
		let encoded = CheckAdmission::<Test>::from(nonce).encode();
		assert_eq!(encoded, Compact(nonce).encode());
		assert_eq!(encoded, ((), CheckNonce::<Test>::from(nonce)).encode());
		assert_eq!(CheckAdmission::decode(&mut &encoded[..]), Ok(CheckAdmission::<Test>::from(nonce)));
	}
}

#[test]
fn weighs_what_was_measured() {
	let extension = CheckAdmission::<Test>::from(0);
	let weight = TransactionExtension::<RuntimeCall>::weight(&extension, &other_call());
	assert_eq!(weight, most());
	// And for each account for which it carries others.
	let carrying = TransactionExtension::<RuntimeCall>::weight(&extension, &on_behalf());
	assert!(carrying.all_gte(weight));
}

/// The most that is charged for a call that carries no other. The database of tests costs nothing.
fn most() -> Weight {
	<() as WeightInfo>::check_admission()
}

/// The weight that the extension is charged in the block for a transaction, once it is dispatched.
fn spent(who: AccountId, nonce: u32, call: RuntimeCall) -> Weight {
	let extension = CheckAdmission::<Test>::from(nonce);
	let extension_weight = TransactionExtension::<RuntimeCall>::weight(&extension, &call);
	let info = DispatchInfo { extension_weight, ..Default::default() };
	let post_info = match extension.dispatch_transaction(signed(who), call, &info, 0, 0).unwrap() {
		Ok(post_info) => post_info,
		Err(error) => error.post_info,
	};
	post_info.actual_weight.unwrap()
}

#[test]
fn gives_back_what_a_participant_does_not_take() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		let of_participant = check_admission_of_participant::<Test>();
		assert!(of_participant.ref_time() < most().ref_time());
		for nonce in 0..3 {
			assert_eq!(spent(MERCHANT, nonce, other_call()), of_participant);
		}
	})
}

#[test]
fn gives_nothing_back_for_whom_more_is_looked_up() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).invited([CARRIER]).build_and_execute(|| {
		add_operator(MERCHANT, KEY);
		give_seat(MERCHANT);
		for nonce in 0..2 {
			// A regulator is found by its seat, once it is known not to be a participant.
			assert_eq!(spent(CUSTOMS, nonce, other_call()), most());
			assert_eq!(spent(KEY, nonce, on_behalf()), most());
			assert_eq!(spent(CARRIER, nonce, application()), most());
			// Of a participant no more is read but its seat, which costs nothing in tests.
			assert_eq!(spent(MERCHANT, nonce, governing()), check_admission_of_participant::<Test>());
		}
	})
}
