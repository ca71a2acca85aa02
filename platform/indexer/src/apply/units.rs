// SPDX-License-Identifier: Apache-2.0

//! Events of units: identity, custody, packing, holds, transformations and stages.

use super::{held, name, number, text};
use crate::{
	batch::{At, Batch},
	cache::Row,
};
use anyhow::Context;
use serde_json::{json, Value};
use suyuan_primitives::{
	codes::{ParsedCode, TraceCode},
	digital_link,
};
use suyuan_store::{tables, write::Cell};

/// Trace codes of all units that an event names.
pub fn named(fields: &Value) -> Vec<String> {
	let mut codes: Vec<&Value> = vec![&fields["code"], &fields["parent"]];
	// In an event of custody this is an account; in the extension of a hold, which names departments, it is a unit.
	if !fields["departments"].is_null() {
		codes.push(&fields["from"]);
	}
	for list in ["codes", "children", "outputs"] {
		codes.extend(fields[list].as_array().into_iter().flatten());
	}
	codes.extend(fields["inputs"].as_array().into_iter().flatten().map(|used| &used["code"]));
	codes.into_iter().filter_map(Value::as_str).map(String::from).collect()
}

fn unit<'b>(batch: &'b mut Batch, code: &str) -> anyhow::Result<&'b mut Row> {
	batch.units.change(&[code.into()]).with_context(|| format!("{code} was never registered"))
}

fn all<'v>(fields: &'v Value, list: &str) -> impl Iterator<Item = &'v str> {
	fields[list].as_array().into_iter().flatten().filter_map(Value::as_str)
}

