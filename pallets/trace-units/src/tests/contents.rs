// SPDX-License-Identifier: Apache-2.0

//! Pages of the units that are packed in a unit.

use crate::{mock::*, NewUnit};
use frame_support::assert_ok;
use std::collections::BTreeSet;
use suyuan_primitives::codes::TraceCode;
use suyuan_primitives::traits::Units;

/// The contents of the first carton, page by page.
fn pages(limit: u32) -> Vec<Vec<TraceCode>> {
	let mut pages = vec![];
	let mut from = None;
	loop {
		let page = TraceUnits::contents(&carton(1).code, from, limit);
		pages.push(page.units);
		from = page.next;
		if from.is_none() {
			return pages;
		}
	}
}

#[test]
fn lists_every_unit_once_however_many_fit_on_a_page() {
	ExtBuilder::default().with((0..12).map(item)).with([carton(1)]).build_and_execute(|| {
		for first in [0, 4, 8] {
			assert_ok!(pack(TRADER, carton(1), (first..first + 4).map(item)));
		}
		let all: BTreeSet<_> = (0..12).map(|n| item(n).code).collect();
		for (limit, lengths) in [(5, vec![5, 5, 2]), (6, vec![6, 6]), (u32::MAX, vec![8, 4])] {
			let pages = pages(limit);
			assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), lengths);
			assert_eq!(pages.into_iter().flatten().collect::<BTreeSet<_>>(), all);
		}
	});
}

#[test]
fn lists_what_is_directly_inside_and_nothing_of_others() {
	ExtBuilder::default().with([item(1), carton(1), carton(2)]).build_and_execute(|| {
		assert_ok!(pack(TRADER, carton(2), [item(1)]));
		assert_eq!(pages(8), [vec![]]);
		assert_ok!(pack(TRADER, carton(1), [carton(2)]));
		assert_eq!(pages(8), [[carton(2).code]]);
	});
}

#[test]
fn goes_on_where_it_was_though_that_unit_was_taken_out_since() {
	ExtBuilder::default().with((0..4).map(item)).with([carton(1)]).build_and_execute(|| {
		assert_ok!(pack(TRADER, carton(1), (0..4).map(item)));
		let first = TraceUnits::contents(&carton(1).code, None, 2);
		let last = first.next.unwrap();
		let taken_out = (0..4).map(item).find(|unit| unit.code == last).unwrap();
		assert_ok!(unpack(TRADER, carton(1), [taken_out]));
		let second = TraceUnits::contents(&carton(1).code, Some(last), 2);
		assert_eq!((second.units.len(), second.next), (2, None));
	});
}

#[test]
fn gets_on_unit_by_unit_if_none_is_asked_for() {
	ExtBuilder::default().with((0..3).map(item)).with([carton(1)]).build_and_execute(|| {
		assert_ok!(pack(TRADER, carton(1), (0..3).map(item)));
		assert_eq!(pages(0), pages(1));
		assert_eq!(pages(0).len(), 3);
	});
}

#[test]
fn what_is_inside_is_found_on_every_level_up_to_a_limit() {
	let units = [item(1), item(2), item(3), carton(1), carton(2)];
	ExtBuilder::default().with(units).build_and_execute(|| {
		let inside = |code: &NewUnit<u64>, limit| <TraceUnits as Units<u64>>::inside(&code.code, limit);
		assert_ok!(pack(TRADER, carton(1), [item(1), item(2)]));
		assert_ok!(pack(TRADER, carton(2), [carton(1), item(3)]));
		let found: BTreeSet<_> = inside(&carton(2), 4).unwrap().into_iter().collect();
		assert_eq!(found, [item(1), item(2), item(3), carton(1)].map(|unit| unit.code).into());
		assert_eq!(inside(&carton(2), 3), None);
		assert_eq!(inside(&item(1), 0), Some(vec![]));
		assert_eq!(inside(&item(9), 0), Some(vec![]));
	});
}
