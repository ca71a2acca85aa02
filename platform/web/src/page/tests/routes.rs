// SPDX-License-Identifier: Apache-2.0

//! Tests of pages and labels over the seeded trace by a browser's requests.

use crate::{labels, page::router, App, Config};
use axum::{
	body::{to_bytes, Body},
	http::{Request, Response, StatusCode},
	Router,
};
use serde_json::json;
use suyuan_fixtures::{insert, CUSTOMS, EARPHONES, ENTRY_NUMBER, MANUFACTURER, RECALLED, START};
use suyuan_store::Progress;
use tower::ServiceExt;

async fn served() -> (App, Router) {
	let config = Config { public_url: "https://trace.example/".into(), ..Config::default() };
	let app = App::over(suyuan_fixtures::database().await, config, Progress::default());
	(app.clone(), router(app.clone()).merge(labels::router(app)))
}

async fn ask(router: &Router, uri: &str) -> Response<Body> {
	let request = Request::get(uri).header("accept-language", "zh-CN").body(Body::empty()).unwrap();
	router.clone().oneshot(request).await.unwrap()
}

async fn bytes(router: &Router, uri: &str) -> Vec<u8> {
	let answer = ask(router, uri).await;
	assert_eq!(answer.status(), StatusCode::OK, "{uri}");
	to_bytes(answer.into_body(), usize::MAX).await.unwrap().to_vec()
}

async fn text(router: &Router, uri: &str) -> String {
	String::from_utf8(bytes(router, uri).await).unwrap()
}

#[tokio::test]
async fn the_first_page_asks_for_a_code_and_loads_what_it_names() {
	let (_, router) = served().await;
	let page = text(&router, "/").await;
	assert!(page.contains("action=\"/search\""));
	for asset in page.split("href=\"/assets/").skip(1).filter_map(|part| part.split('"').next()) {
		assert!(!bytes(&router, &format!("/assets/{asset}")).await.is_empty());
	}
}

#[tokio::test]
async fn every_page_forbids_scripts_and_other_hosts() {
	let (_, router) = served().await;
	for uri in ["/", "/participants", "/participants/nobody"] {
		let answer = ask(&router, uri).await;
		let policy = answer.headers()["content-security-policy"].to_str().unwrap();
		assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{uri}");
		assert_eq!(answer.headers()["x-content-type-options"], "nosniff");
	}
}

#[tokio::test]
async fn whatever_is_read_from_an_old_block_says_how_old_that_is() {
	let progress = Progress { time: Some(START), ..Progress::default() };
	let app = App::over(suyuan_fixtures::database().await, Config::default(), progress);
	let router = router(app);
	for uri in
		["/participants", &format!("/participants/{MANUFACTURER}"), &format!("/declarations/{ENTRY_NUMBER}")]
	{
		let page = text(&router, uri).await;
		assert!(page.contains("class=\"stale\"") && page.contains("天前"), "{uri}");
	}
	assert!(!text(&router, "/").await.contains("class=\"stale\""), "nothing is read for this one");
	let progress = Progress { time: Some(suyuan_store::now()), ..Progress::default() };
	let app = App::over(suyuan_fixtures::database().await, Config::default(), progress);
	assert!(!text(&super::super::router(app), "/participants").await.contains("class=\"stale\""));
}

#[tokio::test]
async fn a_page_that_cannot_be_read_just_now_says_when_to_ask_again() {
	let (app, router) = served().await;
	app.database.pool().close().await;
	let answer = ask(&router, "/participants").await;
	assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
	assert_eq!(answer.headers()["retry-after"], "5");
}

#[tokio::test]
async fn what_is_typed_in_is_sought_in_the_readers_language() {
	let (_, router) = served().await;
	let answer = ask(&router, "/search?code=%2801%2906901234567892%2821%29SN-0001&lang=en").await;
	assert_eq!(answer.status(), StatusCode::SEE_OTHER);
	assert_eq!(answer.headers()["location"], "/01/06901234567892/21/SN-0001?lang=en");
}

#[tokio::test]
async fn participants_are_listed_and_shown_with_what_they_own() {
	let (_, router) = served().await;
	let page = text(&router, "/participants").await;
	assert!(page.contains("深圳市声澜电子有限公司") && page.contains(CUSTOMS));
	let page = text(&router, &format!("/participants/{MANUFACTURER}")).await;
	assert!(page.contains("91440300708461136T") && page.contains("生产企业节点"));
	assert!(page.contains(EARPHONES) && page.contains("已通过实名认证"));
}

