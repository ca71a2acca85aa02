// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{DispatchError::BadOrigin, DispatchResult};
use suyuan_primitives::{items::CustomsStatus::*, values::Moment};

fn cancel_as(who: AccountId) -> DispatchResult {
	dispatch(who, Call::cancel { entry_number: entry(1), reason: reason() })
}

#[test]
fn frees_units_and_order_and_takes_the_matter_off_every_work_list() {
	ExtBuilder.declared(|| {
		assert_ok!(decide(TAX, 1, true));
		at(START + 9);
		events();
		assert_ok!(cancel_as(EXPORTER));

		let declaration = declaration(1);
		assert_eq!((declaration.status, declaration.code), (Cancelled, 0));
		assert_eq!(declaration.changed_at, Moment(START + 9));
		assert_eq!(DeclaredIn::<Test>::get(unit(0)), None);
		assert_eq!(declared_side(EXPORTER, &order(0)), None);
		assert_eq!(WorkList::<Test>::iter().count(), 0);
		assert_eq!(written(), [(unit(0), EXPORTER, status_item(1, Cancelled, START + 9))]);
		assert_eq!(
			events(),
			[
				Event::Cancelled { entry_number: entry(1), reason: reason(), by: EXPORTER },
				Event::StatusChanged {
					entry_number: entry(1),
					from: Declared,
					to: Cancelled,
					code: 0,
					changed_at: Moment(START + 9),
					by: EXPORTER,
					released_loop: None,
				},
			]
		);
	})
}

#[test]
fn a_broker_cancels_for_who_lets_it() {
	ExtBuilder.declared(|| {
		assert_ok!(cancel_as(BROKER));
		assert_eq!(written()[0].1, BROKER);
	})
}

#[test]
fn cancels_what_was_rejected_and_leaves_alone_who_declared_the_same_since() {
	ExtBuilder.declared(|| {
		go_through(1, [Rejected]);
		declare(2, form([0]));
		assert_ok!(cancel_as(EXPORTER));
		assert_eq!(declaration(1).status, Cancelled);
		assert_eq!(DeclaredIn::<Test>::get(unit(0)), Some(entry(2)));
		assert_eq!(declared_side(EXPORTER, &order(0)).unwrap().entry_number, entry(2));
	})
}

#[test]
fn is_no_earlier_than_what_it_cancels() {
	ExtBuilder.filed(|| {
		let ahead = Moment(START + MAX_FUTURE);
		declare(1, Form { heading: Heading { declared_at: ahead, ..heading() }, ..form([0]) });
		assert_ok!(cancel_as(EXPORTER));
		assert_eq!(declaration(1).changed_at, ahead);
	})
}

#[test]
fn needs_no_filing() {
	ExtBuilder.declared(|| {
		assert_ok!(Customs::withdraw_filing(signed(EXPORTER)));
		assert_ok!(cancel_as(EXPORTER));
	})
}

#[test]
fn refuses_every_origin_but_a_signed_one() {
	ExtBuilder.declared(|| {
		for origin in unsigned() {
			let outcome = Customs::cancel(origin, entry(1), reason()).map_err(|failure| failure.error);
			assert_noop!(outcome, BadOrigin);
		}
	})
}

#[test]
fn refuses_an_account_not_in_force_or_not_authorized() {
	ExtBuilder.declared(|| {
		for who in [COMPETITOR, CARRIER, CUSTOMS] {
			assert_noop!(cancel_as(who), Error::<Test>::NotAuthorized);
		}
		authorize(EXPORTER, BROKER, &[]);
		assert_noop!(cancel_as(BROKER), Error::<Test>::NotAuthorized);
		suspend(EXPORTER);
		for who in [EXPORTER, STRANGER] {
			assert_noop!(cancel_as(who), Error::<Test>::NotInForce);
		}
	})
}

#[test]
fn refuses_what_was_never_declared() {
	ExtBuilder.filed(|| {
		assert_noop!(cancel_as(EXPORTER), Error::<Test>::NotFound);
	})
}

#[test]
fn refuses_what_is_in_the_hands_of_customs_or_settled() {
	for statuses in [
		vec![Received],
		vec![Received, ManualReview],
		vec![Received, Inspection],
		vec![Received, Inspection, Detained],
		vec![Received, Concluded],
		vec![Received, Inspection, Returned],
		vec![Cancelled],
	] {
		ExtBuilder.declared(|| {
			go_through(1, statuses);
			assert_noop!(cancel_as(EXPORTER), Error::<Test>::InCustomsHands);
		})
	}
	ExtBuilder.declared(|| {
		release(1);
		assert_noop!(cancel_as(EXPORTER), Error::<Test>::InCustomsHands);
	});
}

#[test]
fn refuses_to_cancel_for_no_reason() {
	ExtBuilder.declared(|| {
		for (reason, error) in [("", Error::<Test>::EmptyText), ("a\tb", Error::ControlCharacter)] {
			let call = Call::cancel { entry_number: entry(1), reason: text(reason) };
			assert_noop!(dispatch(EXPORTER, call), error);
		}
	})
}
