// SPDX-License-Identifier: Apache-2.0

//! Events of filings, declarations and loops. Their other fields stand in state and are [queried](crate::state_queries).

use super::{name, number, text};
use crate::batch::{At, Batch};
use anyhow::Context;
use serde_json::Value;

/// Status code with which a declaration begins: handed in.
const HANDED_IN: i64 = 2;

/// Applies an event of pallet customs.
pub fn take(batch: &mut Batch, at: At, event: &str, fields: &Value) -> anyhow::Result<()> {
	match event {
		"Filed" | "FilingWithdrawn" => {
			let exporter = text(fields, "exporter")?;
			batch.filings.insert(exporter.into(), at.time);
			let sql = "DELETE FROM filing_verdicts WHERE exporter = $1";
			batch.before.push((sql.into(), vec![exporter.into()]));
		}
		"FilingDecided" => {
			let exporter = text(fields, "exporter")?;
			batch.filings.insert(exporter.into(), at.time);
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
		}
		"FilingGood" | "FilingTakenBack" => {
			batch.filings.insert(text(fields, "exporter")?.into(), at.time);
		}
		"Declared" => {
			let entry_number = said(batch, at, fields)?;
			// The number may be that of a declaration that was cancelled.
			let sql = "DELETE FROM declaration_verdicts WHERE entry_number = $1";
			batch.before.push((sql.into(), vec![entry_number.as_str().into()]));
			changed(batch, at, &entry_number, None, "Declared", HANDED_IN);
			batch.declared.push((entry_number, at, true));
		}
		"Amended" => {
			let entry_number = said(batch, at, fields)?;
			let sql = "DELETE FROM declaration_verdicts WHERE entry_number = $1";
			batch.before.push((sql.into(), vec![entry_number.as_str().into()]));
			batch.declared.push((entry_number, at, false));
		}
		"Decided" => {
			let entry_number = said(batch, at, fields)?;
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
		"StatusChanged" => {
			let entry_number = said(batch, at, fields)?;
			let to = name(&fields["to"]).context("a change to no status")?;
			changed(batch, at, &entry_number, name(&fields["from"]), to, number(fields, "code")?);
		}
		// The change of status covers other events, and what is required of all is no part of any trace.
		_ => (),
	}
	Ok(())
}

/// Applies a change of a loop.
pub fn take_loop(batch: &mut Batch, at: At, fields: &Value) -> anyhow::Result<()> {
	let order = &fields["order"];
	let key = (
		text(fields, "merchant")?.into(),
		text(order, "platform")?.into(),
		text(order, "merchant")?.into(),
		text(order, "number")?.into(),
	);
	batch.loops.insert(key, at.time);
	Ok(())
}

/// Notes that an event names a declaration. Returns its entry number.
fn said(batch: &mut Batch, at: At, fields: &Value) -> anyhow::Result<String> {
	let entry_number = text(fields, "entry_number")?.to_string();
	batch.matters.insert(entry_number.clone(), at);
	Ok(entry_number)
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
