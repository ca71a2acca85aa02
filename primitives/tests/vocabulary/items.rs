// SPDX-License-Identifier: Apache-2.0

//! Items of records: tables 1 to 4 of DB4403/T 471-2024, field by field.

use codec::{Decode, Encode, MaxEncodedLen};
use std::fmt::Debug;
use suyuan_primitives::{
	codes::{Batch, Country, Currency, EntryNumber, Gtin, HsCode, Location},
	items::{
		CustomsInfo, CustomsStatus, Declaration, DeclaredLine, Delivery, DeliveryException, DutyPaid,
		ExceptionDetails, Features, InfoItem, Loading, LogisticsInfo, Order, OrderKey, OrderLine, Positions,
		ProductCode, ProductInfo, Production, Range, RawMaterials, Receipt, ReceiptKey, Screening,
		ScreeningOutcome, StatusChange, Storage, Tally, TransactionInfo, Transport, TransportMode, Waybill,
		WaybillKey,
	},
	requirement::{Category, InfoBlock},
	values::{
		Amount, Commitment, Evidence, EvidenceKind, Fix, Mass, MeasureUnit, Moment, Money, Packages, Place,
		PositionSystem, Quantity, Sealed, ShelfLife, Text,
	},
	Check, Clock,
	ValueError::{self, *},
};

/// 20 November 2026, noon.
const NOW: u64 = 1_795_176_000_000;
const CLOCK: Clock = Clock { latest: NOW };
const HOUR: u64 = 3_600_000;

fn text<const N: u32>(text: &str) -> Text<N> {
	text.try_into().unwrap()
}

fn ago(hours: u64) -> Moment {
	Moment(NOW - hours * HOUR)
}

fn later() -> Moment {
	Moment(NOW + 1)
}

/// A commitment to no amount: the identity.
fn no_point() -> Amount {
	Amount::Committed { commitment: Commitment([0; 32]), currency: Currency(*b"USD") }
}

/// An amount in a currency that need not exist.
fn in_currency(code: &[u8; 3]) -> Amount {
	Money { minor_units: 1, currency: Currency(*code) }.into()
}

fn money(minor_units: u64, currency: &str) -> Amount {
	Money { minor_units, currency: currency.parse().unwrap() }.into()
}

fn pieces(count: u64) -> Quantity {
	Quantity { thousandths: count * 1_000, unit: MeasureUnit::Piece }
}

fn evidence(kind: EvidenceKind) -> Evidence {
	Evidence { kind, sha256: [7; 32] }
}

fn sealed(plaintext: &str) -> Sealed {
	Sealed::new(&[9; 32], plaintext)
}

fn place(name: &str, location: &str) -> Place {
	Place { name: text(name), location: Some(location.parse().unwrap()) }
}

/// A way to spoil a value, and the reason why it is refused then.
type Spoilt<Value> = (fn(&mut Value), ValueError);

/// The sound value passes, and no longer once any one thing of it is spoiled.
fn refuses<Value: Check + Clone + Debug>(sound: Value, spoilt: &[Spoilt<Value>]) {
	assert_eq!(sound.check(&CLOCK), Ok(()), "{sound:?}");
	for (number, (spoil, expected)) in spoilt.iter().enumerate() {
		let mut value = sound.clone();
		spoil(&mut value);
		assert_eq!(value.check(&CLOCK), Err(*expected), "case {number}: {value:?}");
	}
}

fn passes<Value: Check + Clone + Debug>(sound: Value, changes: &[fn(&mut Value)]) {
	for (number, change) in changes.iter().enumerate() {
		let mut value = sound.clone();
		change(&mut value);
		assert_eq!(value.check(&CLOCK), Ok(()), "case {number}: {value:?}");
	}
}

// Table 1: product.

fn raw_materials() -> RawMaterials {
	RawMaterials {
		name: text("锂电池"),
		supplier: text("东莞某某电池有限公司"),
		address: text("东莞市松山湖"),
		contact: text("+86 769 1234 5678"),
		quality: Some(text("GB 31241-2022")),
		produced_at: Some(ago(900)),
		shelf_life: Some(ShelfLife::Days(730)),
	}
}

fn production() -> Production {
	Production {
		producer: text("深圳某某科技有限公司"),
		country: "CN".parse().unwrap(),
		produced_at: ago(800),
		address: Some(text("深圳市南山区")),
		contact: Some(text("service@example.com")),
		licence: Some(text("XK09-205-00123")),
	}
}

