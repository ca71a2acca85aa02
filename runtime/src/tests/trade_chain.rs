// SPDX-License-Identifier: Apache-2.0

//! Tests of the trade chain wired together: seats and departments, admission, and a unit read back.

use super::{motion, preset, signed::sign};
use crate::{
	apis::trace, configs::keys::ProxyType, tx_extension::extension, CustomsInfo, Executive, LogisticsInfo,
	Participants, ProductInfo, Regulators, Runtime, RuntimeCall, RuntimeOrigin, System, TraceUnits,
	UncheckedExtrinsic,
};
use frame_support::{
	assert_noop, assert_ok,
	instances::{Instance1, Instance3},
	traits::InstanceFilter,
};
use pallet_participants::{AdmissionError, Identity, Profile};
use pallet_trace_units::{Archived, NewUnit, NewUnitOf, UnitKind, Used};
use sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie, Dave, Eve, Ferdie};
use sp_runtime::{
	generic::Era,
	transaction_validity::{
		InvalidTransaction, TransactionSource, TransactionValidity, TransactionValidityError,
		ValidTransaction,
	},
	DispatchError,
};
use suyuan_primitives::{
	codes::TraceCode,
	items::{self, Production},
	parties::{Business, Department, NodeKind, ParticipantKind},
	requirement::{Category, TraceMode},
	traits::Register,
	values::{Evidence, EvidenceKind, MeasureUnit, Moment, Note, Place, Quantity, ShelfLife},
};

const YEAR: u64 = 365 * 24 * 60 * 60 * 1_000;

fn signed(who: Sr25519Keyring) -> RuntimeOrigin {
	RuntimeOrigin::signed(who.to_account_id())
}

fn code() -> TraceCode {
	"01/06901234567892/21/SN-0001".parse().unwrap()
}

fn product() -> NewUnitOf<Runtime> {
	NewUnit { code: code(), kind: UnitKind::Item { mode: TraceMode::FullChain } }
}

/// Kilograms of a material by its lot.
fn material(lot: &str, kilograms: u64) -> NewUnitOf<Runtime> {
	let quantity = Quantity { thousandths: kilograms * 1_000, unit: MeasureUnit::Kilogram };
	NewUnit {
		code: format!("01/06901234567892/10/{lot}").parse().unwrap(),
		kind: UnitKind::Batch { mode: TraceMode::FullChain, quantity },
	}
}

fn carton() -> NewUnitOf<Runtime> {
	NewUnit { code: "00/106141412345678908".parse().unwrap(), kind: UnitKind::LogisticUnit }
}

fn carrier() -> Profile {
	Profile {
		business: Business::Carrier,
		nodes: vec![NodeKind::InternationalTransport].try_into().unwrap(),
		identity: Identity::Organisation {
			name: "深圳市远航物流有限公司".try_into().unwrap(),
			credit_code: "914403001922038216".parse().unwrap(),
		},
		evidence: vec![Evidence { kind: EvidenceKind::BusinessLicence, sha256: [8; 32] }].try_into().unwrap(),
	}
}

fn manufacturer() -> Profile {
	Profile {
		business: Business::Manufacturer,
		nodes: vec![NodeKind::Manufacturer].try_into().unwrap(),
		identity: Identity::Organisation {
			name: "深圳市声澜电子有限公司".try_into().unwrap(),
			credit_code: "91440300708461136T".parse().unwrap(),
		},
		evidence: vec![Evidence { kind: EvidenceKind::BusinessLicence, sha256: [7; 32] }].try_into().unwrap(),
	}
}

/// Invites an account, has it apply and admits it.
fn admit(who: Sr25519Keyring, profile: Profile) {
	let account = who.to_account_id();
	let hash = Participants::profile_hash(&profile);
	assert_ok!(Participants::invite(signed(Alice), account.clone(), Default::default()));
	assert_ok!(Participants::apply(signed(who), profile));
	assert_ok!(Participants::admit(motion(3), account, hash, YEAR));
}

