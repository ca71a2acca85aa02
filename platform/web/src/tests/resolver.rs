// SPDX-License-Identifier: Apache-2.0

//! Tests of the resolver: the path of a GS1 Digital Link as the address of a unit.

use super::*;
use serde_json::json;
use suyuan_fixtures::{insert, CARTON, EARPHONES, MANUFACTURER, RECALLED, START};

const PIECE: &str = "/01/06901234567892/21/SN-0001";

#[tokio::test]
async fn a_browser_gets_the_page() {
	let served = Served::new().await;
	let answer = served.accepting(PIECE, "text/html,application/xhtml+xml,*/*;q=0.8").await;
	assert_eq!(answer.status, 200);
	assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
	assert!(answer.text().contains("SN-0001"));
	assert_eq!(answer.header("vary"), "accept, accept-language");
	assert_eq!(answer.header("cache-control"), "no-store");
}

#[tokio::test]
async fn a_program_gets_the_trace() {
	let served = Served::new().await;
	let answer = served.accepting(PIECE, "application/json").await;
	assert_eq!(answer.header("content-type"), "application/json");
	let trace = answer.json();
	assert_eq!(trace["unit"]["code"], EARPHONES);
	assert_eq!(trace["blocks"].as_array().unwrap().len(), 4);
	assert_eq!(trace["check"]["heads_agree"], true);
	assert_eq!(trace["packed_in"], json!([CARTON]));
	assert_eq!(trace["missing"], json!([]));
}

#[tokio::test]
async fn a_resolver_gets_the_links() {
	let served = Served::new().await;
	for (uri, accept) in [
		(PIECE.to_owned(), "application/linkset+json"),
		(format!("{PIECE}?linkType=linkset"), "text/html"),
		(format!("{PIECE}?linkType=all"), "*/*"),
	] {
		let answer = served.accepting(&uri, accept).await;
		assert_eq!(answer.status, 200);
		assert_eq!(answer.header("content-type"), "application/linkset+json");
		let linkset = answer.json();
		let context = &linkset["linkset"][0];
		assert_eq!(context["anchor"], format!("https://trace.example{PIECE}"));
		let page = &context["https://ref.gs1.org/voc/pip"][0];
		assert_eq!(page["href"], format!("https://trace.example{PIECE}"));
		assert_eq!(page["hreflang"], json!(["zh", "en"]));
		assert_eq!(context["https://ref.gs1.org/voc/traceability"].as_array().unwrap().len(), 2);
		assert!(context["https://ref.gs1.org/voc/certificationInfo"].is_array());
		assert!(context["https://ref.gs1.org/voc/recallStatus"].is_null());
		let links: Vec<_> =
			answer.headers.get_all("link").iter().map(|link| link.to_str().unwrap()).collect();
		assert!(links.iter().any(|link| link.contains("json-ld#context")), "{links:?}");
	}
}

#[tokio::test]
async fn what_is_recalled_has_a_link_that_says_so() {
	let served = Served::new().await;
	let answer = served.get(&format!("/{RECALLED}?linkType=linkset")).await;
	assert!(answer.json()["linkset"][0]["https://ref.gs1.org/voc/recallStatus"].is_array());
}

#[tokio::test]
async fn one_link_type_leads_to_its_target() {
	let served = Served::new().await;
	for link_type in ["gs1:pip", "https://ref.gs1.org/voc/pip", "https://gs1.org/voc/defaultLink"] {
		let answer = served.get(&format!("{PIECE}?linkType={link_type}")).await;
		assert_eq!(answer.status, 307);
		assert_eq!(answer.header("location"), format!("https://trace.example{PIECE}"));
	}
	let answer = served.get(&format!("{PIECE}?linkType=gs1:certificationInfo")).await;
	assert!(answer
		.header("location")
		.ends_with("/api/units/01%2F06901234567892%2F21%2FSN-0001/records/product"));
}

#[tokio::test]
async fn a_link_type_that_there_is_not_is_refused_by_name() {
	let served = Served::new().await;
	for link_type in ["gs1:recipeInfo", "pip", ""] {
		let answer = served.accepting(&format!("{PIECE}?linkType={link_type}"), "application/json").await;
		answer.is_problem(404, "unknown-link-type");
	}
}

