// SPDX-License-Identifier: Apache-2.0

use super::{
	replay::{first, proof},
	samples::*,
};
use crate::{mock::*, types::chain, Call, Error, Event, Head, Heads, Record, Source, Superseded, Supersedes};
use frame_support::{
	assert_noop, assert_ok,
	instances::{Instance2, Instance3, Instance4},
	BoundedVec,
};
use sp_core::H256;
use sp_runtime::{DispatchError::BadOrigin, DispatchResult};
use suyuan_primitives::{codes::TraceCode, items};

fn dearer() -> Transaction {
	Transaction::Order(items::Order { amount: usd(2_999), ..order() })
}

fn amend(who: u64, code: TraceCode, index: u32, item: Transaction) -> DispatchResult {
	let superseded = proof::<Instance2>(&code, index, &item);
	dispatch(who, Call::<Test, Instance2>::amend { code, superseded, item, reason: note("typing error") })
}

/// An order of the first unit is recorded, by its owner.
fn with_order(test: impl FnOnce()) {
	ExtBuilder.build_and_execute(|| {
		let item = Transaction::Order(order());
		assert_ok!(TransactionInfo::record(RuntimeOrigin::signed(OWNER), unit(0), item));
		test();
	});
}

#[test]
fn writes_a_record_that_supersedes_another_which_stays() {
	with_order(|| {
		advance(9);
		assert_ok!(amend(OWNER, unit(0), 0, dearer()));

		assert_eq!(TransactionInfo::head(&unit(0)).map(|head| head.records), Some(2));
		let record = Record {
			code: unit(0),
			index: 1,
			provider: OWNER,
			source: Source::Own,
			supersedes: Some(Supersedes { index: 0, reason: note("typing error") }),
			item: dearer(),
		};
		System::assert_last_event(Event::<Test, Instance2>::Recorded { record, previous_at: Some(1) }.into());
	});
}

#[test]
fn amends_an_amendment() {
	with_order(|| {
		assert_ok!(amend(OWNER, unit(0), 0, dearer()));
		assert_ok!(amend(OWNER, unit(0), 1, Transaction::Order(order())));
	});
}

#[test]
fn amends_closed_units() {
	with_order(|| {
		close(&unit(0));
		assert_ok!(amend(OWNER, unit(0), 0, dearer()));
	});
}

#[test]
fn refuses_whoever_may_record_to_amend_what_another_recorded() {
	with_order(|| {
		assert_noop!(amend(PLATFORM, unit(0), 0, dearer()), Error::<Test, Instance2>::NotRecorded);
		let item = Transaction::Order(order());
		assert_ok!(TransactionInfo::record(RuntimeOrigin::signed(PLATFORM), unit(0), item));
		assert_noop!(amend(OWNER, unit(0), 1, dearer()), Error::<Test, Instance2>::NotRecorded);
		assert_noop!(amend(PLATFORM, unit(0), 0, dearer()), Error::<Test, Instance2>::NotRecorded);
		assert_ok!(amend(PLATFORM, unit(0), 1, dearer()));
		assert_ok!(amend(OWNER, unit(0), 0, dearer()));
	});
}

#[test]
fn refuses_a_proof_of_a_record_that_never_was() {
	with_order(|| {
		let amend_by = |superseded| {
			let call =
				Call::amend { code: unit(0), superseded, item: dearer(), reason: note("typing error") };
			dispatch(OWNER, RuntimeCall::TransactionInfo(call))
		};
		let proven = || *proof::<Instance2>(&unit(0), 0, &dearer());
		let imported = Source::Imported { party: name("Overseas Market") };
		for wrong in [
			Superseded { item: dearer(), ..proven() },
			Superseded { before: H256([1; 32]), ..proven() },
			Superseded { source: imported, ..proven() },
			Superseded { later: vec![H256::zero()].try_into().unwrap(), ..proven() },
		] {
			assert_noop!(amend_by(Box::new(wrong)), Error::<Test, Instance2>::NotRecorded);
		}
		assert_ok!(amend_by(Box::new(proven())));
		// Another record came between.
		assert_noop!(amend_by(first(Transaction::Order(order()))), Error::<Test, Instance2>::NotRecorded);
	});
}

