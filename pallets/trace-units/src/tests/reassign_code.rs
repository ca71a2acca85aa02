// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, Call, Error, Event};
use frame_support::{assert_noop, assert_ok};

#[test]
fn gives_a_unit_and_its_custody_to_whom_its_code_belongs() {
	ExtBuilder::default().build_and_execute(|| {
		license(&item(1).code, false);
		assert_ok!(register(TRADER, item(1)));
		assert_ok!(offer(TRADER, item(1), CARRIER));
		assert_ok!(reassign(REGULATOR, item(1), OTHER_TRADER));
		let after = unit(&item(1).code);
		assert_eq!((after.owner, after.custodian, after.offer), (OTHER_TRADER, OTHER_TRADER, None));
		assert!(!after.unproven_right);
		let event = Event::CodeReassigned {
			code: item(1).code,
			from: TRADER,
			to: OTHER_TRADER,
			custodian: OTHER_TRADER,
			by: REGULATOR,
			reason: note("of another's brand"),
		};
		System::assert_last_event(event.into());
		assert_noop!(close(TRADER, item(1).code), Error::<Test>::NotOwner);
	});
}

#[test]
fn leaves_the_unit_with_whoever_holds_it_in_what_it_is_packed_in() {
	ExtBuilder::default().with([item(1), item(2), carton(1)]).build_and_execute(|| {
		assert_ok!(hand_over(TRADER, item(1), CARRIER));
		assert_ok!(pack(TRADER, carton(1), [item(2)]));
		assert_ok!(quarantine(TRADER, item(2)));
		for unit in [item(1), item(2)] {
			assert_ok!(reassign(REGULATOR, unit, OTHER_TRADER));
		}
		assert_eq!(custodian(item(1)), CARRIER);
		assert_eq!(custodian(item(2)), TRADER);
		assert!(unit(&item(2).code).hold.is_some());
	});
}

#[test]
fn confirms_the_right_of_the_owner_itself() {
	ExtBuilder::default().build_and_execute(|| {
		license(&item(1).code, false);
		assert_ok!(register(TRADER, item(1)));
		assert_ok!(reassign(REGULATOR, item(1), TRADER));
		assert!(!unit(&item(1).code).unproven_right);
	});
}

#[test]
fn refuses_all_but_market_supervision() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		let (to, reason) = (OTHER_TRADER, note("mine"));
		assert_refuses_unsigned_and_not_in_force(Call::reassign_code { code: item(1).code, to, reason });
		for who in [TRADER, OTHER_TRADER, CARRIER, BANK, PLATFORM, CONSUMER] {
			assert_noop!(reassign(who, item(1), OTHER_TRADER), Error::<Test>::NotMarketSupervision);
		}
	});
}

#[test]
fn refuses_a_new_owner_that_could_not_have_registered_it() {
	ExtBuilder::default().with([item(1), carton(1), service(1)]).build_and_execute(|| {
		for (unit, to, error) in [
			(item(1), STRANGER, Error::<Test>::RecipientNotInForce),
			(item(1), SUSPENDED_TRADER, Error::RecipientNotInForce),
			(item(1), CARRIER, Error::NotTradeEntity),
			(carton(1), BANK, Error::NeitherTradeNorLogistics),
			(service(1), CONSUMER, Error::ToSelf),
			(item(2), OTHER_TRADER, Error::NotFound),
		] {
			assert_noop!(reassign(REGULATOR, unit, to), error);
		}
		assert_ok!(reassign(REGULATOR, carton(1), CARRIER));
	});
}

#[test]
fn refuses_what_customs_are_at_work_on_or_what_left() {
	ExtBuilder::default().with([item(1), item(2)]).build_and_execute(|| {
		set_under_clearance(&item(1).code, true);
		assert_noop!(reassign(REGULATOR, item(1), OTHER_TRADER), Error::<Test>::UnderClearance);
		set_under_clearance(&item(1).code, false);
		assert_ok!(reassign(REGULATOR, item(1), OTHER_TRADER));
		leave(&item(2).code, "530420260000000001");
		assert_noop!(reassign(REGULATOR, item(2), OTHER_TRADER), Error::<Test>::HasLeft);
	});
}

#[test]
fn refuses_a_reason_that_says_nothing() {
	ExtBuilder::default().with([item(1)]).build_and_execute(|| {
		for (text, error) in [("", Error::<Test>::EmptyText), ("a\tb", Error::ControlCharacter)] {
			let call = Call::reassign_code { code: item(1).code, to: OTHER_TRADER, reason: note(text) };
			assert_noop!(signed(REGULATOR, call), error);
		}
	});
}

#[test]
fn confirms_the_right_of_an_owner_without_forgetting_whom_it_has_the_unit_from() {
	ExtBuilder::default().build_and_execute(|| {
		license(&item(1).code, false);
		assert_ok!(register(TRADER, item(1)));
		assert_ok!(sell(TRADER, [item(1)], OTHER_TRADER));
		let offer = offer_title(OTHER_TRADER, [item(1)], THIRD_TRADER).unwrap();
		assert_ok!(reassign(REGULATOR, item(1), OTHER_TRADER));
		let after = unit(&item(1).code);
		assert_eq!((&after.former_owners[..], after.unproven_right), (&[TRADER][..], false));
		assert_ok!(accept_title(THIRD_TRADER, [item(1)], offer));
		let circle = offer_title(THIRD_TRADER, [item(1)], TRADER);
		assert_noop!(circle, Error::<Test>::TitleCircle);
	});
}
