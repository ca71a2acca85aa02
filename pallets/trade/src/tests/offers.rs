// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

fn manual() -> Terms {
	terms_of(&[MANUAL])
}

#[test]
fn a_contract_is_in_force_once_the_other_side_signs_the_version_that_was_offered() {
	for side in [Side::Buyer, Side::Seller] {
		ExtBuilder.build_and_execute(|| {
			assert_ok!(offer(SELLER, BUYER, side, manual()));
			let offered = contract(last());
			assert_eq!((*offered.party(side), *offered.party(side.other())), (SELLER, BUYER));
			assert_eq!((offered.accepted, open()), (None, (0, 1)));
			assert_ok!(sign(BUYER, last()));
			assert_eq!((contract(last()).accepted, open()), (Some(1), (1, 1)));
			System::assert_last_event(Event::Signed { id: last(), version: 1, by: BUYER }.into());
		});
	}
}

#[test]
fn a_counter_offer_takes_the_place_of_the_version_before_and_of_its_count() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(sell(manual()));
		let first = contract(last()).version_hash(&last());
		assert_ok!(counter(BUYER, last(), terms_of(&[MANUAL, MilestoneKind::Invoice])));
		assert_eq!(open(), (1, 0));
		let of_first = Call::sign { id: last(), version: 1, version_hash: first };
		assert_noop!(signed(SELLER, of_first), Error::<Test>::WrongVersion);
		let of_other = Call::sign { id: last(), version: 2, version_hash: first };
		assert_noop!(signed(SELLER, of_other), Error::<Test>::WrongHash);
		assert_ok!(sign(SELLER, last()));
		assert_eq!((contract(last()).accepted, open()), (Some(2), (1, 1)));
	});
}

#[test]
fn the_hash_binds_parties_terms_milestones_order_and_times() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(sell(terms_of(&[MANUAL, MilestoneKind::Loop])));
		let (id, offered) = (last(), contract(last()));
		let differs = |change: &dyn Fn(&mut Contract<u64>)| {
			let mut other = offered.clone();
			change(&mut other);
			assert_ne!(other.version_hash(&id), offered.version_hash(&id));
		};
		differs(&|other| other.buyer = RIVAL);
		differs(&|other| other.seller = RIVAL);
		differs(&|other| other.version = 2);
		differs(&|other| other.terms.terms_hash = hash(2));
		differs(&|other| other.terms.order_hash = Some(hash(2)));
		differs(&|other| other.terms.milestones[0].weight = 499);
		differs(&|other| other.terms.milestones[0].kind = MilestoneKind::Invoice);
		differs(&|other| other.terms.until += 1);
		differs(&|other| other.terms.ends_at += 1);
		assert_ne!(offered.version_hash(&hash(3)), offered.version_hash(&id));
	});
}

#[test]
fn nobody_signs_or_counters_its_own_version_or_one_that_was_not_offered_to_it() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(sell(manual()));
		assert_noop!(sign(SELLER, last()), Error::<Test>::OwnOffer);
		assert_noop!(counter(SELLER, last(), manual()), Error::<Test>::OwnOffer);
		assert_noop!(sign(RIVAL, last()), Error::<Test>::NotParty);
		assert_noop!(counter(RIVAL, last(), manual()), Error::<Test>::NotParty);
		assert_noop!(withdraw(RIVAL, last()), Error::<Test>::NotParty);
		assert_noop!(sign(BUYER, hash(0)), Error::<Test>::NotFound);
		assert_noop!(counter(BUYER, hash(0), manual()), Error::<Test>::NotFound);
		assert_noop!(withdraw(BUYER, hash(0)), Error::<Test>::NotFound);
	});
}

#[test]
fn what_both_signed_is_offered_no_more() {
	ExtBuilder.build_and_execute(|| {
		let id = agreed(&[MANUAL]);
		for who in [BUYER, SELLER] {
			assert_noop!(sign(who, id), Error::<Test>::AlreadySigned);
			assert_noop!(counter(who, id, manual()), Error::<Test>::AlreadySigned);
			assert_noop!(withdraw(who, id), Error::<Test>::AlreadySigned);
		}
	});
}

#[test]
fn an_offer_is_withdrawn_or_declined_by_whoever_is_a_side_of_it_in_force_or_not() {
	for (who, declined) in [(SELLER, false), (BUYER, true)] {
		ExtBuilder.build_and_execute(|| {
			assert_ok!(sell(manual()));
			set_standing(who, Standing::Suspended);
			let id = last();
			assert_ok!(withdraw(who, id));
			System::assert_last_event(Event::Withdrawn { id, by: who, declined }.into());
			assert_eq!((Contracts::<Test>::get(id), open()), (None, (0, 0)));
		});
	}
}

