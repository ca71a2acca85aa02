// SPDX-License-Identifier: Apache-2.0

//! Tests of the pages' content.

mod comments;
mod dictionary;
mod holds;
mod hostile;
mod languages;
mod routes;
mod sample;

use super::{html, problem};
use crate::{i18n::Lang, problem::Kind};
use sample::*;
use serde_json::json;
use suyuan_store::model::Trace;

const BASE: &str = "https://suyuan.example";

fn zh(trace: &Trace) -> String {
	html(trace, Lang::Zh, BASE, NOW)
}

/// The page without its data for search engines, of which there is one block at most.
fn without_data(page: &str) -> String {
	let Some((before, rest)) = page.split_once("<script type=\"application/ld+json\">") else {
		return page.into();
	};
	let (data, after) = rest.split_once("</script>").expect("the block ends");
	assert!(!data.contains(['<', '>', '&']), "{data}");
	format!("{before}{after}")
}

fn en(trace: &Trace) -> String {
	html(trace, Lang::En, BASE, NOW)
}

#[test]
fn a_page_asks_no_other_host_for_anything_and_has_no_script() {
	for page in Lang::ALL.map(|lang| without_data(&html(&recalled(), lang, BASE, NOW))) {
		for never in
			["<script", "<iframe", "<link rel=\"preconnect", "javascript:", " style=", "@import", " onload="]
		{
			assert!(!page.contains(never), "{never}");
		}
		for (at, _) in page.match_indices("//") {
			let before = &page[at.saturating_sub(6)..at + 2 + BASE.len().min(page.len() - at - 2)];
			let ours = before.contains("https://suyuan.example") || page[..at].ends_with("https:");
			assert!(ours, "{before}");
		}
	}
}

#[test]
fn a_trace_of_which_everything_agrees_says_what_was_checked_and_by_whom() {
	let page = zh(&trace());
	assert!(page.contains("verdict checked") && page.contains("记录已核对，与链上一致"));
	assert!(page.contains("海关、市场监管"), "the regulators that make blocks final");
	assert!(page.contains("#40"), "the block that it was compared at");
	assert!(en(&trace()).contains("Customs, Market supervision"));
}

#[test]
fn a_single_block_that_disagrees_is_said_loudly() {
	let mut trace = trace();
	trace.blocks[2].agrees = Some(false);
	for (page, loud) in [(zh(&trace), "与链上数据不一致！"), (en(&trace), "Does NOT agree with the chain!")]
	{
		assert!(page.contains("verdict disagrees") && page.contains(loud));
		assert!(!page.contains("verdict checked"));
	}
}

#[test]
fn what_was_not_compared_yet_is_not_called_checked() {
	let mut trace = trace();
	trace.check.heads_agree = None;
	assert!(zh(&trace).contains("verdict waiting"));
	trace.blocks.iter_mut().for_each(|block| (block.total, block.records) = (0, Vec::new()));
	assert!(zh(&trace).contains("尚无追溯记录"), "nor is nothing");
}

#[test]
fn the_chain_of_title_names_every_owner_with_its_moment_and_the_hash_of_the_terms() {
	for (page, said) in
		[(zh(&trace()), ["所有权流转", "所有权转移"]), (en(&trace()), ["Chain of title", "Title passed"])]
	{
		assert!(said.iter().all(|text| page.contains(text)) && page.contains(&"71".repeat(32)));
	}
	let mut first = trace();
	first.owners.truncate(1);
	assert!(!en(&first).contains("Chain of title"), "a unit that was never sold has none");
}

#[test]
fn evidence_is_offered_of_a_unit_that_the_state_has() {
	assert!(en(&trace()).contains("href=\"/evidence/"));
	let mut archived = trace();
	archived.unit.stage = "Archived".into();
	assert!(!en(&archived).contains("/evidence/"));
}

