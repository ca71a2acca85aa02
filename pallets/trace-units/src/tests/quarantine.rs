// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Call, Error, Event, HoldKind};
use frame_support::{assert_noop, assert_ok};
use suyuan_primitives::{parties::Department, requirement::Category, traits::Units, values::Text};

#[test]
fn isolates_a_unit_for_its_owner_or_a_regulator() {
	for (by, department) in [(TRADER, None), (REGULATOR, Some(Department::MarketSupervision))] {
		ExtBuilder::default().with([item(1)]).build_and_execute(|| {
			assert_ok!(quarantine(by, item(1)));
			assert_eq!(unit(&item(1).code).hold, Some(held_by(HoldKind::Quarantine, department)));
			let event = Event::Quarantined { code: item(1).code, by, department, reason: note("leaks") };
			System::assert_last_event(event.into());
		});
	}
}

#[test]
fn lets_return_and_destruction_be_recorded_even_of_what_was_closed() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		let takes_records = || TraceUnits::facts(&item(1).code).unwrap().open;
		assert_ok!(quarantine(TRADER, item(1)));
		assert!(takes_records());
		assert_ok!(release(TRADER, item(1)));
		record(&item(1).code, Category::ALL);
		assert_ok!(close(TRADER, item(1).code));
		assert!(!takes_records());
		assert_ok!(quarantine(TRADER, item(1)));
		assert!(takes_records());
	});
}

#[test]
fn is_counted_all_the_way_out() {
	ExtBuilder::default().with([item(1), item(2), carton(1), carton(2)]).build_and_execute(|| {
		assert_ok!(pack(TRADER, carton(1), [item(1), item(2)]));
		assert_ok!(pack(TRADER, carton(2), [carton(1)]));
		for (held, count) in [(item(1), 1), (item(2), 2)] {
			assert_ok!(quarantine(TRADER, held));
			for carton in [carton(1), carton(2)] {
				assert_eq!(unit(&carton.code).inside.held, count);
			}
		}
		assert_ok!(quarantine(TRADER, carton(1)));
		assert_eq!(unit(&carton(1).code).inside.held, 2);
		assert_eq!(unit(&carton(2).code).inside.held, 3);
	});
}

#[test]
fn is_taken_over_by_a_regulator_whom_the_owner_cannot_shake_off() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		assert_ok!(quarantine(TRADER, item(1)));
		assert_ok!(quarantine(REGULATOR, item(1)));
		assert_noop!(release(TRADER, item(1)), Error::<Test>::HeldByRegulator);
		assert_ok!(recall(TRADER, [item(1)]));
		assert_noop!(end_recall(TRADER, [item(1)]), Error::<Test>::HeldByRegulator);
	});
}

#[test]
fn marks_what_was_used_up() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		assert_ok!(transform(TRADER, [whole(item(1))], [item(2)]));
		assert_ok!(quarantine(REGULATOR, item(1)));
		assert!(!TraceUnits::facts(&item(1).code).unwrap().open);
	});
}

#[test]
fn refuses_unsigned_origins_and_accounts_not_in_force() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		let call = Call::quarantine { code: item(1).code, reason: note("leaks") };
		assert_refuses_unsigned_and_not_in_force(call);
	});
}

#[test]
fn refuses_all_but_owner_custodian_and_regulators() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		assert_ok!(hand_over(TRADER, item(1), CARRIER));
		for who in [OTHER_TRADER, BANK, PLATFORM, CONSUMER] {
			assert_noop!(quarantine(who, item(1)), Error::<Test>::NeitherOwnerNorRegulator);
		}
	});
}

#[test]
fn isolates_what_a_custodian_holds_even_packed_until_its_owner_or_a_regulator_says_otherwise() {
	for by in [TRADER, REGULATOR] {
		ExtBuilder::default().with([item(1), carton(1)]).build_and_execute(|| {
			assert_ok!(pack(TRADER, carton(1), [item(1)]));
			assert_ok!(hand_over(TRADER, carton(1), CARRIER));
			assert_ok!(quarantine(CARRIER, item(1)));
			assert_eq!(unit(&carton(1).code).inside.held, 1);
			assert_noop!(release(CARRIER, item(1)), Error::<Test>::NeitherOwnerNorRegulator);
			assert_noop!(recall(CARRIER, [item(1)]), Error::<Test>::NeitherOwnerNorRegulator);
			assert_ok!(release(by, item(1)));
			// Who handed it on isolates it no longer.
			assert_ok!(hand_over(CARRIER, carton(1), CONSUMER));
			assert_noop!(quarantine(CARRIER, item(1)), Error::<Test>::NeitherOwnerNorRegulator);
		});
	}
}

