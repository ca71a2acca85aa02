// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Call, Error, Event, HoldKind, Skipped};
use frame_support::{assert_noop, assert_ok};
use suyuan_primitives::{codes::TraceCode, parties::Department, traits::Units, values::Text};

#[test]
fn calls_many_units_back_at_once() {
	ExtBuilder::default().with([item(1), batch("A"), carton(1)]).build_and_execute(|| {
		let units = [item(1), batch("A"), carton(1)];
		assert_ok!(recall(REGULATOR, units.clone()));

		for unit in &units {
			assert_eq!(
				self::unit(&unit.code).hold,
				Some(held_by(HoldKind::Recall, [Department::MarketSupervision]))
			);
			assert!(TraceUnits::facts(&unit.code).unwrap().open);
		}
		let event = Event::Recalled {
			codes: codes(units),
			by: REGULATOR,
			department: Some(Department::MarketSupervision),
			reason: note("catches fire"),
		};
		System::assert_last_event(event.into());
	});
}

#[test]
fn calls_back_a_bad_material_and_all_that_was_made_of_it() {
	ExtBuilder::default().with([batch("A")]).build_and_execute(|| {
		assert_ok!(transform(TRADER, [some(batch("A"), pieces(10))], [item(1), item(2)]));
		let walk = TraceUnits::descendants(&batch("A").code, None, 8);
		assert_eq!(walk.steps[0].transformation.outputs.to_vec(), [item(1).code, item(2).code]);
		assert_ok!(recall(TRADER, [batch("A"), item(1), item(2)]));
		assert_noop!(offer(TRADER, item(1), CARRIER), Error::<Test>::Held);
	});
}

#[test]
fn replaces_a_quarantine_and_counts_it_once() {
	ExtBuilder::default().with([item(1), carton(1)]).build_and_execute(|| {
		assert_ok!(pack(TRADER, carton(1), [item(1)]));
		assert_ok!(quarantine(TRADER, item(1)));
		assert_ok!(recall(TRADER, [item(1)]));
		assert_eq!(unit(&item(1).code).hold, Some(held_by(HoldKind::Recall, [])));
		assert_eq!(unit(&carton(1).code).inside.held, 1);
	});
}

#[test]
fn calls_back_a_carton_and_what_is_in_it() {
	ExtBuilder::default().with([item(1), carton(1)]).build_and_execute(|| {
		assert_ok!(pack(TRADER, carton(1), [item(1)]));
		assert_ok!(recall(TRADER, [carton(1), item(1)]));
		assert_eq!(unit(&carton(1).code).inside.held, 1);
	});
}

#[test]
fn is_taken_over_by_a_regulator() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		assert_ok!(recall(TRADER, [item(1)]));
		assert_ok!(recall(REGULATOR, [item(1)]));
		assert_noop!(end_recall(TRADER, [item(1)]), Error::<Test>::HeldByRegulator);
	});
}

#[test]
fn refuses_unsigned_origins_and_accounts_not_in_force() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		let call = Call::recall { codes: codes([item(1)]), reason: note("catches fire") };
		assert_refuses_unsigned_and_not_in_force(call);
	});
}

#[test]
fn refuses_an_owner_of_some_but_not_all() {
	ExtBuilder::default().with([item(1)]).with_unit(OTHER_TRADER, item(2)).build_and_execute(|| {
		for who in [TRADER, OTHER_TRADER, CARRIER] {
			assert_noop!(recall(who, [item(1), item(2)]), Error::<Test>::NeitherOwnerNorRegulator);
		}
		assert_ok!(recall(REGULATOR, [item(1), item(2)]));
	});
}

#[test]
fn refuses_to_recall_nothing() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(recall(REGULATOR, []), Error::<Test>::EmptyList);
	});
}

/// The units of the last calls that were skipped, with the reasons.
fn skipped() -> Vec<(TraceCode, Skipped)> {
	let skipped = |record: frame_system::EventRecord<RuntimeEvent, _>| match record.event {
		RuntimeEvent::TraceUnits(Event::Skipped { code, why }) => Some((code, why)),
		_ => None,
	};
	System::events().into_iter().filter_map(skipped).collect()
}

#[test]
fn skips_what_is_recalled_already_named_twice_a_service_or_not_there_and_recalls_the_rest() {
	ExtBuilder::default().with([item(1), item(2), service(1)]).build_and_execute(|| {
		assert_ok!(recall(TRADER, [item(1), item(1)]));
		System::reset_events();
		assert_ok!(recall(TRADER, [item(1), service(1), item(3), item(2)]));
		assert!(unit(&item(2).code).hold.is_some());
		assert_eq!(
			skipped(),
			[
				(item(1).code, Skipped::AlreadyHeld),
				(service(1).code, Skipped::WrongKind),
				(item(3).code, Skipped::NotFound)
			]
		);
		let reason = note("catches fire");
		let event = Event::Recalled { codes: codes([item(2)]), by: TRADER, department: None, reason };
		System::assert_last_event(event.into());
	});
}

#[test]
fn recalls_again_without_an_effect() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		assert_ok!(recall(TRADER, [item(1)]));
		System::reset_events();
		assert_ok!(recall(TRADER, [item(1)]));
		assert_eq!((skipped().len(), System::events().len()), (1, 1));
	});
}

#[test]
fn refuses_to_recall_for_no_reason() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		for (reason, error) in [("", Error::<Test>::EmptyText), ("a\tb", Error::ControlCharacter)] {
			let reason = Text::try_from(reason).unwrap();
			let call = Call::recall { codes: codes([item(1)]), reason };
			assert_noop!(dispatch(RuntimeOrigin::signed(TRADER), call), error);
		}
	});
}
