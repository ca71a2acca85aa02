// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Call, Error, Event, NewUnit, Stage, UnitKind};
use frame_support::{assert_noop, assert_ok};
use suyuan_primitives::{
	requirement::{requirement, Category, Requirement, TraceMode},
	traits::{self, HeldAt},
	values::ShelfLife,
};

fn close_with(shelf_life: ShelfLife) -> sp_runtime::DispatchResult {
	dispatch(RuntimeOrigin::signed(TRADER), Call::close { code: item(1).code, shelf_life })
}

/// The categories that the mode makes mandatory.
fn mandatory(mode: TraceMode) -> Vec<Category> {
	let is_mandatory = |category: &Category| requirement(*category, mode) == Requirement::Mandatory;
	Category::ALL.into_iter().filter(is_mandatory).collect()
}

#[test]
fn closes_a_unit_that_has_just_what_its_mode_makes_mandatory() {
	for mode in TraceMode::ALL {
		let new = NewUnit { kind: UnitKind::Item { mode }, ..item(1) };
		let code = new.code.clone();
		ExtBuilder::default().with_unit(TRADER, new).build_and_execute(|| {
			record(&code, mandatory(mode));
			assert_ok!(close(TRADER, code.clone()));

			let retain_until = NOON + 365 * DAY + Retention::get();
			assert_eq!(unit(&code).stage, Stage::Closed { retain_until });
			assert!(!<TraceUnits as traits::Units<u64>>::facts(&code).unwrap().open);
			let shelf_life = ShelfLife::Days(365);
			System::assert_last_event(Event::Closed { code, shelf_life, retain_until }.into());
		});
	}
}

#[test]
fn refuses_a_unit_that_lacks_any_one_mandatory_category() {
	for mode in TraceMode::ALL {
		for lacking in mandatory(mode) {
			let new = NewUnit { kind: UnitKind::Item { mode }, ..item(1) };
			let code = new.code.clone();
			ExtBuilder::default().with_unit(TRADER, new).build_and_execute(|| {
				record(&code, Category::ALL.into_iter().filter(|category| *category != lacking));
				assert_noop!(close(TRADER, code), Error::<Test>::Incomplete);
			});
		}
	}
}

#[test]
fn keeps_a_trace_for_the_shelf_life_and_the_retention_time() {
	let life_after_closing = [
		(ShelfLife::Unlimited, ServiceLife::get()),
		(ShelfLife::Days(30), 30 * DAY),
		(ShelfLife::Until(NOON + DAY), DAY),
		(ShelfLife::Until(NOON - DAY), 0),
	];
	for (shelf_life, life) in life_after_closing {
		ExtBuilder::default().with_unit(TRADER, item(1)).build_and_execute(|| {
			record(&item(1).code, Category::ALL);
			assert_ok!(close_with(shelf_life));
			let retain_until = NOON + life + Retention::get();
			assert_eq!(unit(&item(1).code).stage, Stage::Closed { retain_until });
		});
	}
}

#[test]
fn keeps_a_trace_for_ever_rather_than_counting_beyond_all_time() {
	ExtBuilder::default().with_unit(TRADER, item(1)).build_and_execute(|| {
		record(&item(1).code, Category::ALL);
		assert_ok!(close_with(ShelfLife::Until(u64::MAX)));
		assert_eq!(unit(&item(1).code).stage, Stage::Closed { retain_until: u64::MAX });
	});
}

#[test]
fn refuses_a_unit_that_customs_are_at_work_on_even_if_nothing_is_left_of_it() {
	ExtBuilder::default().with([item(1), item(2), carton(1)]).build_and_execute(|| {
		record(&item(1).code, Category::ALL);
		assert_ok!(transform(TRADER, [whole(item(2))], [item(3)]));
		for code in [item(1).code, item(2).code, carton(1).code] {
			set_under_clearance(&code, true);
			assert_noop!(close(TRADER, code.clone()), Error::<Test>::UnderClearance);
			set_under_clearance(&code, false);
			assert_ok!(close(TRADER, code));
		}
	});
}

#[test]
fn closes_what_was_used_up_whatever_is_missing() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		assert_ok!(transform(TRADER, [whole(item(1))], [item(2)]));
		assert_ok!(close(TRADER, item(1).code));
		assert_noop!(close(TRADER, item(2).code), Error::<Test>::Incomplete);
	});
}

#[test]
fn closes_cartons_of_which_nothing_is_mandatory() {
	ExtBuilder::default().with([carton(1)]).build_and_execute(|| {
		assert_ok!(close(TRADER, carton(1).code));
	});
}

#[test]
fn refuses_services_which_end_otherwise() {
	ExtBuilder::default().with([service(1)]).build_and_execute(|| {
		assert_noop!(close(TRADER, service(1).code), Error::<Test>::WrongKind);
	});
}

#[test]
fn refuses_a_shelf_life_of_nothing() {
	ExtBuilder::default().with_unit(TRADER, item(1)).build_and_execute(|| {
		record(&item(1).code, Category::ALL);
		for shelf_life in [ShelfLife::Days(0), ShelfLife::Until(0)] {
			assert_noop!(close_with(shelf_life), Error::<Test>::ZeroAmount);
		}
	});
}

