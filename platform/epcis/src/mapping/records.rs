// SPDX-License-Identifier: Apache-2.0

//! Records of the four information blocks.

use super::{
	documents::documents,
	fields::{about, begun, by, field, opened, step},
};
use crate::names::{decimal, own, stamp};
use serde_json::{json, Value};
use suyuan_store::model::{Record, Unit};

/// Makes the event of a record: when it happened by the record itself, or by the block where the record says nothing.
pub(super) fn event(of: &Unit, record: &Record) -> Value {
	let (name, body) = opened(&record.item);
	let time = moment(name, body).unwrap_or(record.time);
	let documents = documents(name, body, &record.hash);
	let kind = match name {
		"Order" | "Receipt" | "Declaration" | "Status" => "TransactionEvent",
		_ => "ObjectEvent",
	};
	let mut event = begun(kind, time, record.time);
	about(&mut event, of, None);
	event["action"] = if kind == "TransactionEvent" { "ADD" } else { "OBSERVE" }.into();
	event[field("block")] = record.block.into();
	event[field("record")] = own("record", &[&record.hash]).into();
	by(&mut event, &record.provider);
	let (biz_step, disposition) = match name {
		"Order" | "Receipt" => (None, None),
		"Tally" => (Some("loading".into()), Some("in_progress")),
		"Transport" => (Some("transporting".into()), Some("in_transit")),
		"Storage" => (Some("storing".into()), Some("in_progress")),
		"Delivery" => (Some("arriving".into()), Some("in_progress")),
		"Positions" => (Some("sensor_reporting".into()), None),
		"DeliveryException" => (Some(step(name)), condition(opened(body).0)),
		name => (Some(step(name)), None),
	};
	if let Some(biz_step) = biz_step {
		event["bizStep"] = biz_step;
	}
	if let Some(disposition) = disposition {
		event["disposition"] = disposition.into();
	}
	if !documents.is_empty() {
		event["bizTransactionList"] = documents.into();
	}
	if let Some(location) = body["departure"]["location"].as_str().filter(|_| name == "Transport") {
		event["readPoint"] = json!({ "id": own("location", &[location]) });
	}
	let sensors = match name {
		"Positions" => positions(body),
		"Storage" => climate(body),
		_ => vec![],
	};
	if !sensors.is_empty() {
		event["sensorElementList"] = sensors.into();
	}
	event
}

/// Time of what a record is about, if it says so. Goods on the way have several positions: the last counts.
fn moment(name: &str, body: &Value) -> Option<i64> {
	let time = match name {
		"RawMaterials" | "Production" => &body["produced_at"],
		"Order" => &body["ordered_at"],
		"Receipt" => &body["received_at"],
		"Tally" => &body["loading"]["loaded_at"],
		"Storage" => &body["entered_at"],
		"Delivery" => &body["signed_at"],
		"DeliveryException" => &opened(body).1["found_at"],
		"Positions" => &body.as_array()?.last()?["taken_at"],
		"Declaration" => &body["declared_at"],
		"Status" => &body["changed_at"],
		_ => return None,
	};
	time.as_i64().or_else(|| time.as_str()?.parse().ok())
}

/// Condition of goods by the kind of an exception, where the vocabulary has a word for it.
fn condition(exception: &str) -> Option<&'static str> {
	match exception {
		"Damage" => Some("damaged"),
		"Return" | "Rma" | "ReverseLogistics" => Some("returned"),
		"Disposal" => Some("disposed"),
		_ => None,
	}
}

/// Positions as measurements of two angles each.
fn positions(body: &Value) -> Vec<Value> {
	let fixes = body.as_array().into_iter().flatten();
	let element = |fix: &Value| {
		let angle = |component: &str| {
			let value = decimal(fix[component].as_i64()?, 7);
			Some(json!({ "type": "Angle", "component": component, "value": value, "uom": "DD" }))
		};
		let taken = fix["taken_at"].as_i64()?;
		Some(json!({
			"sensorMetadata": { "time": stamp(taken) },
			"sensorReport": [angle("latitude")?, angle("longitude")?],
		}))
	};
	fixes.filter_map(element).collect()
}

/// Temperature and humidity of a store, from the lowest to the highest.
fn climate(body: &Value) -> Vec<Value> {
	let range = |field: &str, kind: &str, uom: &str| {
		let (lowest, highest) = (body[field]["lowest"].as_i64()?, body[field]["highest"].as_i64()?);
		Some(json!({
			"type": kind, "minValue": decimal(lowest, 1), "maxValue": decimal(highest, 1), "uom": uom,
		}))
	};
	let reports = [range("temperature", "Temperature", "CEL"), range("humidity", "RelativeHumidity", "P1")];
	let reports: Vec<_> = reports.into_iter().flatten().collect();
	if reports.is_empty() {
		vec![]
	} else {
		vec![json!({ "sensorReport": reports })]
	}
}
