// SPDX-License-Identifier: Apache-2.0

//! Tests of the alliance chain wired together.
//!
//! Records feed the loop, declarations are compared with it, and the decisions of customs stand in the unit's trace.

use super::{
	clearing::{advance, agree, entry_number, file_and_agree, form, order_key, waybill_key},
	motion, preset,
};
use crate::{
	apis::trace,
	weights::{self, base::NewKey, database::DatabaseWeight},
	Customs, LogisticsInfo, Participants, Reconciliation, Runtime, RuntimeCall, RuntimeOrigin, TraceUnits,
	TransactionInfo,
};
use frame_support::{
	assert_noop, assert_ok,
	dispatch::GetDispatchInfo,
	instances::{Instance2, Instance3},
	traits::Get,
};
use pallet_customs::Error;
use pallet_info_block::Source;
use pallet_participants::{BlockSet, Identity, Profile};
use pallet_trace_units::{NewUnit, UnitKind, MAX_HOLD_READS};
use sp_keyring::Sr25519Keyring::{self, Alice, Eve, Ferdie};
use sp_runtime::{traits::Dispatchable, DispatchError};
use std::collections::BTreeSet;
use suyuan_primitives::{
	codes::{Currency, TraceCode},
	items::{self, CustomsStatus::*, Order, Receipt, ReceiptKey, Transport, TransportMode, Waybill},
	parties::{Business, Department, NodeKind},
	reconciliation::{Disagreement, LoopOutcomes, LoopState, Missing},
	requirement::{Category, TraceMode},
	traits::HeldAt,
	values::{
		Evidence, EvidenceKind, Mass, MeasureUnit, Moment, Money, Packages, Place, Quantity, Sealed,
		ShelfLife, Text,
	},
};

const NOON: u64 = 1_790_000_000_000;
const YEAR: u64 = 365 * 24 * 60 * 60 * 1_000;
const CENTS: u64 = 4_990;

fn signed(who: Sr25519Keyring) -> RuntimeOrigin {
	RuntimeOrigin::signed(who.to_account_id())
}

fn text<const N: u32>(text: &str) -> Text<N> {
	text.try_into().unwrap()
}

fn code() -> TraceCode {
	"01/06901234567892/21/SN-0001".parse().unwrap()
}

fn money(minor_units: u64, currency: &str) -> Money {
	Money { minor_units, currency: Currency(currency.as_bytes().try_into().unwrap()) }
}

fn order() -> items::TransactionInfo {
	items::TransactionInfo::Order(Order {
		product_name: text("蓝牙耳机"),
		ordered_at: Moment(NOON),
		platform: text("远航商城"),
		amount: money(CENTS, "USD"),
		ship_to: Sealed([1; 32]),
		consignee: Sealed([2; 32]),
		contact: Sealed([3; 32]),
		key: Some(order_key()),
		lines: Default::default(),
	})
}

fn receipt(cents: u64, number: &str) -> items::TransactionInfo {
	items::TransactionInfo::Receipt(Receipt {
		product_name: text("蓝牙耳机"),
		received_at: Moment(NOON),
		amount: money(cents, "USD"),
		settled: Some(money(7 * cents, "CNY")),
		settled_at: Some(Moment(NOON)),
		payee: text("深圳市声澜电子有限公司"),
		key: Some(ReceiptKey { order: order_key(), institution: text("4403690001"), number: text(number) }),
		receipt_voucher: None,
		settlement_voucher: None,
		reversal_voucher: None,
	})
}

fn transport() -> items::LogisticsInfo {
	items::LogisticsInfo::Transport(Transport {
		carrier: text("深圳市远航物流有限公司"),
		mode: TransportMode::Air,
		departure: Place { name: text("深圳宝安国际机场"), location: "CNSZX".parse().ok() },
		shipper: None,
		waybill: Some(Waybill {
			key: waybill_key(),
			packages: Packages(1),
			gross_weight: Mass { grams: 640 },
			freight: None,
			insurance: None,
		}),
		destination: None,
	})
}