#[test]
fn refuses_what_is_held_already() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		assert_ok!(quarantine(TRADER, item(1)));
		assert_noop!(quarantine(TRADER, item(1)), Error::<Test>::AlreadyHeld);
		assert_ok!(quarantine(REGULATOR, item(1)));
		for who in [TRADER, REGULATOR] {
			assert_noop!(quarantine(who, item(1)), Error::<Test>::AlreadyHeld);
		}
		assert_ok!(recall(REGULATOR, [item(1)]));
		assert_noop!(quarantine(REGULATOR, item(1)), Error::<Test>::AlreadyHeld);
	});
}

#[test]
fn refuses_services_and_what_is_not_there() {
	ExtBuilder::default().with([service(1)]).build_and_execute(|| {
		assert_noop!(quarantine(TRADER, service(1)), Error::<Test>::WrongKind);
		assert_noop!(quarantine(TRADER, item(1)), Error::<Test>::NotFound);
	});
}

#[test]
fn refuses_to_hold_for_no_reason() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		for (reason, error) in [("", Error::<Test>::EmptyText), ("leaks\n.", Error::ControlCharacter)] {
			let reason = Text::try_from(reason).unwrap();
			let call = Call::quarantine { code: item(1).code, reason };
			assert_noop!(dispatch(RuntimeOrigin::signed(TRADER), call), error);
		}
	});
}

#[test]
fn of_a_regulator_belongs_to_its_department() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		assert_noop!(quarantine(UNASSIGNED, item(1)), Error::<Test>::NoDepartment);
		assert_ok!(quarantine(CUSTOMS, item(1)));
		assert_ok!(quarantine(REGULATOR, item(1)));
		assert_noop!(quarantine(COLLEAGUE, item(1)), Error::<Test>::AlreadyHeld);
		let both = [Department::Customs, Department::MarketSupervision];
		assert_eq!(unit(&item(1).code).hold, Some(held_by(HoldKind::Quarantine, both)));
	});
}

#[test]
fn of_a_custodian_becomes_its_owners_when_the_owner_says_so_and_not_the_other_way_round() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		assert_ok!(hand_over(TRADER, item(1), CARRIER));
		assert_ok!(quarantine(CARRIER, item(1)));
		assert!(unit(&item(1).code).hold.unwrap().by_custodian);
		assert_ok!(quarantine(TRADER, item(1)));
		assert!(!unit(&item(1).code).hold.unwrap().by_custodian);
		assert_noop!(quarantine(CARRIER, item(1)), Error::<Test>::AlreadyHeld);
	});
}

#[test]
fn of_a_custodian_spreads_to_nothing_that_comes_from_the_unit() {
	ExtBuilder::default().with([batch("A"), piece_of("A", 1)]).build_and_execute(|| {
		assert_ok!(transform(TRADER, [some(batch("A"), pieces(1))], [item(2)]));
		assert_ok!(hand_over(TRADER, batch("A"), CARRIER));
		assert_ok!(quarantine(CARRIER, batch("A")));
		assert_ok!(offer(TRADER, piece_of("A", 1), CARRIER));
		assert_ok!(offer(TRADER, item(2), CARRIER));
		// Its owner's does.
		assert_ok!(quarantine(TRADER, batch("A")));
		assert_noop!(accept(CARRIER, piece_of("A", 1)), Error::<Test>::HeldBatch);
		assert_noop!(accept(CARRIER, item(2)), Error::<Test>::HeldOrigin);
	});
}

#[test]
fn leaves_the_other_goods_of_a_shared_container_their_way() {
	let others = [item(2), carton(2)];
	ExtBuilder::default().with([item(1), carton(1)]).with(others).build_and_execute(|| {
		assert_ok!(pack(TRADER, carton(2), [item(1), item(2)]));
		assert_ok!(pack(TRADER, carton(1), [carton(2)]));
		assert_ok!(hand_over(TRADER, carton(1), CARRIER));
		assert_ok!(quarantine(TRADER, item(1)));
		record(&item(2).code, Category::ALL);
		assert_ok!(close(TRADER, item(2).code));
		assert_noop!(offer(CARRIER, carton(1), CONSUMER), Error::<Test>::HeldInside);
		assert_ok!(unpack(CARRIER, carton(1), [carton(2)]));
		assert_ok!(hand_over(CARRIER, carton(1), CONSUMER));
		assert_ok!(unpack(CARRIER, carton(2), [item(1)]));
		assert_ok!(hand_over(CARRIER, carton(2), CONSUMER));
		// And what is held goes home.
		assert_ok!(hand_over(CARRIER, item(1), TRADER));
	});
}
