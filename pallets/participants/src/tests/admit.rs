// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_core::H256;
use sp_runtime::DispatchError::BadOrigin;
use suyuan_primitives::{
	parties::{NodeKind, ParticipantKind},
	traits::Register,
};

/// The call that the collective votes on.
fn verdict(who: AccountId, profile: &Profile) -> sp_runtime::DispatchResult {
	Registry::admit(signed(ADMITS), who, hash(profile), UNTIL)
}

fn edited() -> Profile {
	Profile { nodes: vec![NodeKind::TradingPlatform].try_into().unwrap(), ..merchant() }
}

#[test]
fn admits_an_applicant() {
	ExtBuilder::default().applied([(MERCHANT, merchant())]).build_and_execute(|| {
		assert_ok!(verdict(MERCHANT, &merchant()));

		let participant = Participant {
			kind: ParticipantKind::TradeEntity,
			nodes: merchant().nodes,
			status: Status::Active,
			until: UNTIL,
			admission: 1,
		};
		assert_eq!(Participants::<Test>::get(MERCHANT), Some(participant));
		assert_eq!(Profiles::<Test>::get(MERCHANT), Some(merchant()));
		let registration = merchant().identity.registration().unwrap();
		assert_eq!(Registrations::<Test>::get(registration), Some(MERCHANT));
		assert!(!Applications::<Test>::contains_key(MERCHANT));
		let profile_hash = hash(&merchant());
		assert_eq!(events(), [Event::Admitted { who: MERCHANT, profile_hash, until: UNTIL }]);
	})
}

#[test]
fn the_kind_follows_from_the_business() {
	ExtBuilder::default()
		.admitted([
			(MERCHANT, merchant()),
			(CARRIER, carrier()),
			(BANK, bank()),
			(PLATFORM, platform()),
			(CONSUMER, consumer()),
			(OVERSEAS, overseas()),
		])
		.build_and_execute(|| {
			for (who, kind) in [
				(MERCHANT, ParticipantKind::TradeEntity),
				(CARRIER, ParticipantKind::LogisticsEnterprise),
				(BANK, ParticipantKind::FinancialInstitution),
				(PLATFORM, ParticipantKind::ServicePlatform),
				(CONSUMER, ParticipantKind::ConsumerOrOther),
				(OVERSEAS, ParticipantKind::LogisticsEnterprise),
			] {
				assert_eq!(Pallet::<Test>::in_force(&who), Some(kind));
			}
		})
}

#[test]
fn the_invitation_is_used_up_and_its_inviter_may_invite_another() {
	ExtBuilder::default().applied([(MERCHANT, merchant())]).build_and_execute(|| {
		assert_eq!(Outstanding::<Test>::get(CUSTOMS), 1);
		assert_ok!(verdict(MERCHANT, &merchant()));
		assert!(!Invitations::<Test>::contains_key(MERCHANT));
		assert!(!Outstanding::<Test>::contains_key(CUSTOMS));
	})
}

#[test]
fn admits_an_applicant_whose_invitation_lapsed_meanwhile() {
	ExtBuilder::default().applied([(MERCHANT, merchant())]).build_and_execute(|| {
		at(START + TERM);
		assert_ok!(verdict(MERCHANT, &merchant()));
	})
}

#[test]
fn admits_a_natural_person_without_a_registration() {
	ExtBuilder::default().applied([(CONSUMER, consumer())]).build_and_execute(|| {
		assert_ok!(verdict(CONSUMER, &consumer()));
		assert_eq!(Registrations::<Test>::iter().count(), 0);
	})
}

#[test]
fn refuses_a_profile_edited_after_the_vote() {
	ExtBuilder::default().applied([(MERCHANT, merchant())]).build_and_execute(|| {
		apply(MERCHANT, edited());
		assert_noop!(verdict(MERCHANT, &merchant()), Error::<Test>::ProfileChanged);
		assert_ok!(verdict(MERCHANT, &edited()));
	})
}

#[test]
fn refuses_a_hash_of_nothing() {
	ExtBuilder::default().applied([(MERCHANT, merchant())]).build_and_execute(|| {
		assert_noop!(
			Registry::admit(signed(ADMITS), MERCHANT, H256::zero(), UNTIL),
			Error::<Test>::ProfileChanged
		);
	})
}

#[test]
fn a_profile_that_was_edited_and_edited_back_is_the_one_voted_on() {
	ExtBuilder::default().applied([(MERCHANT, merchant())]).build_and_execute(|| {
		apply(MERCHANT, edited());
		apply(MERCHANT, merchant());
		assert_ok!(verdict(MERCHANT, &merchant()));
	})
}

