// SPDX-License-Identifier: Apache-2.0

use super::samples::*;
use crate::{mock::*, Document, Error, Event, WaybillSide, Waybills};
use frame_support::{assert_noop, assert_ok};
use suyuan_primitives::{
	items::{DeliveryException, LogisticsInfo, Transport},
	reconciliation::{Disagreement, Missing},
	values::{Mass, Money, Packages},
};

fn known(n: u32) -> Option<Document<WaybillSide, u64>> {
	Waybills::<Test>::get(MERCHANT, waybill_key(n)).document
}

#[test]
fn is_kept_with_what_it_carries() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(record_transport(Way::Recorded, transport(1, 2, 1_480)));
		let says = WaybillSide { packages: Packages(2), gross_weight: Mass { grams: 1_480 } };
		assert_eq!(known(1), Some(Document { says, provider: CARRIER, principal: None, imported: false }));
	});
}

#[test]
fn knows_no_order_and_so_changes_no_loop_by_itself() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(declare(declared()));
		assert_eq!(state(), open([Missing::Order, Missing::Waybill { waybill: waybill_key(1) }]));
		System::reset_events();
		assert_ok!(record_transport(Way::Recorded, transport(1, 2, 1_480)));
		assert!(states_in_events().is_empty());
		// Its own event tells what it carries, and that a declaration names it.
		let (waybill, document, named_by) = (waybill_key(1), known(1).unwrap(), 1);
		System::assert_last_event(
			Event::<Test>::WaybillChanged { merchant: MERCHANT, waybill, document, named_by }.into(),
		);
		// The loop is read with it from then on.
		assert_eq!(state(), open([Missing::Order]));
	});
}

#[test]
fn changes_nothing_when_it_is_recorded_of_another_unit() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(record_transport(Way::Recorded, transport(1, 2, 1_480)));
		let standing = known(1);
		System::reset_events();
		for way in [Way::Recorded, Way::Imported, Way::Amended] {
			assert_ok!(record_transport(way, transport(1, 2, 1_480)));
			assert_eq!(known(1), standing);
		}
		let mut dearer = transport(1, 2, 1_480);
		dearer.waybill.as_mut().unwrap().freight = Some(Money { minor_units: 1, ..usd(1) });
		assert_ok!(record_transport(Way::Recorded, dearer));
		assert_eq!(known(1), standing);
		assert_eq!(System::events(), []);
	});
}

#[test]
fn refuses_a_waybill_that_says_something_else() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(record_transport(Way::Recorded, transport(1, 2, 1_480)));
		for other in [transport(1, 3, 1_480), transport(1, 2, 1_481)] {
			for way in [Way::Recorded, Way::Imported] {
				assert_noop!(record_transport(way, other.clone()), Error::<Test>::WaybillDiffers);
			}
		}
	});
}

#[test]
fn gives_way_to_an_amendment() {
	ExtBuilder.build_and_execute(|| {
		close_the_loop();
		assert_ok!(record_transport(Way::Amended, transport(1, 3, 1_480)));
		let packages = Disagreement::Packages { carried: Packages(3), declared: Packages(2) };
		assert_eq!(state(), mismatch([packages]));
		assert_ok!(record_transport(Way::Amended, transport(1, 2, 1_480)));
		assert_eq!(state(), matched());
	});
}

#[test]
fn gives_way_to_any_record_after_it_was_imported() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(record_transport(Way::Imported, transport(1, 1, 10)));
		assert!(known(1).unwrap().imported);
		assert_ok!(record_transport(Way::Imported, transport(1, 2, 10)));
		assert!(known(1).unwrap().imported);
		assert_ok!(record_transport(Way::Recorded, transport(1, 2, 10)));
		assert!(!known(1).unwrap().imported);
		assert_noop!(record_transport(Way::Imported, transport(1, 1, 10)), Error::<Test>::WaybillDiffers);
	});
}

#[test]
fn of_another_merchants_units_is_another_document() {
	ExtBuilder.build_and_execute(|| {
		close_the_loop();
		let of_competitor = LogisticsInfo::Transport(transport(1, 9, 9));
		assert_ok!(record_logistics(COMPETITOR, Way::Amended, of_competitor));
		assert_eq!(state(), matched());
	});
}

#[test]
fn leaves_alone_what_is_no_waybill() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(record_transport(Way::Recorded, Transport { waybill: None, ..transport(1, 1, 1) }));
		let item = LogisticsInfo::DeliveryException(DeliveryException::NoneOccurred);
		assert_ok!(record_logistics(MERCHANT, Way::Recorded, item));
		assert_eq!(Waybills::<Test>::iter().count(), 0);
	});
}