#[test]
fn amends_what_the_owner_imported_in_the_same_name() {
	ExtBuilder.build_and_execute(|| {
		let import = Call::<Test, Instance3>::import {
			code: unit(0),
			item: Logistics::Storage(storage()),
			party: name("Lagerhaus"),
		};
		assert_ok!(dispatch(OWNER, import));
		let item = Logistics::Storage(items::Storage { warehouse: text("Warehouse 8"), ..storage() });
		let amend = |who| {
			let (superseded, item) = (proof::<Instance3>(&unit(0), 0, &item), item.clone());
			dispatch(
				who,
				Call::<Test, Instance3>::amend { code: unit(0), superseded, item, reason: note("why") },
			)
		};
		assert_noop!(amend(COMPETITOR), Error::<Test, Instance3>::NotOwner);
		assert_noop!(amend(CARRIER), Error::<Test, Instance3>::NotTradeEntity);
		assert_ok!(amend(OWNER));
		let head = LogisticsInfo::head(&unit(0)).unwrap();
		assert_eq!((head.records, head.imported.iter().count()), (2, 1));
	});
}

#[test]
fn amends_positions_though_they_fill_no_category() {
	ExtBuilder.build_and_execute(|| {
		let carrier = || RuntimeOrigin::signed(CARRIER);
		let item = || Logistics::Positions(positions());
		assert_ok!(LogisticsInfo::record(carrier(), unit(0), item()));
		assert_ok!(LogisticsInfo::amend(
			carrier(),
			unit(0),
			proof::<Instance3>(&unit(0), 0, &item()),
			item(),
			note("wrong vehicle")
		));
	});
}

#[test]
fn lets_nobody_amend_a_status_not_even_customs() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(clear(&unit(0), Customs::Status(released())));
		for who in [OWNER, CARRIER, BROKER, TAX, CUSTOMS] {
			let (origin, item) = (RuntimeOrigin::signed(who), Customs::Status(released()));
			let superseded = proof::<Instance4>(&unit(0), 0, &item);
			assert_noop!(
				CustomsInfo::amend(origin, unit(0), superseded, item, note("wrong entry")),
				Error::<Test, Instance4>::OnlyFromClearance
			);
		}
	});
}

#[test]
fn refuses_every_origin_but_a_signed_one() {
	with_order(|| {
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			let superseded = proof::<Instance2>(&unit(0), 0, &dearer());
			assert_noop!(
				TransactionInfo::amend(origin, unit(0), superseded, dearer(), note("why")),
				BadOrigin
			);
		}
	});
}

#[test]
fn refuses_strangers_and_suspended_owners() {
	with_order(|| {
		suspend(OWNER);
		for who in [STRANGER, OWNER] {
			assert_noop!(amend(who, unit(0), 0, dearer()), Error::<Test, Instance2>::NotInForce);
		}
	});
}

#[test]
fn refuses_a_carrier_that_amends_an_order() {
	with_order(|| {
		assert_noop!(amend(CARRIER, unit(0), 0, dearer()), Error::<Test, Instance2>::WrongNode);
	});
}

#[test]
fn refuses_a_competitor_that_amends_others_records() {
	with_order(|| {
		assert_noop!(amend(COMPETITOR, unit(0), 0, dearer()), Error::<Test, Instance2>::NotAuthorized);
	});
}

#[test]
fn refuses_a_writer_who_sold_the_unit_since() {
	with_order(|| {
		sell(&unit(0), COMPETITOR);
		assert_noop!(amend(OWNER, unit(0), 0, dearer()), Error::<Test, Instance2>::NotAuthorized);
		// Nor does the record become the new owner's with the unit.
		assert_noop!(amend(COMPETITOR, unit(0), 0, dearer()), Error::<Test, Instance2>::NotRecorded);
	});
}

#[test]
fn refuses_a_seller_that_holds_the_unit_still_but_by_leave_of_the_new_owner() {
	with_order(|| {
		sell_and_keep(&unit(0), COMPETITOR);
		assert_noop!(amend(OWNER, unit(0), 0, dearer()), Error::<Test, Instance2>::NotAuthorized);
		authorize(COMPETITOR, OWNER);
		assert_ok!(amend(OWNER, unit(0), 0, dearer()));
	});
}

