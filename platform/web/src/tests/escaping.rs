// SPDX-License-Identifier: Apache-2.0

//! Text of participants and clients is never taken for anything but text.

use super::*;
use serde_json::json;
use suyuan_chain_client::Info;
use suyuan_fixtures::{insert, insert_records, MANUFACTURER, START};

const HOSTILE: &str = "<script>alert(1)</script>\"'&\u{202e}\r\nSet-Cookie: a=b";

#[tokio::test]
async fn hostile_text_in_a_request_comes_back_as_text() {
	let served = Served::new().await;
	let encoded = crate::digital_link::links::query(HOSTILE);
	for uri in [
		format!("/01/06901234567892/21/{encoded}"),
		format!("/api/units/{encoded}"),
		format!("/api/units?limit={encoded}"),
		format!("/api/participants/{encoded}"),
		format!("/api/declarations/{encoded}"),
		format!("/problems/{encoded}"),
		format!("/01/06901234567892/21/SN-0001?linkType={encoded}"),
		format!("/{encoded}"),
	] {
		let answer = served.accepting(&uri, "application/json").await;
		assert!(answer.status.is_client_error(), "{uri}");
		assert_eq!(answer.header("content-type"), "application/problem+json", "{uri}");
		assert_eq!(answer.header("x-content-type-options"), "nosniff");
		assert!(answer.headers.get("set-cookie").is_none(), "{uri}");
		answer.json();
		let page = served.accepting(&uri, "text/html").await;
		assert!(
			!page.text().contains("<script>") || page.header("content-type") == "application/problem+json",
			"{uri}"
		);
	}
}

#[tokio::test]
async fn hostile_text_in_a_query_leaves_no_header() {
	let served = Served::new().await;
	let answer = served.get("/01/6901234567892/21/SN-0001?x=%0d%0aSet-Cookie:%20a=b").await;
	assert_eq!(answer.status, 301);
	assert!(answer.headers.get("set-cookie").is_none());
	assert_eq!(answer.header("location"), "/01/06901234567892/21/SN-0001?x=%0d%0aSet-Cookie:%20a=b");
}

#[tokio::test]
async fn a_redirect_never_leads_to_another_host() {
	let served = Served::new().await;
	for uri in ["//evil.example/01/6901234567892/21/A", "/01//6901234567892/21/A", "/01/6901234567892/21/A//"]
	{
		let answer = served.get(uri).await;
		let location = answer.header("location");
		assert!(
			location.is_empty() || location.starts_with("/01/06901234567892/"),
			"{uri} leads to {location}"
		);
	}
}

#[tokio::test]
async fn hostile_text_on_the_chain_comes_as_data() {
	let served = Served::new().await;
	let code = "other:hostile";
	let row = json!({
		"code": code, "kind": "Item", "mode": "Trader", "remaining": 1_000, "owner": MANUFACTURER,
		"custodian": MANUFACTURER, "stage": "Open", "hold": "Recall", "hold_by": MANUFACTURER, "hold_reason": HOSTILE,
		"held_at": START, "registered_at": 1, "registered_time": START,
	});
	insert(&served.database, "units", row).await;
	let record = json!({
		"code": code, "index": 0, "provider": MANUFACTURER, "source": { "Imported": { "party": HOSTILE } },
		"item": { "Features": {
			"brand": HOSTILE, "model": HOSTILE, "shelf_life": "Unlimited", "certificates": [],
			"certificate_of_origin": null, "test_reports": [],
		} },
	});
	insert_records(&served.database, Info::Product, 1, vec![record]).await;
	let trace = served.get("/api/units/other:hostile").await.json();
	assert_eq!(trace["unit"]["hold"]["reason"], HOSTILE);
	assert_eq!(trace["blocks"][0]["records"][0]["item"]["Features"]["brand"], HOSTILE);
	let page = served.accepting("/other:hostile", "text/html").await;
	assert_eq!(page.status, 200);
	assert!(!page.text().contains("<script>alert"));
}

#[tokio::test]
async fn a_nul_is_refused_wherever_it_stands() {
	let served = Served::new().await;
	for uri in [
		"/api/participants/a%00b",
		"/api/units?owner=%00",
		"/01/06901234567892/21/%00",
		"/%00",
		"/api/units/%00",
	] {
		served.accepting(uri, "application/json").await.is_problem(400, "malformed-request");
	}
}

#[tokio::test]
async fn what_could_be_sql_is_text() {
	let served = Served::new().await;
	for value in ["' OR '1'='1", "x'; DROP TABLE units; --", "$1", "?"] {
		let value = crate::digital_link::links::query(value);
		for uri in [format!("/api/units?owner={value}"), format!("/api/units?after={value}&owner=x")] {
			let page = served.get(&uri).await;
			assert_eq!(page.json()["items"], json!([]), "{uri}");
		}
	}
	assert_eq!(served.get("/api/units").await.json()["items"].as_array().unwrap().len(), 4);
}
