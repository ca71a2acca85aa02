// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use suyuan_primitives::traits::CodeRight;

#[test]
fn either_side_ends_a_permit_whether_in_force_or_not() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(grant(company("6901234"), BRAND));
		for by in [BRAND, MAKER] {
			assert_ok!(permit(BRAND, company("6901234"), MAKER));
			set_in_force(by, false);
			assert_ok!(revoke(by, company("6901234"), BRAND, MAKER));
			set_in_force(by, true);
			let prefix = company("6901234");
			System::assert_last_event(Event::PermitRevoked { prefix, holder: BRAND, to: MAKER, by }.into());
			assert_eq!(right(MAKER, PIECE), CodeRight::None);
			assert_eq!(PermitsGiven::<Test>::iter().count(), 0);
		}
	});
}

#[test]
fn refuses_what_was_not_permitted_and_everybody_else() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(grant(company("6901234"), BRAND));
		assert_ok!(permit(BRAND, company("6901234"), MAKER));
		for by in [RIVAL, STRANGER, MARKET_SUPERVISION] {
			let outcome = revoke(by, company("6901234"), BRAND, MAKER);
			assert_noop!(outcome, Error::<Test>::NotPermitted);
		}
		for (prefix, holder, to) in [
			(company("69012345"), BRAND, MAKER),
			(company("6901234"), BRAND, TRADER),
			(company("6901234"), RIVAL, MAKER),
		] {
			for by in [holder, to] {
				let outcome = revoke(by, prefix.clone(), holder, to);
				assert_noop!(outcome, Error::<Test>::NotPermitted);
			}
		}
	});
}
