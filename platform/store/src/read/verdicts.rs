// SPDX-License-Identifier: Apache-2.0

//! Queries of verdicts: every one that was ever given, and the departments that have yet to give one.

use super::{truth, List, Result};
use serde::Serialize;
use serde_json::Value;
use sqlx::{AnyConnection, Row};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// Verdicts of a matter that are listed at most: the latest.
const MAX_VERDICTS: i64 = 256;

/// A verdict as it was given, whatever became of it: its department may have revised it, or the form may have been amended.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct GivenVerdict {
	/// `Customs` or another department of the alliance chain.
	pub department: String,
	/// True if the department agreed.
	pub agrees: bool,
	/// The reason given, in free text.
	pub reason: Option<String>,
	/// Account of the seat that signed it.
	pub by: Option<String>,
	/// Account of another seat of the department, whose verdict it took the place of.
	pub overrules: Option<String>,
	/// Number of the block that carries it.
	pub block: i64,
	/// Time of that block, in milliseconds since 1970 UTC.
	pub time: i64,
}

/// Reads the verdicts ever given on matters, which are entry numbers or accounts of exporters: of each in order.
pub(super) async fn given(
	connection: &mut AnyConnection,
	matters: &[String],
) -> Result<BTreeMap<String, Vec<GivenVerdict>>> {
	let mut given: BTreeMap<String, Vec<GivenVerdict>> = BTreeMap::new();
	if matters.is_empty() {
		return Ok(given);
	}
	let list = List::of(matters);
	let sql = format!(
		"SELECT matter, department, agrees, reason, regulator, overrules, block, time FROM verdicts
		WHERE matter IN ({}) ORDER BY block DESC, event DESC LIMIT $1",
		list.placeholders(2)
	);
	let query = sqlx::query(&sql).bind(MAX_VERDICTS);
	let query = list.filled().fold(query, |query, matter| query.bind(matter));
	for row in query.fetch_all(connection).await?.iter().rev() {
		given.entry(row.try_get("matter")?).or_default().push(GivenVerdict {
			department: row.try_get("department")?,
			agrees: truth(row, "agrees")?,
			reason: row.try_get("reason")?,
			by: row.try_get("regulator")?,
			overrules: row.try_get("overrules")?,
			block: row.try_get("block")?,
			time: row.try_get("time")?,
		});
	}
	Ok(given)
}

/// Departments that an approval still waits for. It waits for none once customs released the goods or settled the matter.
pub(super) fn waits_for(approval: &Value, status: &str) -> Vec<String> {
	if matches!(status, "Released" | "Closed" | "Rejected" | "Returned" | "Cancelled") {
		return Vec::new();
	}
	let is_in = |set: &str, department: &str| approval[set][department] == Value::Bool(true);
	let must_agree = approval["must_agree"].as_object().into_iter().flatten();
	must_agree
		.filter(|(department, must)| {
			**must == Value::Bool(true) && !is_in("agreed", department) && !is_in("refused", department)
		})
		.map(|(department, _)| camel_case(department))
		.collect()
}

/// Name of a set's member, `ForeignExchange`, by its field, `foreign_exchange`.
fn camel_case(field: &str) -> String {
	let capital = |word: &str| {
		let mut letters = word.chars();
		let first = letters.next().map(|letter| letter.to_ascii_uppercase());
		first.into_iter().chain(letters).collect::<String>()
	};
	field.split('_').map(capital).collect()
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;

	#[test]
	fn who_has_to_agree_and_has_said_nothing_is_waited_for() {
		let approval = json!({
			"must_agree": { "commerce": false, "customs": true, "foreign_exchange": true, "tax": true },
			"agreed": { "customs": true, "foreign_exchange": false, "tax": false },
			"refused": { "customs": false, "foreign_exchange": false, "tax": true },
		});
		assert_eq!(waits_for(&approval, "Received"), ["ForeignExchange"]);
		assert!(waits_for(&approval, "Released").is_empty());
		assert!(waits_for(&Value::Null, "Received").is_empty());
	}
}
