// SPDX-License-Identifier: Apache-2.0

//! Tests of a unit's whole life, from its registration to its digest.

use super::{clearing, motion, preset};
use crate::{
	apis::trace, AccountId, Customs, CustomsInfo, LogisticsInfo, Participants, ProductInfo, Runtime,
	RuntimeEvent, RuntimeOrigin, System, TraceUnits, TransactionInfo,
};
use frame_support::{
	assert_noop, assert_ok,
	instances::{Instance1, Instance2, Instance3, Instance4},
};
use pallet_info_block::{Error as BlockError, Source, Superseded};
use pallet_participants::{BlockSet, Identity, Profile};
use pallet_trace_units::{Archived, ArchivedUnit, Error, Event, NewUnit, Stage, UnitKind};
use sp_core::H256;
use sp_keyring::Sr25519Keyring::{self, Alice, Eve, Ferdie, One};
use sp_runtime::traits::{BlakeTwo256, Hash};
use suyuan_primitives::{
	codes::{Currency, TraceCode},
	items::{
		self, CustomsStatus, Declaration, DeclaredLine, Delivery, DeliveryException, Features, Loading,
		Order, ProductCode, Production, Receipt, Screening, ScreeningOutcome, Storage, Tally, Transport,
		TransportMode,
	},
	parties::{Business, NodeKind},
	requirement::TraceMode,
	values::{Evidence, EvidenceKind, MeasureUnit, Moment, Money, Place, Quantity, Sealed, ShelfLife, Text},
};

/// The time of all events: some time in 2026.
const NOON: u64 = 1_790_000_000_000;
const DAY: u64 = 24 * 60 * 60 * 1_000;
const SHELF_LIFE: u32 = 540;
/// The time for which a trace is kept: the shelf life and two years.
const KEPT: u64 = (SHELF_LIFE as u64 + 2 * 365) * DAY;

fn signed(who: Sr25519Keyring) -> RuntimeOrigin {
	RuntimeOrigin::signed(who.to_account_id())
}

fn set_time(now: u64) {
	pallet_timestamp::Now::<Runtime>::put(now);
}

fn text<const N: u32>(text: &str) -> Text<N> {
	text.try_into().unwrap()
}

fn code() -> TraceCode {
	"01/06901234567892/21/SN-0001".parse().unwrap()
}

fn usd(minor_units: u64) -> Money {
	Money { minor_units, currency: Currency(*b"USD") }
}

/// Admits an organisation for longer than traces are kept.
fn admit(who: Sr25519Keyring, business: Business, name: &str, credit_code: &str, nodes: &[NodeKind]) {
	let account = who.to_account_id();
	let profile = Profile {
		business,
		nodes: nodes.to_vec().try_into().unwrap(),
		identity: Identity::Organisation { name: text(name), credit_code: credit_code.parse().unwrap() },
		evidence: vec![Evidence { kind: EvidenceKind::BusinessLicence, sha256: [7; 32] }].try_into().unwrap(),
	};
	let hash = Participants::profile_hash(&profile);
	assert_ok!(Participants::invite(signed(Alice), account.clone(), Default::default()));
	assert_ok!(Participants::apply(signed(who), profile));
	assert_ok!(Participants::admit(motion(3), account, hash, NOON + 2 * KEPT));
}

fn production() -> items::ProductInfo {
	items::ProductInfo::Production(Production {
		producer: text("深圳市声澜电子有限公司"),
		country: "CN".parse().unwrap(),
		produced_at: Moment(NOON),
		address: None,
		contact: None,
		licence: None,
	})
}

fn features() -> items::ProductInfo {
	items::ProductInfo::Features(Features {
		brand: text("声澜"),
		model: text("SL-20"),
		shelf_life: ShelfLife::Days(SHELF_LIFE),
		certificates: Default::default(),
		certificate_of_origin: None,
		test_reports: Default::default(),
	})
}

fn order() -> items::TransactionInfo {
	items::TransactionInfo::Order(Order {
		product_name: text("蓝牙耳机"),
		ordered_at: Moment(NOON),
		platform: text("远航商城"),
		amount: usd(1_999),
		ship_to: Sealed([1; 32]),
		consignee: Sealed([2; 32]),
		contact: Sealed([3; 32]),
		key: None,
		lines: Default::default(),
	})
}

