//! What a block says.

use super::forms::{Forms, Skimmed};
use serde_json::Value;
use std::sync::Arc;

/// One of the four information blocks of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Info {
	/// 产品信息区块
	Product,
	/// 交易信息区块
	Transaction,
	/// 物流信息区块
	Logistics,
	/// 通关信息区块
	Customs,
}

impl Info {
	/// All, in the order of the standard's tables.
	pub const ALL: [Self; 4] = [Self::Product, Self::Transaction, Self::Logistics, Self::Customs];

	/// As the database and the interface call it.
	pub const fn name(self) -> &'static str {
		match self {
			Self::Product => "product",
			Self::Transaction => "transaction",
			Self::Logistics => "logistics",
			Self::Customs => "customs",
		}
	}

	/// As the chain calls its pallet.
	pub const fn pallet(self) -> &'static str {
		match self {
			Self::Product => "ProductInfo",
			Self::Transaction => "TransactionInfo",
			Self::Logistics => "LogisticsInfo",
			Self::Customs => "CustomsInfo",
		}
	}

	/// Where it stands among all.
	pub const fn place(self) -> usize {
		self as usize
	}

	/// The fields of its items that its database is searched by.
	pub const fn searched(self) -> &'static [&'static str] {
		match self {
			Self::Product => &["brand", "model", "barcode", "batch", "producer"],
			Self::Transaction => &["product_name", "platform", "key", "amount"],
			Self::Logistics => &["carrier", "waybill", "number"],
			Self::Customs => &["entry_number", "status", "code"],
		}
	}

	/// The one of a name.
	pub fn named(name: &str) -> Option<Self> {
		Self::ALL.into_iter().find(|info| info.name() == name)
	}

	/// The category of tables 1 to 4 that an item fills. None for positions, which the tables don't list.
	pub fn category(self, variant: &str) -> Option<&str> {
		match (self, variant) {
			(_, "Positions") => None,
			// Tables 1 and 2 have a category of this name each.
			(Self::Transaction, "ProductCode") => Some("TradedProductCode"),
			(_, variant) => Some(variant),
		}
	}
}

/// A record of an information block.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
	/// Which block.
	pub info: Info,
	/// What it is found by.
	pub skimmed: Skimmed,
	/// The very bytes that the chain hashed.
	pub bytes: Vec<u8>,
	/// The block that carries the record before it.
	pub previous_at: Option<i64>,
}

/// Something that the chain's own pallets told.
#[derive(Clone, Debug, PartialEq)]
pub enum Fact {
	/// A record.
	Record(Box<Record>),
	/// Anything else: the pallet, the event's name, and its fields.
	Event {
		/// The pallet.
		pallet: &'static str,
		/// The event.
		name: String,
		/// Its fields.
		fields: Value,
	},
}

/// A final block.
#[derive(Clone, Debug)]
pub struct Block {
	/// Its number.
	pub number: u64,
	/// Its hash.
	pub hash: String,
	/// The hash of the one before it.
	pub parent: String,
	/// Its time: milliseconds since 1970-01-01 UTC.
	pub time: i64,
	/// The version of the runtime that made it.
	pub spec_version: u32,
	/// Its slot, from which follows who made it.
	pub slot: Option<u64>,
	/// Who makes blocks, and makes them final, from the next one on.
	pub validators: Vec<String>,
	/// What it told, with each event's place among all events.
	pub facts: Vec<(i64, Fact)>,
	/// How many of that are records.
	pub records: usize,
	/// How many bytes its events took.
	pub size: usize,
	/// By what its records decode.
	pub forms: Arc<Forms>,
}
