// SPDX-License-Identifier: Apache-2.0

//! Sound documents of one purchase, and the ways to record them.

use crate::{mock::*, Event, LoopView, Loops};
use frame_support::BoundedVec;
use sp_runtime::DispatchResult;
use suyuan_primitives::{
	codes::{Currency, EntryNumber},
	items::{
		LogisticsInfo, Order, OrderKey, OrderLine, Receipt, ReceiptKey, TransactionInfo, Transport,
		TransportMode, Waybill, WaybillKey,
	},
	reconciliation::{DeclaredSide, Disagreement, LoopStanding, LoopState, Missing},
	traits::{self, OnRecorded, Recorded},
	values::{
		Evidence, EvidenceKind, Mass, MeasureUnit, Moment, Money, Packages, Place, Quantity, Sealed, Text,
	},
};

pub fn text<const N: u32>(text: &str) -> Text<N> {
	text.try_into().unwrap()
}

pub fn usd(minor_units: u64) -> Money {
	Money { minor_units, currency: Currency(*b"USD") }
}

pub fn eur(minor_units: u64) -> Money {
	Money { minor_units, currency: Currency(*b"EUR") }
}

/// The key of the `n`th order.
pub fn order_key(n: u32) -> OrderKey {
	OrderKey { platform: text("Platform"), merchant: text("Merchant"), number: text(&format!("SO-{n}")) }
}

/// The first order, of 100 dollars, without lines.
pub fn order() -> Order {
	Order {
		product_name: text("Kettle"),
		ordered_at: Moment(1),
		platform: text("Platform"),
		amount: usd(100),
		ship_to: Sealed([1; 32]),
		consignee: Sealed([2; 32]),
		contact: Sealed([3; 32]),
		key: Some(order_key(1)),
		lines: Default::default(),
	}
}

pub fn with_lines(lines: &[Money], order: Order) -> Order {
	let quantity = Quantity { thousandths: 1_000, unit: MeasureUnit::Piece };
	let line = |total: &Money| OrderLine { product_name: text("Kettle"), quantity, total: *total };
	Order { lines: BoundedVec::truncate_from(lines.iter().map(line).collect()), ..order }
}

/// The `n`th receipt of the first order.
pub fn receipt(n: u32, amount: Money) -> Receipt {
	Receipt {
		product_name: text("Kettle"),
		received_at: Moment(1),
		amount,
		settled: Some(Money { minor_units: 700, currency: Currency::CNY }),
		settled_at: Some(Moment(1)),
		payee: text("Merchant"),
		key: Some(ReceiptKey {
			order: order_key(1),
			institution: text("Bank"),
			number: text(&format!("R-{n}")),
		}),
		receipt_voucher: None,
		settlement_voucher: None,
		reversal_voucher: None,
	}
}

pub fn reversed(receipt: Receipt) -> Receipt {
	let reversal_voucher = Some(Evidence { kind: EvidenceKind::Other, sha256: [7; 32] });
	Receipt { reversal_voucher, ..receipt }
}

/// The key of the `n`th waybill.
pub fn waybill_key(n: u32) -> WaybillKey {
	WaybillKey { company: text("Carrier"), number: text(&format!("YT-{n}")) }
}

/// A transport by the `n`th waybill.
pub fn transport(n: u32, packages: u32, grams: u64) -> Transport {
	Transport {
		carrier: text("Carrier"),
		mode: TransportMode::Water,
		departure: Place { name: text("Shenzhen"), location: None },
		shipper: None,
		waybill: Some(Waybill {
			key: waybill_key(n),
			packages: Packages(packages),
			gross_weight: Mass { grams },
			freight: None,
			insurance: None,
		}),
		destination: None,
	}
}

/// The `n`th entry number.
pub fn entry_number(n: u32) -> EntryNumber {
	format!("5304202600{n:08}").parse().unwrap()
}

/// The first declaration: the first order's amount, and one waybill of 2 packages and 1,480 grams.
pub fn declared() -> DeclaredSide {
	DeclaredSide {
		entry_number: entry_number(1),
		value: usd(100),
		waybills: BoundedVec::truncate_from(vec![waybill_key(1)]),
		shares: Default::default(),
		packages: Packages(2),
		gross_weight: Mass { grams: 1_480 },
	}
}

/// The way in which a document is recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
	Recorded,
	Amended,
	Imported,
}

