// SPDX-License-Identifier: Apache-2.0

use super::samples::*;
use crate::{mock::*, Call, Entry, Error, Event};
use frame_support::{
	assert_noop, assert_ok,
	instances::{Instance2, Instance4},
};
use sp_runtime::{traits::Dispatchable, BoundedVec, DispatchError::BadOrigin};
use suyuan_primitives::{codes::TraceCode, items};

fn transactions(entries: impl IntoIterator<Item = (TraceCode, Transaction)>) -> Call<Test, Instance2> {
	let entries: Vec<_> = entries.into_iter().map(|(code, item)| Entry { code, item }).collect();
	Call::record_many { entries: entries.try_into().unwrap() }
}

#[test]
fn records_of_many_units_in_one_call() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(dispatch(
			OWNER,
			transactions([
				(unit(0), Transaction::Order(order())),
				(unit(1), Transaction::Order(order())),
				(unit(0), Transaction::Receipt(receipt())),
				(unit(0), Transaction::ProductCode(product_code())),
			])
		));
		assert_eq!(TransactionInfo::head(&unit(0)).unwrap().records, 3);
		assert_eq!(TransactionInfo::head(&unit(1)).unwrap().records, 1);

		let written: Vec<_> = System::events()
			.into_iter()
			.map(|event| match event.event {
				RuntimeEvent::TransactionInfo(Event::Recorded { record, previous_at }) => {
					(record.code, record.index, previous_at)
				}
				_ => panic!("nothing else happened"),
			})
			.collect();
		let expected = [(unit(0), 0, None), (unit(1), 0, None), (unit(0), 1, Some(1)), (unit(0), 2, Some(1))];
		assert_eq!(written, expected);
	});
}

#[test]
fn refuses_every_origin_but_a_signed_one() {
	ExtBuilder.build_and_execute(|| {
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			let call = RuntimeCall::from(transactions([(unit(0), Transaction::Order(order()))]));
			assert_noop!(call.dispatch(origin).map_err(|failure| failure.error), BadOrigin);
		}
	});
}

#[test]
fn refuses_strangers_and_suspended_owners() {
	ExtBuilder.build_and_execute(|| {
		suspend(OWNER);
		for who in [STRANGER, OWNER] {
			assert_noop!(
				dispatch(who, transactions([(unit(0), Transaction::Order(order()))])),
				Error::<Test, Instance2>::NotInForce
			);
		}
	});
}

#[test]
fn refuses_to_record_nothing() {
	ExtBuilder.build_and_execute(|| {
		assert_noop!(dispatch(OWNER, transactions([])), Error::<Test, Instance2>::EmptyList);
	});
}

#[test]
fn records_none_if_one_is_refused() {
	ExtBuilder.build_and_execute(|| {
		close(&unit(1));
		let sound = || (unit(0), Transaction::Order(order()));
		let (unknown, closed) = ((unit(UNITS), sound().1), (unit(1), sound().1));
		let unsound = (unit(0), Transaction::Order(items::Order { platform: text(""), ..order() }));
		for (entry, error) in [
			(unknown, Error::<Test, Instance2>::UnitNotFound),
			(closed, Error::UnitClosed),
			(unsound, Error::EmptyText),
		] {
			assert_noop!(dispatch(OWNER, transactions([sound(), sound(), entry])), error);
		}
	});
}

#[test]
fn asks_of_every_entry_whether_the_writer_may_say_it() {
	ExtBuilder.build_and_execute(|| {
		sell(&unit(1), COMPETITOR);
		let of = |n| (unit(n), Transaction::Order(order()));
		assert_noop!(dispatch(OWNER, transactions([of(0), of(1)])), Error::<Test, Instance2>::NotAuthorized);
		assert_noop!(dispatch(CARRIER, transactions([of(0), of(1)])), Error::<Test, Instance2>::WrongNode);

		let status = Entry { code: unit(0), item: Customs::Status(released()) };
		let declaration = Entry { code: unit(0), item: Customs::Declaration(declaration()) };
		let entries = BoundedVec::truncate_from(vec![declaration, status]);
		assert_noop!(
			dispatch(BROKER, Call::<Test, Instance4>::record_many { entries: entries.clone() }),
			Error::<Test, Instance4>::OnlyFromClearance
		);
		let entries = BoundedVec::truncate_from(entries.into_iter().rev().collect());
		assert_noop!(
			dispatch(CUSTOMS, Call::<Test, Instance4>::record_many { entries }),
			Error::<Test, Instance4>::OnlyFromClearance
		);
	});
}
