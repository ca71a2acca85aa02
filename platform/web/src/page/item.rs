// SPDX-License-Identifier: Apache-2.0

//! Rows of a record's item, field by field, with the names of the dictionary.

use super::{
	display::{moment, Row, Shown},
	format,
	layout::is_list,
};
use crate::i18n::{
	called, chain, field, logistics, shape,
	values::{AWAITED, DOCUMENTS, POSITION_SYSTEMS},
	Field, Is, Lang, Part, Shape,
};
use serde_json::Value;

/// Variant of an item, and its content.
pub fn opened(item: &Value) -> (&str, &Value) {
	match item {
		Value::Object(fields) => fields.iter().next().map_or(("", &Value::Null), |(name, body)| (name, body)),
		Value::String(name) => (name, &Value::Null),
		_ => ("", &Value::Null),
	}
}

/// Name of the item's category.
pub fn title(item: &Value, lang: Lang) -> String {
	let (variant, _) = opened(item);
	match variant {
		"Positions" => lang.t("positions").to_string(),
		_ => called(chain::CATEGORIES, variant, lang).into_owned(),
	}
}

/// Rows of every field of an item.
pub fn rows(item: &Value, lang: Lang) -> Vec<Row> {
	let (variant, body) = opened(item);
	let mut reader = Reader { lang, rows: Vec::new() };
	match shape(variant) {
		Some(Shape::Part(part)) => reader.part(part, body, 0),
		Some(Shape::Exception) => {
			let (kind, details) = opened(body);
			let name = called(logistics::EXCEPTIONS, kind, lang).into_owned();
			reader.push(0, lang.t("exception"), vec![Shown::Plain(name)]);
			reader.part(&logistics::EXCEPTION_DETAILS, details, 0);
		}
		Some(Shape::Fixes) => reader.fixes(body),
		None => reader.unknown("", body, 0),
	}
	reader.rows
}

/// Rows of a part that stands by itself.
pub fn of_part(part: &Part, body: &Value, lang: Lang) -> Vec<Row> {
	let mut reader = Reader { lang, rows: Vec::new() };
	reader.part(part, body, 0);
	reader.rows
}

/// Values of a list of documents.
pub fn evidence(list: &Value, lang: Lang) -> Vec<Shown> {
	one(Is::Evidences, list, lang)
}

/// Label of a field. That of a declaration's number says which of the two kinds it is.
fn label(part: &Part, field: &Field, value: &Value, lang: Lang) -> &'static str {
	match field.is {
		Is::DeclarationNumber if value.as_str().is_some_and(is_list) => lang.t("list-number"),
		_ => part.label(field, lang),
	}
}

struct Reader {
	lang: Lang,
	rows: Vec<Row>,
}

impl Reader {
	fn push(&mut self, depth: usize, label: &str, shown: Vec<Shown>) {
		self.rows.push(Row { depth, label: label.to_string(), shown });
	}

	fn part(&mut self, part: &Part, body: &Value, depth: usize) {
		let Value::Object(fields) = body else { return };
		for field in part.fields {
			match fields.get(field.name) {
				None | Some(Value::Null) => self.awaited(part, field, depth),
				Some(value) => self.field(label(part, field, value, self.lang), field, value, depth),
			}
		}
		// A field of a later runtime is shown by the chain's own name, rather than not at all.
		for (name, value) in fields {
			if !part.fields.iter().any(|field| field.name == name) {
				self.unknown(name, value, depth);
			}
		}
	}

	/// Shows the second step of a fact that is told in two, while it is missing.
	fn awaited(&mut self, part: &Part, field: &Field, depth: usize) {
		if AWAITED.contains(&(part.of, field.name)) {
			let missing = self.lang.attribute("awaited", field.name).unwrap_or_default();
			self.push(depth, part.label(field, self.lang), vec![Shown::Plain(missing.into())]);
		}
	}

	fn field(&mut self, label: &str, field: &Field, value: &Value, depth: usize) {
		match field.is {
			Is::Part(part) => {
				self.push(depth, label, vec![Shown::Heading]);
				self.part(part, value, depth + 1);
			}
			Is::Parts(part) => {
				let list = value.as_array().map(Vec::as_slice).unwrap_or_default();
				for (place, body) in list.iter().enumerate() {
					let numbered = match list.len() {
						1 => label.to_string(),
						_ => format!("{label} {}", place + 1),
					};
					self.push(depth, &numbered, vec![Shown::Heading]);
					self.part(part, body, depth + 1);
				}
			}
			is => {
				let shown = one(is, value, self.lang);
				if !shown.is_empty() {
					self.push(depth, label, shown);
				}
			}
		}
	}