fn remark() -> RuntimeCall {
	frame_system::Call::remark { remark: vec![] }.into()
}

fn recording() -> RuntimeCall {
	let item = items::ProductInfo::Production(Production {
		producer: "深圳市声澜电子有限公司".try_into().unwrap(),
		country: "CN".parse().unwrap(),
		produced_at: Moment(0),
		address: None,
		contact: None,
		licence: None,
	});
	pallet_info_block::Call::<Runtime, Instance1>::record { code: code(), item }.into()
}

/// The validity of a transaction, as the pool asks for it.
fn validity(signer: Sr25519Keyring, call: RuntimeCall) -> TransactionValidity {
	let transaction = sign(signer, System::account_nonce(signer.to_account_id()), call);
	Executive::validate_transaction(TransactionSource::External, transaction, System::block_hash(0))
}

fn refused(error: AdmissionError) -> TransactionValidity {
	Err(TransactionValidityError::from(error))
}

#[test]
fn every_seat_of_a_preset_has_its_department() {
	for name in ["development", "local_testnet"] {
		preset(name).execute_with(|| {
			let departments = [
				(Alice, Department::Customs),
				(Bob, Department::Tax),
				(Charlie, Department::ForeignExchange),
				(Dave, Department::MarketSupervision),
			];
			for (regulator, department) in departments {
				let regulator = regulator.to_account_id();
				assert_eq!(Participants::department(&regulator), Some(department));
				assert_eq!(Participants::in_force(&regulator), Some(ParticipantKind::Regulator));
			}
		});
	}
}

#[test]
fn a_new_regulator_is_admitted_and_one_voted_out_no_longer() {
	preset("local_testnet").execute_with(|| {
		assert_eq!(validity(Eve, remark()), refused(AdmissionError::NotAdmitted));
		assert_ok!(Regulators::add_member(motion(3), Eve.to_account_id().into()));
		assert_ok!(Participants::assign_department(motion(3), Eve.to_account_id(), Department::Commerce));
		assert!(validity(Eve, remark()).is_ok());

		assert!(validity(Dave, remark()).is_ok());
		assert_ok!(Regulators::remove_member(motion(3), Dave.to_account_id().into()));
		assert_eq!(validity(Dave, remark()), refused(AdmissionError::NotAdmitted));
		assert_eq!(Participants::department(&Dave.to_account_id()), None);
	});
}

#[test]
fn refuses_strangers_and_admits_applicants_participants_and_regulators() {
	preset("development").execute_with(|| {
		let priority =
			|validity: TransactionValidity| validity.map(|ValidTransaction { priority, .. }| priority);
		let apply = || RuntimeCall::from(pallet_participants::Call::apply { profile: manufacturer() });

		assert_eq!(validity(Eve, apply()), refused(AdmissionError::NotAdmitted));
		assert_ok!(Participants::invite(signed(Alice), Eve.to_account_id(), Default::default()));
		let applicant = priority(validity(Eve, apply())).unwrap();
		assert_eq!(validity(Eve, remark()), refused(AdmissionError::MayOnlyApply));

		assert_ok!(Participants::apply(signed(Eve), manufacturer()));
		let hash = Participants::profile_hash(&manufacturer());
		assert_ok!(Participants::admit(motion(3), Eve.to_account_id(), hash, YEAR));
		assert_eq!(validity(Eve, remark()), refused(AdmissionError::CallNotAllowed));
		let participant = priority(validity(Eve, recording())).unwrap();
		let regulator = priority(validity(Alice, remark())).unwrap();
		assert!(applicant < participant && participant < regulator);

		let reason: Note = "重复登记".try_into().unwrap();
		assert_ok!(Participants::suspend(motion(2), Eve.to_account_id(), reason));
		assert_eq!(validity(Eve, recording()), refused(AdmissionError::Suspended));
	});
}

