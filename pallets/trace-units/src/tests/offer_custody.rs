// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Call, Error, Event, Offer};
use frame_support::{assert_noop, assert_ok};

#[test]
fn offers_and_moves_nothing_yet() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		let expires_at = Some(NOON + DAY);
		assert_ok!(offer_until(TRADER, item(1), CARRIER, expires_at));

		assert_eq!(custodian(item(1)), TRADER);
		assert_eq!(unit(&item(1).code).offer, Some(Offer { to: CARRIER, expires_at }));
		let event = Event::CustodyOffered { code: item(1).code, from: TRADER, to: CARRIER, expires_at };
		System::assert_last_event(event.into());
	});
}

#[test]
fn offers_cartons_with_what_is_in_them() {
	ExtBuilder::default().with([item(1), carton(1)]).build_and_execute(|| {
		assert_ok!(pack(TRADER, carton(1), [item(1)]));
		assert_ok!(offer(TRADER, carton(1), CARRIER));
	});
}

#[test]
fn lets_a_carrier_hand_on_what_it_holds() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		assert_ok!(hand_over(TRADER, item(1), CARRIER));
		assert_ok!(offer(CARRIER, item(1), CONSUMER));
	});
}

#[test]
fn replaces_an_offer_that_expired() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		assert_ok!(offer_until(TRADER, item(1), CARRIER, Some(NOON + DAY)));
		pass(DAY - 1);
		assert_noop!(offer(TRADER, item(1), OTHER_TRADER), Error::<Test>::OfferPending);
		pass(1);
		assert_ok!(offer(TRADER, item(1), OTHER_TRADER));
	});
}

#[test]
fn refuses_unsigned_origins_and_accounts_not_in_force() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		let call = Call::offer_custody { code: item(1).code, to: CARRIER, expires_at: None };
		assert_refuses_unsigned_and_not_in_force(call);
	});
}

#[test]
fn refuses_all_but_the_units_custodian_even_its_owner() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		for who in [OTHER_TRADER, CARRIER, REGULATOR] {
			assert_noop!(offer(who, item(1), CONSUMER), Error::<Test>::NotCustodian);
		}
		assert_ok!(hand_over(TRADER, item(1), CARRIER));
		assert_noop!(offer(TRADER, item(1), CONSUMER), Error::<Test>::NotCustodian);
	});
}

#[test]
fn refuses_to_offer_to_oneself_or_to_a_participant_that_could_not_accept() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		assert_noop!(offer(TRADER, item(1), TRADER), Error::<Test>::ToSelf);
		for to in [STRANGER, SUSPENDED_TRADER] {
			assert_noop!(offer(TRADER, item(1), to), Error::<Test>::RecipientNotInForce);
		}
	});
}

#[test]
fn refuses_an_offer_that_would_have_expired() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		for expires_at in [0, NOON - 1, NOON] {
			assert_noop!(
				offer_until(TRADER, item(1), CARRIER, Some(expires_at)),
				Error::<Test>::OfferExpired
			);
		}
	});
}

#[test]
fn refuses_what_is_packed_for_it_moves_only_with_the_outermost() {
	ExtBuilder::default().with([item(1), carton(1)]).build_and_execute(|| {
		assert_ok!(pack(TRADER, carton(1), [item(1)]));
		assert_noop!(offer(TRADER, item(1), CARRIER), Error::<Test>::Packed);
	});
}

#[test]
fn refuses_what_is_held_or_holds_something_held() {
	ExtBuilder::default().with([item(1), carton(1)]).build_and_execute(|| {
		assert_ok!(pack(TRADER, carton(1), [item(1)]));
		assert_ok!(quarantine(TRADER, item(1)));
		assert_noop!(offer(TRADER, carton(1), CARRIER), Error::<Test>::HeldInside);
		assert_ok!(unpack(TRADER, carton(1), [item(1)]));
		assert_noop!(offer(TRADER, item(1), CARRIER), Error::<Test>::Held);
		assert_ok!(offer(TRADER, carton(1), CARRIER));
	});
}

#[test]
fn refuses_what_was_used_up_is_a_service_or_is_not_there() {
	ExtBuilder::default().with([item(1), service(1)]).build_and_execute(|| {
		assert_ok!(transform(TRADER, [whole(item(1))], [item(2)]));
		assert_noop!(offer(TRADER, item(1), CARRIER), Error::<Test>::UsedUp);
		assert_noop!(offer(TRADER, service(1), CARRIER), Error::<Test>::WrongKind);
		assert_noop!(offer(TRADER, item(3), CARRIER), Error::<Test>::NotFound);
	});
}

#[test]
fn lets_what_is_held_go_back_to_its_owner_or_to_a_regulator() {
	for home in [TRADER, REGULATOR] {
		ExtBuilder::default().with([item(1)]).build_and_execute(|| {
			assert_ok!(hand_over(TRADER, item(1), CARRIER));
			assert_ok!(recall(REGULATOR, [item(1)]));
			assert_noop!(offer(CARRIER, item(1), OTHER_TRADER), Error::<Test>::Held);
			assert_ok!(hand_over(CARRIER, item(1), home));
			assert_eq!(custodian(item(1)), home);
		});
	}
}

#[test]
fn lets_a_carton_with_something_held_inside_go_to_a_regulator_alone() {
	ExtBuilder::default().with([item(1)]).with_unit(CARRIER, carton(1)).build_and_execute(|| {
		assert_ok!(hand_over(CARRIER, carton(1), TRADER));
		assert_ok!(pack(TRADER, carton(1), [item(1)]));
		assert_ok!(quarantine(TRADER, item(1)));
		// The carton is the carrier's, what is held in it is not.
		assert_noop!(offer(TRADER, carton(1), CARRIER), Error::<Test>::HeldInside);
		assert_ok!(hand_over(TRADER, carton(1), REGULATOR));
	});
}

#[test]
fn refuses_a_piece_of_a_held_batch() {
	ExtBuilder::default()
		.with([batch("A"), piece_of("A", 1), piece_of("B", 2), carton(1)])
		.build_and_execute(|| {
			assert_ok!(recall(TRADER, [batch("A")]));
			assert_noop!(offer(TRADER, piece_of("A", 1), CARRIER), Error::<Test>::HeldBatch);
			assert_noop!(pack(TRADER, carton(1), [piece_of("A", 1)]), Error::<Test>::HeldBatch);
			assert_noop!(transform(TRADER, [whole(piece_of("A", 1))], [item(9)]), Error::<Test>::HeldBatch);
			assert_ok!(offer(TRADER, piece_of("B", 2), CARRIER));
			assert_ok!(end_recall(TRADER, [batch("A")]));
			assert_ok!(offer(TRADER, piece_of("A", 1), CARRIER));
		});
}

#[test]
fn a_competitor_stops_no_goods_by_a_batch_of_their_lot() {
	ExtBuilder::default().with_unit(OTHER_TRADER, batch("A")).with([piece_of("A", 1)]).build_and_execute(
		|| {
			assert_ok!(recall(OTHER_TRADER, [batch("A")]));
			assert_ok!(offer(TRADER, piece_of("A", 1), CARRIER));
			assert_ok!(recall(REGULATOR, [batch("A")]));
			assert_noop!(accept(CARRIER, piece_of("A", 1)), Error::<Test>::HeldBatch);
		},
	);
}
