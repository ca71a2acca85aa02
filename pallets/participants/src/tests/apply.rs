// SPDX-License-Identifier: Apache-2.0

use crate::{mock::*, *};
use codec::Encode;
use frame_support::{assert_noop, assert_ok};
use sp_core::H256;
use sp_runtime::DispatchError::{self, BadOrigin};
use suyuan_primitives::{
	codes::{Country, CreditCode},
	parties::{
		Business::{self, *},
		NodeKind::{self, *},
	},
	traits::Register,
	ValueError,
};

/// The profile under another identity.
fn named(profile: Profile, name: &str, code: &str) -> Profile {
	let identity = Identity::Organisation { name: text(name), credit_code: code.parse().unwrap() };
	Profile { identity, ..profile }
}

fn with_nodes(profile: Profile, nodes: &[NodeKind]) -> Profile {
	Profile { nodes: nodes.to_vec().try_into().unwrap(), ..profile }
}

fn registered_in(country: &str, registration: &str) -> Profile {
	let identity = Identity::OverseasOrganisation {
		name: text("Warehouse GmbH"),
		country: Country(country.as_bytes().try_into().unwrap()),
		registration: text(registration),
	};
	Profile { identity, ..overseas() }
}

fn refuses(profile: Profile, error: Error<Test>) {
	assert_noop!(Registry::apply(signed(MERCHANT), profile), error);
}

#[test]
fn an_invited_account_hands_in_its_profile() {
	ExtBuilder::default().invited([MERCHANT]).build_and_execute(|| {
		System::set_block_number(7);
		assert_ok!(Registry::apply(signed(MERCHANT), merchant()));

		let application = Application {
			profile: merchant(),
			profile_hash: hash(&merchant()),
			applied_at: 7,
			check_digit_agrees: true,
			inner_digit_agrees: true,
			category_is_known: true,
		};
		assert_eq!(Applications::<Test>::get(MERCHANT), Some(application));
		assert_eq!(
			events(),
			[Event::Applied {
				who: MERCHANT,
				profile_hash: hash(&merchant()),
				profile: merchant(),
				check_digit_agrees: true,
				inner_digit_agrees: true,
				category_is_known: true,
			}]
		);
		// Nothing is granted yet.
		assert!(!Participants::<Test>::contains_key(MERCHANT));
		assert!(Invitations::<Test>::contains_key(MERCHANT));
		assert_eq!(Registrations::<Test>::iter().count(), 0);
	})
}

#[test]
fn the_hash_is_blake2_256_of_the_encoded_profile() {
	assert_eq!(hash(&merchant()), H256(sp_io::hashing::blake2_256(&merchant().encode())));
}

#[test]
fn every_kind_of_applicant_is_taken() {
	ExtBuilder::default().build_and_execute(|| {
		for (who, profile) in [
			(MERCHANT, merchant()),
			(CARRIER, carrier()),
			(BANK, bank()),
			(PLATFORM, platform()),
			(CONSUMER, consumer()),
		] {
			invite(CUSTOMS, who);
			assert_ok!(Registry::apply(signed(who), profile));
		}
		invite(TAX, OVERSEAS);
		assert_ok!(Registry::apply(signed(OVERSEAS), overseas()));
	})
}

#[test]
fn an_applicant_corrects_its_profile() {
	ExtBuilder::default().applied([(MERCHANT, merchant())]).build_and_execute(|| {
		let corrected = with_nodes(merchant(), &[TradingPlatform]);
		assert_ok!(Registry::apply(signed(MERCHANT), corrected.clone()));
		let application = Applications::<Test>::get(MERCHANT).unwrap();
		assert_eq!((application.profile_hash, application.profile), (hash(&corrected), corrected));
	})
}

#[test]
fn an_applicant_corrects_its_profile_after_its_invitation_lapsed() {
	ExtBuilder::default().applied([(MERCHANT, merchant())]).build_and_execute(|| {
		at(START + TERM);
		assert_ok!(Registry::apply(signed(MERCHANT), with_nodes(merchant(), &[])));
	})
}

#[test]
fn a_participant_whose_profile_changed_applies_while_the_old_one_stays_in_force() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		let before = Participants::<Test>::get(MERCHANT);
		let changed = named(merchant(), "深圳某某（集团）有限公司", "92371000MA3MXH0E3W");
		assert_ok!(Registry::apply(signed(MERCHANT), changed));

		assert_eq!(Participants::<Test>::get(MERCHANT), before);
		assert_eq!(Profiles::<Test>::get(MERCHANT), Some(merchant()));
		assert!(Pallet::<Test>::in_force(&MERCHANT).is_some());
	})
}