#[test]
fn an_unsigned_transaction_is_refused() {
	preset("development").execute_with(|| {
		let bare = UncheckedExtrinsic::new_bare(remark());
		let validity =
			Executive::validate_transaction(TransactionSource::External, bare, System::block_hash(0));
		assert_eq!(validity, Err(InvalidTransaction::Call.into()));

		let general = UncheckedExtrinsic::new_transaction(remark(), extension(Era::Immortal, 0));
		let validity =
			Executive::validate_transaction(TransactionSource::External, general, System::block_hash(0));
		assert_eq!(validity, Err(InvalidTransaction::UnknownOrigin.into()));
	});
}

#[test]
fn the_powers_need_the_votes_that_the_guide_for_regulators_says() {
	preset("local_testnet").execute_with(|| {
		let eve = Eve.to_account_id();
		let reason = || Note::try_from("核查").unwrap();
		let hash = Participants::profile_hash(&manufacturer());
		assert_ok!(Participants::invite(signed(Bob), eve.clone(), Default::default()));
		assert_ok!(Participants::apply(signed(Eve), manufacturer()));

		// Half is not more than half.
		assert_noop!(Participants::admit(motion(2), eve.clone(), hash, YEAR), DispatchError::BadOrigin);
		assert_ok!(Participants::admit(motion(3), eve.clone(), hash, YEAR));
		assert_noop!(Participants::suspend(motion(1), eve.clone(), reason()), DispatchError::BadOrigin);
		assert_ok!(Participants::suspend(motion(2), eve.clone(), reason()));
		// No third takes back what another third decided.
		assert_noop!(Participants::reinstate(motion(2), eve.clone()), DispatchError::BadOrigin);
		assert_ok!(Participants::reinstate(motion(3), eve.clone()));
		assert_noop!(Participants::revoke(motion(2), eve.clone(), reason()), DispatchError::BadOrigin);
		assert_ok!(Participants::revoke(motion(3), eve, reason()));
	});
}

#[test]
fn holds_end_and_orders_are_given_by_the_department_or_by_more_than_half_of_the_council() {
	use pallet_trace_units::Error;
	preset("local_testnet").execute_with(|| {
		let reason = || Note::try_from("核查").unwrap();
		let codes = || vec![code()].try_into().unwrap();
		admit(Eve, manufacturer());
		assert_ok!(TraceUnits::register(signed(Eve), product()));
		// Dave has the seat of market supervision, Alice that of customs.
		assert_ok!(TraceUnits::recall(signed(Dave), codes(), reason()));
		let end_recall = |origin| TraceUnits::end_recall(origin, codes(), reason());
		assert_noop!(end_recall(signed(Alice)), Error::<Runtime>::HeldByRegulator);
		assert_noop!(end_recall(motion(2)), DispatchError::BadOrigin);
		assert_ok!(end_recall(motion(3)));
		let close = |origin| TraceUnits::close_by_order(origin, code(), reason());
		assert_noop!(close(motion(2)), DispatchError::BadOrigin);
		assert_noop!(close(signed(Alice)), Error::<Runtime>::NotConcerned);
		assert_noop!(close(signed(Dave)), Error::<Runtime>::PartyInForce);
		assert_ok!(Participants::suspend(motion(2), Eve.to_account_id(), reason()));
		assert_noop!(close(signed(Dave)), Error::<Runtime>::PartyInForce);
		assert_ok!(Participants::revoke(motion(3), Eve.to_account_id(), reason()));
		assert_ok!(close(signed(Dave)));
	});
}