fn admit(who: Sr25519Keyring, business: Business, node: NodeKind, name: &str, credit_code: &str) {
	let profile = Profile {
		business,
		nodes: vec![node].try_into().unwrap(),
		identity: Identity::Organisation { name: text(name), credit_code: credit_code.parse().unwrap() },
		evidence: vec![Evidence { kind: EvidenceKind::BusinessLicence, sha256: [7; 32] }].try_into().unwrap(),
	};
	let hash = Participants::profile_hash(&profile);
	assert_ok!(Participants::invite(signed(Alice), who.to_account_id(), Default::default()));
	assert_ok!(Participants::apply(signed(who), profile));
	assert_ok!(Participants::admit(motion(3), who.to_account_id(), hash, NOON + YEAR));
}

/// Eve exports one parcel and runs the node of its orders; Ferdie is her bank.
fn scene(test: impl FnOnce()) {
	preset("development").execute_with(|| {
		pallet_timestamp::Now::<Runtime>::put(NOON);
		let (shop, bank) = (NodeKind::TradingPlatform, NodeKind::CrossBorderCollection);
		let merchant = Business::ECommerceEnterprise;
		admit(Eve, merchant, shop, "深圳市声澜电子有限公司", "91440300708461136T");
		admit(Ferdie, Business::Bank, bank, "前海汇通银行股份有限公司", "91440300MA5QH0BK2A");
		let blocks = BlockSet { transaction: true, ..Default::default() };
		assert_ok!(Participants::authorize(signed(Eve), Ferdie.to_account_id(), blocks));
		let unit = NewUnit { code: code(), kind: UnitKind::Item { mode: TraceMode::FullChain } };
		assert_ok!(TraceUnits::register(signed(Eve), unit));
		file_and_agree(Eve);
		test();
	});
}

fn declare(cents: u64) {
	assert_ok!(Customs::declare(signed(Eve), entry_number(), form(Eve.to_account_id(), code(), cents, NOON)));
}

fn loop_state() -> LoopState {
	trace::unit(&code()).unwrap().declaration.unwrap().loop_state
}

#[test]
fn order_receipts_waybill_and_declaration_close_the_loop() {
	scene(|| {
		declare(CENTS);
		let nothing_else =
			LoopState::Open { missing: vec![Missing::Order, Missing::Waybill { waybill: waybill_key() }] };
		assert_eq!(loop_state(), nothing_else);
		assert_ok!(TransactionInfo::record(signed(Eve), code(), order()));
		let of_trade_entity = TransactionInfo::record(signed(Eve), code(), receipt(2_000, "HQ-1"));
		assert_eq!(of_trade_entity, Err(pallet_info_block::Error::<Runtime, Instance2>::WrongNode.into()));
		assert_ok!(TransactionInfo::record(signed(Ferdie), code(), receipt(2_000, "HQ-1")));
		// The carrier is not on the chain: the exporter enters the transport by hand. Nobody is entered who is on it.
		for bank in ["前海汇通银行股份有限公司", "前海汇通银行（股份有限公司）", "91440300MA5QH0BK2A"]
		{
			assert_noop!(
				LogisticsInfo::import(signed(Eve), code(), transport(), text(bank)),
				pallet_info_block::Error::<Runtime, Instance3>::PartyOnChain
			);
		}
		assert_ok!(LogisticsInfo::import(signed(Eve), code(), transport(), text("Overseas Carrier Ltd")));
		let outstanding = money(CENTS - 2_000, "USD");
		assert_eq!(loop_state(), LoopState::Open { missing: vec![Missing::Receipt { outstanding }] });
		assert_ok!(TransactionInfo::record(signed(Ferdie), code(), receipt(CENTS - 2_000, "HQ-2")));
		// Exporter and bank: what was imported is the exporter's word.
		assert_eq!(loop_state(), LoopState::Matched { parties: 2 });

		let view = Reconciliation::view(&Eve.to_account_id(), &order_key()).unwrap();
		assert!(view.waybills[0].document.as_ref().unwrap().imported);
		assert_eq!(trace::unit(&code()).unwrap().imported, [Category::Transport]);
	});
}