fn features() -> Features {
	Features {
		brand: text("某某"),
		model: text("X-1 128 GB"),
		shelf_life: ShelfLife::Unlimited,
		certificates: vec![evidence(EvidenceKind::Certificate)].try_into().unwrap(),
		certificate_of_origin: Some(evidence(EvidenceKind::CertificateOfOrigin)),
		test_reports: vec![evidence(EvidenceKind::TestReport); 8].try_into().unwrap(),
	}
}

fn product_code() -> ProductCode {
	ProductCode { barcode: "6901234567892".parse().unwrap(), batch: Some("L2026-11".parse().unwrap()) }
}

#[test]
fn raw_materials_are_checked_field_by_field() {
	refuses(
		raw_materials(),
		&[
			(|materials| materials.name = text(""), EmptyText),
			(|materials| materials.supplier = text(" "), EmptyText),
			(|materials| materials.address = text("a\nb"), ControlCharacter),
			(|materials| materials.contact = text(""), EmptyText),
			(|materials| materials.quality = Some(text("")), EmptyText),
			(|materials| materials.produced_at = Some(later()), InTheFuture),
			(|materials| materials.shelf_life = Some(ShelfLife::Days(0)), ZeroAmount),
		],
	);
	passes(
		raw_materials(),
		&[
			|materials| materials.quality = None,
			|materials| materials.produced_at = None,
			|materials| materials.shelf_life = None,
		],
	);
}

#[test]
fn production_is_checked_field_by_field() {
	refuses(
		production(),
		&[
			(|production| production.producer = text(""), EmptyText),
			(|production| production.country = Country(*b"XX"), UnknownCountry),
			(|production| production.produced_at = later(), InTheFuture),
			(|production| production.address = Some(text("")), EmptyText),
			(|production| production.contact = Some(text("\0")), ControlCharacter),
			(|production| production.licence = Some(text(" x")), EmptyText),
		],
	);
	passes(
		production(),
		&[
			|production| production.address = None,
			|production| production.contact = None,
			|production| production.licence = None,
			|production| production.produced_at = Moment(NOW),
		],
	);
}

#[test]
fn features_are_checked_field_by_field() {
	refuses(
		features(),
		&[
			(|features| features.brand = text(""), EmptyText),
			(|features| features.model = text("\u{7f}"), ControlCharacter),
			(|features| features.shelf_life = ShelfLife::Days(0), ZeroAmount),
			(|features| features.shelf_life = ShelfLife::Until(0), ZeroAmount),
		],
	);
	passes(
		features(),
		&[
			|features| features.certificates = Default::default(),
			|features| features.certificate_of_origin = None,
			|features| features.test_reports = Default::default(),
			|features| features.shelf_life = ShelfLife::Until(NOW + HOUR),
		],
	);
}

#[test]
fn product_codes_are_checked_field_by_field() {
	refuses(
		product_code(),
		&[
			(|code| code.barcode = Gtin(*b"06901234567893"), WrongCheckDigit),
			(|code| code.barcode = Gtin(*b"0690123456789X"), MalformedCode),
			(|code| code.batch = Some(Batch(Default::default())), MalformedCode),
			(|code| code.batch = Some("L 1".parse().unwrap()), MalformedCode),
		],
	);
	passes(product_code(), &[|code| code.batch = None]);
}

// Table 2: transaction.

fn order_key() -> OrderKey {
	OrderKey { platform: text("4403660001"), merchant: text("91440300708461136T"), number: text("SO-1") }
}

fn order_line() -> OrderLine {
	OrderLine { product_name: text("手机"), quantity: pieces(2), total: money(59_998, "USD") }
}

fn order() -> Order {
	Order {
		product_name: text("手机"),
		ordered_at: ago(700),
		platform: text("某某跨境商城"),
		amount: money(59_998, "USD"),
		ship_to: sealed("1 Main Street, Los Angeles"),
		consignee: sealed("Jane Doe"),
		contact: sealed("+1 213 555 0100"),
		key: Some(order_key()),
		lines: vec![order_line(), order_line()].try_into().unwrap(),
	}
}

fn receipt_key() -> ReceiptKey {
	ReceiptKey { order: order_key(), institution: text("4403690001"), number: text("HQ20261105-000871") }
}

fn receipt() -> Receipt {
	Receipt {
		product_name: text("手机"),
		received_at: ago(600),
		amount: money(59_998, "USD"),
		settled: Some(money(426_586, "CNY")),
		settled_at: Some(ago(500)),
		payee: text("深圳某某科技有限公司"),
		key: Some(receipt_key()),
		receipt_voucher: Some(evidence(EvidenceKind::ReceiptVoucher)),
		settlement_voucher: Some(evidence(EvidenceKind::SettlementVoucher)),
		reversal_voucher: Some(evidence(EvidenceKind::ReceiptVoucher)),
	}
}