#[test]
fn a_unit_is_read_back_with_what_is_recorded_and_what_is_missing() {
	preset("development").execute_with(|| {
		assert_eq!(trace::unit(&code()), None);
		admit(Eve, manufacturer());
		assert_ok!(TraceUnits::register(signed(Eve), product()));
		let RuntimeCall::ProductInfo(pallet_info_block::Call::record { code, item }) = recording() else {
			unreachable!("it is a recording")
		};
		assert_ok!(ProductInfo::record(signed(Eve), code.clone(), item));

		let view = trace::unit(&code).unwrap();
		assert_eq!(view.unit.owner, Eve.to_account_id());
		assert_eq!(view.product, ProductInfo::head(&code));
		assert_eq!(view.customs, CustomsInfo::head(&code));
		assert_eq!(view.recorded, [Category::Production]);
		let mandatory_and_not_there = [
			Category::Features,
			Category::Order,
			Category::Receipt,
			Category::TradedProductCode,
			Category::Tally,
			Category::Transport,
			Category::Storage,
			Category::Delivery,
			Category::DeliveryException,
			Category::Declaration,
			Category::Status,
		];
		assert_eq!(view.missing, mandatory_and_not_there);
		assert_noop!(
			TraceUnits::close(signed(Eve), code, ShelfLife::Unlimited),
			pallet_trace_units::Error::<Runtime>::Incomplete
		);
	});
}

/// Splits a material, and makes a product of one part of it.
fn split_and_transform() {
	admit(Eve, manufacturer());
	assert_ok!(TraceUnits::register(signed(Eve), material("A", 10)));
	let parts = vec![material("B", 4), material("C", 6)].try_into().unwrap();
	assert_ok!(TraceUnits::split(signed(Eve), material("A", 10).code, parts));
	let quantity = Some(Quantity { thousandths: 4_000, unit: MeasureUnit::Kilogram });
	let inputs = vec![Used { code: material("B", 4).code, quantity }].try_into().unwrap();
	assert_ok!(TraceUnits::transform(signed(Eve), inputs, vec![product()].try_into().unwrap()));
}

#[test]
fn the_way_from_a_material_to_its_products_is_read_page_by_page() {
	preset("development").execute_with(|| {
		split_and_transform();
		let first = TraceUnits::descendants(&material("A", 10).code, None, 1);
		assert_eq!(first.steps[0].transformation.outputs.len(), 2);
		let second = TraceUnits::descendants(&material("A", 10).code, first.next, 1);
		assert_eq!(second.steps[0].transformation.outputs.to_vec(), [code()]);
		assert_eq!((second.steps[0].depth, second.next), (2, None));
	});
}

#[test]
fn the_way_from_a_product_to_its_materials_is_read_back() {
	preset("development").execute_with(|| {
		split_and_transform();
		let walk = TraceUnits::ancestors(&code(), None, 256);
		let inputs: Vec<_> = walk
			.steps
			.into_iter()
			.flat_map(|step| step.transformation.inputs)
			.map(|used| used.code)
			.collect();
		assert_eq!(inputs, [material("B", 4).code, material("A", 10).code]);
		assert_eq!(walk.next, None);
	});
}

#[test]
fn a_packed_unit_is_recorded_about_by_the_holder_of_the_carton() {
	preset("development").execute_with(|| {
		admit(Eve, manufacturer());
		admit(Ferdie, carrier());
		assert_ok!(TraceUnits::register(signed(Eve), product()));
		assert_ok!(TraceUnits::register(signed(Eve), carton()));
		assert_ok!(TraceUnits::pack(signed(Eve), carton().code, vec![code()].try_into().unwrap()));
		let transport = || {
			let item = items::LogisticsInfo::Transport(items::Transport {
				carrier: "深圳市远航物流有限公司".try_into().unwrap(),
				mode: items::TransportMode::Water,
				departure: Place { name: "深圳".try_into().unwrap(), location: None },
				shipper: None,
				waybill: None,
				destination: None,
			});
			LogisticsInfo::record(signed(Ferdie), code(), item)
		};
		assert_noop!(transport(), pallet_info_block::Error::<Runtime, Instance3>::NotAuthorized);

		assert_ok!(TraceUnits::offer_custody(signed(Eve), carton().code, Ferdie.to_account_id(), None));
		assert_ok!(TraceUnits::accept_custody(signed(Ferdie), carton().code));
		assert_ok!(transport());

		let view = trace::unit(&code()).unwrap();
		assert_eq!((view.unit.owner, view.custodian), (Eve.to_account_id(), Ferdie.to_account_id()));
		assert_eq!(view.unit.packed_in, Some(carton().code));
		assert_eq!(view.outermost, Some(carton().code));
		let contents = TraceUnits::contents(&carton().code, None, 256);
		assert_eq!((contents.units, contents.next), (vec![code()], None));
		// Of a carton nothing is mandatory.
		assert_eq!(trace::unit(&carton().code).unwrap().missing, []);
	});
}

