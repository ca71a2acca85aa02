// SPDX-License-Identifier: Apache-2.0

//! Tests of the parties whose word a loop is.

use super::samples::*;
use crate::mock::*;
use frame_support::assert_ok;
use suyuan_primitives::{items::TransactionInfo, reconciliation::LoopState};

/// A loop with everything there, each document by this provider.
fn all_by(platform: u64, bank: u64, carrier: u64) -> LoopState {
	assert_ok!(record_as(platform, Way::Recorded, TransactionInfo::Order(order())));
	assert_ok!(record_as(bank, Way::Recorded, TransactionInfo::Receipt(receipt(1, usd(100)))));
	assert_ok!(record_transport_as(carrier, transport(1, 2, 1_480)));
	assert_ok!(declare(declared()));
	state()
}

#[test]
fn a_loop_of_one_party_is_self_stated() {
	ExtBuilder.build_and_execute(|| assert_eq!(all_by(MERCHANT, MERCHANT, MERCHANT), LoopState::SelfStated));
}

#[test]
fn what_was_imported_is_the_merchants_own_word() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(record_order(Way::Imported, order()));
		assert_ok!(record_receipt(Way::Imported, receipt(1, usd(100))));
		assert_ok!(record_transport(Way::Imported, transport(1, 2, 1_480)));
		assert_ok!(declare(declared()));
		assert_eq!(state(), LoopState::SelfStated);
		// The bank says it too.
		assert_ok!(record_receipt(Way::Recorded, receipt(1, usd(100))));
		assert_eq!(state(), LoopState::Matched { parties: 2 });
	});
}

#[test]
fn independent_parties_are_counted_once_each() {
	ExtBuilder.build_and_execute(|| {
		assert_eq!(all_by(MERCHANT, BANK, BANK), LoopState::Matched { parties: 2 });
	});
	ExtBuilder.build_and_execute(|| {
		assert_eq!(all_by(PLATFORM, BANK, CARRIER), LoopState::Matched { parties: 4 });
	});
}

#[test]
fn operators_of_a_merchant_are_no_parties_of_their_own() {
	ExtBuilder.build_and_execute(|| {
		for key in [PLATFORM, BANK, CARRIER] {
			serve(key, MERCHANT);
		}
		assert_eq!(all_by(PLATFORM, BANK, CARRIER), LoopState::SelfStated);
	});
}

#[test]
fn a_merchant_that_serves_its_bank_is_one_party_with_it() {
	ExtBuilder.build_and_execute(|| {
		serve(MERCHANT, BANK);
		assert_eq!(all_by(MERCHANT, BANK, BANK), LoopState::SelfStated);
	});
	ExtBuilder.build_and_execute(|| {
		// Two keys of a third party are one.
		serve(BANK, ANY_ACCOUNT);
		serve(CARRIER, ANY_ACCOUNT);
		assert_eq!(all_by(MERCHANT, BANK, CARRIER), LoopState::Matched { parties: 2 });
	});
}

#[test]
fn a_receipt_that_was_reversed_is_nobodys_word() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(record_as(ANY_ACCOUNT, Way::Recorded, TransactionInfo::Receipt(receipt(2, usd(7)))));
		assert_ok!(record_as(
			ANY_ACCOUNT,
			Way::Amended,
			TransactionInfo::Receipt(reversed(receipt(2, usd(7))))
		));
		assert_eq!(all_by(MERCHANT, MERCHANT, MERCHANT), LoopState::SelfStated);
	});
}

#[test]
fn every_document_is_shown_with_its_provider() {
	ExtBuilder.build_and_execute(|| {
		all_by(PLATFORM, BANK, CARRIER);
		let view = Reconciliation::view(&MERCHANT, &order_key(1)).unwrap();
		assert_eq!(view.order.unwrap().provider, PLATFORM);
		assert_eq!(view.receipts[0].provider, BANK);
		assert_eq!(view.waybills[0].document.as_ref().unwrap().provider, CARRIER);
		assert_eq!(view.parties, [MERCHANT, PLATFORM, BANK, CARRIER].into());
	});
}
