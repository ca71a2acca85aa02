// SPDX-License-Identifier: Apache-2.0

//! Sound items, one of each kind that the tests need.

pub use suyuan_primitives::items::{
	CustomsInfo as Customs, LogisticsInfo as Logistics, ProductInfo as Product,
	TransactionInfo as Transaction,
};

use crate::mock::NOW;
use suyuan_primitives::{
	codes::Currency,
	items::{
		CustomsStatus, Declaration, DeclaredLine, DeliveryException, ExceptionDetails, Features, Order,
		OrderKey, Positions, ProductCode, Receipt, ReceiptKey, StatusChange, Storage, Transport,
		TransportMode, Waybill, WaybillKey,
	},
	values::{
		Fix, Mass, MeasureUnit, Moment, Money, Name, Note, Packages, Place, PositionSystem, Quantity, Sealed,
		ShelfLife, Text,
	},
};

pub fn text<const N: u32>(text: &str) -> Text<N> {
	text.try_into().unwrap()
}

pub fn name(name: &str) -> Name {
	text(name)
}

pub fn note(note: &str) -> Note {
	text(note)
}

pub fn usd(minor_units: u64) -> Money {
	Money { minor_units, currency: Currency(*b"USD") }
}

pub fn pieces(n: u64) -> Quantity {
	Quantity { thousandths: n * 1_000, unit: MeasureUnit::Piece }
}

pub fn features() -> Features {
	Features {
		brand: text("Pengcheng"),
		model: text("PC-20"),
		shelf_life: ShelfLife::Days(365),
		certificates: Default::default(),
		certificate_of_origin: None,
		test_reports: Default::default(),
	}
}

pub fn order() -> Order {
	Order {
		product_name: text("Kettle"),
		ordered_at: Moment(NOW),
		platform: text("Platform"),
		amount: usd(1_999),
		ship_to: Sealed([1; 32]),
		consignee: Sealed([2; 32]),
		contact: Sealed([3; 32]),
		key: None,
		lines: Default::default(),
	}
}

pub fn receipt() -> Receipt {
	Receipt {
		product_name: text("Kettle"),
		received_at: Moment(NOW),
		amount: usd(1_999),
		settled: Some(Money { minor_units: 14_300, currency: Currency::CNY }),
		settled_at: Some(Moment(NOW)),
		payee: text("Merchant"),
		key: None,
		receipt_voucher: None,
		settlement_voucher: None,
		reversal_voucher: None,
	}
}

pub fn order_key() -> OrderKey {
	OrderKey { platform: text("Platform"), merchant: text("Merchant"), number: text("SO-1") }
}

/// An order that feeds a loop.
pub fn keyed_order() -> Transaction {
	Transaction::Order(Order { key: Some(order_key()), ..order() })
}

/// A receipt that feeds a loop.
pub fn keyed_receipt() -> Transaction {
	let key = ReceiptKey { order: order_key(), institution: text("Bank"), number: text("R-1") };
	Transaction::Receipt(Receipt { key: Some(key), ..receipt() })
}

pub fn product_code() -> ProductCode {
	ProductCode { barcode: "9521234543213".parse().unwrap(), batch: None }
}

pub fn transport() -> Transport {
	Transport {
		carrier: text("Carrier"),
		mode: TransportMode::Water,
		departure: Place { name: text("Shenzhen"), location: Some("CNSZX".parse().unwrap()) },
		shipper: None,
		waybill: None,
		destination: None,
	}
}

/// A transport that feeds a loop.
pub fn transport_by_waybill() -> Logistics {
	let waybill = Waybill {
		key: WaybillKey { company: text("Carrier"), number: text("YT-1") },
		packages: Packages(2),
		gross_weight: Mass { grams: 1_480 },
		freight: None,
		insurance: None,
	};
	Logistics::Transport(Transport { waybill: Some(waybill), ..transport() })
}

pub fn storage() -> Storage {
	Storage {
		warehouse: text("Warehouse 7"),
		address: text("Duisburg, Kaiserswerther Strasse 1"),
		mode: text("ambient"),
		entered_at: Moment(NOW - 1),
		left_at: Some(Moment(NOW)),
		temperature: None,
		humidity: None,
	}
}

pub fn fix() -> Fix {
	Fix {
		system: PositionSystem::Bds,
		latitude: 225_400_000,
		longitude: 1_140_600_000,
		accuracy_cm: 300,
		taken_at: Moment(NOW),
	}
}

/// Positions that tell more than a district.
pub fn fine_positions() -> Positions {
	Positions(vec![fix(), Fix { latitude: 225_431_000, ..fix() }].try_into().unwrap())
}

pub fn positions() -> Positions {
	Positions(vec![fix()].try_into().unwrap())
}

pub fn declaration() -> Declaration {
	Declaration {
		lines: vec![DeclaredLine {
			hs_code: "8516101000".parse().unwrap(),
			product_name: text("Kettle"),
			quantity: pieces(1),
			value: usd(1_999),
			origin: "CN".parse().unwrap(),
		}]
		.try_into()
		.unwrap(),
		entry_number: "530420260000000001".parse().unwrap(),
		port_of_departure: "CNSZX".parse().unwrap(),
		port_of_arrival: "DEHAM".parse().unwrap(),
		declared_at: Moment(NOW - 1),
		released_at: Moment(NOW),
		duty_paid: None,
	}
}

pub fn released() -> StatusChange {
	StatusChange {
		entry_number: "530420260000000001".parse().unwrap(),
		status: CustomsStatus::Released,
		code: 800,
		changed_at: Moment(NOW),
	}
}

/// Damage that was found in the delivery.
pub fn damage() -> Logistics {
	let details = ExceptionDetails { found_at: Moment(NOW), note: note("carton crushed"), evidence: None };
	Logistics::DeliveryException(DeliveryException::Damage(details))
}
