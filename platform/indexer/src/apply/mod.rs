// SPDX-License-Identifier: Apache-2.0

//! Changes that each fact makes to the rows of a batch.

pub mod customs;
pub mod loops;
pub mod participants;
pub mod prefixes;
pub mod records;
pub mod units;

use anyhow::Context;
use serde_json::Value;

/// Reads a text field of an event.
pub fn text<'v>(fields: &'v Value, field: &str) -> anyhow::Result<&'v str> {
	fields[field].as_str().with_context(|| format!("an event without {field}"))
}

/// Reads a number field of an event.
pub fn number(fields: &Value, field: &str) -> anyhow::Result<i64> {
	fields[field].as_i64().with_context(|| format!("an event without {field}"))
}

/// Name of a variant: a string, or the key of one with fields.
pub fn name(value: &Value) -> Option<&str> {
	match value {
		Value::String(name) => Some(name),
		Value::Object(object) => object.keys().next().map(String::as_str),
		_ => None,
	}
}

/// Fields of a variant, if it has that name.
pub fn held<'v>(value: &'v Value, name: &str) -> &'v Value {
	&value[name]
}
