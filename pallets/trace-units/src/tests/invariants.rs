// SPDX-License-Identifier: Apache-2.0

//! Invariants of every unit under random sequences of calls.

use crate::{
	mock::*, Call, Event, HoldKind, NewUnit, NextTransformation, Stage, TransformationKind, UnitKind, UnitOf,
	Units, Used,
};
use proptest::{
	collection::vec,
	option,
	prelude::*,
	sample::{select, Index},
};
use sp_runtime::{BoundedVec, StateVersion};
use std::collections::BTreeMap;
use suyuan_primitives::{
	codes::TraceCode,
	requirement::Category,
	values::{Note, Quantity, Sealed, ShelfLife},
};

/// A step of a sequence.
#[derive(Clone, Debug)]
enum Step {
	/// Any account makes any call.
	Call(u64, Box<Call<Test>>),
	/// A call that fits the units as they are by then, so that sequences get somewhere.
	Fitting(Intent, [Index; 3], u64),
	Record(TraceCode, Vec<Category>),
	/// A declaration of a unit comes under way.
	Declare(TraceCode),
	/// Customs settle the declaration.
	Conclude(TraceCode),
	Pass(u64),
	Suspend(u64),
	Reinstate(u64),
}

/// The intent of a caller that knows the units.
#[derive(Clone, Copy, Debug)]
enum Intent {
	Transform,
	Split,
	Pack,
	Unpack,
	Offer,
	Accept,
	Cancel,
	Quarantine,
	Release,
	Recall,
	EndRecall,
	Serve,
	GiveFeedback,
	EndService,
	Close,
	Archive,
}

