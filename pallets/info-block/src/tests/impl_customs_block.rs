// SPDX-License-Identifier: Apache-2.0

//! Records that declarations write themselves, by no call.

use super::samples::*;
use crate::{mock::*, Error, Event, Head, Heads, Record, Source};
use frame_support::{assert_noop, assert_ok, assert_storage_noop, instances::Instance4};
use suyuan_primitives::requirement::{Categories, Category};

fn status() -> Customs {
	Customs::Status(released())
}

#[test]
fn writes_a_record_that_says_where_it_comes_from() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(clear(&unit(0), Customs::Declaration(declaration())));
		advance(3);
		assert_ok!(clear(&unit(0), status()));

		let head = CustomsInfo::head(&unit(0)).unwrap();
		let both = Categories::default().with(Category::Declaration).with(Category::Status);
		assert_eq!((head.records, head.categories), (2, both));
		assert!(head.imported.is_empty());
		let record = Record {
			code: unit(0),
			index: 1,
			provider: CUSTOMS,
			source: Source::Clearance,
			supersedes: None,
			item: status(),
		};
		System::assert_last_event(Event::<Test, Instance4>::Recorded { record, previous_at: Some(1) }.into());
	});
}

#[test]
fn writes_of_closed_units_too() {
	ExtBuilder.build_and_execute(|| {
		close(&unit(0));
		assert_ok!(clear(&unit(0), status()));
		assert_eq!(CustomsInfo::head(&unit(0)).unwrap().records, 1);
	});
}

#[test]
fn asks_neither_for_a_node_nor_for_an_admission() {
	ExtBuilder.build_and_execute(|| {
		suspend(CUSTOMS);
		assert_ok!(clear(&unit(0), status()));
	});
}

#[test]
fn stands_alone_for_no_broker_records_another_declaration() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(clear(&unit(0), Customs::Declaration(declaration())));
		let broker = RuntimeOrigin::signed(BROKER);
		assert_noop!(
			CustomsInfo::record(broker, unit(0), Customs::Declaration(declaration())),
			Error::<Test, Instance4>::OnlyFromClearance
		);
		assert_eq!(CustomsInfo::head(&unit(0)).unwrap().records, 1);
	});
}

#[test]
fn leaves_a_unit_alone_that_was_archived_or_never_was() {
	// The records of what is archived lead to no head any more, so that there is nothing to replay.
	ExtBuilder.build().execute_with(|| {
		assert_ok!(clear(&unit(0), status()));
		archive(&unit(0));
		for n in [0, UNITS] {
			assert_storage_noop!(clear(&unit(n), status()).unwrap());
		}
	});
}

#[test]
fn refuses_more_records_than_can_be_counted() {
	ExtBuilder.build_and_execute(|| {
		let full = Head { records: u32::MAX, last_at: 1, ..Default::default() };
		Heads::<Test, Instance4>::insert(unit(0), full);
		assert_noop!(clear(&unit(0), status()), Error::<Test, Instance4>::MaxRecordsExceeded);
		// No test has time to write them all, so that there is nothing to replay.
		Heads::<Test, Instance4>::remove(unit(0));
	});
}
