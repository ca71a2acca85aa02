// SPDX-License-Identifier: Apache-2.0

//! Seats that are given and taken.

use crate::{mock::*, *};
use suyuan_primitives::{parties::Department, requirement::InfoBlock, traits::Register};

#[test]
fn keys_end_with_the_seat_unless_their_principal_is_a_participant_too() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		give_seat(MERCHANT);
		add_operator(MERCHANT, KEY);
		add_operator(CUSTOMS, OTHER_KEY);
		take_seat(MERCHANT);
		take_seat(CUSTOMS);
		assert_eq!(keys_of(MERCHANT), [(KEY, true)]);
		assert_eq!(keys_of(CUSTOMS), []);
	})
}

#[test]
fn who_loses_its_seat_loses_its_department_too() {
	ExtBuilder::default().build_and_execute(|| {
		take_seat(TAX);
		assert_eq!(Pallet::<Test>::in_force(&TAX), None);
		assert!(InfoBlock::ALL.into_iter().all(|block| Pallet::<Test>::feeder(&TAX, block).is_none()));
		assert_eq!(Pallet::<Test>::department(&TAX), None);
		assert!(!Departments::<Test>::contains_key(TAX));
		System::assert_last_event(Event::DepartmentVacated { who: TAX, department: Department::Tax }.into());
		// A regulator that comes back begins anew, and keeps the reference that it had.
		give_seat(TAX);
		assert_eq!(Pallet::<Test>::department(&TAX), None);
		assert_eq!(System::providers(&TAX), 1);
	})
}

#[test]
fn a_new_regulator_can_send_transactions() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(System::providers(&BANK), 0);
		give_seat(BANK);
		assert_eq!(System::providers(&BANK), 1);
	})
}
