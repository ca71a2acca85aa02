// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Call, Error, Event, NewUnit, Units};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::BoundedVec;

fn many(units: impl IntoIterator<Item = NewUnit<u64>>) -> Call<Test> {
	let units = BoundedVec::try_from(units.into_iter().collect::<Vec<_>>()).unwrap();
	Call::register_many { units, proof: vec![] }
}

#[test]
fn registers_units_of_all_kinds_in_one_call() {
	ExtBuilder::default().build_and_execute(|| {
		let units = [item(1), batch("A"), carton(1), service(1)];
		assert_ok!(dispatch(RuntimeOrigin::signed(TRADER), many(units.clone())));

		let registered: Vec<_> = units
			.into_iter()
			.map(|NewUnit { code, .. }| {
				let unit = Units::<Test>::get(&code).unwrap();
				assert_eq!(unit.owner, TRADER);
				Event::Registered { code, unit }.into()
			})
			.collect();
		assert_eq!(System::events().into_iter().map(|record| record.event).collect::<Vec<_>>(), registered);
	});
}

#[test]
fn refuses_unsigned_origins_and_accounts_not_in_force() {
	ExtBuilder::default().build_and_execute(|| assert_refuses_unsigned_and_not_in_force(many([item(1)])));
}

#[test]
fn refuses_participants_of_every_other_kind() {
	ExtBuilder::default().build_and_execute(|| {
		for (who, _) in OTHERS {
			assert_noop!(
				dispatch(RuntimeOrigin::signed(who), many([item(1)])),
				Error::<Test>::NotTradeEntity
			);
		}
	});
}

#[test]
fn refuses_to_register_nothing() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(dispatch(RuntimeOrigin::signed(TRADER), many([])), Error::<Test>::EmptyList);
	});
}

#[test]
fn registers_none_if_one_is_refused() {
	ExtBuilder::default().with_unit(OTHER_TRADER, item(3)).build_and_execute(|| {
		assert_noop!(
			dispatch(RuntimeOrigin::signed(TRADER), many([item(1), item(2), item(3)])),
			Error::<Test>::AlreadyRegistered
		);
	});
}

#[test]
fn refuses_one_code_twice_in_a_call() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(
			dispatch(RuntimeOrigin::signed(TRADER), many([item(1), item(1)])),
			Error::<Test>::AlreadyRegistered
		);
	});
}
