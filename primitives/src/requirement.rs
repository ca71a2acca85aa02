// SPDX-License-Identifier: Apache-2.0

//! The requirements of each mode of tracing: tables 1 to 4 of DB4403/T 471-2024 as one function.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use strum::{EnumString, IntoStaticStr};

/// Traceability mode 追溯方式 (§3.8 to §3.10).
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	EnumString,
	IntoStaticStr,
)]
pub enum TraceMode {
	/// Tracing back to raw materials and origin 全供应链追溯.
	FullChain,
	/// Tracing back to the manufacturer 生产商追溯.
	Manufacturer,
	/// Tracing back to the trader 贸易商追溯.
	Trader,
}

impl TraceMode {
	/// Every mode, in the order of the tables' columns.
	pub const ALL: [Self; 3] = [Self::FullChain, Self::Manufacturer, Self::Trader];

	/// The name of the mode in the metadata, from which [`FromStr`](core::str::FromStr) reads it.
	pub fn name(self) -> &'static str {
		self.into()
	}

	/// Returns true if the mode leaves out a category that the other makes mandatory.
	pub fn is_laxer_than(self, other: Self) -> bool {
		let mandatory = |mode| Categories::default().missing(mode);
		let both = mandatory(self).intersection(mandatory(other));
		both != mandatory(other)
	}
}

/// Information block 信息区块 (§6.2.2).
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	EnumString,
	IntoStaticStr,
)]
pub enum InfoBlock {
	/// Product information block 产品信息区块 (table 1).
	Product,
	/// Transaction information block 交易信息区块 (table 2).
	Transaction,
	/// Logistics information block 物流信息区块 (table 3).
	Logistics,
	/// Customs information block 通关信息区块 (table 4).
	Customs,
}

impl InfoBlock {
	/// Every block, in the order of the tables.
	pub const ALL: [Self; 4] = [Self::Product, Self::Transaction, Self::Logistics, Self::Customs];

	/// The name of the block in the metadata, from which [`FromStr`](core::str::FromStr) reads it.
	pub fn name(self) -> &'static str {
		self.into()
	}

	/// The categories of the block's table.
	pub fn categories(self) -> Categories {
		Category::ALL.into_iter().filter(|category| category.block() == self).collect()
	}
}

/// Information category 信息类别 (tables 1 to 4).
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	EnumString,
	IntoStaticStr,
)]
pub enum Category {
	/// Raw and auxiliary materials and parts 原辅材料/零部件信息 (table 1).
	RawMaterials,
	/// Production information 生产信息 (table 1).
	Production,
	/// Features of the product 产品特征信息 (table 1).
	Features,
	/// Code of the product 产品编码信息 (table 1).
	ProductCode,
	/// Order information 订单信息 (table 2).
	Order,
	/// Cross-border receipt information 跨境收款信息 (table 2).
	Receipt,
	/// Code of the product as it was traded 产品编码信息 (table 2).
	TradedProductCode,
	/// Tally information 理货信息 (table 3).
	Tally,
	/// Transport information 运输信息 (table 3).
	Transport,
	/// Storage information 仓储信息 (table 3).
	Storage,
	/// Delivery information 派送信息 (table 3).
	Delivery,
	/// Information on a delivery exception 交付异常信息 (table 3).
	DeliveryException,
	/// Customs declaration information 通关申报信息 (table 4).
	Declaration,
	/// Customs status information 通关状态信息 (table 4).
	Status,
}

impl Category {
	/// Every category, in the order of the tables.
	pub const ALL: [Self; 14] = [
		Self::RawMaterials,
		Self::Production,
		Self::Features,
		Self::ProductCode,
		Self::Order,
		Self::Receipt,
		Self::TradedProductCode,
		Self::Tally,
		Self::Transport,
		Self::Storage,
		Self::Delivery,
		Self::DeliveryException,
		Self::Declaration,
		Self::Status,
	];