#[test]
fn an_archived_unit_leaves_its_digest_and_takes_its_heads_along() {
	preset("development").execute_with(|| {
		admit(Eve, manufacturer());
		assert_ok!(TraceUnits::register(signed(Eve), product()));
		let RuntimeCall::ProductInfo(pallet_info_block::Call::record { code, item }) = recording() else {
			unreachable!("it is a recording")
		};
		assert_ok!(ProductInfo::record(signed(Eve), code.clone(), item));
		// A unit that was used up closes even with categories missing.
		let made_of_it = material("A", 1);
		let inputs = vec![Used { code: code.clone(), quantity: None }].try_into().unwrap();
		assert_ok!(TraceUnits::transform(signed(Eve), inputs, vec![made_of_it.clone()].try_into().unwrap()));
		assert_ok!(TraceUnits::close(signed(Eve), code.clone(), ShelfLife::Days(1)));
		pallet_timestamp::Now::<Runtime>::put(3 * YEAR);
		// By now the manufacturer's admission has expired, and a regulator archives it.
		assert_ok!(TraceUnits::archive(signed(Alice), code.clone()));

		assert_eq!(trace::unit(&code), None);
		assert_eq!(ProductInfo::head(&code), None);
		assert!(Archived::<Runtime>::contains_key(&code));
		let up = TraceUnits::ancestors(&made_of_it.code, None, 256);
		assert_eq!(up.steps[0].transformation.inputs[0].code, code);
	});
}

#[test]
fn participants_and_regulators_are_told_apart_from_strangers() {
	preset("development").execute_with(|| {
		admit(Eve, manufacturer());
		let participant = trace::participant(&Eve.to_account_id()).unwrap();
		assert_eq!(participant.in_force, Some(ParticipantKind::TradeEntity));
		assert_eq!(participant.profile, Some(manufacturer()));
		assert_eq!(participant.roles, ParticipantKind::TradeEntity.roles());
		assert_eq!(participant.department, None);

		let regulator = trace::participant(&Alice.to_account_id()).unwrap();
		assert_eq!(regulator.in_force, Some(ParticipantKind::Regulator));
		assert_eq!(regulator.admission, None);
		assert_eq!(regulator.department, Some(Department::Customs));

		assert_eq!(trace::participant(&Ferdie.to_account_id()), None);
	});
}

#[test]
fn a_proxy_for_recording_records_and_does_nothing_else() {
	let close =
		RuntimeCall::from(pallet_trace_units::Call::close { code: code(), shelf_life: ShelfLife::Unlimited });
	assert!(ProxyType::RecordOnly.filter(&recording()));
	assert!(!ProxyType::RecordOnly.filter(&close) && !ProxyType::RecordOnly.filter(&remark()));
	// A batch smuggles nothing in either, nor anything out of a governance proxy.
	let batch = RuntimeCall::from(pallet_utility::Call::batch { calls: vec![close] });
	assert!(!ProxyType::RecordOnly.filter(&batch) && !ProxyType::Governance.filter(&batch));
}

