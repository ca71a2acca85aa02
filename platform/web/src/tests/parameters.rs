// SPDX-License-Identifier: Apache-2.0

//! Unknown parameters are refused on every route.

use super::*;
use crate::digital_link::links::query as segment;
use serde_json::{json, Value};
use suyuan_fixtures::{EARPHONES, ENTRY_NUMBER, MANUFACTURER};

/// Lists every operation of the document: its method, an address that answers it, and its parameters.
async fn operations(served: &Served) -> Vec<(String, String, Vec<String>)> {
	let document = served.get("/api/openapi.json").await.json();
	let mut found = vec![];
	for (path, item) in document["paths"].as_object().unwrap() {
		for (method, operation) in item.as_object().unwrap() {
			let (mut uri, mut query, mut known) = (path.clone(), vec![], vec![]);
			for parameter in operation["parameters"].as_array().unwrap_or(&vec![]) {
				let name = parameter["name"].as_str().unwrap();
				let example = segment(parameter["example"].as_str().unwrap_or("x"));
				uri = uri.replace(&format!("{{{name}}}"), &example);
				if parameter["in"] == "query" {
					known.push(name.to_owned());
					if parameter["required"] == true {
						query.push(format!("{name}={example}"));
					}
				}
			}
			query.insert(0, String::new());
			found.push((method.clone(), format!("{uri}?{}", query.join("&")), known));
		}
	}
	found
}

async fn asked(served: &Served, method: &str, uri: &str) -> Answer {
	let request = Request::builder().method(method.to_uppercase().as_str()).uri(uri);
	let request = request.header("accept", "application/json").header("content-type", "application/json");
	served.ask(request.body(Body::from(if method == "post" { "{}" } else { "" })).unwrap()).await
}

