// SPDX-License-Identifier: Apache-2.0

//! Properties of the walks over random genealogies.

use crate::{mock::*, Pending, Step, Transformation, Transformations, Units};
use proptest::{collection::vec, prelude::*, sample::Index};
use std::collections::{BTreeMap, BTreeSet};
use suyuan_primitives::codes::TraceCode;

/// A transformation that is to happen: which of the batches there are by then it uses, and how many it makes.
type Plan = (Vec<Index>, u32);

/// Batches, some of which are used again and again.
fn some_genealogy() -> impl Strategy<Value = Vec<Plan>> {
	vec((vec(any::<Index>(), 1..=3), 1..=2u32), 1..40)
}

/// Carries out the plans on three batches, and returns all units in the order of their making.
fn carry_out(plans: Vec<Plan>) -> Vec<TraceCode> {
	let lot = |n: usize| batch_of(&n.to_string(), pieces(100));
	let mut units = 3;
	for (inputs, outputs) in plans {
		// Half of the time out of the first ones, so that they are used often.
		let pick = |index: Index| match index.index(2 * units) {
			n if n < units => n,
			n => n % 3,
		};
		let inputs: BTreeSet<_> = inputs.into_iter().map(pick).collect();
		let made = units..units + outputs as usize;
		units = made.end;
		transform(TRADER, inputs.into_iter().map(|n| some(lot(n), pieces(1))), made.map(lot)).unwrap();
	}
	(0..units).map(|n| lot(n).code).collect()
}

/// The ends of a transformation on the way up or down.
type Ends = fn(&Transformation<Test>) -> Vec<TraceCode>;

fn inputs(transformation: &Transformation<Test>) -> Vec<TraceCode> {
	transformation.inputs.iter().map(|used| used.code.clone()).collect()
}

fn outputs(transformation: &Transformation<Test>) -> Vec<TraceCode> {
	transformation.outputs.to_vec()
}

/// Every transformation on the way with its depth, found by scanning all of them once per step.
fn all_by_depth(code: &TraceCode, behind: Ends, ahead: Ends) -> BTreeMap<u64, u32> {
	let mut found = BTreeMap::new();
	let mut units = BTreeSet::from([code.clone()]);
	for depth in 1.. {
		let next: Vec<_> = Transformations::<Test>::iter()
			.filter(|(id, step)| {
				!found.contains_key(id) && behind(step).iter().any(|unit| units.contains(unit))
			})
			.collect();
		if next.is_empty() {
			break;
		}
		units = next.iter().flat_map(|(_, step)| ahead(step)).collect();
		found.extend(next.into_iter().map(|(id, _)| (id, depth)));
	}
	found
}

fn ids_and_depths(pages: Vec<Vec<Step<Test>>>) -> Vec<(u64, u32)> {
	pages.into_iter().flatten().map(|step| (step.id, step.depth)).collect()
}

/// A cursor that may name anything.
fn some_cursor() -> impl Strategy<Value = Vec<(u64, u32, Index)>> {
	let id = prop_oneof![9 => 0..45u64, 1 => any::<u64>()];
	let depth = prop_oneof![9 => 0..45u32, 1 => Just(u32::MAX)];
	vec((id, depth, any::<Index>()), 0..100)
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(128))]

	#[test]
	fn pages_of_any_size_are_the_whole_walk_in_order_and_by_the_shortest_ways(
		plans in some_genealogy(),
		from in any::<Index>(),
	) {
		ExtBuilder::default().with((0..3).map(|n| batch_of(&n.to_string(), pieces(100)))).build_and_execute(|| {
			let units = carry_out(plans);
			// From the first material, which leads far, and from any unit.
			for code in [&units[0], units.last().unwrap(), from.get(&units)] {
				let down: Vec<_> = all_by_depth(code, inputs, outputs).into_iter().collect();
				let up: Vec<_> = all_by_depth(code, outputs, inputs).into_iter().rev().collect();
				for limit in 1..=MaxPageSize::get() {
					let pages = pages_of(|cursor| TraceUnits::descendants(code, cursor, limit));
					assert_eq!(ids_and_depths(pages), down);
					let pages = pages_of(|cursor| TraceUnits::ancestors(code, cursor, limit));
					assert_eq!(ids_and_depths(pages), up);
				}
			}
		});
	}

	#[test]
	fn a_cursor_names_every_unit_once_that_leads_further(plans in some_genealogy(), limit in 1..=8u32) {
		ExtBuilder::default().with((0..3).map(|n| batch_of(&n.to_string(), pieces(100)))).build_and_execute(|| {
			let code = &carry_out(plans)[0];
			let mut reached = BTreeSet::from([code.clone()]);
			let mut cursor = None;
			loop {
				let page = TraceUnits::descendants(code, cursor, limit);
				reached.extend(page.steps.iter().flat_map(|step| outputs(&step.transformation)));
				let Some(next) = page.next else { break };
				let named: BTreeSet<_> = next.iter().map(|pending| pending.unit.clone()).collect();
				assert_eq!(named.len(), next.len());
				assert!(named.is_subset(&reached));
				cursor = Some(next);
			}
		});
	}

	#[test]
	fn a_cursor_that_was_made_up_leads_to_nothing_but_a_page(
		plans in some_genealogy(),
		made_up in some_cursor(),
		limit in any::<u32>(),
	) {
		ExtBuilder::default().with((0..3).map(|n| batch_of(&n.to_string(), pieces(100)))).build_and_execute(|| {
			let mut units = carry_out(plans);
			units.push(item(1).code);
			let cursor = |made_up: &[(u64, u32, Index)]| -> Option<Vec<_>> {
				let pending = |(id, depth, unit): &(u64, u32, Index)| {
					Pending { id: *id, depth: *depth, unit: unit.get(&units).clone() }
				};
				Some(made_up.iter().map(pending).collect())
			};
			for (page, ahead) in [
				(TraceUnits::descendants(&units[0], cursor(&made_up), limit), MaxOutputs::get()),
				(TraceUnits::ancestors(&units[0], cursor(&made_up), limit), MaxInputs::get()),
			] {
				assert!(page.steps.len() <= MaxPageSize::get() as usize);
				let added = page.steps.len() * ahead as usize;
				assert!(page.next.is_none_or(|next| next.len() <= made_up.len() + added));
			}
			// And it comes to an end.
			pages_of(|next| TraceUnits::descendants(&units[0], next.or_else(|| cursor(&made_up)), limit));
			assert!(Units::<Test>::contains_key(&units[0]));
		});
	}
}
