// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError::BadOrigin;
use suyuan_primitives::{parties::Department, traits::Register};

#[test]
fn a_seat_gets_a_department() {
	ExtBuilder::default().build_and_execute(|| {
		give_seat(MERCHANT);
		assert_eq!(Pallet::<Test>::department(&MERCHANT), None);
		assert_ok!(Registry::assign_department(signed(ADMITS), MERCHANT, Department::PortOffice));

		assert_eq!(Pallet::<Test>::department(&MERCHANT), Some(Department::PortOffice));
		assert_eq!(
			events(),
			[Event::DepartmentAssigned { who: MERCHANT, department: Department::PortOffice }]
		);
	})
}

#[test]
fn a_seat_has_one_department_and_a_department_may_have_several_seats() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Registry::assign_department(signed(ADMITS), TAX, Department::Customs));
		assert_eq!(Pallet::<Test>::department(&TAX), Some(Department::Customs));
		assert_eq!(Pallet::<Test>::department(&CUSTOMS), Some(Department::Customs));
	})
}

#[test]
fn the_chain_begins_with_the_departments_of_genesis() {
	ExtBuilder::default().regulators([(BANK, Department::ForeignExchange)]).build_and_execute(|| {
		assert_eq!(Pallet::<Test>::department(&BANK), Some(Department::ForeignExchange));
		assert_eq!(Pallet::<Test>::department(&CUSTOMS), None);
		assert_eq!(System::providers(&BANK), 1);
	})
}

#[test]
fn refuses_who_holds_no_seat() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		for who in [MERCHANT, ADMITS, STRANGER] {
			assert_noop!(
				Registry::assign_department(signed(ADMITS), who, Department::Tax),
				Error::<Test>::NoSeat
			);
		}
	})
}

#[test]
fn refuses_every_other_origin() {
	ExtBuilder::default().build_and_execute(|| {
		for origin in without(ADMITS) {
			assert_noop!(Registry::assign_department(origin, TAX, Department::Tax), BadOrigin);
		}
	})
}
