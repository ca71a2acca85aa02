// SPDX-License-Identifier: Apache-2.0

//! Events of participants and authorizations.

use super::{held, name, number, text};
use crate::{
	batch::{At, Batch},
	cache::Row,
};
use anyhow::Context;
use serde_json::Value;
use suyuan_primitives::parties::Business;
use suyuan_store::write::Cell;

/// Events that a participant's history keeps.
const HISTORY: [&str; 8] =
	["Applied", "Withdrawn", "Rejected", "Admitted", "Suspended", "Reinstated", "Revoked", "Renewed"];

/// Applies an event of pallet participants.
pub fn take(batch: &mut Batch, at: At, event: &str, fields: &Value) -> anyhow::Result<()> {
	if HISTORY.contains(&event) {
		let row = vec![
			text(fields, "who")?.into(),
			at.block.into(),
			at.event.into(),
			at.time.into(),
			event.into(),
			(&fields["reason"]).into(),
		];
		batch.add(&suyuan_store::tables::PARTICIPANT_EVENTS, row);
	}
	match event {
		"Applied" => applied(batch, at, fields),
		"Withdrawn" | "Rejected" => {
			// An admitted participant stays admitted, whatever becomes of a changed profile.
			let who = text(fields, "who")?;
			forget_application(batch, who);
			if let Some(row) = batch.participants.change(&[who.into()]) {
				if row.text("status") == Some("Applied") {
					row.set("status", event).set("changed_at", at.time);
				}
			}
			Ok(())
		}
		"Admitted" => admitted(batch, at, fields),
		"Suspended" => standing(batch, at, fields, "Suspended"),
		"Reinstated" => standing(batch, at, fields, "Active"),
		"Revoked" => {
			forget_application(batch, text(fields, "who")?);
			// Revocation ends the authorizations that it gave and those that it was given.
			let sql = "DELETE FROM authorizations WHERE owner = $1 OR provider = $1";
			batch.before.push((sql.into(), vec![text(fields, "who")?.into()]));
			// So end the prefixes that it was granted.
			let sql = "DELETE FROM prefixes WHERE holder = $1";
			batch.before.push((sql.into(), vec![text(fields, "who")?.into()]));
			standing(batch, at, fields, "Revoked")
		}
		"Renewed" => {
			participant(batch, text(fields, "who")?)?
				.set("until", number(fields, "until")?)
				.set("changed_at", at.time);
			Ok(())
		}
		"Authorized" => {
			let places = vec![
				text(fields, "owner")?.into(),
				text(fields, "provider")?.into(),
				fields["blocks"].to_string().into(),
			];
			let sql = "INSERT INTO authorizations (owner, provider, info_blocks) VALUES ($1, $2, $3) \
				ON CONFLICT (owner, provider) DO UPDATE SET info_blocks = excluded.info_blocks";
			batch.before.push((sql.into(), places));
			Ok(())
		}
		"AuthorizationWithdrawn" => {
			let places = vec![text(fields, "owner")?.into(), text(fields, "provider")?.into()];
			let sql = "DELETE FROM authorizations WHERE owner = $1 AND provider = $2";
			batch.before.push((sql.into(), places));
			Ok(())
		}
		"DepartmentAssigned" => {
			let department = name(&fields["department"]).context("a seat of no department")?;
			seated(batch.participants.change_or_make(&[text(fields, "who")?.into()]), department, at.time);
			Ok(())
		}
		"DepartmentVacated" => {
			if let Some(row) = batch.participants.change(&[text(fields, "who")?.into()]) {
				row.set("department", Cell::Null);
			}
			Ok(())
		}
		// Invitations and operators' keys are no part of any trace.
		_ => Ok(()),
	}
}

/// Gives a regulator its department. Its seat alone makes it active, whatever else it is.
pub fn seated(row: &mut Row, department: &str, time: i64) {
	if row.text("status").is_none() {
		row.set("kind", "Regulator").set("business", department).set("status", "Active");
	}
	row.set("department", department).set("changed_at", time);
}

fn participant<'b>(batch: &'b mut Batch, who: &str) -> anyhow::Result<&'b mut Row> {
	batch.participants.change(&[who.into()]).with_context(|| format!("{who} never applied"))
}