#[test]
fn a_participant_whose_admission_expired_applies_again() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		at(UNTIL);
		assert_ok!(Registry::apply(signed(MERCHANT), merchant()));
	})
}

#[test]
fn a_revoked_participant_that_was_invited_again_applies_again() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		revoke(MERCHANT);
		refuses(merchant(), Error::NotInvited);
		invite(CUSTOMS, MERCHANT);
		assert_ok!(Registry::apply(signed(MERCHANT), merchant()));
	})
}

#[test]
fn a_credit_code_with_a_wrong_check_digit_is_flagged_and_not_refused() {
	ExtBuilder::default().invited([MERCHANT]).build_and_execute(|| {
		let early = named(merchant(), "福建某某有限公司", "91350100M0001TGQXM");
		assert_ok!(Registry::apply(signed(MERCHANT), early.clone()));
		assert!(!Applications::<Test>::get(MERCHANT).unwrap().check_digit_agrees);
		let profile_hash = hash(&early);
		assert_eq!(
			events(),
			[Event::Applied {
				who: MERCHANT,
				profile_hash,
				profile: early,
				check_digit_agrees: false,
				inner_digit_agrees: true,
				category_is_known: true,
			}]
		);
	})
}

#[test]
fn a_credit_code_with_another_inner_digit_or_an_unknown_category_is_flagged_and_not_refused() {
	ExtBuilder::default().invited([MERCHANT]).build_and_execute(|| {
		for (code, inner, category) in
			[("91440300708461137T", false, true), ("44440300708461136T", true, false)]
		{
			assert_ok!(Registry::apply(signed(MERCHANT), named(merchant(), "某某", code)));
			let application = Applications::<Test>::get(MERCHANT).unwrap();
			assert_eq!((application.inner_digit_agrees, application.category_is_known), (inner, category));
		}
	})
}

#[test]
fn refuses_a_persons_identity_number_for_a_credit_code() {
	ExtBuilder::default().invited([MERCHANT]).build_and_execute(|| {
		refuses(named(merchant(), "张三", "11010519491231002X"), Error::PersonalIdentityNumber);
	})
}

#[test]
fn refuses_an_organisation_of_china_as_one_from_overseas() {
	ExtBuilder::default().invited([MERCHANT]).build_and_execute(|| {
		refuses(registered_in("CN", "914403001922038216"), Error::RegisteredInChina);
		// Their organisations have no credit code.
		for country in ["HK", "MO", "TW"] {
			assert_ok!(Registry::apply(signed(MERCHANT), registered_in(country, "1234567")));
		}
	})
}

#[test]
fn refuses_a_node_of_a_natural_person_and_of_a_final_consumer() {
	ExtBuilder::default().invited([MERCHANT]).build_and_execute(|| {
		for node in NodeKind::ALL {
			let person = Profile { business: FinalConsumer, ..consumer() };
			refuses(with_nodes(person, &[*node]), Error::NodeNotAllowed);
		}
		let organisation = || Profile { business: FinalConsumer, ..merchant() };
		refuses(with_nodes(organisation(), &[NodeKind::Manufacturer]), Error::NodeNotAllowed);
		assert_ok!(Registry::apply(signed(MERCHANT), with_nodes(organisation(), &[DomesticProcurement])));
	})
}

#[test]
fn refuses_a_name_that_looks_like_another() {
	ExtBuilder::default().invited([MERCHANT]).build_and_execute(|| {
		for (name, error) in [
			("深圳\u{200b}某某", Error::InvisibleCharacter),
			("\u{feff}深圳某某", Error::InvisibleCharacter),
			("深圳\u{202e}某某", Error::InvisibleCharacter),
			("深圳\u{3000}某某", Error::OtherSpace),
			("Zu\u{308}rich AG", Error::NotNormalized),
		] {
			refuses(named(merchant(), name, "914403001922038216"), error);
		}
	})
}

#[test]
fn who_has_no_credit_code_is_not_flagged() {
	ExtBuilder::default().applied([(OVERSEAS, overseas()), (CONSUMER, consumer())]).build_and_execute(|| {
		assert!(Applications::<Test>::iter_values().all(|application| {
			let Application { check_digit_agrees, inner_digit_agrees, category_is_known, .. } = application;
			check_digit_agrees && inner_digit_agrees && category_is_known
		}));
	})
}