#[tokio::test]
async fn other_forms_of_a_code_are_sent_to_the_canonical_one() {
	let served = Served::new().await;
	for form in [
		"/01/6901234567892/21/SN-0001",
		"/01/06901234567892/21/SN%2d0001",
		"/01/06901234567892/21/SN-0001/",
		"/gtin/06901234567892/ser/SN-0001",
	] {
		let answer = served.get(&format!("{form}?lang=en&linkType=all")).await;
		assert_eq!(answer.status, 301, "{form}");
		assert_eq!(answer.header("location"), format!("{PIECE}?lang=en&linkType=all"), "{form}");
	}
}

#[tokio::test]
async fn a_code_that_means_something_in_an_address_is_found_and_not_sent_in_circles() {
	let served = Served::new().await;
	let row = json!({
		"code": "01/06901234567892/21/A?\"B\"", "kind": "Item", "mode": "Trader", "remaining": 1_000,
		"owner": MANUFACTURER, "custodian": MANUFACTURER, "stage": "Open", "registered_at": 1, "registered_time": START,
	});
	insert(&served.database, "units", row).await;
	let answer = served.accepting("/01/06901234567892/21/A%3f%22B%22", "application/json").await;
	assert_eq!(answer.header("location"), "/01/06901234567892/21/A%3F%22B%22");
	let answer = served.accepting(answer.header("location"), "application/json").await;
	assert_eq!(answer.status, 200);
}

#[tokio::test]
async fn codes_of_other_schemes_have_a_page_too() {
	let served = Served::new().await;
	let row = json!({
		"code": "ecode:10064.1-2", "kind": "Item", "mode": "Trader", "remaining": 1_000, "owner": MANUFACTURER,
		"custodian": MANUFACTURER, "stage": "Open", "registered_at": 1, "registered_time": START,
	});
	insert(&served.database, "units", row).await;
	assert_eq!(
		served.accepting("/ecode:10064.1-2", "application/json").await.json()["unit"]["mode"],
		"Trader"
	);
	let answer = served.get("/ecode%3A10064.1-2").await;
	assert_eq!((answer.status.as_u16(), answer.header("location")), (301, "/ecode:10064.1-2"));
	served.accepting("/other:none", "application/json").await.is_problem(404, "unknown-code");
	let post = Request::post("/ecode:10064.1-2").body(Body::empty()).unwrap();
	let answer = served.ask(post).await;
	answer.is_problem(405, "wrong-method");
	assert_eq!(answer.header("allow"), "GET, HEAD");
}

#[tokio::test]
async fn a_wrong_check_digit_is_called_one() {
	let served = Served::new().await;
	for code in ["/01/06901234567893/21/SN-0001", "/00/106141412345678907", "/01/96385075"] {
		served.accepting(code, "application/json").await.is_problem(400, "wrong-check-digit");
	}
	for code in
		["/01/0690123456789x/21/1", "/01/06901234567892/99/1", "/01/06901234567892/21/%zz", "/ecode:a%20b"]
	{
		served.accepting(code, "application/json").await.is_problem(400, "malformed-trace-code");
	}
}

#[tokio::test]
async fn an_unknown_code_is_not_found_and_says_what_to_do() {
	let served = Served::new().await;
	let problem = served.accepting("/01/06901234567892/21/FAKE", "application/json").await;
	assert_eq!(problem.is_problem(404, "unknown-code")["detail"], "01/06901234567892/21/FAKE");
	let page = served.accepting("/01/06901234567892/21/FAKE", "text/html").await;
	assert_eq!(page.status, 404);
	assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
	let place =
		served.accepting("/414/9521141111116", "application/json").await.is_problem(404, "unknown-key");
	assert!(place["detail"].as_str().unwrap().contains("names a place"));
}

