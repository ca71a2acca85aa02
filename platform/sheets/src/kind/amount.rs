// SPDX-License-Identifier: Apache-2.0
//! Amounts: in clear, or as the commitment that stands on the chain, `committed:0x…`.
//!
//! On the chain an amount is a variant, in clear or committed to, with its currency within. A sheet has amount and currency
//! in columns of their own, so that both are brought together for the chain and divided for the sheet.

use crate::Fault;
use serde_json::{json, Value};
use suyuan_primitives::ValueError;

const COMMITTED: &str = "committed:";

/// Reads a commitment. None of a cell that is none.
pub(super) fn parse_commitment(text: &str) -> Option<Result<Value, Fault>> {
	let digits = text.strip_prefix(COMMITTED)?;
	let digits = digits.strip_prefix("0x").unwrap_or(digits).to_ascii_lowercase();
	let is_whole = digits.len() == 64 && hex::decode(&digits).is_ok();
	let commitment = is_whole.then(|| json!({ "commitment": format!("0x{digits}") }));
	Some(commitment.ok_or(ValueError::MalformedCommitment.into()))
}

/// Writes a commitment.
pub(super) fn format_commitment(commitment: &Value) -> String {
	format!("{COMMITTED}{}", commitment.as_str().unwrap_or_default())
}

/// Brings amount and currency together in the variant that they are on the chain.
pub(crate) fn nested(amount: &Value, currency: &Value) -> Value {
	match amount {
		Value::Object(committed) => {
			json!({ "Committed": { "commitment": committed.get("commitment"), "currency": currency } })
		}
		minor_units => json!({ "Plain": { "minor_units": minor_units, "currency": currency } }),
	}
}

/// Divides an amount of the chain into what its own column has and the currency. None of what is no amount.
pub(crate) fn divided(amount: &Value) -> Option<(Value, Value)> {
	let (variant, told) = amount.as_object()?.iter().next()?;
	match variant.as_str() {
		"Plain" => Some((told["minor_units"].clone(), told["currency"].clone())),
		"Committed" => Some((json!({ "commitment": told["commitment"] }), told["currency"].clone())),
		_ => None,
	}
}