/// A call that fits the units as they are, and a likely caller. None if there is none.
fn fitting(intent: Intent, picks: [Index; 3], amount: u64) -> Option<(u64, Call<Test>)> {
	let [first, second, third] = picks;
	let pick = |index: Index, fits: &dyn Fn(&TraceCode, &UnitOf<Test>) -> bool| {
		let there: Vec<_> = Units::<Test>::iter().filter(|(code, unit)| fits(code, unit)).collect();
		(!there.is_empty()).then(|| there[index.index(there.len())].clone())
	};
	let is_goods = |unit: &UnitOf<Test>| !matches!(unit.kind, UnitKind::Service { .. });
	let is_outermost = |unit: &UnitOf<Test>| unit.packed_in.is_none() && !unit.is_used_up();
	let is_usable = |unit: &UnitOf<Test>| unit.kind.mode().is_some() && is_outermost(unit);
	let is_in_hand = |unit: &UnitOf<Test>| is_usable(unit) && unit.custodian == unit.owner;
	let part_of = |unit: &UnitOf<Test>| match unit.kind {
		UnitKind::Batch { quantity, .. } => {
			Some(Quantity { thousandths: 1 + amount % unit.remaining, ..quantity })
		}
		_ => None,
	};
	let fresh = 100 + u32::try_from(NextTransformation::<Test>::get()).unwrap();
	let holder = |unit: &UnitOf<Test>| if amount.is_multiple_of(2) { unit.owner } else { REGULATOR };
	let reason = || note("because");
	Some(match intent {
		Intent::Transform => {
			let (code, unit) = pick(first, &|_, unit| is_in_hand(unit))?;
			let mut inputs = vec![Used { quantity: part_of(&unit), code: code.clone() }];
			let another =
				pick(second, &|other, it| is_in_hand(it) && it.owner == unit.owner && *other != code);
			inputs.extend(another.map(|(code, unit)| Used { quantity: part_of(&unit), code }));
			let outputs = vec![item(fresh), batch(&fresh.to_string())];
			let (inputs, outputs) = (BoundedVec::truncate_from(inputs), BoundedVec::truncate_from(outputs));
			(unit.owner, Call::transform { inputs, outputs })
		}
		Intent::Split => {
			let is_batch = |unit: &UnitOf<Test>| matches!(unit.kind, UnitKind::Batch { .. });
			let (code, unit) = pick(first, &|_, unit| is_batch(unit) && is_in_hand(unit))?;
			let part = NewUnit { kind: unit.kind, ..batch(&fresh.to_string()) };
			let part = match (part.kind, part_of(&unit)) {
				(UnitKind::Batch { mode, .. }, Some(quantity)) => {
					NewUnit { kind: UnitKind::Batch { mode, quantity }, ..part }
				}
				_ => part,
			};
			(unit.owner, Call::split { code, parts: BoundedVec::truncate_from(vec![part]) })
		}
		Intent::Pack => {
			let is_carton = |unit: &UnitOf<Test>| unit.kind == UnitKind::LogisticUnit;
			let (parent, outer) = pick(first, &|_, unit| is_carton(unit) && is_outermost(unit))?;
			let fits = |code: &TraceCode, unit: &UnitOf<Test>| {
				is_goods(unit) && is_outermost(unit) && unit.custodian == outer.custodian && *code != parent
			};
			let children: std::collections::BTreeSet<_> = [second, third]
				.into_iter()
				.filter_map(|index| pick(index, &fits))
				.map(|(code, _)| code)
				.collect();
			let children = BoundedVec::truncate_from(children.into_iter().collect());
			(outer.custodian, Call::pack { parent, children })
		}
		Intent::Unpack => {
			let (code, unit) = pick(first, &|_, unit| {
				unit.packed_in.as_ref().is_some_and(|parent| self::unit(parent).packed_in.is_none())
			})?;
			let children = BoundedVec::truncate_from(vec![code]);
			(TraceUnits::custodian_of(&unit), Call::unpack { parent: unit.packed_in?, children })
		}
		Intent::Offer => {
			let (code, unit) = pick(first, &|_, unit| is_goods(unit) && is_outermost(unit))?;
			let to = [TRADER, OTHER_TRADER, CARRIER][second.index(3)];
			let expires_at = amount.is_multiple_of(4).then_some(NOON + amount * DAY);
			(unit.custodian, Call::offer_custody { code, to, expires_at })
		}
		Intent::Accept => {
			let (code, unit) = pick(first, &|_, unit| unit.offer.is_some())?;
			(unit.offer?.to, Call::accept_custody { code })
		}
		Intent::Cancel => {
			let (code, unit) = pick(first, &|_, unit| unit.offer.is_some())?;
			(unit.custodian, Call::cancel_custody { code })
		}
		Intent::Quarantine => {
			let (code, unit) = pick(first, &|_, unit| is_goods(unit))?;
			(holder(&unit), Call::quarantine { code, reason: reason() })
		}
		Intent::Recall => {
			let (code, unit) = pick(first, &|_, unit| is_goods(unit))?;
			(holder(&unit), Call::recall { codes: BoundedVec::truncate_from(vec![code]), reason: reason() })
		}
		Intent::Release => {
			let is_held =
				|unit: &UnitOf<Test>| unit.hold.is_some_and(|hold| hold.kind == HoldKind::Quarantine);
			let (code, unit) = pick(first, &|_, unit| is_held(unit))?;
			(holder(&unit), Call::release { code, reason: reason() })
		}
		Intent::EndRecall => {
			let is_held = |unit: &UnitOf<Test>| unit.hold.is_some_and(|hold| hold.kind == HoldKind::Recall);
			let (code, unit) = pick(first, &|_, unit| is_held(unit))?;
			(
				holder(&unit),
				Call::end_recall { codes: BoundedVec::truncate_from(vec![code]), reason: reason() },
			)
		}
		Intent::Serve | Intent::GiveFeedback | Intent::EndService => {
			let (code, unit) = pick(first, &|_, unit| !is_goods(unit))?;
			match intent {
				Intent::Serve => (unit.owner, Call::serve { code, note: reason() }),
				Intent::EndService => (unit.owner, Call::end_service { code }),
				_ => {
					let (satisfied, note) = (!amount.is_multiple_of(4), Sealed([0; 32]));
					(CONSUMER, Call::give_feedback { code, satisfied, note })
				}
			}
		}
		Intent::Close => {
			let (code, unit) = pick(first, &|_, unit| is_goods(unit) && unit.stage == Stage::Open)?;
			record(&code, Category::ALL);
			(unit.owner, Call::close { code, shelf_life: ShelfLife::Days(1) })
		}
		Intent::Archive => {
			let (code, unit) = pick(first, &|_, unit| unit.stage != Stage::Open)?;
			pass(DAY + Retention::get());
			(holder(&unit), Call::archive { code })
		}
	})
}