#[test]
fn an_offer_that_lapsed_is_none_and_anybody_reaps_it() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(sell(manual()));
		pass_to(UNTIL - 1);
		assert_noop!(reap(last()), Error::<Test>::NotLapsed);
		pass_to(UNTIL);
		assert_noop!(sign(BUYER, last()), Error::<Test>::OfferLapsed);
		assert_noop!(counter(BUYER, last(), manual()), Error::<Test>::OfferLapsed);
		assert_ok!(reap(last()));
		assert_eq!(open(), (0, 0));
		assert_noop!(reap(last()), Error::<Test>::NotFound);
	});
}

#[test]
fn refuses_strangers_and_sides_that_are_no_partners_or_out_of_force() {
	ExtBuilder.build_and_execute(|| {
		assert_noop!(offer(STRANGER, BUYER, Side::Seller, manual()), Error::<Test>::NotInForce);
		assert_noop!(offer(SELLER, STRANGER, Side::Seller, manual()), Error::<Test>::NotPartners);
		assert_ok!(sell(manual()));
		part(SELLER, BUYER);
		assert_noop!(sell(manual()), Error::<Test>::NotPartners);
		assert_noop!(sign(BUYER, last()), Error::<Test>::NotPartners);
		assert_noop!(counter(BUYER, last(), manual()), Error::<Test>::NotPartners);
		set_standing(BUYER, Standing::Suspended);
		assert_noop!(sign(BUYER, last()), Error::<Test>::NotInForce);
		assert_noop!(counter(BUYER, last(), manual()), Error::<Test>::NotInForce);
	});
}

#[test]
fn two_accounts_of_one_party_make_no_contract() {
	ExtBuilder.build_and_execute(|| {
		for (who, other) in [(SELLER, SELLER), (SELLER, SALES), (SALES, SELLER), (SALES, EXPORTS)] {
			assert_noop!(offer(who, other, Side::Seller, manual()), Error::<Test>::SameParty);
		}
	});
}

#[test]
fn refuses_terms_that_are_unsound_whether_offered_or_countered() {
	use MilestoneKind::{Custody, Loop, Release, Title};
	let with = |change: &dyn Fn(&mut Terms)| {
		let mut terms = terms_of(&[MANUAL, MANUAL]);
		change(&mut terms);
		terms
	};
	let cases = [
		(with(&|terms| terms.milestones = Default::default()), Error::<Test>::NoMilestones),
		(terms_of(&[Title { units: 0 }]), Error::NoUnits),
		(terms_of(&[Custody { units: 0 }]), Error::NoUnits),
		(terms_of(&[Release, MANUAL, Release]), Error::DuplicateMilestone),
		(terms_of(&[Loop, Loop]), Error::DuplicateMilestone),
		(with(&|terms| terms.order_hash = Some(hash(1))), Error::OrderNotNamed),
		(Terms { order_hash: None, ..terms_of(&[Release]) }, Error::OrderNotNamed),
		(with(&|terms| terms.milestones[0].weight = 501), Error::WrongWeights),
		(with(&|terms| terms.milestones[0].weight = u16::MAX), Error::WrongWeights),
		(
			with(&|terms| (terms.milestones[0].weight, terms.milestones[1].weight) = (0, WHOLE)),
			Error::WrongWeights,
		),
		(with(&|terms| terms.until = START), Error::AlreadyPast),
		(with(&|terms| terms.ends_at = UNTIL - 1), Error::EndsTooEarly),
		(with(&|terms| terms.ends_at = START + MAX_TERM + 1), Error::TermExceeded),
	];
	for (terms, error) in cases.map(|(terms, error)| (terms, sp_runtime::DispatchError::from(error))) {
		ExtBuilder.build_and_execute(|| {
			assert_noop!(sell(terms.clone()), error);
			assert_ok!(sell(manual()));
			assert_noop!(counter(BUYER, last(), terms), error);
		});
	}
}

#[test]
fn open_contracts_are_bounded_and_nobody_fills_the_count_of_another() {
	ExtBuilder.build_and_execute(|| {
		for _ in 0..MAX_CONTRACTS {
			assert_ok!(sell(manual()));
		}
		assert_noop!(sell(manual()), Error::<Test>::MaxContractsExceeded);
		assert_eq!(open(), (0, MAX_CONTRACTS));
		let of_seller = last();
		for _ in 0..MAX_CONTRACTS {
			assert_ok!(offer(BUYER, RIVAL, Side::Buyer, manual()));
		}
		assert_noop!(sign(BUYER, of_seller), Error::<Test>::MaxContractsExceeded);
		assert_noop!(counter(BUYER, of_seller, manual()), Error::<Test>::MaxContractsExceeded);
		assert_ok!(withdraw(BUYER, last()));
		assert_ok!(sign(BUYER, of_seller));
	});
}

#[test]
fn versions_end_where_they_can_be_counted_no_further() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(sell(manual()));
		Contracts::<Test>::mutate(last(), |contract| contract.as_mut().unwrap().version = u16::MAX);
		assert_noop!(counter(BUYER, last(), manual()), Error::<Test>::MaxVersionsExceeded);
	});
}
