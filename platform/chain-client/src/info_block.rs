// SPDX-License-Identifier: Apache-2.0

//! Information blocks of a unit, and the categories of each.

use serde_json::Value;

/// Information block of a unit, one of four.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Info {
	/// Product information 产品信息区块, table 1.
	Product,
	/// Transaction information 交易信息区块, table 2.
	Transaction,
	/// Logistics information 物流信息区块, table 3.
	Logistics,
	/// Customs information 通关信息区块, table 4.
	Customs,
}

impl Info {
	/// All four, in the order of the standard's tables.
	pub const ALL: [Self; 4] = [Self::Product, Self::Transaction, Self::Logistics, Self::Customs];

	/// Name in the database and the interface.
	pub const fn name(self) -> &'static str {
		match self {
			Self::Product => "product",
			Self::Transaction => "transaction",
			Self::Logistics => "logistics",
			Self::Customs => "customs",
		}
	}

	/// Name of its pallet in the runtime.
	pub const fn pallet(self) -> &'static str {
		match self {
			Self::Product => "ProductInfo",
			Self::Transaction => "TransactionInfo",
			Self::Logistics => "LogisticsInfo",
			Self::Customs => "CustomsInfo",
		}
	}

	/// Position among the four, as in [`Info::ALL`].
	pub const fn place(self) -> usize {
		self as usize
	}

	/// Fields of its items that its database is searched by.
	pub const fn searched(self) -> &'static [&'static str] {
		match self {
			Self::Product => &["brand", "model", "barcode", "batch", "producer"],
			Self::Transaction => &["product_name", "platform", "key", "amount", "settled"],
			Self::Logistics => &["carrier", "waybill", "number", "left_at"],
			Self::Customs => &["entry_number", "status", "code"],
		}
	}

	/// Returns the information block with a name.
	pub fn named(name: &str) -> Option<Self> {
		Self::ALL.into_iter().find(|info| info.name() == name)
	}

	/// Category of tables 1 to 4 that an item is of. None for positions, which the tables don't list.
	pub fn category(self, variant: &str) -> Option<&str> {
		match (self, variant) {
			(_, "Positions") => None,
			// Tables 1 and 2 have a category of this name each.
			(Self::Transaction, "ProductCode") => Some("TradedProductCode"),
			(_, variant) => Some(variant),
		}
	}

	/// Category that an item fills, given the fields that are [searched](Self::searched) by. None while it lacks a basic
	/// item: goods that are in the house yet, money that is not settled.
	pub fn filled<'a>(self, variant: &'a str, content: &Value) -> Option<&'a str> {
		let lacks = match variant {
			"Storage" => content["left_at"].is_null(),
			"Receipt" => content["settled"].is_null(),
			_ => false,
		};
		self.category(variant).filter(|_| !lacks)
	}
}

/// Categories of an information block, in the order of the standard's tables.
pub fn categories(info: Info) -> &'static [&'static str] {
	match info {
		Info::Product => &["RawMaterials", "Production", "Features", "ProductCode"],
		Info::Transaction => &["Order", "Receipt", "TradedProductCode"],
		Info::Logistics => &["Tally", "Transport", "Storage", "Delivery", "DeliveryException"],
		Info::Customs => &["Declaration", "Status"],
	}
}