#[tokio::test]
async fn the_list_of_participants_goes_on_where_it_ended() {
	let (app, router) = served().await;
	for n in 0..70 {
		let row = json!({ "account": format!("6{n:03}"), "status": "Applied", "changed_at": START });
		insert(&app.database, "participants", row).await;
	}
	let page = text(&router, "/participants").await;
	let next = page.split("rel=\"next\"").next().unwrap().rsplit("href=\"").next().unwrap();
	let next = next.split('"').next().unwrap().replace("&#38;", "&");
	let rest = text(&router, &next).await;
	assert!(rest.contains("6069") && !rest.contains("rel=\"next\""));
}

#[tokio::test]
async fn a_declaration_is_shown_with_its_goods_verdicts_and_units() {
	let (_, router) = served().await;
	let page = text(&router, &format!("/declarations/{ENTRY_NUMBER}")).await;
	for said in ["放行", "8518300000", "USD 49.90", "9610 跨境直购", "三单相符", "同意", EARPHONES, "美国"]
	{
		assert!(page.contains(said), "{said}");
	}
}

#[tokio::test]
async fn every_verdict_ever_given_is_shown_refusals_included() {
	let (_, router) = served().await;
	let page = text(&router, &format!("/declarations/{ENTRY_NUMBER}")).await;
	let given = page.split("全部意见").nth(1).expect("they are listed");
	assert!(given.contains("毛重与运单不符") && given.contains("不同意") && given.contains(CUSTOMS));
	assert!(!page.contains("尚未表态的部门"), "nobody is waited for once it is released");
}

#[tokio::test]
async fn a_declaration_that_is_held_says_why() {
	let (app, router) = served().await;
	let usd = |minor_units: u64| json!({ "minor_units": minor_units, "currency": "USD" });
	let state = json!({ "Mismatch": { "fields": [{ "DeclaredValue": { "ordered": usd(4990), "declared": usd(1000) } }] } });
	let approval = json!({
		"must_agree": { "customs": true, "tax": true, "foreign_exchange": true },
		"agreed": { "customs": true, "tax": false, "foreign_exchange": false },
		"refused": { "customs": false, "tax": false, "foreign_exchange": false },
	});
	for (sql, value) in [
		("UPDATE loops SET state = 'Mismatch', detail = $1", json!({ "state": state })),
		("UPDATE declarations SET status = 'Received', loop_state = 'Mismatch', approval = $1", approval),
	] {
		sqlx::query(sql).bind(value.to_string()).execute(app.database.pool()).await.unwrap();
	}
	let page = text(&router, &format!("/declarations/{ENTRY_NUMBER}")).await;
	for said in ["互不相符的项目", "申报总值", "USD 49.90", "USD 10.00", "尚未表态的部门", "税务", "外汇管理"]
	{
		assert!(page.contains(said), "{said}");
	}
	let missing =
		json!({ "state": { "Open": { "missing": ["Order", { "Receipt": { "outstanding": usd(500) } }] } } });
	sqlx::query("UPDATE loops SET detail = $1")
		.bind(missing.to_string())
		.execute(app.database.pool())
		.await
		.unwrap();
	let page = text(&router, &format!("/declarations/{ENTRY_NUMBER}")).await;
	assert!(page.contains("尚缺的单据") && page.contains("USD 5.00") && !page.contains("互不相符的项目"));
}

#[tokio::test]
async fn a_list_is_called_a_list_and_an_entry_an_entry() {
	let (app, router) = served().await;
	const LIST: &str = "53012026E000000002";
	for table in ["declarations", "declaration_units"] {
		let sql = format!("UPDATE {table} SET entry_number = $1");
		sqlx::query(&sql).bind(LIST).execute(app.database.pool()).await.unwrap();
	}
	let page = text(&router, &format!("/declarations/{LIST}")).await;
	assert!(page.contains("<p class=\"kind\">清单</p>") && !page.contains("报关单<"));
	let answer = ask(&router, &format!("/search?code={LIST}&lang=zh")).await;
	assert_eq!(answer.headers()["location"], format!("/declarations/{LIST}?lang=zh"));
}

#[tokio::test]
async fn an_applicant_that_was_turned_down_sees_the_reason() {
	let (app, router) = served().await;
	let row =
		json!({ "account": "5Rejected", "status": "Rejected", "business": "Trader", "changed_at": START });
	insert(&app.database, "participants", row).await;
	for (block, kind, reason) in [(3, "Applied", None), (4, "Rejected", Some("执照已过期 <b>"))] {
		let row = json!({
			"account": "5Rejected", "block": block, "event": 1, "time": START, "kind": kind, "reason": reason,
		});
		insert(&app.database, "participant_events", row).await;
	}
	let page = text(&router, "/participants/5Rejected").await;
	let history = page.split("申请与审批经过").nth(1).expect("there is one");
	assert!(history.contains("提交申请") && history.contains("申请未通过") && history.contains("执照已过期"));
	assert!(!page.contains("<b>\n") && !history.contains("过期 <b>"));
}

