use crate::{mock::*, *};
use codec::{Compact, Decode, Encode};
use frame_support::{
	assert_noop, assert_ok, assert_storage_noop, dispatch::DispatchInfo, pallet_prelude::TransactionSource,
	weights::Weight,
};
use frame_system::{AccountInfo, CheckNonce};
use scale_info::meta_type;
use sp_runtime::{
	traits::{DispatchTransaction, TransactionExtension, TxBaseImplication},
	transaction_validity::{
		InvalidTransaction, TransactionLongevity, TransactionValidityError, ValidTransaction,
	},
};

/// What the pool hears of a transaction.
fn submit(
	who: AccountId,
	nonce: u32,
	call: impl Into<RuntimeCall>,
) -> Result<ValidTransaction, TransactionValidityError> {
	let (info, source) = (DispatchInfo::default(), TransactionSource::External);
	CheckAdmission::<Test>::from(nonce)
		.validate_only(signed(who), &call.into(), &info, 0, source, 0)
		.map(|(validity, _, _)| validity)
}

/// What a block does with a transaction. Its call is dispatched and may fail.
fn include(who: AccountId, nonce: u32, call: impl Into<RuntimeCall>) -> Result<(), TransactionValidityError> {
	let info = DispatchInfo::default();
	CheckAdmission::<Test>::from(nonce)
		.dispatch_transaction(signed(who), call.into(), &info, 0, 0)
		.map(|_| ())
}

fn custom(refusal: Refusal) -> TransactionValidityError {
	InvalidTransaction::Custom(refusal as u8).into()
}

fn application() -> RuntimeCall {
	Call::apply { profile: merchant() }.into()
}

fn withdrawal() -> RuntimeCall {
	Call::withdraw {}.into()
}

/// The window as it stands in state.
fn window(who: AccountId) -> Option<(u32, u32)> {
	System::account(who).data.window.map(|window| (window.index, window.start))
}

/// Goes to the first block of a window.
fn go_to_window(index: u64) {
	System::set_block_number(index * WINDOW);
}

/// The door is shut in the pool and in the block, and nothing happens.
fn refuses(who: AccountId, call: RuntimeCall, refusal: Refusal) {
	let nonce = System::account_nonce(who);
	assert_noop!(submit(who, nonce, call.clone()), custom(refusal));
	assert_noop!(include(who, nonce, call), custom(refusal));
}

// Who is let in, and for what.

#[test]
fn the_codes_of_the_refusals_are_those_that_wallets_know() {
	for (refusal, code) in [
		(Refusal::NotAdmitted, 1),
		(Refusal::MayOnlyApply, 2),
		(Refusal::Suspended, 3),
		(Refusal::Revoked, 4),
		(Refusal::Expired, 5),
		(Refusal::AllowanceExhausted, 6),
		(Refusal::OperatorCallOnly, 7),
	] {
		assert_eq!(
			TransactionValidityError::from(refusal),
			TransactionValidityError::Invalid(InvalidTransaction::Custom(code))
		);
	}
}

#[test]
fn refuses_a_stranger_whatever_it_sends() {
	ExtBuilder::default().build_and_execute(|| {
		for call in [application(), withdrawal(), on_behalf(), other_call()] {
			refuses(STRANGER, call, Refusal::NotAdmitted);
		}
		// A balance or another reference opens no door.
		System::inc_providers(&STRANGER);
		refuses(STRANGER, other_call(), Refusal::NotAdmitted);
	})
}

#[test]
fn an_invited_account_may_only_apply_and_withdraw() {
	ExtBuilder::default().invited([MERCHANT]).build_and_execute(|| {
		assert_ok!(submit(MERCHANT, 0, application()));
		assert_ok!(submit(MERCHANT, 0, withdrawal()));
		let authorize = Call::authorize { provider: BANK, blocks: BlockSet::ALL }.into();
		for call in [on_behalf(), other_call(), authorize] {
			refuses(MERCHANT, call, Refusal::MayOnlyApply);
		}
	})
}

#[test]
fn an_applicant_may_only_apply_and_withdraw_even_after_its_invitation_lapsed() {
	ExtBuilder::default().applied([(MERCHANT, merchant())]).build_and_execute(|| {
		at(START + TERM);
		assert_ok!(submit(MERCHANT, 0, application()));
		assert_ok!(submit(MERCHANT, 0, withdrawal()));
		refuses(MERCHANT, other_call(), Refusal::MayOnlyApply);
	})
}

