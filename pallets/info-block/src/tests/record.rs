// SPDX-License-Identifier: Apache-2.0

use super::{replay::proof, samples::*};
use crate::{mock::*, Call, Error, Event, Head, Heads, Record, Source};
use codec::Encode;
use frame_support::{
	assert_noop, assert_ok,
	instances::{Instance1, Instance2, Instance3, Instance4},
};
use sp_core::H256;
use sp_io::hashing::blake2_256;
use sp_runtime::{DispatchError::BadOrigin, DispatchResult};
use suyuan_primitives::{
	codes::TraceCode,
	items,
	parties::NodeKind,
	requirement::{Categories, Category},
	values::{Moment, Sealed},
};

fn write_product(who: u64, code: TraceCode, item: Product) -> DispatchResult {
	dispatch(who, Call::<Test, Instance1>::record { code, item })
}

fn write_transaction(who: u64, code: TraceCode, item: Transaction) -> DispatchResult {
	dispatch(who, Call::<Test, Instance2>::record { code, item })
}

fn write_logistics(who: u64, code: TraceCode, item: Logistics) -> DispatchResult {
	dispatch(who, Call::<Test, Instance3>::record { code, item })
}

fn write_customs(who: u64, code: TraceCode, item: Customs) -> DispatchResult {
	dispatch(who, Call::<Test, Instance4>::record { code, item })
}

#[test]
fn hashes_a_record_into_the_head_and_hands_it_out_in_an_event() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(write_transaction(OWNER, unit(0), Transaction::Order(order())));

		let record = Record {
			code: unit(0),
			index: 0,
			provider: OWNER,
			source: Source::Own,
			supersedes: None,
			item: Transaction::Order(order()),
		};
		let digest = H256(blake2_256(&[[0; 32], blake2_256(&record.encode())].concat()));
		let categories = Categories::default().with(Category::Order);
		assert_eq!(
			TransactionInfo::head(&unit(0)),
			Some(Head { records: 1, categories, digest, last_at: 1, ..Default::default() })
		);
		System::assert_last_event(Event::<Test, Instance2>::Recorded { record, previous_at: None }.into());
	});
}

#[test]
fn says_where_the_record_before_it_stands() {
	ExtBuilder.build_and_execute(|| {
		let previous_at = || {
			assert_ok!(write_transaction(OWNER, unit(0), Transaction::Order(order())));
			match System::events().pop().map(|record| record.event) {
				Some(RuntimeEvent::TransactionInfo(Event::Recorded { previous_at, .. })) => previous_at,
				_ => panic!("a record was written last"),
			}
		};
		assert_eq!(previous_at(), None);
		advance(4);
		assert_eq!(previous_at(), Some(1));
		assert_eq!(previous_at(), Some(5));
	});
}

#[test]
fn keeps_no_more_of_many_records_than_of_one() {
	ExtBuilder.build_and_execute(|| {
		let record = || write_logistics(CARRIER, unit(0), Logistics::Positions(positions()));
		assert_ok!(record());
		let size_of_one = LogisticsInfo::head(&unit(0)).encoded_size();
		for _ in 0..20 {
			assert_ok!(record());
		}
		assert_eq!(LogisticsInfo::head(&unit(0)).map(|head| head.records), Some(21));
		assert_eq!(LogisticsInfo::head(&unit(0)).encoded_size(), size_of_one);
		assert_eq!(Heads::<Test, Instance3>::iter().count(), 1);
	});
}

#[test]
fn gathers_the_categories_of_a_block() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(write_transaction(OWNER, unit(0), Transaction::Order(order())));
		assert_ok!(write_transaction(OWNER, unit(0), Transaction::Receipt(receipt())));
		let categories: Vec<_> = TransactionInfo::head(&unit(0)).unwrap().categories.iter().collect();
		assert_eq!(categories, [Category::Order, Category::Receipt]);
	});
}

#[test]
fn lets_positions_stand_beside_the_categories() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(write_logistics(CARRIER, unit(0), Logistics::Positions(positions())));
		let head = LogisticsInfo::head(&unit(0)).unwrap();
		assert_eq!((head.records, head.categories.is_empty()), (1, true));
	});
}

