// SPDX-License-Identifier: Apache-2.0

//! Events of filings and declarations, which carry all that the platform keeps of them.

use super::{
	loops::{order_of, waybill_of},
	name, number, text,
};
use crate::{
	batch::{At, Batch},
	cache::Row,
	declarations::{Contents, WaybillChange},
};
use anyhow::Context;
use serde_json::{json, Value};
use suyuan_store::write::Cell;

/// Status code with which a declaration begins: handed in.
const HANDED_IN: i64 = 2;

/// Applies an event of pallet customs.
pub fn take(batch: &mut Batch, at: At, event: &str, fields: &Value) -> anyhow::Result<()> {
	match event {
		"Filed" => {
			forget_verdicts(batch, text(fields, "exporter")?);
			let filing = &fields["filing"];
			let row = batch.filings.change_or_make(&[text(fields, "exporter")?.into()]);
			row.set("status", "Open").set("filing_hash", &filing["filing_hash"]);
			row.set("lapses_at", Cell::Null).set("detail", filing.to_string()).set("changed_at", at.time);
		}
		"FilingWithdrawn" => {
			forget_verdicts(batch, text(fields, "exporter")?);
			let row = batch.filings.change_or_make(&[text(fields, "exporter")?.into()]);
			row.set("status", "Withdrawn").set("filing_hash", "");
			row.set("lapses_at", Cell::Null).set("detail", "{}").set("changed_at", at.time);
		}
		"FilingDecided" => {
			let exporter = text(fields, "exporter")?;
			let approval = fields["approval"].clone();
			filing(batch, at, exporter, |detail| detail["approval"] = approval)?;
			let places = vec![
				exporter.into(),
				name(&fields["department"]).context("a verdict of no department")?.into(),
				(&fields["agrees"]).into(),
				(&fields["reason"]).into(),
				at.block.into(),
				at.time.into(),
			];
			let sql = "INSERT INTO filing_verdicts (exporter, department, agrees, reason, block, time) \
				VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (exporter, department) DO UPDATE SET \
				agrees = excluded.agrees, reason = excluded.reason, block = excluded.block, time = excluded.time";
			batch.before.push((sql.into(), places));
			given(batch, at, exporter, fields)?;
		}
		"FilingGood" => {
			let lapses_at = fields["lapses_at"].clone();
			filing(batch, at, text(fields, "exporter")?, |detail| detail["lapses_at"] = lapses_at)?;
		}
		"FilingTakenBack" => {
			filing(batch, at, text(fields, "exporter")?, |detail| detail["lapses_at"] = Value::Null)?;
		}
		"Declared" => {
			// The number may be that of a declaration that was cancelled.
			let sql = "DELETE FROM declaration_verdicts WHERE entry_number = $1";
			batch.before.push((sql.into(), vec![text(fields, "entry_number")?.into()]));
			declared(batch, at, fields, false)?;
			changed(batch, at, text(fields, "entry_number")?, None, "Declared", HANDED_IN);
		}
		"Amended" => {
			let sql = "DELETE FROM declaration_verdicts WHERE entry_number = $1";
			batch.before.push((sql.into(), vec![text(fields, "entry_number")?.into()]));
			declared(batch, at, fields, true)?;
		}
		"Cancelled" => {
			declaration(batch, at, text(fields, "entry_number")?)?;
		}
		"Decided" => {
			let entry_number = text(fields, "entry_number")?;
			let approval = fields["approval"].to_string();
			declaration(batch, at, entry_number)?.set("approval", approval);
			given(batch, at, entry_number, fields)?;
			let places = vec![
				entry_number.into(),
				name(&fields["department"]).context("a verdict of no department")?.into(),
				(&fields["agrees"]).into(),
				(&fields["reason"]).into(),
				(&fields["by"]).into(),
				at.block.into(),
				at.time.into(),
			];
			let sql = "INSERT INTO declaration_verdicts \
				(entry_number, department, agrees, reason, regulator, block, time) \
				VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (entry_number, department) DO UPDATE SET \
				agrees = excluded.agrees, reason = excluded.reason, regulator = excluded.regulator, \
				block = excluded.block, time = excluded.time";
			batch.before.push((sql.into(), places));
		}
		"DutyRecorded" => {
			declaration(batch, at, text(fields, "entry_number")?)?;
		}
		"StatusChanged" => {
			let entry_number = text(fields, "entry_number")?;
			let to = name(&fields["to"]).context("a change to no status")?;
			let code = number(fields, "code")?;
			let row = declaration(batch, at, entry_number)?;
			row.set("status", to).set("code", code).set("released_loop", &fields["released_loop"]);
			touch_waybills(batch, at, entry_number)?;
			changed(batch, at, entry_number, name(&fields["from"]), to, code);
		}
		// What is required of all is no part of any trace.
		_ => (),
	}
	Ok(())
}

/// Keeps a verdict as it was given. It stays, whatever the department says later.
fn given(batch: &mut Batch, at: At, matter: &str, fields: &Value) -> anyhow::Result<()> {
	let row = vec![
		matter.into(),
		at.block.into(),
		at.event.into(),
		at.time.into(),
		name(&fields["department"]).context("a verdict of no department")?.into(),
		(&fields["agrees"]).into(),
		(&fields["reason"]).into(),
		(&fields["by"]).into(),
		(&fields["overrules"]).into(),
	];
	batch.add(&suyuan_store::tables::VERDICTS, row);
	Ok(())
}

