// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use suyuan_primitives::traits::CodeRight;

#[test]
fn waits_for_market_supervision_and_gives_no_right_by_itself() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(file(BRAND, company("6901234")));
		let filed = Event::Filed { who: BRAND, prefix: company("6901234"), evidence: evidence() };
		System::assert_last_event(filed.into());
		assert_eq!(right(BRAND, PIECE), CodeRight::None);
		assert_ok!(grant(company("6901234"), BRAND));
		assert_eq!(right(BRAND, PIECE), CodeRight::Good);
		assert_eq!(Filings::<Test>::iter_keys().count(), 0);
	});
}

#[test]
fn reserves_nothing_and_is_answered_for_each_company_apart() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(file(RIVAL, company("6901234")));
		assert_ok!(file(BRAND, company("6901234")));
		assert_ok!(grant(company("6901234"), BRAND));
		assert_eq!(Filings::<Test>::get(RIVAL).len(), 1);
		assert_ok!(decline(RIVAL, company("6901234")));
		let by = Some(MARKET_SUPERVISION);
		let declined = Event::Declined { who: RIVAL, prefix: company("6901234"), reason: reason(), by };
		System::assert_last_event(declined.into());
		assert_noop!(decline(RIVAL, company("6901234")), Error::<Test>::NotFiled);
	});
}

#[test]
fn has_new_documents_when_it_is_filed_again() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(file(BRAND, company("6901234")));
		let evidence = Documents::truncate_from([evidence().to_vec(), evidence().to_vec()].concat());
		assert_ok!(signed(BRAND, Call::file { prefix: company("6901234"), evidence: evidence.clone() }));
		assert_eq!(Filings::<Test>::get(BRAND).to_vec(), [Filing { prefix: company("6901234"), evidence }]);
	});
}

#[test]
fn is_taken_back_by_the_account_that_filed_alone() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(file(BRAND, company("6901234")));
		assert_noop!(withdraw_filing(RIVAL, company("6901234")), Error::<Test>::NotFiled);
		set_in_force(BRAND, false);
		assert_ok!(withdraw_filing(BRAND, company("6901234")));
		let withdrawn = Event::FilingWithdrawn { who: BRAND, prefix: company("6901234") };
		System::assert_last_event(withdrawn.into());
		assert_eq!(Filings::<Test>::iter_keys().count(), 0);
	});
}

#[test]
fn refuses_those_that_are_not_in_force() {
	ExtBuilder.build_and_execute(|| {
		assert_noop!(file(STRANGER, company("6901234")), Error::<Test>::NotInForce);
		set_in_force(BRAND, false);
		assert_noop!(file(BRAND, company("6901234")), Error::<Test>::NotInForce);
	});
}

#[test]
fn refuses_what_could_not_be_granted() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(grant(company("6901234"), BRAND));
		for (prefix, error) in [
			(company("690"), Error::<Test>::MalformedCode),
			(product("06901234567893"), Error::WrongCheckDigit),
			(company("0412"), Error::RestrictedNumber),
			(company("69012345"), Error::PrefixTaken),
			(company("6901234"), Error::PrefixTaken),
		] {
			assert_noop!(file(RIVAL, prefix), error);
		}
		let call = Call::file { prefix: company("6901235"), evidence: Documents::default() };
		assert_noop!(signed(RIVAL, call), Error::<Test>::EvidenceMissing);
	});
}

#[test]
fn asks_for_a_prefix_whose_grant_has_ended_or_is_the_callers_own() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(grant_until(company("6901234"), BRAND, Some(START + 10)));
		assert_ok!(file(BRAND, company("6901234")));
		assert_noop!(file(RIVAL, company("6901234")), Error::<Test>::PrefixTaken);
		Now::set(&(START + 10));
		assert_ok!(file(RIVAL, company("6901234")));
	});
}

#[test]
fn fills_no_more_than_a_few_places_of_an_account() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(file(BRAND, company("6901234")));
		assert_ok!(file(BRAND, company("6901235")));
		assert_noop!(file(BRAND, company("6901236")), Error::<Test>::MaxFilingsExceeded);
		assert_ok!(file(BRAND, company("6901235")));
		assert_ok!(withdraw_filing(BRAND, company("6901235")));
		assert_ok!(file(BRAND, company("6901236")));
	});
}

#[test]
fn is_declined_by_market_supervision_or_by_vote_with_a_reason() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(file(BRAND, company("6901234")));
		let call = Call::decline { who: BRAND, prefix: company("6901234"), reason: reason() };
		for who in [CUSTOMS, BRAND, RIVAL] {
			assert_noop!(signed(who, call.clone()), Error::<Test>::NotMarketSupervision);
		}
		assert_noop!(signed(STRANGER, call.clone()), Error::<Test>::NotInForce);
		let reason = "".try_into().unwrap();
		let unexplained = Call::decline { who: BRAND, prefix: company("6901234"), reason };
		assert_noop!(signed(MARKET_SUPERVISION, unexplained), Error::<Test>::EmptyText);
		assert_ok!(signed(COLLECTIVE, call));
	});
}