#[test]
fn refuses_positions_near_the_delivery_that_tell_more_than_a_district() {
	ExtBuilder.build_and_execute(|| {
		let fine = || Logistics::Positions(fine_positions());
		let too_fine = || Error::<Test, Instance3>::PositionTooFine;
		// By one whose nodes deliver, or once a delivery is on record: the district alone.
		assert_noop!(write_logistics(CARRIER, unit(0), fine()), too_fine());
		assert_ok!(write_logistics(CARRIER, unit(0), Logistics::Positions(positions())));
		let delivery = items::Delivery {
			company: text("SF"),
			number: text("SF-1"),
			courier: None,
			receiver: None,
			delivery_number: None,
			place: Some(Sealed([7; 32])),
			vehicle: None,
			signed_at: None,
		};
		assert_ok!(write_logistics(CARRIER, unit(0), Logistics::Delivery(delivery)));
		narrow(CARRIER, NodeKind::PickupAndConsolidation);
		assert_noop!(write_logistics(CARRIER, unit(0), fine()), too_fine());
		assert_ok!(write_logistics(CARRIER, unit(0), Logistics::Positions(positions())));
		let (superseded, reason) = (proof::<Instance3>(&unit(0), 0, &fine()), text("closer"));
		let amend = Call::<Test, Instance3>::amend { code: unit(0), superseded, item: fine(), reason };
		assert_noop!(dispatch(CARRIER, amend), too_fine());
		// Of another unit, which is not delivered.
		assert_ok!(write_logistics(CARRIER, unit(1), fine()));
	});
}

#[test]
fn keeps_units_and_blocks_apart() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(write_product(OWNER, unit(0), Product::Features(features())));
		assert!(ProductInfo::head(&unit(1)).is_none());
		assert!(TransactionInfo::head(&unit(0)).is_none());
	});
}

#[test]
fn takes_the_word_of_owner_custodian_and_whom_the_owner_authorized() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(write_transaction(OWNER, unit(0), Transaction::Order(order())));
		assert_ok!(write_logistics(CARRIER, unit(0), Logistics::Transport(transport())));
		assert_ok!(write_transaction(PLATFORM, unit(0), Transaction::Order(order())));
	});
}

#[test]
fn takes_what_becomes_of_a_held_unit_though_it_was_closed() {
	ExtBuilder.build_and_execute(|| {
		close(&unit(0));
		hold(&unit(0));
		let returned = Logistics::DeliveryException(items::DeliveryException::NoneOccurred);
		assert_ok!(write_logistics(CARRIER, unit(0), returned));
	});
}

#[test]
fn takes_the_word_of_who_holds_what_a_unit_is_packed_in() {
	ExtBuilder.build_and_execute(|| {
		hand_over(&unit(0), BROKER);
		assert_ok!(write_logistics(BROKER, unit(0), Logistics::Transport(transport())));
		assert_noop!(
			write_logistics(CARRIER, unit(0), Logistics::Transport(transport())),
			Error::<Test, Instance3>::NotAuthorized
		);
	});
}

#[test]
fn bears_with_clocks_that_run_ahead_a_little() {
	ExtBuilder.build_and_execute(|| {
		let ordered_at = Moment(NOW + MaxFuture::get());
		let item = Transaction::Order(items::Order { ordered_at, ..order() });
		assert_ok!(write_transaction(OWNER, unit(0), item));
	});
}

#[test]
fn refuses_every_origin_but_a_signed_one() {
	ExtBuilder.build_and_execute(|| {
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			let item = Transaction::Order(order());
			assert_noop!(TransactionInfo::record(origin, unit(0), item), BadOrigin);
		}
	});
}

#[test]
fn refuses_strangers() {
	ExtBuilder.build_and_execute(|| {
		assert_noop!(
			write_transaction(STRANGER, unit(0), Transaction::Order(order())),
			Error::<Test, Instance2>::NotInForce
		);
	});
}

#[test]
fn refuses_whoever_is_suspended() {
	ExtBuilder.build_and_execute(|| {
		suspend(OWNER);
		suspend(BROKER);
		assert_noop!(
			write_transaction(OWNER, unit(0), Transaction::Order(order())),
			Error::<Test, Instance2>::NotInForce
		);
		assert_noop!(
			write_customs(BROKER, unit(0), Customs::Declaration(declaration())),
			Error::<Test, Instance4>::NotInForce
		);
	});
}