	fn fixes(&mut self, body: &Value) {
		for (place, fix) in body.as_array().into_iter().flatten().enumerate() {
			let number = |name: &str| fix[name].as_i64().unwrap_or_default();
			let system = called(POSITION_SYSTEMS, fix["system"].as_str().unwrap_or_default(), self.lang);
			let near = accuracy(number("accuracy_cm"), self.lang);
			let mut shown = vec![
				Shown::Code(format::position(number("latitude"), number("longitude"))),
				Shown::Plain(format!("{system}, {near}")),
			];
			shown.extend(moment(&fix["taken_at"]).map(Shown::Time));
			self.push(0, &self.lang.with("position", [("number", (place + 1).into())]), shown);
		}
	}

	fn unknown(&mut self, name: &str, value: &Value, depth: usize) {
		match value {
			Value::Null => {}
			Value::Object(fields) if !fields.contains_key("sealed") => {
				self.push(depth, name, vec![Shown::Heading]);
				for (name, value) in fields {
					self.unknown(name, value, depth + 1);
				}
			}
			value => self.push(depth, name, any(value)),
		}
	}
}

/// Formats the accuracy of a position.
pub fn accuracy(centimetres: i64, lang: Lang) -> String {
	let (amount, unit) = match centimetres {
		..100 => (centimetres, "cm"),
		100..100_000 => (centimetres / 100, "m"),
		_ => (centimetres / 100_000, "km"),
	};
	lang.with("position-accuracy", [("amount", amount.into()), ("unit", unit.into())])
}

/// Values of a field that fits on one line.
fn one(is: Is, value: &Value, lang: Lang) -> Vec<Shown> {
	let plain = |text: String| vec![Shown::Plain(text)];
	let text = || value.as_str().unwrap_or_default().to_string();
	let number = |name: &str| value[name].as_u64().unwrap_or_default();
	match is {
		// A field of this type is personal data, whatever its value, and no word of it is shown.
		Is::Sealed => vec![sealed(value)],
		Is::Text => match value {
			Value::String(text) => vec![Shown::Text(text.clone())],
			value => any(value),
		},
		Is::Code => match value {
			Value::String(text) => vec![Shown::Code(text.clone())],
			value => any(value),
		},
		Is::DeclarationNumber => match value {
			Value::String(number) => vec![Shown::Declaration(number.clone())],
			value => any(value),
		},
		Is::Time => moment(value).map(Shown::Time).into_iter().collect(),
		Is::Count => value.as_u64().map(|number| Shown::Plain(format::count(number))).into_iter().collect(),
		Is::Country => plain(format::country(&text(), lang)),
		Is::Location => plain(format::location(&text(), lang)),
		Is::Place => {
			let mut shown = vec![Shown::Text(value["name"].as_str().unwrap_or_default().to_string())];
			shown.extend(value["location"].as_str().map(|code| Shown::Plain(format::location(code, lang))));
			shown
		}
		Is::Money => {
			plain(format::money(number("minor_units"), value["currency"].as_str().unwrap_or_default()))
		}
		Is::Quantity => {
			plain(format::quantity(number("thousandths"), value["unit"].as_str().unwrap_or_default(), lang))
		}
		Is::Mass => plain(format::mass(number("grams"))),
		Is::ShelfLife => shelf_life(value, lang),
		Is::Tenths(unit) => {
			let side = |name: &str| value[name].as_i64().unwrap_or_default();
			plain(format::range(side("lowest"), side("highest"), unit))
		}
		Is::Evidence => vec![document(value, lang)],
		Is::Evidences => value.as_array().into_iter().flatten().map(|value| document(value, lang)).collect(),
		Is::Choice(choices) => plain(called(choices, opened(value).0, lang).into_owned()),
		Is::Part(_) | Is::Parts(_) => Vec::new(),
	}
}

/// Values of a field of which nothing is known but its JSON.
pub fn any(value: &Value) -> Vec<Shown> {
	match value {
		Value::Null => Vec::new(),
		Value::String(text) => vec![Shown::Text(text.clone())],
		Value::Object(fields) if fields.contains_key("sealed") => vec![sealed(value)],
		value => vec![Shown::Text(value.to_string())],
	}
}

