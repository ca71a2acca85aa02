// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Call, Error, Event, Skipped};
use frame_support::{assert_noop, assert_ok};
use suyuan_primitives::values::Text;

#[test]
fn lets_a_unit_do_again_what_it_could_before() {
	ExtBuilder::default().with([item(1), carton(1)]).build_and_execute(|| {
		assert_ok!(pack(TRADER, carton(1), [item(1)]));
		assert_ok!(quarantine(TRADER, item(1)));
		assert_ok!(release(TRADER, item(1)));

		assert_eq!(unit(&item(1).code).hold, None);
		assert_eq!(unit(&carton(1).code).inside.held, 0);
		let event = Event::Released { code: item(1).code, by: Some(TRADER), reason: note("found sound") };
		System::assert_last_event(event.into());
		assert_ok!(offer(TRADER, carton(1), CARRIER));
	});
}

#[test]
fn lets_a_regulator_end_an_owners_quarantine_and_its_own() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		for by in [TRADER, REGULATOR] {
			assert_ok!(quarantine(by, item(1)));
			assert_ok!(release(REGULATOR, item(1)));
		}
	});
}

#[test]
fn refuses_unsigned_origins_and_accounts_not_in_force() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		assert_ok!(quarantine(TRADER, item(1)));
		let call = Call::release { code: item(1).code, reason: note("found sound") };
		assert_refuses_unsigned_and_not_in_force_but_the_council(call);
	});
}

#[test]
fn refuses_an_owner_whose_unit_a_regulator_holds() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		assert_ok!(quarantine(REGULATOR, item(1)));
		assert_noop!(release(TRADER, item(1)), Error::<Test>::HeldByRegulator);
	});
}

#[test]
fn refuses_all_but_owner_and_regulators() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		assert_ok!(quarantine(TRADER, item(1)));
		for who in [OTHER_TRADER, CARRIER] {
			assert_noop!(release(who, item(1)), Error::<Test>::NeitherOwnerNorRegulator);
		}
	});
}

#[test]
fn refuses_what_is_not_quarantined_or_not_there() {
	ExtBuilder::default().with([item(1), service(1)]).build_and_execute(|| {
		assert_noop!(release(TRADER, item(1)), Error::<Test>::NotHeld);
		assert_ok!(recall(TRADER, [item(1)]));
		assert_noop!(release(TRADER, item(1)), Error::<Test>::NotHeld);
		assert_noop!(release(TRADER, item(2)), Error::<Test>::NotFound);
		assert_noop!(release(TRADER, service(1)), Error::<Test>::WrongKind);
	});
}

#[test]
fn refuses_to_release_for_no_reason() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		assert_ok!(quarantine(TRADER, item(1)));
		for (reason, error) in [("", Error::<Test>::EmptyText), ("a\tb", Error::ControlCharacter)] {
			let reason = Text::try_from(reason).unwrap();
			let call = Call::release { code: item(1).code, reason };
			assert_noop!(dispatch(RuntimeOrigin::signed(TRADER), call), error);
		}
	});
}

#[test]
fn is_for_the_departments_that_hold_the_unit_or_for_the_council() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		assert_ok!(quarantine(CUSTOMS, item(1)));
		assert_noop!(release(REGULATOR, item(1)), Error::<Test>::HeldByRegulator);
		assert_noop!(release(UNASSIGNED, item(1)), Error::<Test>::NoDepartment);
		assert_ok!(quarantine(REGULATOR, item(1)));
		assert_ok!(release(COLLEAGUE, item(1)));
		let why = Skipped::HeldByAnotherDepartment;
		System::assert_last_event(Event::Skipped { code: item(1).code, why }.into());
		let call = Call::release { code: item(1).code, reason: note("voted") };
		assert_ok!(dispatch(RuntimeOrigin::root(), call));
		assert_eq!(unit(&item(1).code).hold, None);
		let call = Call::release { code: item(1).code, reason: note("voted") };
		assert_noop!(dispatch(RuntimeOrigin::root(), call), Error::<Test>::NotHeld);
		let call = Call::release { code: service(1).code, reason: note("voted") };
		assert_noop!(dispatch(RuntimeOrigin::root(), call), Error::<Test>::NotFound);
	});
}
