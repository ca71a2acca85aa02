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
		assert_eq!(context["itemDescription"], "声澜 SHENGLAN SL-B5");
		let page = &context["https://ref.gs1.org/voc/pip"][0];
		assert_eq!(page["href"], format!("https://trace.example/page{PIECE}"));
		let default = json!([{ "href": page["href"], "title": "产品与溯源信息 Product and trace" }]);
		assert_eq!(context["https://ref.gs1.org/voc/defaultLink"], default);
		assert_eq!(page["hreflang"], json!(["zh", "en"]));
		assert_eq!(context["https://ref.gs1.org/voc/traceability"].as_array().unwrap().len(), 2);
		assert!(context["https://ref.gs1.org/voc/certificationInfo"].is_array());
		assert!(context["https://ref.gs1.org/voc/recallStatus"].is_null());
		let product = &linkset["linkset"][1];
		assert_eq!(product["anchor"], "https://trace.example/01/06901234567892");
		assert!(product["https://ref.gs1.org/voc/masterData"].is_array());
		assert_eq!(linkset["linkset"].as_array().unwrap().len(), 2);
		// In one header: clients that read one of several lose none.
		assert_eq!(answer.headers.get_all("link").iter().count(), 1);
		assert!(answer.header("link").contains("json-ld#context"));
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
		assert_eq!(answer.header("location"), format!("https://trace.example/page{PIECE}"));
		assert!(answer.header("link").contains("rel=\"linkset\""));
	}
	let answer = served.get(&format!("{PIECE}?a=%2F&linkType=gs1:masterData&17=271231")).await;
	let product = "https://trace.example/api/products/06901234567892/master-data";
	assert_eq!(
		answer.header("location"),
		format!("{product}?a=%2F&17=271231"),
		"the product's, with the query"
	);
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
	assert_eq!(data, "https://trace.example/api/products/06901234567892/master-data");
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
	for media in ["application/json", "text/html", "*/*"] {
		let unknown = served.accepting("/01/06901234567892/10/L3?lang=en", media).await;
		let location = unknown.header("location");
		assert_eq!((unknown.status.as_u16(), location), (307, "/01/06901234567892?lang=en"), "{media}");
	}
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
	let prefix = json!({
		"key": "1400638", "scheme": "Company", "prefix": "400638", "holder": MANUFACTURER, "granted_at": 1,
	});
	insert(&served.database, "prefixes", prefix).await;
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
	let head = |uri: &str| Request::head(uri).header("accept", "text/html").body(Body::empty()).unwrap();
	let answer = served.ask(head(PIECE)).await;
	assert_eq!((answer.status.as_u16(), answer.body.len()), (200, 0));
	assert!(answer.header("link").contains("rel=\"linkset\""));
}

#[tokio::test]
async fn the_resolver_describes_itself() {
	let served = Served::new().await;
	let description = served.get("/.well-known/gs1resolver").await.json();
	assert_eq!(description["resolverRoot"], "https://trace.example");
	assert_eq!(description["supportedPrimaryKeys"], json!(["00", "01", "414"]));
	assert_eq!(description["linkTypeDefaultCanBeLinkset"], false);
	assert!(description["jsonLdContextLocation"].is_string() && description["contact"]["fn"].is_string());
}

#[tokio::test]
async fn who_names_no_type_is_sent_to_the_default_link_with_the_query() {
	let served = Served::new().await;
	for path in [PIECE, "/01/06901234567892", "/00/106901234500000010"] {
		for slash in ["", "/"] {
			let answer = served.accepting(&format!("{path}{slash}?foo=bar&foo=baz"), "*/*").await;
			assert_eq!(answer.status, 307, "{path}");
			let page = answer.header("location");
			assert_eq!(page, format!("https://trace.example/page{path}?foo=bar&foo=baz"));
			assert!(answer.header("link").contains("rel=\"linkset\""));
			let page = served.accepting(page.strip_prefix("https://trace.example").unwrap(), "*/*").await;
			assert_eq!(
				(page.status.as_u16(), page.header("content-type")),
				(200, "text/html; charset=utf-8")
			);
			assert!(page
				.header("link")
				.contains(&format!("<https://trace.example{path}>; rel=\"canonical\"")));
		}
	}
	let other = served.get("/page/01/6901234567892").await;
	assert_eq!((other.status.as_u16(), other.header("location")), (301, "/page/01/06901234567892"));
	served.accepting("/page/01/06901234567892/21/FAKE", "text/html").await;
}

