// SPDX-License-Identifier: Apache-2.0

//! Tests of the answers that units ask for before they close.

use crate::mock::*;
use frame_support::assert_ok;
use suyuan_primitives::{items::CustomsStatus::*, traits::Clearance};

fn is_under_clearance() -> bool {
	Customs::is_under_clearance(&unit(0))
}

#[test]
fn a_unit_is_under_clearance_from_the_declaration_until_customs_are_done() {
	ExtBuilder.filed(|| {
		assert!(!is_under_clearance());
		declare(1, form([0]));
		assert!(is_under_clearance());
		assert!(!Customs::is_under_clearance(&unit(1)));
		release(1);
		assert!(is_under_clearance());
		go_through(1, [Closed]);
		assert!(!is_under_clearance());
		go_through(1, [Returned]);
		assert!(!is_under_clearance());
	})
}

#[test]
fn a_unit_is_not_under_a_clearance_that_came_to_nothing() {
	for statuses in [vec![Rejected], vec![Cancelled], vec![Received, Inspection, Returned]] {
		ExtBuilder.declared(|| {
			go_through(1, statuses);
			assert!(!is_under_clearance());
		})
	}
}

#[test]
fn a_unit_that_was_taken_out_is_free() {
	ExtBuilder.declared(|| {
		assert_ok!(Customs::amend(signed(EXPORTER), entry(1), form([1])));
		assert!(!is_under_clearance());
		assert!(Customs::is_under_clearance(&unit(1)));
	})
}
