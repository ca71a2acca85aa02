//! What holds of every unit, whatever is called in whatever order.

use crate::{mock::*, Call, NewUnit, UnitOf, UnitStatus, Units};
use proptest::{collection::vec, prelude::*, sample::select};
use sp_runtime::BoundedVec;
use std::collections::BTreeMap;
use suyuan_primitives::{
	codes::TraceCode,
	requirement::{Category, TraceMode},
};

/// Something that can happen.
#[derive(Clone, Debug)]
enum Step {
	Register(u64, NewUnit),
	RegisterMany(u64, Vec<NewUnit>),
	Record(NewUnit, Vec<Category>),
	Suspend(u64),
	Reinstate(u64),
	Close(u64, NewUnit),
}

/// Few of them, so that they meet.
fn someone() -> impl Strategy<Value = u64> {
	select(vec![TRADER, OTHER_TRADER, SUSPENDED_TRADER, STRANGER, OTHERS[0].0])
}

/// A unit, whose code now and then is that of another kind.
fn some_unit() -> impl Strategy<Value = NewUnit> {
	let mode = select(TraceMode::ALL.to_vec());
	let unit = (1..4u32, any::<bool>())
		.prop_map(|(n, is_item)| if is_item { item(n) } else { batch(&n.to_string()) });
	let code = prop_oneof![
		6 => Just(None),
		1 => select(vec!["01/09521234543213/10/1", "01/09521234543213/21/1", "ecode:1", "00/106141412345678908"])
			.prop_map(Some),
	];
	(unit, mode, code).prop_map(|(unit, mode, other)| NewUnit {
		mode,
		code: other.map_or(unit.code, code_of),
		kind: unit.kind,
	})
}

fn code_of(text: &str) -> TraceCode {
	text.parse().unwrap()
}

fn step() -> impl Strategy<Value = Step> {
	let everything = Just(Category::ALL.to_vec());
	let something = vec(select(Category::ALL.to_vec()), 0..14);
	prop_oneof![
		3 => (someone(), some_unit()).prop_map(|(who, unit)| Step::Register(who, unit)),
		2 => (someone(), vec(some_unit(), 0..=4)).prop_map(|(who, units)| Step::RegisterMany(who, units)),
		3 => (some_unit(), prop_oneof![everything, something])
			.prop_map(|(unit, categories)| Step::Record(unit, categories)),
		1 => select(vec![TRADER, OTHER_TRADER]).prop_map(Step::Suspend),
		2 => select(vec![TRADER, OTHER_TRADER]).prop_map(Step::Reinstate),
		4 => (someone(), some_unit()).prop_map(|(who, unit)| Step::Close(who, unit)),
	]
}

fn take(step: Step) {
	// A refusal is as good an outcome as any: what counts is the state that it leaves.
	let _ = match step {
		Step::Register(who, unit) => dispatch(RuntimeOrigin::signed(who), Call::register { unit }),
		Step::RegisterMany(who, units) => {
			let units = BoundedVec::truncate_from(units);
			dispatch(RuntimeOrigin::signed(who), Call::register_many { units })
		}
		Step::Close(who, unit) => dispatch(RuntimeOrigin::signed(who), Call::close { code: unit.code }),
		Step::Record(unit, categories) => {
			record(&unit.code, categories);
			Ok(())
		}
		Step::Suspend(who) => {
			set_in_force(who, false);
			Ok(())
		}
		Step::Reinstate(who) => {
			set_in_force(who, true);
			Ok(())
		}
	};
}

fn units() -> BTreeMap<TraceCode, UnitOf<Test>> {
	Units::<Test>::iter().collect()
}

proptest! {
	#[test]
	fn a_unit_stays_what_it_was_registered_as_and_never_reopens(steps in vec(step(), 1..40)) {
		ExtBuilder::default().build_and_execute(|| {
			for step in steps {
				let before = units();
				take(step);
				let after = units();
				for (code, unit) in before {
					let unit_now = after.get(&code).expect("no unit is ever lost").clone();
					let closed = crate::Unit { status: UnitStatus::Closed, ..unit.clone() };
					assert!(unit_now == unit || unit_now == closed);
				}
				System::set_block_number(System::block_number() + 1);
			}
		});
	}

	#[test]
	fn every_unit_is_a_trade_entitys_and_was_registered_once(steps in vec(step(), 1..40)) {
		ExtBuilder::default().build_and_execute(|| {
			steps.into_iter().for_each(take);
			let mut registered = BTreeMap::new();
			for record in System::events() {
				if let RuntimeEvent::TraceUnits(crate::Event::Registered { code, unit }) = record.event {
					assert!([TRADER, OTHER_TRADER].contains(&unit.owner));
					assert_eq!(registered.insert(code, unit), None, "a code is taken for good");
				}
			}
			assert!(registered.keys().eq(units().keys()));
		});
	}
}