#[test]
fn refuses_who_was_not_invited() {
	ExtBuilder::default().build_and_execute(|| refuses(merchant(), Error::NotInvited))
}

#[test]
fn refuses_who_let_its_invitation_lapse() {
	ExtBuilder::default().invited([MERCHANT]).build_and_execute(|| {
		at(START + TERM);
		refuses(merchant(), Error::NotInvited);
	})
}

#[test]
fn refuses_a_suspended_participant() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		suspend(MERCHANT);
		refuses(merchant(), Error::NotInvited);
	})
}

#[test]
fn refuses_the_holder_of_a_seat() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).invited([CARRIER]).build_and_execute(|| {
		assert_noop!(Registry::apply(signed(CUSTOMS), merchant()), Error::<Test>::HoldsSeat);
		// Whatever it was before.
		give_seat(MERCHANT);
		refuses(merchant(), Error::HoldsSeat);
		give_seat(CARRIER);
		assert_noop!(Registry::apply(signed(CARRIER), carrier()), Error::<Test>::HoldsSeat);
	})
}

#[test]
fn refuses_the_business_of_a_regulator() {
	ExtBuilder::default().invited([MERCHANT]).build_and_execute(|| {
		for business in [Commerce, Customs, ForeignExchange, Tax, PortOffice, MarketSupervision] {
			refuses(Profile { business, ..merchant() }, Error::RegulatorsDoNotApply);
		}
	})
}

#[test]
fn refuses_a_node_of_another_trade() {
	ExtBuilder::default().invited([MERCHANT]).build_and_execute(|| {
		refuses(with_nodes(merchant(), &[DomesticProcurement, PortClearance]), Error::NodeNotAllowed);
		refuses(with_nodes(carrier(), &[NodeKind::Manufacturer]), Error::NodeNotAllowed);
		refuses(with_nodes(bank(), &[TradingPlatform]), Error::NodeNotAllowed);
		// No trade entity attests that it was paid itself.
		refuses(with_nodes(merchant(), &[CrossBorderCollection]), Error::NodeNotAllowed);
		// Neither is an information provider in table 5.
		refuses(with_nodes(platform(), &[TradingPlatform]), Error::NodeNotAllowed);
		refuses(with_nodes(consumer(), &[CrossBorderCollection]), Error::NodeNotAllowed);
	})
}

#[test]
fn refuses_a_node_twice() {
	ExtBuilder::default().invited([MERCHANT]).build_and_execute(|| {
		refuses(
			with_nodes(merchant(), &[TradingPlatform, DomesticProcurement, TradingPlatform]),
			Error::DuplicateNode,
		);
	})
}

#[test]
fn a_participant_may_run_every_node_of_its_trade_or_none() {
	ExtBuilder::default().invited([MERCHANT]).build_and_execute(|| {
		let all = [NodeKind::Manufacturer, DomesticProcurement, TradingPlatform];
		assert_ok!(Registry::apply(signed(MERCHANT), with_nodes(merchant(), &all)));
		assert_ok!(Registry::apply(signed(MERCHANT), with_nodes(merchant(), &[])));
	})
}

#[test]
fn a_natural_person_is_a_consumer_or_holds_a_code_and_needs_no_documents() {
	ExtBuilder::default().invited([MERCHANT]).build_and_execute(|| {
		for business in [FinalConsumer, CodeHolder] {
			assert_ok!(Registry::apply(signed(MERCHANT), Profile { business, ..consumer() }));
		}
	})
}

#[test]
fn refuses_a_natural_person_in_an_organisations_business() {
	ExtBuilder::default().invited([MERCHANT]).build_and_execute(|| {
		for business in [
			ECommercePlatform,
			ECommerceEnterprise,
			Business::Manufacturer,
			Trader,
			Carrier,
			Bank,
			ComprehensiveServicePlatform,
		] {
			refuses(Profile { business, ..consumer() }, Error::NotANaturalPersonsBusiness);
		}
	})
}

#[test]
fn refuses_a_credit_code_under_which_another_participant_stands() {
	ExtBuilder::default().admitted([(CARRIER, merchant())]).invited([MERCHANT]).build_and_execute(|| {
		refuses(merchant(), Error::RegistrationTaken);
		// The name doesn't tell them apart, nor does the business.
		refuses(named(merchant(), "另一家公司", "914403001922038216"), Error::RegistrationTaken);
		refuses(Profile { identity: merchant().identity, ..bank() }, Error::RegistrationTaken);
		// Suspension and expiry free nothing.
		suspend(CARRIER);
		refuses(merchant(), Error::RegistrationTaken);
	})
}

