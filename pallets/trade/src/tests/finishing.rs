// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

#[test]
fn a_contract_is_completed_once_both_sides_signed_it_off() {
	for [first, second] in [[BUYER, SELLER], [SELLER, BUYER]] {
		ExtBuilder.build_and_execute(|| {
			let id = agreed(&[MANUAL]);
			assert_noop!(sign_off(first, id), Error::<Test>::NotDone);
			assert_ok!(confirm(BUYER, id, 0));
			let version_hash = contract(id).version_hash(&id);
			assert_noop!(sign_off(RIVAL, id), Error::<Test>::NotParty);
			assert_ok!(sign_off(first, id));
			assert_noop!(sign_off(first, id), Error::<Test>::AlreadySignedOff);
			assert_ok!(sign_off(second, id));
			let finished = Finished {
				buyer: BUYER,
				seller: SELLER,
				version_hash,
				outcome: Outcome::Completed,
				finished_at: 1,
			};
			assert_eq!(FinishedContracts::<Test>::get(id), Some(finished));
			assert_eq!((Contracts::<Test>::get(id), open()), (None, (0, 0)));
			assert_noop!(sign_off(first, id), Error::<Test>::NotFound);
		});
	}
}

#[test]
fn an_offer_is_neither_signed_off_nor_terminated() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(sell(terms_of(&[MANUAL])));
		for who in [BUYER, SELLER] {
			assert_noop!(sign_off(who, last()), Error::<Test>::NotSigned);
			assert_noop!(terminate(who, last()), Error::<Test>::NotSigned);
		}
	});
}

#[test]
fn both_sides_terminate_a_contract_together() {
	ExtBuilder.build_and_execute(|| {
		let id = agreed(&[MANUAL]);
		assert_ok!(terminate(BUYER, id));
		assert_noop!(terminate(BUYER, id), Error::<Test>::AlreadyAgreed);
		assert_noop!(terminate(RIVAL, id), Error::<Test>::NotParty);
		assert_eq!(outcome(id), None);
		assert_ok!(terminate(SELLER, id));
		assert_eq!((outcome(id), open()), (Some(Outcome::Terminated), (0, 0)));
	});
}

#[test]
fn either_side_terminates_alone_after_the_end() {
	for who in [BUYER, SELLER] {
		ExtBuilder.build_and_execute(|| {
			let id = agreed(&[MANUAL]);
			pass_to(ENDS_AT - 1);
			assert_ok!(terminate(who, id));
			assert_eq!(outcome(id), None);
			pass_to(ENDS_AT);
			assert_ok!(terminate(who, id));
			assert_eq!(outcome(id), Some(Outcome::Terminated));
		});
	}
}

#[test]
fn the_counterparty_of_one_that_was_revoked_terminates_at_once_and_of_one_suspended_it_waits() {
	ExtBuilder.build_and_execute(|| {
		let id = agreed(&[MANUAL]);
		set_standing(SELLER, Standing::Suspended);
		assert_noop!(terminate(SELLER, id), Error::<Test>::NotInForce);
		assert_ok!(terminate(BUYER, id));
		assert_eq!(outcome(id), None);
		// What was done meanwhile is signed, and so are disputes.
		assert_ok!(confirm(BUYER, id, 0));
		assert_noop!(sign_off(SELLER, id), Error::<Test>::NotInForce);
		set_standing(SELLER, Standing::Revoked);
		assert_ok!(terminate(BUYER, id));
		assert_eq!((outcome(id), open()), (Some(Outcome::Terminated), (0, 0)));
	});
}

#[test]
fn the_end_of_a_partnership_ends_no_contract() {
	ExtBuilder.build_and_execute(|| {
		let id = agreed(&[MANUAL]);
		part(BUYER, SELLER);
		assert_ok!(confirm(BUYER, id, 0));
		assert_ok!(sign_off(BUYER, id));
		assert_ok!(sign_off(SELLER, id));
		assert_eq!(outcome(id), Some(Outcome::Completed));
	});
}

#[test]
fn anybody_has_a_contract_condensed_that_nobody_finished_long_after_its_end() {
	for is_disputed in [false, true] {
		ExtBuilder.build_and_execute(|| {
			let id = agreed(&[MANUAL]);
			if is_disputed {
				assert_ok!(dispute(BUYER, id));
			}
			pass_to(ENDS_AT + GRACE - 1);
			assert_noop!(reap(id), Error::<Test>::NotLapsed);
			pass_to(ENDS_AT + GRACE);
			assert_ok!(reap(id));
			assert_eq!((outcome(id), open()), (Some(Outcome::Lapsed), (0, 0)));
		});
	}
}