#[test]
fn an_old_block_is_said_to_be_old() {
	assert!(!zh(&trace()).contains("class=\"stale\""));
	let later = html(&trace(), Lang::Zh, BASE, NOW + 3_600_000);
	assert!(later.contains("class=\"stale\"") && later.contains("包括召回") && later.contains("60 分钟前"));
	assert_eq!(later.matches("class=\"stale\"").count(), 1, "it is said once");
}

#[test]
fn a_recall_stands_before_everything_else_with_reason_author_and_advice() {
	let page = zh(&recalled());
	let banner = page.find("role=\"alert\"").expect("there is a banner");
	assert!(banner < page.find("class=\"verdict").unwrap() && banner < page.find("<h1").unwrap());
	for part in ["召回：请立即停止使用", "电芯过热，责令召回", "市场监管", "怎么办", "12315"]
	{
		assert!(page[banner..].contains(part), "{part}");
	}
	assert!(en(&recalled()).contains("RECALLED: stop using it now"));
	assert!(
		page.contains("· 召回 ·") || page.contains("召回</title>") || page.contains("召回 · 溯源"),
		"in the title too"
	);
	assert!(!zh(&trace()).contains("role=\"alert\""));
}

#[test]
fn a_quarantine_is_no_recall() {
	let mut trace = recalled();
	trace.holds[0].hold.kind = "Quarantine".into();
	let page = en(&trace);
	assert!(page.contains("hold quarantine") && page.contains("QUARANTINED"));
	assert!(!page.contains("RECALLED"));
}

#[test]
fn every_record_stands_on_the_page_with_who_said_it() {
	let page = zh(&trace());
	for said in [
		"东莞市锂源电池有限公司",
		"粤深宝 XK-2026-0417",
		"USD 49.90",
		"CNY 354.79",
		"18.2 – 24.6 °C",
		"Pacific Last Mile Inc.",
		"无异常",
		"530120260000000002",
		"USLAX (美国)",
		"640 g",
		"8518300000",
	] {
		assert!(page.contains(said), "{said}");
	}
	assert!(page.matches("信息提供方").count() >= 16, "each of the sixteen records says whose word it is");
	assert!(page.contains("91440300708461136T"), "and under which credit code");
}

#[test]
fn what_was_imported_amended_or_written_by_a_clearance_is_marked() {
	let page = zh(&trace());
	assert!(page.contains("人工录入") && page.contains("Ontario Cross-Border LLC"));
	assert!(page.contains("通关自动写入"));
	assert!(page.contains("已被更正") && page.contains("许可证号写错"));
	let page = en(&trace());
	assert!(page.contains("Entered for another party") && page.contains("Amended"));
}

#[test]
fn what_happened_stands_in_the_order_of_time() {
	let page = zh(&trace());
	let place = |heading: &str| page.find(&format!("<h3>{heading}")).unwrap_or_else(|| panic!("{heading}"));
	let order = ["原辅材料与零部件", "生产", "订单", "理货", "运输", "仓储", "派送", "跨境收款", "赋码登记"];
	assert!(order.windows(2).all(|pair| place(pair[0]) < place(pair[1])), "{:?}", order.map(place));
}

#[test]
fn mandatory_information_that_is_missing_is_named() {
	let mut trace = trace();
	trace.missing = vec!["Receipt".into(), "Delivery".into()];
	let page = en(&trace);
	assert!(
		page.contains("Still missing") && page.contains("Cross-border receipt") && page.contains("10/12")
	);
	assert!(en(&sample::trace()).contains("12/12"));
}

#[test]
fn a_completeness_that_rests_on_imported_words_says_so() {
	let mut trace = trace();
	assert!(zh(&trace).contains("其中由货主代链外主体录入") && en(&trace).contains("Of these rest on"));
	trace.imported.clear();
	assert!(!zh(&trace).contains("其中由货主代链外主体录入") && !en(&trace).contains("Of these rest on"));
}