#[test]
fn refuses_a_foreign_registration_under_which_another_participant_stands() {
	ExtBuilder::default().admitted([(OVERSEAS, overseas())]).invited([MERCHANT]).build_and_execute(|| {
		refuses(registered_in("DE", "HRB 12345"), Error::RegistrationTaken);
		// Another country's register, another number.
		assert_ok!(Registry::apply(signed(MERCHANT), registered_in("AT", "HRB 12345")));
		assert_ok!(Registry::apply(signed(MERCHANT), registered_in("DE", "HRB 12346")));
	})
}

#[test]
fn a_participant_keeps_its_own_registration_in_a_changed_profile() {
	ExtBuilder::default().admitted([(MERCHANT, merchant())]).build_and_execute(|| {
		assert_ok!(Registry::apply(signed(MERCHANT), with_nodes(merchant(), &[TradingPlatform])));
	})
}

#[test]
fn an_application_claims_no_registration_so_that_nobody_blocks_an_enterprise() {
	ExtBuilder::default().applied([(STRANGER, merchant())]).invited([MERCHANT]).build_and_execute(|| {
		assert_ok!(Registry::apply(signed(MERCHANT), merchant()));
	})
}

#[test]
fn refuses_an_empty_text() {
	ExtBuilder::default().invited([MERCHANT]).build_and_execute(|| {
		for empty in ["", " ", " 某某", "某某 "] {
			refuses(named(merchant(), empty, "914403001922038216"), Error::EmptyText);
			refuses(registered_in("DE", empty), Error::EmptyText);
		}
		let nameless = Identity::OverseasOrganisation {
			name: text(""),
			country: "DE".parse().unwrap(),
			registration: text("HRB 12345"),
		};
		refuses(Profile { identity: nameless, ..overseas() }, Error::EmptyText);
	})
}

#[test]
fn refuses_a_control_character() {
	ExtBuilder::default().invited([MERCHANT]).build_and_execute(|| {
		refuses(named(merchant(), "某\n某", "914403001922038216"), Error::ControlCharacter);
		refuses(registered_in("DE", "HRB\t12345"), Error::ControlCharacter);
	})
}

#[test]
fn refuses_a_credit_code_of_a_wrong_shape() {
	ExtBuilder::default().invited([MERCHANT]).build_and_execute(|| {
		for wrong in [b"91440300192203821O", b"914403001922038 16", b"91AB03001922038216"] {
			let identity = Identity::Organisation { name: text("某某"), credit_code: CreditCode(*wrong) };
			refuses(Profile { identity, ..merchant() }, Error::MalformedCode);
		}
	})
}

#[test]
fn refuses_a_country_that_does_not_exist() {
	ExtBuilder::default().invited([MERCHANT]).build_and_execute(|| {
		for wrong in ["XX", "de", "EU"] {
			refuses(registered_in(wrong, "HRB 12345"), Error::UnknownCountry);
		}
	})
}

#[test]
fn refuses_an_organisation_that_shows_no_documents() {
	ExtBuilder::default().invited([MERCHANT]).build_and_execute(|| {
		for profile in [merchant(), overseas()] {
			refuses(Profile { evidence: Default::default(), ..profile }, Error::EmptyList);
		}
	})
}

#[test]
fn the_vocabularys_refusals_keep_their_names() {
	for (refusal, error) in [
		(ValueError::EmptyText, Error::<Test>::EmptyText),
		(ValueError::ControlCharacter, Error::ControlCharacter),
		(ValueError::InvisibleCharacter, Error::InvisibleCharacter),
		(ValueError::OtherSpace, Error::OtherSpace),
		(ValueError::NotNormalized, Error::NotNormalized),
		(ValueError::MalformedCode, Error::MalformedCode),
		(ValueError::UnknownCountry, Error::UnknownCountry),
		(ValueError::EmptyList, Error::EmptyList),
	] {
		assert_eq!(format!("{refusal:?}"), format!("{error:?}"));
		assert_eq!(DispatchError::from(Error::<Test>::from(refusal)), error.into());
	}
}

#[test]
fn refuses_what_no_account_signed() {
	ExtBuilder::default().invited([MERCHANT]).build_and_execute(|| {
		for origin in unsigned() {
			assert_noop!(Registry::apply(origin, merchant()), BadOrigin);
		}
	})
}
