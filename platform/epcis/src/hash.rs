// SPDX-License-Identifier: Apache-2.0

//! Hash ids of events: the SHA-256 of all that an event says, in one order and form.

use crate::{
	links::canonical,
	tree::{fields, Namespaces, Node},
	values::{number, renewed, time},
};
use serde_json::Value;
use sha2::{Digest, Sha256};

/// An order of fields, and of the fields below each.
type Order = &'static [(&'static str, Below)];

/// Order of the fields below a field.
#[derive(Clone, Copy)]
enum Below {
	None,
	In(Order),
}

const EPC: Order = &[("epc", Below::None)];
const QUANTITY: Order = &[(
	"quantityElement",
	Below::In(&[("epcClass", Below::None), ("quantity", Below::None), ("uom", Below::None)]),
)];
const ID: Order = &[("id", Below::None)];
const SENSOR_METADATA: Order = &[
	("time", Below::None),
	("startTime", Below::None),
	("endTime", Below::None),
	("deviceID", Below::None),
	("deviceMetadata", Below::None),
	("rawData", Below::None),
	("dataProcessingMethod", Below::None),
	("bizRules", Below::None),
];
const SENSOR_REPORT: Order = &[
	("type", Below::None),
	("exception", Below::None),
	("deviceID", Below::None),
	("deviceMetadata", Below::None),
	("rawData", Below::None),
	("dataProcessingMethod", Below::None),
	("time", Below::None),
	("microorganism", Below::None),
	("chemicalSubstance", Below::None),
	("value", Below::None),
	("component", Below::None),
	("stringValue", Below::None),
	("booleanValue", Below::None),
	("hexBinaryValue", Below::None),
	("uriValue", Below::None),
	("minValue", Below::None),
	("maxValue", Below::None),
	("meanValue", Below::None),
	("sDev", Below::None),
	("percRank", Below::None),
	("percValue", Below::None),
	("uom", Below::None),
	("coordinateReferenceSystem", Below::None),
];
const SENSOR: Order = &[(
	"sensorElement",
	Below::In(&[("sensorMetadata", Below::In(SENSOR_METADATA)), ("sensorReport", Below::In(SENSOR_REPORT))]),
)];

/// Order of an event's fields. All others stand behind them, sorted.
const EVENT: Order = &[
	("eventTime", Below::None),
	("eventTimeZoneOffset", Below::None),
	("certificationInfo", Below::None),
	("parentID", Below::None),
	("epcList", Below::In(EPC)),
	("inputEPCList", Below::In(EPC)),
	("childEPCs", Below::In(EPC)),
	("quantityList", Below::In(QUANTITY)),
	("childQuantityList", Below::In(QUANTITY)),
	("inputQuantityList", Below::In(QUANTITY)),
	("outputEPCList", Below::In(EPC)),
	("outputQuantityList", Below::In(QUANTITY)),
	("action", Below::None),
	("transformationID", Below::None),
	("bizStep", Below::None),
	("disposition", Below::None),
	("persistentDisposition", Below::In(&[("set", Below::None), ("unset", Below::None)])),
	("readPoint", Below::In(ID)),
	("bizLocation", Below::In(ID)),
	("sensorElementList", Below::In(SENSOR)),
];

/// Fields that are about the record of an event. An event and its declaration in error have one hash.
const LEFT_OUT: [&str; 4] = ["recordTime", "eventID", "type", "errorDeclaration"];

/// Hash id of an event, by the namespaces of its document.
pub fn event_id(event: &Value, namespaces: &Namespaces) -> String {
	let hash = Sha256::digest(pre_hash(event, namespaces).as_bytes());
	format!("ni:///sha-256;{}?ver=CBV2.0", hex::encode(hash))
}

/// Text of an event whose hash is its id.
pub fn pre_hash(event: &Value, namespaces: &Namespaces) -> String {
	let kind = event["type"].as_str().unwrap_or_default();
	let mut rest: Vec<Node> = fields(event, namespaces);
	rest.retain(|node| !LEFT_OUT.contains(&node.name.as_str()));
	let ordered = in_order(&mut rest, EVENT);
	format!("eventType={kind}{ordered}{}", sorted(&rest))
}

/// Takes the fields of an order out of a list, and writes them.
fn in_order(nodes: &mut Vec<Node>, order: Order) -> String {
	let mut text = String::new();
	for (name, below) in order {
		let (taken, rest): (Vec<_>, Vec<_>) =
			std::mem::take(nodes).into_iter().partition(|node| node.name == *name);
		*nodes = rest;
		let mut written: Vec<_> = taken.into_iter().map(|node| written(node, *below)).collect();
		written.sort();
		text.extend(written);
	}
	text
}

fn written(mut node: Node, below: Below) -> String {
	let children = match below {
		Below::None => sorted(&node.children),
		Below::In(order) => {
			let ordered = in_order(&mut node.children, order);
			format!("{ordered}{}", sorted(&node.children))
		}
	};
	let value = node.text.trim();
	let lower = node.name.to_lowercase();
	let is_time = lower.contains("time") && !lower.contains("offset");
	let value = match (value.is_empty(), is_time) {
		(true, _) => String::new(),
		(false, true) => time(value),
		(false, false) => normalised(value),
	};
	match (value.is_empty(), children.is_empty()) {
		(true, true) => String::new(),
		(true, false) => format!("{}{children}", node.name),
		_ => format!("{}={value}{children}", node.name),
	}
}

/// Writes fields that no order names, sorted by what they say. The pairs of a type and a value keep their order.
fn sorted(nodes: &[Node]) -> String {
	let mut written: Vec<_> = nodes
		.iter()
		.map(|node| {
			let value = node.text.trim();
			let value = if value.is_empty() { String::new() } else { format!("={}", normalised(value)) };
			format!("{}{value}{}", node.name, sorted(&node.children))
		})
		.collect();
	let is_pair =
		nodes.iter().any(|node| ["bizTransaction", "source", "destination"].contains(&node.name.as_str()));
	if !is_pair {
		written.sort();
	}
	written.concat()
}

fn normalised(text: &str) -> String {
	let text = number(&renewed(text));
	canonical(&text).unwrap_or(text)
}