/// Applies an event of pallet trace-units.
pub fn take(batch: &mut Batch, at: At, event: &str, fields: &Value) -> anyhow::Result<()> {
	match event {
		"Registered" => registered(batch, at, fields)?,
		"Transformed" => transformed(batch, at, fields)?,
		"Packed" => packed(batch, at, fields)?,
		"Unpacked" => unpacked(batch, at, fields)?,
		"UnpackedByOrder" => unpacked_by_order(batch, at, fields)?,
		"CustodyOffered" => {
			let (code, from, to) = (text(fields, "code")?, text(fields, "from")?, text(fields, "to")?);
			let expires_at = &fields["expires_at"];
			unit(batch, code)?.set("offered_to", to).set("offer_expires_at", expires_at);
			batch.push_unit_event(at, code, event, Some(from), Some(to), json!({ "expires_at": expires_at }));
		}
		"CustodyAccepted" => {
			let (code, from, to) = (text(fields, "code")?, text(fields, "from")?, text(fields, "to")?);
			no_offer(unit(batch, code)?).set("custodian", to);
			batch.push_unit_event(at, code, event, Some(to), Some(from), json!({}));
		}
		"CustodyCancelled" => {
			let (code, by) = (text(fields, "code")?, text(fields, "by")?);
			no_offer(unit(batch, code)?);
			batch.push_unit_event(at, code, event, Some(by), None, json!({}));
		}
		"OfferReaped" => {
			let (code, to) = (text(fields, "code")?, text(fields, "to")?);
			no_offer(unit(batch, code)?);
			batch.push_unit_event(at, code, event, None, Some(to), json!({}));
		}
		"CustodyReassigned" => {
			let (code, to, reason) = (text(fields, "code")?, text(fields, "to")?, text(fields, "reason")?);
			no_offer(unit(batch, code)?).set("custodian", to);
			let by = fields["by"].as_str();
			let detail = json!({ "from": fields["from"], "reason": reason });
			batch.push_unit_event(at, code, event, by, Some(to), detail);
		}
		"TitleOffered" => {
			let (from, to) = (text(fields, "from")?, text(fields, "to")?);
			let detail = of_offer(fields, &["offer", "expires_at", "terms"]);
			let mut offer = detail.clone();
			offer["to"] = to.into();
			for code in all(fields, "codes") {
				unit(batch, code)?.set("title_offer", offer.to_string());
				batch.push_unit_event(at, code, event, Some(from), Some(to), detail.clone());
			}
		}
		"TitlePassed" => {
			let (from, to) = (text(fields, "from")?, text(fields, "to")?);
			let detail = of_offer(fields, &["offer", "terms"]);
			for code in all(fields, "codes") {
				unit(batch, code)?.set("title_offer", Cell::Null).set("owner", to);
				batch.push_unit_event(at, code, event, Some(to), Some(from), detail.clone());
			}
		}
		"TitleCancelled" => {
			let by = text(fields, "by")?;
			for code in all(fields, "codes") {
				unit(batch, code)?.set("title_offer", Cell::Null);
				batch.push_unit_event(at, code, event, Some(by), None, json!({}));
			}
		}
		"TitleOfferReaped" => {
			let (code, to) = (text(fields, "code")?, text(fields, "to")?);
			unit(batch, code)?.set("title_offer", Cell::Null);
			batch.push_unit_event(at, code, event, None, Some(to), json!({}));
		}
		"CodeReassigned" => {
			let (code, from, to) = (text(fields, "code")?, text(fields, "from")?, text(fields, "to")?);
			no_offer(unit(batch, code)?)
				.set("owner", to)
				.set("custodian", text(fields, "custodian")?)
				.set("title_offer", Cell::Null)
				.set("unproven_right", 0_i64);
			let detail = json!({ "reason": fields["reason"], "from": from });
			batch.push_unit_event(at, code, event, Some(text(fields, "by")?), Some(to), detail);
		}
		"Quarantined" | "Recalled" => {
			let (by, reason) = (text(fields, "by")?, text(fields, "reason")?);
			let hold = if event == "Recalled" { "Recall" } else { "Quarantine" };
			for code in fields["code"].as_str().into_iter().chain(all(fields, "codes")) {
				unit(batch, code)?
					.set("hold", hold)
					.set("hold_by", by)
					.set("hold_reason", reason)
					.set("held_at", at.time);
				let mut detail = json!({ "reason": reason });
				if let Some(department) = fields["department"].as_str() {
					detail["department"] = department.into();
				}
				batch.push_unit_event(at, code, event, Some(by), None, detail);
			}
		}
		"HoldExtended" => extended(batch, at, fields)?,
		"Released" | "RecallEnded" => {
			// By none it is a vote of the council.
			let (by, reason) = (fields["by"].as_str(), text(fields, "reason")?);
			for code in fields["code"].as_str().into_iter().chain(all(fields, "codes")) {
				let unit = unit(batch, code)?;
				for column in ["hold", "hold_by", "hold_reason", "held_at"] {
					unit.set(column, Cell::Null);
				}
				batch.push_unit_event(at, code, event, by, None, json!({ "reason": reason }));
			}
		}
		"Served" => {
			let (code, step, note) = (text(fields, "code")?, number(fields, "step")?, text(fields, "note")?);
			let by = service(unit(batch, code)?, |service| service["steps"] = step.into());
			batch.push_unit_event(
				at,
				code,
				event,
				by.as_deref(),
				None,
				json!({ "step": step, "note": note }),
			);
		}
		"FeedbackGiven" => {
			let code = text(fields, "code")?;
			let feedback = json!({ "satisfied": fields["satisfied"], "after_steps": fields["after_steps"] });
			let detail = json!({
				"satisfied": fields["satisfied"], "after_steps": fields["after_steps"], "note": fields["note"],
			});
			service(unit(batch, code)?, |service| service["feedback"] = feedback);
			batch.push_unit_event(at, code, event, None, None, detail);
		}
		"Closed" | "ServiceEnded" => {
			let (code, retain_until) = (text(fields, "code")?, number(fields, "retain_until")?);
			let unit = unit(batch, code)?.set("stage", "Closed").set("retain_until", retain_until);
			let by = unit.text("owner").map(String::from);
			let mut detail = json!({ "retain_until": retain_until });
			if event == "Closed" {
				detail["shelf_life"] = fields["shelf_life"].clone();
			}
			batch.push_unit_event(at, code, event, by.as_deref(), None, detail);
		}
		"ClosedByOrder" => {
			let (code, retain_until) = (text(fields, "code")?, number(fields, "retain_until")?);
			unit(batch, code)?.set("stage", "Closed").set("retain_until", retain_until);
			let detail = json!({ "retain_until": retain_until, "reason": fields["reason"] });
			batch.push_unit_event(at, code, event, fields["by"].as_str(), None, detail);
		}
		"Archived" => {
			let (code, leaf) = (text(fields, "code")?, text(fields, "leaf")?);
			unit(batch, code)?.set("stage", "Archived").set("archived_digest", leaf);
			batch.archive.archived(code, &fields["leaf"])?;
			// Unit and heads stand in the state no longer: these are what the audit compares ours with.
			let detail = json!({ "leaf": leaf, "archived": fields["archived"] });
			batch.push_unit_event(at, code, event, None, None, detail);
		}
		"ArchiveGrew" => batch.archive.grew(&fields["root"], at.block)?,
		// The unit stays as it was, and norms are no part of any trace.
		"Skipped" | "YieldNormsSet" => (),
		// A later runtime may emit events that this version does not know. The chain keeps them.
		_ => tracing::warn!(event, block = at.block, "an event of trace units that this does not know"),
	}
	Ok(())
}

