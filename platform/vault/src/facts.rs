// SPDX-License-Identifier: Apache-2.0

//! The final facts of the chain that the vault decides by, read from the platform's database.

use crate::{
	access::{CustodyFact, Standing},
	vault::Key,
	Refusal, Result, Vault,
};
use std::collections::BTreeSet;
use suyuan_chain_client::Info;
use suyuan_store::{
	model::{Happening, Trace},
	read::{exchange, participants, trace},
};

/// The most records of a block that a commitment is looked for in.
const MAX_RECORDS: i64 = 4_096;

/// The most units around a unit, now or before, whose custody is that of the unit.
const MAX_AROUND: usize = 16;

/// Position of an event in the chain. Of two in one block the later has the higher place in its unit's history.
type Position = (i64, usize);

/// The right of an account to keep an envelope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Right {
	/// The unit is its own, so that it may take the place of others.
	Owner,
	/// It made the first record with the commitment.
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

	/// The custody of a unit by an account, with that of the units that it was packed in meanwhile.
	pub(crate) async fn custody(&self, code: &str, account: &str) -> Result<CustodyFact> {
		let Some(unit) = trace::trace(&self.facts, code).await? else { return Ok(CustodyFact::Never) };
		if unit.unit.owner == account {
			return Ok(CustodyFact::Never);
		}
		let passed_on = self.passed_on(&unit, account).await?;
		let holds = unit.unit.custodian == account;
		let delivered = delivered_at(&unit).filter(|_| holds || passed_on.is_some());
		Ok(match (holds, passed_on, delivered) {
			(_, _, Some(delivered)) => CustodyFact::Until(passed_on.filter(|_| !holds).unwrap_or(delivered)),
			(true, _, None) => CustodyFact::Holds,
			(false, Some(passed_on), None) => CustodyFact::Until(passed_on),
			(false, None, None) => CustodyFact::Never,
		})
	}

	/// The last time at which the account passed the unit on, or what it was packed in then.
	async fn passed_on(&self, unit: &Trace, account: &str) -> Result<Option<i64>> {
		let mut last = None;
		let mut seen = BTreeSet::from([unit.unit.code.clone()]);
		let everything = ((i64::MIN, 0), (i64::MAX, usize::MAX));
		let mut next = vec![(unit.history.clone(), everything)];
		while let Some((history, (from, to))) = next.pop() {
			for (position, happening) in placed(&history) {
				if (from..to).contains(&position) && passes_on(happening, account) {
					last = last.max(Some(happening.time));
				}
			}
			for (parent, inside) in packed(&history, (from, to)) {
				if seen.len() <= MAX_AROUND && seen.insert(parent.clone()) {
					if let Some(parent) = trace::trace(&self.facts, &parent).await? {
						next.push((parent.history, inside));
					}
				}
			}
		}
		Ok(last)
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

fn placed(history: &[Happening]) -> impl Iterator<Item = (Position, &Happening)> {
	history.iter().enumerate().map(|(place, happening)| ((happening.block, place), happening))
}

/// Returns true if an event takes the unit out of the account's hands.
fn passes_on(happening: &Happening, account: &str) -> bool {
	match happening.kind.as_str() {
		"CustodyAccepted" => happening.other.as_deref() == Some(account),
		"CustodyReassigned" | "CodeReassigned" => happening.detail["from"].as_str() == Some(account),
		_ => false,
	}
}

/// The units that a unit was packed in, with the blocks from which and until which.
fn packed(history: &[Happening], (from, to): (Position, Position)) -> Vec<(String, (Position, Position))> {
	let mut found: Vec<(String, (Position, Position))> = Vec::new();
	for (position, happening) in placed(history) {
		let Some(parent) = &happening.other else { continue };
		match happening.kind.as_str() {
			// Places in the parent's own history say nothing here: the block does.
			"Packed" => found.push((parent.clone(), ((position.0, 0).max(from), to))),
			"Unpacked" | "UnpackedByOrder" => {
				if let Some((_, (_, until))) = found.iter_mut().rev().find(|(code, _)| code == parent) {
					*until = (position.0, usize::MAX).min(to);
				}
			}
			_ => (),
		}
	}
	found
}

/// The time at which the delivery of a unit was recorded.
fn delivered_at(unit: &Trace) -> Option<i64> {
	let records = unit.blocks.iter().flat_map(|block| &block.records);
	let deliveries = records.filter(|record| record.category.as_deref() == Some("Delivery"));
	deliveries.filter(|record| record.superseded_by.is_none()).map(|record| record.time).max()
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
	use serde_json::{json, Value};

	const CARRIER: &str = "5Carrier";

	fn happening(block: i64, kind: &str, other: Option<&str>, detail: Value) -> Happening {
		Happening { block, time: block, kind: kind.into(), by: None, other: other.map(String::from), detail }
	}

	#[test]
	fn custody_passes_on_by_acceptance_and_by_order() {
		for (happening, passes) in [
			(happening(1, "CustodyAccepted", Some(CARRIER), json!({})), true),
			(happening(1, "CustodyAccepted", Some("5Other"), json!({})), false),
			(happening(1, "CustodyOffered", Some(CARRIER), json!({})), false),
			(happening(1, "CustodyReassigned", Some("5Other"), json!({ "from": CARRIER })), true),
			(happening(1, "CustodyReassigned", Some(CARRIER), json!({ "from": "5Other" })), false),
			(happening(1, "CodeReassigned", Some("5Other"), json!({ "from": CARRIER })), true),
		] {
			assert_eq!(passes_on(&happening, CARRIER), passes, "{happening:?}");
		}
	}

	#[test]
	fn a_unit_shares_the_custody_of_what_it_is_packed_in_only_meanwhile() {
		let history = [
			happening(3, "Packed", Some("carton"), json!({})),
			happening(5, "Unpacked", Some("carton"), json!({})),
			happening(7, "Packed", Some("pallet"), json!({})),
		];
		let everything = ((i64::MIN, 0), (i64::MAX, usize::MAX));
		let found = packed(&history, everything);
		let blocks = |(code, (from, to)): &(String, (Position, Position))| (code.clone(), from.0, to.0);
		let found: Vec<_> = found.iter().map(blocks).collect();
		assert_eq!(found, [("carton".into(), 3, 5), ("pallet".into(), 7, i64::MAX)]);
		// Of a unit around it for a time, no longer than that.
		let within = packed(&history, ((4, 0), (6, 0)));
		assert_eq!(within[0].1, ((4, 0), (5, usize::MAX)));
	}

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