#[test]
fn an_operators_key_signs_only_on_behalf_of_another() {
	preset("development").execute_with(|| {
		admit(Eve, manufacturer());
		assert_ok!(Participants::add_operator(signed(Eve), Ferdie.to_account_id()));
		let accept = pallet_participants::Call::accept_operator { principal: Eve.to_account_id() };
		assert!(validity(Ferdie, accept.into()).is_ok());
		assert_ok!(Participants::accept_operator(signed(Ferdie), Eve.to_account_id()));
		let proxied = pallet_proxy::Call::proxy {
			real: Eve.to_account_id().into(),
			force_proxy_type: None,
			call: Box::new(recording()),
		};
		assert!(validity(Ferdie, proxied.into()).is_ok());
		assert_eq!(validity(Ferdie, recording()), refused(AdmissionError::OperatorCallOnly));
	});
}

#[test]
fn codes_belong_to_whom_market_supervision_grants_their_prefix_as_long_as_it_is_admitted() {
	use crate::CompanyPrefixes;
	use pallet_company_prefixes::{Call, PrefixRule};
	use suyuan_primitives::codes::CodePrefix;

	preset("development").execute_with(|| {
		admit(Eve, manufacturer());
		admit(Ferdie, carrier());
		let serial = |n: u32| {
			let code = format!("01/06901234567892/21/P-{n}").parse().unwrap();
			NewUnit { code, ..product() }
		};
		let is_unproven = |n: u32| trace::unit(&serial(n).code).unwrap().unit.unproven_right;
		let refused = || pallet_trace_units::Error::<Runtime>::NoRightToCode;
		assert_ok!(TraceUnits::register(signed(Eve), serial(1)));
		assert!(is_unproven(1), "the presets mark what a chain in use refuses");
		assert_eq!(PrefixRule::default(), PrefixRule::Refuse);
		assert_ok!(CompanyPrefixes::set_rule(motion(3), PrefixRule::Refuse));
		assert_noop!(TraceUnits::register(signed(Eve), serial(2)), refused());

		let prefix = CodePrefix::Company("6901234".parse().unwrap());
		let (holder, evidence) = (Eve.to_account_id(), manufacturer().evidence.into_inner());
		let evidence: pallet_company_prefixes::Documents = evidence.try_into().unwrap();
		let grant = |by| CompanyPrefixes::grant(by, prefix.clone(), holder.clone(), None, evidence.clone());
		assert_noop!(grant(signed(Alice)), pallet_company_prefixes::Error::<Runtime>::NotMarketSupervision);
		assert_ok!(grant(signed(Dave)));
		assert_ok!(TraceUnits::register(signed(Eve), serial(2)));
		assert!(!is_unproven(2));
		assert_eq!(trace::unit(&serial(1).code).unwrap().prefix.unwrap().holder, holder);

		let pallet =
			|| NewUnit { code: "00/069012340000000016".parse().unwrap(), kind: UnitKind::LogisticUnit };
		assert_noop!(TraceUnits::register(signed(Ferdie), pallet()), refused());
		assert_ok!(CompanyPrefixes::permit(signed(Eve), prefix.clone(), Ferdie.to_account_id(), None));
		assert_ok!(TraceUnits::register(signed(Ferdie), pallet()));

		// What was granted ends with the admission, and with it what was permitted.
		assert_ok!(Participants::revoke(motion(3), holder.clone(), "forged".try_into().unwrap()));
		assert_eq!(CompanyPrefixes::grant_of(&serial(1).code), None);
		admit(Eve, manufacturer());
		assert_noop!(TraceUnits::register(signed(Eve), serial(3)), refused());
		assert_ok!(grant(motion(3)));
		assert_ok!(TraceUnits::register(signed(Eve), serial(3)));

		// The keys that the calls bring are those that the policy counts.
		let call =
			Call::<Runtime>::permit { prefix: prefix.clone(), to: Ferdie.to_account_id(), until: None };
		assert_eq!(call.max_new_keys(), 2);
	});
}