#[tokio::test]
async fn a_slash_at_the_end_means_nothing() {
	let served = Served::new().await;
	for path in [PIECE, "/01/06901234567892"] {
		for media in ["text/html", "application/json", "application/linkset+json"] {
			let (bare, with_slash) =
				(served.accepting(path, media).await, served.accepting(&format!("{path}/"), media).await);
			assert_eq!((bare.status.as_u16(), with_slash.status.as_u16()), (200, 200));
		}
	}
}

#[tokio::test]
async fn of_two_links_of_a_type_accept_decides_and_else_both_are_listed() {
	let served = Served::new().await;
	let uri = format!("{PIECE}?linkType=gs1:traceability&a=b");
	for (media, target) in [
		("text/html", "https://trace.example/page/01/06901234567892/21/SN-0001?a=b"),
		("application/json", "https://trace.example/api/units/01%2F06901234567892%2F21%2FSN-0001?a=b"),
		(
			"text/html;q=0.5, application/*",
			"https://trace.example/api/units/01%2F06901234567892%2F21%2FSN-0001?a=b",
		),
	] {
		let answer = served.accepting(&uri, media).await;
		assert_eq!((answer.status.as_u16(), answer.header("location")), (307, target), "{media}");
	}
	for media in ["*/*", "text/html, application/json", "image/png"] {
		let answer = served.accepting(&uri, media).await;
		assert_eq!((answer.status.as_u16(), answer.header("location")), (300, ""), "{media}");
		let links = answer.json()["linkset"][0]["https://ref.gs1.org/voc/traceability"].clone();
		assert_eq!(links.as_array().unwrap().len(), 2);
	}
	// The only one is followed whatever its type.
	let answer = served.accepting(&format!("{PIECE}?linkType=gs1:pip"), "application/json").await;
	assert_eq!(answer.status, 307);
}

#[tokio::test]
async fn a_compressed_link_is_answered_as_the_link_that_it_stands_for() {
	let served = Served::new().await;
	let compressed = "/DAyNo0UVqM6Rv2mmmo";
	let same = format!("<https://trace.example{PIECE}>; rel=\"owl:sameAs\"");
	let answer = served.accepting(compressed, "application/json").await;
	assert_eq!(answer.json()["unit"]["code"], EARPHONES);
	assert!(answer.header("link").contains(&same), "{}", answer.header("link"));
	let answer = served.accepting(&format!("{compressed}?linkType=linkset"), "*/*").await;
	assert_eq!(answer.json()["linkset"][0]["anchor"], format!("https://trace.example{PIECE}"));
	let answer = served.accepting(compressed, "*/*").await;
	assert_eq!(answer.header("location"), format!("https://trace.example/page{PIECE}"));
	assert!(answer.header("link").contains(&same));
	let with_attributes = served.accepting("/GgyNo0UVqNRe2m3WumvgCEb-zpG_aaaag", "application/json").await;
	assert!(with_attributes.header("link").contains("?17=271231>; rel=\"owl:sameAs\""));
	served.accepting("/participantsx", "application/json").await.is_problem(404, "no-such-route");
}