#[test]
fn refuses_who_let_its_invitation_lapse_without_applying() {
	ExtBuilder::default().invited([MERCHANT]).build_and_execute(|| {
		at(START + TERM - 1);
		assert_ok!(submit(MERCHANT, 0, application()));
		at(START + TERM);
		refuses(MERCHANT, application(), Refusal::NotAdmitted);
	})
}

#[test]
fn refuses_who_was_turned_down_once_its_invitation_lapsed() {
	ExtBuilder::default().applied([(MERCHANT, merchant())]).build_and_execute(|| {
		assert_ok!(Registry::reject(signed(ADMITS), MERCHANT, hash(&merchant()), reason()));
		assert_ok!(submit(MERCHANT, 0, application()));
		at(START + TERM);
		refuses(MERCHANT, application(), Refusal::NotAdmitted);
	})
}

#[test]
fn a_participant_in_force_may_send_anything() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		for call in [application(), withdrawal(), on_behalf(), other_call()] {
			assert_ok!(submit(MERCHANT, 0, call));
		}
	})
}

#[test]
fn refuses_a_suspended_participant_even_to_apply() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		apply(MERCHANT, bank());
		suspend(MERCHANT);
		for call in [application(), withdrawal(), on_behalf(), other_call()] {
			refuses(MERCHANT, call, Refusal::Suspended);
		}
		assert_ok!(Registry::reinstate(signed(SUSPENDS), MERCHANT));
		assert_ok!(submit(MERCHANT, 0, other_call()));
	})
}

#[test]
fn refuses_a_revoked_participant_until_it_is_invited_again() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		revoke(MERCHANT);
		for call in [application(), withdrawal(), on_behalf(), other_call()] {
			refuses(MERCHANT, call, Refusal::Revoked);
		}
		invite(CUSTOMS, MERCHANT);
		assert_ok!(submit(MERCHANT, 0, application()));
		refuses(MERCHANT, other_call(), Refusal::MayOnlyApply);
		at(START + TERM);
		refuses(MERCHANT, application(), Refusal::Revoked);
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
			refuses(MERCHANT, call, Refusal::Expired);
		}
		assert_ok!(Registry::renew(signed(ADMITS), MERCHANT, UNTIL + 1));
		assert_ok!(submit(MERCHANT, 0, other_call()));
	})
}

#[test]
fn a_regulator_may_send_anything() {
	ExtBuilder::default().build_and_execute(|| {
		for call in [application(), withdrawal(), on_behalf(), other_call()] {
			assert_ok!(submit(CUSTOMS, 0, call));
		}
		take_seat(CUSTOMS);
		refuses(CUSTOMS, other_call(), Refusal::NotAdmitted);
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

// Operators.

#[test]
fn an_operator_may_only_sign_on_behalf_of_its_principal() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		add_operator(MERCHANT, KEY);
		assert_ok!(submit(KEY, 0, on_behalf()));
		for call in [application(), withdrawal(), other_call()] {
			refuses(KEY, call, Refusal::OperatorCallOnly);
		}
		assert_ok!(Registry::remove_operator(signed(MERCHANT), KEY));
		refuses(KEY, on_behalf(), Refusal::NotAdmitted);
	})
}

#[test]
fn an_operator_of_a_regulator_is_let_in() {
	ExtBuilder::default().build_and_execute(|| {
		add_operator(CUSTOMS, KEY);
		assert_ok!(submit(KEY, 0, on_behalf()));
		take_seat(CUSTOMS);
		refuses(KEY, on_behalf(), Refusal::NotAdmitted);
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
			refuses(KEY, call.clone(), Refusal::Suspended);
			refuses(OTHER_KEY, call, Refusal::Revoked);
		}
		assert_ok!(Registry::reinstate(signed(SUSPENDS), MERCHANT));
		assert_ok!(submit(KEY, 0, on_behalf()));
	})
}

#[test]
fn operators_of_an_expired_participant_may_sign_so_that_it_can_apply_again() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		add_operator(MERCHANT, KEY);
		at(UNTIL);
		assert_ok!(submit(KEY, 0, on_behalf()));
		refuses(KEY, other_call(), Refusal::OperatorCallOnly);
	})
}