fn detail(answer: &Answer) -> String {
	answer.is_problem(400, "malformed-request")["detail"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn every_operation_of_the_document_refuses_an_invented_parameter_and_names_those_that_it_knows() {
	let served = Served::new().await;
	let operations = operations(&served).await;
	assert!(operations.len() >= 30, "{}", operations.len());
	// Events in EPCIS are refused by the standard's own names, which have tests of their own.
	for (method, uri, known) in operations.into_iter().filter(|(_, uri, _)| !uri.starts_with("/epcis/")) {
		let said = detail(&asked(&served, &method, &format!("{uri}&invented=1")).await);
		assert!(said.starts_with("the parameter \"invented\" is unknown"), "{method} {uri}: {said}");
		for name in &known {
			assert!(said.contains(name), "{method} {uri}: {said}");
			// The operation takes a parameter that the document names: it may find fault with the value, not with the name.
			let text = asked(&served, &method, &format!("{uri}&{name}=x")).await.text().to_owned();
			assert!(!text.contains("is unknown"), "{method} {uri} {name}: {text}");
		}
		assert!(!known.is_empty() || said.contains("none is known here"), "{method} {uri}: {said}");
	}
}

#[tokio::test]
async fn so_does_every_other_route() {
	let served = Served::new().await;
	for (uri, known) in [
		("/".to_owned(), &["lang"][..]),
		("/search".into(), &["lang", "code"]),
		("/participants".into(), &["lang", "after"]),
		(format!("/participants/{MANUFACTURER}"), &["lang"]),
		(format!("/declarations/{ENTRY_NUMBER}"), &["lang"]),
		(format!("/comments/{EARPHONES}"), &["lang"]),
		(format!("/label/{EARPHONES}.svg"), &[]),
		(format!("/labels/{EARPHONES}.svg"), &[]),
		(format!("/labels/owner/{MANUFACTURER}.svg"), &["gtin", "lot", "after"]),
		("/health".into(), &[]),
		("/ready".into(), &[]),
		("/problems/internal".into(), &[]),
		("/.well-known/gs1resolver".into(), &[]),
		("/api/docs/".into(), &[]),
		("/api/docs/swagger-ui.css".into(), &[]),
		("/api/openapi.json".into(), &[]),
		("/assets/icon.svg".into(), &[]),
	] {
		assert!(served.get(&uri).await.status.as_u16() < 400, "{uri}");
		let said = detail(&served.get(&format!("{uri}?invented=1")).await);
		assert!(said.contains("\"invented\""), "{uri}: {said}");
		for name in known {
			assert!(said.contains(name), "{uri}: {said}");
			let answer = served.get(&format!("{uri}?{name}=x")).await;
			assert!(!String::from_utf8_lossy(&answer.body).contains("is unknown"), "{uri} {name}");
		}
	}
	detail(&served.get("/api/declarations?status=Detained").await);
	detail(&served.get("/api/units?Owner=x").await);
	detail(&served.get("/api/units?owner[]=x").await);
	detail(
		&served.get("/other:unknown?owner=x").await.or_as_program(&served, "/other:unknown?owner=x").await,
	);
}

impl Answer {
	/// Returns the answer to a program, where a person got a page.
	async fn or_as_program(self, served: &Served, uri: &str) -> Answer {
		assert!(self.header("content-type").starts_with("text/html"), "{}", self.header("content-type"));
		served.accepting(uri, "application/json").await
	}
}

#[tokio::test]
async fn a_link_that_people_handed_on_still_leads_to_its_page_and_what_gs1_lets_it_carry_is_taken() {
	let served = Served::new().await;
	let link = format!("/{EARPHONES}?from=timeline&isappinstalled=0");
	assert_eq!(served.accepting(&link, "text/html").await.status, 200);
	let said = detail(&served.accepting(&link, "application/json").await);
	assert!(said.contains("\"from\"") && said.contains("linkType, lang"), "{said}");
	let carried = format!("/{EARPHONES}?17=261231&3103=000195");
	assert_eq!(served.accepting(&carried, "application/json").await.status, 200);
	// Any other form of the code is redirected with all that stands behind it.
	let moved = served.accepting("/01/6901234567892/21/SN-0001?17=261231", "application/json").await;
	assert_eq!(moved.header("location"), format!("/{EARPHONES}?17=261231"));
}

#[tokio::test]
async fn a_name_as_long_as_an_address_may_be_is_told_in_short() {
	let served = Served::new().await;
	let answer = served.get(&format!("/api/units?{}=1", "x".repeat(60_000))).await;
	assert!(detail(&answer).len() < 256 && answer.body.len() < 1_024);
	let twice = served.get("/api/units?limit=1&limit=2").await;
	assert!(detail(&twice).contains("limit"), "{}", twice.text());
}

#[tokio::test]
async fn numbers_that_readers_would_round_are_text_and_the_document_says_so() {
	let served = Served::new().await;
	let widest = i64::MAX;
	let wide = json!({ "quantity": widest, "remaining": 9_007_199_254_740_991_i64 });
	suyuan_fixtures::set(&served.database, "units", EARPHONES, wide).await;
	let uri = format!("/api/units/{}", segment(EARPHONES));
	for trace in [
		served.get(&uri).await.json(),
		served.accepting(&format!("/{EARPHONES}"), "application/json").await.json(),
	] {
		assert_eq!(trace["unit"]["quantity"], widest.to_string());
		assert_eq!(trace["unit"]["remaining"], 9_007_199_254_740_991_i64);
	}
	let listed = served.get("/api/units").await.json();
	let unit = listed["items"].as_array().unwrap().iter().find(|unit| unit["code"] == EARPHONES).unwrap();
	assert_eq!(unit["quantity"], widest.to_string());
	let document = served.get("/api/openapi.json").await.json();
	let quantity = &document["components"]["schemas"]["Unit"]["properties"]["quantity"];
	for kind in ["integer", "string", "null"] {
		assert!(quantity["type"].as_array().unwrap().contains(&Value::from(kind)), "{quantity}");
	}
	assert!(document["info"]["description"].as_str().unwrap().contains("2^53"));
}