/// The fields of an event of title that the units keep.
fn of_offer(fields: &Value, names: &[&str]) -> Value {
	names
		.iter()
		.map(|name| ((*name).to_string(), fields[*name].clone()))
		.collect::<serde_json::Map<_, _>>()
		.into()
}

fn no_offer(unit: &mut Row) -> &mut Row {
	unit.set("offered_to", Cell::Null).set("offer_expires_at", Cell::Null)
}

/// Changes the data of a service. Returns its provider.
fn service(unit: &mut Row, change: impl FnOnce(&mut Value)) -> Option<String> {
	let mut service =
		unit.text("service").and_then(|text| serde_json::from_str(text).ok()).unwrap_or(json!({}));
	change(&mut service);
	unit.set("service", service.to_string());
	unit.text("owner").map(String::from)
}

fn registered(batch: &mut Batch, at: At, fields: &Value) -> anyhow::Result<()> {
	let code = text(fields, "code")?;
	let unit = &fields["unit"];
	let (owner, kind) = (text(unit, "owner")?, name(&unit["kind"]).context("a unit of no kind")?);
	let what = held(&unit["kind"], kind);
	batch.registered.push(code.into());
	let row = batch.units.change_or_make(&[code.into()]);
	place(row, code);
	row.set("kind", kind)
		.set("mode", &what["mode"])
		.set("quantity", &what["quantity"]["thousandths"])
		.set("measure", &what["quantity"]["unit"])
		.set("remaining", &unit["remaining"])
		.set("owner", owner)
		.set("custodian", text(unit, "custodian")?)
		.set("stage", "Open")
		.set("made_by", &unit["made_by"])
		.set("unproven_right", &unit["unproven_right"])
		.set("registered_at", at.block)
		.set("registered_time", at.time);
	if kind == "Service" {
		let mut service = json!({ "customer": what["customer"] });
		service["steps"] = unit["service"]["steps"].clone();
		service["feedback"] = unit["service"]["feedback"].clone();
		row.set("service", service.to_string());
	}
	// An output of a transformation has an event of its own kind.
	let event = if unit["made_by"].is_null() { "Registered" } else { "Made" };
	let detail = if event == "Made" { json!({ "id": unit["made_by"] }) } else { json!({}) };
	batch.push_unit_event(at, code, event, Some(owner), None, detail);
	Ok(())
}

/// Sets the identifiers that the code contains, decoded.
fn place(row: &mut Row, code: &str) {
	let Ok(parsed) = code.parse::<TraceCode>() else { return };
	match parsed.parse() {
		Ok(ParsedCode::TradeItem { gtin, variant, lot, serial }) => {
			row.set("gtin", String::from_utf8_lossy(gtin.as_bytes()).into_owned());
			for (column, qualifier) in [("variant", variant), ("lot", lot), ("serial", serial)] {
				row.set(column, qualifier.map(digital_link::qualifier));
			}
		}
		Ok(ParsedCode::LogisticUnit(sscc)) => {
			row.set("sscc", String::from_utf8_lossy(sscc.as_bytes()).into_owned());
		}
		_ => (),
	}
}

fn transformed(batch: &mut Batch, at: At, fields: &Value) -> anyhow::Result<()> {
	let (id, by) = (number(fields, "id")?, text(fields, "by")?);
	let kind = name(&fields["kind"]).context("a transformation of no kind")?;
	let yield_check = name(&fields["yield_check"]);
	let row = vec![id.into(), kind.into(), by.into(), at.block.into(), at.time.into(), yield_check.into()];
	batch.add(&tables::TRANSFORMATIONS, row);
	for (position, used) in (0..).zip(fields["inputs"].as_array().into_iter().flatten()) {
		let code = text(used, "code")?;
		let quantity = used["quantity"]["thousandths"].as_i64();
		let unit = unit(batch, code)?;
		let left = quantity.map_or(0, |used| unit.number("remaining").unwrap_or(0) - used);
		unit.set("remaining", left);
		batch.add(
			&tables::TRANSFORMATION_INPUTS,
			vec![id.into(), Cell::Number(position), code.into(), quantity.into()],
		);
		let detail = json!({ "id": id, "kind": kind, "quantity": used["quantity"] });
		batch.push_unit_event(at, code, "Transformed", Some(by), None, detail);
	}
	for (position, code) in (0..).zip(all(fields, "outputs")) {
		batch.add(&tables::TRANSFORMATION_OUTPUTS, vec![id.into(), Cell::Number(position), code.into()]);
	}
	Ok(())
}