#[test]
fn order_keys_are_checked_field_by_field() {
	refuses(
		order_key(),
		&[
			(|key| key.platform = text(""), EmptyText),
			(|key| key.merchant = text(""), EmptyText),
			(|key| key.number = text("\t1"), EmptyText),
		],
	);
}

#[test]
fn orders_are_checked_field_by_field() {
	refuses(
		order(),
		&[
			(|order| order.product_name = text(""), EmptyText),
			(|order| order.ordered_at = later(), InTheFuture),
			(|order| order.platform = text("a\rb"), ControlCharacter),
			(|order| order.amount = money(0, "USD"), ZeroAmount),
			(|order| order.amount = no_point(), MalformedCommitment),
			(|order| order.lines[1].total = no_point(), MalformedCommitment),
			(|order| order.amount = in_currency(b"XXX"), UnknownCurrency),
			(|order| order.key.as_mut().unwrap().number = text(""), EmptyText),
			(|order| order.lines[1].product_name = text(""), EmptyText),
			(|order| order.lines[1].quantity = pieces(0), ZeroAmount),
			(|order| order.lines[1].total = money(0, "USD"), ZeroAmount),
			(|order| order.lines[1].total = in_currency(b"XXX"), UnknownCurrency),
		],
	);
	passes(order(), &[|order| order.key = None, |order| order.lines = Default::default()]);
}

#[test]
fn refuses_an_order_whose_lines_are_in_another_currency() {
	refuses(
		order(),
		&[
			(|order| order.lines[1].total = money(59_998, "EUR"), CurrencyMismatch),
			(|order| order.amount = money(59_998, "EUR"), CurrencyMismatch),
		],
	);
}

#[test]
fn receipts_are_checked_field_by_field() {
	refuses(
		receipt(),
		&[
			(|receipt| receipt.product_name = text(""), EmptyText),
			(|receipt| receipt.received_at = later(), InTheFuture),
			(|receipt| receipt.amount = money(0, "USD"), ZeroAmount),
			(|receipt| receipt.settled = Some(money(0, "CNY")), ZeroAmount),
			(|receipt| receipt.settled = Some(in_currency(b"XAU")), UnknownCurrency),
			(|receipt| receipt.settled_at = Some(later()), InTheFuture),
			(|receipt| receipt.payee = text(""), EmptyText),
			(|receipt| receipt.key.as_mut().unwrap().order.platform = text(""), EmptyText),
			(|receipt| receipt.key.as_mut().unwrap().institution = text(""), EmptyText),
			(|receipt| receipt.key.as_mut().unwrap().number = text(""), EmptyText),
		],
	);
	passes(
		receipt(),
		&[
			|receipt| receipt.key = None,
			|receipt| receipt.receipt_voucher = None,
			|receipt| receipt.settlement_voucher = None,
			|receipt| receipt.reversal_voucher = None,
			|receipt| receipt.settled_at = Some(receipt.received_at),
		],
	);
}

#[test]
fn refuses_money_that_was_settled_before_it_was_received() {
	refuses(receipt(), &[(|receipt| receipt.settled_at = Some(ago(601)), TimesOutOfOrder)]);
}

/// A receipt of money that is not settled yet.
fn unsettled() -> Receipt {
	Receipt { settled: None, settled_at: None, settlement_voucher: None, ..receipt() }
}

#[test]
fn money_is_received_before_it_is_settled() {
	assert_eq!(unsettled().check(&CLOCK), Ok(()));
	assert!(!TransactionInfo::Receipt(unsettled()).is_complete());
	assert!(TransactionInfo::Receipt(receipt()).is_complete());
}

#[test]
fn a_settlement_is_told_as_a_whole() {
	refuses(
		unsettled(),
		&[
			(|receipt| receipt.settled = Some(money(1, "CNY")), SettlementIncomplete),
			(|receipt| receipt.settled_at = Some(ago(500)), SettlementIncomplete),
			(
				|receipt| receipt.settlement_voucher = Some(evidence(EvidenceKind::SettlementVoucher)),
				SettlementIncomplete,
			),
		],
	);
}

#[test]
fn goods_are_in_the_house_before_they_leave_it() {
	let in_the_house = Storage { left_at: None, ..storage() };
	assert_eq!(in_the_house.check(&CLOCK), Ok(()));
	assert!(!LogisticsInfo::Storage(in_the_house).is_complete());
	assert!(LogisticsInfo::Storage(storage()).is_complete());
}

#[test]
fn goods_are_on_their_way_before_they_are_signed_for() {
	let on_the_way = Delivery { signed_at: None, ..delivery() };
	assert_eq!(on_the_way.check(&CLOCK), Ok(()));
	assert!(LogisticsInfo::Delivery(on_the_way).is_complete(), "table 3 asks for no signature");
}

