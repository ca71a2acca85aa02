// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use suyuan_primitives::traits::CodeRight;

#[test]
fn lets_another_register_what_is_permitted_and_no_more() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(grant(company("6901234"), BRAND));
		let barcode = product("6901234567892");
		assert_ok!(permit(BRAND, barcode.clone(), MAKER));
		System::assert_last_event(
			Event::Permitted { prefix: barcode, holder: BRAND, to: MAKER, until: None }.into(),
		);
		assert_eq!(right(MAKER, PIECE), CodeRight::Good);
		assert_eq!(right(TRADER, PIECE), CodeRight::None);
		assert_eq!(right(MAKER, "01/06901234000009/21/1"), CodeRight::None);
		// Whoever is permitted permits nobody.
		assert_noop!(permit(MAKER, product("6901234567892"), TRADER), Error::<Test>::NotHolder);
	});
}

#[test]
fn takes_the_place_of_the_same_permit() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(grant(company("6901234"), BRAND));
		for until in [Some(START + 1), None] {
			assert_ok!(permit_until(BRAND, company("6901234"), MAKER, until));
			assert_eq!(PermitsGiven::<Test>::get(BRAND), 1);
		}
		Now::set(&(START + 2));
		assert_eq!(right(MAKER, PIECE), CodeRight::Good);
	});
}

#[test]
fn refuses_all_but_the_holder_of_a_grant_that_stands() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(grant_until(company("6901234"), BRAND, Some(START + 1)));
		for who in [RIVAL, MARKET_SUPERVISION] {
			assert_noop!(permit(who, company("6901234"), MAKER), Error::<Test>::NotHolder);
		}
		for prefix in [company("6901"), company("6901235"), product("6901235000008"), other("6901234")] {
			assert_noop!(permit(BRAND, prefix, MAKER), Error::<Test>::NotHolder);
		}
		assert_noop!(permit(STRANGER, company("6901234"), MAKER), Error::<Test>::NotInForce);
		assert_noop!(permit(BRAND, company("690"), MAKER), Error::<Test>::MalformedCode);
		set_in_force(BRAND, false);
		assert_noop!(permit(BRAND, company("6901234"), MAKER), Error::<Test>::NotInForce);
		set_in_force(BRAND, true);
		Now::set(&(START + 1));
		assert_noop!(permit(BRAND, company("6901234"), MAKER), Error::<Test>::NotHolder);
		Now::set(&START);
		admit_anew(BRAND);
		assert_noop!(permit(BRAND, company("6901234"), MAKER), Error::<Test>::NotHolder);
	});
}

#[test]
fn refuses_whom_it_could_be_of_no_use_and_a_past_end() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(grant(company("6901234"), BRAND));
		assert_noop!(permit(BRAND, company("6901234"), BRAND), Error::<Test>::ToSelf);
		assert_noop!(permit(BRAND, company("6901234"), STRANGER), Error::<Test>::RecipientNotInForce);
		set_in_force(MAKER, false);
		assert_noop!(permit(BRAND, company("6901234"), MAKER), Error::<Test>::RecipientNotInForce);
		let past = permit_until(BRAND, company("6901234"), TRADER, Some(START));
		assert_noop!(past, Error::<Test>::AlreadyPast);
	});
}

#[test]
fn refuses_more_than_one_side_may_give_or_the_other_have() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(grant(company("6901"), BRAND));
		for n in 0..MAX_PERMITS {
			assert_ok!(permit(BRAND, company(&format!("6901{n}")), MAKER));
		}
		assert_noop!(permit(BRAND, company("69019"), MAKER), Error::<Test>::MaxPermitsExceeded);
		for n in MAX_PERMITS..MAX_PERMITS_GIVEN {
			assert_ok!(permit(BRAND, company(&format!("6901{n}")), TRADER));
		}
		assert_noop!(permit(BRAND, company("69019"), TRADER), Error::<Test>::MaxPermitsGivenExceeded);
		// Whoever got permits that it did not want makes room by itself.
		assert_ok!(revoke(MAKER, company("69010"), BRAND, MAKER));
		assert_ok!(permit(BRAND, company("69019"), MAKER));
	});
}