fn some_intent() -> impl Strategy<Value = Intent> {
	use Intent::*;
	prop_oneof![
		4 => Just(Transform),
		3 => Just(Split),
		5 => Just(Pack),
		3 => Just(Unpack),
		3 => Just(Offer),
		3 => Just(Accept),
		3 => select(vec![Quarantine, Recall]),
		4 => select(vec![Release, EndRecall]),
		1 => Just(Cancel),
		2 => Just(Serve),
		3 => select(vec![GiveFeedback, EndService]),
		3 => Just(Close),
		2 => Just(Archive),
	]
}

/// Few accounts, so that they meet, and mostly the one that owns most.
fn someone() -> impl Strategy<Value = u64> {
	prop_oneof![
		8 => Just(TRADER),
		2 => select(vec![CARRIER, REGULATOR]),
		1 => select(vec![OTHER_TRADER, CONSUMER, SUSPENDED_TRADER, STRANGER]),
	]
}

fn some_quantity() -> impl Strategy<Value = Quantity> {
	prop_oneof![9 => (0..8u64).prop_map(pieces), 1 => Just(kilograms(1))]
}

fn some_product() -> impl Strategy<Value = NewUnit<u64>> {
	prop_oneof![
		2 => (0..5u32).prop_map(item),
		3 => (0..6u32, some_quantity()).prop_map(|(lot, quantity)| batch_of(&lot.to_string(), quantity)),
	]
}

fn some_carton() -> impl Strategy<Value = NewUnit<u64>> {
	(0..6u32).prop_map(carton)
}

fn some_unit() -> impl Strategy<Value = NewUnit<u64>> {
	prop_oneof![6 => some_product(), 4 => some_carton(), 1 => (0..2u32).prop_map(service)]
}

/// A unit to be registered, whose code now and then is that of another kind.
fn some_new_unit() -> impl Strategy<Value = NewUnit<u64>> {
	let mismatched =
		(some_unit(), some_unit()).prop_map(|(named, said)| NewUnit { code: named.code, kind: said.kind });
	prop_oneof![9 => some_unit(), 1 => mismatched]
}

fn some_codes(
	unit: impl Strategy<Value = NewUnit<u64>>,
) -> impl Strategy<Value = BoundedVec<TraceCode, MaxUnitsPerCall>> {
	vec(unit, 0..=3).prop_map(codes)
}

fn some_use() -> impl Strategy<Value = Used> {
	let fitting = |(unit, quantity): (NewUnit<u64>, Quantity)| match unit.kind {
		UnitKind::Batch { .. } => some(unit, quantity),
		_ => whole(unit),
	};
	let anyhow = (some_unit(), option::of(some_quantity()))
		.prop_map(|(unit, quantity)| Used { code: unit.code, quantity });
	prop_oneof![9 => (some_product(), some_quantity()).prop_map(fitting), 1 => anyhow]
}

