// SPDX-License-Identifier: Apache-2.0

//! Tests of the events of units in EPCIS 2.0.

use super::*;
use serde_json::json;
use suyuan_epcis::{event_id, Namespaces};
use suyuan_fixtures::{insert, CARRIER, CARTON, CELLS, EARPHONES, MANUFACTURER, RECALLED, START};

fn route(code: &str) -> String {
	format!("/epcis/units/{}/events", crate::digital_link::links::query(code))
}

fn events_in(document: &Value) -> Vec<Value> {
	let list = &document["epcisBody"]["queryResults"]["resultsBody"]["eventList"];
	list.as_array().unwrap().clone()
}

async fn events(served: &Served, code: &str) -> Vec<Value> {
	let answer = served.get(&format!("{}?perPage=100", route(code))).await;
	assert_eq!(answer.status, 200, "{}", answer.text());
	events_in(&answer.json())
}

async fn happens(served: &Served, at: (i64, i64), code: &str, kind: &str, by: &str, other: Option<&str>) {
	let row = json!({
		"block": at.0, "event": at.1, "code": code, "time": START + at.0 * 2_000, "kind": kind, "by": by,
		"other": other, "detail": {},
	});
	insert(&served.database, "unit_events", row).await;
}

/// Asserts what GS1's schema of events asks for: the fields, their forms, and no others than it names and our own.
fn is_sound(event: &Value) {
	const KNOWN: &[&str] = &[
		"type",
		"eventTime",
		"recordTime",
		"eventTimeZoneOffset",
		"eventID",
		"errorDeclaration",
		"action",
		"epcList",
		"quantityList",
		"bizStep",
		"disposition",
		"persistentDisposition",
		"readPoint",
		"bizTransactionList",
		"sourceList",
		"destinationList",
		"sensorElementList",
		"parentID",
		"childEPCs",
		"childQuantityList",
		"inputEPCList",
		"inputQuantityList",
		"outputEPCList",
		"outputQuantityList",
		"transformationID",
		"suyuan:block",
		"suyuan:event",
		"suyuan:by",
		"suyuan:record",
	];
	for field in event.as_object().unwrap().keys() {
		assert!(KNOWN.contains(&field.as_str()), "{field}");
	}
	for field in ["eventTime", "recordTime"] {
		let time = event[field].as_str().unwrap();
		assert!(time.len() == 24 && time.as_bytes()[19] == b'.' && time.ends_with('Z'), "{time}");
	}
	assert_eq!(event["eventTimeZoneOffset"], "+08:00");
	let kind = event["type"].as_str().unwrap();
	let has = |field: &str| event[field].as_array().is_some_and(|list| !list.is_empty());
	let is_named = match kind {
		"ObjectEvent" => has("epcList") || has("quantityList"),
		"TransactionEvent" => (has("epcList") || has("quantityList")) && has("bizTransactionList"),
		"AggregationEvent" => event["parentID"].is_string() && (has("childEPCs") || has("childQuantityList")),
		"TransformationEvent" => {
			(has("inputEPCList") || has("inputQuantityList"))
				&& (has("outputEPCList") || has("outputQuantityList"))
				&& event["action"].is_null()
		}
		_ => false,
	};
	assert!(is_named, "{event}");
	if kind != "TransformationEvent" {
		assert!(["ADD", "OBSERVE", "DELETE"].contains(&event["action"].as_str().unwrap()), "{event}");
	}
	let namespaces = Namespaces::of_context(&json!({ "suyuan": "urn:suyuan:" }));
	assert_eq!(event["eventID"], event_id(event, &namespaces), "{event}");
}

#[tokio::test]
async fn every_event_of_every_unit_is_sound_and_has_its_hash() {
	let served = Served::new().await;
	for (code, many) in [(EARPHONES, 20), (RECALLED, 2), (CELLS, 2), (CARTON, 3)] {
		let events = events(&served, code).await;
		assert_eq!(events.len(), many, "{code}");
		events.iter().for_each(is_sound);
	}
}

