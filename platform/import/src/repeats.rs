// SPDX-License-Identifier: Apache-2.0
//! Finds records that a sheet holds twice, and those that the chain has already.
//!
//! Neither is wrong in itself: a product may be recalled twice in one way. But mostly a line was copied, or a sheet was
//! brought onto the chain under another name. So the author is asked, and answers with `--again`.

use crate::{
	chain::{recorded_in, At, Chain, RecordedItem},
	plan::pallet_of,
	report::Finding,
};
use anyhow::Context;
use codec::Encode;
use futures::{stream, StreamExt, TryStreamExt};
use scale_decode::DecodeAsType;
use sp_crypto_hashing::blake2_256;
use std::collections::{hash_map, BTreeMap, HashMap};
use subxt::utils::AccountId32;
use suyuan_primitives::requirement::InfoBlock;
use suyuan_sheets::Entry;

/// Heads in flight at a time.
const MAX_CONCURRENT_CALLS: usize = 32;
/// Blocks of the chain that are read to find records, and records of one block of one unit.
const MAX_BLOCKS_READ: usize = 4_096;
const MAX_RECORDS_READ: usize = 1_024;

/// What a record says: its item, and the party that it is entered for.
type Said = [u8; 32];

fn said(block: InfoBlock, code: &str, item: &[u8], party: Option<&str>) -> Said {
	blake2_256(&(block, code, item, party).encode())
}

fn said_by(entry: &Entry) -> Said {
	let party = entry.party.as_ref().map(|party| party.as_str());
	said(entry.section.block(), entry.code.0.as_str(), &entry.item.encode(), party)
}

/// Finds entries that an earlier line of the sheet says too, of those that are still to be sent.
pub(crate) fn in_sheet(entries: &[Entry], open: &[usize]) -> Vec<(usize, Finding)> {
	let mut lines: HashMap<Said, u32> = HashMap::new();
	let repeated = open.iter().filter_map(|index| {
		let entry = &entries[*index];
		let first = *lines.entry(said_by(entry)).or_insert(entry.line);
		let advice = format!(
			"Line {first} says the same of the unit: take one of the two out, or send both with --again."
		);
		(first != entry.line).then(|| (*index, Finding::of_entry(entry, "SameRecordTwice", advice)))
	});
	repeated.collect()
}

/// The fields of a head that are needed here.
#[derive(Debug, DecodeAsType)]
struct Head {
	last_at: u32,
}

/// Records on the chain that entries say again.
#[derive(Debug, Default)]
pub(crate) struct OnChain {
	pub(crate) repeated: Vec<(usize, Finding)>,
	/// Units whose earlier records could not all be read.
	pub(crate) unread: usize,
}