fn some_call() -> impl Strategy<Value = Call<Test>> {
	let code = || some_unit().prop_map(|unit| unit.code);
	let service = || (0..2u32).prop_map(|n| service(n).code);
	let reason = || -> Note { note("because") };
	prop_oneof![
		4 => some_new_unit().prop_map(|unit| Call::register { unit }),
		2 => vec(some_new_unit(), 0..=3)
			.prop_map(|units| Call::register_many { units: BoundedVec::truncate_from(units) }),
		3 => code().prop_map(|code| Call::close { code, shelf_life: ShelfLife::Days(1) }),
		8 => (vec(some_use(), 0..=3), vec(some_product(), 0..=2)).prop_map(|(inputs, outputs)| {
			let inputs = BoundedVec::truncate_from(inputs);
			Call::transform { inputs, outputs: BoundedVec::truncate_from(outputs) }
		}),
		6 => (code(), vec(some_product(), 0..=3)).prop_map(|(code, parts)| {
			Call::split { code, parts: BoundedVec::truncate_from(parts) }
		}),
		12 => (some_carton(), some_codes(some_unit()))
			.prop_map(|(parent, children)| Call::pack { parent: parent.code, children }),
		6 => (some_carton(), some_codes(some_unit()))
			.prop_map(|(parent, children)| Call::unpack { parent: parent.code, children }),
		4 => (code(), someone(), option::of(0..3u64)).prop_map(|(code, to, days)| {
			Call::offer_custody { code, to, expires_at: days.map(|days| NOON + days * DAY) }
		}),
		4 => code().prop_map(|code| Call::accept_custody { code }),
		1 => code().prop_map(|code| Call::cancel_custody { code }),
		2 => code().prop_map(move |code| Call::quarantine { code, reason: reason() }),
		3 => code().prop_map(move |code| Call::release { code, reason: reason() }),
		2 => some_codes(some_unit()).prop_map(move |codes| Call::recall { codes, reason: reason() }),
		3 => some_codes(some_unit()).prop_map(move |codes| Call::end_recall { codes, reason: reason() }),
		2 => (code(), some_codes(some_unit())).prop_map(|(from, codes)| Call::extend_hold { from, codes }),
		1 => code().prop_map(|code| Call::reap_offer { code }),
		1 => code().prop_map(move |code| Call::reassign_custody { code, to: REGULATOR, reason: reason() }),
		1 => (some_carton(), some_codes(some_unit())).prop_map(move |(parent, children)| {
			Call::unpack_by_order { parent: parent.code, children, reason: reason() }
		}),
		1 => code().prop_map(move |code| Call::close_by_order { code, reason: reason() }),
		1 => service().prop_map(move |code| Call::serve { code, note: reason() }),
		1 => (service(), any::<bool>()).prop_map(|(code, satisfied)| {
			Call::give_feedback { code, satisfied, note: Sealed([0; 32]) }
		}),
		1 => service().prop_map(|code| Call::end_service { code }),
		2 => code().prop_map(|code| Call::archive { code }),
	]
}

fn step() -> impl Strategy<Value = Step> {
	let everything = Just(Category::ALL.to_vec());
	let something = vec(select(Category::ALL.to_vec()), 0..14);
	let code = || some_unit().prop_map(|unit| unit.code);
	prop_oneof![
		15 => (someone(), some_call()).prop_map(|(who, call)| Step::Call(who, Box::new(call))),
		30 => (some_intent(), any::<[Index; 3]>(), 0..20_000u64)
			.prop_map(|(intent, picks, amount)| Step::Fitting(intent, picks, amount)),
		3 => (code(), prop_oneof![everything, something])
			.prop_map(|(code, categories)| Step::Record(code, categories)),
		2 => code().prop_map(Step::Declare),
		3 => code().prop_map(Step::Conclude),
		1 => select(vec![1, DAY, 731 * DAY]).prop_map(Step::Pass),
		1 => select(vec![TRADER, OTHER_TRADER]).prop_map(Step::Suspend),
		4 => select(vec![TRADER, OTHER_TRADER]).prop_map(Step::Reinstate),
	]
}

