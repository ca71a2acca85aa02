// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Call, Error, Event, Skipped};
use frame_support::{assert_noop, assert_ok};
use suyuan_primitives::values::Text;

#[test]
fn lets_units_do_again_what_they_could_before() {
	ExtBuilder::default().with([item(1), item(2), carton(1)]).build_and_execute(|| {
		assert_ok!(pack(TRADER, carton(1), [item(1)]));
		assert_ok!(recall(TRADER, [item(1), item(2)]));
		assert_ok!(end_recall(TRADER, [item(1), item(2)]));

		assert_eq!(unit(&item(1).code).hold, None);
		assert_eq!(unit(&carton(1).code).inside.held, 0);
		let codes = codes([item(1), item(2)]);
		let event = Event::RecallEnded { codes, by: Some(TRADER), reason: note("repaired") };
		System::assert_last_event(event.into());
		assert_ok!(offer(TRADER, carton(1), CARRIER));
	});
}

#[test]
fn lets_a_regulator_end_an_owners_recall_and_its_own() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		for by in [TRADER, REGULATOR] {
			assert_ok!(recall(by, [item(1)]));
			assert_ok!(end_recall(REGULATOR, [item(1)]));
		}
	});
}

#[test]
fn refuses_unsigned_origins_and_accounts_not_in_force() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		assert_ok!(recall(TRADER, [item(1)]));
		let call = Call::end_recall { codes: codes([item(1)]), reason: note("repaired") };
		assert_refuses_unsigned_and_not_in_force_but_the_council(call);
	});
}

#[test]
fn refuses_an_owner_whose_unit_a_regulator_recalled() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		assert_ok!(recall(REGULATOR, [item(1)]));
		assert_noop!(end_recall(TRADER, [item(1)]), Error::<Test>::HeldByRegulator);
	});
}

#[test]
fn refuses_all_but_owner_and_regulators() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		assert_ok!(recall(TRADER, [item(1)]));
		for who in [OTHER_TRADER, CARRIER] {
			assert_noop!(end_recall(who, [item(1)]), Error::<Test>::NeitherOwnerNorRegulator);
		}
	});
}

#[test]
fn skips_what_is_not_recalled_or_not_there_and_ends_the_rest() {
	ExtBuilder::default().with([item(1), item(2), service(1)]).build_and_execute(|| {
		assert_ok!(recall(TRADER, [item(1)]));
		assert_ok!(quarantine(TRADER, item(2)));
		System::reset_events();
		assert_ok!(end_recall(TRADER, [item(2), item(3), service(1), item(1)]));
		let ended =
			Event::RecallEnded { codes: codes([item(1)]), by: Some(TRADER), reason: note("repaired") };
		let skipped =
			[(item(2), Skipped::NotHeld), (item(3), Skipped::NotFound), (service(1), Skipped::WrongKind)];
		let expected: Vec<RuntimeEvent> = skipped
			.into_iter()
			.map(|(unit, why)| Event::Skipped { code: unit.code, why })
			.chain([ended])
			.map(RuntimeEvent::from)
			.collect();
		assert_eq!(System::events().into_iter().map(|record| record.event).collect::<Vec<_>>(), expected);
		assert!(unit(&item(2).code).hold.is_some());
	});
}

#[test]
fn refuses_to_end_no_recall() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(end_recall(TRADER, []), Error::<Test>::EmptyList);
	});
}

#[test]
fn refuses_to_end_a_recall_for_no_reason() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		assert_ok!(recall(TRADER, [item(1)]));
		for (reason, error) in [("", Error::<Test>::EmptyText), ("a\tb", Error::ControlCharacter)] {
			let reason = Text::try_from(reason).unwrap();
			let call = Call::end_recall { codes: codes([item(1)]), reason };
			assert_noop!(dispatch(RuntimeOrigin::signed(TRADER), call), error);
		}
	});
}

#[test]
fn is_for_the_department_that_recalled_and_for_no_other() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		assert_ok!(recall(REGULATOR, [item(1)]));
		for who in [CUSTOMS, TRADER] {
			assert_noop!(end_recall(who, [item(1)]), Error::<Test>::HeldByRegulator);
		}
		assert_noop!(end_recall(UNASSIGNED, [item(1)]), Error::<Test>::NoDepartment);
		assert_ok!(end_recall(COLLEAGUE, [item(1)]));
		assert_eq!(unit(&item(1).code).hold, None);
	});
}

#[test]
fn takes_every_department_that_recalled_or_a_vote_of_the_council() {
	ExtBuilder::default().with([item(1), carton(1)]).build_and_execute(|| {
		assert_ok!(pack(TRADER, carton(1), [item(1)]));
		let code = || codes([item(1)]);
		for _ in 0..2 {
			assert_ok!(recall(REGULATOR, [item(1)]));
			assert_ok!(recall(CUSTOMS, [item(1)]));
			System::reset_events();
			assert_ok!(end_recall(CUSTOMS, [item(1)]));
			let why = Skipped::HeldByAnotherDepartment;
			System::assert_last_event(Event::Skipped { code: item(1).code, why }.into());
			assert_eq!(System::events().len(), 1);
			assert_eq!(unit(&carton(1).code).inside.held, 1);
			assert_noop!(end_recall(CUSTOMS, [item(1)]), Error::<Test>::HeldByRegulator);
			assert_ok!(end_recall(REGULATOR, [item(1)]));
			assert_eq!(unit(&carton(1).code).inside.held, 0);
		}
		assert_ok!(recall(REGULATOR, [item(1)]));
		assert_ok!(recall(CUSTOMS, [item(1)]));
		let reason = note("voted");
		let call = Call::end_recall { codes: code(), reason: reason.clone() };
		assert_ok!(dispatch(RuntimeOrigin::root(), call));
		System::assert_last_event(Event::RecallEnded { codes: code(), by: None, reason }.into());
		assert_eq!(unit(&carton(1).code).inside.held, 0);
	});
}
