// SPDX-License-Identifier: Apache-2.0

//! Differences between the documents of a loop, and documents that it lacks, as the chain states them.

use super::{
	display::{Row, Shown},
	format, item,
};
use crate::i18n::{called, Choices, Lang};
use serde_json::Value;

const FIELDS: Choices = Choices("Disagreement");
const SIDES: Choices = Choices("DisagreementSide");
const DOCUMENTS: Choices = Choices("MissingDocument");
const DETAILS: Choices = Choices("MissingDetail");

/// Reasons for which a loop is not matched.
#[derive(Debug, Default)]
pub struct Differences {
	/// Fields that disagree, each with the values of both documents.
	pub fields: Vec<Row>,
	/// Documents that are missing.
	pub missing: Vec<Row>,
}

/// Makes the rows of a loop's state.
pub fn differences(state: &Value, lang: Lang) -> Differences {
	Differences {
		fields: rows(&state["Mismatch"]["fields"], FIELDS, SIDES, lang),
		missing: rows(&state["Open"]["missing"], DOCUMENTS, DETAILS, lang),
	}
}

/// Rows of a list of variants, each with its fields below it.
fn rows(list: &Value, names: Choices, fields: Choices, lang: Lang) -> Vec<Row> {
	let mut rows = Vec::new();
	for variant in list.as_array().into_iter().flatten() {
		let (name, body) = item::opened(variant);
		rows.push(Row::new(&called(names, name, lang), vec![Shown::Heading]));
		for (field, value) in body.as_object().into_iter().flatten() {
			rows.push(Row { depth: 1, label: called(fields, field, lang).into_owned(), shown: shown(value) });
		}
	}
	rows
}

/// Value of a field, whose type the value itself tells.
fn shown(value: &Value) -> Vec<Shown> {
	let number = |name: &str| value[name].as_u64();
	match (value, number("minor_units"), number("grams")) {
		(_, Some(minor_units), _) => {
			vec![Shown::Plain(format::money(minor_units, value["currency"].as_str().unwrap_or_default()))]
		}
		(_, _, Some(grams)) => vec![Shown::Plain(format::mass(grams))],
		(Value::Number(number), ..) => {
			vec![Shown::Plain(number.as_u64().map_or_else(|| number.to_string(), format::count))]
		}
		(Value::String(text), ..) => vec![Shown::Code(text.clone())],
		(Value::Object(fields), ..) if fields.values().all(Value::is_string) => {
			fields.values().filter_map(Value::as_str).map(|text| Shown::Code(text.into())).collect()
		}
		_ => item::any(value),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;

	#[test]
	fn a_field_that_disagrees_is_named_with_both_values() {
		let usd = |minor_units: u64| json!({ "minor_units": minor_units, "currency": "USD" });
		let state = json!({ "Mismatch": { "fields": [
			{ "DeclaredValue": { "ordered": usd(4990), "declared": usd(1000) } },
			{ "GrossWeight": { "carried": { "grams": 640 }, "declared": { "grams": 6400 } } },
			{ "Packages": { "carried": 1, "declared": 2 } },
			{ "Colour": { "ordered": "jade" } },
		] } });
		let told = differences(&state, Lang::En);
		let has = |label: &str, shown: Shown| {
			told.fields.iter().any(|row| row.label == label && row.shown == [shown.clone()])
		};
		let plain = |text: &str| Shown::Plain(text.into());
		assert!(has("Value declared", Shown::Heading) && has("Gross weight", Shown::Heading));
		assert!(has("Order", plain("USD 49.90")) && has("Declaration", plain("USD 10.00")));
		assert!(has("Waybills", plain("640 g")) && has("Declaration", plain("6.4 kg")));
		assert!(has("Declaration", plain("2")));
		assert!(has("Colour", Shown::Heading), "a later runtime's by its own name");
		assert!(told.missing.is_empty());
	}

	#[test]
	fn a_document_that_is_missing_is_named() {
		let waybill = json!({ "company": "440398T012", "number": "999-1" });
		let state = json!({ "Open": { "missing": ["Order", { "Waybill": { "waybill": waybill } }] } });
		let told = differences(&state, Lang::Zh);
		assert_eq!((told.missing.len(), told.missing[0].label.as_str()), (3, "订单"));
		assert_eq!(told.missing[2].shown, [Shown::Code("440398T012".into()), Shown::Code("999-1".into())]);
	}

	#[test]
	fn states_that_no_chain_has_are_no_reason_to_fail() {
		for state in [
			json!(null),
			json!("Matched"),
			json!({ "Mismatch": 1 }),
			json!({ "Open": { "missing": [1, null] } }),
		] {
			let _ = differences(&state, Lang::En);
		}
	}
}
