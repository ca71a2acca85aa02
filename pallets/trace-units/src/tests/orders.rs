// SPDX-License-Identifier: Apache-2.0

//! Orders of the council or of a department for those that are gone.

use crate::{mock::*, Call, Error, Event, NewUnit, Stage};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{
	DispatchError::{self, BadOrigin},
	DispatchResult,
};
use suyuan_primitives::{
	codes::TraceCode,
	requirement::Category,
	traits::{self, UnitFacts},
	values::{Note, Text},
};

fn council(call: Call<Test>) -> DispatchResult {
	dispatch(RuntimeOrigin::root(), call)
}

fn because() -> Note {
	note("the custodian is bankrupt")
}

fn to_reassign(unit: NewUnit<u64>, to: u64) -> Call<Test> {
	Call::reassign_custody { code: unit.code, to, reason: because() }
}

fn to_unpack(parent: NewUnit<u64>, children: impl IntoIterator<Item = NewUnit<u64>>) -> Call<Test> {
	Call::unpack_by_order { parent: parent.code, children: codes(children), reason: because() }
}

fn to_close(unit: NewUnit<u64>) -> Call<Test> {
	Call::close_by_order { code: unit.code, reason: because() }
}

fn closed_by_order(code: &TraceCode) -> bool {
	unit(code).stage != Stage::Open && unit(code).closed_by_order
}

/// A carton of the second trader with an item of each trader in it, whose owner and custodian is suspended.
fn with_a_custodian_that_is_gone(test: impl FnOnce()) {
	let builder = ExtBuilder::default().with([item(1)]).with_unit(OTHER_TRADER, item(2));
	builder.with_unit(OTHER_TRADER, carton(1)).build_and_execute(|| {
		assert_ok!(hand_over(TRADER, item(1), OTHER_TRADER));
		assert_ok!(pack(OTHER_TRADER, carton(1), [item(1), item(2)]));
		set_in_force(OTHER_TRADER, false);
		System::reset_events();
		test();
	});
}

#[test]
fn takes_goods_out_of_the_hands_of_a_custodian_that_is_gone() {
	for by in [Some(REGULATOR), None] {
		with_a_custodian_that_is_gone(|| {
			let order = |call: Call<Test>| match by {
				Some(who) => signed(who, call),
				None => council(call),
			};
			assert_ok!(order(to_unpack(carton(1), [item(1)])));
			assert_eq!((custodian(item(1)), unit(&carton(1).code).inside.by_levels[0]), (TRADER, 1));
			let event = Event::UnpackedByOrder {
				parent: carton(1).code,
				children: codes([item(1)]),
				by,
				reason: because(),
			};
			System::assert_last_event(event.into());
			assert_ok!(order(to_reassign(carton(1), CUSTOMS)));
			assert_eq!(custodian(item(2)), CUSTOMS);
			let event = Event::CustodyReassigned {
				code: carton(1).code,
				from: OTHER_TRADER,
				to: CUSTOMS,
				by,
				reason: because(),
			};
			System::assert_last_event(event.into());
		});
	}
}

#[test]
fn a_department_takes_nothing_from_a_custodian_in_force_but_the_council_may() {
	ExtBuilder::default().with([item(1), item(2), carton(1)]).build_and_execute(|| {
		assert_ok!(pack(TRADER, carton(1), [item(2)]));
		assert_ok!(hand_over(TRADER, item(1), CARRIER));
		assert_noop!(signed(REGULATOR, to_reassign(item(1), TRADER)), Error::<Test>::PartyInForce);
		assert_noop!(signed(REGULATOR, to_unpack(carton(1), [item(2)])), Error::<Test>::PartyInForce);
		assert_noop!(signed(REGULATOR, to_close(item(1))), Error::<Test>::PartyInForce);
		assert_ok!(council(to_reassign(item(1), TRADER)));
		assert_ok!(council(to_unpack(carton(1), [item(2)])));
		assert_eq!(custodian(item(1)), TRADER);
	});
}

#[test]
fn goods_go_to_their_owner_or_to_a_regulator_and_to_nobody_else() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		assert_ok!(hand_over(TRADER, item(1), CARRIER));
		assert_ok!(offer(CARRIER, item(1), CONSUMER));
		assert_noop!(council(to_reassign(item(1), CONSUMER)), Error::<Test>::NotHome);
		assert_noop!(council(to_reassign(item(1), CARRIER)), Error::<Test>::ToSelf);
		assert_noop!(council(to_reassign(item(1), STRANGER)), Error::<Test>::RecipientNotInForce);
		assert_ok!(council(to_reassign(item(1), TRADER)));
		assert_eq!(unit(&item(1).code).offer, None);
		assert_noop!(accept(CONSUMER, item(1)), Error::<Test>::NotOffered);
	});
}

#[test]
fn an_order_moves_nothing_held_away_from_its_owner_and_breaks_no_seal() {
	with_a_custodian_that_is_gone(|| {
		set_in_force(OTHER_TRADER, true);
		assert_ok!(quarantine(TRADER, item(1)));
		assert_noop!(council(to_reassign(carton(1), TRADER)), Error::<Test>::NotHome);
		assert_ok!(council(to_reassign(carton(1), REGULATOR)));
		assert_noop!(council(to_reassign(carton(1), OTHER_TRADER)), Error::<Test>::HeldInside);
		set_under_clearance(&carton(1).code, true);
		assert_noop!(council(to_unpack(carton(1), [item(1)])), Error::<Test>::UnderClearance);
		assert_noop!(council(to_close(carton(1))), Error::<Test>::UnderClearance);
		set_under_clearance(&carton(1).code, false);
		assert_ok!(council(to_unpack(carton(1), [item(1)])));
		assert_eq!(custodian(item(1)), TRADER);
	});
}

