// SPDX-License-Identifier: Apache-2.0
//! Items of any block, as the chain knows them.

use crate::{Schema, Section};
use codec::{Decode, DecodeAll, Encode};
use serde_json::Value;
use suyuan_primitives::{
	codes::TraceCode,
	items::{CustomsInfo, InfoItem, LogisticsInfo, ProductInfo, TransactionInfo},
	requirement::{Category, InfoBlock},
	Check, Clock, ValueError,
};

/// An item of one of the four information blocks.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(clippy::large_enum_variant)]
pub enum Item {
	/// Of the product information block.
	Product(ProductInfo),
	/// Of the transaction information block.
	Transaction(TransactionInfo),
	/// Of the logistics information block.
	Logistics(LogisticsInfo),
	/// Of the customs information block.
	Customs(CustomsInfo),
}

macro_rules! each {
	($self:ident, $item:ident => $answer:expr) => {
		match $self {
			Item::Product($item) => $answer,
			Item::Transaction($item) => $answer,
			Item::Logistics($item) => $answer,
			Item::Customs($item) => $answer,
		}
	};
}

impl Item {
	/// Decodes an item of the block, which must end where the bytes end.
	pub fn decode(block: InfoBlock, bytes: &[u8]) -> Result<Self, codec::Error> {
		fn all<T: Decode>(mut bytes: &[u8]) -> Result<T, codec::Error> {
			T::decode_all(&mut bytes)
		}
		Ok(match block {
			InfoBlock::Product => Self::Product(all(bytes)?),
			InfoBlock::Transaction => Self::Transaction(all(bytes)?),
			InfoBlock::Logistics => Self::Logistics(all(bytes)?),
			InfoBlock::Customs => Self::Customs(all(bytes)?),
		})
	}

	/// Decodes an item of the block from the front of bytes, and leaves the rest.
	pub fn decode_from(block: InfoBlock, bytes: &mut &[u8]) -> Result<Self, codec::Error> {
		Ok(match block {
			InfoBlock::Product => Self::Product(Decode::decode(bytes)?),
			InfoBlock::Transaction => Self::Transaction(Decode::decode(bytes)?),
			InfoBlock::Logistics => Self::Logistics(Decode::decode(bytes)?),
			InfoBlock::Customs => Self::Customs(Decode::decode(bytes)?),
		})
	}

	/// The item as the chain's bytes.
	pub fn encode(&self) -> Vec<u8> {
		each!(self, item => item.encode())
	}

	/// The item as the interface writes it.
	pub fn to_json(&self) -> Value {
		Schema::get().decode(self.block(), &self.encode()).expect("what is encoded decodes")
	}

	/// The block that holds such items.
	pub(crate) fn block(&self) -> InfoBlock {
		match self {
			Self::Product(_) => InfoBlock::Product,
			Self::Transaction(_) => InfoBlock::Transaction,
			Self::Logistics(_) => InfoBlock::Logistics,
			Self::Customs(_) => InfoBlock::Customs,
		}
	}

	/// The category that the item belongs to in a sheet.
	pub fn section(&self) -> Section {
		match self {
			Self::Product(ProductInfo::RawMaterials(_)) => Section::RawMaterials,
			Self::Product(ProductInfo::Production(_)) => Section::Production,
			Self::Product(ProductInfo::Features(_)) => Section::Features,
			Self::Product(ProductInfo::ProductCode(_)) => Section::ProductCode,
			Self::Transaction(TransactionInfo::Order(_)) => Section::Order,
			Self::Transaction(TransactionInfo::Receipt(_)) => Section::Receipt,
			Self::Transaction(TransactionInfo::ProductCode(_)) => Section::TradedProductCode,
			Self::Logistics(LogisticsInfo::Tally(_)) => Section::Tally,
			Self::Logistics(LogisticsInfo::Transport(_)) => Section::Transport,
			Self::Logistics(LogisticsInfo::Storage(_)) => Section::Storage,
			Self::Logistics(LogisticsInfo::Delivery(_)) => Section::Delivery,
			Self::Logistics(LogisticsInfo::DeliveryException(_)) => Section::DeliveryException,
			Self::Logistics(LogisticsInfo::Positions(_)) => Section::Positions,
			Self::Customs(CustomsInfo::Declaration(_)) => Section::Declaration,
			Self::Customs(CustomsInfo::Status(_)) => Section::Status,
		}
	}

	/// The category of the standard that the item fills. None for positions.
	pub fn category(&self) -> Option<Category> {
		each!(self, item => item.category())
	}

	/// Tells whether the item comes from a clearance alone, and is recorded by nobody.
	pub fn only_from_clearance(&self) -> bool {
		each!(self, item => item.only_from_clearance())
	}

	/// Tells whether the item says otherwise than the unit's own code.
	pub fn contradicts(&self, code: &TraceCode) -> bool {
		each!(self, item => item.contradicts(code))
	}

	/// Tells whether the item needs its owner's authorization: holding the unit does not suffice.
	pub fn needs_authorization(&self) -> bool {
		each!(self, item => item.needs_authorization())
	}
}

impl Check for Item {
	fn check(&self, clock: &Clock) -> Result<(), ValueError> {
		each!(self, item => item.check(clock))
	}
}