fn standing(batch: &mut Batch, at: At, fields: &Value, status: &str) -> anyhow::Result<()> {
	participant(batch, text(fields, "who")?)?.set("status", status).set("changed_at", at.time);
	Ok(())
}

fn applied(batch: &mut Batch, at: At, fields: &Value) -> anyhow::Result<()> {
	let (who, hash) = (text(fields, "who")?, text(fields, "profile_hash")?);
	let profile = &fields["profile"];
	batch
		.applications
		.change_or_make(&[who.into()])
		.set("profile", profile.to_string())
		.set("profile_hash", hash)
		.set("changed_at", at.time);
	let row = batch.participants.change_or_make(&[who.into()]);
	if matches!(row.text("status"), None | Some("Applied" | "Withdrawn" | "Rejected")) {
		introduce(row, profile, hash);
		row.set("status", "Applied").set("changed_at", at.time);
	}
	Ok(())
}

fn admitted(batch: &mut Batch, at: At, fields: &Value) -> anyhow::Result<()> {
	let (who, hash, until) = (text(fields, "who")?, text(fields, "profile_hash")?, number(fields, "until")?);
	let application = batch.applications.get(&[who.into()]).and_then(|row| row.text("profile"));
	let profile = application.with_context(|| format!("{who} never applied"))?;
	let profile: Value = serde_json::from_str(profile)?;
	let row = batch.participants.change_or_make(&[who.into()]);
	introduce(row, &profile, hash);
	row.set("status", "Active").set("until", until).set("changed_at", at.time);
	forget_application(batch, who);
	Ok(())
}

/// Deletes an application. An application in the same batch after that is written after this ran.
fn forget_application(batch: &mut Batch, who: &str) {
	batch.applications.forget(&[who.into()]);
	batch.before.push(("DELETE FROM applications WHERE account = $1".into(), vec![who.into()]));
}

/// Sets the columns of a participant from its profile.
fn introduce(row: &mut Row, profile: &Value, hash: &str) {
	let business = name(&profile["business"]).unwrap_or_default();
	let identity = &profile["identity"];
	let (organisation, overseas) = (held(identity, "Organisation"), held(identity, "OverseasOrganisation"));
	let known = if organisation.is_null() { overseas } else { organisation };
	let country = match organisation.is_null() {
		true => Cell::from(&overseas["country"]),
		false => "CN".into(),
	};
	row.set("kind", kind_of(business))
		.set("business", business)
		.set("nodes", profile["nodes"].to_string())
		.set("name", &known["name"])
		.set("credit_code", &organisation["credit_code"])
		.set("country", country)
		.set("registration", &overseas["registration"])
		.set("profile", profile.to_string())
		.set("profile_hash", hash)
		.set("evidence", profile["evidence"].to_string());
}

/// Kind of participant that does a business (§6.1). None for a business that only a later runtime knows.
fn kind_of(business: &str) -> Option<&'static str> {
	business.parse().ok().map(|business: Business| business.kind().name())
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;
	use suyuan_store::tables;

	fn row(profile: &Value) -> Row {
		let mut row = Row::new(&tables::PARTICIPANTS, &["5X".into()]);
		introduce(&mut row, profile, "0x01");
		row
	}

	#[test]
	fn of_a_natural_person_nothing_stands_in_clear() {
		let identity = json!({ "NaturalPerson": { "commitment": { "sealed": "0x07" } } });
		let row =
			row(&json!({ "business": "FinalConsumer", "nodes": [], "identity": identity, "evidence": [] }));
		for column in ["name", "credit_code", "country", "registration"] {
			assert_eq!(row.get(column), &Cell::Null, "{column}");
		}
		assert_eq!(row.text("kind"), Some("TradeEntity"));
	}

	#[test]
	fn organisations_are_known_by_where_they_are_registered() {
		let identity =
			json!({ "OverseasOrganisation": { "name": "Pacific", "country": "US", "registration": "C-1" } });
		let overseas = row(&json!({ "business": "OverseasDelivery", "identity": identity }));
		assert_eq!(overseas.text("country"), Some("US"));
		let identity = json!({ "Organisation": { "name": "声澜", "credit_code": "91440300708461136T" } });
		let home = row(&json!({ "business": "Bank", "identity": identity }));
		assert_eq!((home.text("country"), home.text("kind")), (Some("CN"), Some("FinancialInstitution")));
	}
}