#[test]
fn refuses_unsigned_origins_and_accounts_not_in_force() {
	ExtBuilder::default().with_unit(TRADER, item(1)).build_and_execute(|| {
		record(&item(1).code, Category::ALL);
		let call = Call::close { code: item(1).code, shelf_life: ShelfLife::Unlimited };
		assert_refuses_unsigned_and_not_in_force(call);
	});
}

#[test]
fn refuses_an_owner_that_was_suspended_meanwhile() {
	ExtBuilder::default().with_unit(TRADER, item(1)).build_and_execute(|| {
		record(&item(1).code, Category::ALL);
		set_in_force(TRADER, false);
		assert_noop!(close(TRADER, item(1).code), Error::<Test>::NotInForce);
	});
}

#[test]
fn refuses_all_but_the_owner() {
	ExtBuilder::default().with_unit(TRADER, item(1)).build_and_execute(|| {
		record(&item(1).code, Category::ALL);
		for who in OTHERS.map(|(who, _)| who).into_iter().chain([OTHER_TRADER]) {
			assert_noop!(close(who, item(1).code), Error::<Test>::NotOwner);
		}
	});
}

#[test]
fn refuses_a_unit_that_is_not_there() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(close(TRADER, item(1).code), Error::<Test>::NotFound);
	});
}

#[test]
fn refuses_a_unit_that_is_closed() {
	ExtBuilder::default().with_unit(TRADER, item(1)).build_and_execute(|| {
		record(&item(1).code, Category::ALL);
		assert_ok!(close(TRADER, item(1).code));
		assert_noop!(close(TRADER, item(1).code), Error::<Test>::AlreadyClosed);
	});
}

#[test]
fn keeps_the_code_of_a_closed_unit_taken() {
	ExtBuilder::default().with_unit(TRADER, item(1)).build_and_execute(|| {
		record(&item(1).code, Category::ALL);
		assert_ok!(close(TRADER, item(1).code));
		assert_noop!(
			TraceUnits::register(RuntimeOrigin::signed(TRADER), item(1)),
			Error::<Test>::AlreadyRegistered
		);
	});
}

#[test]
fn refuses_what_is_held_itself_inside_around_or_by_its_batch() {
	let units = [piece_of("A", 1), batch("A"), carton(1), carton(2)];
	ExtBuilder::default().with(units).build_and_execute(|| {
		let (code, held_at) = (piece_of("A", 1).code, <TraceUnits as traits::Units<u64>>::held_at);
		assert_ok!(pack(TRADER, carton(1), [piece_of("A", 1)]));
		assert_ok!(pack(TRADER, carton(2), [carton(1)]));
		record(&code, Category::ALL);
		for (held, at, error) in [
			(piece_of("A", 1), HeldAt::Unit, Error::<Test>::Held),
			(carton(1), HeldAt::Around, Error::HeldAround),
			(carton(2), HeldAt::Around, Error::HeldAround),
			(batch("A"), HeldAt::Batch, Error::HeldBatch),
		] {
			assert_ok!(quarantine(TRADER, held.clone()));
			assert_noop!(close(TRADER, code.clone()), error);
			assert_eq!(held_at(&code), Some(at));
			assert_ok!(release(TRADER, held));
		}
		assert_ok!(quarantine(TRADER, piece_of("A", 1)));
		assert_noop!(close(TRADER, carton(2).code), Error::<Test>::HeldInside);
		assert_eq!(held_at(&carton(2).code), Some(HeldAt::Inside));
		assert_ok!(release(TRADER, piece_of("A", 1)));
		assert_eq!(held_at(&code), None);
		assert_ok!(close(TRADER, code));
	});
}

#[test]
fn keeps_a_trace_no_shorter_than_goods_of_its_class_last_whatever_the_owner_says() {
	ExtBuilder::default().with([item(1), item(2), carton(1)]).build_and_execute(|| {
		MinShelfLife::set(30 * DAY);
		MinServiceLife::set(1_000 * DAY);
		Perishable::insert(item(2).code, ());
		for (unit, least) in [(item(1), 1_000), (item(2), 30), (carton(1), 1)] {
			record(&unit.code, Category::ALL);
			let call = Call::close { code: unit.code.clone(), shelf_life: ShelfLife::Days(1) };
			assert_ok!(signed(TRADER, call));
			let retain_until = NOON + least * DAY + Retention::get();
			assert_eq!(self::unit(&unit.code).stage, Stage::Closed { retain_until });
		}
		MinShelfLife::set(0);
		MinServiceLife::set(0);
	});
}

#[test]
fn refuses_what_was_made_of_something_held_through_any_number_of_steps() {
	ExtBuilder::default().with([batch("A")]).build_and_execute(|| {
		assert_ok!(split(TRADER, batch("A"), [batch_of("B", pieces(5))]));
		assert_ok!(transform(TRADER, [some(batch("B"), pieces(1))], [item(1)]));
		assert_ok!(transform(TRADER, [whole(item(1))], [item(2)]));
		record(&item(2).code, Category::ALL);
		assert_ok!(recall(REGULATOR, [batch("A")]));
		assert_noop!(close(TRADER, item(2).code), Error::<Test>::HeldOrigin);
		let held_at = <TraceUnits as traits::Units<u64>>::held_at(&item(2).code);
		assert_eq!(held_at, Some(HeldAt::Origin));
		assert_ok!(end_recall(REGULATOR, [batch("A")]));
		assert_ok!(close(TRADER, item(2).code));
	});
}
