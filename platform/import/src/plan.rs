// SPDX-License-Identifier: Apache-2.0
//! Plans an import: entries, and the calls that they become.

use codec::Encode;
use sp_crypto_hashing::blake2_256;
use std::collections::{BTreeMap, HashMap, HashSet};
use suyuan_primitives::requirement::InfoBlock;
use suyuan_sheets::Entry;

/// Bytes of one call. A block takes more than three MiB of calls, and small ones find room sooner.
const MAX_CALL_BYTES: usize = 256 * 1024;

/// The pallet of a block.
pub(crate) const fn pallet_of(block: InfoBlock) -> &'static str {
	match block {
		InfoBlock::Product => "ProductInfo",
		InfoBlock::Transaction => "TransactionInfo",
		InfoBlock::Logistics => "LogisticsInfo",
		InfoBlock::Customs => "CustomsInfo",
	}
}

/// The keys of records in the journal.
///
/// The same line of the same sheet, sent for the same participant to the same chain, has the same key, and a line that
/// stands in the sheet twice has two.
pub(crate) fn keys(entries: &[Entry], genesis: &[u8; 32], account: &[u8; 32]) -> Vec<String> {
	let mut seen: HashMap<[u8; 32], u32> = HashMap::new();
	entries
		.iter()
		.map(|entry| {
			let block = entry.section.block().encode();
			let what = (genesis, account, block, &entry.code, entry.item.encode(), &entry.party).encode();
			let count = seen.entry(blake2_256(&what)).or_default();
			*count += 1;
			hex::encode(blake2_256(&(what, *count).encode()))
		})
		.collect()
}

/// Records that go in one call: indices of entries, all of one block, and all own or all entered for others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Batch {
	pub(crate) block: InfoBlock,
	/// Set for records that are entered for parties outside the chain.
	pub(crate) imported: bool,
	/// Indices of entries.
	pub(crate) entries: Vec<usize>,
}

impl Batch {
	/// Divides a batch in two, to find the half that is refused. A batch of one entry can't be divided.
	pub(crate) fn halves(self) -> Result<[Self; 2], Self> {
		let middle = self.entries.len() / 2;
		if middle == 0 {
			return Err(self);
		}
		let (first, second) = self.entries.split_at(middle);
		Ok([first, second].map(|entries| Self { entries: entries.to_vec(), ..self }))
	}
}

/// Groups the entries that are still to be sent into calls.
///
/// Block by block, within a block unit by unit in the order of the sheet, the records of a unit in theirs.
pub(crate) fn batches(
	entries: &[Entry],
	done: &HashSet<usize>,
	most: usize,
	most_imported: usize,
) -> Vec<Batch> {
	let mut batches = Vec::new();
	for block in InfoBlock::ALL {
		for imported in [false, true] {
			let mut units: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
			let mut first: HashMap<&str, usize> = HashMap::new();
			for (index, entry) in entries.iter().enumerate() {
				let wanted = entry.section.block() == block && entry.party.is_some() == imported;
				if wanted && !done.contains(&index) {
					let place = *first.entry(entry.code.0.as_str()).or_insert(index);
					units.entry(place).or_default().push(index);
				}
			}
			let most = if imported { most_imported } else { most };
			fill(units.into_values(), entries, most, |entries| {
				batches.push(Batch { block, imported, entries })
			});
		}
	}
	batches
}

