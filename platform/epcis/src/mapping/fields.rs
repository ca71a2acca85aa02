// SPDX-License-Identifier: Apache-2.0

//! Fields that events have in common.

use crate::{
	hash::event_id,
	names::{own, party, quantity, stamp, unit, NAMESPACE, PREFIX},
	tree::Namespaces,
};
use serde_json::{json, Value};
use suyuan_store::model::Unit;

/// Offset of the times in events: the zone of those who record them.
const OFFSET: &str = "+08:00";

/// Makes an event of a type with its times, in milliseconds since 1970 UTC.
pub(super) fn begun(kind: &str, at: i64, recorded: i64) -> Value {
	json!({
		"type": kind,
		"eventTime": stamp(at),
		"eventTimeZoneOffset": OFFSET,
		"recordTime": stamp(recorded),
	})
}

/// Name of a field of our own.
pub(super) fn field(name: &str) -> String {
	format!("{PREFIX}:{name}")
}

/// Adds who caused or recorded an event.
pub(super) fn by(event: &mut Value, account: &str) {
	event[field("by")] = party(account).into();
}

/// Adds the unit that an event is about, a batch as a class with its quantity if that is known.
pub(super) fn about(event: &mut Value, of: &Unit, known: Option<i64>) {
	match of.kind.as_str() {
		"Batch" => {
			event["quantityList"] = json!([quantity(&of.code, known, of.measure.as_deref())]);
		}
		_ => event["epcList"] = json!([unit(&of.code)]),
	}
}

/// Step of our own, named by an event of the chain or a category of record.
pub(super) fn step(name: &str) -> Value {
	own("step", &[name]).into()
}

/// Declares an event in error, without changing its id.
pub(super) fn in_error(mut event: Value, at: i64, reason: &str, corrective: Option<Value>) -> Value {
	let mut declaration = json!({ "declarationTime": stamp(at), "reason": reason });
	if let Some(corrective) = corrective {
		declaration["correctiveEventIDs"] = json!([corrective]);
	}
	event["errorDeclaration"] = declaration;
	event["recordTime"] = stamp(at).into();
	event
}

/// Adds the hash id of an event.
pub(super) fn identified(mut event: Value) -> Value {
	let namespaces = Namespaces::of_context(&json!({ PREFIX: NAMESPACE }));
	event["eventID"] = event_id(&event, &namespaces).into();
	event
}

/// Name of an item or of a choice, and what it has.
pub(super) fn opened(item: &Value) -> (&str, &Value) {
	match item {
		Value::Object(object) => match object.iter().next() {
			Some((name, body)) => (name, body),
			None => ("Undecodable", &Value::Null),
		},
		Value::String(name) => (name, &Value::Null),
		_ => ("Undecodable", &Value::Null),
	}
}