// Table 3: logistics.

fn tally() -> Tally {
	Tally {
		screening: Screening {
			site: text("盐田综合保税区"),
			screened_at: ago(400),
			outcome: ScreeningOutcome::Passed,
		},
		loading: Loading { vehicle: text("粤B12345"), loaded_at: ago(399) },
	}
}

fn transport() -> Transport {
	Transport {
		carrier: text("某某航运"),
		mode: TransportMode::Water,
		departure: place("盐田港", "CNYTN"),
		shipper: Some(text("深圳某某科技有限公司")),
		waybill: Some(Waybill {
			key: WaybillKey { company: text("4403980001"), number: text("YT-1") },
			packages: Packages(2),
			gross_weight: Mass { grams: 1_480 },
			freight: Some(money(1_200, "USD")),
			insurance: Some(money(50, "USD")),
		}),
		destination: Some(place("Los Angeles", "USLAX")),
	}
}

fn storage() -> Storage {
	Storage {
		warehouse: text("前海仓"),
		address: text("深圳市前海"),
		mode: text("保税"),
		entered_at: ago(300),
		left_at: Some(ago(200)),
		temperature: Some(Range { lowest: -50, highest: 250 }),
		humidity: Some(Range { lowest: 300, highest: 600 }),
	}
}

fn delivery() -> Delivery {
	Delivery {
		company: text("Last Mile Inc."),
		number: text("LM-1"),
		courier: Some(sealed("John Smith")),
		receiver: Some(sealed("Jane Doe")),
		delivery_number: Some(text("D-1")),
		place: Some(sealed("1 Main Street, Los Angeles")),
		vehicle: Some(text("Van 12")),
		signed_at: Some(ago(50)),
	}
}

fn details() -> ExceptionDetails {
	ExceptionDetails {
		found_at: ago(100),
		note: text("外箱破损"),
		evidence: Some(evidence(EvidenceKind::Picture)),
	}
}

/// Every exception that table 3 names.
const EXCEPTIONS: [fn(ExceptionDetails) -> DeliveryException; 8] = [
	DeliveryException::Damage,
	DeliveryException::Loss,
	DeliveryException::DetentionAtDestination,
	DeliveryException::Disposal,
	DeliveryException::Transfer,
	DeliveryException::Rma,
	DeliveryException::Return,
	DeliveryException::ReverseLogistics,
];

fn fix(hours_ago: u64) -> Fix {
	Fix {
		system: PositionSystem::Bds,
		latitude: 225_431_000,
		longitude: 1_140_579_000,
		accuracy_cm: 500,
		taken_at: ago(hours_ago),
	}
}

fn positions() -> Positions {
	Positions(vec![fix(3), fix(2), fix(2), fix(1)].try_into().unwrap())
}

#[test]
fn tallies_are_checked_field_by_field() {
	refuses(
		tally(),
		&[
			(|tally| tally.screening.site = text(""), EmptyText),
			(|tally| tally.screening.screened_at = later(), InTheFuture),
			(|tally| tally.loading.vehicle = text(""), EmptyText),
			(|tally| tally.loading.loaded_at = later(), InTheFuture),
		],
	);
	passes(
		tally(),
		&[
			|tally| tally.screening.outcome = ScreeningOutcome::PassedAfterOpening,
			|tally| tally.screening.outcome = ScreeningOutcome::HeldBack,
		],
	);
}

#[test]
fn transports_are_checked_field_by_field() {
	refuses(
		transport(),
		&[
			(|transport| transport.carrier = text(""), EmptyText),
			(|transport| transport.departure.name = text(""), EmptyText),
			(|transport| transport.departure.location = Some(Location(*b"CNYT1")), UnknownLocation),
			(|transport| transport.shipper = Some(text("")), EmptyText),
			(|transport| transport.waybill.as_mut().unwrap().key.company = text(""), EmptyText),
			(|transport| transport.waybill.as_mut().unwrap().key.number = text(""), EmptyText),
			(|transport| transport.waybill.as_mut().unwrap().packages = Packages(0), ZeroAmount),
			(|transport| transport.waybill.as_mut().unwrap().gross_weight = Mass { grams: 0 }, ZeroAmount),
			(|transport| transport.waybill.as_mut().unwrap().freight = Some(money(0, "USD")), ZeroAmount),
			(|transport| transport.waybill.as_mut().unwrap().insurance = Some(money(0, "USD")), ZeroAmount),
			(|transport| transport.destination.as_mut().unwrap().name = text(""), EmptyText),
			(|transport| transport.destination = Some(place("Nowhere", "XXXXX")), UnknownLocation),
		],
	);
	passes(
		transport(),
		&[
			|transport| transport.departure.location = None,
			|transport| transport.shipper = None,
			|transport| transport.waybill = None,
			|transport| transport.destination = None,
		],
	);
	for mode in [
		TransportMode::Water,
		TransportMode::Rail,
		TransportMode::Road,
		TransportMode::Air,
		TransportMode::Mail,
		TransportMode::Multimodal,
		TransportMode::Other,
	] {
		assert_eq!(Transport { mode, ..transport() }.check(&CLOCK), Ok(()), "{mode:?}");
	}
}

