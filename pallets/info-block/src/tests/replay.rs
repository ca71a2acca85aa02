//! The replay of a block, as any client can do that does not trust a node.
//!
//! Walks the block backwards from its head and hashes it forwards again.

use crate::{mock::*, Config, Event, HeadOf, Heads, RecordOf, Source};
use codec::Encode;
use frame_support::instances::{Instance1, Instance2, Instance3, Instance4};
use sp_core::H256;
use sp_io::hashing::blake2_256;
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
		for (index, record) in (0..).zip(&records) {
			assert_eq!(record.index, index);
			if let Some(supersedes) = &record.supersedes {
				assert!(supersedes.index < index, "only what was recorded can be superseded");
			}
			if let Some(category) = record.item.category() {
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
