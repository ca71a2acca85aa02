// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

#[test]
fn a_disputed_contract_completes_by_a_ruling_alone() {
	for (ruling, found) in [
		(Ruling::Complete, Some(Outcome::RuledCompleted)),
		(Ruling::Terminate, Some(Outcome::RuledTerminated)),
		(Ruling::Continue, None),
	] {
		ExtBuilder.build_and_execute(|| {
			let id = agreed(&[MANUAL]);
			assert_ok!(confirm(BUYER, id, 0));
			assert_ok!(dispute(SELLER, id));
			for who in [BUYER, SELLER] {
				assert_noop!(sign_off(who, id), Error::<Test>::Disputed);
				assert_noop!(dispute(who, id), Error::<Test>::Disputed);
			}
			pass_to(ENDS_AT);
			assert_ok!(terminate(SELLER, id));
			assert_eq!(outcome(id), None, "nobody terminates alone");
			assert_noop!(terminate(SELLER, id), Error::<Test>::AlreadyAgreed);
			assert_ok!(rule(COMMERCE, id, ruling));
			assert_eq!(outcome(id), found);
			if found.is_none() {
				assert_ok!(sign_off(BUYER, id));
				assert_ok!(sign_off(SELLER, id));
			}
		});
	}
}

#[test]
fn both_sides_may_still_terminate_what_is_disputed() {
	ExtBuilder.build_and_execute(|| {
		let id = agreed(&[MANUAL]);
		assert_ok!(dispute(SELLER, id));
		assert_ok!(terminate(SELLER, id));
		assert_ok!(terminate(BUYER, id));
		assert_eq!(outcome(id), Some(Outcome::Terminated));
	});
}

#[test]
fn facts_go_on_while_a_contract_is_disputed() {
	ExtBuilder.build_and_execute(|| {
		let id = agreed(&[MANUAL, MilestoneKind::Title { units: 1 }, MilestoneKind::Invoice]);
		assert_ok!(dispute(SELLER, id));
		assert_ok!(confirm(BUYER, id, 0));
		title(id, SELLER, BUYER, 1);
		assert_ok!(invoice(SELLER, id, 1));
		assert!(contract(id).is_done());
	});
}

#[test]
fn the_other_side_answers_once() {
	ExtBuilder.build_and_execute(|| {
		let id = agreed(&[MANUAL]);
		assert_noop!(answer(BUYER, id), Error::<Test>::NotDisputed);
		assert_ok!(dispute(SELLER, id));
		assert_noop!(answer(SELLER, id), Error::<Test>::OwnDispute);
		assert_noop!(answer(RIVAL, id), Error::<Test>::NotParty);
		assert_ok!(answer(BUYER, id));
		assert_noop!(answer(BUYER, id), Error::<Test>::AlreadyAnswered);
		let dispute = Dispute { by: Side::Seller, claim: hash(6), answer: Some(hash(5)) };
		assert_eq!(contract(id).dispute, Some(dispute));
	});
}

#[test]
fn nobody_keeps_a_contract_open_by_disputes_without_end() {
	ExtBuilder.build_and_execute(|| {
		let id = agreed(&[MANUAL]);
		for who in [SELLER, BUYER] {
			for _ in 0..MAX_DISPUTES {
				assert_ok!(dispute(who, id));
				assert_ok!(rule(COMMERCE, id, Ruling::Continue));
			}
			assert_noop!(dispute(who, id), Error::<Test>::MaxDisputesExceeded);
		}
	});
}

#[test]
fn strangers_and_sides_out_of_force_dispute_nothing_and_neither_is_an_offer_disputed() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(sell(terms_of(&[MANUAL])));
		assert_noop!(dispute(BUYER, last()), Error::<Test>::NotSigned);
		let id = agreed(&[MANUAL]);
		assert_noop!(dispute(RIVAL, id), Error::<Test>::NotParty);
		assert_noop!(dispute(BUYER, hash(0)), Error::<Test>::NotFound);
		set_standing(BUYER, Standing::Suspended);
		assert_noop!(dispute(BUYER, id), Error::<Test>::NotInForce);
	});
}

#[test]
fn the_seat_of_commerce_rules_and_no_other_and_on_disputes_alone() {
	ExtBuilder.build_and_execute(|| {
		let id = agreed(&[MANUAL]);
		assert_noop!(rule(COMMERCE, id, Ruling::Complete), Error::<Test>::NotDisputed);
		assert_noop!(rule(COMMERCE, hash(0), Ruling::Complete), Error::<Test>::NotFound);
		assert_ok!(dispute(BUYER, id));
		for who in [BUYER, SELLER, RIVAL, TAXATION, CUSTOMS] {
			assert_noop!(rule(who, id, Ruling::Complete), Error::<Test>::NotCommerce);
		}
		set_standing(COMMERCE, Standing::Suspended);
		assert_noop!(rule(COMMERCE, id, Ruling::Complete), Error::<Test>::NotInForce);
	});
}

#[test]
fn a_seat_rules_on_no_contract_of_its_own() {
	for who in [BUYER, JUDGE] {
		ExtBuilder.build_and_execute(|| {
			let (other, side) = (SELLER, Side::Buyer);
			assert_ok!(offer(JUDGE, other, side, terms_of(&[MANUAL])));
			let id = last();
			assert_ok!(sign(other, id));
			assert_ok!(dispute(other, id));
			let refused = rule(who, id, Ruling::Complete);
			let error = if who == JUDGE { Error::<Test>::OwnCause } else { Error::NotCommerce };
			assert_noop!(refused, error);
			assert_ok!(rule(COMMERCE, id, Ruling::Continue));
		});
	}
}
