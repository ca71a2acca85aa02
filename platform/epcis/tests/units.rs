// SPDX-License-Identifier: Apache-2.0

//! Events of whole units, as they stand in a database.

use serde_json::{json, Value};
use suyuan_epcis::{document, event_id, events_of, Namespaces};
use suyuan_fixtures::{insert, CARRIER, CARTON, CELLS, EARPHONES, MANUFACTURER, RECALLED, START};
use suyuan_store::{
	read::events::{of_unit, Place},
	Database,
};

async fn events(database: &Database, code: &str) -> Vec<Value> {
	let found = of_unit(database, code, None, 100).await.unwrap().unwrap();
	assert!(!found.more);
	found.entries.iter().flat_map(|entry| events_of(&found.unit, entry)).collect()
}

async fn happens(database: &Database, at: (i64, i64), code: &str, kind: &str, other: Option<&str>) {
	let row = json!({
		"block": at.0, "event": at.1, "code": code, "time": START + at.0 * 2_000, "kind": kind, "by": CARRIER,
		"other": other, "detail": {},
	});
	insert(database, "unit_events", row).await;
}

/// Asserts the fields that GS1's schema of events requires, and the hash id.
fn is_sound(event: &Value) {
	for field in ["eventTime", "recordTime"] {
		let time = event[field].as_str().unwrap();
		assert!(time.len() == 24 && time.as_bytes()[19] == b'.' && time.ends_with('Z'), "{time}");
	}
	assert_eq!(event["eventTimeZoneOffset"], "+08:00");
	let has = |field: &str| event[field].as_array().is_some_and(|list| !list.is_empty());
	let about = has("epcList") || has("quantityList");
	let is_named = match event["type"].as_str().unwrap() {
		"ObjectEvent" => about,
		"TransactionEvent" => about && has("bizTransactionList"),
		"AggregationEvent" => event["parentID"].is_string() && (has("childEPCs") || has("childQuantityList")),
		"TransformationEvent" => {
			(has("inputEPCList") || has("inputQuantityList"))
				&& (has("outputEPCList") || has("outputQuantityList"))
		}
		_ => false,
	};
	assert!(is_named, "{event}");
	let action = event["action"].as_str();
	let transforms = event["type"] == "TransformationEvent";
	assert!(action.map_or(transforms, |action| ["ADD", "OBSERVE", "DELETE"].contains(&action)), "{event}");
	let namespaces = Namespaces::of_context(&json!({ "suyuan": "urn:suyuan:" }));
	assert_eq!(event["eventID"], event_id(event, &namespaces), "{event}");
}

#[tokio::test]
async fn every_event_of_every_unit_is_sound_and_has_its_hash() {
	let database = suyuan_fixtures::database().await;
	for (code, many) in [(EARPHONES, 20), (RECALLED, 2), (CELLS, 2), (CARTON, 3)] {
		let events = events(&database, code).await;
		assert_eq!(events.len(), many, "{code}");
		events.iter().for_each(is_sound);
	}
	assert!(of_unit(&database, "01/06901234567892/21/SN-9", None, 100).await.unwrap().is_none());
}

#[tokio::test]
async fn an_answer_is_a_document_with_its_context() {
	let document = document(vec![], START);
	let context = json!(["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld", { "suyuan": "urn:suyuan:" }]);
	assert_eq!(document["@context"], context);
	assert_eq!(document["type"], "EPCISQueryDocument");
	assert_eq!(document["creationDate"], "2026-11-18T11:06:40.000Z");
}

#[tokio::test]
async fn all_units_of_a_transformation_have_one_event() {
	let database = suyuan_fixtures::database().await;
	let cells = events(&database, CELLS).await;
	let class = "https://id.gs1.org/01/06923456789012/10/CELL-7";
	assert_eq!(cells[0]["bizStep"], "commissioning");
	assert_eq!(cells[0]["quantityList"], json!([{ "epcClass": class, "quantity": 100 }]));
	let made = &cells[1];
	assert_eq!(made["bizStep"], "assembling");
	assert_eq!(made["inputQuantityList"], json!([{ "epcClass": class, "quantity": 2 }]));
	let piece = |serial: &str| format!("https://id.gs1.org/01/06901234567892/21/{serial}");
	assert_eq!(made["outputEPCList"], json!([piece("SN-0001"), piece("SN-0002")]));
	for code in [EARPHONES, RECALLED] {
		assert_eq!(events(&database, code).await[0], *made);
	}
}