#[test]
fn storages_are_checked_field_by_field() {
	refuses(
		storage(),
		&[
			(|storage| storage.warehouse = text(""), EmptyText),
			(|storage| storage.address = text(""), EmptyText),
			(|storage| storage.mode = text(""), EmptyText),
			(|storage| storage.entered_at = later(), InTheFuture),
			(|storage| storage.left_at = Some(later()), InTheFuture),
			(|storage| storage.temperature = Some(Range { lowest: 1, highest: 0 }), EmptyRange),
			(|storage| storage.humidity = Some(Range { lowest: i16::MAX, highest: i16::MIN }), EmptyRange),
		],
	);
	passes(
		storage(),
		&[
			|storage| storage.temperature = None,
			|storage| storage.humidity = None,
			|storage| storage.temperature = Some(Range { lowest: 4, highest: 4 }),
			|storage| storage.left_at = Some(storage.entered_at),
			|storage| storage.left_at = None,
		],
	);
}

#[test]
fn refuses_goods_that_left_a_warehouse_before_they_entered_it() {
	refuses(storage(), &[(|storage| storage.left_at = Some(ago(301)), TimesOutOfOrder)]);
}

#[test]
fn deliveries_are_checked_field_by_field() {
	refuses(
		delivery(),
		&[
			(|delivery| delivery.company = text(""), EmptyText),
			(|delivery| delivery.number = text(""), EmptyText),
			(|delivery| delivery.delivery_number = Some(text("")), EmptyText),
			(|delivery| delivery.vehicle = Some(text("a\u{1}b")), ControlCharacter),
			(|delivery| delivery.signed_at = Some(later()), InTheFuture),
		],
	);
	passes(
		delivery(),
		&[
			|delivery| delivery.courier = None,
			|delivery| delivery.receiver = None,
			|delivery| delivery.delivery_number = None,
			|delivery| delivery.place = None,
			|delivery| delivery.vehicle = None,
			|delivery| delivery.signed_at = None,
		],
	);
}

#[test]
fn that_no_exception_occurred_is_a_statement_of_its_own() {
	assert_eq!(DeliveryException::NoneOccurred.check(&CLOCK), Ok(()));
	let item = LogisticsInfo::DeliveryException(DeliveryException::NoneOccurred);
	assert_eq!(item.category(), Some(Category::DeliveryException));
}

#[test]
fn every_exception_is_checked_field_by_field() {
	for exception in EXCEPTIONS {
		assert_eq!(exception(details()).check(&CLOCK), Ok(()));
		let without_evidence = ExceptionDetails { evidence: None, ..details() };
		assert_eq!(exception(without_evidence).check(&CLOCK), Ok(()));
		let found_later = ExceptionDetails { found_at: later(), ..details() };
		assert_eq!(exception(found_later).check(&CLOCK), Err(InTheFuture));
		let of_nothing = ExceptionDetails { note: text(""), ..details() };
		assert_eq!(exception(of_nothing).check(&CLOCK), Err(EmptyText));
	}
}

#[test]
fn positions_are_checked_one_by_one_and_in_their_order() {
	refuses(
		positions(),
		&[
			(|positions| positions.0 = Default::default(), EmptyList),
			(|positions| positions.0[0].taken_at = ago(1), TimesOutOfOrder),
			(|positions| positions.0[3].taken_at = later(), InTheFuture),
			(|positions| positions.0[2].latitude = 900_000_001, PositionOffEarth),
			(|positions| positions.0[2].longitude = -1_800_000_001, PositionOffEarth),
		],
	);
	passes(positions(), &[|positions| positions.0.truncate(1)]);
}

// Table 4: customs.

fn declared_line() -> DeclaredLine {
	DeclaredLine {
		hs_code: "8517130000".parse().unwrap(),
		product_name: text("手机"),
		quantity: pieces(2),
		value: money(59_998, "USD"),
		origin: "CN".parse().unwrap(),
	}
}

