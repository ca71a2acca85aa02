// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, types::MAX_FORMER_OWNERS, Call, Error, Event};
use frame_support::{assert_noop, assert_ok};
use sp_core::H256;
use sp_runtime::DispatchResult;
use suyuan_primitives::{requirement::Category, traits::Units};

fn accept_with_custody(who: u64, unit: crate::NewUnit<u64>, offer: H256) -> DispatchResult {
	signed(who, Call::accept_title { codes: codes([unit]), offer, with_custody: true })
}

#[test]
fn passes_title_to_a_carton_and_what_is_in_it_and_leaves_custody() {
	ExtBuilder::default().with([item(1), carton(1)]).build_and_execute(|| {
		assert_ok!(pack(TRADER, carton(1), [item(1)]));
		assert_ok!(hand_over(TRADER, carton(1), CARRIER));
		let terms = Some(H256([3; 32]));
		let offer = offer_title_on(TRADER, [carton(1)], OTHER_TRADER, terms).unwrap();
		assert_ok!(accept_title(OTHER_TRADER, [carton(1)], offer));

		for code in codes([item(1), carton(1)]) {
			let passed = unit(&code);
			assert_eq!((passed.owner, &passed.former_owners[..]), (OTHER_TRADER, &[TRADER][..]));
			assert_eq!((TraceUnits::custodian_of(&passed), passed.title_offer), (CARRIER, None));
		}
		let mut all = codes([item(1), carton(1)]);
		all.sort();
		let event = Event::TitlePassed { offer, codes: all, from: TRADER, to: OTHER_TRADER, terms };
		System::assert_last_event(event.into());
	});
}

#[test]
fn takes_title_and_custody_in_one_signature() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		let offered = offer_title(TRADER, [item(1)], OTHER_TRADER).unwrap();
		let refused = accept_with_custody(OTHER_TRADER, item(1), offered);
		assert_noop!(refused, Error::<Test>::NotOffered);
		assert_ok!(offer(TRADER, item(1), OTHER_TRADER));
		assert_ok!(accept_with_custody(OTHER_TRADER, item(1), offered));
		let taken = unit(&item(1).code);
		assert_eq!((taken.owner, taken.custodian), (OTHER_TRADER, OTHER_TRADER));
		assert_eq!((taken.offer, taken.title_offer), (None, None));
	});
}

#[test]
fn gives_the_new_owner_what_the_former_one_may_no_longer() {
	ExtBuilder::default().with([batch("A")]).build_and_execute(|| {
		assert_ok!(sell(TRADER, [batch("A")], OTHER_TRADER));
		let use_it = |who| transform(who, [some(batch("A"), pieces(1))], [item(1)]);
		assert_noop!(use_it(TRADER), Error::<Test>::NotOwner);
		assert_noop!(use_it(OTHER_TRADER), Error::<Test>::NotCustodian);
		assert_ok!(hand_over(TRADER, batch("A"), OTHER_TRADER));
		assert_ok!(use_it(OTHER_TRADER));
		assert_noop!(close(TRADER, batch("A").code), Error::<Test>::NotOwner);
		assert_noop!(offer_title(TRADER, [batch("A")], THIRD_TRADER), Error::<Test>::NotOwner);
		record(&batch("A").code, Category::ALL);
		assert_ok!(close(OTHER_TRADER, batch("A").code));
	});
}

#[test]
fn refuses_unsigned_origins_accounts_not_in_force_and_all_but_the_recipient() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		let offer = offer_title(TRADER, [item(1)], OTHER_TRADER).unwrap();
		let codes = codes([item(1)]);
		assert_refuses_unsigned_and_not_in_force(Call::accept_title { codes, offer, with_custody: false });
		for who in [TRADER, THIRD_TRADER, CARRIER, REGULATOR] {
			assert_noop!(accept_title(who, [item(1)], offer), Error::<Test>::NotOffered);
		}
		set_in_force(OTHER_TRADER, false);
		assert_noop!(accept_title(OTHER_TRADER, [item(1)], offer), Error::<Test>::NotInForce);
	});
}

#[test]
fn refuses_what_an_owner_offered_that_is_out_of_force_by_now() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		let offer = offer_title(TRADER, [item(1)], OTHER_TRADER).unwrap();
		set_in_force(TRADER, false);
		assert_noop!(accept_title(OTHER_TRADER, [item(1)], offer), Error::<Test>::OwnerNotInForce);
		set_in_force(TRADER, true);
		assert_ok!(accept_title(OTHER_TRADER, [item(1)], offer));
	});
}

