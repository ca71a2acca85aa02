// SPDX-License-Identifier: Apache-2.0

//! The banner of what is held: the hazard, the product, what to do and whom to call, in the reader's language.

use super::{en, sample::*, zh};
use suyuan_store::model::{HeldUnit, Hold, Relation, Trace};

fn held(relation: Relation, code: &str, kind: &str, reason: &str) -> HeldUnit {
	let hold = Hold { kind: kind.into(), by: MARKET.into(), reason: reason.into(), since: NOW };
	HeldUnit { code: code.into(), relation, hold }
}

fn with(holds: Vec<HeldUnit>) -> Trace {
	Trace { holds, ..trace() }
}

#[test]
fn a_reader_of_either_language_is_told_the_hazard_and_what_to_do_about_it() {
	let (zh, en) = (zh(&recalled()), en(&recalled()));
	for part in [
		"有什么危险",
		"可能过热、起火或爆炸",
		"立即断电",
		"是哪件产品",
		"SL-B5",
		"SN-0001",
		"联系谁",
		"+86 755 2799 0002",
	] {
		assert!(zh.contains(part), "{part}");
	}
	for part in [
		"What the hazard is",
		"It may overheat, burn or explode",
		"Unplug it at once",
		"Which product it is",
		"SL-B5",
		"Whom to call",
		"in China call 12315",
		"+86 755 2799 0002",
		"电芯过热，责令召回",
	] {
		assert!(en.contains(part), "{part}");
	}
}

#[test]
fn a_hazard_of_no_known_kind_is_said_to_be_so_and_never_to_be_none() {
	let trace = with(vec![held(Relation::Itself, CODE, "Recall", "见公告第 12 号")]);
	assert!(zh(&trace).contains("未能归类") && en(&trace).contains("of no kind known here"));
	assert!(en(&trace).contains("见公告第 12 号"));
}

#[test]
fn what_is_held_of_the_batch_the_material_or_the_carton_is_said_on_the_page_of_the_piece() {
	for (relation, zh_said, en_said) in [
		(Relation::Batch, "它所属的批次", "the batch that it belongs to"),
		(Relation::Material, "制成它的原料或零部件", "a material or part that it was made of"),
		(Relation::Container, "装着它的物流单元", "the logistic unit that it lies in"),
		(Relation::Contents, "其中的内装物品", "something that is packed in it"),
	] {
		let trace = with(vec![held(relation, CELLS, "Recall", "过热")]);
		assert!(trace.unit.hold.is_none());
		for (page, said) in [(zh(&trace), zh_said), (en(&trace), en_said)] {
			assert!(page.contains("role=\"alert\"") && page.contains(said), "{said}");
			assert!(page.contains("href=\"/01/06923456789018/10/CELL-7?lang="));
		}
		assert!(zh(&trace).contains("召回 · 溯源</title>") && en(&trace).contains("RECALLED"));
	}
}

#[test]
fn the_gravest_hold_gives_the_banner_its_name_and_all_are_listed() {
	let holds = vec![
		held(Relation::Batch, CELLS, "Recall", "触电"),
		held(Relation::Container, "00/106901234500000011", "Quarantine", "例行抽检"),
	];
	let page = en(&with(holds));
	assert!(page.contains("hold recall") && page.contains("electric shock"));
	assert!(page.contains("例行抽检") && page.matches("Reason</dt>").count() >= 2);
}

#[test]
fn a_page_that_could_not_look_at_everything_says_so() {
	let mut trace = recalled();
	trace.holds_complete = false;
	assert!(zh(&trace).contains("未能全部核对") && en(&trace).contains("other holds may concern this too"));
}