fn declaration() -> Declaration {
	Declaration {
		lines: vec![declared_line()].try_into().unwrap(),
		entry_number: "530420260000123456".parse().unwrap(),
		port_of_departure: "CNYTN".parse().unwrap(),
		port_of_arrival: "USLAX".parse().unwrap(),
		declared_at: ago(90),
		released_at: ago(80),
		duty_paid: Some(DutyPaid {
			amount: money(100, "CNY"),
			paid_at: ago(85),
			voucher: Some(evidence(EvidenceKind::DutyPaid)),
		}),
	}
}

fn status() -> StatusChange {
	StatusChange {
		entry_number: "530420260000123456".parse().unwrap(),
		status: CustomsStatus::Released,
		code: 800,
		changed_at: ago(80),
	}
}

#[test]
fn declarations_are_checked_field_by_field() {
	refuses(
		declaration(),
		&[
			(|declaration| declaration.lines = Default::default(), EmptyList),
			(|declaration| declaration.lines[0].hs_code = HsCode(*b"85171300AB"), MalformedCode),
			(|declaration| declaration.lines[0].product_name = text(""), EmptyText),
			(|declaration| declaration.lines[0].quantity = pieces(0), ZeroAmount),
			(|declaration| declaration.lines[0].value = money(0, "USD"), ZeroAmount),
			(|declaration| declaration.lines[0].value = in_currency(b"USX"), UnknownCurrency),
			(|declaration| declaration.lines[0].origin = Country(*b"EU"), UnknownCountry),
			(|declaration| declaration.entry_number = EntryNumber(*b"530420262000123456"), MalformedCode),
			(|declaration| declaration.port_of_departure = Location(*b"cnytn"), UnknownLocation),
			(|declaration| declaration.port_of_arrival = Location(*b"XXLAX"), UnknownLocation),
			(|declaration| declaration.declared_at = later(), InTheFuture),
			(|declaration| declaration.released_at = later(), InTheFuture),
			(|declaration| declaration.duty_paid.as_mut().unwrap().amount = money(0, "CNY"), ZeroAmount),
			(|declaration| declaration.duty_paid.as_mut().unwrap().paid_at = later(), InTheFuture),
		],
	);
	passes(
		declaration(),
		&[
			|declaration| declaration.duty_paid = None,
			|declaration| declaration.duty_paid.as_mut().unwrap().voucher = None,
			|declaration| declaration.released_at = declaration.declared_at,
		],
	);
}

#[test]
fn refuses_goods_that_were_released_before_they_were_declared() {
	refuses(declaration(), &[(|declaration| declaration.released_at = ago(91), TimesOutOfOrder)]);
}

#[test]
fn status_changes_are_checked_field_by_field() {
	refuses(
		status(),
		&[
			(|status| status.entry_number = EntryNumber(*b"53042026000012345X"), MalformedCode),
			(|status| status.status = CustomsStatus::Inspection, StatusCodeMismatch),
			(|status| status.code = 899, StatusCodeMismatch),
			(|status| status.changed_at = later(), InTheFuture),
		],
	);
}

#[test]
fn every_status_has_the_receipt_codes_of_the_single_window_and_no_others() {
	let codes: [(CustomsStatus, &[u16]); 11] = [
		(CustomsStatus::Declared, &[2, 3]),
		(CustomsStatus::Received, &[120]),
		(CustomsStatus::ManualReview, &[300]),
		(CustomsStatus::Inspection, &[500]),
		(CustomsStatus::Detained, &[501, 502, 503, 599]),
		(CustomsStatus::Concluded, &[399]),
		(CustomsStatus::Released, &[800]),
		(CustomsStatus::Closed, &[899]),
		(CustomsStatus::Rejected, &[100]),
		(CustomsStatus::Returned, &[700]),
		(CustomsStatus::Cancelled, &[0]),
	];
	for (status, expected) in codes {
		let has: Vec<_> = (0..=u16::MAX).filter(|code| status.has_code(*code)).collect();
		assert_eq!(has, expected, "{status:?}");
	}
}

// All four blocks.

fn product_items() -> [(ProductInfo, Category); 4] {
	[
		(ProductInfo::RawMaterials(raw_materials()), Category::RawMaterials),
		(ProductInfo::Production(production()), Category::Production),
		(ProductInfo::Features(features()), Category::Features),
		(ProductInfo::ProductCode(product_code()), Category::ProductCode),
	]
}

fn transaction_items() -> [(TransactionInfo, Category); 3] {
	[
		(TransactionInfo::Order(order()), Category::Order),
		(TransactionInfo::Receipt(receipt()), Category::Receipt),
		(TransactionInfo::ProductCode(product_code()), Category::TradedProductCode),
	]
}

