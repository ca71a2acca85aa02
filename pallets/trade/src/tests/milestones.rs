// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, assert_storage_noop};

const TITLE: MilestoneKind = MilestoneKind::Title { units: 2 };
const CUSTODY: MilestoneKind = MilestoneKind::Custody { units: 2 };
const RELEASE: MilestoneKind = MilestoneKind::Release;
const LOOP: MilestoneKind = MilestoneKind::Loop;

#[test]
fn a_manual_milestone_is_done_by_the_signature_of_the_side_that_does_not_perform() {
	ExtBuilder.build_and_execute(|| {
		let id = agreed(&[MANUAL, MilestoneKind::Manual { by: Side::Buyer }]);
		assert_noop!(confirm(SELLER, id, 0), Error::<Test>::OwnWord);
		assert_noop!(confirm(BUYER, id, 1), Error::<Test>::OwnWord);
		assert_ok!(confirm(BUYER, id, 0));
		System::assert_last_event(Event::MilestoneDone { id, milestone: 0, fact: hash(9) }.into());
		assert_noop!(confirm(BUYER, id, 0), Error::<Test>::AlreadyDone);
		assert_ok!(confirm(SELLER, id, 1));
		assert!(contract(id).is_done());
	});
}

#[test]
fn nobody_fulfils_what_is_not_its_contract_or_not_signed_or_no_milestone() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(sell(terms_of(&[MANUAL])));
		assert_noop!(confirm(BUYER, last(), 0), Error::<Test>::NotSigned);
		let id = agreed(&[MANUAL]);
		assert_noop!(confirm(RIVAL, id, 0), Error::<Test>::NotParty);
		assert_noop!(confirm(BUYER, hash(0), 0), Error::<Test>::NotFound);
		for place in [1, u8::MAX] {
			assert_noop!(confirm(BUYER, id, place), Error::<Test>::MilestoneNotFound);
		}
		set_standing(BUYER, Standing::Suspended);
		assert_noop!(confirm(BUYER, id, 0), Error::<Test>::NotInForce);
	});
}

#[test]
fn a_milestone_is_done_by_facts_of_its_own_kind_alone() {
	ExtBuilder.build_and_execute(|| {
		release(SELLER, order("1"));
		match_loop(SELLER, order("1"), 2);
		let kinds = [TITLE, CUSTODY, RELEASE, LOOP, MilestoneKind::Invoice, MANUAL];
		let id = agreed(&kinds);
		let facts = [Fact::Release(entry()), Fact::Loop(order("1")), Fact::Manual(hash(9))];
		for (place, kind) in kinds.into_iter().enumerate() {
			for fact in &facts {
				let fits = matches!(
					(kind, fact),
					(RELEASE, Fact::Release(_)) | (LOOP, Fact::Loop(_)) | (MANUAL, Fact::Manual(_))
				);
				if !fits {
					let refused = fulfil(BUYER, id, place as u8, fact.clone());
					assert_noop!(refused, Error::<Test>::WrongFact);
				}
			}
		}
	});
}

#[test]
fn a_release_is_that_of_the_sellers_goods_of_the_order_that_both_signed() {
	ExtBuilder.build_and_execute(|| {
		let id = agreed(&[RELEASE]);
		let by = |who| fulfil(who, id, 0, Fact::Release(entry()));
		assert_noop!(by(SELLER), Error::<Test>::NotPerformed);
		release(SELLER, order("2"));
		assert_noop!(by(SELLER), Error::<Test>::AnothersFact);
		release(RIVAL, order("1"));
		assert_noop!(by(SELLER), Error::<Test>::AnothersFact);
		release(SELLER, order("1"));
		assert_ok!(by(SELLER));
		assert!(is_done(id, 0));
	});
}

