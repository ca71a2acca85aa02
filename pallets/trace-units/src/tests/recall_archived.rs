// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, ArchivedRecalls, ArchivedUnitOf, Call, Error, Event, NewUnit, Skipped};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchResult;
use suyuan_primitives::{parties::Department, requirement::Category};

/// Archives a unit, and returns it as the event has it.
fn archived(unit: NewUnit<u64>) -> ArchivedUnitOf<Test> {
	record(&unit.code, Category::ALL);
	assert_ok!(close(TRADER, unit.code.clone()));
	pass(365 * DAY + Retention::get());
	assert_ok!(archive(TRADER, unit));
	let events = System::events().into_iter().rev();
	let mut archived = events.filter_map(|record| match record.event {
		RuntimeEvent::TraceUnits(Event::Archived { archived, .. }) => Some(archived),
		_ => None,
	});
	archived.next().unwrap()
}

fn call(unit: NewUnit<u64>, archived: &ArchivedUnitOf<Test>) -> Call<Test> {
	let (code, archived, reason) = (unit.code, Box::new(archived.clone()), note("catches fire"));
	proven(Call::recall_archived { code, archived, reason, proof: vec![] })
}

fn recall_archived(who: u64, unit: NewUnit<u64>, archived: &ArchivedUnitOf<Test>) -> DispatchResult {
	signed(who, call(unit, archived))
}

#[test]
fn reaches_an_archived_unit_for_as_long_as_the_recall_lasts() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		let left = archived(item(1));
		assert_ok!(recall(REGULATOR, [item(1)]));
		System::assert_last_event(Event::Skipped { code: item(1).code, why: Skipped::NotFound }.into());
		assert_ok!(recall_archived(REGULATOR, item(1), &left));
		let department = Some(Department::MarketSupervision);
		let recalled = Event::Recalled {
			codes: codes([item(1)]),
			by: REGULATOR,
			department,
			reason: note("catches fire"),
		};
		System::assert_last_event(recalled.into());
		assert_noop!(recall_archived(REGULATOR, item(1), &left), Error::<Test>::AlreadyHeld);
		assert_noop!(end_recall(TRADER, [item(1)]), Error::<Test>::HeldByRegulator);
		assert_noop!(end_recall(OTHER_TRADER, [item(1)]), Error::<Test>::NeitherOwnerNorRegulator);
		assert_ok!(end_recall(REGULATOR, [item(1)]));
		assert_eq!(ArchivedRecalls::<Test>::iter().count(), 0);
		assert_ok!(end_recall(REGULATOR, [item(1)]));
		System::assert_last_event(Event::Skipped { code: item(1).code, why: Skipped::NotFound }.into());
	});
}

#[test]
fn is_the_last_owners_too_and_ends_by_the_owner_or_the_council() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		let left = archived(item(1));
		assert_ok!(recall_archived(TRADER, item(1), &left));
		assert_ok!(end_recall(TRADER, [item(1)]));
		assert_ok!(recall_archived(TRADER, item(1), &left));
		assert_ok!(recall_archived(REGULATOR, item(1), &left));
		let by_vote = Call::end_recall { codes: codes([item(1)]), reason: note("repaired") };
		assert_ok!(dispatch(RuntimeOrigin::root(), by_vote));
		assert_eq!(ArchivedRecalls::<Test>::iter().count(), 0);
	});
}

#[test]
fn refuses_what_the_book_does_not_have() {
	ExtBuilder::default().with([item(1), item(2), carton(1)]).build_and_execute(|| {
		let left = archived(item(1));
		// Another's unit under one's own name, another code, or a unit that lives.
		let mut forged = left.clone();
		forged.unit.owner = OTHER_TRADER;
		assert_noop!(recall_archived(OTHER_TRADER, item(1), &forged), Error::<Test>::NotArchived);
		assert_noop!(recall_archived(REGULATOR, item(2), &left), Error::<Test>::NotArchived);
		assert_noop!(recall_archived(REGULATOR, carton(1), &left), Error::<Test>::NotArchived);
		for who in [OTHER_TRADER, CARRIER, CONSUMER] {
			assert_noop!(recall_archived(who, item(1), &left), Error::<Test>::NeitherOwnerNorRegulator);
		}
		let (code, reason) = (item(1).code, note("catches fire"));
		let bare = Call::recall_archived { code, archived: Box::new(left), reason, proof: vec![] };
		assert_noop!(signed(REGULATOR, bare), Error::<Test>::ProofMissing);
	});
}

#[test]
fn refuses_unsigned_origins_and_accounts_not_in_force() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		let left = archived(item(1));
		assert_refuses_unsigned_and_not_in_force(call(item(1), &left));
	});
}

#[test]
fn refuses_services() {
	ExtBuilder::default().with([service(1)]).build_and_execute(|| {
		assert_ok!(serve(TRADER, service(1)));
		assert_ok!(give_feedback(CONSUMER, service(1), true));
		assert_ok!(end_service(TRADER, service(1)));
		pass(365 * DAY + Retention::get());
		assert_ok!(archive(TRADER, service(1)));
		let last = System::events().into_iter().rev().find_map(|record| match record.event {
			RuntimeEvent::TraceUnits(Event::Archived { archived, .. }) => Some(archived),
			_ => None,
		});
		assert_noop!(recall_archived(TRADER, service(1), &last.unwrap()), Error::<Test>::WrongKind);
	});
}