#[test]
fn each_department_orders_about_what_concerns_it() {
	with_a_custodian_that_is_gone(|| {
		let order = || to_reassign(carton(1), REGULATOR);
		assert_noop!(signed(CUSTOMS, order()), Error::<Test>::NotConcerned);
		assert_noop!(signed(UNASSIGNED, order()), Error::<Test>::NoDepartment);
		assert_noop!(signed(TRADER, order()), Error::<Test>::NoDepartment);
		leave(&carton(1).code, "530420260000000001");
		assert_ok!(signed(CUSTOMS, order()));
	});
	with_a_custodian_that_is_gone(|| {
		let order = || to_reassign(carton(1), REGULATOR);
		assert_ok!(quarantine(CUSTOMS, carton(1)));
		assert_noop!(signed(REGULATOR, order()), Error::<Test>::NotConcerned);
		assert_ok!(signed(CUSTOMS, order()));
	});
}

#[test]
fn closes_what_an_owner_that_is_gone_left_behind_and_the_unit_says_so() {
	for by in [Some(REGULATOR), None] {
		with_a_custodian_that_is_gone(|| {
			let call = to_close(item(2));
			assert_ok!(match by {
				Some(who) => signed(who, call),
				None => council(call),
			});
			assert!(closed_by_order(&item(2).code));
			let facts: UnitFacts<u64> = <TraceUnits as traits::Units<u64>>::facts(&item(2).code).unwrap();
			assert!(!facts.open);
			let retain_until = NOON + ServiceLife::get() + Retention::get();
			let reason = because();
			let event = Event::ClosedByOrder { code: item(2).code, retain_until, by, reason };
			System::assert_last_event(event.into());
			assert_noop!(council(to_close(item(2))), Error::<Test>::AlreadyClosed);
		});
	}
}

#[test]
fn a_hold_outlasts_an_order_to_close() {
	with_a_custodian_that_is_gone(|| {
		assert_ok!(recall(REGULATOR, [item(2)]));
		assert_ok!(signed(REGULATOR, to_close(item(2))));
		assert!(unit(&item(2).code).hold.is_some());
		assert_eq!(unit(&carton(1).code).inside.held, 1);
	});
}

#[test]
fn closes_a_service_whose_customer_is_silent_or_gone() {
	ExtBuilder::default().with([service(1), service(2)]).build_and_execute(|| {
		// Nothing was done yet that a customer could be silent about.
		assert_noop!(signed(REGULATOR, to_close(service(1))), Error::<Test>::PartyInForce);
		assert_ok!(serve(TRADER, service(1)));
		assert_ok!(give_feedback(CONSUMER, service(1), false));
		assert_noop!(signed(REGULATOR, to_close(service(1))), Error::<Test>::PartyInForce);
		assert_ok!(serve(TRADER, service(1)));
		assert_ok!(signed(REGULATOR, to_close(service(1))));
		assert!(closed_by_order(&service(1).code));
		assert_noop!(serve(TRADER, service(1)), Error::<Test>::AlreadyClosed);
		set_in_force(TRADER, false);
		assert_ok!(signed(REGULATOR, to_close(service(2))));
	});
}

#[test]
fn refuses_other_kinds_what_is_not_there_and_what_is_not_outermost() {
	ExtBuilder::default().with([service(1), item(1), carton(1), carton(2)]).build_and_execute(|| {
		assert_noop!(council(to_reassign(service(1), REGULATOR)), Error::<Test>::WrongKind);
		assert_noop!(council(to_unpack(service(1), [item(1)])), Error::<Test>::WrongKind);
		for call in [to_reassign(item(9), REGULATOR), to_unpack(carton(9), [item(1)]), to_close(item(9))] {
			assert_noop!(council(call), Error::<Test>::NotFound);
		}
		assert_ok!(pack(TRADER, carton(1), [item(1)]));
		assert_ok!(pack(TRADER, carton(2), [carton(1)]));
		assert_noop!(council(to_reassign(item(1), REGULATOR)), Error::<Test>::Packed);
		assert_noop!(council(to_unpack(carton(1), [item(1)])), Error::<Test>::Packed);
		assert_noop!(council(to_unpack(carton(2), [item(1)])), Error::<Test>::NotPackedHere);
		assert_noop!(council(to_unpack(carton(2), [])), Error::<Test>::EmptyList);
	});
}

#[test]
fn refuses_orders_without_a_reason() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		let reason = || Text::try_from("").unwrap();
		let children = || codes([item(1)]);
		for call in [
			Call::reassign_custody { code: item(1).code, to: REGULATOR, reason: reason() },
			Call::unpack_by_order { parent: item(1).code, children: children(), reason: reason() },
			Call::close_by_order { code: item(1).code, reason: reason() },
		] {
			assert_noop!(council(call), Error::<Test>::EmptyText);
		}
	});
}

#[test]
fn refuses_origins_that_are_no_vote_and_no_seat_in_force() {
	with_a_custodian_that_is_gone(|| {
		record(&item(2).code, Category::ALL);
		let calls =
			|| [to_reassign(carton(1), REGULATOR), to_unpack(carton(1), [item(1)]), to_close(item(2))];
		for call in calls() {
			assert_noop!(dispatch(RuntimeOrigin::none(), call), BadOrigin);
		}
		for who in [STRANGER, SUSPENDED_TRADER] {
			for call in calls() {
				let error: DispatchError = Error::<Test>::NotInForce.into();
				assert_noop!(signed(who, call), error);
			}
		}
	});
}
