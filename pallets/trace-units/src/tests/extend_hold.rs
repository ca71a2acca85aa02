// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Call, Error, Event, Hold, HoldKind, NextTransformation, Skipped, MAX_HOLD_READS};
use frame_support::{assert_noop, assert_ok};
use suyuan_primitives::{
	parties::{Department, DepartmentSet},
	requirement::Category,
	traits::{HeldAt, Units},
};

fn hold_of(unit: NewUnitOfTest) -> Option<Hold> {
	self::unit(&unit.code).hold
}

type NewUnitOfTest = crate::NewUnit<u64>;

#[test]
fn takes_a_recall_to_pieces_parts_and_products_for_any_participant() {
	ExtBuilder::default().with([batch("A"), piece_of("A", 1), variant_of("A", 2)]).build_and_execute(|| {
		assert_ok!(split(TRADER, batch("A"), [batch_of("B", pieces(5))]));
		assert_ok!(transform(TRADER, [some(batch("A"), pieces(1))], [item(3)]));
		assert_ok!(recall(REGULATOR, [batch("A")]));
		let units = [piece_of("A", 1), variant_of("A", 2), batch("B"), item(3)];
		assert_ok!(extend_hold(OTHER_TRADER, batch("A"), units.clone()));
		for unit in &units {
			let hold = held_by(HoldKind::Recall, [Department::MarketSupervision]);
			assert_eq!(hold_of(unit.clone()), Some(hold));
		}
		let event = Event::HoldExtended {
			from: batch("A").code,
			codes: codes(units.clone()),
			kind: HoldKind::Recall,
			departments: DepartmentSet::default().with(Department::MarketSupervision),
			by: OTHER_TRADER,
		};
		System::assert_last_event(event.into());
		assert_noop!(end_recall(CUSTOMS, units.clone()), Error::<Test>::HeldByRegulator);
		assert_ok!(end_recall(COLLEAGUE, units));
	});
}

#[test]
fn is_counted_in_the_cartons_around() {
	ExtBuilder::default().with([batch("A"), piece_of("A", 1), carton(1), carton(2)]).build_and_execute(
		|| {
			assert_ok!(pack(TRADER, carton(1), [piece_of("A", 1)]));
			assert_ok!(pack(TRADER, carton(2), [carton(1)]));
			assert_ok!(recall(TRADER, [batch("A")]));
			assert_ok!(extend_hold(CARRIER, batch("A"), [piece_of("A", 1)]));
			assert_eq!(unit(&carton(2).code).inside.held, 1);
			assert_noop!(offer(TRADER, carton(2), CARRIER), Error::<Test>::HeldInside);
		},
	);
}

#[test]
fn refuses_what_does_not_come_from_the_held_unit_in_one_step() {
	ExtBuilder::default().with([batch("A"), piece_of("B", 1), item(1)]).build_and_execute(|| {
		assert_ok!(transform(TRADER, [some(batch("A"), pieces(1))], [item(2)]));
		assert_ok!(transform(TRADER, [whole(item(2))], [item(3)]));
		assert_ok!(recall(TRADER, [batch("A")]));
		for unit in [piece_of("B", 1), item(1), item(3), batch("A")] {
			assert_noop!(extend_hold(CARRIER, batch("A"), [unit]), Error::<Test>::NotDescended);
		}
		assert_noop!(extend_hold(CARRIER, item(2), [item(3)]), Error::<Test>::NotHeld);
		assert_ok!(extend_hold(CARRIER, batch("A"), [item(2)]));
		assert_ok!(extend_hold(CARRIER, item(2), [item(3)]));
	});
}

#[test]
fn of_an_owner_does_not_reach_the_pieces_of_another_but_that_of_a_department_does() {
	let builder = ExtBuilder::default().with_unit(OTHER_TRADER, batch("A")).with([piece_of("A", 1)]);
	builder.build_and_execute(|| {
		assert_ok!(quarantine(OTHER_TRADER, batch("A")));
		assert_noop!(extend_hold(OTHER_TRADER, batch("A"), [piece_of("A", 1)]), Error::<Test>::NotDescended);
		assert_ok!(quarantine(REGULATOR, batch("A")));
		assert_ok!(extend_hold(OTHER_TRADER, batch("A"), [piece_of("A", 1)]));
	});
}

#[test]
fn of_a_custodian_spreads_to_nothing() {
	ExtBuilder::default().with([batch("A"), piece_of("A", 1)]).build_and_execute(|| {
		assert_ok!(hand_over(TRADER, batch("A"), CARRIER));
		assert_ok!(quarantine(CARRIER, batch("A")));
		assert_noop!(extend_hold(CARRIER, batch("A"), [piece_of("A", 1)]), Error::<Test>::NotDescended);
	});
}

#[test]
fn skips_what_is_held_so_already_or_not_there_and_adds_to_what_is_held_otherwise() {
	ExtBuilder::default().with([batch("A"), piece_of("A", 1), piece_of("A", 2)]).build_and_execute(|| {
		assert_ok!(quarantine(CUSTOMS, piece_of("A", 1)));
		assert_ok!(recall(REGULATOR, [batch("A")]));
		let units = [piece_of("A", 1), piece_of("A", 2), piece_of("A", 3), piece_of("A", 2)];
		System::reset_events();
		assert_ok!(extend_hold(CARRIER, batch("A"), units));
		let both = [Department::Customs, Department::MarketSupervision];
		assert_eq!(hold_of(piece_of("A", 1)), Some(held_by(HoldKind::Recall, both)));
		let skipped = [(3, Skipped::NotFound), (2, Skipped::AlreadyHeld)].map(|(serial, why)| {
			RuntimeEvent::from(Event::<Test>::Skipped { code: piece_of("A", serial).code, why })
		});
		assert_eq!(
			System::events().into_iter().map(|record| record.event).take(2).collect::<Vec<_>>(),
			skipped
		);
		System::reset_events();
		assert_ok!(extend_hold(CARRIER, batch("A"), [piece_of("A", 1)]));
		assert_eq!(System::events().len(), 1);
	});
}

