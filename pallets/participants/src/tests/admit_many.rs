// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, assert_storage_noop, traits::ConstU32, BoundedVec};
use sp_runtime::{DispatchError::BadOrigin, DispatchResult};
use suyuan_primitives::traits::Register;

type Motion = BoundedVec<Admission<AccountId>, ConstU32<MAX_ADMISSIONS>>;

fn admission(who: AccountId, profile: &Profile) -> Admission<AccountId> {
	Admission { who, profile_hash: hash(profile), until: UNTIL }
}

fn motion(admissions: &[Admission<AccountId>]) -> Motion {
	admissions.to_vec().try_into().unwrap()
}

fn admit_many(admissions: &[Admission<AccountId>]) -> DispatchResult {
	Registry::admit_many(signed(ADMITS), motion(admissions))
}

fn admitted(who: AccountId, profile: &Profile) -> Event<Test> {
	Event::Admitted { who, profile_hash: hash(profile), until: UNTIL }
}

fn failed(who: AccountId, error: Error<Test>) -> Event<Test> {
	Event::AdmissionFailed { who, error: error.into() }
}

#[test]
fn admits_many_applicants_in_one_motion() {
	ExtBuilder::default()
		.applied([(MERCHANT, merchant()), (CARRIER, carrier()), (BANK, bank()), (PLATFORM, platform())])
		.build_and_execute(|| {
			assert_ok!(admit_many(&[
				admission(MERCHANT, &merchant()),
				admission(CARRIER, &carrier()),
				admission(BANK, &bank()),
				admission(PLATFORM, &platform()),
			]));
			assert_eq!(
				events(),
				[
					admitted(MERCHANT, &merchant()),
					admitted(CARRIER, &carrier()),
					admitted(BANK, &bank()),
					admitted(PLATFORM, &platform()),
				]
			);
			for who in [MERCHANT, CARRIER, BANK, PLATFORM] {
				assert!(Pallet::<Test>::in_force(&who).is_some());
			}
		})
}

#[test]
fn an_edited_profile_does_not_hold_up_the_others() {
	ExtBuilder::default()
		.applied([(MERCHANT, merchant()), (CARRIER, carrier()), (BANK, bank())])
		.build_and_execute(|| {
			let verdicts =
				[admission(MERCHANT, &merchant()), admission(CARRIER, &carrier()), admission(BANK, &bank())];
			apply(CARRIER, overseas());
			System::reset_events();

			assert_ok!(admit_many(&verdicts));
			assert_eq!(
				events(),
				[
					admitted(MERCHANT, &merchant()),
					failed(CARRIER, Error::ProfileChanged),
					admitted(BANK, &bank()),
				]
			);
			assert_eq!(Pallet::<Test>::in_force(&CARRIER), None);
			assert!(Applications::<Test>::contains_key(CARRIER));
		})
}

#[test]
fn every_verdict_that_fails_says_why() {
	ExtBuilder::default()
		.applied([(MERCHANT, merchant()), (CARRIER, carrier()), (OVERSEAS, overseas())])
		.build_and_execute(|| {
			apply(MERCHANT, platform());
			System::reset_events();

			let verdicts = [
				admission(STRANGER, &merchant()),
				admission(MERCHANT, &merchant()),
				Admission { until: START, ..admission(CARRIER, &carrier()) },
				admission(OVERSEAS, &overseas()),
			];
			assert_ok!(admit_many(&verdicts));
			assert_eq!(
				events(),
				[
					failed(STRANGER, Error::NoApplication),
					failed(MERCHANT, Error::ProfileChanged),
					failed(CARRIER, Error::AlreadyExpired),
					admitted(OVERSEAS, &overseas()),
				]
			);
		})
}

#[test]
fn of_two_that_claim_a_registration_in_one_motion_the_first_gets_it() {
	ExtBuilder::default().applied([(MERCHANT, merchant()), (STRANGER, merchant())]).build_and_execute(|| {
		assert_ok!(admit_many(&[admission(STRANGER, &merchant()), admission(MERCHANT, &merchant())]));
		assert_eq!(events(), [admitted(STRANGER, &merchant()), failed(MERCHANT, Error::RegistrationTaken)]);
	})
}

#[test]
fn a_second_verdict_on_the_same_applicant_finds_no_application() {
	ExtBuilder::default().applied([(MERCHANT, merchant())]).build_and_execute(|| {
		let verdict = admission(MERCHANT, &merchant());
		assert_ok!(admit_many(&[verdict.clone(), verdict]));
		assert_eq!(events(), [admitted(MERCHANT, &merchant()), failed(MERCHANT, Error::NoApplication)]);
	})
}

#[test]
fn a_verdict_that_fails_writes_nothing_but_its_event() {
	ExtBuilder::default()
		.applied([(MERCHANT, merchant()), (CARRIER, merchant()), (BANK, bank())])
		.build_and_execute(|| {
			admit(CARRIER, &merchant());
			System::reset_events();

			assert_storage_noop!({
				assert_ok!(admit_many(&[
					admission(MERCHANT, &merchant()),
					admission(BANK, &carrier()),
					Admission { until: 0, ..admission(BANK, &bank()) },
					admission(STRANGER, &merchant()),
				]));
				assert_eq!(
					events(),
					[
						failed(MERCHANT, Error::RegistrationTaken),
						failed(BANK, Error::ProfileChanged),
						failed(BANK, Error::AlreadyExpired),
						failed(STRANGER, Error::NoApplication),
					]
				);
			});
		})
}

#[test]
fn a_motion_that_names_nobody_does_nothing() {
	ExtBuilder::default().applied([(MERCHANT, merchant())]).build_and_execute(|| {
		assert_storage_noop!({
			assert_ok!(admit_many(&[]));
		});
	})
}

#[test]
fn a_motion_is_bounded() {
	let one_too_many = vec![admission(MERCHANT, &merchant()); MAX_ADMISSIONS as usize + 1];
	assert!(Motion::try_from(one_too_many).is_err());
}

#[test]
fn refuses_every_other_origin() {
	ExtBuilder::default().applied([(MERCHANT, merchant())]).build_and_execute(|| {
		for origin in without(ADMITS) {
			let motion = motion(&[admission(MERCHANT, &merchant())]);
			assert_noop!(Registry::admit_many(origin, motion), BadOrigin);
		}
	})
}
