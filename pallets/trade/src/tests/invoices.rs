// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};

const INVOICE: MilestoneKind = MilestoneKind::Invoice;

#[test]
fn an_invoice_stands_once_on_the_chain_and_does_the_first_open_milestone() {
	ExtBuilder.build_and_execute(|| {
		let id = agreed(&[INVOICE, MANUAL, INVOICE]);
		assert_ok!(invoice(SELLER, id, 1));
		assert_eq!([0, 1, 2].map(|place| is_done(id, place)), [true, false, false]);
		assert_noop!(invoice(SELLER, id, 1), Error::<Test>::InvoiceTaken);
		let other = agreed(&[INVOICE]);
		assert_noop!(invoice(SELLER, other, 1), Error::<Test>::InvoiceTaken);
		assert_ok!(invoice(SELLER, id, 2));
		// Another one does no milestone, and is registered all the same.
		assert_ok!(invoice(SELLER, id, 3));
		assert_eq!(Invoices::<Test>::get(invoice_number(3)).unwrap().milestone, None);
		assert!(!is_done(other, 0));
	});
}

#[test]
fn an_invoice_of_a_finished_contract_is_used_no_second_time() {
	ExtBuilder.build_and_execute(|| {
		let id = agreed(&[INVOICE]);
		assert_ok!(invoice(SELLER, id, 1));
		assert_ok!(sign_off(SELLER, id));
		assert_ok!(sign_off(BUYER, id));
		let other = agreed(&[INVOICE]);
		assert_noop!(invoice(SELLER, other, 1), Error::<Test>::InvoiceTaken);
		assert_noop!(invoice(SELLER, id, 2), Error::<Test>::NotFound);
	});
}

#[test]
fn refuses_an_invoice_of_the_buyer_of_a_stranger_and_before_both_signed() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(sell(terms_of(&[INVOICE])));
		assert_noop!(invoice(SELLER, last(), 1), Error::<Test>::NotSigned);
		let id = agreed(&[INVOICE]);
		assert_noop!(invoice(BUYER, id, 1), Error::<Test>::NotSeller);
		assert_noop!(invoice(RIVAL, id, 1), Error::<Test>::NotParty);
		set_standing(SELLER, Standing::Suspended);
		assert_noop!(invoice(SELLER, id, 1), Error::<Test>::NotInForce);
	});
}

#[test]
fn refuses_a_number_that_is_not_all_digits() {
	ExtBuilder.build_and_execute(|| {
		let id = agreed(&[INVOICE]);
		for text in ["2644200000000000000A", "2644200000000000000 ", "-2644200000000000000"] {
			let number = text.parse().unwrap();
			let refused = signed(SELLER, Call::invoice { id, number, file_hash: [1; 32] });
			assert_noop!(refused, Error::<Test>::MalformedCode);
		}
	});
}

#[test]
fn a_number_that_a_rival_squats_is_struck_by_taxation_and_free_for_whose_it_is() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(offer(RIVAL, BUYER, Side::Seller, terms_of(&[INVOICE])));
		let squat = last();
		assert_ok!(sign(BUYER, squat));
		assert_ok!(invoice(RIVAL, squat, 1));
		assert_ok!(sign_off(RIVAL, squat));
		let id = agreed(&[INVOICE]);
		assert_noop!(invoice(SELLER, id, 1), Error::<Test>::InvoiceTaken);
		for who in [SELLER, RIVAL, COMMERCE, CUSTOMS] {
			assert_noop!(strike(who, 1), Error::<Test>::NotTaxation);
		}
		assert_noop!(strike(STRANGER, 1), Error::<Test>::NotInForce);
		assert_noop!(strike(TAXATION, 2), Error::<Test>::InvoiceNotFound);
		assert_ok!(strike(TAXATION, 1));
		assert!(!is_done(squat, 0) && !contract(squat).signed_off.seller);
		assert_ok!(invoice(SELLER, id, 1));
	});
}

#[test]
fn an_invoice_of_a_finished_contract_is_struck_and_leaves_it_finished() {
	ExtBuilder.build_and_execute(|| {
		let id = agreed(&[INVOICE]);
		assert_ok!(invoice(SELLER, id, 1));
		assert_ok!(sign_off(SELLER, id));
		assert_ok!(sign_off(BUYER, id));
		assert_ok!(strike(TAXATION, 1));
		assert_eq!(outcome(id), Some(Outcome::Completed));
		assert!(!Invoices::<Test>::contains_key(invoice_number(1)));
	});
}

#[test]
fn a_seat_strikes_no_invoice_of_its_own_contract() {
	for finishes in [false, true] {
		ExtBuilder.build_and_execute(|| {
			assert_ok!(offer(TAXATION, BUYER, Side::Seller, terms_of(&[INVOICE])));
			let id = last();
			assert_ok!(sign(BUYER, id));
			assert_ok!(invoice(TAXATION, id, 1));
			if finishes {
				assert_ok!(sign_off(TAXATION, id));
				assert_ok!(sign_off(BUYER, id));
			}
			assert_noop!(strike(TAXATION, 1), Error::<Test>::OwnCause);
		});
	}
}
