// SPDX-License-Identifier: Apache-2.0

//! The final facts of the chain that the vault decides by, read from the platform's database.

use crate::{access::Standing, vault::Key, Refusal, Result, Vault};
use suyuan_chain_client::Info;
use suyuan_store::read::{exchange, participants};

/// The most records of a block that a commitment is looked for in.
const MAX_RECORDS: i64 = 4_096;

/// The right of an account to keep an envelope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Right {
	/// The account owns the unit, so that it may take the place of others.
	Owner,
	/// The account made the first record with the commitment.
	Provider,
}

impl Vault {
	/// The standing of an account now.
	pub(crate) async fn standing(&self, account: &str, now: i64) -> Result<Standing> {
		let Some(found) = participants::participant(&self.facts, account).await? else {
			return Ok(Standing::default());
		};
		let department = found.party.department.is_some();
		let admitted =
			found.party.status.as_deref() == Some("Active") && found.until.is_none_or(|until| now < until);
		Ok(Standing { in_force: department || admitted, department })
	}

	/// Returns true if the account is one that the register knows, in force or not.
	pub(crate) async fn is_known(&self, account: &str) -> Result<bool> {
		Ok(participants::participant(&self.facts, account).await?.is_some())
	}

	/// The right of an account to keep an envelope for a commitment.
	///
	/// # Errors
	///
	/// [`Refusal::NoSuchCommitment`] if no record of the unit in force has it, and if it is for others to keep
	pub(crate) async fn right_to_keep(&self, key: &Key, account: &str) -> Result<Right> {
		let unit = exchange::unit(&self.facts, &key.code).await?.ok_or(Refusal::NoSuchCommitment)?;
		let mut with_it = Vec::new();
		for info in Info::ALL {
			let records = exchange::in_force(&self.facts, info, &key.code, MAX_RECORDS).await?;
			with_it.extend(records.into_iter().filter(|record| contains(&record.item, &key.commitment)));
		}
		let with_it: Vec<_> = with_it.iter().map(|record| (record.block, record.provider.as_str())).collect();
		right(&unit.owner, &with_it, account).ok_or_else(|| Refusal::NoSuchCommitment.into())
	}
}

/// The right of an account, by the owner of the unit and the block and provider of each record that has the commitment.
///
/// Whoever copies a commitment into a record of its own comes later, and the unit's owner needs to give way to nobody: not
/// to one either who saw it in the pool and came first.
fn right(owner: &str, with_it: &[(i64, &str)], account: &str) -> Option<Right> {
	let (first, _) = with_it.iter().min_by_key(|(block, _)| *block)?;
	if owner == account {
		return Some(Right::Owner);
	}
	let is_first = with_it.iter().any(|(block, provider)| block == first && *provider == account);
	is_first.then_some(Right::Provider)
}

/// Returns true if a value has the text in it, on any level.
fn contains(value: &serde_json::Value, text: &str) -> bool {
	use serde_json::Value;
	match value {
		Value::String(found) => found == text,
		Value::Array(values) => values.iter().any(|value| contains(value, text)),
		Value::Object(fields) => fields.values().any(|value| contains(value, text)),
		Value::Null | Value::Bool(_) | Value::Number(_) => false,
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;

	const CARRIER: &str = "5Carrier";

	#[test]
	fn who_copies_a_commitment_has_no_right_to_it() {
		let with_it = [(7, CARRIER), (5, "5Platform"), (9, "5Owner")];
		assert_eq!(right("5Owner", &with_it, "5Owner"), Some(Right::Owner));
		assert_eq!(right("5Owner", &with_it, "5Platform"), Some(Right::Provider));
		assert_eq!(right("5Owner", &with_it, CARRIER), None);
		assert_eq!(right("5Owner", &[], "5Owner"), None);
	}

	#[test]
	fn a_commitment_is_found_on_every_level() {
		let item = json!({ "Order": { "consignee": "0x52", "lines": [{ "contact": "0x53" }] } });
		assert!(contains(&item, "0x52") && contains(&item, "0x53"));
		assert!(!contains(&item, "0x5") && !contains(&item, "Order"));
	}
}
