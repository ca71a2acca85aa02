// SPDX-License-Identifier: Apache-2.0

//! Tests of title through the whole runtime: goods go from firm to firm, and what hangs on their owner with them.

use super::{clearing, motion, preset};
use crate::{Customs, Participants, ProductInfo, Runtime, RuntimeEvent, RuntimeOrigin, System, TraceUnits};
use frame_support::{
	assert_noop, assert_ok,
	instances::Instance1,
	pallet_prelude::{DispatchResultWithPostInfo, Get},
};
use pallet_info_block::Error as BlockError;
use pallet_participants::{BlockSet, Identity, Profile};
use pallet_trace_units::{Error, Event, NewUnit, NewUnitOf, UnitKind, Units, Used};
use sp_core::H256;
use sp_keyring::Sr25519Keyring::{self, Alice, Dave, Eve, Ferdie, One, Two};
use suyuan_primitives::{
	codes::TraceCode,
	items::{self, Features},
	parties::{Business, NodeKind},
	requirement::TraceMode,
	traits::{HeldAt, Units as _},
	values::{Evidence, EvidenceKind, MeasureUnit, Quantity, ShelfLife},
};

/// The time of all events: some time in 2026.
pub(super) const NOON: u64 = 1_790_000_000_000;
const DAY: u64 = 24 * 60 * 60 * 1_000;

/// A supplier of materials.
const SUPPLIER: Sr25519Keyring = Eve;
/// A factory that makes products of them.
pub(super) const FACTORY: Sr25519Keyring = Ferdie;
/// A merchant that exports the products.
pub(super) const MERCHANT: Sr25519Keyring = One;
/// The broker of the merchant.
const BROKER: Sr25519Keyring = Two;

pub(super) fn signed(who: Sr25519Keyring) -> RuntimeOrigin {
	RuntimeOrigin::signed(who.to_account_id())
}

fn admit(who: Sr25519Keyring, business: Business, name: &str, credit_code: &str, node: NodeKind) {
	let profile = Profile {
		business,
		nodes: vec![node].try_into().unwrap(),
		identity: Identity::Organisation {
			name: name.try_into().unwrap(),
			credit_code: credit_code.parse().unwrap(),
		},
		evidence: vec![Evidence { kind: EvidenceKind::BusinessLicence, sha256: [7; 32] }].try_into().unwrap(),
	};
	let account = who.to_account_id();
	let hash = Participants::profile_hash(&profile);
	assert_ok!(Participants::invite(signed(Alice), account.clone(), Default::default()));
	assert_ok!(Participants::apply(signed(who), profile));
	assert_ok!(Participants::admit(motion(3), account, hash, NOON + 365 * DAY));
}

fn kilograms(n: u64) -> Quantity {
	Quantity { thousandths: n * 1_000, unit: MeasureUnit::Kilogram }
}

fn material() -> NewUnitOf<Runtime> {
	let kind = UnitKind::Batch { mode: TraceMode::FullChain, quantity: kilograms(10) };
	NewUnit { code: "01/06901234567892/10/CELL-7".parse().unwrap(), kind }
}

pub(super) fn product() -> NewUnitOf<Runtime> {
	let kind = UnitKind::Item { mode: TraceMode::FullChain };
	NewUnit { code: "01/06901234567892/21/SN-0001".parse().unwrap(), kind }
}

fn offered() -> H256 {
	System::events()
		.into_iter()
		.rev()
		.find_map(|record| match record.event {
			RuntimeEvent::TraceUnits(Event::TitleOffered { offer, .. }) => Some(offer),
			_ => None,
		})
		.unwrap()
}

fn offer(from: Sr25519Keyring, code: &TraceCode, to: Sr25519Keyring) -> DispatchResultWithPostInfo {
	offer_under(from, code, to, H256([1; 32]))
}

/// Offers title under terms.
pub(super) fn offer_under(
	from: Sr25519Keyring,
	code: &TraceCode,
	to: Sr25519Keyring,
	terms: H256,
) -> DispatchResultWithPostInfo {
	let codes = vec![code.clone()].try_into().unwrap();
	TraceUnits::offer_title(signed(from), codes, to.to_account_id(), NOON + DAY, Some(terms))
}

/// Sells goods, and hands them over by the signature with which they are bought.
fn sell(from: Sr25519Keyring, code: &TraceCode, to: Sr25519Keyring) {
	assert_ok!(offer(from, code, to));
	accept(from, code, to);
}

/// Takes the title that was offered last, with custody.
pub(super) fn accept(from: Sr25519Keyring, code: &TraceCode, to: Sr25519Keyring) {
	assert_ok!(TraceUnits::offer_custody(signed(from), code.clone(), to.to_account_id(), None));
	let codes = vec![code.clone()].try_into().unwrap();
	assert_ok!(TraceUnits::accept_title(signed(to), codes, offered(), true));
	let unit = Units::<Runtime>::get(code).unwrap();
	assert_eq!((unit.owner, unit.custodian), (to.to_account_id(), to.to_account_id()));
}