/// Value of a sealed field. A seal is a hash: anything else is not shown either.
fn sealed(value: &Value) -> Shown {
	let seal = value["sealed"].as_str().unwrap_or_default();
	let is_hash = seal.len() == 66
		&& seal
			.strip_prefix("0x")
			.is_some_and(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
	Shown::Sealed(if is_hash { format::short(seal) } else { String::new() })
}

/// Values of a shelf life or expiry.
pub fn shelf_life(value: &Value, lang: Lang) -> Vec<Shown> {
	match opened(value) {
		("Unlimited", _) => vec![Shown::Plain(lang.t("shelf-life-unlimited").to_string())],
		("Days", days) => {
			let days = days.as_u64().unwrap_or_default();
			let count = [("count", days.into()), ("days", format::count(days).into())];
			vec![Shown::Plain(lang.with("shelf-life-days", count))]
		}
		("Until", until) => {
			let mut shown = vec![Shown::Plain(lang.t("shelf-life-until").to_string())];
			shown.extend(moment(until).map(Shown::Time));
			shown
		}
		_ => any(value),
	}
}

fn document(value: &Value, lang: Lang) -> Shown {
	let kind = called(DOCUMENTS, value["kind"].as_str().unwrap_or_default(), lang).into_owned();
	Shown::Document(kind, value["sha256"].as_str().unwrap_or_default().to_string())
}

/// Rows of an item's documents, each with the field that it stands in.
pub fn documents(item: &Value, lang: Lang) -> Vec<Row> {
	let is_document = |shown: &Shown| matches!(shown, Shown::Document(..));
	rows(item, lang).into_iter().filter(|row| row.shown.iter().any(is_document)).collect()
}

/// Begin and end of the event that an item records, if it states them.
pub fn span(item: &Value) -> Option<(i64, i64)> {
	let (variant, body) = opened(item);
	let at = |name: &str| moment(&body[name]);
	let point = |name: &str| at(name).map(|time| (time, time));
	match variant {
		"RawMaterials" | "Production" => point("produced_at"),
		"Order" => point("ordered_at"),
		"Receipt" => Some((at("received_at")?, at("received_at")?)),
		"Tally" => moment(&body["screening"]["screened_at"]).map(|time| (time, time)),
		"Storage" => at("entered_at").map(|entered| (entered, at("left_at").unwrap_or(entered))),
		"Delivery" => point("signed_at"),
		"DeliveryException" => moment(&opened(body).1["found_at"]).map(|time| (time, time)),
		"Positions" => {
			let fixes = body.as_array()?;
			Some((moment(&fixes.first()?["taken_at"])?, moment(&fixes.last()?["taken_at"])?))
		}
		"Declaration" => point("declared_at"),
		"Status" => point("changed_at"),
		_ => None,
	}
}

/// Summary of an item in one line.
pub fn summary(item: &Value, lang: Lang) -> Vec<Shown> {
	let (variant, body) = opened(item);
	let named = |part: &Part, names: &[&str]| -> Vec<Shown> {
		let known = |name: &&str| part.fields.iter().find(|field| field.name == *name);
		names
			.iter()
			.filter_map(known)
			.filter(|field| !body[field.name].is_null())
			.flat_map(|field| one(field.is, &body[field.name], lang))
			.collect()
	};
	match variant {
		"RawMaterials" => named(&RAW, &["name", "supplier"]),
		"Production" => named(&crate::i18n::product::PRODUCTION, &["producer", "country"]),
		"Features" => named(&crate::i18n::product::FEATURES, &["brand", "model"]),
		"ProductCode" => named(&crate::i18n::product::PRODUCT_CODE, &["barcode", "batch"]),
		"Order" => named(&crate::i18n::transaction::ORDER, &["product_name", "platform", "amount"]),
		"Receipt" => named(&crate::i18n::transaction::RECEIPT, &["amount", "payee"]),
		"Tally" => {
			let site = &body["screening"]["site"];
			let outcome = &body["screening"]["outcome"];
			[any(site), one(Is::Choice(logistics::SCREENING_OUTCOMES), outcome, lang)].concat()
		}
		"Transport" => {
			let place = |name: &str| any(&body[name]["name"]);
			let mut shown = place("departure");
			let destination = place("destination");
			if !destination.is_empty() {
				shown.push(Shown::Plain("→".to_string()));
				shown.extend(destination);
			}
			[shown, named(&logistics::TRANSPORT, &["mode"])].concat()
		}
		"Storage" => named(&logistics::STORAGE, &["warehouse", "temperature"]),
		"Delivery" => named(&logistics::DELIVERY, &["company", "number"]),
		"DeliveryException" => {
			let (kind, details) = opened(body);
			let name = Shown::Plain(called(logistics::EXCEPTIONS, kind, lang).into_owned());
			[vec![name], any(&details["note"])].concat()
		}
		"Positions" => {
			let fixes = body.as_array().map_or(0, Vec::len);
			vec![Shown::Plain(lang.with("position-count", [("count", fixes.into())]))]
		}
		"Declaration" => {
			let names = ["entry_number", "port_of_departure", "port_of_arrival"];
			named(&crate::i18n::customs::DECLARATION, &names)
		}
		"Status" => named(&crate::i18n::customs::STATUS_CHANGE, &["status", "entry_number"]),
		_ => any(body),
	}
}

const RAW: Part = crate::i18n::product::RAW_MATERIALS;

/// Fields of events that a timeline shows by name; it shows the others in its own way.
const EVENT: Part = Part {
	of: "UnitEventDetail",
	fields: &[
		field("reason", Is::Text),
		field("step", Is::Count),
		field("note", Is::Text),
		field("after_steps", Is::Count),
		field("shelf_life", Is::ShelfLife),
		field("retain_until", Is::Time),
		field("expires_at", Is::Time),
		field("digest", Is::Code),
		field("entry_number", Is::DeclarationNumber),
	],
};

/// Rows of an event's details, without its actor and its unit.
pub fn event_rows(detail: &Value, lang: Lang) -> Vec<Row> {
	let mut reader = Reader { lang, rows: Vec::new() };
	for field in EVENT.fields {
		match &detail[field.name] {
			Value::Null => {}
			value => reader.field(label(&EVENT, field, value, lang), field, value, 0),
		}
	}
	if let Some(satisfied) = detail["satisfied"].as_bool() {
		let label = lang.t("satisfied");
		let said = if satisfied { lang.t("satisfied-yes") } else { lang.t("satisfied-no") };
		reader.push(0, label, vec![Shown::Plain(said.to_string())]);
	}
	reader.rows
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;

	#[test]
	fn every_field_of_a_record_is_shown_with_its_name() {
		let item = json!({ "Tally": {
			"screening": { "site": "深圳机场", "screened_at": 0, "outcome": "PassedAfterOpening" },
			"loading": { "vehicle": "粤B·D12345", "loaded_at": 0 },
		} });
		let rows = rows(&item, Lang::En);
		let labels: Vec<_> = rows.iter().map(|row| (row.depth, row.label.as_str())).collect();
		let expected = [
			(0, "Security screening"),
			(1, "Site"),
			(1, "Screened"),
			(1, "Outcome"),
			(0, "Loading"),
			(1, "Vehicle"),
			(1, "Loaded"),
		];
		assert_eq!(labels, expected);
		assert_eq!(rows[3].shown, [Shown::Plain("Passed after opening".into())]);
	}

	#[test]
	fn a_field_that_must_be_sealed_is_never_read_whatever_stands_there() {
		for leak in
			[json!("Emily Carter"), json!({ "sealed": "Emily Carter" }), json!({ "clear": "Emily Carter" })]
		{
			let item = json!({ "Order": { "consignee": leak } });
			assert_eq!(rows(&item, Lang::Zh)[0].shown, [Shown::Sealed(String::new())]);
		}
		let seal = format!("0x{}", "ab".repeat(32));
		let item = json!({ "Order": { "consignee": { "sealed": seal } } });
		assert_eq!(rows(&item, Lang::Zh)[0].shown, [Shown::Sealed("0xababab…ababab".into())]);
	}

	#[test]
	fn what_a_later_runtime_adds_is_shown_by_the_chains_own_name() {
		let item = json!({ "Features": { "brand": "b", "colour": "jade", "origin": { "province": "粤" } } });
		let rows = rows(&item, Lang::En);
		assert_eq!(rows[1], Row::new("colour", vec![Shown::Text("jade".into())]));
		assert!(rows[2].is_heading());
		assert_eq!((rows[3].depth, rows[3].label.as_str()), (1, "province"));
		assert!(!super::rows(&json!({ "Novelty": { "a": 1 } }), Lang::Zh).is_empty());
	}

	#[test]
	fn shapes_that_no_chain_has_are_no_reason_to_fail() {
		for item in [
			json!(null),
			json!([]),
			json!({}),
			json!(7),
			json!({ "Order": [1] }),
			json!({ "Positions": "x" }),
		] {
			let _ =
				(rows(&item, Lang::Zh), summary(&item, Lang::En), span(&item), documents(&item, Lang::Zh));
			let _ = (title(&item, Lang::En), event_rows(&item, Lang::Zh));
		}
	}

	#[test]
	fn exceptions_say_their_kind_and_details() {
		let none = rows(&json!({ "DeliveryException": "NoneOccurred" }), Lang::Zh);
		assert_eq!(none, [Row::new("交付异常", vec![Shown::Plain("无异常".into())])]);
		let loss =
			json!({ "DeliveryException": { "Loss": { "found_at": 5, "note": "丢了", "evidence": null } } });
		assert_eq!(rows(&loss, Lang::Zh).len(), 3);
		assert_eq!(span(&loss), Some((5, 5)));
	}
}
