// SPDX-License-Identifier: Apache-2.0

//! Tests of the size of what the benchmarks measure: it is as large as there may be.

use super::samples::*;
use crate::{mock::*, Loop, Loops, MAX_RECEIPTS};
use codec::{Encode, MaxEncodedLen};
use frame_support::assert_ok;
use suyuan_primitives::{
	items::{InfoItem, LogisticsInfo, Order, TransactionInfo},
	reconciliation::LoopState,
	traits::{self, OnRecorded},
};

fn put_fed(item: &TransactionInfo) {
	<Reconciliation as OnRecorded<u64, TransactionInfo>>::put_fed(&MERCHANT, item);
}

#[test]
fn no_loop_is_larger() {
	ExtBuilder.build_and_execute(|| {
		put_fed(&TransactionInfo::Order(order()));
		let largest = Loops::<Test>::get(MERCHANT, order_key(1));
		assert_eq!(largest.encoded_size(), Loop::<u64>::max_encoded_len());
		assert_eq!(largest.receipts.len() as u32, MAX_RECEIPTS);
		let view = Reconciliation::view(&MERCHANT, &order_key(1)).unwrap();
		assert!(view.waybills.iter().all(|waybill| waybill.document.is_some()));
		assert!(matches!(view.state, LoopState::Mismatch { fields } if fields.len() as u32 > MAX_RECEIPTS));
	});
}

#[test]
fn takes_the_largest_items() {
	ExtBuilder.build_and_execute(|| {
		let order = TransactionInfo::largest_feeding().unwrap();
		put_fed(&order);
		assert_ok!(record_transaction(MERCHANT, Way::Amended, order));
		assert_eq!(System::event_count(), 1);

		let receipt = TransactionInfo::Receipt(receipt(1, usd(1)));
		put_fed(&receipt);
		assert_ok!(record_transaction(MERCHANT, Way::Recorded, receipt));
		assert_eq!(System::event_count(), 2);

		let transport = LogisticsInfo::largest_feeding().unwrap();
		<Reconciliation as OnRecorded<u64, LogisticsInfo>>::put_fed(&MERCHANT, &transport);
		let before = sp_io::storage::root(sp_runtime::StateVersion::V1);
		assert_ok!(record_logistics(MERCHANT, Way::Amended, transport));
		assert_ne!(sp_io::storage::root(sp_runtime::StateVersion::V1), before);
	});
}

#[test]
fn agrees_with_those_who_declare() {
	ExtBuilder.build_and_execute(|| {
		let side = declared();
		<Reconciliation as traits::Loops<u64>>::put_loop(&MERCHANT, &order_key(1), &side);
		assert_eq!(Loops::<Test>::get(MERCHANT, order_key(1)).receipts.len() as u32, MAX_RECEIPTS);
		assert_ok!(declare(side));
		let view = Reconciliation::view(&MERCHANT, &order_key(1)).unwrap();
		assert!(view.waybills.iter().all(|waybill| waybill.document.is_some()));
		assert!(!matches!(view.state, LoopState::Mismatch { .. }));
	});
}

#[test]
fn is_put_for_no_item_without_a_key() {
	ExtBuilder.build_and_execute(|| {
		put_fed(&TransactionInfo::Order(Order { key: None, ..order() }));
		assert_eq!(loops(), 0);
	});
}
