// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{DispatchError::BadOrigin, DispatchResult};

fn propose(who: AccountId, partner: AccountId) -> DispatchResult {
	Registry::propose_partner(signed(who), partner)
}

fn confirm(who: AccountId, proposer: AccountId) -> DispatchResult {
	Registry::confirm_partner(signed(who), proposer)
}

fn end(who: AccountId, partner: AccountId) -> DispatchResult {
	Registry::end_partner(signed(who), partner)
}

fn are_partners() -> bool {
	let found = [(MERCHANT, BANK), (BANK, MERCHANT)].map(|(one, other)| Registry::are_partners(&one, &other));
	assert_eq!(found[0], found[1], "whoever asks");
	found[0]
}

/// A merchant, a bank, a carrier and a platform.
fn traders() -> ExtBuilder {
	ExtBuilder::default().admitted([
		(MERCHANT, merchant()),
		(BANK, bank()),
		(CARRIER, carrier()),
		(PLATFORM, platform()),
	])
}

#[test]
fn two_are_partners_once_both_said_so_and_until_one_ends_it() {
	for ends in [MERCHANT, BANK] {
		traders().build_and_execute(|| {
			assert_ok!(propose(MERCHANT, BANK));
			assert!(!are_partners());
			assert_ok!(confirm(BANK, MERCHANT));
			assert!(are_partners());
			let other = if ends == MERCHANT { BANK } else { MERCHANT };
			assert_ok!(end(ends, other));
			assert!(!are_partners());
			let said = [
				Event::PartnerProposed { who: MERCHANT, partner: BANK },
				Event::PartnerConfirmed { who: BANK, proposer: MERCHANT },
				Event::PartnerEnded { who: ends, partner: other },
			];
			assert_eq!(events(), said);
			assert_noop!(end(ends, other), Error::<Test>::NotPartners);
		})
	}
}

#[test]
fn a_proposal_is_taken_back_or_declined() {
	for ends in [MERCHANT, BANK] {
		traders().build_and_execute(|| {
			assert_ok!(propose(MERCHANT, BANK));
			assert_ok!(end(ends, if ends == MERCHANT { BANK } else { MERCHANT }));
			assert_noop!(confirm(BANK, MERCHANT), Error::<Test>::NotProposed);
			assert_ok!(propose(BANK, MERCHANT));
		})
	}
}

#[test]
fn nobody_confirms_its_own_proposal_or_one_that_was_not_made_to_it() {
	traders().build_and_execute(|| {
		assert_ok!(propose(MERCHANT, BANK));
		for (who, proposer) in [(MERCHANT, BANK), (CARRIER, MERCHANT), (BANK, CARRIER), (BANK, BANK)] {
			assert_noop!(confirm(who, proposer), Error::<Test>::NotProposed);
		}
		assert_noop!(end(CARRIER, BANK), Error::<Test>::NotPartners);
	})
}

#[test]
fn refuses_what_is_proposed_or_confirmed_already() {
	traders().build_and_execute(|| {
		assert_ok!(propose(MERCHANT, BANK));
		for (who, partner) in [(MERCHANT, BANK), (BANK, MERCHANT)] {
			assert_noop!(propose(who, partner), Error::<Test>::AlreadyProposed);
		}
		assert_ok!(confirm(BANK, MERCHANT));
		for (who, partner) in [(MERCHANT, BANK), (BANK, MERCHANT)] {
			assert_noop!(propose(who, partner), Error::<Test>::AlreadyPartners);
			assert_noop!(confirm(who, partner), Error::<Test>::AlreadyPartners);
		}
	})
}

#[test]
fn refuses_persons_regulators_by_their_seat_and_oneself() {
	ExtBuilder::default().admitted([(MERCHANT, merchant()), (CONSUMER, consumer())]).build_and_execute(|| {
		assert_noop!(propose(MERCHANT, MERCHANT), Error::<Test>::PartnerOfItself);
		for other in [CONSUMER, CUSTOMS] {
			assert_noop!(propose(MERCHANT, other), Error::<Test>::NoPartner);
			assert_noop!(propose(other, MERCHANT), Error::<Test>::NoPartner);
		}
	})
}

#[test]
fn refuses_sides_that_are_not_in_force() {
	traders().applied([(OVERSEAS, overseas())]).build_and_execute(|| {
		assert_ok!(propose(MERCHANT, BANK));
		suspend(BANK);
		revoke(PLATFORM);
		for out in [BANK, PLATFORM, OVERSEAS, STRANGER] {
			assert_noop!(propose(CARRIER, out), Error::<Test>::PartnerNotInForce);
			assert_noop!(propose(out, CARRIER), Error::<Test>::NotInForce);
		}
		assert_noop!(confirm(BANK, MERCHANT), Error::<Test>::NotInForce);
		assert_ok!(Registry::reinstate(signed(REINSTATES), BANK));
		suspend(MERCHANT);
		assert_noop!(confirm(BANK, MERCHANT), Error::<Test>::PartnerNotInForce);
	})
}

#[test]
fn partners_count_as_none_while_one_is_suspended() {
	traders().build_and_execute(|| {
		assert_ok!(propose(MERCHANT, BANK));
		assert_ok!(confirm(BANK, MERCHANT));
		suspend(MERCHANT);
		assert!(!are_partners());
		assert_ok!(Registry::reinstate(signed(REINSTATES), MERCHANT));
		assert!(are_partners());
	})
}

#[test]
fn a_partnership_ends_with_the_admission_of_either_and_is_proposed_anew() {
	for (revoked, profile) in [(MERCHANT, merchant()), (BANK, bank())] {
		traders().build_and_execute(|| {
			assert_ok!(propose(MERCHANT, BANK));
			assert_ok!(confirm(BANK, MERCHANT));
			revoke(revoked);
			assert!(!are_partners());
			assert_ok!(Registry::invite(signed(CUSTOMS), revoked, Default::default()));
			assert_ok!(Registry::apply(signed(revoked), profile.clone()));
			admit(revoked, &profile);
			assert!(!are_partners(), "who is admitted anew is a partner of nobody");
			assert_noop!(confirm(BANK, MERCHANT), Error::<Test>::NotProposed);
			assert_ok!(propose(MERCHANT, BANK));
			assert_ok!(confirm(BANK, MERCHANT));
			assert!(are_partners());
		})
	}
}

#[test]
fn a_proposal_counts_against_whoever_makes_it_alone() {
	traders().build_and_execute(|| {
		assert_ok!(propose(MERCHANT, BANK));
		assert_ok!(propose(MERCHANT, CARRIER));
		assert_noop!(propose(MERCHANT, PLATFORM), Error::<Test>::MaxPartnersExceeded);
		assert_ok!(propose(PLATFORM, MERCHANT));
		assert_noop!(confirm(MERCHANT, PLATFORM), Error::<Test>::MaxPartnersExceeded);
		assert_ok!(end(MERCHANT, BANK));
		assert_ok!(confirm(MERCHANT, PLATFORM));
		// Nobody is kept from partners by what others propose.
		assert_ok!(propose(BANK, CARRIER));
		assert_ok!(propose(CARRIER, PLATFORM));
	})
}

#[test]
fn refuses_origins_that_did_not_sign() {
	traders().build_and_execute(|| {
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(Registry::propose_partner(origin.clone(), BANK), BadOrigin);
			assert_noop!(Registry::confirm_partner(origin.clone(), BANK), BadOrigin);
			assert_noop!(Registry::end_partner(origin, BANK), BadOrigin);
		}
	})
}
