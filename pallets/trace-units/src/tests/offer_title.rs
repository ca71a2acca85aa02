// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Call, Error, Event, NewUnit, TitleOffer};
use frame_support::{assert_noop, assert_ok};
use sp_core::H256;
use sp_runtime::traits::{BlakeTwo256, Hash};
use suyuan_primitives::requirement::Category;

fn offer_for(milliseconds: u64) -> sp_runtime::DispatchResult {
	let (codes, expires_at) = (codes([item(1)]), NOON + milliseconds);
	signed(TRADER, Call::offer_title { codes, to: OTHER_TRADER, expires_at, terms: None })
}

#[test]
fn offers_units_with_all_that_is_packed_in_them_and_moves_nothing() {
	let units = [carton(1), item(1), batch("A")];
	ExtBuilder::default().with(units.clone()).build_and_execute(|| {
		assert_ok!(pack(TRADER, carton(1), [item(1)]));
		let terms = Some(H256([3; 32]));
		assert_ok!(offer_title_on(TRADER, [carton(1), batch("A")], OTHER_TRADER, terms));

		let (from, to, expires_at) = (TRADER, OTHER_TRADER, NOON + 7 * DAY);
		let mut all = codes(units);
		all.sort();
		let id = BlakeTwo256::hash_of(&(from, to, &all, expires_at, terms));
		for code in &all {
			let offered = unit(code);
			assert_eq!(offered.title_offer, Some(TitleOffer { to, expires_at, terms, units: 3, id }));
			assert_eq!((offered.owner, offered.custodian), (TRADER, TRADER));
		}
		let event = Event::TitleOffered { offer: id, codes: all, from, to, expires_at, terms };
		System::assert_last_event(event.into());
	});
}

#[test]
fn offers_what_a_carrier_holds_and_what_lies_in_a_carton_of_the_owner() {
	ExtBuilder::default().with([item(1), item(2), carton(1)]).build_and_execute(|| {
		assert_ok!(hand_over(TRADER, item(1), CARRIER));
		assert_ok!(pack(TRADER, carton(1), [item(2)]));
		assert_ok!(offer_title(TRADER, [item(1), item(2)], OTHER_TRADER));
	});
}

#[test]
fn refuses_unsigned_origins_accounts_not_in_force_and_all_but_the_owner() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		let (codes, expires_at) = (codes([item(1)]), NOON + DAY);
		let call = Call::offer_title { codes, to: THIRD_TRADER, expires_at, terms: None };
		assert_refuses_unsigned_and_not_in_force(call);
		assert_ok!(hand_over(TRADER, item(1), CARRIER));
		for who in [OTHER_TRADER, CARRIER, REGULATOR] {
			assert_noop!(offer_title(who, [item(1)], THIRD_TRADER), Error::<Test>::NotOwner);
		}
	});
}

#[test]
fn refuses_a_recipient_that_could_not_have_registered_the_units() {
	ExtBuilder::default().with([item(1), carton(1), carton(2)]).build_and_execute(|| {
		assert_ok!(pack(TRADER, carton(2), [item(1)]));
		for (unit, to, error) in [
			(item(1), TRADER, Error::<Test>::ToSelf),
			(item(1), STRANGER, Error::RecipientNotInForce),
			(item(1), SUSPENDED_TRADER, Error::RecipientNotInForce),
			(item(1), CARRIER, Error::NotTradeEntity),
			(item(1), REGULATOR, Error::NotTradeEntity),
			(item(1), CONSUMER, Error::NotTradeEntity),
			(carton(1), BANK, Error::NeitherTradeNorLogistics),
			(carton(2), CARRIER, Error::NotTradeEntity),
		] {
			assert_noop!(offer_title(TRADER, [unit], to), error);
		}
		assert_ok!(offer_title(TRADER, [carton(1)], CARRIER));
	});
}

#[test]
fn refuses_an_end_that_has_passed_or_is_further_away_than_may_be() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		assert_noop!(offer_for(0), Error::<Test>::OfferExpired);
		assert_noop!(offer_for(MaxTitleTerm::get() + 1), Error::<Test>::TitleTermExceeded);
		assert_ok!(offer_for(MaxTitleTerm::get()));
	});
}

