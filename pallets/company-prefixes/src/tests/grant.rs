// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError::BadOrigin;
use suyuan_primitives::{
	codes::{CodePrefix, Gtin},
	traits::CodeRight,
};

#[test]
fn gives_a_company_the_codes_under_its_prefix_and_no_others() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(grant(company("6901234"), BRAND));
		let grant = CompanyPrefixes::grant_of(&code(PIECE)).unwrap();
		assert_eq!((grant.holder, grant.until, grant.admission), (BRAND, None, 1));
		System::assert_last_event(Event::Granted { grant, by: Some(MARKET_SUPERVISION) }.into());
		assert_eq!(right(BRAND, PIECE), CodeRight::Good);
		assert_eq!(right(BRAND, OTHER_PIECE), CodeRight::None);
		assert_eq!(right(RIVAL, PIECE), CodeRight::None);
		assert_eq!(CompanyPrefixes::grant_of(&code(OTHER_PIECE)), None);
	});
}

#[test]
fn is_voted_on_as_well() {
	ExtBuilder.build_and_execute(|| {
		let (prefix, holder, until) = (company("6901234"), BRAND, Some(START + 1));
		assert_ok!(signed(COLLECTIVE, Call::grant { prefix, holder, until, evidence: evidence() }));
		let grant = CompanyPrefixes::grant_of(&code(PIECE)).unwrap();
		System::assert_last_event(Event::Granted { grant, by: None }.into());
	});
}

#[test]
fn refuses_all_but_market_supervision() {
	ExtBuilder.build_and_execute(|| {
		let call =
			Call::grant { prefix: company("6901234"), holder: BRAND, until: None, evidence: evidence() };
		for who in [CUSTOMS, BRAND, RIVAL] {
			assert_noop!(signed(who, call.clone()), Error::<Test>::NotMarketSupervision);
		}
		assert_noop!(signed(STRANGER, call.clone()), Error::<Test>::NotInForce);
		set_in_force(MARKET_SUPERVISION, false);
		assert_noop!(signed(MARKET_SUPERVISION, call), Error::<Test>::NotInForce);
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			let outcome = CompanyPrefixes::grant(origin, company("6901234"), BRAND, None, evidence());
			assert_noop!(outcome, BadOrigin);
		}
	});
}

#[test]
fn refuses_a_prefix_that_begins_with_another_or_that_another_begins_with() {
	ExtBuilder.build_and_execute(|| {
		for prefix in [company("6901234"), other("acme"), product("9521234543213")] {
			assert_ok!(grant(prefix, BRAND));
		}
		for prefix in [
			company("6901"),
			company("6901234"),
			company("69012345"),
			company("690123456789"),
			logistic("6901234"),
			logistic("69012345"),
			product("6901234567892"),
			company("9521"),
			logistic("952123454321"),
			product("19521234543210"),
			other("ac"),
			other("acme-1"),
		] {
			for holder in [BRAND, RIVAL] {
				let is_renewal = holder == BRAND && prefix == company("6901234");
				if !is_renewal {
					assert_noop!(grant(prefix.clone(), holder), Error::<Test>::PrefixTaken);
				}
			}
		}
		for prefix in [company("6901235"), ecode("acme"), company("6901233")] {
			assert_ok!(grant(prefix, RIVAL));
		}
	});
}

#[test]
fn finds_the_only_prefix_of_a_code_among_its_neighbours() {
	ExtBuilder.build_and_execute(|| {
		let prefixes = ["6901", "69021", "690234567890", "6903", "9999", "1000"];
		let holders = [BRAND, RIVAL, MAKER, TRADER, BRAND, RIVAL];
		for (prefix, holder) in prefixes.into_iter().zip(holders) {
			assert_ok!(grant(company(prefix), holder));
		}
		for body in [
			"690100000000",
			"690199999999",
			"690200000000",
			"690210000000",
			"690219999999",
			"690234567890",
			"690234567891",
			"690300000000",
			"999999999999",
			"100000000000",
			"000000000001",
			"690000000000",
		] {
			let text = with_check_digit(body);
			let expected =
				prefixes.iter().position(|prefix| body.starts_with(prefix)).map(|place| holders[place]);
			let found = CompanyPrefixes::grant_of(&code(&format!("01/{text}/21/1")));
			assert_eq!(found.map(|grant| grant.holder), expected, "{body}");
		}
	});
}

