// SPDX-License-Identifier: Apache-2.0

//! Tests of print runs: what was printed is remembered, whatever is registered meanwhile.

use super::*;
use crate::auth::tokens::{self, Scope};
use serde_json::json;
use suyuan_fixtures::{insert, EARPHONES, MANUFACTURER, START};

const BATCH: &str = "01/06901234567892/10/L1";

async fn piece(served: &Served, serial: &str, block: i64) {
	let (kind, code) = match serial {
		"" => ("Batch", BATCH.to_owned()),
		serial => ("Item", format!("{BATCH}/21/{serial}")),
	};
	let row = json!({
		"code": code, "gtin": "06901234567892", "lot": "L1", "serial": (!serial.is_empty()).then_some(serial),
		"kind": kind, "mode": "Trader", "remaining": 1_000, "owner": MANUFACTURER, "custodian": MANUFACTURER,
		"stage": "Open", "registered_at": block, "registered_time": START,
	});
	insert(&served.database, "units", row).await;
}

/// A platform with a batch of three pieces, and the header that orders runs.
async fn with_batch() -> (Served, String) {
	let served = Served::new().await;
	for (serial, block) in [("", 5), ("B", 6), ("C", 6), ("A", 7)] {
		piece(&served, serial, block).await;
	}
	let token = tokens::add(&served.database, "printer", &[Scope::Labels], 1).await.unwrap();
	(served, format!("Bearer {token}"))
}

async fn order(served: &Served, token: &str, order: Value) -> Answer {
	let request = Request::post("/api/print-runs")
		.header("authorization", token)
		.header("content-type", "application/json");
	served.ask(request.body(Body::from(order.to_string())).unwrap()).await
}

async fn codes(served: &Served, run: &Value) -> Vec<String> {
	suyuan_store::print_runs::codes(&served.database, run["id"].as_i64().unwrap(), 0, 100).await.unwrap()
}

fn pieces(serials: &[&str]) -> Vec<String> {
	serials.iter().map(|serial| format!("{BATCH}/21/{serial}")).collect()
}

#[tokio::test]
async fn each_piece_is_printed_once_in_the_order_of_registration() {
	let (served, token) = with_batch().await;
	let first = order(&served, &token, json!({ "unit": "(01)06901234567892(10)L1", "labels": 2 })).await;
	assert_eq!((first.status.as_u16(), first.header("location")), (201, "/api/print-runs/1"));
	let run = first.json();
	assert_eq!((&run["who"], &run["about"], &run["labels"]), (&json!("printer"), &json!(BATCH), &json!(2)));
	assert_eq!((&run["documents"], &run["sheets"]), (&json!(1), &json!(1)));
	assert!(run["time"].as_i64().unwrap() > 0 && run["reason"].is_null());
	assert_eq!(codes(&served, &run).await, pieces(&["B", "C"]));
	// Registered meanwhile, with a code before those that were printed.
	piece(&served, "0", 8).await;
	assert_eq!(codes(&served, &run).await, pieces(&["B", "C"]), "a run never changes");
	let second = order(&served, &token, json!({ "unit": BATCH })).await.json();
	assert_eq!(codes(&served, &second).await, pieces(&["A", "0"]));
	order(&served, &token, json!({ "unit": BATCH })).await.is_problem(409, "nothing-to-print");
	// By another way to the same pieces neither; the batch itself was not printed yet, nor what else is owned.
	let owned = json!({ "owner": MANUFACTURER, "gtin": "6901234567892", "lot": "L1" });
	let owned = order(&served, &token, owned).await.json();
	assert_eq!(codes(&served, &owned).await, [BATCH]);
	let list = served.get_as("/api/print-runs", &[("authorization", &token)]).await.json();
	assert_eq!(list["items"].as_array().unwrap().len(), 3, "a run that printed nothing is none");
}