#[test]
fn many_lookups_of_one_product_stand_out() {
	let mut trace = trace();
	assert!(zh(&trace).contains("此码已被 2 位读者查询 3 次") && !zh(&trace).contains("读者异常多："));
	trace.scans.count = 4_321;
	assert!(
		zh(&trace).contains("4,321") && !zh(&trace).contains("读者异常多："),
		"one reader may come often"
	);
	trace.scans.readers = 20;
	assert!(zh(&trace).contains("20 位读者") && zh(&trace).contains("读者异常多："));
	trace.unit.kind = "Batch".into();
	assert!(!zh(&trace).contains("读者异常多："), "of a batch many may be looked up");
}

#[test]
fn what_does_not_fit_on_a_page_is_counted_and_linked() {
	let mut trace = trace();
	trace.blocks[2].total = 1_000;
	let page = en(&trace);
	assert!(page.contains("994") && page.contains("/records/logistics"));
	assert!(page.contains("01%2F06901234567892%2F21%2FSN-0001/records"), "a code is one segment there");
}

#[test]
fn genealogy_packing_and_customs_are_linked() {
	let page = zh(&trace());
	for link in [
		"/01/06923456789018/10/CELL-7?lang=zh",
		"/00/106901234500000011?lang=zh",
		"/01/06901234567892/21/SN-0009?lang=zh",
		"/declarations/530120260000000002?lang=zh",
		"/label/01/06901234567892/21/SN-0001.svg",
	] {
		assert!(page.contains(&format!("href=\"{link}")), "{link}");
	}
	assert!(page.contains("三单相符") && page.contains("请补交发票"));
}

#[test]
fn a_bare_unit_has_a_page_too() {
	let mut trace = trace();
	trace.blocks.clear();
	trace.history.clear();
	trace.parties.clear();
	trace.declarations.clear();
	(trace.made_of, trace.used_in, trace.contents, trace.packed_in) = (None, vec![], vec![], vec![]);
	trace.unit.mode = None;
	trace.unit.kind = "LogisticUnit".into();
	trace.check.validators.clear();
	for page in [zh(&trace), en(&trace)] {
		assert!(page.ends_with("</html>") || page.trim_end().ends_with("</html>"));
	}
}

#[test]
fn a_later_runtimes_words_are_shown_as_they_are() {
	let mut trace = trace();
	trace.unit.stage = "Hibernating".into();
	trace.blocks[0].records[0].item = json!({ "Provenance": { "vineyard": "North slope" } });
	let page = zh(&trace);
	assert!(page.contains("Hibernating") && page.contains("vineyard") && page.contains("North slope"));
}

#[test]
fn every_problem_says_what_to_do_in_both_languages() {
	for kind in Kind::ALL {
		let [zh, en] = Lang::ALL.map(|lang| problem(*kind, Some("<b>x</b>"), lang, BASE));
		assert!(!zh.contains("<b>x") && !en.contains("<b>x"), "what the reader sent is escaped");
		assert!(zh.contains("lang=\"zh-CN\"") && en.contains("<html lang=\"en\""));
		assert!(zh.contains("action=\"/search\""), "and another can be typed in");
	}
}

/// Writes the pages to the folder that `SUYUAN_SAMPLES` names, to be looked at.
#[test]
fn pages_can_be_looked_at() {
	let Some(folder) = std::env::var_os("SUYUAN_SAMPLES").map(std::path::PathBuf::from) else { return };
	for lang in Lang::ALL {
		for (name, page) in [
			("trace", html(&trace(), lang, "", NOW)),
			("recalled", html(&recalled(), lang, "", NOW)),
			("home", super::home::home(lang, "")),
			("problem", problem(Kind::UnknownCode, Some("01/06901234567892/21/SN-9"), lang, "")),
		] {
			std::fs::write(folder.join(format!("{name}-{}.html", lang.short())), page).unwrap();
		}
	}
}
