// SPDX-License-Identifier: Apache-2.0

//! The right to a code, of every call that gives one.

use crate::{mock::*, Call, Error, Event, NewUnit};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{BoundedVec, DispatchResult};

/// A unit, and a call that gives out its code.
type Attempt = (NewUnit<u64>, Box<dyn Fn(NewUnit<u64>) -> DispatchResult>);

/// Every call that brings units into being, each with the unit whose code is somebody's.
fn attempts() -> [Attempt; 6] {
	let many = |unit| {
		let units = BoundedVec::truncate_from(vec![item(7), unit]);
		signed(TRADER, Call::register_many { units })
	};
	let of_a_batch = || some(batch("A"), pieces(1));
	[
		(item(1), Box::new(|unit| register(TRADER, unit))),
		(carton(1), Box::new(|unit| register(TRADER, unit))),
		(NewUnit { code: code("other:drum-1"), ..carton(1) }, Box::new(|unit| register(TRADER, unit))),
		(item(2), Box::new(many)),
		(item(3), Box::new(move |unit| transform(TRADER, [of_a_batch()], [item(8), unit]))),
		(batch_of("B", pieces(1)), Box::new(|unit| split(TRADER, batch("A"), [unit]))),
	]
}

#[test]
fn nothing_comes_into_being_under_a_code_that_belongs_to_another() {
	ExtBuilder::default().with([batch("A")]).build_and_execute(|| {
		for (unit, attempt) in attempts() {
			license(&unit.code, true);
			assert_noop!(attempt(unit), Error::<Test>::NoRightToCode);
		}
	});
}

#[test]
fn what_comes_into_being_is_marked_if_the_rule_says_so() {
	ExtBuilder::default().with([batch("A")]).build_and_execute(|| {
		for (unit, attempt) in attempts() {
			license(&unit.code, false);
			assert_ok!(attempt(unit.clone()));
			let registered = self::unit(&unit.code);
			assert!(registered.unproven_right);
			System::assert_has_event(Event::Registered { code: unit.code, unit: registered }.into());
		}
		assert!(!unit(&item(7).code).unproven_right && !unit(&item(8).code).unproven_right);
	});
}

#[test]
fn the_rights_of_an_owner_are_read_once_for_all_units_of_a_call() {
	ExtBuilder::default().with([batch("A")]).build_and_execute(|| {
		let before = rights_read();
		let units = BoundedVec::truncate_from((1..=4).map(item).collect());
		assert_ok!(signed(TRADER, Call::register_many { units }));
		assert_eq!(rights_read(), before + 1);
		assert_ok!(split(TRADER, batch("A"), [batch_of("B", pieces(1)), batch_of("C", pieces(1))]));
		assert_eq!(rights_read(), before + 2);
	});
}