#[test]
fn refuses_a_unit_that_nobody_registered() {
	ExtBuilder.build_and_execute(|| {
		assert_noop!(
			write_transaction(OWNER, unit(UNITS), Transaction::Order(order())),
			Error::<Test, Instance2>::UnitNotFound
		);
	});
}

#[test]
fn refuses_a_closed_unit() {
	ExtBuilder.build_and_execute(|| {
		close(&unit(0));
		assert_noop!(
			write_transaction(OWNER, unit(0), Transaction::Order(order())),
			Error::<Test, Instance2>::UnitClosed
		);
		assert_noop!(
			write_customs(BROKER, unit(0), Customs::Declaration(declaration())),
			Error::<Test, Instance4>::UnitClosed
		);
	});
}

#[test]
fn refuses_a_carrier_that_writes_an_order() {
	ExtBuilder.build_and_execute(|| {
		assert_noop!(
			write_transaction(CARRIER, unit(0), Transaction::Order(order())),
			Error::<Test, Instance2>::WrongNode
		);
	});
}

#[test]
fn refuses_an_owner_that_writes_of_transport() {
	ExtBuilder.build_and_execute(|| {
		assert_noop!(
			write_logistics(OWNER, unit(0), Logistics::Transport(transport())),
			Error::<Test, Instance3>::WrongNode
		);
	});
}

#[test]
fn refuses_a_competitor_that_writes_of_others_units() {
	ExtBuilder.build_and_execute(|| {
		assert_noop!(
			write_transaction(COMPETITOR, unit(0), Transaction::Order(order())),
			Error::<Test, Instance2>::NotAuthorized
		);
	});
}

#[test]
fn refuses_an_authorization_for_another_block() {
	ExtBuilder.build_and_execute(|| {
		assert_noop!(
			write_logistics(BROKER, unit(0), Logistics::Transport(transport())),
			Error::<Test, Instance3>::NotAuthorized
		);
	});
}

#[test]
fn refuses_an_authorization_by_an_earlier_owner() {
	ExtBuilder.build_and_execute(|| {
		sell(&unit(0), COMPETITOR);
		for who in [OWNER, PLATFORM] {
			assert_noop!(
				write_transaction(who, unit(0), Transaction::Order(order())),
				Error::<Test, Instance2>::NotAuthorized
			);
		}
	});
}

#[test]
fn refuses_a_status_from_everybody_even_customs() {
	ExtBuilder.build_and_execute(|| {
		for who in [OWNER, CARRIER, BROKER, COMPETITOR, TAX, CUSTOMS] {
			assert_noop!(
				write_customs(who, unit(0), Customs::Status(released())),
				Error::<Test, Instance4>::OnlyFromClearance
			);
		}
	});
}

#[test]
fn refuses_a_declaration_by_hand_from_everybody_even_the_broker_that_declared() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(clear(&unit(0), Customs::Declaration(declaration())));
		for who in [OWNER, CARRIER, BROKER, COMPETITOR, TAX, CUSTOMS] {
			assert_noop!(
				write_customs(who, unit(0), Customs::Declaration(declaration())),
				Error::<Test, Instance4>::OnlyFromClearance
			);
		}
	});
}

#[test]
fn refuses_a_receipt_from_a_platform_and_an_order_from_a_bank() {
	ExtBuilder.build_and_execute(|| {
		narrow(PLATFORM, NodeKind::TradingPlatform);
		assert_ok!(write_transaction(PLATFORM, unit(0), Transaction::Order(order())));
		assert_noop!(
			write_transaction(PLATFORM, unit(0), Transaction::Receipt(receipt())),
			Error::<Test, Instance2>::WrongNode
		);
		narrow(PLATFORM, NodeKind::CrossBorderCollection);
		assert_ok!(write_transaction(PLATFORM, unit(0), Transaction::Receipt(receipt())));
		for item in [Transaction::Order(order()), Transaction::ProductCode(product_code())] {
			assert_noop!(write_transaction(PLATFORM, unit(0), item), Error::<Test, Instance2>::WrongNode);
		}
	});
}

