// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use suyuan_primitives::traits::CodeRight;

#[test]
fn ends_the_permits_under_it_and_frees_the_prefix() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(grant(company("6901234"), BRAND));
		assert_ok!(permit(BRAND, company("6901234"), MAKER));
		assert_ok!(end_grant(company("6901234")));
		let by = Some(MARKET_SUPERVISION);
		let ended = Event::Ended { prefix: company("6901234"), holder: BRAND, reason: reason(), by };
		System::assert_last_event(ended.into());
		for who in [BRAND, MAKER] {
			assert_eq!(right(who, PIECE), CodeRight::None);
		}
		// Neither another holder nor the same one brings the permits back.
		for holder in [RIVAL, BRAND] {
			assert_ok!(grant(company("6901234"), holder));
			assert_eq!(right(MAKER, PIECE), CodeRight::None);
			assert_ok!(end_grant(company("6901234")));
		}
		assert_ok!(revoke(MAKER, company("6901234"), BRAND, MAKER));
		assert_eq!(AccountRights::<Test>::iter_keys().count(), 0);
	});
}

#[test]
fn refuses_all_but_market_supervision() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(grant(company("6901234"), BRAND));
		let call = Call::end_grant { prefix: company("6901234"), reason: reason() };
		for who in [CUSTOMS, BRAND, RIVAL] {
			assert_noop!(signed(who, call.clone()), Error::<Test>::NotMarketSupervision);
		}
		assert_noop!(signed(STRANGER, call.clone()), Error::<Test>::NotInForce);
		assert_ok!(signed(COLLECTIVE, call));
	});
}

#[test]
fn refuses_what_was_not_granted_and_a_reason_that_says_nothing() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(grant(company("6901234"), BRAND));
		for prefix in [company("690123"), logistic("6901234"), company("6901235"), other("6901234")] {
			assert_noop!(end_grant(prefix), Error::<Test>::NotGranted);
		}
		for (text, error) in [("", Error::<Test>::EmptyText), ("a\nb", Error::ControlCharacter)] {
			let call = Call::end_grant { prefix: company("6901234"), reason: text.try_into().unwrap() };
			assert_noop!(signed(MARKET_SUPERVISION, call), error);
		}
	});
}