#[tokio::test]
async fn the_bare_barcode_of_a_registered_product_leads_to_its_page() {
	let served = Served::new().await;
	for form in ["/01/6901234567892", "/gtin/06901234567892", "/shop/01/06901234567892/"] {
		let answer = served.get(form).await;
		assert_eq!(
			(answer.status.as_u16(), answer.header("location")),
			(301, "/01/06901234567892"),
			"{form}"
		);
	}
	let product = served.accepting("/01/06901234567892", "application/json").await;
	assert_eq!(product.status, 200);
	let product = product.json();
	assert_eq!(product["gtin"], "06901234567892");
	assert_eq!(product["brands"], json!([{ "brand": "声澜 SHENGLAN", "model": "SL-B5" }]));
	assert_eq!(product["producers"], json!(["深圳市声澜电子有限公司"]));
	assert_eq!(product["held"][0]["code"], RECALLED);
	assert_eq!(product["held"][0]["kind"], "Recall");
	assert!(product["parties"][product["held"][0]["by"].as_str().unwrap()].is_object());
	assert!(product["notice"].as_str().unwrap().contains("not your piece"));
	for (lang, said) in [("zh", "不是您手中的这一件"), ("en", "not your piece")] {
		let answer = served.accepting(&format!("/01/06901234567892?lang={lang}"), "text/html").await;
		assert_eq!(answer.status, 200);
		let page = answer.text();
		assert!(page.contains(said) && page.contains("SL-B5") && page.contains("SN-0002"), "{page}");
		assert!(!page.contains("请勿使用") && !page.contains("forgery"), "{page}");
	}
	let api = served.get("/api/products/6901234567892").await.json();
	assert_eq!(api, product);
	let links = served.get("/01/06901234567892?linkType=linkset").await.json();
	let data = &links["linkset"][0]["https://ref.gs1.org/voc/masterData"][0]["href"];
	assert_eq!(data, "https://trace.example/api/products/06901234567892");
	assert!(links["linkset"][0]["https://ref.gs1.org/voc/recallStatus"].is_array());
	let scans = served.get("/api/units/01%2F06901234567892%2F21%2FSN-0001").await.json()["scans"].clone();
	assert_eq!(scans["count"], 0, "a barcode is no unit's code");
}

#[tokio::test]
async fn a_product_lists_its_lots_whether_they_are_registered_or_only_their_pieces() {
	let served = Served::new().await;
	for (code, lot, serial, kind) in [
		("01/06901234567892/10/L1", "L1", None, "Batch"),
		("01/06901234567892/10/L1/21/A", "L1", Some("A"), "Item"),
		("01/06901234567892/10/L%2F2/21/B", "L/2", Some("B"), "Item"),
	] {
		let row = json!({
			"code": code, "gtin": "06901234567892", "lot": lot, "serial": serial, "kind": kind, "mode": "Trader",
			"remaining": 1_000, "owner": MANUFACTURER, "custodian": MANUFACTURER, "stage": "Open", "registered_at": 1,
			"registered_time": START,
		});
		insert(&served.database, "units", row).await;
	}
	let product = served.accepting("/01/06901234567892", "application/json").await.json();
	let expected = json!([
		{ "lot": "L/2", "code": null, "units": 1 },
		{ "lot": "L1", "code": "01/06901234567892/10/L1", "units": 2 },
	]);
	assert_eq!((&product["lots"], &product["more_lots"]), (&expected, &json!(false)));
	let lot = served.accepting("/01/06901234567892/10/L%2F2", "application/json").await;
	assert_eq!(
		(lot.status.as_u16(), &lot.json()["lot"], &lot.json()["units"]),
		(200, &json!("L/2"), &json!(1))
	);
	assert_eq!(lot.json()["held"], json!([]));
	let page = served.accepting("/01/06901234567892/10/L%2F2?lang=en", "text/html").await;
	assert!(page.text().contains("not your piece") && page.text().contains("L/2"));
	served.accepting("/01/06901234567892/10/L3", "application/json").await.is_problem(404, "unknown-code");
}

#[tokio::test]
async fn the_form_of_a_product_leads_to_the_piece() {
	let served = Served::new().await;
	for (query, to) in [
		("21=SN-0001&10=&lang=en", "/01/06901234567892/21/SN-0001?lang=en"),
		("21=A%2FB&10=L1", "/01/06901234567892/10/L1/21/A%2FB"),
	] {
		let answer = served.get(&format!("/01/06901234567892?{query}")).await;
		assert_eq!((answer.status.as_u16(), answer.header("location")), (303, to));
	}
	let answer = served.accepting("/01/06901234567892?21=%E6%BA%AF&10=", "text/html").await;
	assert_eq!(answer.status, 200, "what is no serial number leads nowhere else");
}

#[tokio::test]
async fn a_label_that_names_a_lot_besides_leads_to_the_piece_registered_without() {
	let served = Served::new().await;
	for more in ["10/L1/", "22/V/", "22/V/10/L1/"] {
		let answer = served.get(&format!("/01/06901234567892/{more}21/SN-0001?lang=en")).await;
		assert_eq!(
			(answer.status.as_u16(), answer.header("location")),
			(307, "/01/06901234567892/21/SN-0001?lang=en")
		);
	}
	let unknown = served.accepting("/01/06901234567892/10/L1/21/FAKE", "application/json").await;
	unknown.is_problem(404, "unknown-code");
}