fn receipt() -> items::TransactionInfo {
	items::TransactionInfo::Receipt(Receipt {
		product_name: text("蓝牙耳机"),
		received_at: Moment(NOON),
		amount: usd(1_999),
		settled: Some(Money { minor_units: 14_300, currency: Currency::CNY }),
		settled_at: Some(Moment(NOON)),
		payee: text("深圳市声澜电子有限公司"),
		key: None,
		receipt_voucher: None,
		settlement_voucher: None,
		reversal_voucher: None,
	})
}

fn traded_product_code() -> items::TransactionInfo {
	items::TransactionInfo::ProductCode(ProductCode {
		barcode: "6901234567892".parse().unwrap(),
		batch: None,
	})
}

fn tally() -> items::LogisticsInfo {
	items::LogisticsInfo::Tally(Tally {
		screening: Screening {
			site: text("盐田监管仓"),
			screened_at: Moment(NOON),
			outcome: ScreeningOutcome::Passed,
		},
		loading: Loading { vehicle: text("粤B12345"), loaded_at: Moment(NOON) },
	})
}

fn transport() -> items::LogisticsInfo {
	items::LogisticsInfo::Transport(Transport {
		carrier: text("深圳市远航物流有限公司"),
		mode: TransportMode::Water,
		departure: Place { name: text("深圳"), location: Some("CNSZX".parse().unwrap()) },
		shipper: None,
		waybill: None,
		destination: None,
	})
}

fn storage() -> items::LogisticsInfo {
	items::LogisticsInfo::Storage(Storage {
		warehouse: text("Lager 7"),
		address: text("Duisburg, Kaiserswerther Straße 1"),
		mode: text("ambient"),
		entered_at: Moment(NOON),
		left_at: Some(Moment(NOON)),
		temperature: None,
		humidity: None,
	})
}

fn delivery() -> items::LogisticsInfo {
	items::LogisticsInfo::Delivery(Delivery {
		company: text("深圳市远航物流有限公司"),
		number: text("YH-0001"),
		courier: None,
		receiver: None,
		delivery_number: None,
		place: None,
		vehicle: None,
		signed_at: Some(Moment(NOON)),
	})
}

fn no_exception() -> items::LogisticsInfo {
	items::LogisticsInfo::DeliveryException(DeliveryException::NoneOccurred)
}

fn declaration() -> items::CustomsInfo {
	items::CustomsInfo::Declaration(Declaration {
		lines: vec![DeclaredLine {
			hs_code: "8518300000".parse().unwrap(),
			product_name: text("蓝牙耳机"),
			quantity: Quantity { thousandths: 1_000, unit: MeasureUnit::Piece },
			value: usd(1_999),
			origin: "CN".parse().unwrap(),
		}]
		.try_into()
		.unwrap(),
		entry_number: "530420260000000001".parse().unwrap(),
		port_of_departure: "CNSZX".parse().unwrap(),
		port_of_arrival: "DEHAM".parse().unwrap(),
		declared_at: Moment(NOON),
		released_at: Moment(NOON),
		duty_paid: None,
	})
}

/// Clears the goods, with the consent of every department.
fn clear() {
	clearing::file_and_agree(Eve);
	let form = clearing::form(Eve.to_account_id(), code(), 1_999, NOON);
	assert_ok!(Customs::declare(signed(Eve), clearing::entry_number(), form));
	clearing::agree();
	let statuses = [
		(CustomsStatus::Received, 120),
		(CustomsStatus::Concluded, 399),
		(CustomsStatus::Released, 800),
		(CustomsStatus::Closed, 899),
	];
	clearing::advance(&statuses, NOON);
}

/// Registers a unit and records every category that is mandatory in its mode.
fn live() {
	let manufacturer = [NodeKind::Manufacturer, NodeKind::TradingPlatform];
	let carrier = [NodeKind::InternationalTransport, NodeKind::PortClearance];
	admit(Eve, Business::Manufacturer, "深圳市声澜电子有限公司", "91440300708461136T", &manufacturer);
	admit(Ferdie, Business::Carrier, "深圳市远航物流有限公司", "914403001922038216", &carrier);

	let bank = [NodeKind::CrossBorderCollection];
	admit(One, Business::Bank, "前海汇通银行股份有限公司", "91440300MA5QH0BK2A", &bank);
	let blocks = BlockSet { transaction: true, ..Default::default() };
	assert_ok!(Participants::authorize(signed(Eve), One.to_account_id(), blocks));

	let unit = NewUnit { code: code(), kind: UnitKind::Item { mode: TraceMode::FullChain } };
	assert_ok!(TraceUnits::register(signed(Eve), unit));
	for item in [production(), features()] {
		assert_ok!(ProductInfo::record(signed(Eve), code(), item));
	}
	for item in [order(), traded_product_code()] {
		assert_ok!(TransactionInfo::record(signed(Eve), code(), item));
	}
	assert_ok!(TransactionInfo::record(signed(One), code(), receipt()));
	assert_ok!(TraceUnits::offer_custody(signed(Eve), code(), Ferdie.to_account_id(), None));
	assert_ok!(TraceUnits::accept_custody(signed(Ferdie), code()));
	for item in [tally(), transport(), storage(), delivery(), no_exception()] {
		assert_ok!(LogisticsInfo::record(signed(Ferdie), code(), item));
	}
	clear();
	assert_eq!(trace::unit(&code()).unwrap().missing, []);
}

