//! What each fact changes.

pub mod customs;
pub mod participants;
pub mod records;
pub mod units;

use anyhow::Context;
use serde_json::Value;

/// A text of an event.
pub fn text<'v>(fields: &'v Value, field: &str) -> anyhow::Result<&'v str> {
	fields[field].as_str().with_context(|| format!("an event without {field}"))
}

/// A number of an event.
pub fn number(fields: &Value, field: &str) -> anyhow::Result<i64> {
	fields[field].as_i64().with_context(|| format!("an event without {field}"))
}

/// The name of a variant: of one that holds something, the key.
pub fn name(value: &Value) -> Option<&str> {
	match value {
		Value::String(name) => Some(name),
		Value::Object(object) => object.keys().next().map(String::as_str),
		_ => None,
	}
}

/// What a variant holds, if it is of that name.
pub fn held<'v>(value: &'v Value, name: &str) -> &'v Value {
	&value[name]
}