#[tokio::test]
async fn a_barcode_that_nobody_registered_is_not_called_a_forgery() {
	let served = Served::new().await;
	let problem = served.accepting("/01/04006381333931", "application/json").await;
	assert_eq!(problem.is_problem(404, "unknown-product")["detail"], "01/04006381333931");
	let page = served.accepting("/01/04006381333931", "text/html").await;
	assert_eq!(page.status, 404);
	assert!(!page.text().contains("请勿使用") && page.text().contains("不说明产品是真是假"));
	served.get("/api/products/4006381333931").await.is_problem(404, "unknown-product");
	served.get("/api/products/4006381333932").await.is_problem(400, "wrong-check-digit");
	served.get("/api/products/SN-1").await.is_problem(400, "malformed-trace-code");
	served.get("/api/units/01%2F06901234567892").await.is_problem(404, "names-product");
}

#[tokio::test]
async fn what_cannot_be_had_is_refused() {
	let served = Served::new().await;
	served.accepting(PIECE, "image/png").await.is_problem(406, "not-acceptable");
}

#[tokio::test]
async fn every_look_up_counts_and_shows_itself() {
	let served = Served::new().await;
	let scans = |answer: Answer| answer.json()["scans"].clone();
	let accept = |media| vec![("accept", media)];
	let by = |browser, media| vec![("accept", media), ("user-agent", browser)];
	let look_up = async |headers: Vec<(&str, &str)>| served.get_as(PIECE, &headers).await;
	let first = scans(look_up(by("first", "application/json")).await);
	assert_eq!((&first["count"], &first["readers"]), (&json!(1), &json!(1)));
	assert!(first["first_at"].is_i64() && first["last_at"].is_null());
	look_up(by("second", "text/html")).await;
	// Neither HEAD, nor links, nor the interface for programs, nor a reader's reload, nor previews and crawlers count.
	look_up(by("second", "text/html")).await;
	look_up(by("Mozilla/5.0 (compatible; Baiduspider/2.0)", "text/html")).await;
	look_up(by("WhatsApp/2.23.20.0", "text/html")).await;
	for header in [("sec-purpose", "prefetch;prerender"), ("purpose", "preview"), ("x-moz", "prefetch")] {
		look_up([accept("text/html"), vec![header]].concat()).await;
	}
	served.ask(Request::head(PIECE).body(Body::empty()).unwrap()).await;
	served.get(&format!("{PIECE}?linkType=all")).await;
	assert_eq!(scans(served.get("/api/units/01%2F06901234567892%2F21%2FSN-0001").await)["count"], 2);
	let third = scans(look_up(by("third", "application/json")).await);
	assert_eq!((&third["count"], &third["readers"]), (&json!(3), &json!(3)));
	assert_eq!(third["first_at"], first["first_at"]);
	let database = served.end().await;
	let counted: i64 = sqlx::query_scalar("SELECT count + readers FROM scans WHERE code = $1")
		.bind(EARPHONES)
		.fetch_one(database.pool())
		.await
		.unwrap();
	assert_eq!(counted, 6);
}

#[tokio::test]
async fn those_counted_before_count_on() {
	let served = Served::new().await;
	let row = json!({ "code": EARPHONES, "count": 41, "readers": 9, "first_at": 7, "last_at": 8 });
	insert(&served.database, "scans", row).await;
	let answer = served.accepting(PIECE, "application/json").await.json();
	assert_eq!(answer["scans"], json!({ "count": 42, "readers": 10, "first_at": 7, "last_at": 8 }));
}

#[tokio::test]
async fn to_ask_whether_it_is_there_brings_no_body() {
	let served = Served::new().await;
	let answer = served.ask(Request::head(PIECE).body(Body::empty()).unwrap()).await;
	assert_eq!((answer.status.as_u16(), answer.body.len()), (200, 0));
	assert!(answer.header("link").contains("rel=\"linkset\""));
}

#[tokio::test]
async fn the_resolver_describes_itself() {
	let served = Served::new().await;
	let description = served.get("/.well-known/gs1resolver").await.json();
	assert_eq!(description["resolverRoot"], "https://trace.example");
	assert_eq!(description["supportedPrimaryKeys"], json!(["00", "01", "414"]));
}
