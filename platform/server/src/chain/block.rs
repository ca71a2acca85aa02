//! Decoded blocks and their facts.

use super::forms::{Forms, Skimmed};
use serde_json::Value;
use std::sync::Arc;

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
			Self::Transaction => &["product_name", "platform", "key", "amount"],
			Self::Logistics => &["carrier", "waybill", "number"],
			Self::Customs => &["entry_number", "status", "code"],
		}
	}

	/// Returns the information block with a name.
	pub fn named(name: &str) -> Option<Self> {
		Self::ALL.into_iter().find(|info| info.name() == name)
	}

	/// Category of tables 1 to 4 that an item fills. None for positions, which the tables don't list.
	pub fn category(self, variant: &str) -> Option<&str> {
		match (self, variant) {
			(_, "Positions") => None,
			// Tables 1 and 2 have a category of this name each.
			(Self::Transaction, "ProductCode") => Some("TradedProductCode"),
			(_, variant) => Some(variant),
		}
	}
}

/// Record of an information block, as its event carries it.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
	/// Information block of the record.
	pub info: Info,
	/// Keys and searched fields, decoded from the bytes.
	pub skimmed: Skimmed,
	/// Encoded record: the very bytes that the chain hashed.
	pub bytes: Vec<u8>,
	/// Number of the block that carries the record before it.
	pub previous_at: Option<i64>,
}

/// Fact that a pallet of the chain emitted as an event.
#[derive(Clone, Debug, PartialEq)]
pub enum Fact {
	/// A record of one of the four information blocks.
	Record(Box<Record>),
	/// Any other event.
	Event {
		/// Name of the pallet in the runtime.
		pallet: &'static str,
		/// Name of the event.
		name: String,
		/// Fields of the event, as an object.
		fields: Value,
	},
}

/// A final block, decoded.
#[derive(Clone, Debug)]
pub struct Block {
	/// Number of the block.
	pub number: u64,
	/// Hash of the block, 0x hexadecimal.
	pub hash: String,
	/// Hash of the parent block, 0x hexadecimal.
	pub parent: String,
	/// Time of the block: milliseconds since 1970-01-01 UTC.
	pub time: i64,
	/// Version of the runtime that made the block.
	pub spec_version: u32,
	/// Slot of the block, which determines its author.
	pub slot: Option<u64>,
	/// Validators that make blocks, and finalise them, from the next one on.
	pub validators: Vec<String>,
	/// Facts of the block, each with its index among all events.
	pub facts: Vec<(i64, Fact)>,
	/// Number of records among the facts.
	pub records: usize,
	/// Encoded size of its events in bytes.
	pub size: usize,
	/// Types by which its records decode.
	pub forms: Arc<Forms>,
}
