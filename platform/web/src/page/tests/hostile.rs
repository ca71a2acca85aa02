// SPDX-License-Identifier: Apache-2.0

//! Participants' text stays text, and sealed content stays sealed.

use super::{en, sample::*, without_data, zh};
use serde_json::Value;
use suyuan_store::model::{Relation, Trace};

const HOSTILE: &str = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>&amp;{{7*7}}";

/// Replaces every text, however deep.
fn poison(value: &mut Value) {
	match value {
		Value::String(text) => *text = HOSTILE.into(),
		Value::Array(list) => list.iter_mut().for_each(poison),
		Value::Object(fields) => fields.values_mut().for_each(poison),
		_ => {}
	}
}

fn poisoned() -> Trace {
	let mut trace = recalled();
	let text = || HOSTILE.to_string();
	for block in &mut trace.blocks {
		for record in &mut block.records {
			poison(&mut record.item);
			(record.reason, record.party, record.hash) = (Some(text()), Some(text()), text());
			record.source = "Imported".into();
			record.supersedes = Some(0);
		}
		block.digest = Some(text());
	}
	for happening in &mut trace.history {
		poison(&mut happening.detail);
		(happening.kind, happening.other, happening.by) = (text(), Some(text()), Some(text()));
	}
	for party in trace.parties.values_mut() {
		(party.name, party.kind, party.business, party.department) =
			(Some(text()), Some(text()), Some(text()), Some(text()));
		(party.status, party.country, party.credit_code) = (Some(text()), Some(text()), Some(text()));
	}
	let unit = &mut trace.unit;
	(unit.code, unit.kind, unit.stage, unit.mode) = (text(), text(), text(), Some(text()));
	(unit.lot, unit.serial, unit.gtin, unit.sscc) = (Some(text()), Some(text()), Some(text()), Some(text()));
	(unit.measure, unit.quantity) = (Some(text()), Some(5));
	for held in &mut trace.holds {
		(held.relation, held.code) = (Relation::Material, text());
		(held.hold.reason, held.hold.kind) = (text(), text());
	}
	for declaration in &mut trace.declarations {
		(declaration.entry_number, declaration.status, declaration.loop_state) =
			(text(), text(), Some(text()));
		for verdict in &mut declaration.verdicts {
			(verdict.department, verdict.reason) = (text(), Some(text()));
		}
		declaration.changes.iter_mut().for_each(|change| change.to = text());
	}
	(trace.contents, trace.packed_in, trace.missing) = (vec![text()], vec![text()], vec![text()]);
	if let Some(made) = &mut trace.made_of {
		(made.kind, made.by, made.inputs, made.outputs) =
			(text(), text(), vec![(text(), Some(1))], vec![text()]);
	}
	trace.check.hash = text();
	trace.check.validators.iter_mut().for_each(|validator| validator.department = Some(text()));
	trace
}

#[test]
fn no_text_of_a_participant_becomes_markup() {
	for page in [zh(&poisoned()), en(&poisoned())].map(|page| without_data(&page)) {
		assert!(page.contains("&lt;script&gt;") || page.contains("&#60;script&#62;"), "it is shown, as text");
		for never in ["<script", "<img", "'><", "\"'>"] {
			assert!(!page.contains(never), "{never}");
		}
		// A quote would end an attribute, and a character that no path has would end a link.
		for part in page.split("href=\"").skip(1) {
			let link = part.split('"').next().unwrap_or_default();
			assert!(!link.contains('<') && !link.contains(' ') && !link.contains("alert(1)>"), "{link}");
		}
	}
}

/// Turns the direction of writing around, and never back.
const TURN: &str = "\u{202e}turned";

#[test]
fn the_direction_of_a_participants_writing_ends_with_it() {
	let mut trace = recalled();
	for block in &mut trace.blocks {
		for record in &mut block.records {
			(record.source, record.party) = ("Imported".into(), Some(TURN.into()));
			(record.supersedes, record.reason) = (Some(0), Some(TURN.into()));
		}
	}
	trace.blocks[0].records[0].item["RawMaterials"]["supplier"] = TURN.into();
	trace.blocks[1].records[0].item["Order"]["product_name"] = TURN.into();
	trace.parties.values_mut().for_each(|party| party.name = Some(TURN.into()));
	trace.holds[0].hold.reason = TURN.into();
	trace.declarations[0].verdicts[1].reason = Some(TURN.into());
	for page in [zh(&trace), en(&trace)] {
		let body = &page[page.find("<body>").expect("there is one")..];
		assert!(body.matches(TURN).count() > 40);
		for (at, _) in body.match_indices(TURN) {
			let before = &body[..at];
			assert!(before.rfind("<bdi") > before.rfind("</bdi>"), "{}", &body[at.saturating_sub(80)..at]);
		}
	}
}

#[test]
fn what_must_be_sealed_is_not_shown_even_if_it_is_not() {
	let mut trace = trace();
	let secret = "Emily Carter, 1234 S Hope St";
	for block in &mut trace.blocks {
		for record in &mut block.records {
			for (variant, fields) in [
				("Order", ["ship_to", "consignee", "contact"]),
				("Delivery", ["courier", "receiver", "place"]),
			] {
				if record.item.get(variant).is_some() {
					for field in fields {
						record.item[variant][field] = secret.into();
					}
				}
			}
		}
	}
	for page in [zh(&trace), en(&trace)] {
		assert!(!page.contains("Emily") && !page.contains("Hope St"));
	}
	assert!(zh(&trace).matches("已加密封存").count() >= 6);
	assert!(en(&trace).matches("Sealed").count() >= 6);
}
