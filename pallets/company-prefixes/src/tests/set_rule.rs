// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError::BadOrigin;
use suyuan_primitives::traits::CodeRight;

#[test]
fn units_of_unproven_right_are_refused_unless_the_collective_says_otherwise() {
	ExtBuilder.build_and_execute(|| {
		assert_eq!(right(BRAND, PIECE), CodeRight::None);
		for (rule, of_stranger) in [
			(PrefixRule::Flag, CodeRight::Unproven),
			(PrefixRule::Off, CodeRight::Good),
			(PrefixRule::Refuse, CodeRight::None),
		] {
			assert_ok!(signed(COLLECTIVE, Call::set_rule { rule }));
			System::assert_last_event(Event::RuleSet { rule }.into());
			assert_eq!(right(BRAND, PIECE), of_stranger);
		}
	});
}

#[test]
fn refuses_every_origin_but_the_collective() {
	ExtBuilder.build_and_execute(|| {
		for who in [MARKET_SUPERVISION, CUSTOMS, BRAND, STRANGER] {
			assert_noop!(signed(who, Call::set_rule { rule: PrefixRule::Off }), BadOrigin);
		}
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			assert_noop!(CompanyPrefixes::set_rule(origin, PrefixRule::Off), BadOrigin);
		}
	});
}