#[test]
fn refuses_lists_that_are_empty_name_a_unit_twice_or_come_to_more_than_passes_at_once() {
	let items: Vec<_> = (1..=5).map(item).collect();
	let builder = ExtBuilder::default().with(items.clone()).with([carton(1)]);
	builder.build_and_execute(|| {
		assert_noop!(offer_title(TRADER, [], OTHER_TRADER), Error::<Test>::EmptyList);
		assert_noop!(offer_title(TRADER, [item(1), item(1)], OTHER_TRADER), Error::<Test>::DuplicateUnit);
		assert_ok!(pack(TRADER, carton(1), items[..4].to_vec()));
		assert_noop!(offer_title(TRADER, [carton(1)], OTHER_TRADER), Error::<Test>::MaxUnitsExceeded);
		assert_ok!(unpack(TRADER, carton(1), [item(1)]));
		assert_ok!(offer_title(TRADER, [carton(1)], OTHER_TRADER));
	});
}

#[test]
fn refuses_what_is_not_there_and_services() {
	ExtBuilder::default().with([service(1)]).build_and_execute(|| {
		assert_noop!(offer_title(TRADER, [item(1)], OTHER_TRADER), Error::<Test>::NotFound);
		assert_noop!(offer_title(TRADER, [service(1)], OTHER_TRADER), Error::<Test>::WrongKind);
	});
}

#[test]
fn refuses_what_is_held_in_any_way() {
	let of_lot = piece_of("A", 1);
	let builder = ExtBuilder::default().with([item(1), item(2), item(3), carton(1), carton(2), batch("A")]);
	builder.with([of_lot.clone(), batch("M"), item(5)]).build_and_execute(|| {
		assert_ok!(pack(TRADER, carton(1), [item(1)]));
		assert_ok!(pack(TRADER, carton(2), [item(2)]));
		assert_ok!(transform(TRADER, [some(batch("M"), pieces(1))], [item(4)]));
		for held in [item(3), item(1), carton(2), batch("A"), batch("M")] {
			assert_ok!(quarantine(REGULATOR, held));
		}
		for (unit, error) in [
			(item(3), Error::<Test>::Held),
			(carton(1), Error::HeldInside),
			(item(2), Error::HeldAround),
			(of_lot, Error::HeldBatch),
			(item(4), Error::HeldOrigin),
		] {
			let error = sp_runtime::DispatchError::from(error);
			assert_noop!(offer_title(TRADER, [unit.clone()], OTHER_TRADER), error);
			assert_noop!(offer_title(TRADER, [item(5), unit], OTHER_TRADER), error);
		}
	});
}

#[test]
fn refuses_a_carton_with_something_of_held_material_inside() {
	ExtBuilder::default().with([batch("M"), carton(1)]).build_and_execute(|| {
		assert_ok!(transform(TRADER, [some(batch("M"), pieces(1))], [item(1)]));
		assert_ok!(pack(TRADER, carton(1), [item(1)]));
		assert_ok!(quarantine(TRADER, batch("M")));
		assert_noop!(offer_title(TRADER, [carton(1)], OTHER_TRADER), Error::<Test>::HeldInside);
	});
}

#[test]
fn finds_held_material_in_a_carton_however_long_the_history_of_what_else_is_in_it() {
	let long = 20;
	let lot = |n: u32| batch(&format!("L{n}"));
	let builder = ExtBuilder::default().with([lot(0), batch("M"), carton(1)]);
	builder.build_and_execute(|| {
		for n in 0..long {
			assert_ok!(transform(TRADER, [some(lot(n), pieces(10))], [lot(n + 1)]));
		}
		assert_ok!(transform(TRADER, [some(lot(long), pieces(10))], [item(1), item(2)]));
		assert_ok!(transform(TRADER, [some(batch("M"), pieces(1))], [item(3)]));
		assert_ok!(pack(TRADER, carton(1), [item(1), item(2), item(3)]));
		let offer = offer_title(TRADER, [carton(1)], OTHER_TRADER).unwrap();
		assert_ok!(quarantine(REGULATOR, batch("M")));
		let held = [Error::<Test>::HeldInside, Error::HeldOrigin].map(|error| Err(error.into()));
		assert!(held.contains(&accept_title(OTHER_TRADER, [carton(1)], offer)));
		assert_ok!(cancel_title(TRADER, [carton(1)]));
		assert!(held.contains(&offer_title(TRADER, [carton(1)], OTHER_TRADER).map(|_| ())));
	});
}

#[test]
fn refuses_what_is_packed_in_anothers_unit_on_any_level() {
	let builder = ExtBuilder::default().with([item(1), carton(1)]).with_unit(CARRIER, carton(2));
	builder.build_and_execute(|| {
		assert_ok!(pack(TRADER, carton(1), [item(1)]));
		assert_ok!(hand_over(TRADER, carton(1), CARRIER));
		assert_ok!(pack(CARRIER, carton(2), [carton(1)]));
		for unit in [item(1), carton(1)] {
			assert_noop!(offer_title(TRADER, [unit], OTHER_TRADER), Error::<Test>::PackedInAnothers);
		}
	});
}