pub(super) fn features() -> items::ProductInfo {
	items::ProductInfo::Features(Features {
		brand: "声澜".try_into().unwrap(),
		model: "SL-B5".try_into().unwrap(),
		shelf_life: ShelfLife::Unlimited,
		certificates: Default::default(),
		certificate_of_origin: None,
		test_reports: Default::default(),
	})
}

/// A supplier's material becomes the product of a factory.
pub(super) fn made(test: impl FnOnce()) {
	preset("development").execute_with(|| {
		pallet_timestamp::Now::<Runtime>::put(NOON);
		System::set_block_number(1);
		let (maker, clearance) = (NodeKind::Manufacturer, NodeKind::PortClearance);
		admit(SUPPLIER, Business::Manufacturer, "东莞市锂源电池有限公司", "91440300MA5WR0MY50", maker);
		admit(FACTORY, Business::Manufacturer, "深圳市声澜电子有限公司", "91440300708461136T", maker);
		admit(MERCHANT, Business::Trader, "深圳市海桥贸易有限公司", "91440300MA5HQ0KT10", maker);
		admit(BROKER, Business::CustomsBroker, "深圳市鹏关报关有限公司", "91440300MA5PG0BG43", clearance);
		assert_ok!(TraceUnits::register(signed(SUPPLIER), material(), Default::default()));
		sell(SUPPLIER, &material().code, FACTORY);
		let inputs = vec![Used { code: material().code, quantity: Some(kilograms(1)) }].try_into().unwrap();
		assert_ok!(TraceUnits::transform(
			signed(FACTORY),
			inputs,
			vec![product()].try_into().unwrap(),
			Default::default()
		));
		test();
	});
}

#[test]
fn goods_are_declared_by_the_broker_of_whoever_bought_them_and_by_no_other() {
	made(|| {
		sell(FACTORY, &product().code, MERCHANT);
		clearing::file_and_agree(MERCHANT);
		let declare = |who: Sr25519Keyring, declarant: Sr25519Keyring| {
			let form = clearing::form(declarant.to_account_id(), product().code, 1_999, NOON);
			Customs::declare(signed(who), clearing::entry_number(), form)
		};
		let unauthorized = pallet_customs::Error::<Runtime>::NotAuthorized;
		assert_noop!(declare(BROKER, MERCHANT).map_err(|refused| refused.error), unauthorized);
		let blocks = BlockSet { customs: true, ..Default::default() };
		assert_ok!(Participants::authorize(signed(MERCHANT), BROKER.to_account_id(), blocks));
		assert_ok!(declare(BROKER, MERCHANT));
		let refused = offer(MERCHANT, &product().code, SUPPLIER).map_err(|refused| refused.error);
		assert_noop!(refused, Error::<Runtime>::UnderClearance);
	});
	made(|| {
		clearing::file_and_agree(FACTORY);
		sell(FACTORY, &product().code, MERCHANT);
		let form = clearing::form(FACTORY.to_account_id(), product().code, 1_999, NOON);
		let refused = Customs::declare(signed(FACTORY), clearing::entry_number(), form);
		let not_owned = pallet_customs::Error::<Runtime>::UnitNotOwned;
		assert_noop!(refused.map_err(|refused| refused.error), not_owned);
	});
}

#[test]
fn the_walk_and_the_recall_of_a_material_cross_the_doors_of_three_firms() {
	made(|| {
		sell(FACTORY, &product().code, MERCHANT);
		let walk = TraceUnits::descendants(&material().code, None, 256);
		let made: Vec<_> = walk.steps.into_iter().flat_map(|step| step.transformation.outputs).collect();
		assert_eq!(made, [product().code]);
		let codes = vec![material().code].try_into().unwrap();
		assert_ok!(TraceUnits::recall(signed(Dave), codes, "catches fire".try_into().unwrap()));
		assert_eq!(TraceUnits::held_at(&product().code), Some(HeldAt::Origin));
		let refused = offer(MERCHANT, &product().code, SUPPLIER).map_err(|refused| refused.error);
		assert_noop!(refused, Error::<Runtime>::HeldOrigin);
	});
}

#[test]
fn authorizations_are_the_owners_own_and_do_not_pass() {
	made(|| {
		let blocks = BlockSet { product: true, ..Default::default() };
		assert_ok!(Participants::authorize(signed(FACTORY), SUPPLIER.to_account_id(), blocks));
		assert_ok!(ProductInfo::record(signed(SUPPLIER), product().code, features()));
		sell(FACTORY, &product().code, MERCHANT);
		for who in [SUPPLIER, FACTORY] {
			let refused = ProductInfo::record(signed(who), product().code, features());
			assert_noop!(
				refused.map_err(|refused| refused.error),
				BlockError::<Runtime, Instance1>::NotAuthorized
			);
		}
		assert_ok!(ProductInfo::record(signed(MERCHANT), product().code, features()));
	});
}

#[test]
fn an_offer_of_title_stands_for_a_season_at_most() {
	made(|| {
		let term: u64 = <Runtime as pallet_trace_units::Config>::MaxTitleTerm::get();
		assert_eq!(term, 90 * DAY);
	});
}