#[test]
fn refuses_a_part_of_what_is_offered_and_another_offer_than_was_read() {
	ExtBuilder::default().with([item(1), item(2), item(3)]).build_and_execute(|| {
		let read = offer_title(TRADER, [item(1), item(2)], OTHER_TRADER).unwrap();
		let other = offer_title(TRADER, [item(3)], OTHER_TRADER).unwrap();
		assert_noop!(accept_title(OTHER_TRADER, [item(1)], read), Error::<Test>::OfferDiffers);
		assert_noop!(accept_title(OTHER_TRADER, [item(1), item(3)], read), Error::<Test>::OfferDiffers);
		assert_noop!(accept_title(OTHER_TRADER, [item(3)], read), Error::<Test>::OfferDiffers);
		assert_ok!(cancel_title(TRADER, [item(1), item(2)]));
		let terms = Some(H256([9; 32]));
		let dearer = offer_title_on(TRADER, [item(1), item(2)], OTHER_TRADER, terms).unwrap();
		assert_noop!(accept_title(OTHER_TRADER, [item(1), item(2)], read), Error::<Test>::OfferDiffers);
		assert_ok!(accept_title(OTHER_TRADER, [item(2), item(1)], dearer));
		assert_ok!(accept_title(OTHER_TRADER, [item(3)], other));
	});
}

#[test]
fn takes_no_less_than_was_offered_where_something_was_taken_out_or_put_in() {
	ExtBuilder::default().with([item(1), item(2), item(3), carton(1)]).build_and_execute(|| {
		assert_ok!(pack(TRADER, carton(1), [item(1), item(2)]));
		let offer = offer_title(TRADER, [carton(1)], OTHER_TRADER).unwrap();
		assert_ok!(unpack(TRADER, carton(1), [item(1)]));
		assert_noop!(accept_title(OTHER_TRADER, [carton(1)], offer), Error::<Test>::OfferDiffers);
		assert_ok!(pack(TRADER, carton(1), [item(3)]));
		assert_noop!(accept_title(OTHER_TRADER, [carton(1)], offer), Error::<Test>::NotOffered);
		assert_ok!(unpack(TRADER, carton(1), [item(3)]));
		assert_ok!(accept_title(OTHER_TRADER, [carton(1), item(1)], offer));
		assert_eq!(unit(&item(1).code).owner, OTHER_TRADER);
		assert_eq!(unit(&item(3).code).owner, TRADER);
	});
}

#[test]
fn refuses_an_offer_that_lapsed() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		let offer = offer_title(TRADER, [item(1)], OTHER_TRADER).unwrap();
		pass(7 * DAY);
		assert_noop!(accept_title(OTHER_TRADER, [item(1)], offer), Error::<Test>::OfferExpired);
	});
}

#[test]
fn refuses_what_a_hold_a_declaration_a_carton_or_an_end_has_befallen_since() {
	let builder = ExtBuilder::default().with([item(1), batch("M"), carton(2)]).with_unit(CARRIER, carton(1));
	builder.with([piece_of("A", 1), batch("A")]).build_and_execute(|| {
		assert_ok!(transform(TRADER, [some(batch("M"), pieces(1))], [item(2)]));
		let offered = |unit| offer_title(TRADER, [unit], OTHER_TRADER).unwrap();
		let [of_item, of_made, of_piece] = [item(1), item(2), piece_of("A", 1)].map(offered);
		let refuses = |unit, offer, error: Error<Test>| {
			assert_noop!(accept_title(OTHER_TRADER, [unit], offer), error);
		};

		assert_ok!(quarantine(TRADER, item(1)));
		refuses(item(1), of_item, Error::Held);
		assert_ok!(release(TRADER, item(1)));
		assert_ok!(recall(REGULATOR, [batch("M"), batch("A")]));
		refuses(item(2), of_made, Error::HeldOrigin);
		refuses(piece_of("A", 1), of_piece, Error::HeldBatch);

		set_under_clearance(&item(1).code, true);
		refuses(item(1), of_item, Error::UnderClearance);
		set_under_clearance(&item(1).code, false);

		assert_ok!(pack(TRADER, carton(2), [item(1)]));
		assert_ok!(quarantine(TRADER, carton(2)));
		refuses(item(1), of_item, Error::HeldAround);
		assert_ok!(release(TRADER, carton(2)));
		assert_ok!(hand_over(TRADER, carton(2), CARRIER));
		assert_ok!(pack(CARRIER, carton(1), [carton(2)]));
		refuses(item(1), of_item, Error::PackedInAnothers);

		record(&item(1).code, Category::ALL);
		assert_ok!(close(TRADER, item(1).code));
		refuses(item(1), of_item, Error::AlreadyClosed);
	});
}

#[test]
fn refuses_a_circle_of_titles_and_lets_goods_return_the_way_they_came() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		assert_ok!(sell(TRADER, [item(1)], OTHER_TRADER));
		assert_ok!(sell(OTHER_TRADER, [item(1)], THIRD_TRADER));
		assert_noop!(offer_title(THIRD_TRADER, [item(1)], TRADER), Error::<Test>::TitleCircle);
		assert_ok!(sell(THIRD_TRADER, [item(1)], OTHER_TRADER));
		assert_ok!(sell(OTHER_TRADER, [item(1)], TRADER));
		assert!(unit(&item(1).code).former_owners.is_empty());
	});
}