fn packed(batch: &mut Batch, at: At, fields: &Value) -> anyhow::Result<()> {
	let (parent, by) = (text(fields, "parent")?, text(fields, "by")?);
	no_offer(unit(batch, parent)?);
	for child in all(fields, "children") {
		no_offer(unit(batch, child)?).set("packed_in", parent);
		batch.push_unit_event(at, child, "Packed", Some(by), Some(parent), json!({}));
	}
	Ok(())
}

fn unpacked(batch: &mut Batch, at: At, fields: &Value) -> anyhow::Result<()> {
	let (parent, by) = (text(fields, "parent")?, text(fields, "by")?);
	let custodian = unit(batch, parent)?.text("custodian").map(String::from);
	for child in all(fields, "children") {
		unit(batch, child)?.set("packed_in", Cell::Null).set("custodian", custodian.clone());
		batch.push_unit_event(at, child, "Unpacked", Some(by), Some(parent), json!({}));
	}
	Ok(())
}

fn unpacked_by_order(batch: &mut Batch, at: At, fields: &Value) -> anyhow::Result<()> {
	let (parent, reason) = (text(fields, "parent")?, text(fields, "reason")?);
	// The parent is packed in nothing, so that its custodian held what was in it.
	let from = unit(batch, parent)?.text("custodian").map(String::from);
	for child in all(fields, "children") {
		let row = unit(batch, child)?;
		let owner = row.text("owner").map(String::from);
		row.set("packed_in", Cell::Null).set("custodian", owner);
		let detail = json!({ "from": from, "reason": reason });
		batch.push_unit_event(at, child, "UnpackedByOrder", fields["by"].as_str(), Some(parent), detail);
	}
	Ok(())
}

/// Holds units as the unit is that they come from, for the reason of that, beside what held them before.
fn extended(batch: &mut Batch, at: At, fields: &Value) -> anyhow::Result<()> {
	let (from, by) = (text(fields, "from")?, text(fields, "by")?);
	let kind = name(&fields["kind"]).context("a hold of no kind")?;
	let origin = unit(batch, from)?;
	let [held_by, reason] = ["hold_by", "hold_reason"].map(|column| origin.text(column).map(String::from));
	for code in all(fields, "codes") {
		let row = unit(batch, code)?;
		let before = row.text("hold").map(String::from);
		if before.is_none() {
			row.set("hold_by", held_by.clone().unwrap_or_else(|| by.into()))
				.set("hold_reason", reason.clone())
				.set("held_at", at.time);
		}
		if before.as_deref() != Some("Recall") {
			row.set("hold", kind);
		}
		let detail = json!({ "from": from, "reason": reason, "departments": fields["departments"] });
		batch.push_unit_event(at, code, "HoldExtended", Some(by), None, detail);
	}
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_code_is_taken_apart_and_its_qualifiers_are_decoded() {
		let code = "01/06901234567892/10/L%2F1/21/SN-0001";
		let mut row = Row::new(&tables::UNITS, &[code.into()]);
		place(&mut row, code);
		let found = ["gtin", "variant", "lot", "serial", "sscc"].map(|column| row.text(column));
		assert_eq!(found, [Some("06901234567892"), None, Some("L/1"), Some("SN-0001"), None]);
	}

	#[test]
	fn an_event_names_all_its_units() {
		let event = json!({ "inputs": [{ "code": "a", "quantity": null }], "outputs": ["b", "c"] });
		assert_eq!(named(&event), ["b", "c", "a"]);
		assert_eq!(named(&json!({ "parent": "p", "children": ["x"] })), ["p", "x"]);
		assert_eq!(named(&json!({ "code": "a", "from": "an account" })), ["a"]);
		assert_eq!(named(&json!({ "from": "a", "codes": ["b"], "departments": {} })), ["a", "b"]);
	}

	#[test]
	fn a_qualifier_is_stored_decoded() {
		assert_eq!(digital_link::qualifier(b"a%2Fb"), "a/b");
	}
}