#[tokio::test]
async fn every_route_tells_its_methods_and_lets_other_sites_read() {
	let served = Served::new().await;
	let options = |uri: &str| {
		let request = Request::options(uri).header("origin", "https://scanner.example");
		request.header("access-control-request-method", "GET").body(Body::empty()).unwrap()
	};
	for uri in [
		PIECE,
		"/01/06901234567892",
		"/.well-known/gs1resolver",
		"/api/units",
		"/other:none",
		"/DAyNo0UVqM6Rv2mmmo",
	] {
		let answer = served.ask(options(uri)).await;
		assert_eq!(answer.status, 204, "{uri}");
		let allowed = answer.header("allow");
		assert!(["GET", "HEAD", "OPTIONS"].iter().all(|method| allowed.contains(method)), "{uri}: {allowed}");
		assert_eq!(answer.header("access-control-allow-methods"), "GET, HEAD, OPTIONS");
		assert_eq!(answer.header("access-control-allow-origin"), "*");
		assert!(!answer.header("access-control-allow-headers").to_lowercase().contains("authorization"));
	}
	assert!(served.ask(options(PIECE)).await.header("link").contains("rel=\"linkset\""));
	assert!(served.ask(options("/design/search")).await.header("allow").contains("POST"));
	assert_eq!(served.ask(options("/nothing/there")).await.status, 404);
	for uri in [PIECE, "/api/units", "/.well-known/gs1resolver", "/nothing", "/01/06901234567893"] {
		let answer = served.get_as(uri, &[("origin", "https://scanner.example")]).await;
		assert_eq!(answer.header("access-control-allow-origin"), "*", "{uri}");
		assert!(answer.header("access-control-expose-headers").contains("Link"));
		assert_eq!(answer.header("access-control-allow-credentials"), "");
	}
}

#[tokio::test]
async fn codes_under_a_prefix_of_nobody_here_are_handled_elsewhere() {
	let served = Served::new().await;
	for (code, media) in [("/01/04006381333931", "text/html"), ("/01/04006381333931/10/L1", "*/*")] {
		let answer = served.accepting(&format!("{code}?a=b"), media).await;
		assert_eq!(answer.status, 307, "{code}");
		assert_eq!(answer.header("location"), format!("https://id.gs1.org{code}?a=b"));
		let link = format!("<https://id.gs1.org{code}>; rel=\"https://ref.gs1.org/voc/handledBy\"");
		assert_eq!(answer.header("link"), link);
	}
	// A piece is asked for here because its label says so: that there is none is the answer.
	let piece = served.accepting("/01/04006381333931/21/1", "application/json").await;
	piece.is_problem(404, "unknown-code");
}

#[tokio::test]
async fn every_qualifier_of_a_barcode_is_taken() {
	let served = Served::new().await;
	let extended = served.accepting("/01/06901234567892/235/TPX-1?linkType=linkset", "*/*").await;
	let location = extended.header("location");
	assert_eq!((extended.status.as_u16(), location), (307, "/01/06901234567892?linkType=linkset"));
	for wrong in ["235/", "235/a/21/b", &format!("235/{}", "x".repeat(29))] {
		let answer = served.accepting(&format!("/01/06901234567892/{wrong}"), "application/json").await;
		assert_eq!(answer.status, 400, "{wrong}");
	}
	let variant = served.accepting("/01/06901234567892/22/2A", "application/json").await;
	assert_eq!((variant.status.as_u16(), &variant.json()["gtin"]), (200, &json!("06901234567892")));
}

#[tokio::test]
async fn a_batch_has_links_of_its_own_between_those_of_its_piece_and_its_product() {
	let served = Served::new().await;
	for (code, serial, kind) in [
		("01/06901234567892/22/V/10/L1/21/A", Some("A"), "Item"),
		("01/06901234567892/22/V/10/L1", None, "Batch"),
	] {
		let row = json!({
			"code": code, "gtin": "06901234567892", "lot": "L1", "serial": serial, "kind": kind, "mode": "Trader",
			"remaining": 1_000, "owner": MANUFACTURER, "custodian": MANUFACTURER, "stage": "Open", "registered_at": 1,
			"registered_time": START,
		});
		insert(&served.database, "units", row).await;
	}
	let links = served.get("/01/06901234567892/22/V/10/L1/21/A?linkType=linkset").await.json();
	let anchors: Vec<_> = links["linkset"].as_array().unwrap().iter().map(|level| &level["anchor"]).collect();
	assert_eq!(
		anchors,
		[
			"https://trace.example/01/06901234567892/22/V/10/L1/21/A",
			"https://trace.example/01/06901234567892/22/V/10/L1",
			"https://trace.example/01/06901234567892",
		]
	);
	for level in links["linkset"].as_array().unwrap() {
		assert_eq!(level["https://ref.gs1.org/voc/defaultLink"].as_array().unwrap().len(), 1);
	}
}