#[test]
fn the_keys_of_an_invited_account_of_many_sign_its_application() {
	ExtBuilder::default().build_and_execute(|| {
		// A multisig account has no key of its own: its signatories come through the door for it.
		assert_ok!(Registry::invite(signed(CUSTOMS), MERCHANT, keys(&[KEY, OTHER_KEY])));
		for key in [KEY, OTHER_KEY] {
			assert_ok!(include(key, 0, on_behalf()));
			refuses(key, other_call(), Refusal::OperatorCallOnly);
		}
		// The application itself is dispatched for the account, past the door.
		apply(MERCHANT, merchant());
		at(START + TERM);
		assert_ok!(submit(KEY, 1, on_behalf()));
		assert_ok!(Registry::withdraw(signed(MERCHANT)));
		refuses(KEY, on_behalf(), Refusal::NotAdmitted);
	})
}

#[test]
fn an_operator_of_an_operator_is_a_stranger() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		add_operator(MERCHANT, KEY);
		Operators::<Test>::insert(OTHER_KEY, KEY);
		OperatorCount::<Test>::insert(KEY, 1);
		System::inc_providers(&OTHER_KEY);
		refuses(OTHER_KEY, on_behalf(), Refusal::NotAdmitted);
	})
}

#[test]
fn a_participant_that_serves_another_keeps_its_own_rights() {
	ExtBuilder::default().admitted([(MERCHANT, merchant()), (CARRIER, carrier())]).build_and_execute(|| {
		add_operator(MERCHANT, CARRIER);
		assert_ok!(submit(CARRIER, 0, other_call()));
		// And its own suspension.
		suspend(CARRIER);
		refuses(CARRIER, on_behalf(), Refusal::Suspended);
	})
}

#[test]
fn an_invitation_takes_nothing_from_an_operator() {
	ExtBuilder::default().admitted([(MERCHANT, merchant()), (PLATFORM, platform())]).build_and_execute(|| {
		add_operator(MERCHANT, KEY);
		invite(PLATFORM, KEY);
		assert_ok!(submit(KEY, 0, on_behalf()));
		assert_ok!(submit(KEY, 0, application()));
		refuses(KEY, other_call(), Refusal::MayOnlyApply);
		suspend(MERCHANT);
		refuses(KEY, on_behalf(), Refusal::MayOnlyApply);
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

// Allowance.

#[test]
fn an_account_sends_as_many_as_it_may_and_no_more_in_a_window() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		for nonce in 0..ALLOWANCE {
			assert_ok!(include(MERCHANT, nonce, other_call()));
		}
		refuses(MERCHANT, other_call(), Refusal::AllowanceExhausted);
		System::set_block_number(WINDOW - 1);
		refuses(MERCHANT, other_call(), Refusal::AllowanceExhausted);
		assert_eq!(System::account_nonce(MERCHANT), ALLOWANCE);
	})
}

#[test]
fn an_account_cannot_fill_the_pool_with_what_comes_later() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		// None of these is in a block yet.
		for nonce in 0..ALLOWANCE {
			assert_ok!(submit(MERCHANT, nonce, other_call()));
		}
		for nonce in [ALLOWANCE, ALLOWANCE + 1, 1_000, u32::MAX] {
			assert_noop!(submit(MERCHANT, nonce, other_call()), custom(Refusal::AllowanceExhausted));
		}
		// What went into a block doesn't make room for more.
		assert_ok!(include(MERCHANT, 0, other_call()));
		assert_ok!(include(MERCHANT, 1, other_call()));
		assert_ok!(submit(MERCHANT, ALLOWANCE - 1, other_call()));
		assert_noop!(submit(MERCHANT, ALLOWANCE, other_call()), custom(Refusal::AllowanceExhausted));
	})
}

#[test]
fn the_next_window_lets_in_again() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		for index in 0..3 {
			go_to_window(index);
			let first = index as u32 * ALLOWANCE;
			for nonce in first..first + ALLOWANCE {
				assert_ok!(include(MERCHANT, nonce, other_call()));
			}
			refuses(MERCHANT, other_call(), Refusal::AllowanceExhausted);
		}
	})
}

#[test]
fn what_was_not_sent_in_a_window_is_not_kept_for_another() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		assert_ok!(include(MERCHANT, 0, other_call()));
		go_to_window(7);
		assert_ok!(submit(MERCHANT, 1, other_call()));
		assert_ok!(submit(MERCHANT, ALLOWANCE, other_call()));
		assert_noop!(submit(MERCHANT, ALLOWANCE + 1, other_call()), custom(Refusal::AllowanceExhausted));
	})
}