#[test]
fn a_mismatch_keeps_goods_from_being_released_until_the_council_says_otherwise() {
	scene(|| {
		declare(CENTS - 1);
		assert_ok!(TransactionInfo::record(signed(Eve), code(), order()));
		let (ordered, declared) = (money(CENTS, "USD"), money(CENTS - 1, "USD"));
		let fields = vec![Disagreement::DeclaredValue { ordered, declared }];
		assert_eq!(loop_state(), LoopState::Mismatch { fields });
		agree();
		advance(&[(Received, 120), (Concluded, 399)], NOON);
		let release = || Customs::advance(signed(Alice), entry_number(), Released, 800, Moment(NOON));
		assert_noop!(release(), Error::<Runtime>::LoopMismatch);

		let none = LoopOutcomes::default();
		assert_noop!(Customs::set_release_bars(motion(2), none), DispatchError::BadOrigin);
		assert_noop!(Customs::set_release_bars(signed(Alice), none), DispatchError::BadOrigin);
		assert_ok!(Customs::set_release_bars(motion(3), none));
		assert_ok!(release());
	});
}

#[test]
fn the_decisions_of_customs_stand_in_the_trace_of_the_unit() {
	scene(|| {
		declare(CENTS);
		for department in [Department::Customs, Department::Tax] {
			assert_eq!(Customs::work_list(department, None, 10).items.len(), 1);
		}
		agree();
		assert_eq!(Customs::work_list(Department::Tax, None, 10).items, []);
		assert_noop!(
			TraceUnits::close(signed(Eve), code(), ShelfLife::Unlimited),
			pallet_trace_units::Error::<Runtime>::UnderClearance
		);
		advance(&[(Received, 120), (Concluded, 399), (Released, 800), (Closed, 899)], NOON);

		let view = trace::unit(&code()).unwrap();
		let declaration = view.declaration.unwrap();
		assert_eq!((declaration.entry_number, declaration.status), (entry_number(), Closed));
		// Five statuses, and the declaration itself on release.
		assert_eq!(view.customs.unwrap().records, 6);
		assert_eq!(view.recorded, [Category::Declaration, Category::Status]);
		assert!(crate::System::events().iter().any(|record| matches!(
			&record.event,
			crate::RuntimeEvent::CustomsInfo(pallet_info_block::Event::Recorded { record, .. })
				if record.source == Source::Clearance
					&& matches!(record.item, items::CustomsInfo::Declaration(_))
		)));
		assert_noop!(
			TraceUnits::close(signed(Eve), code(), ShelfLife::Unlimited),
			pallet_trace_units::Error::<Runtime>::Incomplete
		);
	});
}

#[test]
fn what_was_made_of_a_recalled_material_is_not_declared_and_the_officer_sees_why() {
	scene(|| {
		let material: TraceCode = "01/06901234567892/10/M".parse().unwrap();
		let made: TraceCode = "01/06901234567892/21/SN-0002".parse().unwrap();
		let quantity = Quantity { thousandths: 1_000, unit: MeasureUnit::Kilogram };
		let batch = UnitKind::Batch { mode: TraceMode::FullChain, quantity };
		let item = UnitKind::Item { mode: TraceMode::FullChain };
		let used = pallet_trace_units::Used { code: material.clone(), quantity: Some(quantity) };
		assert_ok!(TraceUnits::register(signed(Eve), NewUnit { code: material.clone(), kind: batch }));
		assert_ok!(TraceUnits::transform(
			signed(Eve),
			vec![used].try_into().unwrap(),
			vec![NewUnit { code: made.clone(), kind: item }].try_into().unwrap(),
		));
		let declare = || {
			let form = form(Eve.to_account_id(), made.clone(), CENTS, NOON);
			Customs::declare(signed(Eve), entry_number(), form)
		};
		let codes = || vec![material.clone()].try_into().unwrap();
		assert_ok!(TraceUnits::recall(signed(Alice), codes(), text("污染")));
		assert_noop!(declare(), Error::<Runtime>::UnitHeld);
		assert_ok!(TraceUnits::end_recall(signed(Alice), codes(), text("复检合格")));
		assert_ok!(declare());
		assert_ok!(TraceUnits::recall(signed(Alice), codes(), text("污染")));
		let held = Customs::declaration(entry_number()).unwrap().held;
		assert_eq!(held, [(made.clone(), HeldAt::Origin)]);
	});
}