#[test]
fn a_loop_is_that_of_the_order_that_both_signed_and_not_the_word_of_one_party() {
	ExtBuilder.build_and_execute(|| {
		let id = agreed(&[LOOP]);
		let of = |number| fulfil(BUYER, id, 0, Fact::Loop(order(number)));
		assert_noop!(of("1"), Error::<Test>::NotPerformed);
		match_loop(SELLER, order("1"), 1);
		assert_noop!(of("1"), Error::<Test>::NotPerformed);
		match_loop(RIVAL, order("1"), 2);
		assert_noop!(of("1"), Error::<Test>::NotPerformed);
		match_loop(SELLER, order("2"), 2);
		assert_noop!(of("2"), Error::<Test>::AnothersFact);
		match_loop(SELLER, order("1"), 2);
		assert_ok!(of("1"));
	});
}

#[test]
fn a_fact_does_one_milestone_of_one_contract_and_none_once_that_is_finished() {
	ExtBuilder.build_and_execute(|| {
		release(SELLER, order("1"));
		match_loop(SELLER, order("1"), 2);
		let (one, other) = (agreed(&[RELEASE, LOOP]), agreed(&[RELEASE, LOOP]));
		for (place, fact) in [(0, Fact::Release(entry())), (1, Fact::Loop(order("1")))] {
			assert_ok!(fulfil(SELLER, one, place, fact.clone()));
			assert_noop!(fulfil(SELLER, other, place, fact), Error::<Test>::FactUsed);
		}
		assert_ok!(sign_off(BUYER, one));
		assert_ok!(sign_off(SELLER, one));
		assert_noop!(fulfil(SELLER, other, 0, Fact::Release(entry())), Error::<Test>::FactUsed);
	});
}

#[test]
fn title_does_its_milestone_as_it_passes_under_the_contract() {
	ExtBuilder.build_and_execute(|| {
		let id = agreed(&[TITLE, CUSTODY, TITLE]);
		title(id, SELLER, BUYER, 1);
		assert!(!is_done(id, 0), "too few");
		title(id, SELLER, BUYER, 2);
		assert_eq!([0, 1, 2].map(|place| is_done(id, place)), [true, false, false]);
		title_and_custody(id, SELLER, BUYER, 5);
		assert!(contract(id).is_done(), "one lot does one of each kind");
	});
}

#[test]
fn title_that_passed_otherwise_counts_for_nothing() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(sell(terms_of(&[TITLE])));
		let id = last();
		// Before both sides signed.
		assert_storage_noop!(title(id, SELLER, BUYER, 9));
		assert_ok!(sign(BUYER, id));
		for (from, to) in [(SELLER, RIVAL), (RIVAL, BUYER), (BUYER, RIVAL), (BUYER, SELLER)] {
			assert_storage_noop!(title(id, from, to, 9));
		}
		assert_storage_noop!(title(hash(1), SELLER, BUYER, 9));
	});
}

#[test]
fn goods_that_go_to_and_fro_do_one_milestone() {
	ExtBuilder.build_and_execute(|| {
		let id = agreed(&[TITLE, CUSTODY, TITLE, CUSTODY]);
		for _ in 0..3 {
			title_and_custody(id, SELLER, BUYER, 2);
			assert_eq!([0, 1, 2, 3].map(|place| is_done(id, place)), [true, true, false, false]);
			title(id, BUYER, SELLER, 2);
			assert_eq!([0, 1, 2, 3].map(|place| is_done(id, place)), [false; 4]);
		}
	});
}

#[test]
fn what_goes_back_takes_back_what_was_signed_off() {
	ExtBuilder.build_and_execute(|| {
		let id = agreed(&[TITLE]);
		title(id, SELLER, BUYER, 2);
		assert_ok!(sign_off(SELLER, id));
		title(id, BUYER, SELLER, 1);
		System::assert_last_event(Event::MilestoneReopened { id, milestone: 0 }.into());
		assert_noop!(sign_off(BUYER, id), Error::<Test>::NotDone);
		title(id, SELLER, BUYER, 2);
		assert_ok!(sign_off(BUYER, id));
		assert_eq!(outcome(id), None, "the seller signs off again");
	});
}