#[test]
fn refuses_positions_from_whoever_runs_no_node_of_logistics() {
	ExtBuilder.build_and_execute(|| {
		let item = || Logistics::Positions(positions());
		assert_noop!(write_logistics(OWNER, unit(0), item()), Error::<Test, Instance3>::WrongNode);
		narrow(CARRIER, NodeKind::OverseasWarehousing);
		assert_ok!(write_logistics(CARRIER, unit(0), item()));
		narrow(CARRIER, NodeKind::PortClearance);
		assert_noop!(write_logistics(CARRIER, unit(0), item()), Error::<Test, Instance3>::WrongNode);
	});
}

#[test]
fn refuses_a_product_code_of_another_product_or_batch_than_the_units_own() {
	let other = || items::ProductCode { barcode: "6901234567892".parse().unwrap(), batch: None };
	let batch = |batch: &str| items::ProductCode { batch: batch.parse().ok(), ..product_code() };
	ExtBuilder.build_and_execute(|| {
		assert_noop!(
			write_product(OWNER, unit(0), Product::ProductCode(other())),
			Error::<Test, Instance1>::CodeContradictsUnit
		);
		assert_noop!(
			write_transaction(OWNER, unit(0), Transaction::ProductCode(other())),
			Error::<Test, Instance2>::CodeContradictsUnit
		);
		// The code of the piece names no batch, so that any may be its own.
		assert_ok!(write_product(OWNER, unit(0), Product::ProductCode(batch("L1"))));

		let of_a_batch: TraceCode = "01/09521234543213/10/L%2F1/21/7".parse().unwrap();
		hand_over(&of_a_batch, CARRIER);
		assert_ok!(write_product(OWNER, of_a_batch.clone(), Product::ProductCode(batch("L/1"))));
		assert_ok!(write_product(OWNER, of_a_batch.clone(), Product::ProductCode(product_code())));
		assert_noop!(
			write_product(OWNER, of_a_batch, Product::ProductCode(batch("L1"))),
			Error::<Test, Instance1>::CodeContradictsUnit
		);
		// A parcel is no product.
		let parcel: TraceCode = "other:parcel-1".parse().unwrap();
		hand_over(&parcel, CARRIER);
		assert_ok!(write_product(OWNER, parcel, Product::ProductCode(other())));
	});
}

#[test]
fn refuses_the_word_that_no_exception_occurred_once_one_did() {
	ExtBuilder.build_and_execute(|| {
		let none = || Logistics::DeliveryException(items::DeliveryException::NoneOccurred);
		assert_ok!(write_logistics(CARRIER, unit(0), none()));
		// What is found later supersedes it.
		assert_ok!(write_logistics(CARRIER, unit(0), damage()));
		assert_noop!(write_logistics(CARRIER, unit(0), none()), Error::<Test, Instance3>::ExceptionRecorded);
		let import = Call::<Test, Instance3>::import { code: unit(0), item: none(), party: name("Courier") };
		assert_noop!(dispatch(OWNER, import), Error::<Test, Instance3>::ExceptionRecorded);
		let superseded = super::replay::proof::<Instance3>(&unit(0), 1, &none());
		let amend =
			Call::<Test, Instance3>::amend { code: unit(0), superseded, item: none(), reason: note("why") };
		assert_noop!(dispatch(CARRIER, amend), Error::<Test, Instance3>::ExceptionRecorded);
		assert_ok!(write_logistics(CARRIER, unit(0), damage()));
		assert_ok!(write_logistics(CARRIER, unit(1), none()));
	});
}

#[test]
fn refuses_more_records_than_can_be_counted() {
	ExtBuilder.build_and_execute(|| {
		let full = Head { records: u32::MAX, last_at: 1, ..Default::default() };
		Heads::<Test, Instance2>::insert(unit(0), full);
		assert_noop!(
			write_transaction(OWNER, unit(0), Transaction::Order(order())),
			Error::<Test, Instance2>::MaxRecordsExceeded
		);
		// No test has time to write them all, so that there is nothing to replay.
		Heads::<Test, Instance2>::remove(unit(0));
	});
}