#[tokio::test]
async fn an_answer_is_a_document_with_its_context_and_the_evidence() {
	let served = Served::new().await;
	let answer = served.get(&route(CARTON)).await;
	assert_eq!(answer.header("content-type"), "application/json");
	assert_eq!(answer.header("gs1-epcis-version"), "2.0.0");
	assert_eq!(answer.header("gs1-epc-format"), "Always_GS1_Digital_Link");
	let evidence = "<https://trace.example/evidence/00%2F106901234500000010>; rel=\"describedby\"";
	assert_eq!(answer.header("link"), evidence);
	let document = answer.json();
	let context = json!(["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld", { "suyuan": "urn:suyuan:" }]);
	assert_eq!(document["@context"], context);
	assert_eq!(document["type"], "EPCISQueryDocument");
	assert_eq!(document["schemaVersion"], "2.0");
}

#[tokio::test]
async fn a_batch_is_a_class_with_its_quantity_and_a_piece_an_instance() {
	let served = Served::new().await;
	let cells = events(&served, CELLS).await;
	let class = "https://id.gs1.org/01/06923456789012/10/CELL-7";
	assert_eq!(cells[0]["bizStep"], "commissioning");
	assert_eq!(cells[0]["quantityList"], json!([{ "epcClass": class, "quantity": 100 }]));
	let made = &cells[1];
	assert_eq!(made["type"], "TransformationEvent");
	assert_eq!(made["inputQuantityList"], json!([{ "epcClass": class, "quantity": 2 }]));
	let piece = |serial: &str| format!("https://id.gs1.org/01/06901234567892/21/{serial}");
	assert_eq!(made["outputEPCList"], json!([piece("SN-0001"), piece("SN-0002")]));
	for code in [EARPHONES, RECALLED] {
		assert_eq!(events(&served, code).await[0], *made, "all units of a transformation have one event");
	}
}

#[tokio::test]
async fn custody_goes_from_one_party_to_another_and_the_answer_names_the_offer() {
	let served = Served::new().await;
	let carton = events(&served, CARTON).await;
	let party = |account: &str| format!("urn:suyuan:party:{account}");
	let (offered, accepted) = (&carton[1], &carton[2]);
	assert_eq!(offered["bizStep"], "shipping");
	for event in [offered, accepted] {
		let source = json!([{ "type": "possessing_party", "source": party(MANUFACTURER) }]);
		assert_eq!(event["sourceList"], source);
		let destination = json!([{ "type": "possessing_party", "destination": party(CARRIER) }]);
		assert_eq!(event["destinationList"], destination);
	}
	assert_eq!(accepted["bizStep"], "receiving");
	assert_eq!(accepted["bizTransactionList"][0]["bizTransaction"], offered["eventID"]);
	let last = served.get(&format!("{}?nextPageToken=0.9.1.0", route(CARTON))).await.json();
	assert_eq!(
		events_in(&last),
		std::slice::from_ref(accepted),
		"the offer is found on the page before, too"
	);
}

#[tokio::test]
async fn an_offer_that_nobody_took_is_declared_not_to_have_happened() {
	let served = Served::new().await;
	happens(&served, (11, 1), CARTON, "CustodyOffered", CARRIER, Some(MANUFACTURER)).await;
	happens(&served, (12, 1), CARTON, "CustodyCancelled", CARRIER, None).await;
	let carton = events(&served, CARTON).await;
	let [.., offered, cancelled] = carton.as_slice() else { panic!("{carton:?}") };
	assert_eq!(cancelled["eventID"], offered["eventID"]);
	assert!(offered["errorDeclaration"].is_null());
	let declaration = json!({ "declarationTime": cancelled["recordTime"], "reason": "did_not_occur" });
	assert_eq!(cancelled["errorDeclaration"], declaration);
	assert_ne!(carton[1]["eventID"], offered["eventID"], "another offer is another event");
}

#[tokio::test]
async fn an_amendment_declares_the_error_and_names_what_corrects_it() {
	let served = Served::new().await;
	let all = events(&served, EARPHONES).await;
	let declared: Vec<_> = (0..all.len()).filter(|at| !all[*at]["errorDeclaration"].is_null()).collect();
	let [at] = declared.as_slice() else { panic!("{declared:?}") };
	let (wrong, right) = (&all[*at], &all[at + 1]);
	assert_eq!(wrong["errorDeclaration"]["reason"], "incorrect_data");
	assert_eq!(wrong["errorDeclaration"]["correctiveEventIDs"], json!([right["eventID"]]));
	let same: Vec<_> = all.iter().filter(|event| event["eventID"] == wrong["eventID"]).collect();
	assert_eq!(same.len(), 2, "the event as it was recorded, and its declaration");
	assert_ne!(wrong["eventID"], right["eventID"]);
}

