// SPDX-License-Identifier: Apache-2.0

//! Foreign text is quoted within bounds: as labels of metrics, in the query log, in answers.

use super::*;
use crate::{
	auth::{
		self,
		tokens::{self, Scope},
	},
	exchange::fitting,
};
use axum::http::Method;
use serde_json::json;
use std::collections::BTreeSet;
use suyuan_fixtures::EARPHONES;
use suyuan_store::read;

/// Part of every text that is made up here.
const INVENTED: &str = "INVENTED";

/// Makes a request of which every part is made up.
fn invented(number: usize, long: usize) -> Request<Body> {
	let word = format!("{INVENTED}{number}{}", "x".repeat(long));
	let uris = [
		format!("/{word}"),
		format!("/{word}/{word}?{word}={word}"),
		format!("/api/units/{word}"),
		format!("/api/units?owner={word}"),
		format!("/01/{word}?lang={word}"),
		format!("/participants/{word}"),
		format!("/other:{word}"),
		format!("/api/docs/{word}"),
		format!("/problems/{word}"),
		format!("/label/{word}.svg"),
	];
	// Every second request has a made-up method too.
	let method = if number.is_multiple_of(2) {
		Method::from_bytes(word.repeat(4).as_bytes()).unwrap()
	} else {
		Method::GET
	};
	Request::builder()
		.method(method)
		.uri(&uris[number % uris.len()])
		.header("host", &word)
		.header("user-agent", &word)
		.header("accept", if number.is_multiple_of(3) { "application/json" } else { &word })
		.header("accept-language", &word)
		.header("referer", &word)
		.header("x-forwarded-for", &word)
		.body(Body::empty())
		.unwrap()
}

/// Values of a label, in all lines of the metrics.
fn values<'f>(figures: &'f str, label: &str) -> BTreeSet<&'f str> {
	let begin = format!("{label}=\"");
	let lines = figures.lines().filter(|line| !line.starts_with('#'));
	lines.filter_map(|line| line.split(begin.as_str()).nth(1)?.split('"').next()).collect()
}

#[tokio::test]
async fn nothing_that_is_made_up_is_a_label_of_a_figure_or_a_name_in_the_query_log() {
	let served = Served::with(Config { behind_proxy: true, ..config() }).await;
	for number in 0..6_000 {
		let answer = served.ask(invented(number, 0)).await;
		assert!(answer.status.as_u16() < 500, "{}", answer.status);
	}
	for number in 0..30 {
		// An address has 65,534 bytes at most, a method as many as it likes.
		let answer = served.ask(invented(number, 15_000)).await;
		assert!(answer.status.as_u16() < 500);
		assert!(answer.body.len() < 8_192, "{} bytes", answer.body.len());
	}
	let figures = served.figures().await;
	let figures = figures.text();
	assert!(!figures.contains(INVENTED));
	assert!(figures.lines().all(|line| line.len() < 256));
	let methods = values(figures, "method");
	assert!(methods.contains("GET") && methods.contains("other"), "{methods:?}");
	let known = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT", "TRACE", "other"];
	assert!(methods.iter().all(|method| known.contains(method)), "{methods:?}");
	let routes = values(figures, "route");
	assert!(routes.contains("other"));
	assert!(
		routes.len() < 80 && routes.iter().all(|route| *route == "other" || route.starts_with('/')),
		"{routes:?}"
	);
	assert!(values(figures, "status").iter().all(|status| status.len() == 3));
	let database = served.end().await;
	let mut before = None;
	let mut rows = 0;
	loop {
		let page = read::queries::list(&database, None, before, 256).await.unwrap();
		for query in &page.items {
			assert!(!query.what.contains(INVENTED) && query.what.len() < 64, "{}", query.what);
			assert!(query.code.as_ref().is_none_or(|code| code.len() <= 256));
			assert!(query.who.len() <= 64 && query.client.len() == 24);
		}
		rows += page.items.len();
		let Some(next) = page.next else { break };
		before = Some(next.parse().unwrap());
	}
	assert_eq!(rows, 6_030, "and all of it is logged");
}

#[tokio::test]
async fn what_was_asked_for_is_told_again_in_short() {
	let served = Served::new().await;
	let long = "x".repeat(60_000);
	for uri in [
		format!("/api/participants/{long}"),
		format!("/api/units/{long}"),
		format!("/api/units?limit={long}"),
		format!("/api/loops?merchant=x&after={long}"),
		format!("/{EARPHONES}?linkType={long}"),
		format!("/participants/{long}"),
		format!("/declarations/{long}"),
		format!("/comments/{long}"),
		format!("/label/{long}.svg"),
		format!("/labels/owner/{long}.pdf"),
		format!("/search?code={long}"),
		format!("/problems/{long}"),
		format!("/other:{long}"),
		format!("/api/export.csv?code={long}"),
		format!("/api/export.csv?owner={long}"),
	] {
		for media in ["text/html", "application/json"] {
			let answer = served.accepting(&uri, media).await;
			assert!(answer.status.is_client_error(), "{}: {}", &uri[..32], answer.status);
			assert!(answer.body.len() < 8_192, "{}: {} bytes", &uri[..32], answer.body.len());
			assert!(
				answer.headers.values().map(|value| value.len()).sum::<usize>() < 4_096,
				"{}",
				&uri[..32]
			);
		}
	}
}

