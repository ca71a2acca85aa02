//! The walks both ways.

use crate::mock::*;
use frame_support::assert_ok;
use suyuan_primitives::codes::TraceCode;

fn up(code: TraceCode, limit: u32) -> Vec<Vec<u64>> {
	ids_of(|cursor| TraceUnits::ancestors(&code, cursor, limit))
}

fn down(code: TraceCode, limit: u32) -> Vec<Vec<u64>> {
	ids_of(|cursor| TraceUnits::descendants(&code, cursor, limit))
}

/// A batch becomes two, each of which becomes an item, and the two items become one: two ways from end to end.
///
/// ```text
/// A ─0─ B, C;  B ─1─ 1;  C ─2─ 2;  1, 2 ─3─ 3
/// ```
fn diamond() {
	assert_ok!(split(TRADER, batch("A"), [batch_of("B", pieces(5)), batch_of("C", pieces(5))]));
	assert_ok!(transform(TRADER, [some(batch("B"), pieces(5))], [item(1)]));
	assert_ok!(transform(TRADER, [some(batch("C"), pieces(5))], [item(2)]));
	assert_ok!(transform(TRADER, [whole(item(1)), whole(item(2))], [item(3)]));
}

#[test]
fn goes_from_a_bad_material_to_every_product_and_back() {
	ExtBuilder::default().with([batch("A")]).build_and_execute(|| {
		diamond();
		assert_eq!(down(batch("A").code, 8), [[0, 1, 2, 3]]);
		assert_eq!(up(item(3).code, 8), [[3, 2, 1, 0]]);
		assert_eq!(down(batch("B").code, 8), [[1, 3]]);
		assert_eq!(up(item(1).code, 8), [[1, 0]]);
	});
}

#[test]
fn says_how_far_away_each_step_is() {
	ExtBuilder::default().with([batch("A")]).build_and_execute(|| {
		diamond();
		let depths = |walk: crate::Walk<Test>| walk.steps.iter().map(|step| step.depth).collect::<Vec<_>>();
		assert_eq!(depths(TraceUnits::descendants(&batch("A").code, None, 8)), [1, 2, 2, 3]);
		assert_eq!(depths(TraceUnits::ancestors(&item(3).code, None, 8)), [1, 2, 2, 3]);
	});
}

#[test]
fn says_by_the_shortest_way_how_far_a_step_is() {
	ExtBuilder::default().with([batch("A")]).build_and_execute(|| {
		assert_ok!(transform(TRADER, [some(batch("A"), pieces(1))], [item(1)]));
		assert_ok!(transform(TRADER, [whole(item(1))], [item(2)]));
		assert_ok!(transform(TRADER, [whole(item(2)), some(batch("A"), pieces(1))], [item(3)]));
		let down = TraceUnits::descendants(&batch("A").code, None, 8);
		assert_eq!(down.steps.iter().map(|step| step.depth).collect::<Vec<_>>(), [1, 2, 1]);
	});
}

#[test]
fn returns_every_step_once_however_many_fit_on_a_page() {
	ExtBuilder::default().with([batch("A")]).build_and_execute(|| {
		diamond();
		assert_eq!(down(batch("A").code, 1), [[0], [1], [2], [3]]);
		assert_eq!(down(batch("A").code, 3), [vec![0, 1, 2], vec![3]]);
		assert_eq!(up(item(3).code, 2), [[3, 2], [1, 0]]);
	});
}

#[test]
fn never_fills_a_page_beyond_its_bound() {
	ExtBuilder::default().with([batch_of("A", pieces(20))]).build_and_execute(|| {
		for n in 0..20 {
			assert_ok!(transform(TRADER, [some(batch("A"), pieces(1))], [item(n)]));
		}
		let pages = down(batch("A").code, u32::MAX);
		assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [8, 8, 4]);
	});
}

#[test]
fn finds_nothing_around_what_was_neither_made_nor_used_or_is_not_there() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		for code in [item(1).code, item(2).code] {
			let one_empty_page = [Vec::<u64>::new()];
			assert_eq!(up(code.clone(), 8), one_empty_page);
			assert_eq!(down(code, 8), one_empty_page);
		}
	});
}

#[test]
fn stands_still_if_no_step_is_asked_for() {
	ExtBuilder::default().with([batch("A")]).build_and_execute(|| {
		diamond();
		let nothing = TraceUnits::descendants(&batch("A").code, None, 0);
		assert!(nothing.steps.is_empty());
		let all = TraceUnits::descendants(&batch("A").code, nothing.next, 8);
		assert_eq!(all.steps.len(), 4);
	});
}