#[test]
fn refuses_who_did_not_apply() {
	ExtBuilder::default().admitted([(CARRIER, carrier())]).invited([MERCHANT]).build_and_execute(|| {
		for who in [MERCHANT, STRANGER, CUSTOMS] {
			assert_noop!(verdict(who, &merchant()), Error::<Test>::NoApplication);
		}
		assert_noop!(verdict(CARRIER, &carrier()), Error::<Test>::NoApplication);
	})
}

#[test]
fn refuses_an_admission_that_would_have_expired_already() {
	ExtBuilder::default().applied([(MERCHANT, merchant())]).build_and_execute(|| {
		for until in [0, START - 1, START] {
			assert_noop!(
				Registry::admit(signed(ADMITS), MERCHANT, hash(&merchant()), until),
				Error::<Test>::AlreadyExpired
			);
		}
		assert_ok!(Registry::admit(signed(ADMITS), MERCHANT, hash(&merchant()), START + 1));
	})
}

#[test]
fn of_two_that_claim_a_registration_the_first_to_be_admitted_gets_it() {
	ExtBuilder::default().applied([(MERCHANT, merchant()), (STRANGER, merchant())]).build_and_execute(|| {
		assert_ok!(verdict(MERCHANT, &merchant()));
		assert_noop!(verdict(STRANGER, &merchant()), Error::<Test>::RegistrationTaken);
	})
}

#[test]
fn a_changed_profile_comes_into_force_and_its_old_registration_is_free() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		let changed = Profile { identity: overseas().identity, ..bank() };
		apply(MERCHANT, changed.clone());
		assert_ok!(verdict(MERCHANT, &changed));

		assert_eq!(Profiles::<Test>::get(MERCHANT), Some(changed.clone()));
		assert_eq!(Pallet::<Test>::in_force(&MERCHANT), Some(ParticipantKind::FinancialInstitution));
		let registrations: Vec<_> = Registrations::<Test>::iter().collect();
		assert_eq!(registrations, [(changed.identity.registration().unwrap(), MERCHANT)]);
	})
}

#[test]
fn a_changed_profile_may_keep_its_registration() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		apply(MERCHANT, edited());
		assert_ok!(verdict(MERCHANT, &edited()));
		let registration = merchant().identity.registration().unwrap();
		assert_eq!(Registrations::<Test>::get(registration), Some(MERCHANT));
		assert_eq!(Participants::<Test>::get(MERCHANT).unwrap().nodes, edited().nodes);
	})
}

#[test]
fn an_expired_participant_is_in_force_again() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		at(UNTIL);
		apply(MERCHANT, merchant());
		assert_ok!(Registry::admit(signed(ADMITS), MERCHANT, hash(&merchant()), UNTIL + 1));
		assert!(Pallet::<Test>::in_force(&MERCHANT).is_some());
	})
}

#[test]
fn a_suspended_participant_stays_suspended_under_its_new_profile() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		apply(MERCHANT, edited());
		suspend(MERCHANT);
		assert_ok!(verdict(MERCHANT, &edited()));
		assert_eq!(Participants::<Test>::get(MERCHANT).unwrap().status, Status::Suspended);
		assert_eq!(Pallet::<Test>::in_force(&MERCHANT), None);
	})
}

#[test]
fn a_revoked_participant_comes_back_by_a_new_vote() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		revoke(MERCHANT);
		invite(CUSTOMS, MERCHANT);
		apply(MERCHANT, merchant());
		assert_ok!(verdict(MERCHANT, &merchant()));
		assert_eq!(Participants::<Test>::get(MERCHANT).unwrap().status, Status::Active);
	})
}

#[test]
fn a_revoked_participant_does_not_get_back_a_registration_that_another_took() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		revoke(MERCHANT);
		invite(CUSTOMS, MERCHANT);
		apply(MERCHANT, merchant());
		invite(CUSTOMS, STRANGER);
		apply(STRANGER, merchant());
		assert_ok!(verdict(STRANGER, &merchant()));
		assert_noop!(verdict(MERCHANT, &merchant()), Error::<Test>::RegistrationTaken);

		// Nor does it take it away when it comes back under another.
		apply(MERCHANT, bank());
		assert_ok!(verdict(MERCHANT, &bank()));
		let registration = merchant().identity.registration().unwrap();
		assert_eq!(Registrations::<Test>::get(registration), Some(STRANGER));
	})
}

#[test]
fn refuses_every_other_origin() {
	ExtBuilder::default().applied([(MERCHANT, merchant())]).build_and_execute(|| {
		for origin in without(ADMITS) {
			assert_noop!(Registry::admit(origin, MERCHANT, hash(&merchant()), UNTIL), BadOrigin);
		}
	})
}