#[tokio::test]
async fn a_body_larger_than_a_route_takes_is_refused_by_every_route() {
	let served = Served::new().await;
	let comment = format!("/comments/{EARPHONES}");
	for (uri, size, kind) in [
		("/design/search", 300 * 1_024, "application/json"),
		("/manufacture/search", 300 * 1_024, "application/json"),
		("/market/search", 300 * 1_024, "application/json"),
		("/feedback/business", 300 * 1_024, "application/json"),
		("/feedback/prompt", 300 * 1_024, "application/json"),
		("/feedback/search", 300 * 1_024, "application/json"),
		(&comment, 17 * 1_024, "application/x-www-form-urlencoded"),
	] {
		let request = Request::post(uri).header("content-type", kind).body(Body::from("x".repeat(size)));
		let answer = served.ask(request.unwrap()).await;
		assert_eq!(answer.status, 413, "{uri}: {}", answer.text());
		assert!(answer.body.len() < 1_024);
	}
	let endless = futures::stream::repeat_with(|| Ok::<_, std::io::Error>(vec![b' '; 4_096]));
	let request = Request::post("/design/search").body(Body::from_stream(endless)).unwrap();
	assert_eq!(served.ask(request).await.status, 413, "even without an end");
}

#[tokio::test]
async fn feedback_is_read_by_pages_of_bounded_size() {
	let served = Served::new().await;
	let token =
		tokens::add(&served.database, "office", &[Scope::Feedback, Scope::Exchange], 1).await.unwrap();
	let large = "溯".repeat(60_000);
	for number in 0..20 {
		let row = json!({
			"id": 1_796_000_000_000_000_i64 + number, "time": 1, "from_name": "system", "code": EARPHONES,
			"kind": "business", "direction": "in", "body": { "data": large },
		});
		suyuan_fixtures::insert(&served.database, "feedback", row).await;
	}
	let bearer = format!("Bearer {token}");
	let (mut after, mut seen) = (String::new(), 0);
	loop {
		let uri = format!("/api/feedback?limit=256{after}");
		let answer = served.get_as(&uri, &[("authorization", &bearer)]).await;
		assert_eq!(answer.status, 200);
		assert!(answer.body.len() < 2 * 1_024 * 1_024, "{} bytes", answer.body.len());
		let page = answer.json();
		seen += page["items"].as_array().unwrap().len();
		let Some(next) = page["next"].as_str() else { break };
		after = format!("&after={next}");
	}
	assert_eq!(seen, 20);
	let (mut after, mut seen) = (String::new(), 0);
	loop {
		let param = json!({ "traceability_code": EARPHONES, "after": after });
		let body = json!({ "token": token, "param": param }).to_string();
		let request = Request::post("/feedback/search").header("content-type", "application/json");
		let answer = served.ask(request.body(Body::from(body)).unwrap()).await;
		assert!(answer.body.len() < 2 * 1_024 * 1_024, "{} bytes", answer.body.len());
		let data = &answer.json()["data"];
		seen += data["feedback_dataunit"].as_array().unwrap_or_else(|| panic!("{}", answer.text())).len();
		after = data["next"].as_str().unwrap().to_owned();
		if after.is_empty() {
			break;
		}
	}
	assert_eq!(seen, 20);
	assert_eq!(fitting(&[], 0), 0);
	assert_eq!(auth::EXCHANGE, "exchange");
}

#[tokio::test]
async fn a_form_that_a_page_of_another_site_sends_is_refused_and_one_of_this_is_not() {
	let served = Served::new().await;
	let form = |headers: &[(&'static str, &'static str)]| {
		let mut request = Request::post(format!("/comments/{EARPHONES}"))
			.header("content-type", "application/x-www-form-urlencoded");
		for (name, value) in headers {
			request = request.header(*name, *value);
		}
		request.body(Body::from("about=Satisfied&message=")).unwrap()
	};
	for headers in [
		&[("sec-fetch-site", "cross-site")][..],
		&[("sec-fetch-site", "same-site"), ("origin", "https://trace.example")],
		&[("origin", "https://evil.example")],
		&[("origin", "null")],
	] {
		let problem = served.ask(form(headers)).await.is_problem(403, "cross-site");
		assert_eq!(problem["detail"], "forms are sent from the pages of https://trace.example");
	}
	let kept = || read::exchange::came_in(&served.database, None, None, 9);
	assert!(kept().await.unwrap().items.is_empty());
	for headers in [
		&[("sec-fetch-site", "same-origin"), ("origin", "null")][..],
		&[("origin", "https://trace.example")],
		&[],
	] {
		assert_eq!(served.ask(form(headers)).await.status, 303, "{headers:?}");
	}
	assert_eq!(kept().await.unwrap().items.len(), 3);
	let page = served.get(&format!("/comments/{EARPHONES}")).await;
	assert_eq!(
		page.header("referrer-policy"),
		"same-origin",
		"or browsers would not say where it was sent from"
	);
}
