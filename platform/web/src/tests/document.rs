// SPDX-License-Identifier: Apache-2.0

//! The OpenAPI document agrees with the interface.

use super::*;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

async fn document(served: &Served) -> Value {
	served.get("/api/openapi.json").await.json()
}

fn operations(document: &Value) -> impl Iterator<Item = (&String, &String, &Value)> {
	let paths = document["paths"].as_object().unwrap();
	paths.iter().flat_map(|(path, item)| {
		item.as_object().unwrap().iter().map(move |(method, operation)| (path, method, operation))
	})
}

/// Collects every `$ref` of a part of the document.
fn references<'a>(part: &'a Value, found: &mut Vec<&'a str>) {
	match part {
		Value::Object(object) => {
			found.extend(object.get("$ref").and_then(Value::as_str));
			object.values().for_each(|value| references(value, found));
		}
		Value::Array(values) => values.iter().for_each(|value| references(value, found)),
		_ => (),
	}
}

#[tokio::test]
async fn it_is_openapi_3_1() {
	let document = document(&Served::new().await).await;
	assert_eq!(document["openapi"], "3.1.0");
	assert_eq!(document["info"]["title"], "Suyuan 溯源");
	assert_eq!(document["components"]["securitySchemes"]["token"]["scheme"], "bearer");
}

#[tokio::test]
async fn all_that_it_refers_to_is_there() {
	let document = document(&Served::new().await).await;
	let mut found = vec![];
	references(&document, &mut found);
	assert!(found.len() > 50);
	for reference in found {
		let pointer = reference.strip_prefix('#').expect("it refers to itself alone");
		assert!(document.pointer(pointer).is_some(), "{reference}");
	}
}

#[tokio::test]
async fn every_operation_has_a_name_a_place_and_what_may_go_wrong() {
	let document = document(&Served::new().await).await;
	let tags: BTreeSet<_> =
		document["tags"].as_array().unwrap().iter().map(|tag| tag["name"].as_str().unwrap()).collect();
	let mut names = BTreeSet::new();
	for (path, method, operation) in operations(&document) {
		let name = operation["operationId"].as_str().unwrap_or_else(|| panic!("{method} {path} has no name"));
		assert!(names.insert(name.to_owned()), "{name} is there twice");
		assert!(
			operation["tags"].as_array().unwrap().iter().all(|tag| tags.contains(tag.as_str().unwrap())),
			"{path}"
		);
		let said = operation["summary"].as_str().or(operation["description"].as_str());
		assert!(said.is_some_and(|said| !said.is_empty()), "{method} {path}");
		let responses = operation["responses"].as_object().unwrap();
		// Something is read, made, or done.
		let succeeds = ["200", "201", "204"].into_iter().any(|status| responses.contains_key(status));
		assert!(succeeds && responses.contains_key("429"), "{method} {path}");
		for (status, response) in responses.iter().filter(|(status, _)| status.starts_with(['4', '5'])) {
			assert!(response["content"]["application/problem+json"].is_object(), "{method} {path}: {status}");
		}
		let none = vec![];
		let parameters = operation["parameters"].as_array().unwrap_or(&none);
		let in_path: BTreeSet<_> = parameters
			.iter()
			.filter(|parameter| parameter["in"] == "path")
			.map(|parameter| parameter["name"].as_str().unwrap())
			.collect();
		let in_template: BTreeSet<_> =
			path.split('{').skip(1).map(|part| part.split_once('}').unwrap().0).collect();
		assert_eq!(in_path, in_template, "{path}");
	}
	assert!(names.len() >= 22, "{names:?}");
}

#[tokio::test]
async fn every_operation_of_it_is_answered() {
	let served = Served::new().await;
	let document = document(&served).await;
	for (path, method, operation) in operations(&document) {
		if method != "get" {
			continue;
		}
		let mut uri = path.clone();
		let none = vec![];
		for parameter in operation["parameters"].as_array().unwrap_or(&none) {
			let (name, example) =
				(parameter["name"].as_str().unwrap(), parameter["example"].as_str().unwrap_or("x"));
			let example = crate::digital_link::links::query(example);
			uri = uri.replace(&format!("{{{name}}}"), &example);
			if parameter["in"] == "query" && parameter["required"] == true {
				uri.push_str(&format!("?{name}={example}"));
			}
		}
		let answer = served.get(&uri).await;
		let route_is_there = answer.status != 404 || !answer.text().contains("no-such-route");
		assert!(route_is_there, "{method} {uri}");
		let status = answer.status.as_str().to_owned();
		assert!(
			operation["responses"].as_object().unwrap().contains_key(&status),
			"{method} {uri}: {status}"
		);
	}
}