/// Runs a test on a closed unit, a day before its time is over.
fn almost_over(test: impl FnOnce()) {
	preset("development").execute_with(|| {
		set_time(NOON);
		live();
		assert_ok!(TraceUnits::close(signed(Eve), code(), ShelfLife::Days(SHELF_LIFE)));
		set_time(NOON + KEPT - DAY);
		test();
	});
}

#[test]
fn a_unit_with_everything_recorded_leaves_its_digest_when_its_time_is_over() {
	almost_over(|| {
		let view = trace::unit(&code()).unwrap();
		assert_eq!(view.unit.stage, Stage::Closed { retain_until: NOON + KEPT });
		let heads = [view.product, view.transaction, view.logistics, view.customs];
		assert!(heads.iter().all(Option::is_some));
		let (unit_hash, of_heads): (H256, H256) =
			(BlakeTwo256::hash_of(&view.unit), BlakeTwo256::hash_of(&heads));
		let digest = BlakeTwo256::hash_of(&(code(), unit_hash, of_heads));

		set_time(NOON + KEPT);
		System::set_block_number(1_000);
		assert_ok!(TraceUnits::archive(signed(Eve), code()));

		assert_eq!(trace::unit(&code()), None);
		assert_eq!((ProductInfo::head(&code()), TransactionInfo::head(&code())), (None, None));
		assert_eq!((LogisticsInfo::head(&code()), CustomsInfo::head(&code())), (None, None));
		let left = ArchivedUnit { digest, made_by: None, archived_at: 1_000 };
		assert_eq!(Archived::<Runtime>::get(code()), Some(left));
		let archived = Event::Archived { code: code(), digest, unit_hash, heads };
		System::assert_last_event(RuntimeEvent::TraceUnits(archived));
	});
}

#[test]
fn a_unit_is_not_archived_a_day_too_early() {
	almost_over(|| {
		for who in [Eve, Alice] {
			assert_noop!(TraceUnits::archive(signed(who), code()), Error::<Runtime>::TooEarly);
		}
		set_time(NOON + KEPT - 1);
		assert_noop!(TraceUnits::archive(signed(Eve), code()), Error::<Runtime>::TooEarly);
	});
}

#[test]
fn nothing_is_recorded_of_a_unit_that_was_archived() {
	almost_over(|| {
		set_time(NOON + KEPT);
		assert_ok!(TraceUnits::archive(signed(Alice), code()));
		assert_noop!(
			ProductInfo::record(signed(Eve), code(), production()),
			BlockError::<Runtime, Instance1>::UnitNotFound
		);
		assert_noop!(
			TransactionInfo::record(signed(Eve), code(), order()),
			BlockError::<Runtime, Instance2>::UnitNotFound
		);
		assert_noop!(
			LogisticsInfo::record(signed(Ferdie), code(), transport()),
			BlockError::<Runtime, Instance3>::UnitNotFound
		);
		assert_noop!(
			CustomsInfo::record(signed(Ferdie), code(), declaration()),
			BlockError::<Runtime, Instance4>::UnitNotFound
		);
		let superseded = Superseded {
			before: H256::zero(),
			source: Source::Own,
			supersedes: None,
			item: production(),
			later: Default::default(),
		};
		assert_noop!(
			ProductInfo::amend(signed(Eve), code(), Box::new(superseded), production(), text("更正")),
			BlockError::<Runtime, Instance1>::UnitNotFound
		);
		let again: NewUnit<AccountId> =
			NewUnit { code: code(), kind: UnitKind::Item { mode: TraceMode::FullChain } };
		assert_noop!(TraceUnits::register(signed(Eve), again), Error::<Runtime>::AlreadyRegistered);
	});
}
