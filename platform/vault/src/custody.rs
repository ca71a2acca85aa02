// SPDX-License-Identifier: Apache-2.0

//! Custody of a unit by an account, with that of the units that it was packed in meanwhile.

use crate::{access::CustodyFact, Result, Vault};
use std::{
	collections::{BTreeMap, BTreeSet},
	ops::Range,
};
use suyuan_store::read::custody::{self, Passage};

/// The most units around a unit, now or before, whose custody is that of the unit.
const MAX_AROUND: usize = 16;

/// The most stays in units around it that are looked at, the latest first.
const MAX_STAYS: usize = 256;

/// The most passages of a unit that are looked at, the first. Behind them a stay counts as ended.
const MAX_PASSAGES: usize = 4_096;

/// Position of an event in the chain: its block, and its place in it.
type Position = (i64, i64);

const ALWAYS: Range<Position> = (i64::MIN, i64::MIN)..(i64::MAX, i64::MAX);

/// A unit, and the time for which its custody is asked for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Stay {
	code: String,
	from: Position,
	to: Position,
}

impl Vault {
	/// The custody of a unit by an account.
	pub(crate) async fn custody(&self, code: &str, account: &str) -> Result<CustodyFact> {
		let Some(held) = custody::held(&self.facts, code).await? else { return Ok(CustodyFact::Never) };
		if held.owner == account {
			return Ok(CustodyFact::Never);
		}
		let holds = held.custodian == account;
		let passed_on = match holds {
			true => None,
			false => self.passed_on(code, account).await?,
		};
		Ok(fact(holds, passed_on, held.delivered))
	}

	/// The last time at which the account passed the unit on, or what it was packed in then.
	async fn passed_on(&self, code: &str, account: &str) -> Result<Option<i64>> {
		let mut last = None;
		let mut looked_at = BTreeSet::new();
		let mut histories: BTreeMap<String, Vec<Passage>> = BTreeMap::new();
		let mut next = vec![Stay { code: code.to_owned(), from: ALWAYS.start, to: ALWAYS.end }];
		while let Some(stay) = next.pop().filter(|_| looked_at.len() < MAX_STAYS) {
			if !looked_at.insert(stay.clone()) {
				continue;
			}
			if !histories.contains_key(&stay.code) {
				if histories.len() > MAX_AROUND {
					continue;
				}
				let passages = custody::passages(&self.facts, &stay.code, MAX_PASSAGES as i64).await?;
				histories.insert(stay.code.clone(), passages);
			}
			let passages = &histories[&stay.code];
			last = last.max(left(passages, &stay, account));
			let stays = stays(passages, &stay);
			let skipped = stays.len().saturating_sub(MAX_STAYS);
			next.extend(stays.into_iter().skip(skipped));
		}
		Ok(last)
	}
}

/// The custody of an account that holds a unit or passed it on. It ends with the first delivery at the latest, whatever
/// becomes of the unit after it.
fn fact(holds: bool, passed_on: Option<i64>, delivered: Option<i64>) -> CustodyFact {
	match (holds, passed_on, delivered) {
		(true, _, None) => CustodyFact::Holds,
		(true, _, Some(end)) | (false, Some(end), None) => CustodyFact::Until(end),
		(false, Some(passed_on), Some(delivered)) => CustodyFact::Until(passed_on.min(delivered)),
		(false, None, _) => CustodyFact::Never,
	}
}

/// The last time in a stay at which a unit left the account's hands.
fn left(passages: &[Passage], stay: &Stay, account: &str) -> Option<i64> {
	let during = passages.iter().filter(|passage| (stay.from..stay.to).contains(&passage.at));
	during.filter(|passage| passage.from.as_deref() == Some(account)).map(|passage| passage.time).max()
}

/// The stays of a unit in others, within one of its own.
fn stays(passages: &[Passage], within: &Stay) -> Vec<Stay> {
	let cut = passages.last().filter(|_| passages.len() >= MAX_PASSAGES);
	let to = cut.map_or(within.to, |last| within.to.min(last.at));
	let mut found: Vec<Stay> = Vec::new();
	for passage in passages {
		let Some(parent) = &passage.parent else { continue };
		if passage.packed {
			found.push(Stay { code: parent.clone(), from: passage.at.max(within.from), to });
		} else if let Some(stay) = found.last_mut().filter(|stay| stay.code == *parent) {
			stay.to = passage.at.min(to);
		}
	}
	found.retain(|stay| stay.from < stay.to);
	found
}

#[cfg(test)]
mod tests {
	use super::*;

	const CARRIER: &str = "5Carrier";

	fn packed(block: i64, parent: &str) -> Passage {
		Passage { at: (block, 0), time: block, from: None, parent: Some(parent.into()), packed: true }
	}

	fn unpacked(block: i64, parent: &str) -> Passage {
		Passage { packed: false, ..packed(block, parent) }
	}

	fn passed(block: i64, from: &str) -> Passage {
		Passage { at: (block, 0), time: block, from: Some(from.into()), parent: None, packed: false }
	}

	fn stay(code: &str, from: i64, to: i64) -> Stay {
		Stay { code: code.into(), from: (from, 0), to: (to, 0) }
	}

	fn always(code: &str) -> Stay {
		Stay { code: code.into(), from: ALWAYS.start, to: ALWAYS.end }
	}

	#[test]
	fn custody_ends_with_the_first_delivery_at_the_latest() {
		assert_eq!(fact(true, None, None), CustodyFact::Holds);
		assert_eq!(fact(true, None, Some(5)), CustodyFact::Until(5));
		assert_eq!(fact(false, Some(3), None), CustodyFact::Until(3));
		assert_eq!(fact(false, Some(3), Some(5)), CustodyFact::Until(3));
		// Held on to after the delivery, which keeps nothing open.
		assert_eq!(fact(false, Some(9), Some(5)), CustodyFact::Until(5));
		assert_eq!(fact(false, None, Some(5)), CustodyFact::Never);
	}

	#[test]
	fn what_leaves_anothers_hands_or_leaves_outside_a_stay_says_nothing() {
		let history = [passed(3, CARRIER), passed(5, "5Other"), passed(7, CARRIER)];
		assert_eq!(left(&history, &always("carton"), CARRIER), Some(7));
		assert_eq!(left(&history, &stay("carton", 2, 7), CARRIER), Some(3));
		assert_eq!(left(&history, &stay("carton", 4, 7), CARRIER), None);
	}

	#[test]
	fn a_unit_shares_the_custody_of_what_it_is_packed_in_only_meanwhile_and_each_time() {
		let history = [
			packed(3, "carton"),
			unpacked(5, "carton"),
			packed(7, "carton"),
			unpacked(8, "carton"),
			packed(9, "pallet"),
		];
		let pallet = Stay { to: ALWAYS.end, ..stay("pallet", 9, 0) };
		assert_eq!(
			stays(&history, &always("unit")),
			[stay("carton", 3, 5), stay("carton", 7, 8), pallet.clone()]
		);
		// Of a unit around it for a time, no longer than that.
		assert_eq!(stays(&history, &stay("unit", 4, 6)), [stay("carton", 4, 5)]);
	}

	#[test]
	fn behind_the_last_passage_that_is_looked_at_a_stay_counts_as_ended() {
		let mut history = vec![packed(1, "carton")];
		history.resize(MAX_PASSAGES, passed(2, CARRIER));
		assert_eq!(stays(&history, &always("unit")), [stay("carton", 1, 2)]);
	}
}