#[tokio::test]
async fn a_recall_lasts_until_it_is_ended() {
	let served = Served::new().await;
	happens(&served, (31, 1), RECALLED, "RecallEnded", MANUFACTURER, None).await;
	happens(&served, (32, 1), RECALLED, "Closed", MANUFACTURER, None).await;
	let all = events(&served, RECALLED).await;
	assert_eq!(all.len(), 3, "that a trace is closed is no event of the goods");
	assert_eq!(all[1]["disposition"], "recalled");
	assert_eq!(all[1]["persistentDisposition"], json!({ "set": ["recalled"] }));
	assert_eq!(all[2]["persistentDisposition"], json!({ "unset": ["recalled"] }));
	assert!(!all[1].to_string().contains("overheat"), "no free text is in an event");
}

#[tokio::test]
async fn documents_positions_and_climate_are_told_in_the_words_of_the_standard() {
	let served = Served::new().await;
	let all = events(&served, EARPHONES).await;
	let of =
		|step: &str| all.iter().find(|event| event["bizStep"] == step).unwrap_or_else(|| panic!("{step}"));
	let documents: Vec<_> = all
		.iter()
		.flat_map(|event| event["bizTransactionList"].as_array().cloned().unwrap_or_default())
		.collect();
	let order = "urn:suyuan:order:4403160HQ1:91440300708461136T:HQ20261105-000871";
	for (kind, name) in [
		("po", order),
		("inv", "urn:suyuan:receipt:4403690001:QH20261118-000871"),
		("bol", "urn:suyuan:waybill:440398T012:999-20261112-000871"),
		("urn:suyuan:document:customs-entry", "urn:suyuan:customs-entry:530120260000000002"),
	] {
		assert!(documents.contains(&json!({ "type": kind, "bizTransaction": name })), "{kind}");
	}
	let positions = &of("sensor_reporting")["sensorElementList"];
	assert_eq!(positions.as_array().unwrap().len(), 3);
	let latitude = json!({ "type": "Angle", "component": "latitude", "value": 22.6393, "uom": "DD" });
	assert_eq!(positions[0]["sensorReport"][0], latitude);
	let reports = &of("storing")["sensorElementList"][0]["sensorReport"];
	let warm = json!({ "type": "Temperature", "minValue": 18.2, "maxValue": 24.6, "uom": "CEL" });
	assert_eq!(reports[0], warm);
	assert_eq!(of("transporting")["readPoint"], json!({ "id": "urn:suyuan:location:CNSZX" }));
}

#[tokio::test]
async fn pages_of_any_size_amount_to_the_whole() {
	let served = Served::new().await;
	let whole = events(&served, EARPHONES).await;
	for size in [1, 2, 3, 7] {
		let (mut read, mut at) = (vec![], Some(format!("{}?perPage={size}", route(EARPHONES))));
		while let Some(uri) = at {
			let answer = served.get(&uri).await;
			let page = events_in(&answer.json());
			assert!(!page.is_empty() && page.len() <= size, "{uri}");
			read.extend(page);
			let next = answer.header("link").split(", ").find(|link| link.ends_with("rel=\"next\""));
			let next = next.map(|link| link.split(['<', '>']).nth(1).unwrap());
			at = next.map(|uri| uri.strip_prefix("https://trace.example").unwrap().to_owned());
		}
		assert_eq!(read, whole, "{size}");
	}
}