fn forget_verdicts(batch: &mut Batch, exporter: &str) {
	let sql = "DELETE FROM filing_verdicts WHERE exporter = $1";
	batch.before.push((sql.into(), vec![exporter.into()]));
}

/// Changes the filing of an exporter, and its status with it.
///
/// A reader sees by the clock if it has lapsed meanwhile: time alone changes nothing here.
fn filing(batch: &mut Batch, at: At, exporter: &str, change: impl FnOnce(&mut Value)) -> anyhow::Result<()> {
	let row = batch.filings.change(&[exporter.into()]).with_context(|| format!("{exporter} never filed"))?;
	let mut detail: Value = serde_json::from_str(row.text("detail").unwrap_or_default())?;
	change(&mut detail);
	let refused = detail["approval"]["refused"].as_object();
	let refused = refused.is_some_and(|refused| refused.values().any(|by| by == &Value::Bool(true)));
	let status = match (detail["lapses_at"].is_null(), refused) {
		(false, _) => "Good",
		(true, true) => "Refused",
		(true, false) => "Open",
	};
	row.set("status", status).set("lapses_at", &detail["lapses_at"]);
	row.set("detail", detail.to_string()).set("changed_at", at.time);
	Ok(())
}

/// Returns the row of a declaration that an event names, with the state of its loop if that changed in the same block.
fn declaration<'b>(batch: &'b mut Batch, at: At, entry_number: &str) -> anyhow::Result<&'b mut Row> {
	let row = batch.declarations.change(&[entry_number.into()]);
	let row = row.with_context(|| format!("{entry_number} was never declared"))?;
	row.set("changed_at", at.time);
	let heading: Value = serde_json::from_str(row.text("heading").unwrap_or_default())?;
	let order = order_of(row.text("declarant").unwrap_or_default(), &heading["order"])?;
	if let Some((_, state, digest)) = batch.loop_states.get(&order).filter(|(block, ..)| *block == at.block) {
		row.set("loop_state", state.as_str()).set("loop_digest", digest.as_str());
	}
	Ok(row)
}

/// Applies a form, the first of a declaration or an amended one.
fn declared(batch: &mut Batch, at: At, fields: &Value, amended: bool) -> anyhow::Result<()> {
	let (entry_number, form) = (text(fields, "entry_number")?, &fields["form"]);
	let (declarant, heading) = (text(form, "declarant")?, &form["heading"]);
	touch_waybills(batch, at, entry_number)?;
	let row = batch.declarations.change_or_make(&[entry_number.into()]);
	row.set("declarant", declarant).set("status", "Declared").set("code", HANDED_IN);
	row.set("declaration_hash", &fields["declaration_hash"]).set("supervision", name(&heading["mode"]));
	row.set("heading", heading).set("lines", form["lines"].to_string());
	// Amended or declared anew it has no verdict, and was not released.
	row.set(
		"approval",
		json!({ "must_agree": fields["must_agree"], "agreed": {}, "refused": {} }).to_string(),
	);
	row.set("released_loop", Cell::Null);
	// An amendment leaves the time as it was.
	if !amended {
		row.set("declared_at", at.time);
	}
	declaration(batch, at, entry_number)?;
	touch_waybills(batch, at, entry_number)?;

	let parts = |of: &Value, field: &str| of[field].as_array().cloned().unwrap_or_default();
	let mut contents = Contents::default();
	for unit in parts(form, "units") {
		let code = unit["code"].as_str().context("a declared unit without code")?;
		let detail = json!({ "entry_number": entry_number, "amended": amended });
		batch.push_unit_event(at, code, "Declared", Some(declarant), Some(entry_number), detail);
		contents.units.push(code.into());
	}
	for waybill in parts(heading, "waybills") {
		contents.waybills.push((text(&waybill, "company")?.into(), text(&waybill, "number")?.into()));
	}
	batch.contents.insert(entry_number.into(), contents);
	Ok(())
}

/// Notes that a declaration names waybills now or did so until now, which other declarations may name too.
fn touch_waybills(batch: &mut Batch, at: At, entry_number: &str) -> anyhow::Result<()> {
	let Some(row) = batch.declarations.get(&[entry_number.into()]) else { return Ok(()) };
	let declarant = row.text("declarant").unwrap_or_default().to_string();
	let heading: Value = serde_json::from_str(row.text("heading").unwrap_or_default())?;
	let told = order_of(&declarant, &heading["order"])?;
	for waybill in heading["waybills"].as_array().into_iter().flatten() {
		let key = waybill_of(&declarant, waybill)?;
		let change = WaybillChange { time: at.time, told: Some(told.clone()) };
		let before = batch.waybills.insert(key.clone(), change);
		// Of a waybill that changed otherwise before, every loop is read again.
		if before.is_some_and(|before| before.told.as_ref() != Some(&told)) {
			batch.waybills.insert(key, WaybillChange { time: at.time, told: None });
		}
	}
	Ok(())
}

fn changed(batch: &mut Batch, at: At, entry_number: &str, from: Option<&str>, to: &str, code: i64) {
	let row = vec![
		entry_number.into(),
		at.block.into(),
		at.event.into(),
		at.time.into(),
		from.into(),
		to.into(),
		code.into(),
	];
	batch.add(&suyuan_store::tables::DECLARATION_CHANGES, row);
}
