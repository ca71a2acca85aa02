// SPDX-License-Identifier: Apache-2.0

//! Banner of a held product: the hazard, the product, what to do, and whom to call.

use super::{
	display::{Row, Shown},
	hazard::hazards,
	party::{who, Who},
	product::{standing, Product},
};
use crate::i18n::{called, Choices, Lang};
use serde_json::Value;
use std::collections::BTreeMap;
use suyuan_store::model::{HeldUnit, Party, Relation, Trace};

const RELATIONS: Choices = Choices("HoldRelation");

/// Banner of a unit that a hold concerns, whether the unit is registered or not.
pub struct Banner {
	/// True for a recall, false for a quarantine.
	pub recall: bool,
	/// What is held, in a few words.
	pub title: &'static str,
	/// Hazards that the reasons tell of.
	pub hazards: Vec<&'static str>,
	/// What to do about these hazards.
	pub advice: Vec<&'static str>,
	/// The product that is held.
	pub product: Vec<Row>,
	/// The holds, the gravest first.
	pub holds: Vec<Held>,
	/// Contacts of the producer, as its record has them.
	pub contacts: Vec<Row>,
	/// False if holds beyond these may concern the unit.
	pub complete: bool,
}

/// A hold as the banner shows it.
pub struct Held {
	/// Trace code of the held unit, if that is another.
	pub code: Option<String>,
	/// Relation of the held unit to the one on the page.
	pub relation: String,
	/// True for a recall.
	pub recall: bool,
	/// Reason in the words of its author.
	pub reason: String,
	/// Participant that holds the unit.
	pub by: Who,
	/// Time at which the hold began, in milliseconds since 1970 UTC.
	pub since: i64,
}

/// Makes the banner of a trace. None if no hold concerns its unit.
pub fn of_trace(trace: &Trace, product: &Product, lang: Lang) -> Option<Banner> {
	let mut rows = Vec::new();
	let mut row = |label: &'static str, shown: Option<Shown>| {
		rows.extend(shown.map(|shown| Row::new(lang.t(label), vec![shown])));
	};
	let brand = product.brand.iter().flat_map(|(brand, model)| [brand, model]);
	let brand: Vec<_> = brand.map(|text| Shown::Text(text.clone())).collect();
	row("hold-product", product.is_named.then(|| Shown::Text(product.name.clone())));
	let recorded = standing(trace, "ProductCode").and_then(|body| body["batch"].as_str());
	let lot = trace.unit.lot.as_deref().or(recorded);
	row("product-batch", lot.map(|lot| Shown::Code(lot.into())));
	row("product-serial", trace.unit.serial.clone().map(Shown::Code));
	row("product-barcode", trace.unit.gtin.clone().map(Shown::Code));
	row("trace-code", Some(Shown::Code(trace.unit.code.clone())));
	if !brand.is_empty() {
		rows.insert(rows.len().min(1), Row::new(lang.t("hold-brand"), brand));
	}
	let mut banner = banner(&trace.holds, &trace.parties, rows, lang)?;
	banner.contacts = contacts(standing(trace, "Production"), lang);
	banner.complete = trace.holds_complete;
	Some(banner)
}

/// Makes the banner of a code that no unit has. None if no hold concerns it.
pub fn of_unregistered(
	code: &str,
	held: &[HeldUnit],
	parties: &BTreeMap<String, Party>,
	lang: Lang,
) -> Option<Banner> {
	let rows = vec![Row::new(lang.t("trace-code"), vec![Shown::Code(code.into())])];
	banner(held, parties, rows, lang)
}

fn banner(
	held: &[HeldUnit],
	parties: &BTreeMap<String, Party>,
	product: Vec<Row>,
	lang: Lang,
) -> Option<Banner> {
	let foremost = held.first()?;
	let (mut told, mut advice) = (Vec::new(), Vec::new());
	for (hazard, what_to_do) in held.iter().flat_map(|held| hazards(&held.hold.reason, lang)) {
		if !told.contains(&hazard) {
			told.push(hazard);
			advice.extend(what_to_do);
		}
	}
	let shown = held.iter().map(|held| Held {
		code: (held.relation != Relation::Itself).then(|| held.code.clone()),
		relation: called(RELATIONS, &format!("{:?}", held.relation), lang).into_owned(),
		recall: held.hold.kind == "Recall",
		reason: held.hold.reason.clone(),
		by: who(parties, &held.hold.by, lang),
		since: held.hold.since,
	});
	Some(Banner {
		title: lang.t(match (foremost.hold.kind == "Recall", foremost.relation) {
			(true, Relation::Itself) => "hold-recall-title",
			(true, _) => "hold-recall-related-title",
			(false, Relation::Itself) => "hold-quarantine-title",
			(false, _) => "hold-quarantine-related-title",
		}),
		recall: foremost.hold.kind == "Recall",
		hazards: told,
		advice,
		product,
		holds: shown.collect(),
		contacts: Vec::new(),
		complete: true,
	})
}

/// Contacts of the producer that its record states.
fn contacts(production: Option<&Value>, lang: Lang) -> Vec<Row> {
	let Some(production) = production else { return Vec::new() };
	let text = |name: &str| {
		let text = production[name].as_str().filter(|text| !text.is_empty());
		text.map(|text| Shown::Text(text.into()))
	};
	let rows = [
		("product-producer", text("producer")),
		("hold-contact", text("contact")),
		("hold-address", text("address")),
	];
	rows.into_iter().filter_map(|(label, shown)| Some(Row::new(lang.t(label), vec![shown?]))).collect()
}
