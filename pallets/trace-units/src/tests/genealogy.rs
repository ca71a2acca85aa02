// SPDX-License-Identifier: Apache-2.0

//! The walks both ways.

use crate::{mock::*, NextTransformation, Pending, Walk};
use codec::Encode;
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
	diamond_of(5);
}

/// The same, each of the two batches being so many pieces.
fn diamond_of(n: u64) {
	assert_ok!(split(TRADER, batch("A"), [batch_of("B", pieces(n)), batch_of("C", pieces(n))]));
	assert_ok!(transform(TRADER, [some(batch("B"), pieces(n))], [item(1)]));
	assert_ok!(transform(TRADER, [some(batch("C"), pieces(n))], [item(2)]));
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
		let depths = |walk: Walk<Test>| walk.steps.iter().map(|step| step.depth).collect::<Vec<_>>();
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
fn says_by_the_shortest_way_back_how_far_a_step_is_though_a_longer_one_is_met_after_it() {
	ExtBuilder::default().with([batch("A")]).build_and_execute(|| {
		let a_piece = || some(batch("B"), pieces(1));
		assert_ok!(split(TRADER, batch("A"), [batch_of("B", pieces(2))]));
		assert_ok!(transform(TRADER, [a_piece()], [item(1)]));
		assert_ok!(transform(TRADER, [whole(item(1))], [item(2)]));
		assert_ok!(transform(TRADER, [a_piece()], [item(3)]));
		assert_ok!(transform(TRADER, [whole(item(2)), whole(item(3))], [item(4)]));
		let up = TraceUnits::ancestors(&item(4).code, None, 8);
		let steps: Vec<_> = up.steps.iter().map(|step| (step.id, step.depth)).collect();
		assert_eq!(steps, [(4, 1), (3, 2), (2, 2), (1, 3), (0, 3)]);
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
fn gets_on_step_by_step_if_none_is_asked_for() {
	ExtBuilder::default().with([batch("A")]).build_and_execute(|| {
		diamond();
		assert_eq!(down(batch("A").code, 0), [[0], [1], [2], [3]]);
		assert_eq!(up(item(3).code, 0), [[3], [2], [1], [0]]);
	});
}

#[test]
fn remembers_one_use_of_a_unit_however_many_there_are() {
	ExtBuilder::default().with([batch_of("A", pieces(300))]).build_and_execute(|| {
		for n in 0..300 {
			assert_ok!(transform(TRADER, [some(batch("A"), pieces(1))], [item(n)]));
		}
		let first = TraceUnits::descendants(&batch("A").code, None, 8);
		assert_eq!(first.next, Some(vec![Pending { id: 8, depth: 1, unit: batch("A").code }]));
		assert!(down(batch("A").code, 8).into_iter().flatten().eq(0..300));
	});
}

#[test]
fn takes_uses_in_their_order_whatever_their_numbers_look_like() {
	ExtBuilder::default().with([batch_of("A", pieces(2_000))]).build_and_execute(|| {
		// Numbers whose lowest byte, which SCALE begins with, would put them into another order.
		let ids = [255, 256, 257, 511, 512, 65_536, 1 << 32, u64::MAX - 1];
		for (n, id) in (0..).zip(ids) {
			NextTransformation::<Test>::put(id);
			assert_ok!(transform(TRADER, [some(batch("A"), pieces(1))], [item(n)]));
		}
		assert_eq!(down(batch("A").code, 3).concat(), ids);
	});
}

#[test]
fn does_not_turn_back_for_what_happened_since_the_last_page() {
	ExtBuilder::default().with([batch("A")]).build_and_execute(|| {
		diamond_of(4);
		let first = TraceUnits::descendants(&batch("A").code, None, 2);
		assert_ok!(transform(TRADER, [some(batch("A"), pieces(1))], [item(4)]));
		let rest = TraceUnits::descendants(&batch("A").code, first.next, 8);
		// The walk had done with this unit; read from one block it would have been whole.
		assert_eq!(rest.steps.iter().map(|step| step.id).collect::<Vec<_>>(), [2, 3]);
	});
}

#[test]
fn makes_nothing_of_a_cursor_that_names_what_is_not_there() {
	ExtBuilder::default().with([batch("A")]).build_and_execute(|| {
		diamond();
		let made_up = [
			Pending { id: 9, depth: 1, unit: batch("A").code },
			Pending { id: u64::MAX, depth: u32::MAX, unit: item(7).code },
			// The transformations are there, but neither of these units is on that side of them.
			Pending { id: 0, depth: 1, unit: item(1).code },
			Pending { id: 3, depth: 1, unit: batch("A").code },
		];
		for walk in [
			TraceUnits::descendants(&batch("A").code, Some(made_up.to_vec()), 8),
			TraceUnits::ancestors(&item(3).code, Some(made_up.to_vec()), 8),
		] {
			assert_eq!((walk.steps, walk.next), (vec![], None));
		}
	});
}

#[test]
fn counts_a_step_that_is_too_far_away_to_be_counted_as_the_farthest() {
	ExtBuilder::default().with([batch("A")]).build_and_execute(|| {
		diamond();
		let far = Pending { id: 1, depth: u32::MAX, unit: batch("B").code };
		let walk = TraceUnits::descendants(&batch("A").code, Some(vec![far]), 8);
		assert_eq!(
			walk.steps.iter().map(|step| (step.id, step.depth)).collect::<Vec<_>>(),
			[(1, u32::MAX), (3, u32::MAX)]
		);
	});
}

/// The number of bytes of the state's trie that a page takes, and the page.
fn cost(ext: &mut sp_io::TestExternalities, page: impl FnOnce() -> Walk<Test>) -> (usize, Walk<Test>) {
	let (walk, proof) = ext.execute_and_prove(page);
	(proof.encode().len(), walk)
}

#[test]
fn reads_of_a_material_used_a_thousand_times_what_it_reads_of_one_used_ten_times() {
	let mut ext =
		ExtBuilder::default().with([batch_of("A", pieces(1_000)), batch_of("B", pieces(10))]).build();
	ext.execute_with(|| {
		for n in 0..10 {
			assert_ok!(transform(TRADER, [some(batch("B"), pieces(1))], [item(n)]));
		}
		for n in 10..1_010 {
			assert_ok!(transform(TRADER, [some(batch("A"), pieces(1))], [item(n)]));
		}
	});
	ext.commit_all().unwrap();
	let (often, walk) = cost(&mut ext, || TraceUnits::descendants(&batch("A").code, None, 8));
	assert_eq!(walk.steps.len(), 8);
	let (later, walk) = cost(&mut ext, || TraceUnits::descendants(&batch("A").code, walk.next, 8));
	assert_eq!(walk.steps.len(), 8);
	let (seldom, walk) = cost(&mut ext, || TraceUnits::descendants(&batch("B").code, None, 8));
	assert_eq!(walk.steps.len(), 8);
	assert!(often.max(later) < seldom + seldom / 10, "{often} and {later} bytes, not {seldom}");
}

#[test]
fn reads_no_more_for_a_cursor_that_was_made_up() {
	let mut ext = ExtBuilder::default().with([batch_of("A", pieces(100))]).build();
	ext.execute_with(|| {
		for n in 0..100 {
			assert_ok!(transform(TRADER, [some(batch("A"), pieces(1))], [item(n)]));
		}
	});
	ext.commit_all().unwrap();
	let (sound, _) = cost(&mut ext, || TraceUnits::descendants(&batch("A").code, None, 8));
	let pending = |(id, serial)| Pending { id, depth: 1, unit: item(serial).code };
	let nowhere = (1_000..11_000).map(|id| (id, 0)).map(pending).collect::<Vec<_>>();
	let by_what_was_not_used = (0..10_000).map(|serial| (0, serial)).map(pending).collect::<Vec<_>>();
	let by_itself_and_others = (0..100)
		.flat_map(|id| [Pending { id, depth: 1, unit: batch("A").code }, pending((id, 1_000))])
		.collect::<Vec<_>>();
	for made_up in [nowhere, by_what_was_not_used, by_itself_and_others] {
		let entries = made_up.len();
		let (bytes, walk) =
			cost(&mut ext, || TraceUnits::descendants(&batch("A").code, Some(made_up.clone()), 8));
		assert!(bytes <= sound, "{bytes} bytes, not {sound}");
		assert!(walk.steps.len() <= 8 && walk.next.is_none_or(|next| next.len() <= entries));
		let (bytes, walk) = cost(&mut ext, || TraceUnits::ancestors(&item(0).code, Some(made_up), 8));
		assert!(bytes <= sound, "{bytes} bytes, not {sound}");
		assert!(walk.steps.len() <= 8 && walk.next.is_none_or(|next| next.len() <= entries));
	}
}

/// The pieces on a walk down, over all pages, and the numbers of its transformations.
fn pieces_and_ids(code: TraceCode, limit: u32) -> (Vec<TraceCode>, Vec<u64>) {
	let (mut pieces, mut ids, mut cursor) = (vec![], vec![], None);
	for _ in 0..64 {
		let walk = TraceUnits::descendants(&code, cursor, limit);
		assert!(walk.pieces.len() + walk.steps.len() <= limit as usize);
		pieces.extend(walk.pieces);
		ids.extend(walk.steps.into_iter().map(|step| step.id));
		cursor = walk.next;
		if cursor.is_none() {
			pieces.sort();
			return (pieces, ids);
		}
	}
	panic!("the walk goes round in circles")
}

fn sorted(units: impl IntoIterator<Item = crate::NewUnit<u64>>) -> Vec<TraceCode> {
	let mut codes: Vec<_> = units.into_iter().map(|unit| unit.code).collect();
	codes.sort();
	codes
}

#[test]
fn the_pieces_of_a_batch_come_from_it_by_their_codes_and_so_does_what_is_made_of_them() {
	let pieces_of_a = [piece_of("A", 1), piece_of("A", 2), variant_of("A", 3)];
	let units = [batch("A"), batch("B"), piece_of("B", 1), item(1)];
	ExtBuilder::default().with(pieces_of_a.clone()).with(units).build_and_execute(|| {
		assert_ok!(transform(TRADER, [whole(piece_of("A", 2))], [item(2)]));
		assert_ok!(split(TRADER, batch("A"), [batch_of("C", pieces(1))]));
		assert_ok!(register(TRADER, piece_of("C", 1)));
		for limit in 1..8 {
			let found = pieces_and_ids(batch("A").code, limit);
			let all = pieces_of_a.clone().into_iter().chain([piece_of("C", 1)]);
			assert_eq!(found, (sorted(all), vec![1, 0]));
		}
		assert_eq!(pieces_and_ids(batch("B").code, 1), (sorted([piece_of("B", 1)]), vec![]));
		assert_eq!(TraceUnits::ancestors(&batch("A").code, None, 8).next, None);
	});
}

#[test]
fn a_batch_that_is_not_registered_has_pieces_and_archived_ones_stay_among_them() {
	ExtBuilder::default().with([piece_of("A", 1)]).build_and_execute(|| {
		record(&piece_of("A", 1).code, suyuan_primitives::requirement::Category::ALL);
		assert_ok!(close(TRADER, piece_of("A", 1).code));
		pass(365 * DAY + 730 * DAY);
		assert_ok!(archive(TRADER, piece_of("A", 1)));
		assert_eq!(pieces_and_ids(batch("A").code, 8).0, sorted([piece_of("A", 1)]));
	});
}

#[test]
fn a_batch_made_of_what_its_lot_names_ends_the_walk() {
	ExtBuilder::default().with([piece_of("A", 1), variant_of("A", 2)]).build_and_execute(|| {
		assert_ok!(transform(TRADER, [whole(piece_of("A", 1)), whole(variant_of("A", 2))], [batch("A")]));
		for limit in 1..4 {
			let (found, ids) = pieces_and_ids(batch("A").code, limit);
			assert_eq!((found, ids), (sorted([piece_of("A", 1), variant_of("A", 2)]), vec![]));
		}
	});
}
