// SPDX-License-Identifier: Apache-2.0

use super::samples::*;
use crate::{mock::*, Allotment, Document, LoopView, NamedWaybill, OrderSide, ReceiptSide, WaybillSide};
use codec::{Decode, Encode};
use frame_support::{assert_ok, BoundedVec};
use suyuan_primitives::{
	reconciliation::{DeclaredSide, Missing},
	values::{Mass, Packages},
};

fn view() -> Option<LoopView<u64>> {
	Reconciliation::view(&MERCHANT, &order_key(1))
}

#[test]
fn shows_every_document_and_which_of_them_were_imported() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(record_order(Way::Recorded, order()));
		assert_ok!(record_receipt(Way::Imported, receipt(1, usd(100))));
		assert_ok!(record_receipt(Way::Recorded, reversed(receipt(2, usd(50)))));
		assert_ok!(record_transport(Way::Imported, transport(1, 2, 1_480)));
		let waybills = BoundedVec::truncate_from(vec![waybill_key(1), waybill_key(2)]);
		let declared = DeclaredSide { waybills, ..declared() };
		assert_ok!(declare(declared.clone()));

		let receipt = |number, amount, reversed| {
			let (institution, number) = (text("Bank"), text(number));
			ReceiptSide { institution, number, amount, reversed, settled: true }
		};
		let whole = Allotment { named_by: 1, whole_by: 1, packages: 0, grams: 0 };
		let carried = WaybillSide { packages: Packages(2), gross_weight: Mass { grams: 1_480 } };
		let expected = LoopView {
			order: Some(Document {
				says: OrderSide { amount: usd(100), lines: None },
				provider: PLATFORM,
				principal: None,
				imported: false,
			}),
			receipts: vec![
				Document {
					says: receipt("R-1", usd(100), false),
					provider: MERCHANT,
					principal: None,
					imported: true,
				},
				Document {
					says: receipt("R-2", usd(50), true),
					provider: BANK,
					principal: None,
					imported: false,
				},
			],
			received: vec![usd(100)],
			unsettled: vec![],
			declared: Some(declared),
			waybills: vec![
				NamedWaybill {
					key: waybill_key(1),
					document: Some(Document {
						says: carried,
						provider: MERCHANT,
						principal: None,
						imported: true,
					}),
					allotted: whole,
				},
				NamedWaybill { key: waybill_key(2), document: None, allotted: whole },
			],
			parties: [MERCHANT, PLATFORM].into(),
			released: false,
			state: open([Missing::Waybill { waybill: waybill_key(2) }]),
			digest: standing().digest,
		};
		assert_eq!(view(), Some(expected.clone()));
		assert_eq!(views_in_events().pop(), Some(expected.clone()));
		assert_eq!(LoopView::<u64>::decode(&mut &expected.encode()[..]), Ok(expected));
	});
}

#[test]
fn shows_the_state_that_other_pallets_read() {
	ExtBuilder.build_and_execute(|| {
		close_the_loop();
		assert_eq!(view().map(|view| view.state), Some(matched()));
	});
}

#[test]
fn shows_nothing_of_an_order_of_which_no_document_is_known() {
	ExtBuilder.build_and_execute(|| {
		close_the_loop();
		assert_eq!(Reconciliation::view(&MERCHANT, &order_key(2)), None);
		assert_eq!(Reconciliation::view(&COMPETITOR, &order_key(1)), None);
	});
}