fn logistics_items() -> [(LogisticsInfo, Category); 5] {
	[
		(LogisticsInfo::Tally(tally()), Category::Tally),
		(LogisticsInfo::Transport(transport()), Category::Transport),
		(LogisticsInfo::Storage(storage()), Category::Storage),
		(LogisticsInfo::Delivery(delivery()), Category::Delivery),
		(LogisticsInfo::DeliveryException(DeliveryException::Damage(details())), Category::DeliveryException),
	]
}

fn customs_items() -> [(CustomsInfo, Category); 2] {
	[
		(CustomsInfo::Declaration(declaration()), Category::Declaration),
		(CustomsInfo::Status(status()), Category::Status),
	]
}

/// Sound, of the block and category that it should be, and the same after a way to the chain and back.
fn is_sound<Item>(items: &[(Item, Category)], block: InfoBlock)
where
	Item: InfoItem + Debug + PartialEq + Encode + Decode + MaxEncodedLen,
{
	assert_eq!(Item::BLOCK, block);
	for (item, category) in items {
		assert_eq!(item.check(&CLOCK), Ok(()), "{item:?}");
		assert_eq!(item.category(), Some(*category));
		assert_eq!(category.block(), block);
		comes_back_unchanged(item);
	}
}

fn comes_back_unchanged<Item: Debug + PartialEq + Encode + Decode + MaxEncodedLen>(item: &Item) {
	let encoded = item.encode();
	assert!(encoded.len() <= Item::max_encoded_len(), "{item:?}");
	assert_eq!(&Item::decode(&mut &encoded[..]).unwrap(), item);
}

#[test]
fn every_item_fills_the_category_of_its_table_and_survives_encoding() {
	is_sound(&product_items(), InfoBlock::Product);
	is_sound(&transaction_items(), InfoBlock::Transaction);
	is_sound(&logistics_items(), InfoBlock::Logistics);
	is_sound(&customs_items(), InfoBlock::Customs);
}

#[test]
fn every_category_has_its_item() {
	let filled = [
		product_items().map(|(_, category)| category).as_slice(),
		transaction_items().map(|(_, category)| category).as_slice(),
		logistics_items().map(|(_, category)| category).as_slice(),
		customs_items().map(|(_, category)| category).as_slice(),
	]
	.concat();
	assert_eq!(filled, Category::ALL);
}

#[test]
fn positions_stand_beside_the_tables() {
	let item = LogisticsInfo::Positions(positions());
	assert!(item.tells_exact_position());
	let mut coarse = positions();
	coarse.0.iter_mut().for_each(|fix| (fix.latitude, fix.longitude) = (225_400_000, -1_140_600_000));
	assert!(!LogisticsInfo::Positions(coarse.clone()).tells_exact_position());
	coarse.0[3].longitude += 1;
	assert!(LogisticsInfo::Positions(coarse).tells_exact_position());
	assert_eq!(item.category(), None);
	assert_eq!(item.check(&CLOCK), Ok(()));
	comes_back_unchanged(&item);
}

#[test]
fn every_exception_survives_encoding() {
	for exception in EXCEPTIONS {
		comes_back_unchanged(&exception(details()));
	}
}

#[test]
fn an_item_is_checked_as_the_part_that_it_holds() {
	let spoilt = Production { produced_at: later(), ..production() };
	assert_eq!(ProductInfo::Production(spoilt).check(&CLOCK), Err(InTheFuture));
	let spoilt = Order { platform: text(""), ..order() };
	assert_eq!(TransactionInfo::Order(spoilt).check(&CLOCK), Err(EmptyText));
	let spoilt = Storage { left_at: Some(ago(301)), ..storage() };
	assert_eq!(LogisticsInfo::Storage(spoilt).check(&CLOCK), Err(TimesOutOfOrder));
	let spoilt = StatusChange { code: 0, ..status() };
	assert_eq!(CustomsInfo::Status(spoilt).check(&CLOCK), Err(StatusCodeMismatch));
}

#[test]
fn declarations_and_statuses_come_from_the_clearance_and_all_else_from_participants() {
	assert!(customs_items().iter().all(|(item, _)| item.only_from_clearance()));
	assert!(!product_items().iter().any(|(item, _)| item.only_from_clearance()));
	assert!(!transaction_items().iter().any(|(item, _)| item.only_from_clearance()));
	assert!(!logistics_items().iter().any(|(item, _)| item.only_from_clearance()));
}