/// Makes a call, and returns true if it succeeded. A call that is refused must leave no trace.
fn make(who: u64, call: Call<Test>) -> bool {
	let before = sp_io::storage::root(StateVersion::V1);
	let done = signed(who, call).is_ok();
	assert!(done || sp_io::storage::root(StateVersion::V1) == before);
	done
}

/// Takes a step, and returns caller and call if it was a call and succeeded.
fn take(step: Step) -> Option<(u64, Call<Test>)> {
	let (who, call) = match step {
		Step::Call(who, call) => (who, *call),
		Step::Fitting(intent, picks, amount) => fitting(intent, picks, amount)?,
		Step::Record(code, categories) => {
			if Units::<Test>::contains_key(&code) {
				record(&code, categories);
			}
			return None;
		}
		Step::Declare(code) => {
			let is_goods = |unit: UnitOf<Test>| !matches!(unit.kind, UnitKind::Service { .. });
			if Units::<Test>::get(&code).is_some_and(is_goods) {
				set_under_clearance(&code, true);
			}
			return None;
		}
		Step::Conclude(code) => {
			set_under_clearance(&code, false);
			return None;
		}
		Step::Pass(milliseconds) => {
			pass(milliseconds);
			return None;
		}
		Step::Suspend(who) => {
			set_in_force(who, false);
			return None;
		}
		Step::Reinstate(who) => {
			set_in_force(who, true);
			return None;
		}
	};
	make(who, call.clone()).then_some((who, call))
}

/// The units, each with its custodian.
fn units() -> BTreeMap<TraceCode, (UnitOf<Test>, u64)> {
	Units::<Test>::iter()
		.map(|(code, unit)| {
			let custodian = TraceUnits::custodian_of(&unit);
			(code, (unit, custodian))
		})
		.collect()
}