/// Fills calls with whole units, as far as they fit.
fn fill(
	units: impl Iterator<Item = Vec<usize>>,
	entries: &[Entry],
	most: usize,
	mut full: impl FnMut(Vec<usize>),
) {
	let size_of = |index: usize| {
		let entry = &entries[index];
		// The code, the item, the party, and the indices of a call of its own.
		entry.code.encoded_size() + entry.item.encode().len() + entry.party.encoded_size() + 4
	};
	let (mut call, mut bytes) = (Vec::new(), 0);
	for unit in units {
		let unit_bytes: usize = unit.iter().map(|index| size_of(*index)).sum();
		let fits = call.len() + unit.len() <= most && bytes + unit_bytes <= MAX_CALL_BYTES;
		if !call.is_empty() && !fits {
			full(std::mem::take(&mut call));
			bytes = 0;
		}
		for index in unit {
			let size = size_of(index);
			if !call.is_empty() && (call.len() == most || bytes + size > MAX_CALL_BYTES) {
				full(std::mem::take(&mut call));
				bytes = 0;
			}
			call.push(index);
			bytes += size;
		}
	}
	if !call.is_empty() {
		full(call);
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use suyuan_primitives::{
		codes::Gtin,
		items::{DeliveryException, LogisticsInfo, ProductCode, ProductInfo},
		values::Name,
	};
	use suyuan_sheets::{Item, Section};

	fn entry(line: u32, unit: u32, section: Section, party: Option<&str>) -> Entry {
		let item = match section {
			Section::ProductCode => Item::Product(ProductInfo::ProductCode(ProductCode {
				barcode: Gtin(*b"06901234567892"),
				batch: None,
			})),
			_ => Item::Logistics(LogisticsInfo::DeliveryException(DeliveryException::NoneOccurred)),
		};
		let party = party.map(|party| Name::try_from(party).unwrap());
		Entry { line, section, code: format!("01/06901234567892/21/SN-{unit}").parse().unwrap(), item, party }
	}

	fn entries(count: u32, records: u32) -> Vec<Entry> {
		(0..count * records).map(|n| entry(n, n % count, Section::ProductCode, None)).collect()
	}

	#[test]
	fn every_record_is_in_one_call_and_no_call_has_too_many() {
		let entries = entries(100, 7);
		let batches = batches(&entries, &HashSet::new(), 256, 64);
		let mut all: Vec<_> = batches.iter().flat_map(|batch| batch.entries.clone()).collect();
		all.sort_unstable();
		assert_eq!(all, (0..700).collect::<Vec<_>>());
		assert!(batches.iter().all(|batch| batch.entries.len() <= 256));
		assert_eq!(batches.len(), 3);
	}

	#[test]
	fn the_records_of_a_unit_stay_together_and_in_their_order() {
		let entries = entries(100, 7);
		for batch in batches(&entries, &HashSet::new(), 256, 64) {
			for unit in batch.entries.chunks(7) {
				assert!(unit.iter().all(|index| entries[*index].code == entries[unit[0]].code));
				assert!(unit.windows(2).all(|pair| pair[0] < pair[1]));
			}
		}
	}

	#[test]
	fn blocks_and_what_is_imported_stand_apart() {
		let entries = vec![
			entry(3, 1, Section::ProductCode, None),
			entry(3, 1, Section::DeliveryException, None),
			entry(4, 1, Section::DeliveryException, Some("Ontario")),
			entry(5, 2, Section::DeliveryException, Some("Ontario")),
		];
		let batches = batches(&entries, &HashSet::new(), 256, 1);
		let of: Vec<_> =
			batches.iter().map(|batch| (batch.block, batch.imported, batch.entries.clone())).collect();
		assert_eq!(
			of,
			[
				(InfoBlock::Product, false, vec![0]),
				(InfoBlock::Logistics, false, vec![1]),
				(InfoBlock::Logistics, true, vec![2]),
				(InfoBlock::Logistics, true, vec![3]),
			]
		);
	}

	#[test]
	fn entries_that_are_done_are_left_out() {
		let entries = entries(3, 1);
		let batches = batches(&entries, &HashSet::from([0, 2]), 256, 64);
		assert_eq!(batches.len(), 1);
		assert_eq!(batches[0].entries, [1]);
		assert_eq!(self::batches(&entries, &HashSet::from([0, 1, 2]), 256, 64), []);
	}

	#[test]
	fn a_line_that_stands_twice_has_two_keys_and_another_chain_has_others() {
		let twice = vec![entry(3, 1, Section::ProductCode, None), entry(9, 1, Section::ProductCode, None)];
		let keys_of = |genesis: u8, account: u8| keys(&twice, &[genesis; 32], &[account; 32]);
		let keys = keys_of(1, 1);
		assert_ne!(keys[0], keys[1]);
		assert_eq!(keys, keys_of(1, 1));
		assert_ne!(keys, keys_of(2, 1));
		assert_ne!(keys, keys_of(1, 2));
	}

	#[test]
	fn a_call_is_halved_until_one_record_is_left() {
		let batch = Batch { block: InfoBlock::Product, imported: false, entries: vec![1, 2, 3] };
		let [first, second] = batch.halves().unwrap();
		assert_eq!((first.entries.len(), second.entries.len()), (1, 2));
		assert!(first.halves().is_err());
	}
}