#[tokio::test]
async fn what_is_not_answered_is_refused_by_the_name_that_the_standard_has_for_it() {
	let served = Served::new().await;
	let carton = route(CARTON);
	for (uri, status, name) in [
		(format!("{carton}?EQ_readPoint=x"), 400, "QueryParameterException"),
		(format!("{carton}?EQ_bizstep=shipping"), 400, "QueryParameterException"),
		(format!("{carton}?EQ_bizStep="), 400, "QueryParameterException"),
		(format!("{carton}?eventType=ObjectEvent%7C"), 400, "QueryParameterException"),
		(format!("{carton}?EQ_action={}", "ADD%7C".repeat(40)), 400, "QueryParameterException"),
		(format!("{carton}?GE_eventTime=2026-01-01"), 400, "QueryParameterException"),
		(format!("{carton}?LT_recordTime=yesterday"), 400, "QueryParameterException"),
		(format!("{carton}?perpage=3"), 400, "QueryParameterException"),
		(format!("{carton}?perPage=0"), 400, "QueryParameterException"),
		(format!("{carton}?perPage=101"), 400, "QueryParameterException"),
		(format!("{carton}?perPage="), 400, "QueryParameterException"),
		(format!("{carton}?perPage=1&perPage=2"), 400, "QueryParameterException"),
		(format!("{carton}?nextPageToken=x"), 400, "QueryParameterException"),
		(route("01/06901234567892/21/SN-9"), 404, "NoSuchResourceException"),
		(route("01/06901234567892"), 404, "NoSuchResourceException"),
		(route("01/06901234567893/21/SN-1"), 400, "QueryValidationException"),
		(route("nonsense"), 400, "QueryValidationException"),
	] {
		let answer = served.get(&uri).await;
		assert_eq!(answer.status.as_u16(), status, "{uri}");
		assert_eq!(answer.header("content-type"), "application/problem+json");
		assert_eq!(answer.json()["type"], format!("epcisException:{name}"), "{uri}");
	}
	let format = |wanted: &'static str| [("gs1-epc-format", wanted)];
	let answer = served.get_as(&carton, &format("Always_EPC_URN")).await;
	assert_eq!(answer.status, 406);
	assert_eq!(answer.json()["type"], "epcisException:NotAcceptableException");
	assert_eq!(served.get_as(&carton, &format("No_Preference")).await.status, 200);
}

#[tokio::test]
async fn a_link_of_the_unit_leads_to_its_events() {
	let served = Served::new().await;
	let answer = served.get(&format!("/{EARPHONES}?linkType=gs1:epcis")).await;
	assert_eq!(answer.status, 307);
	assert_eq!(answer.header("location"), format!("https://trace.example{}", route(EARPHONES)));
}

#[tokio::test]
async fn conditions_choose_events_and_go_on_with_the_pages() {
	let served = Served::new().await;
	let all = events(&served, EARPHONES).await;
	let id = all[1]["eventID"].as_str().unwrap().to_owned();
	let chosen = |holds: &dyn Fn(&Value) -> bool| -> Vec<Value> {
		all.iter().filter(|event| holds(event)).cloned().collect()
	};
	let middle = all[9]["eventTime"].as_str().unwrap();
	for (query, expected) in [
		("eventType=AggregationEvent".to_owned(), chosen(&|event| event["type"] == "AggregationEvent")),
		(
			"eventType=ObjectEvent%7CTransactionEvent&EQ_action=ADD".to_owned(),
			chosen(&|event| event["type"] == "TransactionEvent"),
		),
		(
			"EQ_bizStep=storing%7Cloading".to_owned(),
			chosen(&|event| ["storing", "loading"].contains(&event["bizStep"].as_str().unwrap_or(""))),
		),
		("EQ_bizStep=cbv:BizStep-storing".to_owned(), chosen(&|event| event["bizStep"] == "storing")),
		(
			"EQ_disposition=https://ref.gs1.org/cbv/Disp-in_transit".to_owned(),
			chosen(&|event| event["disposition"] == "in_transit"),
		),
		(format!("EQ_eventID={}", crate::digital_link::links::query(&id)), vec![all[1].clone()]),
		(format!("GE_eventTime={middle}"), chosen(&|event| event["eventTime"].as_str().unwrap() >= middle)),
		(format!("LT_eventTime={middle}"), chosen(&|event| event["eventTime"].as_str().unwrap() < middle)),
		("GE_recordTime=2099-01-01T00:00:00%2B08:00".to_owned(), vec![]),
	] {
		let mut read = vec![];
		let mut at = Some(format!("{}?{query}&perPage=1", route(EARPHONES)));
		while let Some(uri) = at {
			let answer = served.get(&uri).await;
			assert_eq!(answer.status, 200, "{uri}: {}", answer.text());
			read.extend(events_in(&answer.json()));
			let next = answer.header("link").split(", ").find(|link| link.ends_with("rel=\"next\""));
			let next = next.map(|link| link.split(['<', '>']).nth(1).unwrap());
			at = next.map(|uri| uri.strip_prefix("https://trace.example").unwrap().to_owned());
		}
		assert_eq!(read, expected, "{query}");
	}
}