fn with_some_units() -> ExtBuilder {
	let cartons = (0..5).map(carton);
	ExtBuilder::default().with((0..2).map(item)).with([batch("0"), batch("1"), service(0)]).with(cartons)
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(128))]

	#[test]
	fn the_state_is_sound_after_every_step(steps in vec(step(), 1..60)) {
		with_some_units().build_and_execute(|| {
			for step in steps {
				if take(step).is_some() {
					TraceUnits::do_try_state().unwrap();
				}
			}
		});
	}

	#[test]
	fn a_unit_stays_what_it_is_and_is_never_lost(steps in vec(step(), 1..80)) {
		with_some_units().build_and_execute(|| {
			for step in steps {
				let before = units();
				take(step);
				let after = units();
				for (code, (was, _)) in before {
					let Some((is, _)) = after.get(&code) else {
						assert!(crate::Archived::<Test>::contains_key(&code) && was.stage != Stage::Open);
						continue;
					};
					assert_eq!(
						(&is.owner, &is.kind, is.made_by, is.registered_at),
						(&was.owner, &was.kind, was.made_by, was.registered_at)
					);
					assert!(is.stage == was.stage || was.stage == Stage::Open);
					assert!(is.remaining <= was.remaining);
				}
			}
		});
	}

	#[test]
	fn custody_moves_only_when_the_other_side_accepts_or_home_by_order(steps in vec(step(), 1..80)) {
		with_some_units().build_and_execute(|| {
			for step in steps {
				let before = units();
				let (accepted_by, by_order) = match take(step) {
					Some((who, Call::accept_custody { .. })) => (Some(who), false),
					Some((_, Call::reassign_custody { to, .. })) => (Some(to), false),
					Some((_, Call::unpack_by_order { .. })) => (None, true),
					_ => (None, false),
				};
				for (code, (unit, holds)) in units() {
					match before.get(&code) {
						Some((_, held)) => {
							let went_home = by_order && holds == unit.owner;
							assert!(holds == *held || Some(holds) == accepted_by || went_home)
						}
						None => assert!([TRADER, OTHER_TRADER, CARRIER, REGULATOR].contains(&holds)),
					}
				}
			}
		});
	}

	#[test]
	fn a_held_unit_stays_where_it_is_or_goes_home(steps in vec(step(), 1..80)) {
		with_some_units().build_and_execute(|| {
			for step in steps {
				let before = units();
				take(step);
				let after = units();
				for (code, (was, held_by)) in before.into_iter().filter(|(_, (unit, _))| unit.hold.is_some()) {
					let (is, holds) = &after[&code];
					assert_eq!(is.remaining, was.remaining);
					assert!([held_by, was.owner, REGULATOR].contains(holds), "what is held goes home or nowhere");
					assert!(is.stage == was.stage || is.closed_by_order, "the trace of what is held ends by order alone");
					assert!(is.packed_in == was.packed_in || is.packed_in.is_none());
				}
			}
		});
	}

	#[test]
	fn a_unit_under_clearance_stays_what_was_declared(steps in vec(step(), 1..80)) {
		with_some_units().build_and_execute(|| {
			for step in steps {
				let mut before = units();
				before.retain(|code, _| is_under_clearance(code));
				take(step);
				let after = units();
				for (code, (was, _)) in before {
					let (is, _) = &after[&code];
					assert_eq!((is.remaining, is.stage), (was.remaining, was.stage));
					assert_eq!(is.inside.by_levels, was.inside.by_levels, "nothing goes in or out");
				}
			}
		});
	}

	#[test]
	fn splitting_makes_nothing_more_or_less(steps in vec(step(), 1..80)) {
		with_some_units().build_and_execute(|| {
			let total = || units().values().map(|(unit, _)| u128::from(unit.remaining)).sum::<u128>();
			for step in steps {
				let (before, events) = (total(), System::events().len());
				take(step);
				let new = System::events().split_off(events);
				let is_split = |event: &RuntimeEvent| {
					let split = TransformationKind::Split;
					matches!(event, RuntimeEvent::TraceUnits(Event::Transformed { kind, .. }) if *kind == split)
				};
				if new.iter().any(|record| is_split(&record.event)) {
					assert_eq!(total(), before);
				}
			}
		});
	}

	#[test]
	fn a_walk_back_finds_whatever_a_walk_ahead_came_from(steps in vec(step(), 1..80), limit in 1..4u32) {
		with_some_units().build_and_execute(|| {
			steps.into_iter().for_each(|step| { take(step); });
			for code in units().into_keys() {
				let down: Vec<_> = ids_of(|cursor| TraceUnits::descendants(&code, cursor, limit)).concat();
				assert!(down.is_sorted_by(|before, after| before < after), "each step once, in order");
				for id in down {
					for output in crate::Transformations::<Test>::get(id).unwrap().outputs {
						let up = ids_of(|cursor| TraceUnits::ancestors(&output, cursor, limit)).concat();
						assert!(up.is_sorted_by(|before, after| before > after), "each step once, in order");
						let used = |id: &u64| crate::UsedIn::<Test>::contains_key(&code, crate::SortedId::from(*id));
						assert!(up.iter().any(used), "the way back leads to where the walk began");
					}
				}
			}
		});
	}

	#[test]
	fn every_code_is_taken_once_and_for_good(steps in vec(step(), 1..80)) {
		with_some_units().build_and_execute(|| {
			System::reset_events();
			let mut registered = units();
			steps.into_iter().for_each(|step| { take(step); });
			for record in System::events() {
				if let RuntimeEvent::TraceUnits(Event::Registered { code, unit }) = record.event {
					let custodian = unit.custodian;
					assert_eq!(registered.insert(code, (unit, custodian)), None, "a code is taken for good");
				}
			}
			let archived = crate::Archived::<Test>::iter_keys();
			let there: std::collections::BTreeSet<_> = units().into_keys().chain(archived).collect();
			assert!(registered.into_keys().eq(there));
		});
	}
}
