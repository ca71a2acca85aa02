// SPDX-License-Identifier: Apache-2.0

//! The right of an account to a code, as the units ask for it.

use crate::mock::*;
use frame_support::assert_ok;
use suyuan_primitives::traits::{CodePrefixes, CodeRight};

#[test]
fn every_scheme_has_prefixes_of_its_own() {
	ExtBuilder.build_and_execute(|| {
		let pallet = "00/195212345432100017";
		for (prefix, holder) in [
			(company("6901234"), BRAND),
			(logistic("9521"), BRAND),
			(ecode("acme"), BRAND),
			(other("acme"), RIVAL),
			(product("6901235000008"), RIVAL),
		] {
			assert_ok!(grant(prefix, holder));
		}
		for (who, code, expected) in [
			(BRAND, pallet, CodeRight::Good),
			(BRAND, "01/09521234543213/10/A", CodeRight::None),
			(BRAND, "ecode:acme1", CodeRight::Good),
			(BRAND, "other:acme1", CodeRight::None),
			(RIVAL, "other:acme1", CodeRight::Good),
			(RIVAL, "other:acm", CodeRight::None),
			(RIVAL, OTHER_PIECE, CodeRight::Good),
			(RIVAL, PIECE, CodeRight::None),
		] {
			assert_eq!(right(who, code), expected, "{who}: {code}");
		}
	});
}

#[test]
fn ends_with_the_time_the_admission_and_the_standing_of_the_holder() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(grant_until(company("6901234"), BRAND, Some(START + 10)));
		assert_ok!(permit_until(BRAND, company("6901234"), MAKER, Some(START + 5)));
		assert_ok!(permit(BRAND, company("6901234"), TRADER));
		let rights = || [BRAND, MAKER, TRADER].map(|who| right(who, PIECE) == CodeRight::Good);
		assert_eq!(rights(), [true, true, true]);
		Now::set(&(START + 5));
		assert_eq!(rights(), [true, false, true]);
		set_in_force(BRAND, false);
		assert!(!rights()[2], "nobody makes for a brand that is suspended");
		set_in_force(BRAND, true);
		admit_anew(TRADER);
		assert_eq!(rights(), [true, false, false]);
		assert_ok!(permit(BRAND, company("6901234"), TRADER));
		assert_eq!(rights(), [true, false, true]);
		Now::set(&(START + 10));
		assert_eq!(rights(), [false, false, false]);
		assert_eq!(CompanyPrefixes::grant_of(&code(PIECE)), None);
	});
}

#[test]
fn a_new_permit_stands_before_one_whose_grant_has_ended() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(grant(company("6901234"), BRAND));
		assert_ok!(permit(BRAND, company("6901234"), MAKER));
		assert_ok!(end_grant(company("6901234")));
		assert_ok!(grant(company("690123"), RIVAL));
		assert_eq!(right(MAKER, PIECE), CodeRight::None);
		assert_ok!(permit(RIVAL, company("6901234"), MAKER));
		assert_eq!(right(MAKER, PIECE), CodeRight::Good);
	});
}

#[test]
fn reads_the_rights_once_and_two_keys_for_each_code_at_most() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(grant(company("6901234"), BRAND));
		let mut rights = CompanyPrefixes::rights_of(&BRAND);
		// What was read is what counts until the end of the call.
		assert_ok!(end_grant(company("6901234")));
		assert_eq!(CompanyPrefixes::right_to(&mut rights, &code(PIECE)), CodeRight::Good);
		assert_eq!(CompanyPrefixes::max_reads(1), 4);
		assert_eq!(CompanyPrefixes::max_reads(256), 2 + 2 * MAX_PERMITS as usize);
	});
}