#[test]
fn refuses_no_list_and_what_is_not_there() {
	ExtBuilder::default().with([batch("A"), item(1)]).build_and_execute(|| {
		assert_noop!(extend_hold(CARRIER, batch("A"), []), Error::<Test>::EmptyList);
		assert_noop!(extend_hold(CARRIER, batch("B"), [item(1)]), Error::<Test>::NotFound);
	});
}

#[test]
fn refuses_unsigned_origins_and_accounts_not_in_force() {
	ExtBuilder::default().with([batch("A"), piece_of("A", 1)]).build_and_execute(|| {
		assert_ok!(recall(TRADER, [batch("A")]));
		let codes = codes([piece_of("A", 1)]);
		assert_refuses_unsigned_and_not_in_force(Call::extend_hold { from: batch("A").code, codes });
	});
}

#[test]
fn nothing_is_made_of_what_comes_from_a_held_unit_so_that_no_chain_runs_ahead_of_the_hold() {
	ExtBuilder::default().with([batch("A")]).build_and_execute(|| {
		assert_ok!(split(TRADER, batch("A"), [batch_of("B", pieces(5))]));
		assert_ok!(transform(TRADER, [some(batch("B"), pieces(1))], [item(1)]));
		assert_ok!(recall(REGULATOR, [batch("A")]));
		let error = Error::<Test>::HeldOrigin;
		assert_noop!(split(TRADER, batch("B"), [batch_of("C", pieces(1))]), error);
		assert_noop!(transform(TRADER, [whole(item(1))], [item(2)]), Error::<Test>::HeldOrigin);
		assert_noop!(offer(TRADER, item(1), CARRIER), Error::<Test>::HeldOrigin);
		assert_ok!(offer(TRADER, item(1), REGULATOR));
	});
}

#[test]
fn whatever_lies_too_far_to_be_found_is_reached_step_by_step() {
	ExtBuilder::default().with([batch("0")]).build_and_execute(|| {
		let lot = |n: u32| n.to_string();
		let far = MAX_HOLD_READS;
		for n in 0..far {
			assert_ok!(split(TRADER, batch(&lot(n)), [batch_of(&lot(n + 1), pieces(10))]));
		}
		assert_ok!(recall(REGULATOR, [batch("0")]));
		assert_eq!(TraceUnits::held_at(&batch(&lot(1)).code), Some(HeldAt::Origin));
		assert_eq!(TraceUnits::held_at(&batch(&lot(far)).code), None);
		assert_eq!(TraceUnits::find_hold(&batch(&lot(far)).code).reads, MAX_HOLD_READS);
		for n in 0..far {
			assert_ok!(extend_hold(CARRIER, batch(&lot(n)), [batch(&lot(n + 1))]));
		}
		assert_eq!(TraceUnits::held_at(&batch(&lot(far)).code), Some(HeldAt::Unit));
		assert_eq!(NextTransformation::<Test>::get(), u64::from(far));
	});
}

#[test]
fn a_held_material_binds_the_pieces_of_the_lot_that_was_made_of_it_and_the_carton_they_lie_in() {
	let pieces_of_b = [piece_of("B", 1), variant_of("B", 2)];
	ExtBuilder::default().with([batch("A"), carton(1)]).build_and_execute(|| {
		assert_ok!(transform(TRADER, [some(batch("A"), pieces(1))], [batch("B")]));
		for piece in pieces_of_b {
			assert_ok!(register(TRADER, piece.clone()));
			record(&piece.code, Category::ALL);
			assert_ok!(pack(TRADER, carton(1), [piece]));
		}
		assert_ok!(hand_over(TRADER, carton(1), CARRIER));
		assert_ok!(offer(CARRIER, carton(1), CONSUMER));
		assert_ok!(recall(REGULATOR, [batch("A")]));
		assert_eq!(TraceUnits::held_at(&variant_of("B", 2).code), Some(HeldAt::Origin));
		assert_noop!(accept(CONSUMER, carton(1)), Error::<Test>::HeldInside);
		assert_noop!(close(TRADER, piece_of("B", 1).code), Error::<Test>::HeldOrigin);
		assert_noop!(close(TRADER, carton(1).code), Error::<Test>::HeldInside);
		assert_ok!(end_recall(REGULATOR, [batch("A")]));
		assert_ok!(recall(REGULATOR, [batch("B")]));
		assert_noop!(accept(CONSUMER, carton(1)), Error::<Test>::HeldInside);
		assert_noop!(close(TRADER, variant_of("B", 2).code), Error::<Test>::HeldBatch);
	});
}

#[test]
fn a_batch_of_anothers_lot_is_no_origin_of_a_piece() {
	// A competitor registers the trader's lot, and says that it made it of something that is recalled.
	ExtBuilder::default().with_unit(OTHER_TRADER, batch("A")).with([piece_of("B", 1)]).build_and_execute(
		|| {
			assert_ok!(transform(OTHER_TRADER, [some(batch("A"), pieces(1))], [batch("B")]));
			assert_ok!(recall(REGULATOR, [batch("A")]));
			assert_eq!(TraceUnits::held_at(&piece_of("B", 1).code), None);
			assert_ok!(recall(REGULATOR, [batch("B")]));
			assert_eq!(TraceUnits::held_at(&piece_of("B", 1).code), Some(HeldAt::Batch));
		},
	);
}