/// Imports are entered by the owner, and all else by this provider.
fn recorded<'a, Item>(
	owner: &'a u64,
	provider: &'a u64,
	way: Way,
	item: &'a Item,
) -> Recorded<'a, u64, Item> {
	let imported = way == Way::Imported;
	let provider = if imported { owner } else { provider };
	Recorded { owner, provider, item, imported, amends: way == Way::Amended }
}

/// Records orders as the platform and receipts as the bank.
pub fn record_transaction(owner: u64, way: Way, item: TransactionInfo) -> DispatchResult {
	let provider = if matches!(item, TransactionInfo::Receipt(_)) { BANK } else { PLATFORM };
	Reconciliation::on_recorded(recorded(&owner, &provider, way, &item))
}

/// Records waybills as the carrier.
pub fn record_logistics(owner: u64, way: Way, item: LogisticsInfo) -> DispatchResult {
	Reconciliation::on_recorded(recorded(&owner, &CARRIER, way, &item))
}

/// Records or amends a document in the merchant's loop, as this provider.
pub fn record_as(provider: u64, way: Way, item: TransactionInfo) -> DispatchResult {
	Reconciliation::on_recorded(recorded(&MERCHANT, &provider, way, &item))
}

/// Records a waybill of the merchant's units, as this provider.
pub fn record_transport_as(provider: u64, transport: Transport) -> DispatchResult {
	let item = LogisticsInfo::Transport(transport);
	Reconciliation::on_recorded(recorded(&MERCHANT, &provider, Way::Recorded, &item))
}

/// Amends a document in the merchant's loop, as this provider.
pub fn amend_as(provider: u64, item: TransactionInfo) -> DispatchResult {
	record_as(provider, Way::Amended, item)
}

pub fn record_order(way: Way, order: Order) -> DispatchResult {
	record_transaction(MERCHANT, way, TransactionInfo::Order(order))
}

pub fn record_receipt(way: Way, receipt: Receipt) -> DispatchResult {
	record_transaction(MERCHANT, way, TransactionInfo::Receipt(receipt))
}

pub fn record_transport(way: Way, transport: Transport) -> DispatchResult {
	record_logistics(MERCHANT, way, LogisticsInfo::Transport(transport))
}

pub fn declare(side: DeclaredSide) -> DispatchResult {
	<Reconciliation as traits::Loops<u64>>::declare(&MERCHANT, &order_key(1), side)
}

pub fn undeclare(n: u32) {
	<Reconciliation as traits::Loops<u64>>::undeclare(&MERCHANT, &order_key(1), &entry_number(n));
}

/// The state of the loop of the first order, and its digest.
pub fn standing() -> LoopStanding {
	<Reconciliation as traits::Loops<u64>>::standing(&MERCHANT, &order_key(1))
}

/// The state of the loop of the first order.
pub fn state() -> LoopState {
	standing().state
}

/// The state of a loop that merchant, platform, bank and carrier agree on.
pub fn matched() -> LoopState {
	LoopState::Matched { parties: 4 }
}

pub fn open(missing: impl IntoIterator<Item = Missing>) -> LoopState {
	LoopState::Open { missing: missing.into_iter().collect() }
}

pub fn mismatch(fields: impl IntoIterator<Item = Disagreement>) -> LoopState {
	LoopState::Mismatch { fields: fields.into_iter().collect() }
}

pub fn outstanding(minor_units: u64) -> Missing {
	Missing::Receipt { outstanding: usd(minor_units) }
}

/// Enters all documents of a purchase, which agree.
pub fn close_the_loop() {
	record_order(Way::Recorded, order()).unwrap();
	record_receipt(Way::Recorded, receipt(1, usd(100))).unwrap();
	record_transport(Way::Recorded, transport(1, 2, 1_480)).unwrap();
	declare(declared()).unwrap();
	assert_eq!(state(), matched());
	System::reset_events();
}

/// The views in the events of loops, each of the first order of the merchant.
pub fn views_in_events() -> Vec<LoopView<u64>> {
	let view = |record: frame_system::EventRecord<RuntimeEvent, _>| match record.event {
		RuntimeEvent::Reconciliation(Event::LoopChanged { merchant, order, view }) => {
			assert_eq!((merchant, order), (MERCHANT, order_key(1)));
			Some(*view)
		}
		RuntimeEvent::Reconciliation(Event::WaybillChanged { .. }) => None,
		_ => panic!("nothing else happened"),
	};
	System::events().into_iter().filter_map(view).collect()
}

/// The states in the events of loops.
pub fn states_in_events() -> Vec<LoopState> {
	views_in_events().into_iter().map(|view| view.state).collect()
}

/// The number of loops.
pub fn loops() -> usize {
	Loops::<Test>::iter().count()
}