#[test]
fn a_product_code_of_another_barcode_or_batch_contradicts_the_units_own() {
	let code = |barcode: &str, batch: Option<&str>| {
		let (barcode, batch) = (barcode.parse().unwrap(), batch.map(|batch| batch.parse().unwrap()));
		ProductInfo::ProductCode(ProductCode { barcode, batch })
	};
	let contradicts = |item: &ProductInfo, unit: &str| item.contradicts(&unit.parse().unwrap());
	for (barcode, batch, unit, expected) in [
		("6901234567892", None, "01/06901234567892/21/1", false),
		("6901234567892", Some("L-1"), "01/06901234567892/21/1", false),
		("6901234567892", Some("L-1"), "01/06901234567892/10/L-1", false),
		("6901234567892", Some("L/1"), "01/06901234567892/10/L%2F1/21/1", false),
		("6901234567892", None, "01/06901234567892/10/L-1/21/1", false),
		("6901234567892", Some("L-2"), "01/06901234567892/10/L-1/21/1", true),
		("6901234567892", Some("L%2F1"), "01/06901234567892/10/L%2F1", true),
		("6901234567892", None, "01/09521234543213/21/1", true),
		("6901234567892", None, "other:parcel", false),
		("6901234567892", None, "00/106141412345678908", false),
	] {
		assert_eq!(contradicts(&code(barcode, batch), unit), expected, "{barcode} {batch:?} {unit}");
	}
	assert!(!contradicts(&ProductInfo::Features(features()), "01/09521234543213/21/1"));
}

#[test]
fn an_exception_is_told_or_denied() {
	let none = LogisticsInfo::DeliveryException(DeliveryException::NoneOccurred);
	assert!(none.denies_exception() && !none.tells_of_exception());
	for exception in EXCEPTIONS {
		let item = LogisticsInfo::DeliveryException(exception(details()));
		assert!(item.tells_of_exception() && !item.denies_exception());
	}
	let others = [LogisticsInfo::Tally(tally()), LogisticsInfo::Positions(positions())];
	assert!(!others.iter().any(|item| item.tells_of_exception() || item.denies_exception()));
}

#[test]
fn documents_with_a_key_and_no_others_feed_a_loop() {
	let feeding = |item: &dyn Fn(&mut Order, &mut Receipt, &mut Transport)| {
		let (mut order, mut receipt, mut transport) = (order(), receipt(), transport());
		item(&mut order, &mut receipt, &mut transport);
		[
			TransactionInfo::Order(order).feeds_loop(),
			TransactionInfo::Receipt(receipt).feeds_loop(),
			LogisticsInfo::Transport(transport).feeds_loop(),
		]
	};
	assert_eq!(feeding(&|_, _, _| ()), [true; 3]);
	assert_eq!(feeding(&|order, _, _| order.key = None), [false, true, true]);
	assert_eq!(feeding(&|_, receipt, _| receipt.key = None), [true, false, true]);
	assert_eq!(feeding(&|_, _, transport| transport.waybill = None), [true, true, false]);
	assert!(!TransactionInfo::ProductCode(product_code()).feeds_loop());
	assert!(!LogisticsInfo::Positions(positions()).feeds_loop());
	assert!(logistics_items().iter().filter(|(item, _)| item.feeds_loop()).count() == 1);
	assert!(!product_items().iter().any(|(item, _)| item.feeds_loop()));
	assert!(!customs_items().iter().any(|(item, _)| item.feeds_loop()));
}

#[test]
fn orders_and_receipts_need_an_authorization() {
	let needing = |item: &TransactionInfo| item.needs_authorization();
	let transactions = transaction_items().map(|(item, _)| item);
	assert_eq!(transactions.each_ref().map(needing), [true, true, false]);
	let without_key = Receipt { key: None, ..receipt() };
	assert!(TransactionInfo::Receipt(without_key).needs_authorization());
	let without_key = Order { key: None, ..order() };
	assert!(!TransactionInfo::Order(without_key).needs_authorization(), "it feeds no loop");
	assert!(!product_items().iter().any(|(item, _)| item.needs_authorization()));
	assert!(!logistics_items().iter().any(|(item, _)| item.needs_authorization()));
	assert!(!customs_items().iter().any(|(item, _)| item.needs_authorization()));
}

#[test]
fn personal_data_is_sealed_by_its_type() {
	// Irrefutable: no clear text could stand in these fields.
	let Order { ship_to: Sealed(_), consignee: Sealed(_), contact: Sealed(_), .. } = order();
	let Delivery { courier, receiver, place, .. } = delivery();
	let _: [Option<Sealed>; 3] = [courier, receiver, place];
}

#[test]
fn personal_data_is_not_found_in_what_reaches_the_chain() {
	let order = TransactionInfo::Order(order()).encode();
	let delivery = LogisticsInfo::Delivery(delivery()).encode();
	for personal in ["Main Street", "Jane", "Doe", "555 0100", "Smith"] {
		for encoded in [&order, &delivery] {
			let found = encoded.windows(personal.len()).any(|window| window == personal.as_bytes());
			assert!(!found, "{personal}");
		}
	}
}