/// Finds entries that the chain has already, in the word of the account if one is given.
///
/// The state has no records, only the block whose events carry the last one of a unit, and these name the block of the one
/// before.
pub(crate) async fn on_chain(
	chain: &Chain,
	at: &At,
	account: Option<&AccountId32>,
	entries: &[Entry],
	open: &[usize],
) -> anyhow::Result<OnChain> {
	let mut units: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
	for index in open {
		let entry = &entries[*index];
		units.entry((pallet_of(entry.section.block()), entry.code.0.as_str())).or_default().push(*index);
	}
	let heads: Vec<_> = stream::iter(units)
		.map(|((pallet, code), indices)| async move {
			anyhow::Ok((pallet, code, indices, head(at, pallet, code).await?))
		})
		.buffer_unordered(MAX_CONCURRENT_CALLS)
		.try_collect()
		.await?;
	let mut found = OnChain::default();
	// Records of many units stand in one block.
	let mut blocks: HashMap<u32, Vec<RecordedItem>> = HashMap::new();
	for (pallet, code, indices, head) in heads {
		let mut next = head.map(|head| head.last_at);
		let mut known: HashMap<Said, u32> = HashMap::new();
		let mut records = 0;
		while let Some(number) = next {
			let blocks_read = blocks.len();
			if let hash_map::Entry::Vacant(block) = blocks.entry(number) {
				if blocks_read == MAX_BLOCKS_READ {
					break;
				}
				let Ok(recorded) = recorded_in(chain, number.into()).await else { break };
				block.insert(recorded);
			}
			let of_unit =
				blocks[&number].iter().filter(|record| record.pallet == pallet && record.code == code);
			let of_unit: Vec<_> = of_unit.collect();
			records += of_unit.len();
			// The first of the unit in this block names the block of the one before.
			let Some(first) = of_unit.first() else { break };
			for record in &of_unit {
				let is_own = account.is_none_or(|account| account.0 == record.provider);
				if is_own {
					let block = entries[indices[0]].section.block();
					known.insert(said(block, code, &record.item, record.party.as_deref()), number);
				}
			}
			next = first.previous_at;
			if records >= MAX_RECORDS_READ {
				break;
			}
		}
		found.unread += usize::from(next.is_some());
		for index in indices {
			let entry = &entries[index];
			if let Some(number) = known.get(&said_by(entry)) {
				let advice = format!(
					"Block {number} of the chain has this record: take the line out, or send it with --again."
				);
				found.repeated.push((index, Finding::of_entry(entry, "AlreadyOnChain", advice)));
			}
		}
	}
	Ok(found)
}

async fn head(at: &At, pallet: &str, code: &str) -> anyhow::Result<Option<Head>> {
	let address = subxt::dynamic::storage::<(String,), Head>(pallet, "Heads");
	let found = at.storage().try_fetch(address, (code.to_string(),)).await;
	let found = found.context("the chain doesn't say what was recorded of the units")?;
	found.map(|head| head.decode().context("the head of a unit is none")).transpose()
}

#[cfg(test)]
mod tests {
	use super::*;
	use suyuan_primitives::{
		items::{DeliveryException, LogisticsInfo},
		values::Name,
	};
	use suyuan_sheets::{Item, Section};

	fn entry(line: u32, unit: u32, party: Option<&str>) -> Entry {
		Entry {
			line,
			section: Section::DeliveryException,
			code: format!("01/06901234567892/21/SN-{unit}").parse().unwrap(),
			item: Item::Logistics(LogisticsInfo::DeliveryException(DeliveryException::NoneOccurred)),
			party: party.map(|party| Name::try_from(party).unwrap()),
		}
	}

	#[test]
	fn the_same_record_of_another_line_is_asked_about_and_both_lines_are_named() {
		let entries = [
			entry(3, 1, None),
			entry(4, 2, None),
			entry(5, 1, None),
			entry(6, 1, Some("Ontario")),
			entry(7, 1, None),
		];
		let found = in_sheet(&entries, &[0, 1, 2, 3, 4]);
		let lines: Vec<_> = found.iter().map(|(index, finding)| (*index, finding.line)).collect();
		assert_eq!(lines, [(2, 5), (4, 7)]);
		assert_eq!(found[0].1.error, "SameRecordTwice");
		assert!(found[0].1.advice.contains("Line 3") && found[0].1.advice.contains("--again"));
	}

	#[test]
	fn records_that_an_earlier_run_sent_are_not_asked_about() {
		let entries = [entry(3, 1, None), entry(4, 1, None)];
		assert_eq!(in_sheet(&entries, &[1]), []);
	}

	#[test]
	fn a_record_is_the_same_by_unit_block_item_and_party() {
		let same = said(InfoBlock::Product, "a", b"1", None);
		assert_eq!(same, said(InfoBlock::Product, "a", b"1", None));
		for other in [
			said(InfoBlock::Customs, "a", b"1", None),
			said(InfoBlock::Product, "b", b"1", None),
			said(InfoBlock::Product, "a", b"2", None),
			said(InfoBlock::Product, "a", b"1", Some("")),
		] {
			assert_ne!(same, other);
		}
	}
}
