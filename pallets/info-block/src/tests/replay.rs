// SPDX-License-Identifier: Apache-2.0

//! The replay of a block, as any client can do that does not trust a node.
//!
//! Walks the block backwards from its head and hashes it forwards again.

use crate::{mock::*, Config, Event, HeadOf, Heads, Record, RecordOf, Source, Superseded};
use codec::Encode;
use frame_support::instances::{Instance1, Instance2, Instance3, Instance4};
use sp_core::H256;
use sp_io::hashing::blake2_256;
use sp_runtime::BoundedVec;
use suyuan_primitives::{codes::TraceCode, items::InfoItem, requirement::Categories};

pub fn every_head_equals_the_replay_of_its_records() {
	replay::<Instance1>();
	replay::<Instance2>();
	replay::<Instance3>();
	replay::<Instance4>();
}

fn replay<I: 'static>()
where
	Test: Config<I>,
	RuntimeEvent: TryInto<Event<Test, I>>,
{
	let mut walked = 0;
	for (code, head) in Heads::<Test, I>::iter() {
		let records = walk::<I>(&code, &head);
		walked += records.len();

		let mut digest = [0; 32];
		let (mut categories, mut imported) = (Categories::default(), Categories::default());
		let mut exception = false;
		for (index, record) in (0..).zip(&records) {
			assert_eq!(record.index, index);
			if let Some(supersedes) = &record.supersedes {
				assert!(supersedes.index < index, "only what was recorded can be superseded");
				let superseded = &records[supersedes.index as usize];
				assert_eq!(superseded.provider, record.provider, "only its provider amends a record");
				assert_eq!(superseded.item.category(), record.item.category());
			}
			assert!(!(exception && record.item.denies_exception()), "nobody denies what occurred");
			assert!(!record.item.contradicts(&code), "no record contradicts the unit's code");
			exception |= record.item.tells_of_exception();
			if let Some(category) = record.item.category().filter(|_| record.item.is_complete()) {
				categories = categories.with(category);
				if matches!(record.source, Source::Imported { .. }) {
					imported = imported.with(category);
				}
			}
			digest = blake2_256(&[digest, blake2_256(&record.encode())].concat());
		}
		assert_eq!(head.records as usize, records.len());
		assert_eq!((head.categories, head.imported), (categories, imported));
		assert_eq!(head.digest, H256(digest));
		assert_eq!(head.exception, exception);
	}
	let recorded: usize = (0..=System::block_number()).map(|block| recorded_at::<I>(block).count()).sum();
	assert_eq!(recorded, walked, "every record is on the way back from a head");
}

/// The records of a block, first to last.
fn walk<I: 'static>(code: &TraceCode, head: &HeadOf<Test>) -> Vec<RecordOf<Test, I>>
where
	Test: Config<I>,
	RuntimeEvent: TryInto<Event<Test, I>>,
{
	let mut backwards = Vec::new();
	let mut next = Some(head.last_at);
	while let Some(block) = next {
		let here: Vec<_> = recorded_at::<I>(block).filter(|(record, _)| record.code == *code).collect();
		for (_, previous_at) in &here[1..] {
			assert_eq!(*previous_at, Some(block));
		}
		next = here[0].1;
		assert!(next < Some(block), "every step leads back");
		backwards.extend(here.into_iter().rev().map(|(record, _)| record));
	}
	backwards.reverse();
	backwards
}

fn recorded_at<I: 'static>(block: u64) -> impl Iterator<Item = (RecordOf<Test, I>, Option<u64>)>
where
	Test: Config<I>,
	RuntimeEvent: TryInto<Event<Test, I>>,
{
	events_at(block).into_iter().filter_map(|event| match event.try_into() {
		Ok(Event::Recorded { record, previous_at }) => Some((record, previous_at)),
		_ => None,
	})
}

/// The proof of the first record of a block, which had this item.
pub fn first<Item>(item: Item) -> Box<Superseded<Item>> {
	let before = H256::zero();
	Box::new(Superseded { before, source: Source::Own, supersedes: None, item, later: Default::default() })
}

/// The proof of a block's record of this index, as any client makes it. A wrong one with the item if there is none.
pub fn proof<I: 'static>(code: &TraceCode, index: u32, item: &ItemOf<I>) -> Box<Superseded<ItemOf<I>>>
where
	Test: Config<I>,
	RuntimeEvent: TryInto<Event<Test, I>>,
{
	let records = Heads::<Test, I>::get(code).map(|head| walk::<I>(code, &head)).unwrap_or_default();
	let hash = |record: &RecordOf<Test, I>| H256(blake2_256(&record.encode()));
	let mut before = H256::zero();
	for record in &records {
		if record.index == index {
			let Record { source, supersedes, item, .. } = record.clone();
			let later = records[index as usize + 1..].iter().map(hash).collect();
			let later = BoundedVec::truncate_from(later);
			return Box::new(Superseded { before, source, supersedes, item, later });
		}
		before = H256(blake2_256(&[before.0, hash(record).0].concat()));
	}
	first(item.clone())
}

/// The proof of the last record of a block that is the provider's.
pub fn proof_of<I: 'static>(who: u64, code: &TraceCode, item: &ItemOf<I>) -> Box<Superseded<ItemOf<I>>>
where
	Test: Config<I>,
	RuntimeEvent: TryInto<Event<Test, I>>,
{
	let records = Heads::<Test, I>::get(code).map(|head| walk::<I>(code, &head)).unwrap_or_default();
	let last = records.iter().rev().find(|record| record.provider == who).map(|record| record.index);
	proof::<I>(code, last.unwrap_or(u32::MAX), item)
}

type ItemOf<I> = <Test as Config<I>>::Item;
