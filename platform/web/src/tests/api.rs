// SPDX-License-Identifier: Apache-2.0

//! Tests of the interface for programs.

use super::*;
use serde_json::json;
use suyuan_chain_client::Info;
use suyuan_fixtures::{
	insert, insert_records, CARRIER, CARTON, CELLS, CUSTOMS, EARPHONES, ENTRY_NUMBER, MANUFACTURER, RECALLED,
	START,
};

const UNIT: &str = "/api/units/01%2F06901234567892%2F21%2FSN-0001";

fn codes(page: &Value) -> Vec<&str> {
	page["items"].as_array().unwrap().iter().map(|unit| unit["code"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_unit_is_told_with_everything() {
	let served = Served::new().await;
	let trace = served.get(UNIT).await.json();
	assert_eq!(trace["unit"]["code"], EARPHONES);
	assert_eq!(trace["unit"]["custodian"], CARRIER, "who holds the carton holds what is in it");
	assert_eq!(trace["made_of"]["inputs"], json!([[CELLS, 2_000]]));
	assert_eq!(trace["made_of"]["outputs"], json!([EARPHONES, RECALLED]));
	assert_eq!(trace["history"].as_array().unwrap().len(), 3);
	assert_eq!(trace["declarations"][0]["entry_number"], ENTRY_NUMBER);
	assert_eq!(trace["declarations"][0]["verdicts"][0]["department"], "Customs");
	assert_eq!(trace["declarations"][0]["changes"].as_array().unwrap().len(), 2);
	assert_eq!(trace["parties"][MANUFACTURER]["name"], "深圳市声澜电子有限公司");
	assert_eq!(trace["parties"][CARRIER]["kind"], "LogisticsEnterprise");
	assert_eq!(trace["check"]["block"], 40);
	assert!(trace["check"]["validators"].is_array());
	let totals: Vec<_> =
		trace["blocks"].as_array().unwrap().iter().map(|block| block["total"].clone()).collect();
	assert_eq!(totals, [5, 3, 6, 2]);
	let product = &trace["blocks"][0]["records"];
	assert_eq!(product[1]["superseded_by"], 4);
	assert_eq!(product[4]["supersedes"], 1);
}

#[tokio::test]
async fn a_unit_tells_whose_prefix_its_code_lies_under_and_whether_its_right_is_proven() {
	let served = Served::new().await;
	let trace = served.get(UNIT).await.json();
	assert_eq!((&trace["prefix"], &trace["unit"]["unproven_right"]), (&Value::Null, &json!(false)));
	for (key, scheme, prefix, is_shown) in [
		("16901235", "Company", "6901235", false),
		("1690123456", "LogisticUnits", "690123456", false),
		("o6901234", "Other", "6901234", false),
		("16901234", "Company", "6901234", true),
	] {
		sqlx::query("DELETE FROM prefixes").execute(served.database.pool()).await.unwrap();
		let row = json!({
			"key": key, "scheme": scheme, "prefix": prefix, "holder": MANUFACTURER, "until": null, "granted_at": START,
		});
		insert(&served.database, "prefixes", row).await;
		let shown = &served.get(UNIT).await.json()["prefix"];
		assert_eq!(
			shown["holder"],
			if is_shown { json!(MANUFACTURER) } else { Value::Null },
			"{scheme} {prefix}"
		);
		assert_eq!(shown["party"]["name"].is_string(), is_shown);
	}
	sqlx::query("UPDATE unit_rows SET unproven_right = 1").execute(served.database.pool()).await.unwrap();
	assert_eq!(served.get(UNIT).await.json()["unit"]["unproven_right"], true);
}

#[tokio::test]
async fn a_unit_tells_its_owners_one_after_the_other_and_the_standing_offer_of_its_title() {
	let served = Served::new().await;
	let trace = served.get(UNIT).await.json();
	assert_eq!(trace["unit"]["title_offer"], Value::Null);
	let before = trace["owners"].as_array().unwrap().clone();
	let [offer, terms] = ["a1", "b2"].map(|byte| format!("0x{}", byte.repeat(32)));
	let event = |block: i64, kind: &str, by: &str, other: &str, detail: Value| {
		json!({
			"block": block, "event": 0, "code": EARPHONES, "time": START + block, "kind": kind, "by": by,
			"other": other, "detail": detail.to_string(),
		})
	};
	let detail = json!({ "offer": offer, "terms": terms });
	for row in [
		event(31, "TitleOffered", MANUFACTURER, CARRIER, detail.clone()),
		event(32, "TitlePassed", CARRIER, MANUFACTURER, detail),
		event(33, "CodeReassigned", CUSTOMS, MANUFACTURER, json!({ "from": CARRIER, "reason": "冒用" })),
	] {
		insert(&served.database, "unit_events", row).await;
	}
	let standing = json!({ "to": CARRIER, "expires_at": START + 99, "offer": offer, "terms": null });
	let offered = json!({ "title_offer": standing.to_string() });
	suyuan_fixtures::set(&served.database, "units", EARPHONES, offered).await;
	let trace = served.get(UNIT).await.json();
	assert_eq!(trace["unit"]["title_offer"], standing);
	let owners = &trace["owners"].as_array().unwrap()[before.len()..];
	let passed =
		json!({ "account": CARRIER, "by": "TitlePassed", "block": 32, "time": START + 32, "terms": terms });
	let given = json!({ "account": MANUFACTURER, "by": "CodeReassigned", "block": 33, "time": START + 33, "terms": null });
	assert_eq!(owners, [passed, given]);
}

#[tokio::test]
async fn what_went_into_others_is_told() {
	let served = Served::new().await;
	let cells = served.get("/api/units/01%2F06923456789012%2F10%2FCELL-7").await.json();
	assert_eq!(cells["used_in"][0]["outputs"], json!([EARPHONES, RECALLED]));
	assert!(cells["made_of"].is_null());
	assert_eq!(cells["missing"][0], "Production");
	let recalled = served.get("/api/units/01%2F06901234567892%2F21%2FSN-0002").await.json();
	assert_eq!(recalled["unit"]["hold"]["kind"], "Recall");
	assert_eq!(recalled["parties"][CUSTOMS]["department"], "Customs");
	let carton = served.get("/api/units/00%2F106901234500000010").await.json();
	assert_eq!(carton["contents"], json!([EARPHONES]));
	assert_eq!(carton["check"]["heads_agree"], Value::Null, "there is nothing to compare");
	assert_eq!(carton["missing"], json!([]));
}

#[tokio::test]
async fn a_head_that_disagrees_is_told() {
	let served = Served::new().await;
	sqlx::query(
		"UPDATE head_rows SET agrees = 0 WHERE info_block = 2 AND unit = \
		(SELECT unit FROM unit_numbers WHERE code = $1)",
	)
	.bind(EARPHONES)
	.execute(served.database.pool())
	.await
	.unwrap();
	assert_eq!(served.get(UNIT).await.json()["check"]["heads_agree"], false);
	let status = served.get("/api/status").await.json();
	assert_eq!(status["disagreeing"]["items"][0]["block"], "logistics");
	assert_eq!(status["indexed"]["block"], 40);
	assert_eq!(status["behind"], 2);
}

#[tokio::test]
async fn units_are_found_by_what_they_have_in_common() {
	let served = Served::new().await;
	let all = served.get("/api/units").await.json();
	assert_eq!(codes(&all), [CELLS, EARPHONES, RECALLED, CARTON]);
	assert!(all["next"].is_null());
	for (query, found) in [
		(format!("custodian={CARRIER}"), vec![CARTON]),
		(format!("owner={CARRIER}"), vec![]),
		("gtin=6901234567892".into(), vec![EARPHONES, RECALLED]),
		("gtin=06923456789012&lot=CELL-7".into(), vec![CELLS]),
		("gtin=06923456789012&lot=CELL-8".into(), vec![]),
		("hold=Recall".into(), vec![RECALLED]),
	] {
		assert_eq!(codes(&served.get(&format!("/api/units?{query}")).await.json()), found, "{query}");
	}
}

#[tokio::test]
async fn a_search_that_says_too_much_or_too_little_is_refused() {
	let served = Served::new().await;
	for query in [
		format!("owner={MANUFACTURER}&custodian={CARRIER}"),
		"lot=CELL-7".into(),
		"limit=0".into(),
		"limit=257".into(),
		"limit=-1".into(),
		"limit=many".into(),
		"gtin=123".into(),
	] {
		let answer = served.get(&format!("/api/units?{query}")).await;
		assert_eq!(answer.status, 400, "{query}");
		assert_eq!(answer.header("content-type"), "application/problem+json", "{query}");
	}
	served.get("/api/units?gtin=06901234567893").await.is_problem(400, "wrong-check-digit");
}

#[tokio::test]
async fn pages_follow_each_other_without_gap_or_repetition() {
	let served = Served::new().await;
	for number in 0..300 {
		let code = format!("01/06901234567892/21/P{number:04}");
		let row = json!({
			"code": code, "gtin": "06901234567892", "serial": format!("P{number:04}"), "kind": "Item", "mode": "Trader",
			"remaining": 1_000, "owner": CARRIER, "custodian": CARRIER, "stage": "Open", "packed_in": CARTON,
			"registered_at": 1, "registered_time": START,
		});
		insert(&served.database, "units", row).await;
	}
	for (list, many) in [
		(format!("/api/units?owner={CARRIER}&limit=256"), 300),
		("/api/units/00%2F106901234500000010/contents?limit=7".to_owned(), 301),
		("/api/units?limit=1".to_owned(), 304),
	] {
		let mut seen: Vec<String> = vec![];
		let mut after = String::new();
		loop {
			let page = served.get(&format!("{list}{after}")).await.json();
			let items = page["items"].as_array().unwrap();
			assert!(!items.is_empty());
			seen.extend(items.iter().map(|item| item["code"].as_str().or(item.as_str()).unwrap().to_owned()));
			match page["next"].as_str() {
				Some(next) => after = format!("&after={}", crate::digital_link::links::query(next)),
				None => break,
			}
		}
		assert_eq!(seen.len(), many, "{list}");
		let pieces: Vec<_> = seen.iter().filter(|code| code.contains("/21/P")).collect();
		assert!(pieces.is_sorted(), "in the order of their registration: {list}");
		assert_eq!(seen.iter().collect::<std::collections::BTreeSet<_>>().len(), many, "{list}");
	}
}

#[tokio::test]
async fn a_trace_carries_the_first_of_many() {
	let served = Served::new().await;
	let record = |number: i64| json!({ "code": RECALLED, "index": number, "provider": CARRIER, "item": { "Positions": [] } });
	insert_records(&served.database, Info::Logistics, 30, (0..300).map(record).collect()).await;
	let row = json!({
		"code": RECALLED, "info_block": "logistics", "records": 300, "categories": ["Tally"], "imported": [],
		"digest": format!("0x{}", "00".repeat(32)), "last_at": 30,
	});
	insert(&served.database, "heads", row).await;
	let trace = served.get("/api/units/01%2F06901234567892%2F21%2FSN-0002").await.json();
	assert_eq!(trace["blocks"][2]["total"], 300);
	assert_eq!(trace["blocks"][2]["records"].as_array().unwrap().len(), 256);
	assert_eq!(trace["check"]["heads_agree"], Value::Null, "not compared yet");
	let missing = trace["missing"].as_array().unwrap();
	assert!(!missing.contains(&json!("Tally")), "the head knows what is recorded beyond the first");
	let rest =
		served.get("/api/units/01%2F06901234567892%2F21%2FSN-0002/records/logistics?after=255").await.json();
	assert_eq!(rest["items"].as_array().unwrap().len(), 44);
	assert_eq!(rest["items"][0]["index"], 256);
}

#[tokio::test]
async fn records_come_in_their_order() {
	let served = Served::new().await;
	let page = served.get(&format!("{UNIT}/records/product?limit=3")).await.json();
	let indices: Vec<_> =
		page["items"].as_array().unwrap().iter().map(|record| record["index"].clone()).collect();
	assert_eq!(indices, [0, 1, 2]);
	assert_eq!(page["next"], "2");
	let page = served.get(&format!("{UNIT}/records/product?limit=3&after=2")).await.json();
	assert_eq!(page["items"].as_array().unwrap().len(), 2);
	assert_eq!(page["items"][1]["reason"], "许可证号写错");
	assert!(page["next"].is_null());
	let imported = served.get(&format!("{UNIT}/records/logistics?after=2&limit=1")).await.json();
	assert_eq!(imported["items"][0]["source"], "Imported");
	assert_eq!(imported["items"][0]["party"], "Ontario Cross-Border LLC");
	assert_eq!(
		served.get("/api/units/00%2F106901234500000010/records/customs").await.json()["items"],
		json!([])
	);
	served.get(&format!("{UNIT}/records/prices")).await.is_problem(400, "malformed-request");
	served.get(&format!("{UNIT}/records/product?after=x")).await.is_problem(400, "malformed-request");
}

#[tokio::test]
async fn codes_of_which_nothing_was_archived_need_no_proof_and_too_many_are_refused() {
	let served = Served::new().await;
	let proof = served.get("/api/archive/proof?codes=01/06901234567892/21/SN-0001,other:x-1").await.json();
	assert_eq!((&proof["proof"], &proof["size"]), (&json!([]), &json!(0)));
	assert_eq!(proof["codes"][0], json!({ "code": "01/06901234567892/21/SN-0001", "leaf": null }));
	assert_eq!(proof["codes"][1]["code"], "other:x-1");
	let many = vec!["other:x-1"; 65].join(",");
	assert_eq!(served.get(&format!("/api/archive/proof?codes={many}")).await.status, 400);
	assert_eq!(served.get("/api/archive/proof?codes=nonsense").await.status, 400);
	assert_eq!(served.get("/api/archive/proof").await.status, 400);
}

#[tokio::test]
async fn genealogy_is_walked_both_ways() {
	let served = Served::new().await;
	let cells = "/api/units/01%2F06923456789012%2F10%2FCELL-7";
	let back = served.get(&format!("{UNIT}/ancestors")).await.json();
	assert_eq!(back["items"][0]["transformation"]["inputs"][0][0], CELLS);
	assert_eq!(back["items"][0]["distance"], 1);
	assert_eq!(back["complete"], true);
	let on = served.get(&format!("{cells}/descendants")).await.json();
	assert_eq!(on["items"][0]["transformation"]["outputs"], json!([EARPHONES, RECALLED]));
	assert_eq!(served.get(&format!("{cells}/ancestors")).await.json()["items"], json!([]));
	served.get(&format!("{UNIT}/ancestors?after=1")).await.is_problem(400, "malformed-request");
}

#[tokio::test]
async fn a_long_genealogy_comes_by_pages_from_the_nearest() {
	let served = Served::new().await;
	// Cells go into five assemblies, each of them into two products, and one product again into another.
	let step = |id: i64, inputs: Vec<String>, outputs: Vec<String>| (id, inputs, outputs);
	let mut steps = vec![];
	for number in 0..5 {
		steps.push(step(10 + number, vec![CELLS.into()], vec![format!("other:assembly-{number}")]));
		let products = (0..2).map(|product| format!("other:product-{number}-{product}")).collect();
		steps.push(step(20 + number, vec![format!("other:assembly-{number}")], products));
	}
	steps.push(step(
		30,
		vec!["other:product-0-0".into(), "other:product-4-1".into()],
		vec!["other:set".into()],
	));
	for (id, inputs, outputs) in steps {
		let row = json!({ "id": id, "kind": "Transform", "by": MANUFACTURER, "block": 30, "time": START });
		insert(&served.database, "transformations", row).await;
		for (table, codes) in [("transformation_inputs", inputs), ("transformation_outputs", outputs)] {
			for (position, code) in codes.into_iter().enumerate() {
				insert(&served.database, table, json!({ "id": id, "position": position, "code": code }))
					.await;
			}
		}
	}
	let mut walked = vec![];
	let mut after = String::new();
	loop {
		let list = format!("/api/units/01%2F06923456789012%2F10%2FCELL-7/descendants?limit=4{after}");
		let page = served.get(&list).await.json();
		for step in page["items"].as_array().unwrap() {
			walked.push((step["distance"].as_i64().unwrap(), step["transformation"]["id"].as_i64().unwrap()));
		}
		match page["next"].as_str() {
			Some(next) => after = format!("&after={next}"),
			None => break,
		}
	}
	let near = [0, 10, 11, 12, 13, 14].map(|id| (1, id));
	let far = [20, 21, 22, 23, 24].map(|id| (2, id));
	assert_eq!(walked, [&near[..], &far[..], &[(3, 30)]].concat());
	let row = json!({
		"code": "other:set", "kind": "Item", "mode": "Trader", "remaining": 1_000, "owner": CARRIER,
		"custodian": CARRIER, "stage": "Open", "registered_at": 1, "registered_time": START,
	});
	insert(&served.database, "units", row).await;
	let back = served.get("/api/units/other:set/ancestors").await.json();
	let walked: Vec<_> = back["items"]
		.as_array()
		.unwrap()
		.iter()
		.map(|step| step["transformation"]["id"].as_i64().unwrap())
		.collect();
	assert_eq!(walked, [30, 20, 24, 10, 14]);
}

#[tokio::test]
async fn what_is_not_there_is_not_found_by_name() {
	let served = Served::new().await;
	for path in ["", "/records/product", "/ancestors", "/descendants", "/contents"] {
		let answer = served.get(&format!("/api/units/01%2F06901234567892%2F21%2FFAKE{path}")).await;
		answer.is_problem(404, "unknown-code");
		let answer = served.get(&format!("/api/units/01%2F06901234567893%2F21%2FFAKE{path}")).await;
		answer.is_problem(400, "wrong-check-digit");
		let answer = served.get(&format!("/api/units/nonsense{path}")).await;
		answer.is_problem(400, "malformed-trace-code");
	}
	for path in ["/api/participants/5Nobody", "/api/declarations/000000000000000000", "/api/filings/5Nobody"]
	{
		served.get(path).await.is_problem(404, "unknown-key");
	}
	served.get("/api/nothing").await.is_problem(404, "no-such-route");
	served.get("/nothing").await.is_problem(404, "no-such-route");
}

#[tokio::test]
async fn participants_are_told() {
	let served = Served::new().await;
	let all = served.get("/api/participants").await.json();
	assert_eq!(all["items"].as_array().unwrap().len(), 3);
	let carriers = served.get("/api/participants?kind=LogisticsEnterprise").await.json();
	assert_eq!(carriers["items"][0]["account"], CARRIER);
	let by_code = served.get("/api/participants?credit_code=91440300708461136T").await.json();
	assert_eq!(by_code["items"][0]["account"], MANUFACTURER);
	let one = served.get(&format!("/api/participants/{MANUFACTURER}")).await.json();
	assert_eq!(one["name"], "深圳市声澜电子有限公司");
	assert_eq!(one["partners"], json!([]));
	let row = json!({ "proposer": MANUFACTURER, "partner": CARRIER, "confirmed": 1, "since": START });
	insert(&served.database, "partners", row).await;
	for (account, other, proposed_by_it) in [(MANUFACTURER, CARRIER, false), (CARRIER, MANUFACTURER, true)] {
		let partners = &served.get(&format!("/api/participants/{account}")).await.json()["partners"];
		assert_eq!((&partners[0]["account"], &partners[0]["confirmed"]), (&json!(other), &json!(true)));
		assert_eq!(
			(&partners[0]["proposed_by_it"], &partners[0]["since"]),
			(&json!(proposed_by_it), &json!(START))
		);
		assert!(partners[0]["name"].is_string());
		let page = served.get(&format!("/participants/{account}")).await;
		assert!(page.text().contains("贸易伙伴"), "{}", page.text());
	}
	assert_eq!(one["authorizes"][0]["account"], CARRIER);
	assert_eq!(one["authorizes"][0]["blocks"]["logistics"], true);
	let carrier = served.get(&format!("/api/participants/{CARRIER}")).await.json();
	assert_eq!(carrier["authorized_by"][0]["account"], MANUFACTURER);
	assert_eq!(carrier["nodes"], json!(["InternationalTransport"]));
}

#[tokio::test]
async fn the_alliance_chain_is_told() {
	let served = Served::new().await;
	let declarations = served.get("/api/declarations").await.json();
	assert_eq!(declarations["items"][0]["verdicts"][0]["agrees"], true);
	let none = served.get(&format!("/api/declarations?declarant={CARRIER}")).await.json();
	assert_eq!(none["items"], json!([]));
	let one = served.get(&format!("/api/declarations/{ENTRY_NUMBER}")).await.json();
	assert_eq!(one["loop_state"], "Matched");
	assert_eq!(one["units"], json!([EARPHONES]));
	assert_eq!(one["lines"][0]["hs_code"], "8518300000");
	assert_eq!(served.get("/api/filings").await.json()["items"][0]["exporter"], MANUFACTURER);
	assert_eq!(served.get(&format!("/api/filings/{MANUFACTURER}")).await.json()["status"], "Good");
	let loops = served.get(&format!("/api/loops?merchant={MANUFACTURER}")).await.json();
	assert_eq!(loops["items"][0]["number"], "HQ20261105-000871");
	served.get("/api/loops").await.is_problem(400, "malformed-request");
	served
		.get(&format!("/api/loops?merchant={MANUFACTURER}&after=x"))
		.await
		.is_problem(400, "malformed-request");
}

#[tokio::test]
async fn loops_come_by_pages_whatever_their_keys() {
	let served = Served::new().await;
	for number in ["\"", ",", "甲", "HQ\\"] {
		let row = json!({
			"merchant": MANUFACTURER, "platform": "平台", "merchant_code": "[1]", "number": number, "state": "Open",
			"detail": {}, "changed_at": 1,
		});
		insert(&served.database, "loops", row).await;
	}
	let mut numbers = vec![];
	let mut after = String::new();
	loop {
		let page = served.get(&format!("/api/loops?merchant={MANUFACTURER}&limit=1{after}")).await.json();
		numbers.push(page["items"][0]["number"].as_str().unwrap().to_owned());
		match page["next"].as_str() {
			Some(next) => after = format!("&after={}", crate::digital_link::links::query(next)),
			None => break,
		}
	}
	assert_eq!(numbers, ["HQ20261105-000871", "\"", ",", "HQ\\", "甲"]);
}

#[tokio::test]
async fn who_has_it_already_is_told_so() {
	let served = Served::new().await;
	let first = served.get("/api/participants").await;
	let tag = first.header("etag").to_owned();
	assert!(!tag.is_empty());
	assert_eq!(first.header("cache-control"), "no-cache");
	for known in [&*tag, "*", &format!("\"other\", {tag}")] {
		let again = served.get_as("/api/participants", &[("if-none-match", known)]).await;
		assert_eq!((again.status.as_u16(), again.body.len()), (304, 0), "{known}");
	}
	let changed = served.get_as("/api/participants", &[("if-none-match", "\"other\"")]).await;
	assert_eq!(changed.status, 200);
	let kind = served.get_as("/api/participants?limit=1", &[("if-none-match", &tag)]).await;
	assert_eq!(kind.status, 200, "another page is another answer");
}
