// SPDX-License-Identifier: Apache-2.0

//! Answers to queries of events.

use crate::names::{stamp, NAMESPACE, PREFIX};
use serde_json::{json, Value};

/// Context of EPCIS 2.0, by which the words of events are read.
pub const CONTEXT: &str = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld";

/// Makes the document that answers a query, at a time in milliseconds since 1970 UTC.
pub fn document(events: Vec<Value>, now: i64) -> Value {
	json!({
		"@context": [CONTEXT, { PREFIX: NAMESPACE }],
		"type": "EPCISQueryDocument",
		"schemaVersion": "2.0",
		"creationDate": stamp(now),
		"epcisBody": {
			"queryResults": {
				"queryName": "SimpleEventQuery",
				"resultsBody": { "eventList": events },
			},
		},
	})
}
