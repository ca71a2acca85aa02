// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Call, Error, Event};
use frame_support::{assert_noop, assert_ok};

#[test]
fn withdraws_or_declines_an_offer_of_units_and_of_what_is_in_them() {
	for who in [TRADER, OTHER_TRADER] {
		ExtBuilder::default().with([item(1), item(2), carton(1)]).build_and_execute(|| {
			assert_ok!(pack(TRADER, carton(1), [item(1)]));
			let offer = offer_title(TRADER, [carton(1)], OTHER_TRADER).unwrap();
			assert_ok!(pack(TRADER, carton(1), [item(2)]));
			assert_ok!(cancel_title(who, [carton(1)]));
			let mut all = codes([item(1), carton(1)]);
			all.sort();
			assert!(all.iter().all(|code| unit(code).title_offer.is_none()));
			System::assert_last_event(Event::TitleCancelled { codes: all, by: who }.into());
			assert_noop!(accept_title(OTHER_TRADER, [carton(1)], offer), Error::<Test>::NotOffered);
		});
	}
}

#[test]
fn leaves_no_way_to_accept_the_rest_of_an_offer() {
	ExtBuilder::default().with([item(1), item(2)]).build_and_execute(|| {
		let offer = offer_title(TRADER, [item(1), item(2)], OTHER_TRADER).unwrap();
		assert_ok!(cancel_title(TRADER, [item(1)]));
		assert_noop!(accept_title(OTHER_TRADER, [item(2)], offer), Error::<Test>::OfferDiffers);
		assert_noop!(offer_title(TRADER, [item(2)], THIRD_TRADER), Error::<Test>::TitleOfferPending);
		assert_ok!(cancel_title(TRADER, [item(2)]));
		assert_ok!(offer_title(TRADER, [item(2)], THIRD_TRADER));
	});
}

#[test]
fn refuses_unsigned_origins_accounts_not_in_force_and_third_parties() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		assert_ok!(hand_over(TRADER, item(1), CARRIER));
		assert_ok!(offer_title(TRADER, [item(1)], OTHER_TRADER));
		assert_refuses_unsigned_and_not_in_force(Call::cancel_title { codes: codes([item(1)]) });
		for who in [THIRD_TRADER, CARRIER, REGULATOR] {
			assert_noop!(cancel_title(who, [item(1)]), Error::<Test>::NotOwner);
		}
	});
}

#[test]
fn refuses_lists_and_units_of_which_nothing_is_offered() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		assert_noop!(cancel_title(TRADER, []), Error::<Test>::EmptyList);
		assert_noop!(cancel_title(TRADER, [item(1), item(1)]), Error::<Test>::DuplicateUnit);
		assert_noop!(cancel_title(TRADER, [item(2)]), Error::<Test>::NotFound);
		assert_noop!(cancel_title(TRADER, [item(1)]), Error::<Test>::NotOffered);
	});
}

#[test]
fn is_kept_from_nobody_by_what_a_carrier_packs_in() {
	ExtBuilder::default().with([item(1), carton(1)]).with_unit(THIRD_TRADER, item(2)).build_and_execute(
		|| {
			assert_ok!(pack(TRADER, carton(1), [item(1)]));
			offer_title(TRADER, [carton(1)], OTHER_TRADER).unwrap();
			offer_title(THIRD_TRADER, [item(2)], OTHER_TRADER).unwrap();
			assert_ok!(hand_over(TRADER, carton(1), CARRIER));
			assert_ok!(hand_over(THIRD_TRADER, item(2), CARRIER));
			assert_ok!(pack(CARRIER, carton(1), [item(2)]));
			assert_ok!(cancel_title(TRADER, [carton(1)]));
			assert!([item(1), carton(1)].iter().all(|one| unit(&one.code).title_offer.is_none()));
			assert!(unit(&item(2).code).title_offer.is_some(), "the offer of another stands");
		},
	);
}
