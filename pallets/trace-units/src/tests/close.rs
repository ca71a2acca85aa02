use crate::{mock::*, Error, Event, NewUnit, UnitStatus, Units};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError::BadOrigin;
use suyuan_primitives::{
	codes::TraceCode,
	requirement::{requirement, Category, Requirement, TraceMode},
	traits,
};

fn close(who: u64, code: TraceCode) -> sp_runtime::DispatchResult {
	TraceUnits::close(RuntimeOrigin::signed(who), code)
}

/// What the mode makes mandatory.
fn mandatory(mode: TraceMode) -> Vec<Category> {
	let is_mandatory = |category: &Category| requirement(*category, mode) == Requirement::Mandatory;
	Category::ALL.into_iter().filter(is_mandatory).collect()
}

#[test]
fn closes_a_unit_that_has_just_what_its_mode_makes_mandatory() {
	for mode in TraceMode::ALL {
		let unit = NewUnit { mode, ..item(1) };
		let code = unit.code.clone();
		ExtBuilder::default().with_unit(TRADER, unit).build_and_execute(|| {
			record(&code, mandatory(mode));
			assert_ok!(close(TRADER, code.clone()));

			assert_eq!(Units::<Test>::get(&code).unwrap().status, UnitStatus::Closed);
			assert!(!<TraceUnits as traits::Units<u64>>::facts(&code).unwrap().open);
			System::assert_last_event(Event::Closed { code }.into());
		});
	}
}

#[test]
fn refuses_a_unit_that_lacks_any_one_mandatory_category() {
	for mode in TraceMode::ALL {
		for lacking in mandatory(mode) {
			let unit = NewUnit { mode, ..item(1) };
			let code = unit.code.clone();
			ExtBuilder::default().with_unit(TRADER, unit).build_and_execute(|| {
				record(&code, Category::ALL.into_iter().filter(|category| *category != lacking));
				assert_noop!(close(TRADER, code), Error::<Test>::Incomplete);
			});
		}
	}
}

#[test]
fn refuses_every_origin_but_a_signed_one() {
	ExtBuilder::default().with_unit(TRADER, item(1)).build_and_execute(|| {
		record(&item(1).code, Category::ALL);
		assert_noop!(TraceUnits::close(RuntimeOrigin::root(), item(1).code), BadOrigin);
		assert_noop!(TraceUnits::close(RuntimeOrigin::none(), item(1).code), BadOrigin);
	});
}

#[test]
fn refuses_strangers() {
	ExtBuilder::default().with_unit(TRADER, item(1)).build_and_execute(|| {
		record(&item(1).code, Category::ALL);
		assert_noop!(close(STRANGER, item(1).code), Error::<Test>::NotInForce);
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
fn refuses_everybody_but_the_owner() {
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