#[tokio::test]
async fn names_brands_batches_and_serials_are_found() {
	let (_, router) = served().await;
	for (typed, found) in [
		("声澜电子", "91440300708461136T"),
		("91440300708461136T", "深圳市声澜电子有限公司"),
		("SN-0001", EARPHONES),
		("CELL-7", "CELL-7"),
	] {
		let uri = format!("/search?lang=zh&code={}", crate::digital_link::links::query(typed));
		assert!(text(&router, &uri).await.contains(found), "{typed}");
	}
	let nothing = text(&router, "/search?lang=en&code=%3Cb%3E100%25_").await;
	assert!(nothing.contains("Nothing was found") && !nothing.contains("<b>100"));
	let page = text(&router, "/search?lang=zh&code=%25").await;
	assert!(page.contains("没有找到"), "a wildcard is a character like any other");
}

#[tokio::test]
async fn what_is_not_there_is_said_to_be_not_there() {
	let (_, router) = served().await;
	for uri in ["/participants/%3Cscript%3E", "/declarations/530120269999999999"] {
		let answer = ask(&router, uri).await;
		assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{uri}");
		let page = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
		assert!(!String::from_utf8_lossy(&page).contains("<script"));
	}
}

#[tokio::test]
async fn a_unit_has_its_label() {
	let (_, router) = served().await;
	let svg = text(&router, &format!("/label/{EARPHONES}.svg")).await;
	assert!(svg.starts_with("<svg") && svg.contains("(01)06901234567892") && svg.contains("(21)SN-0001"));
}

#[tokio::test]
async fn labels_of_what_is_not_there_are_refused() {
	let (_, router) = served().await;
	for (uri, status) in [
		("/label/01/06901234567892/21/NOT-THERE.svg", StatusCode::NOT_FOUND),
		("/label/01/06901234567893/21/SN-0001.svg", StatusCode::BAD_REQUEST),
		("/label/01/06901234567892/21/SN-0001.gif", StatusCode::BAD_REQUEST),
		("/label/01/06901234567892/21/SN-0001", StatusCode::BAD_REQUEST),
		("/label/%FF%FE.svg", StatusCode::BAD_REQUEST),
		("/labels/01/06901234567892/21/NOT-THERE.pdf", StatusCode::NOT_FOUND),
		("/labels/01/06901234567892/21/SN-0001.html", StatusCode::BAD_REQUEST),
		("/labels/01/06901234567892/21/SN-0001.svg?page=2", StatusCode::NOT_FOUND),
	] {
		assert_eq!(ask(&router, uri).await.status(), status, "{uri}");
	}
}

/// The link to the next page, as a query.
fn next(answer: &Response<Body>) -> Option<String> {
	let link = answer.headers().get("link")?.to_str().unwrap();
	Some(link.strip_prefix('<').and_then(|next| next.strip_suffix(">; rel=\"next\"")).unwrap().to_string())
}

/// Serial numbers on a sheet, in their order.
async fn serials(answer: Response<Body>) -> Vec<String> {
	assert_eq!(answer.status(), StatusCode::OK);
	let sheet = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
	let sheet = String::from_utf8(sheet.to_vec()).unwrap();
	sheet.split("(21)").skip(1).map(|part| part.split('<').next().unwrap().to_string()).collect()
}