	/// The name of the category in the metadata, from which [`FromStr`](core::str::FromStr) reads it.
	pub fn name(self) -> &'static str {
		self.into()
	}

	/// Returns true if a domestic exporter may enter the category for a party outside the chain (§6.3.2.2).
	///
	/// That is what happens abroad, where partners are not on the chain: warehousing, clearance there, delivery, and the way
	/// to it; further the word of makers, suppliers and foreign platforms that are not on the chain. What the exporter knows
	/// itself it records itself. Screening before the export, money, and all that the customs of this side say are never
	/// entered for another.
	pub const fn is_importable(self) -> bool {
		match self {
			Self::RawMaterials | Self::Production | Self::Order => true,
			Self::Transport | Self::Storage | Self::Delivery | Self::DeliveryException => true,
			Self::Features | Self::ProductCode | Self::TradedProductCode => false,
			Self::Receipt | Self::Tally | Self::Declaration | Self::Status => false,
		}
	}

	/// The block that the category belongs to.
	pub const fn block(self) -> InfoBlock {
		match self {
			Self::RawMaterials | Self::Production | Self::Features | Self::ProductCode => InfoBlock::Product,
			Self::Order | Self::Receipt | Self::TradedProductCode => InfoBlock::Transaction,
			Self::Tally | Self::Transport | Self::Storage | Self::Delivery | Self::DeliveryException => {
				InfoBlock::Logistics
			}
			Self::Declaration | Self::Status => InfoBlock::Customs,
		}
	}
}

/// Constraint 约束条件 of a category (tables 1 to 4).
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Requirement {
	/// Must be recorded 必备 before a unit closes.
	Mandatory,
	/// May be left out 可选.
	Optional,
}

/// The one table of the standard: the constraint of each category in each mode.
pub const fn requirement(category: Category, mode: TraceMode) -> Requirement {
	use Requirement::{Mandatory, Optional};
	use TraceMode::{FullChain, Manufacturer, Trader};
	match (category, mode) {
		(Category::RawMaterials | Category::ProductCode, _) => Optional,
		(Category::Production | Category::Order, FullChain | Manufacturer) => Mandatory,
		(Category::Production | Category::Order, Trader) => Optional,
		(Category::Receipt, FullChain) => Mandatory,
		(Category::Receipt, Manufacturer | Trader) => Optional,
		(Category::Features | Category::TradedProductCode, _) => Mandatory,
		(
			Category::Tally
			| Category::Transport
			| Category::Storage
			| Category::Delivery
			| Category::DeliveryException,
			_,
		) => Mandatory,
		(Category::Declaration | Category::Status, _) => Mandatory,
	}
}

/// A set of categories, one bit each: bit `n` is the `n`th category of tables 1 to 4, counted from 0.
#[derive(
	Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Categories(pub u16);

impl Categories {
	/// The set with the category added.
	pub const fn with(self, category: Category) -> Self {
		Self(self.0 | 1 << category as u16)
	}

	/// Returns true if the category is in the set.
	pub const fn contains(self, category: Category) -> bool {
		self.0 & 1 << category as u16 != 0
	}

	/// The categories of either set.
	pub const fn union(self, other: Self) -> Self {
		Self(self.0 | other.0)
	}

	/// The categories that are in both sets.
	pub const fn intersection(self, other: Self) -> Self {
		Self(self.0 & other.0)
	}

	/// The categories of the set, in the order of the tables.
	pub fn iter(self) -> impl Iterator<Item = Category> {
		Category::ALL.into_iter().filter(move |category| self.contains(*category))
	}

	/// The categories that the mode makes mandatory and the set lacks.
	pub fn missing(self, mode: TraceMode) -> Self {
		Category::ALL
			.into_iter()
			.filter(|category| requirement(*category, mode) == Requirement::Mandatory)
			.filter(|category| !self.contains(*category))
			.collect()
	}

	/// Returns true if no category is in the set.
	pub const fn is_empty(self) -> bool {
		self.0 == 0
	}
}

impl FromIterator<Category> for Categories {
	fn from_iter<C: IntoIterator<Item = Category>>(categories: C) -> Self {
		categories.into_iter().fold(Self::default(), Self::with)
	}
}
