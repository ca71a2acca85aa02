// SPDX-License-Identifier: Apache-2.0

//! Browsers get pages for whatever they open, programs get documents.

use super::*;
use serde_json::json;
use suyuan_fixtures::{insert, CUSTOMS, MANUFACTURER, START};

const BROWSER: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

/// Asserts that the answer is a page of that status, in English, without a word of JSON.
fn is_page(answer: &Answer, status: u16, said: &str) {
	assert_eq!(answer.status.as_u16(), status, "{}", answer.text());
	assert_eq!(answer.header("content-type"), "text/html; charset=utf-8", "{}", answer.text());
	assert!(answer.header("content-security-policy").contains("default-src 'none'"));
	assert!(answer.text().contains("<html lang=\"en\"") && answer.text().contains(said), "{}", answer.text());
	assert!(!answer.text().contains("/problems/") && answer.text().contains("action=\"/search\""));
}

async fn open(served: &Served, method: &str, uri: &str) -> Answer {
	let request =
		Request::builder().method(method).uri(uri).header("accept", BROWSER).header("accept-language", "en");
	served.ask(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn a_browser_gets_a_page_whatever_it_opens() {
	let served = Served::new().await;
	for (method, uri, status, said) in [
		("GET", "/nothing/here", 404, "There is no such page"),
		("GET", "/api/nothing", 404, "There is no such page"),
		("GET", "/problems/no-such", 404, "There is no such page"),
		("POST", "/", 405, "be sent here"),
		("DELETE", "/api/units", 405, "be sent here"),
		("GET", "/participants?unheard=1", 400, "Something in this link is wrong"),
		("GET", "/api/units?limit=0", 400, "Something in this link is wrong"),
		("GET", "/api/units/nonsense", 400, "This is no trace code"),
		("GET", "/api/declarations/530120269999999999", 404, "There is nothing here"),
		("GET", "/api/log", 401, "This needs a token"),
	] {
		is_page(&open(&served, method, uri).await, status, said);
	}
	is_page(&open(&served, "GET", "/problems/wrong-check-digit").await, 200, "The check digit is wrong");
	assert!(served.get("/problems/wrong-check-digit").await.text().starts_with("400"));
	assert!(!open(&served, "POST", "/").await.header("allow").is_empty(), "the methods are still said");
	assert!(served.get("/nothing/here").await.is_problem(404, "no-such-route").is_object());
	assert!(served
		.accepting("/nothing/here", "application/json")
		.await
		.is_problem(404, "no-such-route")
		.is_object());
	let chinese =
		served.get_as("/nothing/here?lang=zh", &[("accept", BROWSER), ("accept-language", "en")]).await;
	assert!(chinese.text().contains("没有这个页面"), "the link's language before the browser's");
}

#[tokio::test]
async fn a_browser_that_asks_too_often_gets_a_page_that_says_when_to_ask_again() {
	let served = Served::with(Config { requests_per_second: 1, behind_proxy: true, ..config() }).await;
	let mut refused = None;
	for _ in 0..100 {
		let headers = [("accept", BROWSER), ("accept-language", "en"), ("x-forwarded-for", "1.2.3.4")];
		let answer = served.get_as("/participants", &headers).await;
		if answer.status == 429 {
			refused = Some(answer);
			break;
		}
	}
	let refused = refused.expect("nobody may ask a hundred times at once");
	is_page(&refused, 429, "Too many requests");
	assert!(refused.header("retry-after").parse::<u64>().unwrap() >= 1);
}

#[tokio::test]
async fn a_browser_gets_a_page_when_the_database_does_not_answer() {
	let served = Served::new().await;
	served.database.pool().close().await;
	let answer = open(&served, "GET", "/api/participants").await;
	is_page(&answer, 503, "answer just now");
	assert!(!answer.header("retry-after").is_empty());
}

#[tokio::test]
async fn an_unregistered_piece_of_a_recalled_batch_says_so_in_a_browser() {
	let served = Served::new().await;
	let row = json!({
		"code": "01/06901234567892/10/L9", "gtin": "06901234567892", "lot": "L9", "kind": "Batch", "mode": "FullChain",
		"quantity": 1, "remaining": 1, "measure": "Piece", "owner": MANUFACTURER, "custodian": MANUFACTURER, "stage": "Open",
		"hold": "Recall", "hold_by": CUSTOMS, "hold_reason": "小零件 small parts <b>", "held_at": START,
		"registered_at": 5, "registered_time": START,
	});
	insert(&served.database, "units", row).await;
	let page = open(&served, "GET", "/01/06901234567892/10/L9/21/NOWHERE").await;
	is_page(&page, 404, "This code is not registered");
	for said in [
		"role=\"alert\"",
		"RECALLED",
		"the batch that it belongs to",
		"choke or suffocate",
		"深圳海关",
		"12315",
	] {
		assert!(page.text().contains(said), "{said}");
	}
	assert!(!page.text().contains("<b>") || !page.text().contains("parts <b>"), "the reason is text");
	let page = open(&served, "GET", "/01/06901234567892/21/NOWHERE").await;
	assert!(page.text().contains("compare it with the batch on your label"));
	let page = open(&served, "GET", "/01/06923456789012/21/NOWHERE").await;
	assert!(!page.text().contains("role=\"alert\""), "another product is not concerned");
}