#[test]
fn refuses_a_carton_with_something_of_another_owner_inside() {
	let builder = ExtBuilder::default().with([item(1), carton(1)]).with_unit(OTHER_TRADER, item(2));
	builder.build_and_execute(|| {
		assert_ok!(hand_over(OTHER_TRADER, item(2), TRADER));
		assert_ok!(pack(TRADER, carton(1), [item(1), item(2)]));
		assert_noop!(offer_title(TRADER, [carton(1)], THIRD_TRADER), Error::<Test>::OthersInside);
		assert_noop!(offer_title(TRADER, [item(2)], THIRD_TRADER), Error::<Test>::NotOwner);
	});
}

#[test]
fn refuses_what_is_offered_already_be_it_inside_until_the_offer_lapses() {
	ExtBuilder::default().with([item(1), carton(1)]).build_and_execute(|| {
		assert_ok!(pack(TRADER, carton(1), [item(1)]));
		assert_ok!(offer_title(TRADER, [item(1)], OTHER_TRADER));
		for unit in [item(1), carton(1)] {
			let refused = offer_title(TRADER, [unit], THIRD_TRADER);
			assert_noop!(refused, Error::<Test>::TitleOfferPending);
		}
		pass(7 * DAY);
		assert_ok!(offer_title(TRADER, [carton(1)], THIRD_TRADER));
	});
}

/// Whatever bars a unit that is named bars one that lies in it, where it can be of such a one.
fn refuses_outside_and_inside(of: NewUnit<u64>, error: Error<Test>) {
	let error = sp_runtime::DispatchError::from(error);
	assert_noop!(offer_title(TRADER, [of.clone()], OTHER_TRADER), error);
	assert_ok!(pack(TRADER, carton(1), [of]));
	assert_noop!(offer_title(TRADER, [carton(1)], OTHER_TRADER), error);
}

#[test]
fn refuses_what_is_under_clearance() {
	ExtBuilder::default().with([item(1), carton(1)]).build_and_execute(|| {
		set_under_clearance(&item(1).code, true);
		refuses_outside_and_inside(item(1), Error::UnderClearance);
	});
}

#[test]
fn refuses_what_is_closed() {
	ExtBuilder::default().with([item(1), carton(1)]).build_and_execute(|| {
		record(&item(1).code, Category::ALL);
		assert_ok!(close(TRADER, item(1).code));
		refuses_outside_and_inside(item(1), Error::AlreadyClosed);
	});
}

#[test]
fn refuses_what_is_used_up() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		assert_ok!(transform(TRADER, [whole(item(1))], [item(2)]));
		assert_noop!(offer_title(TRADER, [item(1)], OTHER_TRADER), Error::<Test>::UsedUp);
	});
}

#[test]
fn keeps_what_is_offered_as_it_is() {
	ExtBuilder::default().with([item(1), batch("A")]).build_and_execute(|| {
		assert_ok!(offer_title(TRADER, [item(1), batch("A")], OTHER_TRADER));
		let refused = transform(TRADER, [whole(item(1))], [item(2)]);
		assert_noop!(refused, Error::<Test>::TitleOfferPending);
		let refused = split(TRADER, batch("A"), [batch_of("B", pieces(1))]);
		assert_noop!(refused, Error::<Test>::TitleOfferPending);
		pass(7 * DAY);
		assert_ok!(split(TRADER, batch("A"), [batch_of("B", pieces(1))]));
	});
}

#[test]
fn leaves_custody_free_to_be_handed_on_and_the_carton_to_be_worked_with() {
	ExtBuilder::default().with([item(1), item(2), carton(1)]).build_and_execute(|| {
		assert_ok!(pack(TRADER, carton(1), [item(1)]));
		assert_ok!(offer_title(TRADER, [carton(1)], OTHER_TRADER));
		assert_ok!(pack(TRADER, carton(1), [item(2)]));
		assert_ok!(hand_over(TRADER, carton(1), CARRIER));
		assert_ok!(unpack(CARRIER, carton(1), [item(1)]));
	});
}

#[test]
fn ends_with_the_right_of_the_one_that_made_it() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		let offer = offer_title(TRADER, [item(1)], OTHER_TRADER).unwrap();
		assert_ok!(reassign(REGULATOR, item(1), THIRD_TRADER));
		assert_noop!(accept_title(OTHER_TRADER, [item(1)], offer), Error::<Test>::NotOffered);
	});
}
