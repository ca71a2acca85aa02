// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError::BadOrigin;

#[test]
fn leaves_nothing_of_a_filing_behind() {
	ExtBuilder.build_and_execute(|| {
		file(EXPORTER);
		assert_ok!(decide_filing(TAX, EXPORTER, true));
		events();
		assert_ok!(Customs::withdraw_filing(signed(EXPORTER)));

		assert!(!Filings::<Test>::contains_key(EXPORTER));
		assert_eq!((Verdicts::<Test>::iter().count(), WorkList::<Test>::iter().count()), (0, 0));
		assert_eq!(events(), [Event::FilingWithdrawn { exporter: EXPORTER }]);
	})
}

#[test]
fn lets_what_was_declared_go_on() {
	ExtBuilder.declared(|| {
		assert_ok!(Customs::withdraw_filing(signed(EXPORTER)));
		release(1);
	})
}

#[test]
fn refuses_every_origin_but_a_signed_one() {
	ExtBuilder.filed(|| {
		for origin in unsigned() {
			assert_noop!(Customs::withdraw_filing(origin), BadOrigin);
		}
	})
}

#[test]
fn refuses_an_account_not_in_force() {
	ExtBuilder.filed(|| {
		suspend(EXPORTER);
		for who in [EXPORTER, STRANGER] {
			assert_noop!(Customs::withdraw_filing(signed(who)), Error::<Test>::NotInForce);
		}
	})
}

#[test]
fn refuses_an_exporter_that_has_not_filed() {
	ExtBuilder.filed(|| {
		for who in [COMPETITOR, BROKER, CUSTOMS] {
			assert_noop!(Customs::withdraw_filing(signed(who)), Error::<Test>::NotFiled);
		}
	})
}
