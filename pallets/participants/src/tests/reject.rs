// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{DispatchError::BadOrigin, DispatchResult};
use suyuan_primitives::traits::Register;

fn reject(who: AccountId, profile: &Profile) -> DispatchResult {
	Registry::reject(signed(ADMITS), who, hash(profile), reason())
}

#[test]
fn turns_an_application_down_with_a_reason() {
	ExtBuilder::default().applied([(MERCHANT, merchant())]).build_and_execute(|| {
		assert_ok!(reject(MERCHANT, &merchant()));
		assert!(!Applications::<Test>::contains_key(MERCHANT));
		assert!(!Participants::<Test>::contains_key(MERCHANT));
		let profile_hash = hash(&merchant());
		assert_eq!(events(), [Event::Rejected { who: MERCHANT, profile_hash, reason: reason() }]);
	})
}

#[test]
fn the_applicant_may_correct_its_profile_while_its_invitation_stands() {
	ExtBuilder::default().applied([(MERCHANT, merchant())]).build_and_execute(|| {
		assert_ok!(reject(MERCHANT, &merchant()));
		assert_ok!(Registry::apply(signed(MERCHANT), bank()));
	})
}

#[test]
fn the_applicant_needs_a_new_invitation_once_its_own_lapsed() {
	ExtBuilder::default().applied([(MERCHANT, merchant())]).build_and_execute(|| {
		at(START + TERM);
		assert_ok!(reject(MERCHANT, &merchant()));
		assert_noop!(Registry::apply(signed(MERCHANT), bank()), Error::<Test>::NotInvited);
	})
}

#[test]
fn a_profile_in_force_stays_in_force() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		apply(MERCHANT, bank());
		assert_ok!(reject(MERCHANT, &bank()));
		assert_eq!(Profiles::<Test>::get(MERCHANT), Some(merchant()));
		assert!(Pallet::<Test>::in_force(&MERCHANT).is_some());
	})
}

#[test]
fn refuses_a_profile_edited_after_the_vote() {
	ExtBuilder::default().applied([(MERCHANT, merchant())]).build_and_execute(|| {
		apply(MERCHANT, bank());
		assert_noop!(reject(MERCHANT, &merchant()), Error::<Test>::ProfileChanged);
	})
}

#[test]
fn refuses_who_did_not_apply() {
	ExtBuilder::default().admitted([(CARRIER, carrier())]).invited([MERCHANT]).build_and_execute(|| {
		assert_noop!(reject(MERCHANT, &merchant()), Error::<Test>::NoApplication);
		assert_noop!(reject(CARRIER, &carrier()), Error::<Test>::NoApplication);
		assert_noop!(reject(STRANGER, &merchant()), Error::<Test>::NoApplication);
	})
}

#[test]
fn refuses_a_reason_that_says_nothing() {
	ExtBuilder::default().applied([(MERCHANT, merchant())]).build_and_execute(|| {
		let reject = |reason| Registry::reject(signed(ADMITS), MERCHANT, hash(&merchant()), text(reason));
		assert_noop!(reject(""), Error::<Test>::EmptyText);
		assert_noop!(reject(" 证照不符"), Error::<Test>::EmptyText);
		assert_noop!(reject("证照\n不符"), Error::<Test>::ControlCharacter);
	})
}

#[test]
fn refuses_every_other_origin() {
	ExtBuilder::default().applied([(MERCHANT, merchant())]).build_and_execute(|| {
		for origin in without(ADMITS) {
			assert_noop!(Registry::reject(origin, MERCHANT, hash(&merchant()), reason()), BadOrigin);
		}
	})
}