#[test]
fn a_recalled_unit_is_neither_declared_nor_released_nor_closed() {
	scene(|| {
		let recall = || TraceUnits::recall(signed(Alice), vec![code()].try_into().unwrap(), text("起火"));
		let end =
			|| TraceUnits::end_recall(signed(Alice), vec![code()].try_into().unwrap(), text("复检合格"));
		let form = || form(Eve.to_account_id(), code(), CENTS, NOON);
		let held = || Customs::declaration(entry_number()).unwrap().held;
		assert_ok!(recall());
		assert_noop!(Customs::declare(signed(Eve), entry_number(), form()), Error::<Runtime>::UnitHeld);
		assert_ok!(end());
		assert_ok!(Customs::declare(signed(Eve), entry_number(), form()));
		agree();
		advance(&[(Received, 120), (Concluded, 399)], NOON);
		assert_eq!(held(), []);
		assert_ok!(recall());
		assert_eq!(held(), [(code(), HeldAt::Unit)]);
		let release = || Customs::advance(signed(Alice), entry_number(), Released, 800, Moment(NOON));
		assert_noop!(release(), Error::<Runtime>::UnitHeld);
		assert_ok!(end());
		assert_ok!(release());
		advance(&[(Closed, 899)], NOON);
		assert_ok!(recall());
		assert_noop!(
			TraceUnits::close(signed(Eve), code(), ShelfLife::Unlimited),
			pallet_trace_units::Error::<Runtime>::Held
		);
	});
}

#[test]
fn what_left_is_not_declared_again_in_parts() {
	scene(|| {
		let batch = |lot: &str, pieces: u64| NewUnit {
			code: format!("01/06901234567892/10/{lot}").parse::<TraceCode>().unwrap(),
			kind: UnitKind::Batch {
				mode: TraceMode::FullChain,
				quantity: Quantity { thousandths: 1_000 * pieces, unit: MeasureUnit::Piece },
			},
		};
		let (whole, part) = (batch("A", 1), batch("B", 1));
		assert_ok!(TraceUnits::register(signed(Eve), whole.clone()));
		let form = |code: &TraceCode| form(Eve.to_account_id(), code.clone(), CENTS, NOON);
		assert_ok!(Customs::declare(signed(Eve), entry_number(), form(&whole.code)));
		agree();
		advance(&[(Received, 120), (Concluded, 399), (Released, 800), (Closed, 899)], NOON);
		let parts = vec![part.clone()].try_into().unwrap();
		assert_ok!(TraceUnits::split(signed(Eve), whole.code.clone(), parts));
		let other = "530420260000000002".parse().unwrap();
		let again = || Customs::declare(signed(Eve), other, form(&part.code));
		assert_noop!(again(), Error::<Runtime>::UnitLeft);
		advance(&[(Returned, 700)], NOON);
		assert_ok!(again());
	});
}

/// Every key that a declaration may bring into the state.
fn keys() -> BTreeSet<Vec<u8>> {
	let of = |pallet: &str| {
		let prefix = sp_io::hashing::twox_128(pallet.as_bytes());
		let next = move |key: &Vec<u8>| sp_io::storage::next_key(key).filter(|key| key.starts_with(&prefix));
		std::iter::successors(next(&prefix.to_vec()), next)
	};
	["Customs", "CustomsInfo", "Reconciliation"].into_iter().flat_map(of).collect()
}

#[test]
fn a_declaration_is_charged_for_no_fewer_keys_than_it_brings() {
	scene(|| {
		let before = keys();
		let form = form(Eve.to_account_id(), code(), CENTS, NOON);
		let call = RuntimeCall::from(pallet_customs::Call::declare { entry_number: entry_number(), form });
		type Measured = weights::pallet_customs::WeightInfo<Runtime>;
		let measured = <Measured as pallet_customs::WeightInfo>::declare(1, 1);
		let waybill = DatabaseWeight::get().reads_writes(1, 1);
		// The units around the one that is declared, its batches, what it was made of, and what is packed in it.
		let holds = DatabaseWeight::get().reads(4 + 2 + u64::from(MAX_HOLD_READS) + 2);
		let besides = call.get_dispatch_info().call_weight - measured - waybill - holds;
		let charged = besides.ref_time() / NewKey::get().ref_time();
		let RuntimeCall::Customs(declare) = &call else { unreachable!("it is one of customs") };
		assert_eq!(charged, declare.max_new_keys() as u64);
		assert_ok!(call.dispatch(signed(Eve)));
		// The declaration and its two lists, a place on the work lists of four, the unit's declaration and its block, the
		// loop and the waybill. Two departments more might have had to agree.
		let new = keys().difference(&before).count() as u64;
		assert_eq!((charged, new), (13, 11));
	});
}