/// Returns true if a value has the shape of the schema, as far as types, fields and lists go.
fn agrees(document: &Value, schema: &Value, value: &Value, at: &str) {
	let empty = Map::new();
	if let Some(reference) = schema["$ref"].as_str() {
		return agrees(document, document.pointer(&reference[1..]).unwrap(), value, at);
	}
	for part in schema["allOf"].as_array().into_iter().flatten() {
		agrees(document, part, value, at);
	}
	if let Some(choices) = schema["oneOf"].as_array().filter(|_| !value.is_null()) {
		let choice = choices.iter().find(|choice| choice["type"] != "null").unwrap();
		return agrees(document, choice, value, at);
	}
	let types: Vec<_> = match &schema["type"] {
		Value::String(one) => vec![one.as_str()],
		Value::Array(all) => all.iter().map(|one| one.as_str().unwrap()).collect(),
		_ => return,
	};
	let kind = match value {
		Value::Null => "null",
		Value::Bool(_) => "boolean",
		Value::Number(_) => "integer",
		Value::String(_) => "string",
		Value::Array(_) => "array",
		Value::Object(_) => "object",
	};
	assert!(types.contains(&kind), "{at} is {kind} and not {types:?}");
	if let (Value::Array(items), true) = (value, schema["items"].is_object()) {
		items
			.iter()
			.enumerate()
			.for_each(|(n, item)| agrees(document, &schema["items"], item, &format!("{at}[{n}]")));
	}
	if let Value::Object(fields) = value {
		for name in schema["required"].as_array().into_iter().flatten() {
			assert!(fields.contains_key(name.as_str().unwrap()), "{at} lacks {name}");
		}
		let said = schema["properties"].as_object().unwrap_or(&empty);
		for (name, field) in fields {
			if let Some(schema) = said.get(name) {
				agrees(document, schema, field, &format!("{at}.{name}"));
			}
		}
	}
}

#[tokio::test]
async fn answers_have_the_shapes_that_it_says() {
	let served = Served::new().await;
	let document = document(&served).await;
	for (path, uri) in [
		("/api/units", "/api/units"),
		("/api/units/{code}", "/api/units/01%2F06901234567892%2F21%2FSN-0001"),
		("/api/units/{code}", "/api/units/01%2F06923456789012%2F10%2FCELL-7"),
		(
			"/api/units/{code}/records/{block}",
			"/api/units/01%2F06901234567892%2F21%2FSN-0001/records/logistics",
		),
		("/api/units/{code}/ancestors", "/api/units/01%2F06901234567892%2F21%2FSN-0001/ancestors"),
		("/api/units/{code}/contents", "/api/units/00%2F106901234500000010/contents"),
		("/api/participants", "/api/participants"),
		("/api/declarations", "/api/declarations"),
		("/api/declarations/{entry_number}", "/api/declarations/530120260000000002"),
		("/api/filings", "/api/filings"),
		("/api/loops", "/api/loops?merchant=5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty"),
		("/api/archive/proof", "/api/archive/proof?codes=01%2F06901234567892%2F21%2FSN-0001"),
		("/api/status", "/api/status"),
	] {
		let schema =
			&document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"];
		assert!(schema.is_object(), "{path}");
		agrees(&document, schema, &served.get(uri).await.json(), path);
	}
}

#[tokio::test]
async fn its_viewer_is_part_of_this() {
	let served = Served::new().await;
	assert_eq!(served.get("/api/docs").await.status, 303);
	let page = served.get("/api/docs/").await;
	assert_eq!(page.status, 200);
	assert!(!page.text().contains("https://"), "nothing comes from elsewhere");
	let settings = served.get("/api/docs/swagger-initializer.js").await;
	assert!(settings.text().contains("/api/openapi.json"), "{}", settings.text());
}