#[tokio::test]
async fn a_product_has_master_data_for_partners_and_for_search_engines() {
	let served = Served::new().await;
	let data = served.accepting("/01/06901234567892", "application/ld+json").await;
	assert_eq!(data.header("content-type"), "application/ld+json");
	let data = data.json();
	assert_eq!((&data["@type"], &data["gs1:gtin"]), (&json!("gs1:Product"), &json!("06901234567892")));
	assert_eq!(data["@id"], "https://id.gs1.org/01/06901234567892");
	assert_eq!(data["gs1:brand"][0]["gs1:brandName"], "声澜 SHENGLAN");
	assert_eq!(data["gs1:countryOfOrigin"][0]["gs1:countryCode"], "CN");
	assert_eq!(data["gs1:manufacturer"][0]["gs1:organizationName"], "深圳市声澜电子有限公司");
	assert_eq!(data["gs1:productName"][0]["@language"], "zh");
	assert!(data["gs1:certification"][0]["gs1:certificationIdentification"].is_string());
	assert_eq!(served.get("/api/products/6901234567892/master-data").await.json(), data);
	served.get("/api/products/4006381333931/master-data").await.is_problem(404, "unknown-product");
	let piece = served.accepting(PIECE, "application/ld+json").await.json();
	assert_eq!(piece["gs1:hasSerialNumber"], "SN-0001");
	served.accepting("/00/106901234500000010", "application/ld+json").await.is_problem(406, "not-acceptable");
	for uri in [PIECE, "/01/06901234567892"] {
		let page = served.accepting(uri, "text/html").await;
		let block = page
			.text()
			.split("<script type=\"application/ld+json\">")
			.nth(1)
			.unwrap()
			.split("</script>")
			.next();
		let twin: Value = serde_json::from_str(block.unwrap()).unwrap();
		assert_eq!((&twin["@type"], &twin["gtin14"]), (&json!("Product"), &json!("06901234567892")));
		assert_eq!(twin["manufacturer"][0]["name"], "深圳市声澜电子有限公司");
		assert_eq!(page.text().matches("<script").count(), 1);
	}
}

#[tokio::test]
async fn the_number_of_a_place_leads_to_the_participant_that_it_was_given_to() {
	let served = Served::new().await;
	served.accepting("/414/6901234500004", "application/json").await.is_problem(404, "unknown-key");
	let prefix = json!({
		"key": "16901234", "scheme": "Company", "prefix": "6901234", "holder": MANUFACTURER, "granted_at": 1,
	});
	insert(&served.database, "prefixes", prefix).await;
	for code in ["/414/6901234500004", "/414/6901234500004/254/KL8G"] {
		for media in ["*/*", "text/html"] {
			let answer = served.accepting(&format!("{code}?lang=en"), media).await;
			let page = format!("https://trace.example/participants/{MANUFACTURER}?lang=en");
			assert_eq!((answer.status.as_u16(), answer.header("location")), (307, page.as_str()));
		}
		let participant = served.accepting(code, "application/json").await.json();
		assert_eq!(participant["account"], MANUFACTURER);
		let links = served.accepting(code, "application/linkset+json").await.json();
		assert_eq!(links["linkset"][0]["itemDescription"], "深圳市声澜电子有限公司");
		let data = served.accepting(code, "application/ld+json").await.json();
		assert_eq!(data["gs1:globalLocationNumber"], "6901234500004");
	}
}