#[tokio::test]
async fn a_label_is_printed_again_for_a_reason_alone() {
	let (served, token) = with_batch().await;
	let run = order(&served, &token, json!({ "unit": BATCH })).await.json();
	let id = &run["id"];
	for reason in [Value::Null, json!(""), json!("  ")] {
		let again = order(&served, &token, json!({ "reprint_of": id, "reason": reason })).await;
		again.is_problem(400, "reprint-needs-reason");
	}
	let again = json!({ "reprint_of": id, "first": 2, "last": 3, "reason": "卡纸 paper jam" });
	for _ in 0..2 {
		let again = order(&served, &token, again.clone()).await.json();
		assert_eq!((&again["reprint_of"], &again["reason"]), (id, &json!("卡纸 paper jam")));
		assert_eq!(codes(&served, &again).await, pieces(&["C", "A"]));
	}
	for wrong in [
		json!({ "reprint_of": id, "reason": "x", "first": 0 }),
		json!({ "reprint_of": id, "reason": "x", "last": 4 }),
		json!({ "reprint_of": id, "reason": "x", "first": 3, "last": 2 }),
		json!({ "reprint_of": id, "reason": "x".repeat(513) }),
		json!({ "reprint_of": id, "reason": "x", "unit": BATCH }),
		json!({ "unit": BATCH, "reason": "x" }),
		json!({ "unit": BATCH, "owner": MANUFACTURER }),
		json!({ "unit": BATCH, "labels": 0 }),
		json!({ "unit": BATCH, "labels": 2_401 }),
		json!({ "unit": BATCH, "lables": 1 }),
		json!({}),
		json!([]),
	] {
		order(&served, &token, wrong.clone()).await.is_problem(400, "malformed-request");
	}
	order(&served, &token, json!({ "reprint_of": 9, "reason": "x" })).await.is_problem(404, "unknown-key");
	order(&served, &token, json!({ "unit": "01/06901234567892/21/NONE" }))
		.await
		.is_problem(404, "unknown-code");
	order(&served, &token, json!({ "unit": "SN-1" })).await.is_problem(400, "malformed-trace-code");
}

#[tokio::test]
async fn a_unit_without_pieces_is_printed_itself_and_once() {
	let (served, token) = with_batch().await;
	let run = order(&served, &token, json!({ "unit": EARPHONES })).await.json();
	assert_eq!(codes(&served, &run).await, [EARPHONES]);
	order(&served, &token, json!({ "unit": EARPHONES })).await.is_problem(409, "nothing-to-print");
}

#[tokio::test]
async fn a_run_is_drawn_page_by_page_for_whoever_may_print() {
	let (served, token) = with_batch().await;
	order(&served, &token, json!({ "unit": BATCH })).await;
	let by = [("authorization", token.as_str())];
	let pdf = served.get_as("/api/print-runs/1/labels.pdf", &by).await;
	assert_eq!((pdf.status.as_u16(), pdf.header("content-type")), (200, "application/pdf"));
	assert!(pdf.body.starts_with(b"%PDF-"));
	let sheet = served.get_as("/api/print-runs/1/labels.svg?page=1", &by).await;
	assert_eq!(sheet.text().matches("<path").count(), 3);
	served.get_as("/api/print-runs/1/labels.svg?page=2", &by).await.is_problem(404, "unknown-key");
	served.get_as("/api/print-runs/1/labels.svg?page=0", &by).await.is_problem(400, "malformed-request");
	served.get_as("/api/print-runs/1/labels.gif", &by).await.is_problem(404, "no-such-route");
	served.get_as("/api/print-runs/x", &by).await.is_problem(404, "unknown-key");
	assert_eq!(served.get_as("/api/print-runs/1", &by).await.json()["labels"], 3);
	for uri in ["/api/print-runs", "/api/print-runs/1", "/api/print-runs/1/labels.pdf"] {
		served.get(uri).await.is_problem(401, "unauthorized");
	}
	let other = tokens::add(&served.database, "other", &[Scope::Log], 1).await.unwrap();
	let refused = order(&served, &format!("Bearer {other}"), json!({ "unit": BATCH })).await;
	refused.is_problem(403, "forbidden");
}
