// SPDX-License-Identifier: Apache-2.0

//! View of a unit's product, read from the records that were not amended.

use super::{
	display::{moment, Row, Shown},
	format,
	item::opened,
};
use crate::i18n::{called, chain, Lang};
use serde_json::Value;
use suyuan_store::model::{Record, Trace, Unit};

/// The product of a unit as the page shows it.
pub struct Product {
	/// Name of the product: a participant's text, unless [`Product::is_named`] is false.
	pub name: String,
	/// True if a record names the product.
	pub is_named: bool,
	/// Brand and model, if a record states them.
	pub brand: Option<(String, String)>,
	/// Facts that readers look for first.
	pub facts: Vec<Row>,
}

/// Content of the latest record of a category that was not amended.
pub fn standing<'a>(trace: &'a Trace, variant: &str) -> Option<&'a Value> {
	let says = |record: &&'a Record| record.superseded_by.is_none() && opened(&record.item).0 == variant;
	let records = || trace.blocks.iter().flat_map(|block| &block.records);
	records().rfind(says).map(|record| opened(&record.item).1)
}

fn text(value: Option<&Value>, name: &str) -> Option<String> {
	value.and_then(|body| body[name].as_str()).map(str::to_string)
}

impl Product {
	/// Makes the view from a trace.
	pub fn of(trace: &Trace, lang: Lang) -> Self {
		let features = standing(trace, "Features");
		let declared = standing(trace, "Declaration").and_then(|body| body["lines"].get(0));
		let brand = text(features, "brand").zip(text(features, "model"));
		let name = text(standing(trace, "Order"), "product_name")
			.or_else(|| text(standing(trace, "Receipt"), "product_name"))
			.or_else(|| text(declared, "product_name"))
			.or_else(|| brand.as_ref().map(|(brand, model)| format!("{brand} {model}")));
		Self {
			is_named: name.is_some(),
			name: name.unwrap_or_else(|| called(chain::UNITS, &trace.unit.kind, lang).into_owned()),
			brand,
			facts: facts(trace, lang),
		}
	}
}

fn facts(trace: &Trace, lang: Lang) -> Vec<Row> {
	let mut facts = Vec::new();
	let mut fact = |label: &str, shown: Vec<Shown>| {
		if !shown.is_empty() {
			facts.push(Row::new(label, shown));
		}
	};
	let production = standing(trace, "Production");
	let origin = production.and_then(|body| body["country"].as_str()).map(|code| format::country(code, lang));
	fact(lang.t("product-producer"), text(production, "producer").map(Shown::Text).into_iter().collect());
	fact(lang.t("product-origin"), origin.map(Shown::Plain).into_iter().collect());
	let produced = production.and_then(|body| moment(&body["produced_at"])).map(format::day);
	fact(lang.t("product-produced"), produced.map(Shown::Plain).into_iter().collect());
	let shelf_life =
		standing(trace, "Features").map(|body| super::item::shelf_life(&body["shelf_life"], lang));
	fact(lang.t("product-shelf-life"), shelf_life.unwrap_or_default());
	let code = standing(trace, "ProductCode");
	let batch = trace.unit.lot.clone().or_else(|| text(code, "batch"));
	fact(lang.t("product-batch"), batch.map(Shown::Code).into_iter().collect());
	fact(lang.t("product-serial"), trace.unit.serial.clone().map(Shown::Code).into_iter().collect());
	fact(lang.t("product-barcode"), trace.unit.gtin.clone().map(Shown::Code).into_iter().collect());
	fact("SSCC", trace.unit.sscc.clone().map(Shown::Code).into_iter().collect());
	let kept = trace.unit.retain_until.map(format::day);
	fact(lang.t("product-trace-kept-until"), kept.map(Shown::Plain).into_iter().collect());
	fact(lang.t("product-quantity"), amount(&trace.unit, lang).map(Shown::Plain).into_iter().collect());
	facts
}

/// Formats the quantity of a batch, and the rest of it.
fn amount(unit: &Unit, lang: Lang) -> Option<String> {
	let measure = unit.measure.as_deref()?;
	let whole = unit.quantity?;
	let said =
		|thousandths: i64| format::quantity(u64::try_from(thousandths).unwrap_or_default(), measure, lang);
	Some(match unit.remaining {
		left if left == whole => said(whole),
		0 => lang.with("product-used", [("whole", said(whole).into())]),
		left => lang.with("product-left", [("whole", said(whole).into()), ("left", said(left).into())]),
	})
}