#[test]
fn refuses_a_unit_that_nobody_registered() {
	ExtBuilder.build_and_execute(|| {
		assert_noop!(amend(OWNER, unit(UNITS), 0, dearer()), Error::<Test, Instance2>::UnitNotFound);
	});
}

#[test]
fn refuses_a_record_that_is_not_there() {
	with_order(|| {
		for (code, index) in [(unit(0), 1), (unit(0), u32::MAX), (unit(1), 0)] {
			assert_noop!(amend(OWNER, code, index, dearer()), Error::<Test, Instance2>::NotRecorded);
		}
	});
}

#[test]
fn refuses_to_bring_a_new_category_into_a_unit() {
	with_order(|| {
		assert_noop!(
			amend(OWNER, unit(0), 0, Transaction::Receipt(receipt())),
			Error::<Test, Instance2>::CategoryDiffers
		);
	});
}

#[test]
fn refuses_positions_that_supersede_what_is_not_there() {
	ExtBuilder.build_and_execute(|| {
		let item = || Logistics::Positions(positions());
		let amend = |later| {
			let mut superseded = proof::<Instance3>(&unit(0), 0, &item());
			superseded.later = BoundedVec::truncate_from(vec![Default::default(); later]);
			dispatch(
				CARRIER,
				Call::<Test, Instance3>::amend {
					code: unit(0),
					superseded,
					item: item(),
					reason: note("why"),
				},
			)
		};
		assert_noop!(amend(0), Error::<Test, Instance3>::NotRecorded);
		assert_ok!(LogisticsInfo::record(RuntimeOrigin::signed(CARRIER), unit(0), item()));
		assert_noop!(amend(1), Error::<Test, Instance3>::NotRecorded);
	});
}

#[test]
fn refuses_to_amend_for_no_reason() {
	with_order(|| {
		assert_noop!(
			TransactionInfo::amend(
				RuntimeOrigin::signed(OWNER),
				unit(0),
				proof::<Instance2>(&unit(0), 0, &dearer()),
				dearer(),
				note("")
			),
			Error::<Test, Instance2>::EmptyText
		);
	});
}

#[test]
fn refuses_an_unsound_item() {
	with_order(|| {
		let item = Transaction::Order(items::Order { amount: usd(0), ..order() });
		assert_noop!(amend(OWNER, unit(0), 0, item), Error::<Test, Instance2>::ZeroAmount);
	});
}

#[test]
fn refuses_more_records_than_can_be_counted() {
	ExtBuilder.build_and_execute(|| {
		let item = Logistics::Positions(positions());
		let last = Record {
			code: unit(0),
			index: u32::MAX - 1,
			provider: CARRIER,
			source: Source::Own,
			supersedes: None,
			item: item.clone(),
		};
		let digest = chain(H256::zero(), &last);
		let full = Head { records: u32::MAX, last_at: 1, digest, ..Default::default() };
		Heads::<Test, Instance3>::insert(unit(0), full);
		assert_noop!(
			LogisticsInfo::amend(
				RuntimeOrigin::signed(CARRIER),
				unit(0),
				first(item.clone()),
				item,
				note("why")
			),
			Error::<Test, Instance3>::MaxRecordsExceeded
		);
		// No test has time to write them all, so that there is nothing to replay.
		Heads::<Test, Instance3>::remove(unit(0));
	});
}

#[test]
fn keeps_the_key_of_a_document_of_a_loop() {
	ExtBuilder.build_and_execute(|| {
		let keyed = |number: Option<&str>| {
			let key = number.map(|number| items::OrderKey {
				platform: text("4403160HQ1"),
				merchant: text("91440300708461136T"),
				number: text(number),
			});
			Transaction::Order(items::Order { key, ..order() })
		};
		let record = |item| TransactionInfo::record(RuntimeOrigin::signed(OWNER), unit(0), item);
		assert_ok!(record(keyed(None)));
		assert_ok!(amend(OWNER, unit(0), 0, keyed(Some("1"))));
		for item in [keyed(Some("2")), keyed(None)] {
			assert_noop!(amend(OWNER, unit(0), 1, item), Error::<Test, Instance2>::KeyDiffers);
		}
		assert_ok!(amend(OWNER, unit(0), 1, keyed(Some("1"))));
	});
}