/// The barcode of twelve digits and a check digit, as fourteen.
fn with_check_digit(body: &str) -> String {
	(0..10)
		.map(|check| format!("0{body}{check}"))
		.find(|text| format!("01/{text}/21/1").parse::<suyuan_primitives::codes::TraceCode>().is_ok())
		.unwrap()
}

#[test]
fn refuses_what_is_no_prefix_of_a_company() {
	ExtBuilder.build_and_execute(|| {
		for digits in ["0212", "0412", "2012", "2912", "0000"] {
			assert_noop!(grant(company(digits), BRAND), Error::<Test>::RestrictedNumber);
			assert_noop!(grant(logistic(digits), BRAND), Error::<Test>::RestrictedNumber);
		}
		assert_noop!(grant(product("20000004"), BRAND), Error::<Test>::RestrictedNumber);
		for prefix in [company("690"), company("69a1"), company(""), other("a"), ecode("a/b")] {
			assert_noop!(grant(prefix, BRAND), Error::<Test>::MalformedCode);
		}
		let wrong = CodePrefix::Product(Gtin(*b"06901234567893"));
		assert_noop!(grant(wrong, BRAND), Error::<Test>::WrongCheckDigit);
	});
}

#[test]
fn refuses_a_holder_that_is_not_admitted_a_past_end_and_no_evidence() {
	ExtBuilder.build_and_execute(|| {
		assert_noop!(grant(company("6901234"), STRANGER), Error::<Test>::HolderNotInForce);
		set_in_force(BRAND, false);
		assert_noop!(grant(company("6901234"), BRAND), Error::<Test>::HolderNotInForce);
		for until in [0, START] {
			assert_noop!(grant_until(company("6901234"), RIVAL, Some(until)), Error::<Test>::AlreadyPast);
		}
		let (prefix, holder) = (company("6901234"), RIVAL);
		let call = Call::grant { prefix, holder, until: None, evidence: Documents::default() };
		assert_noop!(signed(MARKET_SUPERVISION, call), Error::<Test>::EvidenceMissing);
	});
}

#[test]
fn refuses_more_than_an_account_may_hold() {
	ExtBuilder.build_and_execute(|| {
		for n in 0..MAX_PREFIXES {
			assert_ok!(grant(company(&format!("690{n}")), BRAND));
		}
		assert_noop!(grant(company("6999"), BRAND), Error::<Test>::MaxPrefixesExceeded);
		// The end of one that it has may be set anew.
		assert_ok!(grant_until(company("6900"), BRAND, Some(START + 1)));
		assert_ok!(end_grant(company("6901")));
		assert_ok!(grant(company("6999"), BRAND));
	});
}

#[test]
fn goes_on_with_its_permits_in_one_admission_and_begins_anew_in_the_next() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(grant_until(company("6901234"), BRAND, Some(START + 1)));
		assert_ok!(permit(BRAND, company("6901234"), MAKER));
		assert_ok!(grant(company("6901234"), BRAND));
		Now::set(&(START + 2));
		assert_eq!(right(MAKER, PIECE), CodeRight::Good);
		admit_anew(BRAND);
		assert_eq!(right(BRAND, PIECE), CodeRight::None);
		assert_ok!(grant(company("6901234"), BRAND));
		assert_eq!(right(BRAND, PIECE), CodeRight::Good);
		assert_eq!(right(MAKER, PIECE), CodeRight::None);
	});
}