#[tokio::test]
async fn whoever_takes_custody_names_the_offer() {
	let database = suyuan_fixtures::database().await;
	let carton = events(&database, CARTON).await;
	let party = |account: &str| format!("urn:suyuan:party:{account}");
	let (offered, accepted) = (&carton[1], &carton[2]);
	for (event, step) in [(offered, "shipping"), (accepted, "receiving")] {
		assert_eq!(event["bizStep"], step);
		let source = json!([{ "type": "possessing_party", "source": party(MANUFACTURER) }]);
		assert_eq!(event["sourceList"], source);
		let destination = json!([{ "type": "possessing_party", "destination": party(CARRIER) }]);
		assert_eq!(event["destinationList"], destination);
	}
	assert_eq!(accepted["bizTransactionList"][0]["bizTransaction"], offered["eventID"]);
	let after = Some(Place { part: 0, first: 9, second: 1 });
	let page = of_unit(&database, CARTON, after, 100).await.unwrap().unwrap();
	let [entry] = page.entries.as_slice() else { panic!("{page:?}") };
	assert_eq!(
		events_of(&page.unit, entry),
		std::slice::from_ref(accepted),
		"the offer is on the page before"
	);
}

#[tokio::test]
async fn an_offer_that_nobody_took_is_declared_not_to_have_happened() {
	let database = suyuan_fixtures::database().await;
	happens(&database, (11, 1), CARTON, "CustodyOffered", Some(MANUFACTURER)).await;
	happens(&database, (12, 1), CARTON, "CustodyCancelled", None).await;
	let carton = events(&database, CARTON).await;
	let [.., offered, cancelled] = carton.as_slice() else { panic!("{carton:?}") };
	assert_eq!(cancelled["eventID"], offered["eventID"]);
	assert!(offered["errorDeclaration"].is_null());
	let declaration = json!({ "declarationTime": cancelled["recordTime"], "reason": "did_not_occur" });
	assert_eq!(cancelled["errorDeclaration"], declaration);
	assert_ne!(carton[1]["eventID"], offered["eventID"], "another offer is another event");
}

#[tokio::test]
async fn an_amendment_declares_the_error_and_names_what_corrects_it() {
	let database = suyuan_fixtures::database().await;
	let all = events(&database, EARPHONES).await;
	let declared: Vec<_> = (0..all.len()).filter(|at| !all[*at]["errorDeclaration"].is_null()).collect();
	let [at] = declared.as_slice() else { panic!("{declared:?}") };
	let (wrong, right) = (&all[*at], &all[at + 1]);
	assert_eq!(wrong["errorDeclaration"]["reason"], "incorrect_data");
	assert_eq!(wrong["errorDeclaration"]["correctiveEventIDs"], json!([right["eventID"]]));
	let same = all.iter().filter(|event| event["eventID"] == wrong["eventID"]).count();
	assert_eq!(same, 2, "the event as it was recorded, and its declaration");
	assert_ne!(wrong["eventID"], right["eventID"]);
}

#[tokio::test]
async fn a_recall_lasts_until_it_is_ended_and_says_nothing_in_free_text() {
	let database = suyuan_fixtures::database().await;
	happens(&database, (31, 1), RECALLED, "RecallEnded", None).await;
	happens(&database, (32, 1), RECALLED, "Closed", None).await;
	let all = events(&database, RECALLED).await;
	assert_eq!(all.len(), 3, "that a trace is closed is no event of the goods");
	assert_eq!(all[1]["persistentDisposition"], json!({ "set": ["recalled"] }));
	assert_eq!(all[2]["persistentDisposition"], json!({ "unset": ["recalled"] }));
	assert!(!all[1].to_string().contains("overheat"));
}

#[tokio::test]
async fn documents_positions_and_climate_are_told_in_the_words_of_the_standard() {
	let database = suyuan_fixtures::database().await;
	let all = events(&database, EARPHONES).await;
	let of = |step: &str| all.iter().find(|event| event["bizStep"] == step).unwrap();
	let lists = all.iter().filter_map(|event| event["bizTransactionList"].as_array());
	let documents: Vec<_> = lists.flatten().cloned().collect();
	for (kind, name) in [
		("po", "urn:suyuan:order:4403160HQ1:91440300708461136T:HQ20261105-000871"),
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
	let warm = json!({ "type": "Temperature", "minValue": 18.2, "maxValue": 24.6, "uom": "CEL" });
	assert_eq!(of("storing")["sensorElementList"][0]["sensorReport"][0], warm);
	assert_eq!(of("transporting")["readPoint"], json!({ "id": "urn:suyuan:location:CNSZX" }));
}