#[test]
fn a_window_begins_with_its_first_transaction() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		assert_eq!(window(MERCHANT), None);
		for nonce in 0..3 {
			assert_ok!(include(MERCHANT, nonce, other_call()));
			assert_eq!(window(MERCHANT), Some((0, 0)));
		}

		go_to_window(1);
		assert_ok!(include(MERCHANT, 3, other_call()));
		assert_eq!(window(MERCHANT), Some((1, 3)));
		System::set_block_number(2 * WINDOW - 1);
		assert_ok!(include(MERCHANT, 4, other_call()));
		assert_eq!(window(MERCHANT), Some((1, 3)));
	})
}

#[test]
fn what_else_the_system_keeps_of_an_account_stays_as_it_was() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		System::inc_providers(&MERCHANT);
		System::inc_consumers(&MERCHANT).unwrap();
		System::inc_sufficients(&MERCHANT);
		let before = System::account(MERCHANT);
		let data = AccountData { window: Some(Window::default()), ..before.data };
		assert_ok!(include(MERCHANT, 0, other_call()));
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
		for nonce in 0..APPLICANT_ALLOWANCE {
			assert_ok!(include(MERCHANT, nonce, application()));
		}
		refuses(MERCHANT, application(), Refusal::AllowanceExhausted);
		go_to_window(1);
		assert_ok!(include(MERCHANT, APPLICANT_ALLOWANCE, application()));
	})
}

#[test]
fn who_is_admitted_gets_a_participants_allowance_in_the_same_window() {
	ExtBuilder::default().invited([MERCHANT]).build_and_execute(|| {
		for nonce in 0..APPLICANT_ALLOWANCE {
			assert_ok!(include(MERCHANT, nonce, application()));
		}
		admit(MERCHANT, &merchant());
		for nonce in APPLICANT_ALLOWANCE..ALLOWANCE {
			assert_ok!(include(MERCHANT, nonce, other_call()));
		}
		refuses(MERCHANT, other_call(), Refusal::AllowanceExhausted);
	})
}

#[test]
fn operators_and_regulators_have_an_allowance_of_their_own() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		add_operator(MERCHANT, KEY);
		for nonce in 0..ALLOWANCE {
			assert_ok!(include(KEY, nonce, on_behalf()));
			assert_ok!(include(CUSTOMS, nonce, other_call()));
		}
		refuses(KEY, on_behalf(), Refusal::AllowanceExhausted);
		refuses(CUSTOMS, other_call(), Refusal::AllowanceExhausted);
		assert_ok!(include(MERCHANT, 0, other_call()));
	})
}

#[test]
fn a_call_that_fails_counts_too() {
	ExtBuilder::default().invited([MERCHANT]).build_and_execute(|| {
		for nonce in 0..APPLICANT_ALLOWANCE {
			assert_ok!(include(MERCHANT, nonce, withdrawal()));
		}
		refuses(MERCHANT, application(), Refusal::AllowanceExhausted);
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
		// Below the start of the window as well.
		go_to_window(1);
		assert_ok!(include(MERCHANT, 1, other_call()));
		assert_noop!(submit(MERCHANT, 0, other_call()), InvalidTransaction::Stale);
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

// What nobody signed.

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

// What clients see.

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
	assert_eq!(weight, <() as WeightInfo>::check_admission());
}

/// What the door counts in the block for a transaction, once it is dispatched.
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
fn gives_back_what_a_later_transaction_in_a_window_does_not_take() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		let (most, later) = (<() as WeightInfo>::check_admission(), check_admission_in_window::<Test>());
		assert!(later.ref_time() < most.ref_time());
		assert_eq!(spent(MERCHANT, 0, other_call()), most);
		assert_eq!(spent(MERCHANT, 1, other_call()), later);
		assert_eq!(spent(MERCHANT, 2, other_call()), later);
		go_to_window(1);
		assert_eq!(spent(MERCHANT, 3, other_call()), most);
		assert_eq!(spent(MERCHANT, 4, other_call()), later);
	})
}

#[test]
fn gives_nothing_back_for_whom_the_door_must_look_further() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).invited([CARRIER]).build_and_execute(|| {
		add_operator(MERCHANT, KEY);
		for nonce in 0..2 {
			// A regulator is found by its seat, once it is known not to be a participant.
			assert_eq!(spent(CUSTOMS, nonce, other_call()), <() as WeightInfo>::check_admission());
			assert_eq!(spent(KEY, nonce, on_behalf()), <() as WeightInfo>::check_admission());
			assert_eq!(spent(CARRIER, nonce, application()), <() as WeightInfo>::check_admission());
		}
	})
}
