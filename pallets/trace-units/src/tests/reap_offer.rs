// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Call, Error, Event};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError::BadOrigin;

fn reap(who: u64) -> sp_runtime::DispatchResult {
	signed(who, Call::reap_offer { code: item(1).code })
}

#[test]
fn removes_an_offer_that_expired_for_any_account() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		assert_ok!(offer_until(TRADER, item(1), CARRIER, Some(NOON + DAY)));
		pass(DAY);
		assert_ok!(reap(STRANGER));
		assert_eq!(unit(&item(1).code).offer, None);
		System::assert_last_event(Event::OfferReaped { code: item(1).code, to: CARRIER }.into());
		assert_noop!(reap(STRANGER), Error::<Test>::NotOffered);
	});
}

#[test]
fn refuses_an_offer_that_stands() {
	for expires_at in [None, Some(NOON + DAY)] {
		ExtBuilder::default().with([item(1)]).build_and_execute(|| {
			assert_ok!(offer_until(TRADER, item(1), CARRIER, expires_at));
			pass(DAY - 1);
			assert_noop!(reap(TRADER), Error::<Test>::OfferPending);
		});
	}
}

#[test]
fn refuses_what_is_not_there_and_origins_that_did_not_sign() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(reap(TRADER), Error::<Test>::NotFound);
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(dispatch(origin, Call::reap_offer { code: item(1).code }), BadOrigin);
		}
	});
}