#[tokio::test]
async fn the_units_of_an_owner_are_labelled_page_by_page() {
	let (app, router) = served().await;
	batch(&app, 250).await;
	let owner = format!("/labels/owner/{MANUFACTURER}");
	let (mut from, mut labels) = (format!("{owner}.svg?gtin=06901234567892&lot=L1"), 0);
	loop {
		let answer = ask(&router, &from).await;
		assert_eq!(answer.status(), StatusCode::OK, "{from}");
		let next = next(&answer);
		let sheet = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
		labels += String::from_utf8_lossy(&sheet).matches("<path").count();
		let Some(next) = next else { break };
		from = format!("{owner}.svg{next}");
	}
	assert_eq!(labels, 251, "the batch and its pieces");
	let answer = ask(&router, &format!("{owner}.pdf")).await;
	assert!(answer.headers().contains_key("link"), "a document has ten sheets at most");
	assert!(to_bytes(answer.into_body(), usize::MAX).await.unwrap().starts_with(b"%PDF-"));
	for uri in
		["/labels/owner/nobody.svg".to_string(), format!("{owner}.gif"), format!("{owner}.svg?lot=none")]
	{
		assert_eq!(ask(&router, &uri).await.status(), StatusCode::NOT_FOUND, "{uri}");
	}
	assert_eq!(ask(&router, &format!("{owner}.svg?after=x")).await.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn no_piece_is_printed_twice_or_left_out_while_others_are_registered() {
	let (app, router) = served().await;
	batch(&app, 30).await;
	for list in [
		format!("/labels/{BATCH}.svg"),
		format!("/labels/owner/{MANUFACTURER}.svg?gtin=06901234567892&lot=L1"),
	] {
		let path = list.split('?').next().unwrap();
		let first = ask(&router, &list).await;
		let after = next(&first).unwrap();
		let mut printed = serials(first).await;
		// Registered in later blocks, with codes before and after those that were printed.
		for (block, serial) in [(10, "!"), (10, "zz"), (11, "000-A"), (11, "029-A")] {
			let serial = format!("{serial}-{}", list.len());
			piece(&app, &serial, block).await;
		}
		let second = ask(&router, &format!("{path}{after}")).await;
		printed.extend(serials(second).await);
		let all = printed.len();
		printed.sort();
		printed.dedup();
		assert_eq!(printed.len(), all, "{list}: one was printed twice");
		for n in 0..30 {
			assert!(printed.contains(&format!("{n:03}")), "{list}: {n} was left out");
		}
		assert!(
			printed.contains(&format!("!-{}", list.len()))
				&& printed.contains(&format!("029-A-{}", list.len()))
		);
	}
}

const BATCH: &str = "01/06901234567892/10/L1";

/// Inserts a batch and a number of its pieces.
async fn batch(app: &App, pieces: usize) {
	let unit = |code: String, kind: &str, serial: Option<String>| {
		json!({
			"code": code, "gtin": "06901234567892", "lot": "L1", "serial": serial, "kind": kind, "mode": "Trader",
			"remaining": 1_000, "owner": MANUFACTURER, "custodian": MANUFACTURER, "stage": "Open", "registered_at": 9,
			"registered_time": START,
		})
	};
	insert(&app.database, "units", unit(BATCH.into(), "Batch", None)).await;
	for n in 0..pieces {
		let serial = format!("{n:03}");
		insert(&app.database, "units", unit(format!("{BATCH}/21/{serial}"), "Item", Some(serial))).await;
	}
}

/// Inserts a piece of the batch that was registered in a block.
async fn piece(app: &App, serial: &str, block: i64) {
	let code = format!("{BATCH}/21/{}", serial.replace('!', "%21"));
	let row = json!({
		"code": code, "gtin": "06901234567892", "lot": "L1", "serial": serial, "kind": "Item", "mode": "Trader",
		"remaining": 1_000, "owner": MANUFACTURER, "custodian": MANUFACTURER, "stage": "Open", "registered_at": block,
		"registered_time": START,
	});
	insert(&app.database, "units", row).await;
}

#[tokio::test]
async fn a_batch_without_pieces_is_labelled_itself_a_sheet_full() {
	let (app, router) = served().await;
	batch(&app, 0).await;
	let svg = text(&router, &format!("/labels/{BATCH}.svg")).await;
	assert_eq!(svg.matches("<path").count(), 24);
	assert!(bytes(&router, &format!("/labels/{BATCH}.pdf")).await.starts_with(b"%PDF-"));
}

#[tokio::test]
async fn the_pieces_of_a_batch_are_labelled_sheet_by_sheet() {
	let (app, router) = served().await;
	batch(&app, 30).await;
	let first = ask(&router, &format!("/labels/{BATCH}.svg")).await;
	let after = next(&first).unwrap();
	let (first, second) = (serials(first).await, ask(&router, &format!("/labels/{BATCH}.svg{after}")).await);
	assert_eq!(next(&second), None);
	let second = serials(second).await;
	assert_eq!((first.len(), second.len()), (24, 6));
	assert_eq!((first[0].as_str(), second[5].as_str()), ("000", "029"));
}

#[tokio::test]
async fn a_recalled_unit_is_labelled_like_any_other() {
	// Any reader who finds the label must be able to scan it.
	let (_, router) = served().await;
	assert!(text(&router, &format!("/label/{RECALLED}.svg")).await.contains("SN-0002"));
}

#[tokio::test]
async fn a_database_that_fails_is_not_the_readers_fault() {
	let (app, router) = served().await;
	app.database.pool().close().await;
	for uri in
		["/participants", "/participants/x", "/declarations/x", "/label/01/06901234567892/21/SN-0001.svg"]
	{
		assert_eq!(ask(&router, uri).await.status(), StatusCode::SERVICE_UNAVAILABLE, "{uri}");
	}
}