#[test]
fn refuses_more_owners_than_are_kept() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		let owners: Vec<_> = (100..=101 + u64::from(MAX_FORMER_OWNERS)).collect();
		owners.iter().for_each(|who| set_in_force(*who, true));
		let (last, owners) = owners.split_last().unwrap();
		let mut owner = TRADER;
		for next in &owners[..MAX_FORMER_OWNERS as usize] {
			assert_ok!(sell(owner, [item(1)], *next));
			owner = *next;
		}
		assert_noop!(offer_title(owner, [item(1)], *last), Error::<Test>::MaxOwnersExceeded);
	});
}

#[test]
fn leaves_the_right_to_the_code_with_whoever_had_it() {
	ExtBuilder::default().build_and_execute(|| {
		license(&batch("A").code, false);
		assert_ok!(register(TRADER, batch("A")));
		assert_ok!(sell(TRADER, [batch("A")], THIRD_TRADER));
		assert_ok!(hand_over(TRADER, batch("A"), THIRD_TRADER));
		assert!(unit(&batch("A").code).unproven_right, "a sale proves no right");
		let part = batch_of("B", pieces(1));
		license(&part.code, true);
		assert_noop!(split(THIRD_TRADER, batch("A"), [part]), Error::<Test>::NoRightToCode);
	});
}

#[test]
fn keeps_a_piece_with_the_batch_that_its_maker_declared_whoever_owns_them() {
	let pieces = [piece_of("A", 1), piece_of("A", 2)];
	let builder = ExtBuilder::default().with([batch("A")]).with(pieces.clone());
	builder.with_unit(OTHER_TRADER, piece_of("A", 3)).build_and_execute(|| {
		let left_under = |unit: crate::NewUnit<u64>| TraceUnits::goods(&unit.code).unwrap().left_under;
		assert_ok!(sell(TRADER, [piece_of("A", 1)], OTHER_TRADER));
		leave(&batch("A").code, "530420260000000001");
		assert!(left_under(piece_of("A", 1)).is_some(), "a piece that was sold left with its batch");
		assert_ok!(sell(TRADER, [batch("A")], OTHER_TRADER));
		assert!(left_under(piece_of("A", 2)).is_some(), "what is left of a batch that was sold left with it");
		assert!(left_under(piece_of("A", 3)).is_some(), "whoever bought the batch has its pieces leave once");
	});
	let builder = ExtBuilder::default().with([batch("A")]).with_unit(THIRD_TRADER, piece_of("A", 3));
	builder.build_and_execute(|| {
		assert_ok!(sell(TRADER, [batch("A")], OTHER_TRADER));
		leave(&batch("A").code, "530420260000000001");
		let piece = TraceUnits::goods(&piece_of("A", 3).code).unwrap();
		assert!(piece.left_under.is_none(), "a stranger's piece did not leave with it");
	});
}

#[test]
fn binds_the_pieces_that_the_buyer_of_a_batch_registers_to_where_it_went_and_came_from() {
	ExtBuilder::default().with([batch("M")]).build_and_execute(|| {
		assert_ok!(transform(TRADER, [some(batch("M"), pieces(1))], [batch("A")]));
		assert_ok!(sell(TRADER, [batch("A")], OTHER_TRADER));
		assert_ok!(hand_over(TRADER, batch("A"), OTHER_TRADER));
		assert_ok!(register(OTHER_TRADER, piece_of("A", 1)));
		assert_ok!(recall(REGULATOR, [batch("M")]));
		let sale = offer_title(OTHER_TRADER, [piece_of("A", 1)], THIRD_TRADER);
		assert_noop!(sale, Error::<Test>::HeldOrigin);
		leave(&batch("A").code, "530420260000000001");
		assert!(TraceUnits::goods(&piece_of("A", 1).code).unwrap().left_under.is_some());
	});
}

#[test]
fn lets_a_hold_of_a_department_follow_goods_over_the_doors_of_three_firms() {
	let in_hand = |from, unit: crate::NewUnit<u64>, to| {
		assert_ok!(sell(from, [unit.clone()], to));
		assert_ok!(hand_over(from, unit, to));
	};
	ExtBuilder::default().with([batch("M")]).build_and_execute(|| {
		// A supplier's batch becomes a factory's product, of which a piece is sold to a merchant.
		in_hand(TRADER, batch("M"), OTHER_TRADER);
		assert_ok!(transform(OTHER_TRADER, [some(batch("M"), pieces(4))], [batch("P")]));
		assert_ok!(register(OTHER_TRADER, piece_of("P", 1)));
		in_hand(OTHER_TRADER, batch("P"), THIRD_TRADER);
		in_hand(OTHER_TRADER, piece_of("P", 1), THIRD_TRADER);

		let down = ids_of(|cursor| TraceUnits::descendants(&batch("M").code, cursor, 8)).concat();
		assert_eq!(down, [0], "the walk ahead from the material does not stop at the owner's door");
		assert_ok!(recall(REGULATOR, [batch("M")]));
		for unit in [batch("P"), piece_of("P", 1)] {
			assert_noop!(offer(THIRD_TRADER, unit, CARRIER), Error::<Test>::HeldOrigin);
		}
		assert_noop!(recall(TRADER, [batch("P")]), Error::<Test>::NeitherOwnerNorRegulator);
	});
}
